import Foundation
import TriadKit

/// Data on standard output, words for people on standard error.
enum Output {
    static func print<A: Answer>(_ answer: A, as format: OutputFormat, table: (A) -> Screen) {
        switch format {
        case .json: plain(answer.json.text)
        case .table: data(table(answer).text(width: width, style: .standard))
        case .csv: plain(table(answer).csv, newline: false)
        }
    }

    /// What programs read, as it is; but a terminal that it happens to reach obeys none of it.
    static func plain(_ text: String, newline: Bool = true) {
        data(isatty(1) == 1 ? Clean.text(text) : text, newline: newline)
    }

    /// What is fit for a terminal.
    static func data(_ text: String, newline: Bool = true) {
        FileHandle.standardOutput.write(Data((newline ? text + "\n" : text).utf8))
    }

    static func say(_ text: String) {
        FileHandle.standardError.write(Data((Clean.text(text) + "\n").utf8))
    }

    /// The terminal's width; 100 where there is none.
    static var width: Int {
        var size = winsize()
        if isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 { return Int(size.ws_col) }
        return Variable.named("COLUMNS").flatMap(Int.init) ?? 100
    }
}

extension Output {
    /// More facts of one entry are counted, not listed: an import has thousands.
    private static let mostFacts = 12

    /// What an accepted command came to: each entry and its facts in words; in JSON the same as the pipe gives.
    static func reply(_ reply: Reply, _ format: OutputFormat) {
        switch format {
        case .json: plain(reply.json.text)
        case .table, .csv:
            for entry in reply.entries {
                let more = entry.sentences.count - mostFacts
                let facts = entry.sentences.prefix(mostFacts) + (more > 0 ? ["and \(more) more"] : [])
                say(TextWidth.wrap("\(entry.stream)/\(entry.number): \(facts.joined(separator: "; "))", width - 2).joined(separator: "\n  "))
                entry.marks.forEach { say("  noted: \($0)") }
            }
            if reply.entries.isEmpty { say("Saved.") }
            if reply.isUnfinished {
                say("Somebody else is at the file: what was erased lies still in old pages or among the documents. It goes when she lets go of the file and something is written next.")
            }
        }
    }
}
