import Casework
import CivilTime
internal import GRDB

/// A moment of the file to which questions go back.
public struct AsOf: Sendable, Hashable {
    public var point: Point
    /// Whether the file is shown as it was then by what is known now: with every correction since; else as it was recorded by then.
    public var isCorrected: Bool

    public enum Point: Sendable, Hashable {
        /// After an entry.
        case entry(stream: String, number: Int)
        /// At a time; at the end of a day.
        case time(When)
    }

    public init(_ point: Point, isCorrected: Bool = false) {
        self.point = point
        self.isCorrected = isCorrected
    }
}

extension Store {
    /// Asks questions of the file as it was: it is made again in memory from the entries up to then, and nothing is written.
    ///
    /// - Parameters:
    ///   - streams: the cases that the questions are about, to which those linked with them are added; nil: all.
    ///   - body: gets the file as it was, and as it is.
    /// - Throws: ``StoreFailure``; and what the body throws, in the outcome.
    public func reading<Value>(
        asOf moment: AsOf, zone: Zone, of streams: [Case.ID]?, _ body: (_ past: Reading, _ present: Reading) throws -> Result<Value, Refusal>
    ) throws(StoreFailure) -> Result<Value, Refusal> {
        try read { db in
            do {
                let present = try Reading(db, store: self)
                let (place, time) = try present.log.moment(moment.point, zone)
                return try DatabaseQueue().writeWithoutTransaction { copy in
                    var played: [Case.ID: [(stored: StoredEntry, facts: [Fact])]] = [:]
                    try copy.inTransaction {
                        played = try Rebuilding(source: present.log, copy: copy).rebuild(through: place, of: streams, isCorrected: moment.isCorrected)
                        return .commit
                    }
                    var past = try Reading(copy, store: self, at: time)
                    past.whole = (present.log, place + 1)
                    past.played = played
                    return try body(past, present)
                }
            } catch let refusal as Refusal {
                return .failure(refusal)
            }
        }
    }
}

extension Log {
    /// The last place that counts, and the time at which the file is looked at.
    fileprivate func moment(_ point: AsOf.Point, _ zone: Zone) throws -> (place: Int64, time: Instant) {
        switch point {
        case .entry(let stream, let number):
            guard let stored = try entry(stream: stream, number: number) else {
                throw Refusal(.unknownEntry, "There is no entry \(stream)/\(number).", place: "as_of", remedy: "`triad log` shows them.")
            }
            return (stored.place, stored.entry.recorded)
        case .time(let when):
            let time = switch when {
            case .day(let day): zone.end(of: day)
            case .instant(let instant): instant
            }
            guard let place = try lastPlace(by: time) else {
                throw Refusal(.outOfRange, "The file began later than \(when).", place: "as_of", remedy: "Give a later time.")
            }
            return (place, time)
        }
    }

    /// The last entry that was recorded by a time. Recorded times never go backwards, so that it is found by halving.
    private func lastPlace(by time: Instant) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT recorded FROM entry WHERE place = ?")
        var (known, beyond): (Int64, Int64) = (-1, try size())
        while beyond - known > 1 {
            let middle = known + (beyond - known) / 2
            let recorded = try Int64.fetchOne(statement, arguments: [middle]) ?? .max
            if recorded <= time.milliseconds { known = middle } else { beyond = middle }
        }
        return known < 0 ? nil : known
    }
}

/// Makes the file again as it was, from the entries of some of its streams.
private struct Rebuilding {
    let source: Log
    let copy: Database

    /// - Returns: the entries of the cases, as they were written.
    func rebuild(through place: Int64, of cases: [Case.ID]?, isCorrected: Bool) throws -> [Case.ID: [(stored: StoredEntry, facts: [Fact])]] {
        try Schema.migrate(copy, from: 0)
        // Only some of the entries are written again, which the triggers would not have.
        for trigger in try String.fetchAll(copy, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
            try copy.execute(sql: "DROP TRIGGER \(trigger)")
        }
        try copyDefinitions()
        let mended = isCorrected ? try self.mended() : [:]
        var playing = Playing(copy, source.db, letterNumbers: LetterNumbers(source.db))
        var played = Dictionary((cases ?? []).map { ($0, [(stored: StoredEntry, facts: [Fact])]()) }, uniquingKeysWith: { first, _ in first })
        let insert = try writing()
        for row in try rows(through: place, of: cases) {
            try insert.execute(arguments: StatementArguments(Array(row.databaseValues)))
            let stored = try StoredEntry(row)
            let standing = mended[stored.entry.stream]
            let written = try stored.facts()
            played[stored.entry.stream]?.append((stored, written))
            guard standing?.holds(stored.entry.number) != false else {
                playing.leaveOut(written, of: stored.entry)
                continue
            }
            // What is known now is known from the beginning: no correction comes on the way.
            let facts = standing.map { $0.facts(of: stored.entry.number, written).filter { !$0.isCorrection } } ?? written
            var entry = stored.entry
            if let standing { entry.happened = standing.happened(entry.number, entry.happened) }
            try playing.play(entry, facts, request: stored.entry.key?.request(openings: stored.openings), at: stored.place)
        }
        try playing.writeCases()
        for (stream, standing) in mended { try Projection(rows: Rows(db: copy), log: source).write(standing, of: stream) }
        return played
    }

    private func rows(through place: Int64, of cases: [Case.ID]?) throws -> [Row] {
        let columns = Rebuilding.columns
        guard let cases else { return try Row.fetchAll(source.db, sql: "SELECT \(columns) FROM entry WHERE place <= ? ORDER BY place", arguments: [place]) }
        var streams: Set<String> = [Entry.fileStream]
        for id in cases {
            streams.insert(id)
            streams.formUnion(try String.fetchAll(
                source.db, sql: "SELECT other FROM link WHERE case_id = ?1 UNION ALL SELECT case_id FROM link WHERE other = ?1", arguments: [id]))
        }
        let statement = try source.db.cachedStatement(sql: "SELECT \(columns) FROM entry WHERE stream = ? AND place <= ?")
        let found = try streams.flatMap { try Row.fetchAll(statement, arguments: [$0, place]).map { (place: $0[0] as Int64, row: $0) } }
        return found.sorted { $0.place < $1.place }.map(\.row)
    }

    /// What questions look for in entries, or read of them. The rest stands in the bytes; roots are those of the log as it is now.
    private static let columns = "place, stream, number, leaf, bytes, opened, recorded, actor, word, command"

    private func writing() throws -> Statement {
        try copy.makeStatement(sql: """
            INSERT INTO entry (\(Rebuilding.columns), roots, happened, came, engine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, x'', '', '', '')
            """)
    }

    private func copyDefinitions() throws {
        for row in try Row.fetchAll(source.db, sql: "SELECT * FROM definition_text") {
            try copy.cachedStatement(sql: "INSERT INTO definition_text VALUES (?, ?, ?, ?, ?)").execute(arguments: StatementArguments(Array(row.databaseValues)))
        }
    }

    /// Cases of which entries are held to have said something else, or nothing, by what is known now.
    private func mended() throws -> [Case.ID: Standing] {
        var mended: [Case.ID: Standing] = [:]
        for id in try String.fetchAll(source.db, sql: "SELECT DISTINCT case_id FROM mended") {
            mended[id] = Standing(try source.entries(stream: id).map { (number: $0.entry.number, facts: try $0.facts()) })
        }
        return mended
    }
}
