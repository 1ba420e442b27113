import Casework
import CivilTime
import JSON
import Timetables

/// Sessions in the order of their days.
public struct TimetableView: Answer, Hashable {
    public var sessions: [Line]

    public struct Line: Sendable, Hashable {
        public var term: String
        public var programme: String
        public var session: String
        public var on: Day
        public var hours: String
        public var trainers: [Named]
        public var place: String
        /// The cases about it that the asker may know of.
        public var cases: [Case.ID]
    }
}

/// What a term's timetable would change, in the order of the days.
public struct TimetableComparison: Answer, Hashable {
    public var changes: [Change]

    public struct Change: Sendable, Hashable {
        public var kind: Kind
        public var programme: String
        public var session: String
        public var on: Day
        public var sentence: String
        /// The running cases about it: each stays as it is until somebody changes it.
        public var cases: [Touched]
    }

    public enum Kind: String, Sendable, CaseIterable { case added, changed, cancelled }

    public struct Touched: Sendable, Hashable {
        public var `case`: Case.ID
        public var title: String
        public var state: String
        /// The day that the case has for it.
        public var on: Day?
    }
}

extension TimetableView {
    public var json: JSON.Value { .view(["sessions": .list(sessions, \.json)]) }
}

extension TimetableView.Line {
    var json: JSON.Value {
        .view([
            "term": .text(term), "programme": .text(programme), "session": .text(session), "on": .day(on), "hours": .text(hours),
            "trainers": .list(trainers, \.json), "place": .text(place), "cases": .texts(cases),
        ])
    }
}

extension TimetableComparison {
    public var json: JSON.Value {
        .view(["changes": .list(changes) { change in
            .view([
                "kind": .text(change.kind.rawValue), "programme": .text(change.programme), "session": .text(change.session), "on": .day(change.on),
                "sentence": .text(change.sentence),
                "cases": .list(change.cases) { .view(["case": .text($0.case), "title": .text($0.title), "state": .text($0.state), "on": .day($0.on)]) },
            ])
        }])
    }
}
