import Casework
import Foundation
import Matching
import Testing

@testable import TriadKit

/// The table of hubs that ships, read as the command line reads it.
enum HubTable {
    static func rows() throws -> [[String: String]] {
        let text = try #require(try DefinitionShelf(folder: nil).data("teaching-school-hubs")).text
        let lines = text.split(separator: "\n").map(cells)
        let columns = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(columns, $0), uniquingKeysWith: { $1 }) }
    }

    private static func cells(of line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}

@Suite("The 87 hubs as a worked example")
struct FormingExampleTests {
    @Test("each hub is placed once, never two of one operator, within 4% of the bound, and the same seed gives the same triads")
    func hubs() throws {
        let rows = try HubTable.rows()
        let formed = try WorkedExample(rows: rows, file: "hubs").form(.init(seed: 7))
        #expect(formed.members.count == 29)
        #expect(Set(formed.members.joined()) == Set(rows.compactMap { $0["area"] }) && formed.members.joined().count == 87)
        let operators = Dictionary(rows.map { ($0["area"] ?? "", $0["operator"] ?? "") }, uniquingKeysWith: { $1 })
        for group in formed.members { #expect(Set(group.map { operators[$0] }).count == group.count) }
        #expect(try #require(formed.view.gap) <= 4)
        #expect(try WorkedExample(rows: rows, file: "hubs").form(.init(seed: 7)) == formed)
        #expect(WorkedExample.notice == "Worked example, not an arrangement of these hubs")
    }

    @Test("a table's mistakes are told with their rows; a hub is found by code or name")
    func mistakes() throws {
        func words(_ rows: [[String: String]], _ wish: Triad.FormingWish = .init()) -> String {
            do {
                return try WorkedExample(rows: rows, file: "mine.csv").form(wish).members.description
            } catch let refusal as Refusal {
                return ([refusal.sentence, refusal.remedy ?? ""] + refusal.details.map { "\($0.place): \($0.sentence)" }).joined(separator: " ")
            } catch {
                return "\(error)"
            }
        }
        func row(_ area: String, _ latitude: String = "53") -> [String: String] {
            ["area": area, "hub": "Hub \(area)", "region": "R", "operator": "O\(area)", "latitude": latitude, "longitude": "0"]
        }
        #expect(words([["area": "A"]]) == "mine.csv lacks the columns hub, region, operator, latitude, longitude. "
            + "The columns are area, hub, region, operator, latitude, longitude.")
        #expect(words([row("A"), row("B", "")]) == "B has no coordinates. Give each row an area, a latitude and a longitude in degrees.")
        #expect(words([row(""), row("B", "x")]) == "2 rows lack something. Give each row an area, a latitude and a longitude in degrees. "
            + "row 2: There is no code of the area. row 3: B has no coordinates.")
        let three = [row("A"), row("B"), row("C")]
        #expect(words(three) == "[[\"A\", \"B\", \"C\"]]")
        #expect(words(three, .init(without: ["Hub D"])) == "The table has no row for Hub D. Did you mean Hub A?")
        #expect(words(three, .init(without: ["Hub C"])) == "2 organisations are too few for a triad. Bring in organisations until there are three.")
        #expect(words(three, .init(leadCredential: "x")) == "A table says of nobody what she may lead. Form from a file with a register.")
    }
}
