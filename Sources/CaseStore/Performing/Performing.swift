import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON

/// One request among several: made into a command, and its reply into what may be shown, by what stands in the file when its turn
/// has come.
public struct Asked {
    /// What the request is known by, and everything that its sender says, for which the key stands.
    public var key: (key: Command.Key, request: JSON.Value)?
    /// Whether it is done; else it is said what would come of it.
    public var isForGood: Bool
    /// Documents that go with the entry: kept before the transaction begins.
    public var documents: [OfferedDocument] = []
    public var command: (Reading) throws -> Command
    public var seen: (Reply, Reading) throws -> Reply

    public init(
        key: (key: Command.Key, request: JSON.Value)? = nil, isForGood: Bool = true, command: @escaping (Reading) throws -> Command,
        seen: @escaping (Reply, Reading) throws -> Reply = { reply, _ in reply }
    ) {
        self.key = key
        self.isForGood = isForGood
        self.command = command
        self.seen = seen
    }

    /// A command in which everybody is named by identifier.
    public init(_ command: Command, isForGood: Bool = true) {
        self.init(key: command.key.map { ($0, command.request) }, isForGood: isForGood, command: { _ in command })
    }
}

/// What becomes of what several ask for at once.
public enum Keeping: Sendable {
    /// Each is done for itself: one that is refused holds up no other.
    case each
    /// All or none: after the first that is refused nothing is kept, and the outcomes end with it.
    case all
}

extension Store {
    /// Does what somebody asks for, in one commit, and answers once it is on the disk.
    ///
    /// - Throws: ``StoreFailure`` where the file cannot be written; a command that is not accepted is a ``Refusal``.
    public func perform(_ command: Command) throws(StoreFailure) -> Result<Reply, Refusal> {
        try perform([Asked(command)]).first ?? .success(Reply())
    }

    /// What a command would come to; nothing is kept.
    public func rehearse(_ command: Command) throws(StoreFailure) -> Result<Reply, Refusal> {
        try perform([Asked(command, isForGood: false)]).first ?? .success(Reply())
    }

    /// Does what several ask for in one commit. Each sees what those before it did.
    ///
    /// - Parameter isForGood: whether it is done; else it is said what would come of all of them, one after the other.
    /// - Throws: ``StoreFailure`` where the file cannot be written: then none of them is done.
    public func perform(_ asked: [Asked], keeping: Keeping = .each, isForGood: Bool = true) throws(StoreFailure) -> [Result<Reply, Refusal>] {
        guard !asked.isEmpty else { return [] }
        if isForGood { finishWaiting() }
        let kept = try keepDocuments(of: asked, isForGood: isForGood)
        var (outcomes, hasErased): ([Result<Reply, Refusal>], Bool) = try transaction { db, remembered in
            var outcomes: [Result<Reply, Refusal>] = []
            for (place, one) in asked.enumerated() {
                // Each has its own time: a virtual clock that one of them sets holds for the next.
                var performing = try Performing(db, store: self, remembered, mayOpenSheets: keeping == .each && isForGood)
                if !kept.isEmpty { performing.attachments = kept[place] }
                performing.isForGood = isForGood && one.isForGood
                outcomes.append(try one.isForGood ? performing.perform(one) : performing.rehearse(one))
                if keeping == .all, case .failure = outcomes.last { return ((outcomes, false), keeps: false) }
                CrashPoint.reached(.afterRequest)
            }
            let hasErased = isForGood && zip(asked, outcomes).contains { $0.isForGood && $1.hasErased }
            return ((outcomes, hasErased), keeps: isForGood && asked.contains { $0.isForGood })
        }
        // What was committed stays so whatever becomes of the rest: it is said, and done later.
        if hasErased, !finishErasing() { outcomes = outcomes.map { outcome in outcome.map { $0.unfinished } } }
        let isUndone = keeping == .all && outcomes.last?.isRefused == true
        if isForGood { removeUnnamed(kept.filter { asked[$0.key].isForGood }, isUndone ? [] : outcomes) }
        return outcomes
    }

