import CEL
import CivilTime

public struct State: Sendable {
    /// Full path: `open.factual-check`.
    public var path: Name
    /// The last part of the path.
    public var name: Name
    public var title: Words
    public var kind: Kind
    public var parent: Name?
    public var children: [Name]
    /// Sentence for the inbox of each role that the state waits for.
    public var waitsFor: [(role: Name, text: Words)]
    /// For roles that have done their part before the state is left: when. Asked of each holder apart (`actor`).
    public var waitsUntil: [Name: Expression] = [:]
    /// The sheets and the votes that it gathers.
    public var collects: [Name]
    public var votes: [Name] = []
    public var clocks: [Clock]
    /// The numbers of the event rules declared here.
    public var events: [EventRule.ID]
    public var place: Place

    public enum Kind: String, Sendable { case atomic, compound, parallel, final }
}

/// One way in which one event is taken in one state.
public struct EventRule: Sendable {
    public typealias ID = Int

    public var id: ID
    /// The event's name (`agree-scope`). `done` is raised when everything that a state collects is sealed, or its child machine has ended.
    public var event: Name
    /// The event's name inside the machine. It is the event's own, but for `done`: `done.state.PATH`, which the machine
    /// raises for a compound state, and `done.collect.PATH`, which Casework raises when a state's sheets are open.
    public var descriptor: String
    public var title: Words
    /// The state that declares it; nil for `anytime` and `reopens`.
    public var state: Name?
    /// For `anytime` and `reopens`: the states in which it is taken.
    public var within: [Name]
    public var by: Sender
    public var form: [Field]
    public var guards: [Guard]
    public var effects: [Effect]
    /// Target paths; empty: the case does not move.
    public var targets: [Name]
    public var visibility: Visibility
    public var seenBy: [Name]
    /// Whether no document may come with it: what is kept elsewhere has no copy here.
    public var isWithoutDocuments: Bool
    /// What it gives back to whoever did the step before; nil where it sends nothing back.
    public var returns: Return?
    public var place: Place

    /// Sending a step back.
    public struct Return: Sendable, Hashable {
        /// Sheets that their raters get back as drafts.
        public var sheets: [Name]
        /// What the clocks of the states that are entered run, counted from the return; nil: their own time again.
        public var clocks: Clock.Amount?
    }

    /// Whether it opens an ended case again.
    public var reopens: Bool { state == nil && !targets.isEmpty }

    /// What is done once, when the case moves. Of an event that several sign, each signature adds its row and names its actor when it
    /// is given, so that neither is done again with the last.
    public var effectsOfMoving: [Effect] {
        guard case .allOf = by else { return effects }
        return effects.filter { effect in
            switch effect {
            case .add, .nameActor: false
            case .entered, .left, .set, .update, .settle, .settleNearest, .collect, .leaves, .vacate, .appoint, .extend, .designation, .letter, .tell, .allocate, .start, .credit: true
            }
        }
    }
}

/// What an accepted event does besides moving the case. Carried out in this order of writing.
public enum Effect: Sendable {
    /// The bookkeeping of a state entered or left: clocks, collections, what waits.
    case entered(state: Name)
    case left(state: Name)
    case set(datum: Name, Expression)
    /// Adds a row: from the form, and from `with`.
    case add(record: Name, with: [(field: Name, value: Expression)])
    /// Fills later fields of the row that the form names (`row`).
    case update(record: Name, fields: [Name])
    /// Chooses one of the sealed judgements of a criterion (form: `criterion`, `chosen`, `reason`).
    case settle(sheet: Name)
    /// Chooses, on every criterion where nothing is chosen yet, the judgement that lies nearest to that of another sheet; where none does,
    /// or the nearest is more than so many levels away, nothing is chosen.
    case settleNearest(sheet: Name, to: Name, within: Int?)
    /// Opens the gathering of a sheet that moves nothing, if it is not open yet.
    case collect(sheet: Name)
    /// The actor becomes the named person of the holder for which she acts.
    case nameActor
    /// Whoever is named, else the actor, takes no part in a vote: she does not count towards its quorum.
    case leaves(vote: Name, person: Expression?)
    case vacate(Vacancy)
    case appoint(role: Name, person: Expression?, organisation: Expression?)
    case extend(clock: Name, by: Expression)
    case designation(Designation)
    case letter(Name)
    /// Sends an event to linked cases that run: to all of them, or to the one that is about whom the expression names.
    case tell(link: Name, about: Expression?, event: Name, with: [(field: Name, value: Expression)])
    case allocate(Allocation)
    case start(Start)
    /// Counts the organisation that holds each role, under a word (`hosted`).
    case credit([(word: Name, role: Name)])

