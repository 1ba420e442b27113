import Foundation

/// The table of `bench statecharts`.
struct BenchTable {
    struct Row {
        let key: String
        let title: String
        let measure: Measure
        /// Events per second of XState 5.32 on Node 20, as measured on two machines of this class.
        var published: [Double] = []
        /// How many times XState's figure is to be reached.
        var factor: Double?
        /// Where this row is compared with another row instead.
        var remark: String = ""
    }

    let rows: [Row]
    let others: [Bench.Other]

    var text: String {
        var lines = [["", "events/s", "ns", "allocations", "XState published", "wanted", "beside it in this run"]]
        for row in rows { lines.append(cells(of: row)) }
        let table = Bench.columns(lines, figures: 1...3)
        return (table + [""] + notes).joined(separator: "\n")
    }

    private func cells(of row: Row) -> [String] {
        let published = row.published.map { "\(Self.thousands($0)) (\(Self.ratio(row.measure.perSecond / $0)))" }
        let here = others.filter { $0.row == row.key }.map { other in
            "\(other.engine) \(Self.thousands(other.figure)) (\(Self.ratio(row.measure.perSecond / other.figure)))"
        }
        return [
            row.title, Self.thousands(row.measure.perSecond), "\(Int(row.measure.nanoseconds.rounded()))",
            String(format: "%.1f", row.measure.allocations), published.joined(separator: ", "),
            row.factor.map { "\(Int($0)) times" } ?? "", (here + [row.remark].filter { !$0.isEmpty }).joined(separator: ", "),
        ]
    }

    private var notes: [String] {
        ["In brackets: how many times the figure is reached. Published: XState 5.32 on Node 20, two machines of this class.",
            "Allocations of one event, by their sizes in bytes:"]
            + rows.map { "  \($0.title): \($0.measure.sizes.isEmpty ? "none" : $0.measure.sizes.map { "\($0)" }.joined(separator: " "))" }
    }

    private static func thousands(_ number: Double) -> String {
        number >= 1_000_000 ? String(format: "%.2f M", number / 1_000_000) : String(format: "%.1f K", number / 1_000)
    }

    private static func ratio(_ ratio: Double) -> String { String(format: "×%.1f", ratio) }
}