    /// Strikes clocks that are due, the longest overdue first, in small commits.
    ///
    /// - Parameter most: how many at most.
    /// - Returns: how many were struck.
    @discardableResult
    public func tick(most: Int = .max) throws(StoreFailure) -> Int {
        var struck = 0
        while struck < most {
            let now = try transaction { db, remembered in
                var performing = try Performing(db, store: self, remembered)
                return (try performing.strikeDue(most: min(most - struck, Store.strikesACommit)), keeps: true)
            }
            struck += now
            if now < Store.strikesACommit { break }
        }
        return struck
    }

    /// How many clocks a tick would strike now; nothing is kept.
    public func rehearseTick() throws(StoreFailure) -> Int {
        try transaction { db, remembered in
            var performing = try Performing(db, store: self, remembered)
            return (try performing.strikeDue(most: .max), keeps: false)
        }
    }

    /// So many clocks are struck before others may write.
    static let strikesACommit = 50
}

extension Result<Reply, Refusal> {
    fileprivate var isRefused: Bool { if case .failure = self { true } else { false } }

    fileprivate var hasErased: Bool {
        guard case .success(let reply) = self else { return false }
        return reply.hasErased
    }
}

/// One request, in a transaction that has begun.
struct Performing {
    let db: Database
    let store: Store
    let remembered: Remembered
    let now: Instant
    /// Not where it may yet be taken back: who then tries again would know what others have sealed.
    private var mayOpenSheets: Bool
    /// What is only tried out keeps no document.
    var isForGood = true
    /// The documents that came with the request.
    fileprivate var attachments: Result<[Command.Attachment], Refusal>?
    private var offered: [OfferedDocument] = []
    var writing: Writing
    var rows: Rows { writing.rows }
    var log: Log { writing.log }

    init(_ db: Database, store: Store, _ remembered: Remembered, mayOpenSheets: Bool = true) throws {
        self.mayOpenSheets = mayOpenSheets
        self.db = db
        self.store = store
        self.remembered = remembered
        let clock = try FileClock(Rows(db: db, remembered: remembered))
        now = try clock.recorded(wall: store.surroundings.now(), after: Log(db: db, remembered: remembered).end().recorded)
        writing = Writing(remembered, db, now: now, file: clock.file, random: store.surroundings.random)
    }

    /// What the request would come to. Clocks that it finds due strike, and are taken back with it.
    mutating func rehearse(_ asked: Asked) throws -> Result<Reply, Refusal> {
        mayOpenSheets = false
        try db.execute(sql: "SAVEPOINT rehearsal")
        let outcome = try perform(asked)
        try db.execute(sql: "ROLLBACK TO rehearsal; RELEASE rehearsal")
        writing.undo()
        return outcome
    }

    mutating func perform(_ asked: Asked) throws -> Result<Reply, Refusal> {
        do {
            let key: Entry.Key?
            switch try known(asked) {
            case .repeated(let reply): return .success(try asked.seen(reply, reading()))
            case .new(let new): key = new
            }
            var command = try asked.command(reading())
            if let attachments { command.attachments = try attachments.get() }
            offered = asked.documents
            let reply = try perform(command, key)
            return .success(try asked.seen(reply, reading()))
        } catch let refusal as Refusal {
            return .failure(refusal)
        }
    }

    private func reading() throws -> Reading { try Reading(db, store: store, remembered: remembered) }

    private mutating func perform(_ command: Command, _ key: Entry.Key?) throws -> Reply {
        if let id = command.act.case { try strikeDue(around: id) }
        // What is due by the calendar in use is done before another counts.
        if case .applyCalendar = command.act { _ = try strikeDue(most: .max) }
        writing.beginCommand()
        try db.markPlace()
        do {
            try act(command, key)
            if !mayOpenSheets { try refuseOpening() }
            try db.keepPlace()
            return Reply(entries: writing.made)
        } catch let refusal as Refusal {
            try db.goBack()
            writing.undo()
            throw refusal
        }
    }

