import Casework
import CivilTime
import Definitions

/// What an accepted command came to: a function of its entries, so that a repeated command gets the same reply.
public struct Reply: Sendable, Hashable {
    /// The command's own entry first, then what followed from it in other streams; empty where it is no entry (a draft).
    public var entries: [Made]
    /// Whether what was erased lies still in old pages or in a document's folder, since somebody is at the file: the next command that writes,
    /// and whoever lets go of the file last, take it away.
    public var isUnfinished = false

    public init(entries: [Made] = []) {
        self.entries = entries
    }

    public struct Made: Sendable, Hashable {
        /// A case, or `file`.
        public var stream: String
        public var number: Int
        /// In the log, from 0.
        public var place: Int64
        /// Whose act it is, by identifier: a person, a clock, or the case that sent the event.
        public var actor: String
        public var word: String
        public var recorded: Instant
        public var facts: [Fact]

        /// Each fact in a few words, without values.
        public var sentences: [String] { facts.map(\.sentence) }

        /// Expectations that fell short: accepted, marked and shown.
        public var marks: [String] {
            facts.compactMap { if case .marked(_, let sentence) = $0 { sentence } else { nil } }
        }
    }

    var hasErased: Bool { entries.contains { $0.word == "erase" } }

    /// The same, where it has erased something that is not gone from the disk yet.
    var unfinished: Reply {
        var reply = self
        reply.isUnfinished = hasErased
        return reply
    }

    /// The cases that began.
    public var began: [Case.ID] {
        entries.filter { $0.facts.contains { if case .began = $0 { true } else { false } } }.map(\.stream)
    }

    /// A clock that another version of its calendar moved.
    public struct Move: Sendable, Hashable {
        public var `case`: Case.ID
        public var clock: Name
        public var from: Day
        public var to: Day
        public var why: String
    }

    /// The clocks that a calendar moved; nil where none was applied.
    public var moves: [Move]? {
        guard let first = entries.first, first.stream == FileState.stream, first.facts.contains(where: \.appliesCalendar) else { return nil }
        return entries.flatMap { entry in
            entry.facts.compactMap { fact in
                guard case .recounted(let clock, let from, let to, let why) = fact else { return nil }
                return Move(case: entry.stream, clock: clock, from: from, to: to, why: why)
            }
        }
    }

    /// What is marked in the command's own entry.
    public var marks: [String] { entries.first?.marks ?? [] }
}

extension Fact {
    fileprivate var appliesCalendar: Bool { if case .defined(.calendar, _, _, _, .some) = self { true } else { false } }
}
