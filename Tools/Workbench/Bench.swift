import Foundation

/// Measures in one process and prints one table, each figure beside what it is compared with.
enum Bench: Subcommand {
    static let name = "bench"
    static let usage = """
        bench statecharts | cel [--beside FILE]
                                             events per second; nanoseconds for each evaluation; and allocations
        """

    static func run(_ words: [String]) throws -> Int32 {
        guard let subject = words.first else { throw Misuse(sentence: "What is to be measured?") }
        var others: [Other] = []
        if words.count == 3, words[1] == "--beside" {
            others = try Other.read(String(contentsOfFile: words[2], encoding: .utf8))
        } else if words.count != 1 {
            throw Misuse(sentence: "These words are not understood: \(words.dropFirst().joined(separator: " ")).")
        }
        switch subject {
        case "statecharts":
            print(BenchTable(rows: try StatechartsBench.rows(), others: others).text)
            print("\n" + SoundnessBench.lines().joined(separator: "\n"))
        case "cel": print(CELBenchTable(rows: try CELBench.rows(), others: others).text)
        default: throw Misuse(sentence: "There is nothing called \(subject) to be measured.")
        }
        return 0
    }

    /// A figure of another engine, measured in this run.
    struct Other {
        let row: String
        let engine: String
        /// Events per second, or nanoseconds for each evaluation.
        let figure: Double

        /// Lines of a row's key, the engine's name and its figure, with tabs between.
        static func read(_ text: String) throws -> [Other] {
            try text.split(separator: "\n").map { line in
                let words = line.split(separator: "\t")
                guard words.count == 3, let figure = Double(words[2]) else {
                    throw Misuse(sentence: "This line is no figure: \(line)")
                }
                return Other(row: String(words[0]), engine: String(words[1]), figure: figure)
            }
        }
    }

    /// The lines' cells under one another, those of `figures` to the right.
    static func columns(_ lines: [[String]], figures: ClosedRange<Int>) -> [String] {
        let widths = (lines.first ?? []).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return figures.contains(column) ? space + cell.0 : cell.0 + space
            }.joined(separator: "  ")
        }
    }
}