    /// - Throws: ``Refusal`` `opens-sheets` where the command has opened what somebody else sealed, or voted, until all have.
    private func refuseOpening() throws {
        for entry in writing.made {
            for case .counted(let name, _) in entry.facts {
                guard let ballot = try rows.case(entry.stream)?.ballots[name], ballot.casting == nil, ballot.cast.contains(where: { $0.person != entry.actor }),
                      !entry.facts.contains(where: \.isCorrection)
                else { continue }
                throw Refusal(
                    .opensSheets, "This opens the votes on \(name), which is neither tried out nor taken back.", place: name,
                    remedy: "Do it for good, and by itself or where each is done for itself.")
            }
            for case .opened(let name, _) in entry.facts {
                guard let state = try rows.case(entry.stream), try shelf.workflow(state.workflow.hash).sheets[name]?.isSealedUntilAll == true,
                      state.collections[name]?.sealed.contains(where: { $0.person != entry.actor }) == true
                else { continue }
                throw Refusal(
                    .opensSheets, "This opens the sealed sheets of \(name), which is neither tried out nor taken back.", place: name,
                    remedy: "Do it for good, and by itself or where each is done for itself.")
            }
        }
    }

    private mutating func act(_ command: Command, _ key: Entry.Key?) throws {
        if !command.attachments.isEmpty { try look(at: command.attachments, command.act) }
        switch command.act {
        case .event(let id, _, _), .seal(let id, _, _), .vote(let id, _, _, _, _, _), .confirmClosed(let id, _), .confirmTyped(let id, _), .appoint(let id, _, _, _, _, _, _), .carryOn(let id, _, _), .amend(let id, _, _), .release(let id, _, _, _),
            .correct(let id, _, _, _, _), .undo(let id), .waive(let id, _, _, _):
            try take(command, key, in: id)
        case .draft(let id, let sheet, let role, let judgements): try save(command, id, sheet, role, judgements)
        case .letterSent(let number, _): try take(command, key, in: letterCase(number))
        case .start(let workflow, _, _, _, _), .adopt(let workflow, _, _, _, _, _): try start(command, key, workflow)
        case .applyCalendar(let source, let file, _, let shorten): try applyCalendar(command, key, .init(file: file, text: source), shortening: shorten)
        case .register, .coordinate, .adoptDefinition, .timetable, .propose, .accept, .confide, .setClock, .erase: try actOnFile(command, key)
        }
    }

    /// Documents go with the entry of a case, and lie beside the file by now.
    private func look(at attachments: [Command.Attachment], _ act: Command.Act) throws {
        guard act.isOfCase else {
            throw Refusal(.unknownField, "No document goes with this: it makes no entry of a case.", place: "attachments", remedy: "Attach it to what is done in a case.")
        }
        if isForGood { try store.keepAgain(attachments, offered) }
    }

    /// A command to a case that is there.
    private mutating func take(_ command: Command, _ key: Entry.Key?, in id: Case.ID) throws {
        guard let state = try rows.case(id) else { throw try unknownCase(id, to: command.as) }
        let situation = try situation(for: state, command)
        let decision = try decide(command, in: id, situation)
        if let seen = command.seen { try refuseIfChanged(decision, in: situation, for: command.as, since: seen) }
        try writing.append(decision, to: id, header(command, key, definition: state.workflow.hash))
        try forgetDrafts(sealedBy: decision, in: id)
        try bringBackDrafts(of: decision, in: situation)
        try deliver(decision.messages)
    }

    /// What is decided; of a case that is none to the sender's eyes the refusal says what it says where there is none.
    private func decide(_ command: Command, in id: Case.ID, _ situation: Situation) throws -> Decision {
        do {
            return try Deciding.decide(command, in: situation).get()
        } catch where error == Refusal.unknownCase(id) {
            throw try unknownCase(id, to: command.as)
        }
    }

    private func refuseIfChanged(_ decision: Decision, in situation: Situation, for person: String, since seen: Int) throws {
        guard let id = situation.case?.id else { return }
        let last = try writing.log.last(stream: id)
        guard seen <= last else {
            throw Refusal(
                .outOfRange, "The case has no entry \(seen) yet; its last is \(last).", place: "seen",
                remedy: "Give the number of the last entry that you looked at.")
        }
        let later = try writing.log.entries(stream: id, after: seen)
        guard !later.isEmpty else { return }
        let sight = Seeing.sight(of: person, in: situation)
        let touched = try later.map { stored in
            let sentence = sight.sentence(of: try stored.facts(), in: situation.workflow)
            return (entry: stored.entry.number, touched: Touched(reads: stored.entry.reads, writes: stored.entry.writes), sentence: sentence)
        }
        if let refusal = Deciding.changedSince(decision, later: touched) { throw refusal }
    }

