import Casework
import CivilTime
import Definitions
internal import GRDB

extension Reading {
    /// An entry with its facts as they are told to whoever may see them.
    public struct Told: Sendable {
        public var place: Int64
        public var entry: Entry
        public var facts: [Fact]
        /// The number of the correction by which it is set aside; nil: it stands.
        public var setAsideBy: Int?
        /// The number of the correction by which it is held to have said something else.
        public var revisedBy: Int?
    }

    /// The entries of one stream after a number, oldest first.
    public func entries(of stream: String, after number: Int = 0, most: Int = .max) throws -> [Told] {
        if let played = played[stream] { return try told(played.filter { $0.stored.entry.number > number }.prefix(most)) }
        return try told(log.entries(stream: stream, after: number, most: most))
    }

    /// The entries of all streams after a place; -1 is before the first.
    public func entries(after place: Int64, most: Int) throws -> [Told] {
        try told(log.entries(after: place, most: most))
    }

    /// An entry that stands, as it is held to have been.
    public typealias Held = (number: Int, happened: When, facts: [Fact])

    /// The entries of a case that stand, as they are held to have been.
    ///
    /// - Parameter told: all entries of the case.
    public static func held(_ told: [Told]) -> [Held] {
        let standing = Standing(told.map { ($0.entry.number, $0.facts) })
        return told.filter { standing.holds($0.entry.number) }.map { one in
            (one.entry.number, standing.happened(one.entry.number, one.entry.happened), standing.facts(of: one.entry.number, one.facts))
        }
    }

    /// The entries of all streams whose command begins with a word (`waive`), oldest first.
    public func entries(commanded word: String) throws -> [Told] {
        let places = try Row.fetchAll(db, sql: "SELECT stream, number FROM entry WHERE word >= ? AND word < ? ORDER BY place", arguments: [word + " ", word + "!"])
        return try told(places.compactMap { try log.entry(stream: $0["stream"], number: $0["number"]) })
    }

    private func told(_ stored: [StoredEntry]) throws -> [Told] { try told(stored.map { ($0, try $0.facts()) }) }

    /// Entries with what corrections have made of them: what was mended of a stream is asked once.
    private func told(_ read: some Sequence<(stored: StoredEntry, facts: [Fact])>) throws -> [Told] {
        let statement = try db.cachedStatement(sql: "SELECT entry, correction, aside FROM mended WHERE case_id = ?")
        var mended: [String: (aside: [Int: Int], revised: [Int: Int])] = [:]
        return try read.map { one, facts in
            let stream = one.entry.stream
            if mended[stream] == nil {
                let rows = try Row.fetchAll(statement, arguments: [stream]).map { (entry: $0["entry"] as Int, correction: $0["correction"] as Int, isAside: $0["aside"] as Bool) }
                func corrections(_ isAside: Bool) -> [Int: Int] {
                    Dictionary(rows.filter { $0.isAside == isAside }.map { ($0.entry, $0.correction) }, uniquingKeysWith: { first, _ in first })
                }
                mended[stream] = (corrections(true), corrections(false))
            }
            return Told(
                place: one.place, entry: one.entry, facts: facts, setAsideBy: mended[stream]?.aside[one.entry.number],
                revisedBy: mended[stream]?.revised[one.entry.number])
        }
    }

    public func head() throws -> TreeHead {
        guard let whole else { return try log.head() }
        return TreeHead(size: whole.size, root: try whole.log.root(size: whole.size))
    }

    /// The hash of an entry, and the proof that it stands in the log as it is now; nil where there is no such entry.
    public func proof(of stream: String, number: Int) throws -> (leaf: Hash, proof: MerkleTree.InclusionProof, head: TreeHead)? {
        guard let stored = try log.entry(stream: stream, number: number) else { return nil }
        let head = try head()
        guard let proof = try MerkleTree.inclusion(of: stored.place, size: head.size, find: (whole?.log ?? log).subtree) else { return nil }
        return (stored.leaf, proof, head)
    }

    // MARK: - Letters

    /// A letter that is owed to somebody, or was sent.
    public struct Letter: Sendable, Hashable {
        public var number: Int
        public var `case`: Case.ID
        /// The entry that asked for it.
        public var entry: Int
        public var recorded: Instant
        public var letter: Name
        public var to: String
        public var about: Name?
        public var due: Day?
        public var sent: When?
        public var how: Command.Came?

        public init(
            number: Int, case: Case.ID, entry: Int, recorded: Instant, letter: Name, to: String, about: Name? = nil, due: Day? = nil,
            sent: When? = nil, how: Command.Came? = nil
        ) {
            self.number = number
            self.case = `case`
            self.entry = entry
            self.recorded = recorded
            self.letter = letter
            self.to = to
            self.about = about
            self.due = due
            self.sent = sent
            self.how = how
        }
    }

    /// Letters by number, sent or waiting to be; those that wait alone, if asked.
    public func letters(waitingOnly: Bool) throws -> [Letter] {
        try letters(where: "\(waitingOnly ? "sent IS NULL AND" : "sent IS NOT NULL OR") \(Reading.stands)", [])
    }

    public func letter(_ number: Int) throws -> Letter? {
        try letters(where: "letter.number = ?", [number]).first
    }

    /// Letters of a case that have gone out to somebody, whether their entries stand or not.
    public func letters(sentTo addressee: String, of id: Case.ID) throws -> [Letter] {
        try letters(where: "case_id = ? AND recipient = ? AND sent IS NOT NULL", [id, addressee])
    }

    /// Whether the same letter about the same was written again to the same addressee, by an entry that stands.
    public func isWrittenAgain(_ letter: Letter) throws -> Bool {
        let statement = try db.cachedStatement(sql: """
            SELECT 1 FROM letter WHERE case_id = ? AND number > ? AND letter = ? AND recipient = ? AND about IS ? AND \(Reading.stands) LIMIT 1
            """)
        return try Int.fetchOne(statement, arguments: [letter.case, letter.number, letter.letter, letter.to, letter.about]) != nil
    }

    /// A letter of an entry that was set aside is not sent any more.
    private static let stands = "NOT EXISTS (SELECT 1 FROM mended WHERE mended.case_id = letter.case_id AND mended.entry = letter.entry AND aside)"

    private func letters(where condition: String, _ arguments: StatementArguments) throws -> [Letter] {
        let sql = """
            SELECT letter.*, recorded FROM letter JOIN entry ON stream = case_id AND entry.number = letter.entry
            WHERE \(condition) ORDER BY letter.number
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Letter(
                number: row["number"], case: row["case_id"], entry: row["entry"], recorded: Instant(milliseconds: row["recorded"]),
                letter: row["letter"], to: row["recipient"], about: row["about"], due: (row["due"] as String?).flatMap { Day($0) },
                sent: (row["sent"] as String?).flatMap { When($0, in: .utc) }, how: (row["how"] as String?).flatMap { Command.Came(rawValue: $0) })
        }
    }
}
