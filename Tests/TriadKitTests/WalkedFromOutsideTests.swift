import Casework
import CaseStore
import Definitions
import JSON
import Testing

@testable import TriadKit

@Suite("The same stories from outside: typed word by word, and asked for in JSON")
struct WalkedFromOutsideTests {
    @Test("As arguments of the program, whatever the stories do ends in the same ledger, and what was done in error can be set aside", arguments: Walks.all.indices)
    func typed(_ walk: Int) throws {
        var mended: Set<String> = []
        for door in try Walks.all[walk]() {
            let outside = try FromOutside()
            defer { outside.remove() }
            try outside.typed(door.journal)
            let triad = try outside.open()
            try expectSame(triad, door)
            try mends(outside, triad, but: &mended)
        }
    }

    @Test("As requests in JSON, whatever the stories do ends in the same ledger", arguments: Walks.all.indices)
    func asked(_ walk: Int) throws {
        for door in try Walks.all[walk]() {
            let outside = try FromOutside()
            defer { outside.remove() }
            try outside.asked(door.journal)
            try expectSame(outside.open(), door)
        }
    }

    /// Both files hold the same entries: whose act, what, on which day, and every fact but what was drawn by lot.
    private func expectSame(_ triad: Triad, _ door: Door) throws {
        func told(_ triad: Triad) throws -> [String] {
            try triad.reading { try $0.entries(after: -1, most: 100_000) }.filter { $0.entry.stream != Entry.fileStream }.map {
                "\($0.entry.name) \($0.entry.actor) \($0.entry.word) \($0.entry.happened)\n" + $0.facts.map { "  \($0)" }.joined(separator: "\n")
            }
        }
        let (outside, inside) = (try told(triad), try told(door.triad))
        #expect(outside.count == inside.count)
        if let (one, other) = zip(outside, inside).first(where: { $0 != $1 }) { Issue.record("\(one)\nis not\n\(other)") }
        #expect(try triad.verify().differences == [])
    }

    /// Each event, where it was last sent, is set aside in a rehearsal: by whoever manages the case, or by her who did it where its managers may
    /// not see it. Where a judgement that others have read rests on it, what it said is mended as a slip.
    ///
    /// - Parameter mended: the events of other stories of this walk, by workflow: each is tried once.
    private func mends(_ outside: FromOutside, _ triad: Triad, but mended: inout Set<String>) throws {
        var last: [String: Reading.Told] = [:]
        for told in try triad.reading({ try $0.entries(after: -1, most: 100_000) }) where told.entry.word.hasPrefix("event ") {
            last["\(told.entry.stream.prefix { !$0.isNumber }) \(told.entry.word)"] = told
        }
        for (event, told) in last where mended.insert(event).inserted {
            let entry = told.entry
            var ended = try outside.program.run(["correct", entry.name, "--in-error", "--because", "It was another case's.", "--elsewhere", "--dry-run"])
            if ended.err.contains("(unknown-entry)") {
                ended = try outside.program.run(["correct", entry.name, "--in-error", "--because", "It was another case's.", "--dry-run"], as: entry.actor)
            }
            if ended.err.contains("(not-correctable)"), let (name, text) = told.text {
                ended = try outside.program.run(["correct", entry.name, "--clerical", "\(name)=\(text) Or so.", "--because", "Misheard.", "--dry-run"], as: entry.actor)
            }
            #expect(ended.code == 0, "\(entry.name) (\(entry.word)): \(ended.err)")
        }
    }
}

extension Reading.Told {
    /// The longest text that the entry put into a record, with its field.
    var text: (Name, String)? {
        let values = facts.flatMap { fact -> [Fact.NamedValue] in if case .added(_, _, let values, _, _) = fact { values } else { [] } }
        let texts = values.compactMap { named -> (Name, String)? in if case .text(let text) = named.value { (named.name, text) } else { nil } }
        return texts.max { $0.1.utf8.count < $1.1.utf8.count }
    }
}
