import CivilTime
import Crypto
import Foundation
import JSON
import Pages
import TriadKit

/// Whom somebody from outside sees, drawn by a number that nobody in the programme chooses: the root of the log at the end of a day that is past.
///
/// Everybody's place is the SHA-256 of `ROOT/PERSON/PROGRAMME`; the lowest are drawn, of each programme one at least where there is room, and
/// whoever is to be seen again comes on top. So anybody who has the root can draw it again with `sha256sum`, and gets the same.
///
/// What the template may say: `day`, `root`, `log`, `people`, `taken`, `any.added`; the tables `drawn`, `added`, `order`.
public struct DrawPage {
    private struct Lot {
        let row: TermView.Row
        let hash: String
    }

    private let day: Day
    private let head: HeadView
    private let order: [Lot]
    private let drawn: [Lot]
    private let added: [Lot]

    /// - Parameter take: how many are drawn; nil: the square root of how many there are, rounded up.
    public init(_ view: TermView, head: HeadView, on day: Day, take: Int?) {
        self.day = day
        self.head = head
        let order = view.rows.map { row in
            let text = "\(head.root)/\(row.person.id)/\(row.apart ?? "")"
            return Lot(row: row, hash: SHA256.hash(data: Data(text.utf8)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined())
        }.sorted { $0.hash < $1.hash }
        let count = min(order.count, take ?? Int(Double(order.count).squareRoot().rounded(.up)))
        var programmes: Set<String> = []
        let first = order.filter { programmes.insert($0.row.apart ?? "").inserted }.prefix(count).map(\.hash)
        let others = order.map(\.hash).filter { !first.contains($0) }.prefix(count - first.count)
        let taken = Set(first).union(others)
        self.order = order
        drawn = order.filter { taken.contains($0.hash) }
        added = order.filter { !taken.contains($0.hash) && $0.row.isSeenAgain }
    }

    public func page(template text: String, named name: String) throws -> Page {
        let data: JSON.Value = [
            "day": .string(day.spelled), "root": .string(head.root), "log": .string("\(head.size) entries, \(head.root)"), "people": .string("\(order.count)"),
            "taken": .string("\(drawn.count)"), "any": ["added": .bool(!added.isEmpty)],
        ]
        let lots = Table(
            caption: "The order of the draw", columns: [.init("Place", kind: .number), "Who", "Key", "Lot"],
            rows: order.enumerated().map { place, lot in
                [.init("\(place + 1)"), .init(lot.row.person.name), .init("\(lot.row.person.id)/\(lot.row.apart ?? "")"), .init(String(lot.hash.prefix(16)))]
            })
        return try Template(name: name, text: text).page(data, supplies: Supplies(tables: ["drawn": table("Drawn", drawn), "added": table("Added to those drawn", added), "order": lots]))
    }

    private func table(_ caption: String, _ lots: [Lot]) -> Table {
        Table(
            caption: caption, columns: ["Who", "Programme", .init("Seen", kind: .number), "Next session", "Why to be seen"],
            rows: lots.map { lot in
                let next = lot.row.sessions.first { $0.on > day }
                return [
                    .init(lot.row.person.name), .init(lot.row.apartTitle ?? ""), .init("\(lot.row.timesSeen)"),
                    .init(next.map { "\($0.on.short)\($0.hours.isEmpty ? "" : ", \($0.hours)"): \($0.session)" } ?? "not in the timetable"), .init(lot.row.why),
                ]
            })
    }
}
