import Calendars
import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON
import Register
import Rubrics
import Timetables

/// The file at one moment, for answering questions: nothing is written, and due clocks are shown as due.
///
/// It shows everything: who may see what is the door's.
public struct Reading {
    let db: Database
    let rows: Rows
    let shelf: Shelf
    let log: Log
    /// Where the contents of documents lie.
    let contents: DocumentFolder
    /// Of a file as it was: the log that goes on, and how many of its entries there were.
    var whole: (log: Log, size: Int64)?
    /// Of a file as it was: entries of the cases that are asked about, by their streams, read when the file was made again.
    var played: [Case.ID: [(stored: StoredEntry, facts: [Fact])]] = [:]
    /// What would be recorded now.
    public let now: Instant
    public let isVirtual: Bool
    /// Coordinators, definitions in use, formings.
    public let file: FileState

    /// - Parameter remembered: what the transaction knows that asks; nil where nothing is written.
    /// - Parameter time: of a file as it was: when it is looked at.
    init(_ db: Database, store: Store, remembered: Remembered? = nil, at time: Instant? = nil) throws {
        self.db = db
        rows = Rows(db: db, remembered: remembered)
        shelf = Shelf(db: db, checked: store.checked, remembered: remembered)
        log = Log(db: db, remembered: remembered)
        contents = store.documents
        let clock = try FileClock(rows)
        isVirtual = clock.isVirtual
        now = try time ?? clock.recorded(wall: store.surroundings.now(), after: log.lastRecorded())
        file = try rows.fileState()
    }

    // MARK: - Cases

    public func `case`(_ id: Case.ID) throws -> Case? { try rows.case(id) }

    /// Cases by their workflow and number.
    public func cases(workflow: Name? = nil, includesEnded: Bool = false) throws -> [Case] {
        var cases: [Case] = []
        try eachCase(CaseSearch(workflow: workflow, includesEnded: includesEnded)) { state, _ in
            cases.append(state)
            return true
        }
        return cases
    }

    /// The file's own random id.
    public var fileID: String { get throws { try rows.identity().file } }

    public func caseNames() throws -> [Case.ID] { try String.fetchAll(db, sql: "SELECT id FROM cases ORDER BY id") }

    /// Running cases in which one of these people or organisations holds a part.
    public func cases(heldBy who: Set<String>) throws -> [Case] {
        let statement = try db.cachedStatement(
            sql: "SELECT DISTINCT case_id FROM holding JOIN cases ON id = case_id WHERE who = ? AND ended = 0")
        var ids: Set<Case.ID> = []
        for one in who { ids.formUnion(try String.fetchAll(statement, arguments: [one])) }
        return try ids.sorted().compactMap { try rows.case($0) }
    }

