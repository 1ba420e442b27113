import Casework
import TriadKit

/// Entries that a command has reached, or would reach, as whoever asks may see them.
struct NamedEntries {
    private let entries: [EntryView]
    /// How many further ones there are: not hers to see, or beyond the most that are listed.
    private let hidden: Int

    private static let most = 200
    private static let mostAsked = 1_000

    init(_ names: [(stream: String, number: Int)], in triad: Triad, as person: String?) throws {
        let listed = names.prefix(Self.most)
        var seen: [String: [Int: EntryView]] = [:]
        for (stream, numbers) in Dictionary(grouping: listed, by: \.stream).mapValues({ $0.map(\.number) }) {
            seen[stream] = try Self.entries(of: stream, numbers, in: triad, as: person)
        }
        entries = listed.compactMap { seen[$0.stream]?[$0.number] }
        hidden = names.count - entries.count
    }

    /// Those of a stream that she may see, asked for at once from the first to the last.
    private static func entries(of stream: String, _ numbers: [Int], in triad: Triad, as person: String?) throws -> [Int: EntryView] {
        guard let first = numbers.min(), let last = numbers.max() else { return [:] }
        var (seen, after): ([Int: EntryView], Int) = ([:], first - 1)
        do {
            while after < last {
                let log: LogView = try triad.answer(.log(stream: stream, after: after, limit: min(last - after, mostAsked)), as: person)
                for entry in log.entries { seen[entry.number] = entry }
                after += mostAsked
            }
        } catch is Refusal {}
        return seen
    }

    /// - Parameter title: what they are in the table.
    func blocks(_ title: String) -> [Screen.Block] {
        let table = TextTable([title, "Happened", "By", "What"], entries.map { ["\($0.stream)/\($0.number)", $0.happened.short, $0.whoseWord, $0.title] })
        return [.table(table)] + (hidden > 0 ? [.line("And \(hidden) more that \(hidden == 1 ? "is" : "are") not shown here.")] : [])
    }
}
