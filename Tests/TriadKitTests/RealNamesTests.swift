import Foundation
import Testing

@testable import TriadKit

/// Real hubs stand where triads are formed and nowhere else: every other case belongs to invented schools.
@Suite("No real hub outside the forming of triads")
struct RealNamesTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where the real table itself and what is formed from it live.
    static let forming = ["Workflows/data/", "Tests/MatchingTests/Hub", "Tests/TriadKitTests/FormingExampleTests.swift"]

    @Test("no hub, lead school or operator is named in any workflow, rubric, letter, report, demonstration, test or page of documentation")
    func names() throws {
        let names = try Self.realNames()
        #expect(names.count > 150)
        let files = try Self.files()
        #expect(files.contains { $0.hasSuffix("Workflows/triad-review.yaml") } && files.contains { $0.contains("Tools/story/") })
        for file in files {
            let text = Words(try String(contentsOf: Self.root.appending(path: file), encoding: .utf8))
            for name in names where text.contains(name) { Issue.record("\(file) names \(name.text)") }
        }
    }

    @Test("a whole name is found whatever its capitals; a word of it is none")
    func found() {
        let text = Words("The visit to invented   EXAMPLE Teaching School\nHub was on Monday.")
        #expect(text.contains(Words("Example Teaching School Hub")))
        #expect(!text.contains(Words("Teaching School Hub Monday")))
        #expect(!Words("Examples of teaching").contains(Words("Example")))
    }

    /// Names of at least two words: one word alone (a town, a virtue) names nobody.
    static func realNames() throws -> [Words] {
        let names = try HubTable.rows().flatMap { [$0["hub"], $0["lead_school"], $0["operator"]].compactMap { $0.map(Words.init) } }
        return Set(names).filter { $0.count > 1 }.sorted { $0.text < $1.text }
    }

    static func files() throws -> [String] {
        let kinds: Set = ["yaml", "mustache", "page", "csv", "md", "swift", "py", "json"]
        return ["Workflows", "Rubrics", "Tools", "Tests", "Sources", "README.md"].flatMap { top -> [String] in
            let folder = root.appending(path: top)
            guard let found = FileManager.default.enumerator(atPath: folder.path) else { return [] }
            let below = found.compactMap { $0 as? String }.map { "\(top)/\($0)" }
            return below.isEmpty ? [top] : below
        }.filter { file in
            kinds.contains((file as NSString).pathExtension) && !forming.contains { file.hasPrefix($0) }
        }
    }
}

/// A text as its words in small letters, whatever stands between them.
struct Words: Hashable {
    let text: String
    let count: Int

    init(_ source: String) {
        let words = source.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'") }
        count = words.count
        text = " " + words.joined(separator: " ") + " "
    }

    func contains(_ other: Words) -> Bool { text.contains(other.text) }
}
