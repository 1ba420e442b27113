import CivilTime
import Definitions

/// Whose act is being taken, and when it happened.
struct Act: Sendable, Hashable {
    var by: By
    var happened: When
    /// The day of `happened` in the calendar's zone: `today` for guards, and the base of clocks.
    var day: Day

    enum By: Sendable, Hashable {
        case person(String)
        case clock(Name)
        case linkedCase(Case.ID)

        /// What stands in facts: the person's key, `clock:NAME`, or the case's name.
        var id: String {
            switch self {
            case .person(let id): id
            case .clock(let name): "clock:\(name)"
            case .linkedCase(let id): id
            }
        }
    }

    init(_ by: By, _ happened: When, in zone: Zone) {
        self.by = by
        self.happened = happened
        day = happened.day(in: zone)
    }

    var person: String? {
        if case .person(let id) = by { id } else { nil }
    }
}

/// A part in which somebody acts: the role, and the holder for whom.
struct Part: Sendable, Hashable {
    var role: Name
    var holder: Case.Holder
}

/// A rule that is open to the sender, with what she sent.
struct Opening: Sendable {
    var rule: EventRule
    /// Nil for a clock and a linked case.
    var part: Part?
    var form: Form
    /// Sentences of expectations that fall short.
    var shortfalls: [String]
}
