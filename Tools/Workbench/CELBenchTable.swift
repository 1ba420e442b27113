import Foundation

/// The table of `bench cel`.
struct CELBenchTable {
    struct Row {
        let key: String
        let title: String
        let measure: Measure
        /// Whether a program is evaluated, so that what evaluating `true` takes is to be left out.
        var isEvaluation = true
        /// The most nanoseconds that it is to take.
        var wanted: Double?
        /// Nanoseconds of other engines, as they were published, on a faster machine.
        var celGo: Double?
        var celSwift: Double?
    }

    let rows: [Row]
    /// Nanoseconds of other engines in this run.
    let others: [Bench.Other]

    var text: String {
        var lines = [
            ["", "ns", "less `true`", "wanted", "allocations", "cel-go published", "cel-swift published", "beside it in this run"]
        ]
        for row in rows { lines.append(cells(of: row)) }
        return (Bench.columns(lines, figures: 1...6) + [""] + notes).joined(separator: "\n")
    }

    private func cells(of row: Row) -> [String] {
        let own = row.measure.nanoseconds - (base(of: row) ?? 0)
        let beside = others.filter { $0.row == row.key }.map { other in
            let alone = other.figure - (base(of: row, other.engine) ?? 0)
            return "\(other.engine) \(Self.whole(alone)) (\(String(format: "×%.1f", alone / own)))"
        }
        return [
            row.title, Self.whole(row.measure.nanoseconds), base(of: row) == nil ? "" : Self.whole(own), Self.whole(row.wanted),
            String(format: "%.1f", row.measure.allocations), Self.whole(row.celGo), Self.whole(row.celSwift),
            beside.joined(separator: ", "),
        ]
    }

    /// What evaluating `true` takes here, or in another engine, where it is to be left out.
    private func base(of row: Row, _ engine: String? = nil) -> Double? {
        guard row.isEvaluation, row.key != "true" else { return nil }
        guard let engine else { return rows.first { $0.key == "true" }?.measure.nanoseconds }
        return others.first { $0.row == "true" && $0.engine == engine }?.figure
    }

    private var notes: [String] {
        [
            "Programs are compiled once. Beside it: nanoseconds less what `true` takes there, and how many times ours they are.",
            "Python's engines parse without a check of types. Published: on a faster machine, `true` not taken off.",
            "Allocations of one piece of work, by their sizes in bytes:",
        ]
            + rows.map { "  \($0.title): \($0.measure.sizes.isEmpty ? "none" : $0.measure.sizes.map { "\($0)" }.joined(separator: " "))" }
    }

    private static func whole(_ number: Double?) -> String { number.map { "\(Int($0.rounded()))" } ?? "" }
}
