import Definitions
import Testing

@testable import TriadKit

@Suite("Shipped letters and reports ask for what there is")
struct ShippedTemplateTests {
    /// The names that a template asks for behind one of the words: `data.visit_on` for `data`.
    private static func names(behind word: String, in text: String) -> [String] {
        text.components(separatedBy: "{{").dropFirst().compactMap { piece in
            let name = piece.prefix { $0 != "}" }.drop { "#^/&".contains($0) }
            return name.hasPrefix("\(word).") ? String(name.dropFirst(word.count + 1).prefix { $0 != "." && $0 != " " }) : nil
        }
    }

    @Test("Every datum and record that a letter or a report asks for is one of its workflow", arguments: Walks.shipped)
    func known(_ name: Name) throws {
        let shelf = try DefinitionShelf(folder: nil), workflow = try shelf.workflow(name)
        let templates = workflow.letters.values.map(\.template) + workflow.reports.values.map(\.template)
        for template in templates {
            let text = try shelf.template(template)
            // Of linked cases it prints what is theirs.
            let printed = try [workflow] + Self.names(behind: "cases", in: text).compactMap { try workflow.links[$0].map { try shelf.workflow($0.workflow) } }
            for datum in Self.names(behind: "data", in: text) { #expect(printed.contains { $0.data[datum] != nil }, "\(template) asks for data.\(datum)") }
            for word in ["rows", "new", "any"] {
                for record in Self.names(behind: word, in: text) where !printed.contains(where: { $0.records[record] != nil }) {
                    #expect(workflow.sheets[record] != nil || workflow.votes[record] != nil, "\(template) asks for \(word).\(record)")
                }
            }
        }
    }
}