    public enum Vacancy: Sendable {
        /// Whatever the actor holds among the senders of the event.
        case actor
        /// Whoever holds the role; where the organisation is given, that one's part alone.
        case role(Name, organisation: Expression?)
    }
}

/// Starting linked cases: one, or one for each member of a ring.
public struct Start: Sendable {
    public var link: Name
    public var workflow: Name
    /// The role whose holders form the ring; nil: one case.
    public var each: Name?
    /// Whether the ring is turned round.
    public var turned: Expression?
    /// The role whose holder leads where the ring has two members only.
    public var outside: Name?
    public var subject: Subject
    /// Role of the new case -> what of this case holds it: one of our roles, or `host`, `lead`, `assistant` of the rota.
    public var roles: [(role: Name, from: Name)]
    public var data: [(datum: Name, value: Expression)]

    /// What a new case is about: whoever holds a role here (or a place of the ring, or our own `subject`), or whom an expression names.
    public enum Subject: Sendable {
        case holder(of: Name)
        case person(Expression)
        case organisation(Expression)
    }
}

/// Giving linked cases people for a part there, from among those who hold a part here, away from everybody to whom they are tied.
public struct Allocation: Sendable {
    public var link: Name
    /// The role here among whose holders they are looked for.
    public var from: Name
    /// The role in the linked case for which they must be free.
    public var role: Name
    /// How many each case is to have, counting those who are there already; nil: all who are free.
    public var each: Int?
    /// The event that each linked case takes once for each of them; its form asks for one person, and nothing else.
    public var event: Name
}

/// A deadline of a state.
public struct Clock: Sendable {
    /// Unique in the workflow: as named; for `clock:` its state's name, for `window:` that and `_window`, with underscores for
    /// hyphens (`factual_check_window`), so that a guard can say it.
    public var name: Name
    public var state: Name
    public var kind: Kind
    public var base: Base
    /// Counted after the base, or before it where negative.
    public var amount: Amount
    /// Whose days count, for school days: roles; a day counts only if it counts for all.
    public var of: [Name]
    public var owedBy: [Name]
    public var remindBefore: Amount?
    public var reminder: Name?
    /// What is sent to the case when it falls due (kind `event`) or when the window takes effect.
    public var sends: Name?
    public var ladder: [(after: Amount, notify: [Name])]
    /// The events by which what it waits for is done; none: any that the state declares.
    public var metBy: [Name] = []
    /// Of a window: the states in which what came in time, though it is entered late, is added and moves nothing.
    public var staysIn: [Name] = []
    public var place: Place

    public enum Kind: Sendable, Hashable {
        /// Somebody should have done something: listed, reminded, escalated; takes nothing away.
        case deadline
        /// Sends an event that takes nothing away.
        case event
        /// Takes something away: asks first, closes when confirmed or after the grace (P2). Belongs to the protected role (P8).
        case window(protects: Name?, asks: [Name], grace: Amount)
    }

    /// Of a window: the machine's event for going back to where it was asked.
    public var returning: String { "triad.late.\(name)" }

    public enum Base: Sendable { case entry, date(Expression) }
    public struct Amount: Sendable, Hashable {
        public var count: Int
        public var unit: Unit

        public init(count: Int, unit: Unit) {
            self.count = count
            self.unit = unit
        }
    }
    public enum Unit: String, Sendable, CaseIterable { case calendarDays = "days", workingDays = "working days", schoolDays = "school days" }
}
