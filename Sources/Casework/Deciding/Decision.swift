import CivilTime
import Definitions
import Register

/// What a command, a strike or a delivered event comes to: facts for its own stream, and messages for others.
public struct Decision: Sendable, Hashable {
    public var facts: [Fact]
    /// In their order; each is delivered as an entry of its own in the receiving stream, in the same commit.
    public var messages: [Message]
    public var touched: Touched
    /// When it happened: as the command says, else when it is recorded; for a strike, its due time.
    public var happened: When

    public init(facts: [Fact], messages: [Message] = [], touched: Touched = Touched(), happened: When) {
        self.facts = facts
        self.messages = messages
        self.touched = touched
        self.happened = happened
    }

    public var reads: [Name] { touched.reads }
    public var writes: [Name] { touched.writes }
}

/// What goes from one case to another.
public enum Message: Sendable, Hashable {
    /// An event for a linked case.
    case event(to: Case.ID, from: Case.ID, event: Name, values: [Fact.NamedValue], happened: When)
    case begin(Beginning)
    /// A started case has ended: its parent marks the link.
    case ended(parent: Case.ID, child: Case.ID, happened: When)
    /// A started case that had ended goes on.
    case reopened(parent: Case.ID, child: Case.ID, happened: When)
    /// What a case makes of the register.
    case register([Register.Change], from: Case.ID, happened: When)
    /// What caused an entry there has been set aside.
    case corrected(in: Case.ID, entry: Int, from: Case.ID, because: String, happened: When)

    /// The stream that takes it.
    public var receiver: Case.ID {
        switch self {
        case .event(let to, _, _, _, _): to
        case .begin(let beginning): beginning.id
        case .ended(let parent, _, _), .reopened(let parent, _, _): parent
        case .corrected(let id, _, _, _, _): id
        case .register: FileState.stream
        }
    }
}

/// A case that is to begin.
public struct Beginning: Sendable, Hashable {
    public var id: Case.ID
    public var workflow: Name
    public var subject: Case.Subject
    public var title: String?
    public var holders: [Appointment]
    public var data: [Fact.NamedValue]
    /// The case that starts it.
    public var parent: Case.ID?
    /// The state that it has reached on paper; nil: it begins at its beginning.
    public var reached: Name?
    /// Who begins it: a person, or the starting case.
    public var by: String
    public var happened: When

    public init(
        id: Case.ID, workflow: Name, subject: Case.Subject, title: String? = nil, holders: [Appointment] = [],
        data: [Fact.NamedValue] = [], parent: Case.ID? = nil, by: String, happened: When
    ) {
        self.id = id
        self.workflow = workflow
        self.subject = subject
        self.title = title
        self.holders = holders
        self.data = data
        self.parent = parent
        self.by = by
        self.happened = happened
    }

    public struct Appointment: Sendable, Hashable {
        public var role: Name
        public var holder: Case.Holder

        public init(role: Name, holder: Case.Holder) {
            self.role = role
            self.holder = holder
        }
    }
}

/// What a decision looked at and what it changed, as names only: `states`, `data.focus`, `holders.lead`, `sheets.peer`,
/// `records.evidence`, `clocks.window`, `links.reviews`, `sent.decline`. What is only added to is written with a plus: `records.evidence+`.
public struct Touched: Sendable, Hashable {
    /// Sorted, each once.
    public var reads: [Name]
    public var writes: [Name]

    public init(reads: some Sequence<Name> = [], writes: some Sequence<Name> = []) {
        self.reads = Set(reads).sorted()
        self.writes = Set(writes).sorted()
    }

    /// The names that a later entry changed and this reads or changes too. Two rows added to one record do not meet, nor do two sendings of one event.
    public func meets(_ later: Touched) -> [Name] {
        let own = Set(reads + writes)
        return later.writes.filter { name in
            if let record = name.appended { return own.contains(record) }
            return own.contains(name) || own.contains("\(name)+")
        }
    }
}

extension Name {
    /// `records.evidence` for `records.evidence+`, nil for every other name.
    var appended: Name? { utf8.last == UInt8(ascii: "+") ? String(dropLast()) : nil }
}

