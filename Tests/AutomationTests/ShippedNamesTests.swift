import Automation
import Casework
import Definitions
import Foundation
import JSON
import Register
import Testing
import Timetables

@testable import TriadKit

/// What the shipped files name, the sources do not: whatever a workflow needs is a construct of the language.
@Suite("The sources know no shipped definition")
struct ShippedNamesTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    /// Names of the shipped workflows, their states, events and roles, and of the rubrics and their criteria.
    private static func names() throws -> Set<Name> {
        let shelf = try DefinitionShelf(folder: nil)
        var names: Set<Name> = []
        for (kind, folder) in [(Command.DefinitionKind.workflow, "Workflows/"), (.rubric, "Rubrics/")] {
            for file in EmbeddedDefinitions.files.map(\.path) where file.hasPrefix(folder) && file.hasSuffix(".yaml") && file.count(where: { $0 == "/" }) == 1 {
                let name = String(file.dropFirst(folder.count).dropLast(".yaml".count))
                names.insert(name)
                guard kind == .workflow else { continue }
                let workflow = try shelf.workflow(name)
                names.formUnion(workflow.states.keys.flatMap { [$0, String($0.split(separator: ".").last ?? "")] })
                names.formUnion(workflow.rules.map(\.event))
                names.formUnion(workflow.roles.keys)
                names.formUnion(workflow.sheets.keys)
            }
        }
        return names
    }

    /// Every word of what the program says of itself: the language of the definitions, the methods of the pipe with their answers, and the
    /// columns of the tables that it reads.
    private static let vocabulary: Set<String> = {
        let published = [Schema.workflow, Schema.rubric, Schema.calendar, OpenRPC.document].map { (published: JSON.Value) in published.text }.joined(separator: " ")
        let columns = Register.Import.Table.allCases.flatMap(\.columns) + TimetableTable.columns
        return Set(published.split { !($0.isLetter || $0 == "_") }.map { $0.lowercased() } + columns)
    }()

    /// Texts in quotes of one source; its comments, and texts of several lines, in which quotes are a part of the text, left out.
    private static func texts(in source: String) -> [String] {
        let pieces = source.components(separatedBy: "\"\"\"").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return pieces.joined(separator: "\n").split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.flatMap { line in
            line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
    }

    @Test("No text in the sources is a shipped workflow's, state's, event's, role's, sheet's or rubric's name, unless it is a word of the language itself")
    func unknown() throws {
        let names = try Self.names(), files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        #expect(names.count > 100 && names.contains("triad-review"))
        var looked = 0
        for case let file as URL in files where file.pathExtension == "swift" && file.lastPathComponent != "EmbeddedDefinitions.swift" {
            looked += 1
            // Two modules are written after standards of others, whose words they hold: they stand below the definitions and cannot know them.
            let isOfAStandard = ["CEL", "Statecharts", "SCXML"].contains(file.pathComponents.dropFirst(Self.sources.pathComponents.count).first ?? "")
            for text in Self.texts(in: try String(contentsOf: file, encoding: .utf8)) where names.contains(text) {
                let isOneWord = text.allSatisfy(\.isLetter)
                #expect(isOneWord && (isOfAStandard || Self.vocabulary.contains(text)), "\(file.lastPathComponent): \"\(text)\"")
            }
        }
        #expect(looked > 300)
    }
}
