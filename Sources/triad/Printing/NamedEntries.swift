import Casework
import TriadKit

/// Entries that a command has reached, or would reach, as whoever asks may see them.
struct NamedEntries {
    private let entries: [EntryView]
    /// How many further ones there are: not hers to see, or beyond the most that are listed.
    private let hidden: Int

    private static let most = 200

    init(_ names: [(stream: String, number: Int)], in triad: Triad, as person: String?) throws {
        entries = try names.prefix(Self.most).compactMap { stream, number in
            do {
                let log: LogView = try triad.answer(.log(stream: stream, after: number - 1, limit: 1), as: person)
                return log.entries.first
            } catch is Refusal {
                return nil
            }
        }
        hidden = names.count - entries.count
    }

    /// - Parameter title: what they are in the table.
    func blocks(_ title: String) -> [Screen.Block] {
        let table = TextTable([title, "Happened", "By", "What"], entries.map { ["\($0.stream)/\($0.number)", $0.happened.short, $0.whoseWord, $0.title] })
        return [.table(table)] + (hidden > 0 ? [.line("And \(hidden) more that \(hidden == 1 ? "is" : "are") not shown here.")] : [])
    }
}