    func header(_ command: Command, _ key: Entry.Key?, definition: String?) -> Writing.Header {
        Writing.Header(
            actor: command.as, typedBy: command.typedBy, login: store.surroundings.login() ?? command.login, came: command.came, word: command.act.word, key: key,
            definition: definition)
    }

    func unknownCase(_ id: Case.ID, to person: String) throws -> Refusal {
        let reading = try reading(), register = try reading.register(around: [person])
        return try Refusal.unknownCase(id, among: reading.caseNames()) { name in
            try reading.case(name).map { try Seeing.sight(of: person, in: reading.outline(of: $0, register: register)).seesCase } ?? false
        }
    }

    private func letterCase(_ number: Int) throws -> Case.ID {
        let statement = try db.cachedStatement(sql: "SELECT case_id, sent FROM letter WHERE number = ?")
        guard let letter = try Row.fetchOne(statement, arguments: [number]) else {
            throw Refusal(.unknownLetter, "There is no letter \(number).", place: String(number), remedy: "`triad letters` shows them.")
        }
        guard letter["sent"] as String? == nil else {
            throw Refusal(.alreadySo, "Letter \(number) is marked as sent already.", place: String(number))
        }
        return letter["case_id"]
    }
}

extension StoredEntry {
    func facts() throws -> [Fact] {
        try Rows.reading("the entry \(entry.name)") { try entry.facts(openings: openings) }
    }
}

extension Command.Act {
    /// The case whose clocks are struck first.
    var `case`: Case.ID? {
        switch self {
        case .event(let id, _, _), .seal(let id, _, _), .vote(let id, _, _, _, _, _), .confirmClosed(let id, _), .confirmTyped(let id, _), .appoint(let id, _, _, _, _, _, _), .carryOn(let id, _, _), .amend(let id, _, _), .release(let id, _, _, _),
            .draft(let id, _, _, _), .correct(let id, _, _, _, _), .undo(let id), .waive(let id, _, _, _): id
        case .letterSent, .start, .adopt, .register, .coordinate, .adoptDefinition, .applyCalendar, .timetable, .propose, .accept, .confide, .setClock, .erase: nil
        }
    }

    /// Whether it makes an entry of one case.
    fileprivate var isOfCase: Bool {
        switch self {
        case .event, .seal, .vote, .confirmClosed, .confirmTyped, .appoint, .carryOn, .amend, .adopt, .release, .waive, .correct, .undo, .letterSent, .start: true
        case .draft, .register, .coordinate, .adoptDefinition, .applyCalendar, .timetable, .propose, .accept, .confide, .setClock, .erase: false
        }
    }

    /// How entries name it.
    public var word: String {
        switch self {
        case .event(_, let event, _): "event \(event)"
        case .seal(_, let sheet, _): "seal \(sheet)"
        case .vote(_, let vote, _, _, _, _): "vote \(vote)"
        case .confirmClosed(_, let clock): "confirm-closed \(clock)"
        case .confirmTyped(_, let entry): "confirm-typed \(entry)"
        case .amend: "amend"
        case .adopt(let workflow, _, _, _, _, _): "adopt-case \(workflow)"
        case .carryOn(_, let role, _): "carry-on \(role)"
        case .appoint(_, let role, _, _, _, _, _): "appoint \(role)"
        case .release(_, let role, _, _): "release \(role)"
        case .draft(_, let sheet, _, _): "draft \(sheet)"
        case .letterSent(let number, _): "letter-sent \(number)"
        case .undo: "undo"
        case .waive(_, let event, _, _): "waive \(event)"
        case .correct(_, let entry, _, _, _): "correct \(entry)"
        case .start(let workflow, _, _, _, _): "start \(workflow)"
        case .register: "register"
        case .coordinate: "coordinate"
        case .adoptDefinition(let kind, _, _): "adopt \(kind.rawValue)"
        case .applyCalendar: "apply-calendar"
        case .timetable: "timetable"
        case .propose: "propose"
        case .accept(let number, _, _, _): "accept \(number)"
        case .confide(.says): "confide"
        case .confide(.answered(let number)): "answer-confidence \(number)"
        case .setClock: "set-clock"
        case .erase: "erase"
        }
    }
}
