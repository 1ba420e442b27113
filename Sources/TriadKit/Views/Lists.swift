import Casework
import CivilTime
import Definitions
import JSON

/// Cases, a line each.
public struct CaseList: Answer, Hashable {
    public var cases: [Line]
    /// Where the next answer begins, as `after`; nil where these are the last.
    public var next: String?
    public struct Line: Sendable, Hashable {
        public var id: Case.ID
        public var title: String
        public var workflow: Name
        public var subject: [Named]
        public var state: String
        public var hasEnded: Bool
        public var nextDue: Day?
        public var entry: Int
    }
}

/// What waits for one person.
public struct Inbox: Answer, Hashable {
    public var person: Named
    public var today: Day
    public var items: [Item]
    public struct Item: Sendable, Hashable {
        public var kind: Kind
        public var `case`: Case.ID
        public var caseTitle: String
        /// What to do, in the workflow's words.
        public var text: String
        public var due: Day?
        public var isLate: Bool
        /// The events that she can send now for it.
        public var events: [Name]
        /// What it is about, by the name with which it is dealt with: the sheet, the clock, the role in doubt, the entry that says the slip or was typed,
        /// the number of the words in confidence.
        public var about: String?
        public enum Kind: String, Sendable, CaseIterable { case todo, sheet, vote, window, incident, doubt, slip, typed, notice, confidence }
    }
}

/// Words for the coordinators that wait for an answer.
public struct ConfidenceList: Answer, Hashable {
    public var lines: [Line]
    public struct Line: Sendable, Hashable {
        public var number: Int
        public var by: Named
        public var on: Day
        public var text: String
    }
}

/// Running clocks, and who is to be seen next by what workflows say (`samples`).
public struct DueList: Answer, Hashable {
    public var today: Day
    public var lines: [Line]
    /// Soonest first; told to those who manage cases of the workflow.
    public var samples: [Sampled] = []

    /// Somebody who is to be seen.
    public struct Sampled: Sendable, Hashable {
        public var workflow: Name
        public var sample: Name
        public var title: String
        public var person: Named
        /// The value for which is counted apart; nil where nothing is.
        public var apart: String?
        /// What people call it.
        public var apartTitle: String?
        /// Why, in the words of the workflow.
        public var why: String
        public var due: Day
        public var isLate: Bool
        /// How often she has been seen, and when last.
        public var seen: Int
        public var last: Day?
        /// The running case in which she is to be seen, where there is one.
        public var planned: Case.ID?
        /// A session that she has given since, though it was to be seen.
        public var missed: Next?
        /// Her next sessions by the timetable, soonest first.
        public var next: [Next] = []
    }

    /// A session at which somebody can be seen.
    public struct Next: Sendable, Hashable {
        public var session: String
        public var on: Day
        public var hours: String
        public var place: String
    }

    public struct Line: Sendable, Hashable {
        public var `case`: Case.ID
        public var caseTitle: String
        public var clock: Name
        public var title: String
        public var due: Day
        public var isLate: Bool
        public var isAsking: Bool
        public var owedBy: [String]
    }
}

/// Conditions that somebody with the right to do so has let pass, each for one sending of an event; oldest first.
public struct WaiverList: Answer, Hashable {
    public var lines: [Line]
    public struct Line: Sendable, Hashable {
        public var `case`: Case.ID
        public var caseTitle: String
        public var entry: Int
        public var event: Name
        public var eventTitle: String
        /// The condition, in the workflow's words.
        public var condition: String
        public var by: Named
        public var roleTitle: String
        public var on: Day
        public var because: String
        /// Whether it still waits for its event to be sent.
        public var isWaiting: Bool
    }
}

/// Entries in the order of their places, as a stream: whoever asks again with `next` misses none and gets none twice.
public struct Changes: Answer, Hashable {
    public var changes: [Change]
    /// The place up to which was looked, whether or not all of it was the asker's to see: `after` of the next question.
    public var next: Int
    public var head: HeadView

    public struct Change: Sendable, Hashable {
        public var entry: EntryView
        /// `event agree-scope`, `strike visiting`.
        public var command: String
        /// The facts that are the asker's to see, as the ledger keeps them: of what is personal, sealed or not public the hash alone.
        public var facts: [JSON.Value]
    }
}

public struct LogView: Answer, Hashable {
    public var entries: [EntryView]
    public var head: HeadView
}

/// The log's size and root hash: paper in other hands anchors the log.
public struct HeadView: Answer, Hashable {
    public var size: Int
    /// 64 hexadecimal digits.
    public var root: String
}

/// That an entry stands in the log: RFC 9162, 2.1.3.
public struct ProofView: Answer, Hashable {
    public var stream: String
    public var number: Int
    public var place: Int
    public var leaf: String
    public var path: [String]
    public var head: HeadView
}

/// Why an event can or cannot be sent, in words.
public struct WhyView: Answer, Hashable {
    public var event: Name
    public var title: String
    public var isOpen: Bool
    /// One condition each, in the order in which they are judged.
    public var conditions: [Condition]
    public struct Condition: Sendable, Hashable {
        public var holds: Bool
        /// The condition in words.
        public var text: String
        /// The guard's source, and the values of its parts in source order.
        public var source: String?
        public var parts: [Part]
        /// What a guard still needs to be known: `event.visit_on`, `data.focus`, `sheets.peer.open`.
        public var needs: [String]
        public var remedy: String?
    }
    public struct Part: Sendable, Hashable { public var source: String; public var value: String; public var depth: Int; public var decides: Bool }
}

