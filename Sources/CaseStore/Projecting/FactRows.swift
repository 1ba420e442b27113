import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON
import Rubrics
import Timetables

extension Projection {
    /// Writes the rows of one fact. What stands in the case itself is written with the case.
    ///
    /// - Parameter state: the case after the fact; most facts do not ask for it, and it is large.
    func project(_ fact: Fact, number: Int, of entry: Entry, on state: @autoclosure () -> Case?, _ moved: inout Moved) throws {
        let id = entry.stream
        switch fact {
        case .began(let workflow, _, _, _):
            try run(
                "INSERT INTO numbering (workflow, last) VALUES (?, ?) ON CONFLICT (workflow) DO UPDATE SET last = max(last, excluded.last)",
                [workflow.name, Projection.number(of: id)])
        case .entered, .left, .remembered, .ended, .reopened, .silenceUndone, .returned, .waived, .waiversUsed, .sent, .signed, .signaturesCleared, .set, .marked,
            .opened, .compared, .voting, .stoodAside, .counted, .voteVoid, .designated, .slipFound, .slipAnswered, .typed, .typedConfirmed, .doubted, .undoubted, .carriedOn, .amended, .told: break
        case .appointed, .released, .named, .teamed: moved.holders = true
        case .added(let record, let row, let values, let person, let day):
            try run(
                "INSERT INTO record_row (case_id, record, number, author, day, body) VALUES (?, ?, ?, ?, ?, ?)",
                [id, record, row, person, day.description, Projection.body(values, over: JSON.Object()).text])
        case .updated(let record, let row, let values, _, _): try update(record, row, values, of: id)
        case .collecting(let sheet, _, _, _):
            if let collection = state()?.collections[sheet], collection.sealed.isEmpty {
                try run("DELETE FROM settlement WHERE case_id = ? AND sheet = ?", [id, sheet])
            }
        case .sealed(let sheet, let rater, let sealed):
            try run(
                "INSERT INTO sheet (case_id, sheet, role, holder, person, entry, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [id, sheet, rater.role, rater.holder, rater.person, entry.number, sealed.json.text])
        case .voted(let vote, let member, let cast):
            try run(
                "INSERT INTO vote (case_id, vote, entry, role, holder, person, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [id, vote, entry.number, member.role, member.holder, member.person, cast.json.text])
        case .givenBack(let sheet):
            for table in ["sheet", "settlement"] { try run("DELETE FROM \(table) WHERE case_id = ? AND sheet = ?", [id, sheet]) }
        case .settled(let sheet, let settlement):
            try run(
                "INSERT OR REPLACE INTO settlement (case_id, sheet, criterion, entry, body) VALUES (?, ?, ?, ?, ?)",
                [id, sheet, settlement.criterion, entry.number, settlement.json.text])
        case .clockSet(let clock): moved.clocks.insert(clock.name)
        case .clockStruck(let clock, _, _, _), .clockAsking(let clock), .clockStopped(let clock): moved.clocks.insert(clock)
        case .letter(let letter): try queue(letter, of: entry)
        case .letterSent(let letter, let how):
            try run(
                "UPDATE letter SET sent = ?, how = ? WHERE number = ?", [entry.happened.description, how.rawValue, letter])
        case .linked(let link, let other):
            try run("INSERT OR REPLACE INTO link (case_id, link, other, ended) VALUES (?, ?, ?, 0)", [id, link, other])
        case .linkEnded(let link, let other):
            try run("UPDATE link SET ended = 1 WHERE case_id = ? AND link = ? AND other = ?", [id, link, other])
        case .linkReopened(let link, let other):
            try run("UPDATE link SET ended = 0 WHERE case_id = ? AND link = ? AND other = ?", [id, link, other])
        case .credited(let organisation, let word): try credit(organisation, word, of: state()?.workflow.name ?? "", by: 1)
        case .incident(let what, let refusal):
            try run(
                "INSERT INTO incident (case_id, entry, number, what, body) VALUES (?, ?, ?, ?, ?)",
                [id, entry.number, number, what, refusal.json.text])
        case .registered(let change): try register(change)
        case .defined(let kind, let name, let version, let hash, _):
            try run(
                "INSERT INTO definition (kind, name, version, hash) VALUES (?, ?, ?, ?)", [kind.rawValue, name, version, hash])
            rows.remembered?.latest.removeAll()
        case .sessionSet(let session, let said):
            try run("INSERT OR REPLACE INTO session (number, day, body) VALUES (?, ?, ?)", [session, said.on.description, said.json.text])
        case .sessionCancelled(let session): try run("DELETE FROM session WHERE number = ?", [session])
        case .proposed(let forming, _, let proposal):
            try run("INSERT INTO forming (number, body) VALUES (?, ?)", [forming, proposal.text])
        // It is written by ``projectAnew(_:corrected:_:_:)``.
        case .corrected: break
        case .attached(let document):
            try run(
                "INSERT INTO document (case_id, number, entry, hash, size, body) VALUES (?, ?, ?, ?, ?, ?)",
                [id, document.number, entry.number, document.hash, document.size, document.json.text])
        case .recounted, .coordinating, .confided, .confidenceAnswered, .accepted, .clockMoved, .erased: break
        }
    }

    func credit(_ organisation: String, _ word: Name, of workflow: Name, by count: Int) throws {
        try run(
            """
            INSERT INTO credit (organisation, workflow, word, count) VALUES (?, ?, ?, ?)
            ON CONFLICT (organisation, workflow, word) DO UPDATE SET count = count + excluded.count
            """, [organisation, workflow, word, count])
        if count < 0 { try run("DELETE FROM credit WHERE organisation = ? AND workflow = ? AND word = ? AND count = 0", [organisation, workflow, word]) }
    }

    /// `3` for `triad-review-3`.
    static func number(of id: Case.ID) -> Int {
        id.split(separator: "-").last.flatMap { Int($0) } ?? 0
    }

    /// A row's values by name, those given over those that were there.
    private static func body(_ values: [Fact.NamedValue], over earlier: JSON.Object) -> JSON.Value {
        var object = earlier
        for named in values { object.append(named.name, named.value.json) }
        return .object(object)
    }

    private func update(_ record: Name, _ row: Int, _ values: [Fact.NamedValue], of id: Case.ID) throws {
        let key: StatementArguments = [id, record, row]
        let statement = try db.cachedStatement(
            sql: "SELECT body FROM record_row WHERE case_id = ? AND record = ? AND number = ?")
        // A fact that fits nothing changes nothing, as in the case itself.
        guard let text = try String.fetchOne(statement, arguments: key) else { return }
        let earlier = try JSON.Value.parse(text).objectValue ?? JSON.Object()
        try run(
            "UPDATE record_row SET body = ? WHERE case_id = ? AND record = ? AND number = ?",
            [Projection.body(values, over: earlier).text, id, record, row])
    }

    private func queue(_ letter: Fact.Letter, of entry: Entry) throws {
        try run(
            """
            INSERT INTO letter (number, case_id, entry, letter, recipient, about, due)
            VALUES (coalesce(?, (SELECT coalesce(max(number), 0) + 1 FROM letter)), ?, ?, ?, ?, ?, ?)
            """,
            [try letterNumbers?.next(of: entry), entry.stream, entry.number, letter.letter, letter.to, letter.about, letter.due?.description])
    }
}

/// The numbers that letters have in a file, each given once: read case by case.
final class LetterNumbers {
    private let db: Database
    private var known: [ScalarKey: [Int: ArraySlice<Int>]] = [:]

    init(_ db: Database) { self.db = db }

    /// Of the letters of an entry the next that was not given yet; nil where it has no further one.
    func next(of entry: Entry) throws -> Int? {
        let key = ScalarKey(text: entry.stream)
        if known[key] == nil { known[key] = try numbers(of: entry.stream) }
        return known[key]?[entry.number]?.popFirst()
    }

    private func numbers(of stream: String) throws -> [Int: ArraySlice<Int>] {
        let statement = try db.cachedStatement(sql: "SELECT entry, number FROM letter WHERE case_id = ? ORDER BY number")
        let rows = try Row.fetchAll(statement, arguments: [stream]).map { (entry: $0["entry"] as Int, number: $0["number"] as Int) }
        return Dictionary(grouping: rows, by: \.entry).mapValues { ArraySlice($0.map(\.number)) }
    }
}