    /// Everything that is looked at to show a case, its inbox, or why an event can be sent.
    public func situation(showing state: Case, as person: String?) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        let needs = Deciding.needs(toShow: state, as: person, workflow: workflow)
        return try Loading(rows: rows, shelf: shelf, now: now, file: file).situation(state, workflow, needs)
    }

    /// The case with its workflow and this slice of the register alone: enough for parts, sight, and what waits; for lists, where
    /// rows of records and sheets would be loaded for nothing.
    public func outline(of state: Case, register: Register) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        return Situation(
            workflow: workflow, case: state, register: register, calendar: try shelf.calendar(workflow.calendar), now: now,
            coordinators: Set(file.coordinators))
    }

    /// The same for an event: its form can name people, and its guards further records.
    public func situation(explaining event: Name, _ form: JSON.Object, as person: String, in state: Case) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        let needs = Deciding.needs(toExplain: event, form, as: person, case: state, workflow: workflow)
        return try Loading(rows: rows, shelf: shelf, now: now, file: file).situation(state, workflow, needs)
    }

    public func records(_ record: Name, of id: Case.ID) throws -> [Situation.Row] { try rows.records(record, of: id) }
    public func sealed(_ sheet: Name, of state: Case) throws -> [Situation.Sealed] { try rows.sealed(sheet, of: state) }

    public func votes(_ vote: Name, of state: Case) throws -> [Situation.Cast] { try rows.votes(vote, of: state) }

    /// What was chosen where sheets differed.
    public func settlements(_ sheet: Name, of id: Case.ID) throws -> [Settlement] {
        let statement = try db.cachedStatement(sql: "SELECT body FROM settlement WHERE case_id = ? AND sheet = ? ORDER BY entry, criterion")
        return try String.fetchAll(statement, arguments: [id, sheet]).map { body in
            try Rows.reading("a settlement of \(id)") { try Settlement(json: JSON.Value.parse(body)) }
        }
    }

    public func draft(_ sheet: Name, _ rater: Case.Collection.Rater, of state: Case, for person: String?) throws -> DraftSheet? {
        try rows.draft(sheet, rater, of: state, for: person)
    }

    // MARK: - Clocks

    public struct DueClock: Sendable, Hashable {
        public var `case`: Case.ID
        public var name: Name
        public var due: Instant
    }

    /// Running clocks that are due by a moment, the longest overdue first; nil: all of them.
    public func clocks(until: Instant?) throws -> [DueClock] {
        let sql = "SELECT case_id, name, due FROM clock WHERE ?1 IS NULL OR due <= ?1 ORDER BY due, case_id, name"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [until?.milliseconds]).map {
            DueClock(case: $0["case_id"], name: $0["name"], due: Instant(milliseconds: $0["due"]))
        }
    }

    /// Whether a clock waits to be struck.
    public func hasDueClocks() throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM clock WHERE next_at <= ? LIMIT 1")
        return try Int.fetchOne(statement, arguments: [now.milliseconds]) != nil
    }

    // MARK: - Definitions

    public struct DefinitionInUse: Sendable, Hashable {
        public var kind: Command.DefinitionKind
        public var name: Name
        public var version: Int
        public var hash: String
        /// How many cases run or ran under it.
        public var cases: Int
    }

    public func definitions() throws -> [DefinitionInUse] {
        let counts = Dictionary(
            try Row.fetchAll(db, sql: "SELECT definition, count(*) FROM cases GROUP BY definition").map { ($0[0] as String, $0[1] as Int) },
            uniquingKeysWith: { $1 })
        return try shelf.lines().map {
            DefinitionInUse(kind: $0.kind, name: $0.name, version: $0.version, hash: $0.hash, cases: counts[$0.hash] ?? 0)
        }
    }

    public func workflow(_ hash: String) throws -> Workflow { try shelf.workflow(hash) }

    /// The newest workflow of that name that the file has used.
    public func workflow(named name: Name) throws -> Workflow? {
        try shelf.latest(.workflow, name).map { try shelf.workflow($0.hash) }
    }

    /// A rubric in the version that the case uses.
    public func rubric(_ name: Name, in state: Case) throws -> Rubric? {
        try shelf.hash(ofRubric: name, in: state).map { try shelf.rubric(hash: $0) }
    }

    /// The newest version of a definition that the file has used, as it was written.
    public func text(_ kind: Command.DefinitionKind, _ name: Name) throws -> (version: Int, text: String)? {
        guard let line = try shelf.latest(kind, name), let source = try shelf.source(line.hash) else { return nil }
        return (line.version, source.text)
    }

    public func calendar(_ name: Name) throws -> SchoolCalendar { try shelf.calendar(name) }

    // MARK: - The rest

    /// The sessions of all terms.
    public func timetable() throws -> Timetable { Timetable(Array(try rows.sessions().values)) }

    /// What a forming was proposed as.
    public func proposal(_ number: Int) throws -> JSON.Value? {
        try String.fetchOne(db, sql: "SELECT body FROM forming WHERE number = ?", arguments: [number]).map { body in
            try Rows.reading("the forming \(number)") { try JSON.Value.parse(body) }
        }
    }

    public struct Credit: Sendable, Hashable {
        public var organisation: String
        public var workflow: Name
        public var word: Name
        public var count: Int
    }

    public func credits() throws -> [Credit] {
        try Row.fetchAll(db, sql: "SELECT organisation, workflow, word, count FROM credit ORDER BY organisation, workflow, word").map {
            Credit(organisation: $0["organisation"], workflow: $0["workflow"], word: $0["word"], count: $0["count"])
        }
    }
}

extension Store {
    /// Asks questions of one moment of the file.
    ///
    /// - Throws: ``StoreFailure``; and what the body throws, in the outcome.
    public func reading<Value>(_ body: (Reading) throws -> Result<Value, Refusal>) throws(StoreFailure) -> Result<Value, Refusal> {
        try read { db in
            do {
                return try body(Reading(db, store: self))
            } catch let refusal as Refusal {
                return .failure(refusal)
            }
        }
    }
}
