import Foundation
import Matching

/// The 87 Teaching School Hub areas, from the project's own file.
enum Hubs {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func organisations() throws -> [Forming.Organisation] {
        let file = root.appendingPathComponent("Workflows/data/teaching-school-hubs.csv")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let cells = cells(of: line)
            guard cells.count == 10, let latitude = Double(cells[7]), let longitude = Double(cells[8]) else { return nil }
            return Forming.Organisation(
                id: Label(cells[0]), place: Forming.Place(latitude: latitude, longitude: longitude),
                operatedBy: Label(cells[3]), region: Label(cells[2]))
        }
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
