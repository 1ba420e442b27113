import Foundation
import JSON
import Statecharts
import Testing

/// Cases after the W3C's and SCION's tests, in a folder beside this package or where `TRIAD_CONFORMANCE` points.
@Suite("Conformance to the SCXML Recommendation")
struct ConformanceTests {
    static let folder: URL =
        ProcessInfo.processInfo.environment["TRIAD_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).appending(path: "../../../../shared/conformance").standardizedFileURL

    static func cases() -> [JSON.Value] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "statecharts"), includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.compactMap { file in
            (try? Data(contentsOf: file)).flatMap { try? JSON.Value.parse($0) }
        }
    }

    @Test("every case goes through the configurations that it names")
    func allCases() throws {
        let cases = Self.cases()
        if cases.isEmpty { print("No conformance cases at \(Self.folder.path): nothing was compared.") }
        for example in cases {
            let name = example["name"]?.stringValue ?? "?"
            let differences = outcome(of: example)
            #expect(differences == [], "\(name)")
        }
        print("\(cases.count) conformance cases were run.")
    }

    /// Where a case goes another way than it should. An evaluator of another language goes in here.
    private func outcome(of example: JSON.Value) -> [String] {
        do {
            let root = example["machine"] ?? nil
            let description = try CaseReader<SmallLanguage> { $0 }.machine(root)
            let machine = try Machine(compiling: description)
            var runner = try CaseRunner(machine, script: example["script"] ?? nil, model: model(root))
            try runner.run()
            return runner.differences
        } catch {
            return ["\(error)"]
        }
    }

    private func model(_ root: JSON.Value) -> ExecutableModel<SmallLanguage> {
        let data = (root["datamodel"]?.arrayValue ?? []).map { datum in
            Datum(datum["id"]?.stringValue ?? "", datum["expr"]?.stringValue)
        }
        let language = SmallLanguage()
        return ExecutableModel(language, session: language.session, data: data)
    }
}
