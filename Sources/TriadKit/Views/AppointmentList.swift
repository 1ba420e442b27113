import Casework
import CivilTime
import Definitions
import JSON

/// Days that stand in somebody's calendar, with what calendar programs need to follow them when they move.
public struct AppointmentList: Answer, Hashable {
    public var appointments: [Line]

    public init(appointments: [Line]) { self.appointments = appointments }

    public struct Line: Sendable, Hashable {
        /// The same for ever, in this file and in every copy of it.
        public var uid: String
        public var `case`: Case.ID
        public var caseTitle: String
        public var subject: [Named]
        public var name: Name
        public var title: String
        public var from: Day
        /// The last day, which is part of it.
        public var until: Day
        /// How often it has moved, been called off or put on again.
        public var sequence: Int
        /// When that last happened, by the ledger.
        public var stamp: Instant
        public var isCancelled: Bool
        /// The parts whose holders have it.
        public var who: [String]
    }
}

extension AppointmentList {
    public var json: JSON.Value { .view(["appointments": .list(appointments, \.json)]) }
}

extension AppointmentList.Line {
    var json: JSON.Value {
        .view([
            "uid": .text(uid), "case": .text(`case`), "case_title": .text(caseTitle), "subject": .list(subject, \.json), "name": .text(name),
            "title": .text(title), "from": .day(from), "until": .day(until), "sequence": .number(sequence), "stamp": .text(stamp.description),
            "cancelled": .yes(isCancelled), "who": .texts(who),
        ])
    }
}
