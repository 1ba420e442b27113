import Foundation

/// Measures in one process and prints one table, each figure beside what it is compared with.
enum Bench: Subcommand {
    static let name = "bench"
    static let usage = "bench statecharts [--beside FILE]      events per second, time and allocations for each event"

    static func run(_ words: [String]) throws -> Int32 {
        guard words.first == "statecharts" else { throw Misuse(sentence: "What is to be measured?") }
        var others: [Other] = []
        if words.count == 3, words[1] == "--beside" {
            others = try Other.read(String(contentsOfFile: words[2], encoding: .utf8))
        } else if words.count != 1 {
            throw Misuse(sentence: "These words are not understood: \(words.dropFirst().joined(separator: " ")).")
        }
        print(BenchTable(rows: try StatechartsBench.rows(), others: others).text)
        return 0
    }

    /// A figure of another engine, measured in this run.
    struct Other {
        let row: String
        let engine: String
        let perSecond: Double

        /// Lines of a row's key, the engine's name and its events per second, with tabs between.
        static func read(_ text: String) throws -> [Other] {
            try text.split(separator: "\n").map { line in
                let words = line.split(separator: "\t")
                guard words.count == 3, let perSecond = Double(words[2]) else {
                    throw Misuse(sentence: "This line is no figure: \(line)")
                }
                return Other(row: String(words[0]), engine: String(words[1]), perSecond: perSecond)
            }
        }
    }
}