public struct RegisterView: Answer, Hashable {
    public var part: Query.RegisterPart
    public var columns: [String]
    public var rows: [[String]]
}

public struct LetterList: Answer, Hashable {
    public var letters: [Line]
    public struct Line: Sendable, Hashable {
        public var number: Int
        public var `case`: Case.ID
        /// The number of the entry that asked for it.
        public var entry: Int
        public var title: String
        public var to: Named
        public var since: Day
        public var sent: Day?
        public var how: Command.Came?
        /// A reminder of what has been done since, or is past: it need not go out.
        public var isOvertaken: Bool
    }
}

/// A letter in the page language's data: rendered by the template named, for one addressee.
public struct RenderedLetter: Answer, Hashable {
    public var number: Int
    /// What tells it from every other letter, reminders that are not in the file among them: the left side of a message's identifier.
    public var reference: String
    public var to: Named
    public var mailbox: String?
    public var from: Named
    public var fromMailbox: String?
    /// The template's name and text, and the data that fill it.
    public var template: String
    public var text: String
    public var data: JSON.Value
    /// What goes with it as a calendar file.
    public var appointments: [AppointmentList.Line]
}

public struct DefinitionList: Answer, Hashable {
    public var lines: [Line]
    public struct Line: Sendable, Hashable { public var kind: String; public var name: Name; public var version: Int; public var hash: String; public var cases: Int }
}

/// A calendar in use, as it was written.
public struct CalendarView: Answer, Hashable {
    public var calendar: Name
    public var version: Int
    public var text: String
}

/// What organisations have given and received, and owe.
public struct OwedView: Answer, Hashable {
    public var title: String
    public var words: [Name]
    public var lines: [Line]
    public struct Line: Sendable, Hashable {
        public var organisation: Named
        public var counts: [Int]
        public var owed: Int
        /// Those that have gone into it, whose counts are among its own.
        public var includes: [Named]

        /// "Elm School (with Oakfield School)"
        public var name: String { includes.isEmpty ? organisation.name : "\(organisation.name) (with \(includes.map(\.name).joined(separator: ", ")))" }
    }
}

/// What is due and done, a row an organisation.
public struct PlannerView: Answer, Hashable {
    public var from: Day
    public var months: Int
    public var rows: [Row]
    public struct Row: Sendable, Hashable { public var organisation: Named; public var entries: [Entry] }
    public struct Entry: Sendable, Hashable {
        public var day: Day
        public var title: String
        public var role: String
        public var who: String
        public var status: Status
        public var `case`: Case.ID
        public enum Status: String, Sendable { case planned, due, late, done }
    }
}

/// A forming: the groups, what each costs, and how near the best possible it is.
public struct FormingView: Answer, Hashable {
    /// 0 for what is not kept in a file.
    public var number: Int
    public var groups: [Group]
    /// Kilometres.
    public var travel: Double
    /// Travel and what the wishes weigh, in kilometres.
    public var total: Double
    /// No arrangement under the same rules comes to less.
    public var bound: Double
    /// Percent over the bound; nil where the bound is zero and the total is not.
    public var gap: Double?
    /// Each wish that was chosen: what came of it, and how much less the rest could come to without it, at least.
    public var options: [(name: String, text: String, cost: String)]
    public var seed: UInt64
    public var accepted: Bool
    /// The proposal that this one follows.
    public var after: Int?

    public init(
        number: Int, groups: [Group], travel: Double, total: Double, bound: Double, gap: Double?,
        options: [(name: String, text: String, cost: String)], seed: UInt64, accepted: Bool, after: Int?
    ) {
        self.number = number
        self.groups = groups
        self.travel = travel
        self.total = total
        self.bound = bound
        self.gap = gap
        self.options = options
        self.seed = seed
        self.accepted = accepted
        self.after = after
    }

    /// How near the best possible it is, in words.
    public var nearness: String {
        switch gap {
        case 0: "nothing better is possible"
        case let gap?: "within \(gap)% of the best possible"
        case nil: "how near the best possible is not known"
        }
    }

    public struct Group: Sendable, Hashable {
        public var members: [Named]
        /// One for each member; nil where it is not known.
        public var places: [Place?]
        public var travel: Double
        /// Travel and what the wishes weigh in this group.
        public var cost: Double
        public var notes: [String]
        /// The case that it became, and its state.
        public var `case`: Case.ID?
        public var state: String?

        public init(members: [Named], places: [Place?], travel: Double, cost: Double, notes: [String], case: Case.ID?, state: String?) {
            self.members = members
            self.places = places
            self.travel = travel
            self.cost = cost
            self.notes = notes
            self.case = `case`
            self.state = state
        }
    }

    public struct Place: Sendable, Hashable {
        public var latitude: Double
        public var longitude: Double

        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    public static func == (a: FormingView, b: FormingView) -> Bool { a.number == b.number && a.groups == b.groups && a.accepted == b.accepted }
    public func hash(into hasher: inout Hasher) { hasher.combine(number); hasher.combine(groups) }
}
