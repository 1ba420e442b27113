import Foundation
import Testing

@testable import CEL

@Test("every case of the public conformance suite that needs no more than is built comes out as it says")
func conformance() throws {
    guard let folder = ConformanceCase.folder else {
        print("The conformance suite is not there; set TRIAD_CONFORMANCE to run it.")
        return
    }
    var cases = 0
    var needingProto = 0
    var needingLibraries: [String: Int] = [:]
    var failures: [String] = []
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    for file in files {
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let found = try #require(try ConformanceCase(line: String(line)), "\(file.lastPathComponent) has a line that is no case")
            if found.needsProto {
                needingProto += 1
            } else if !found.isCovered {
                needingLibraries[found.requires.joined(separator: "+"), default: 0] += 1
            } else {
                cases += 1
                if let objection = found.objection() { failures.append("\(found.id): `\(found.source)` \(objection)") }
            }
        }
    }
    let libraries = needingLibraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    print("Conformance: \(cases) run, \(cases - failures.count) passed, \(failures.count) failed;",
        "\(needingProto) need protocol buffers; not built: \(libraries.isEmpty ? "none" : libraries)")
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    #expect(cases > 0)
}
