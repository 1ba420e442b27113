import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON

/// Appends entries within one transaction, all of one command, and keeps what they made of the cases.
struct Writing {
    let db: Database
    let log: Log
    let rows: Rows
    let now: Instant
    let file: String
    let random: @Sendable (Int) -> [UInt8]
    /// 32 hexadecimal digits that the entries of one command share.
    var command: String
    private(set) var made: [Reply.Made] = []

    init(_ remembered: Remembered, _ db: Database, now: Instant, file: String, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.db = db
        log = Log(db: db, remembered: remembered)
        rows = Rows(db: db, remembered: remembered)
        self.now = now
        self.file = file
        self.random = random
        command = random(16).hex
    }

    /// Who asked for an entry, and how.
    struct Header {
        var actor: String
        var typedBy: String?
        var login: String?
        var came: Command.Came = .system
        /// `event agree-scope`, `strike visiting`.
        var word: String
        var key: Entry.Key?
        var definition: String?
    }

    /// The version of the program, as entries name it.
    static let engine = "1"

    /// Appends one entry and writes what it says; nothing where there are no facts.
    mutating func append(_ decision: Decision, to stream: String, _ header: Header, evenIfEmpty: Bool = false) throws {
        guard evenIfEmpty || !decision.facts.isEmpty else { return }
        let before = stream == Entry.fileStream ? nil : try rows.case(stream)
        var concealment = Concealment(random: random)
        let facts = decision.facts.map { $0.json { concealment.conceal($0) } }
        let entry = Entry(
            file: file, stream: stream, number: try (before?.entry ?? log.last(stream: stream)) &+ 1, recorded: now,
            happened: decision.happened, came: header.came.rawValue, actor: header.actor, typedBy: header.typedBy,
            login: header.login, reads: decision.reads, writes: decision.writes, word: header.word, command: command,
            key: header.key?.concealed(by: &concealment), definition: header.definition, engine: Writing.engine, facts: facts, salt: random(16).hex)
        CrashPoint.reached(.beforeEntry)
        let place = try log.append(entry, opened: concealment.column)
        CrashPoint.reached(.afterEntry)
        try Projection(rows: rows, log: log).project(entry, at: place, facts: decision.facts, request: header.key?.request, on: before)
        CrashPoint.reached(.afterProjection)
        made.append(Reply.Made(
            stream: stream, number: entry.number, place: place, actor: header.actor, word: header.word, recorded: now, facts: decision.facts))
    }

    /// Forgets what was written for the command, when its rows are taken back; and with it all that was remembered of the file.
    mutating func undo() {
        made = []
        rows.remembered?.forget()
    }

    /// Begins the entries of another command.
    mutating func beginCommand() {
        command = random(16).hex
        made = []
        rows.remembered?.entries = nil
    }
}

extension Database {
    /// Marks a place to which a refused command goes back; its strikes stay. Prepared once, unlike `inSavepoint`.
    func markPlace() throws { try cachedStatement(sql: "SAVEPOINT command").execute() }
    func keepPlace() throws { try cachedStatement(sql: "RELEASE command").execute() }
    func goBack() throws {
        try cachedStatement(sql: "ROLLBACK TO command").execute()
        try cachedStatement(sql: "RELEASE command").execute()
    }
}