extension Deciding {
    /// Whether what was decided rests on, or changes, what entries changed that the sender has not seen.
    ///
    /// - Parameter later: the entries after the one that the command names with `seen`.
    /// - Returns: `changed-since` with each such entry, or nil.
    public static func changedSince(_ decision: Decision, later: [(entry: Int, touched: Touched, sentence: String)]) -> Refusal? {
        let met = later.compactMap { entry, touched, sentence in
            let names = decision.touched.meets(touched)
            return names.isEmpty ? nil : Refusal.Detail(place: String(entry), code: names.joined(separator: " "), sentence: sentence)
        }
        guard !met.isEmpty else { return nil }
        return Refusal(
            .changedSince, "The case has changed since you looked at it.", remedy: "Look at these entries, then send it again with the number of the last one.",
            details: met)
    }
}

/// What is decided, purely: a command, a strike or a message, in a situation.
public enum Deciding {
    /// More microsteps than this for one command is a circle.
    public static let mostSteps = 1_000
    /// Characters (Unicode scalars) of a reason for a change of holders.
    static let longestReason = 1_000
    /// Characters of a case's title.
    static let longestTitle = 200
}

extension Fact {
    /// What the fact changes, as in ``Touched``.
    var writes: [Name] {
        switch self {
        case .began, .entered, .left, .ended, .reopened: ["states"]
        case .silenceUndone(let clock, _): ["clocks.\(clock)"]
        case .returned(let states, _): states.map { "returned.\($0)" }
        case .waived(let waiver): ["waivers.\(waiver.event)"]
        case .waiversUsed(let event): ["waivers.\(event)"]
        case .remembered: []
        case .sent(let event, _, _, _): ["sent.\(event)+"]
        case .signed(let event, _), .signaturesCleared(let event): ["signatures.\(event)"]
        case .set(let named): ["data.\(named.name)"]
        case .marked: []
        case .appointed(let role, _, _), .released(let role, _, _, _), .named(let role, _, _, _), .teamed(let role, _, _): ["holders.\(role)"]
        case .added(let record, let row, _, _, _), .updated(let record, let row, _, _, _): ["records.\(record)+", record.row(row)]
        case .givenBack(let sheet): ["sheets.\(sheet)", "sheets.\(sheet).sealed"]
        case .collecting(let sheet, _, _, _), .opened(let sheet, _), .compared(let sheet, _), .settled(let sheet, _): ["sheets.\(sheet)"]
        case .sealed(let sheet, _, _): ["sheets.\(sheet).sealed+"]
        case .voting(let vote, _, _, _), .counted(let vote, _), .voteVoid(let vote): ["votes.\(vote)"]
        case .designated(let outcome): ["designations.\(outcome.kind)"]
        case .voted(let vote, _, _): ["votes.\(vote).cast+"]
        case .stoodAside(let vote, _): ["votes.\(vote)"]
        case .clockSet(let clock): ["clocks.\(clock.name)"]
        case .clockStruck(let clock, _, _, _), .clockAsking(let clock), .clockStopped(let clock): ["clocks.\(clock)"]
        case .linked(let link, _), .linkEnded(let link, _), .linkReopened(let link, _): ["links.\(link)"]
        case .typed(let typed): ["typed.\(typed.entry)"]
        // A correction changes what the entries changed that it sets aside.
        case .recounted, .letter, .letterSent, .told, .credited, .incident, .corrected, .slipFound, .slipAnswered, .typedConfirmed, .doubted, .undoubted, .carriedOn, .amended, .attached: []
        case .registered: ["register"]
        case .coordinating: ["coordinators"]
        case .confided(let number, _), .confidenceAnswered(let number, _): ["confidences.\(number)"]
        case .defined(_, let name, _, _, _): ["definitions.\(name)"]
        case .sessionSet(let number, _), .sessionCancelled(let number): ["sessions.\(number)"]
        case .proposed(let number, _, _), .accepted(let number): ["formings.\(number)"]
        case .clockMoved: ["clock"]
        case .erased: []
        }
    }
}
