import CELTrial
import Foundation
import SCXML

/// Runs a folder of conformance cases: a line for each failure, then how many passed and failed.
enum Conformance: Subcommand {
    static let name = "conformance"
    static let usage = "conformance cel | statecharts DIR      every case of a folder; status 1 where one fails"

    static func run(_ words: [String]) throws -> Int32 {
        guard words.count == 2 else { throw Misuse(sentence: "A suite and a folder are wanted.") }
        let folder = URL(fileURLWithPath: words[1])
        switch words[0] {
        case "cel": return try cel(folder)
        case "statecharts": return try statecharts(folder)
        default: throw Misuse(sentence: "There is no suite \(words[0]).")
        }
    }

    private static func cel(_ folder: URL) throws -> Int32 {
        var (passed, failed, skipped) = (0, 0, 0)
        for verdict in try ConformanceSuite(folder: folder).verdicts() {
            switch verdict {
            case .passed: passed += 1
            case .skipped: skipped += 1
            case .failed(let sentence):
                failed += 1
                print(sentence.replacingOccurrences(of: "\n", with: "; "))
            }
        }
        print("\(passed) passed, \(failed) failed, \(skipped) skipped")
        return failed == 0 ? 0 : 1
    }

    private static func statecharts(_ folder: URL) throws -> Int32 {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        var (passed, failed) = (0, 0)
        for file in files {
            let failures = failures(of: file)
            for failure in failures { print(failure) }
            if failures.isEmpty { passed += 1 } else { failed += 1 }
        }
        print("\(passed) passed, \(failed) failed")
        return failed == 0 ? 0 : 1
    }

    /// What goes another way than a case says, a line each; a file that is no case is one line.
    private static func failures(of file: URL) -> [String] {
        let name = file.deletingPathExtension().lastPathComponent
        do {
            let example = try SCXML.ConformanceCase(bytes: Array(try Data(contentsOf: file)))
            return try example.run().map { "\(example.name): \($0)" }
        } catch {
            return ["\(name): \(error)".replacingOccurrences(of: "\n", with: "; ")]
        }
    }
}
