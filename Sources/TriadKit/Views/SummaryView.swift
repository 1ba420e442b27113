import Casework
import Definitions
import JSON

/// Cases in numbers: where they stand, what they have gathered, what came in time. It names nobody and tells no judgement.
public struct SummaryView: Answer, Hashable {
    public var workflows: [Line]
    /// Workflows at hand of which there is no case.
    public var absent: [Name]

    public struct Line: Sendable, Hashable {
        public var workflow: Name
        public var title: String
        public var cases: Int
        public var ended: Int
        /// How many cases are in each state, those around others included.
        public var states: [State]
        public var records: [Record]
        public var deadlines: Deadlines
    }

    public struct State: Sendable, Hashable {
        public var path: Name
        public var title: String
        public var cases: Int
        /// Whether cases stand in it, rather than in a state within it.
        public var isInnermost: Bool
    }

    public struct Record: Sendable, Hashable {
        public var name: Name
        public var title: String
        public var rows: Int
        /// Of each field that is a choice, how often each was chosen.
        public var choices: [Choices]
    }

    public struct Choices: Sendable, Hashable { public var field: Name; public var counts: [Count] }
    public struct Count: Sendable, Hashable { public var choice: Name; public var rows: Int }

    public struct Deadlines: Sendable, Hashable {
        public var inTime = 0
        public var late = 0
        /// Past their day, and not met yet.
        public var overdue = 0
    }
}

extension SummaryView {
    public var json: JSON.Value { .view(["workflows": .list(workflows, \.json), "absent": .texts(absent)]) }
}

extension SummaryView.Line {
    var json: JSON.Value {
        .view([
            "workflow": .text(workflow), "title": .text(title), "cases": .number(cases), "ended": .number(ended),
            "states": .list(states) { .view(["path": .text($0.path), "title": .text($0.title), "cases": .number($0.cases), "innermost": .yes($0.isInnermost)]) },
            "records": .list(records) { record in
                .view([
                    "name": .text(record.name), "title": .text(record.title), "rows": .number(record.rows),
                    "choices": .list(record.choices) { choices in
                        .view(["field": .text(choices.field), "counts": .list(choices.counts) { .view(["choice": .text($0.choice), "rows": .number($0.rows)]) }])
                    },
                ])
            },
            "deadlines": .view(["in_time": .number(deadlines.inTime), "late": .number(deadlines.late), "overdue": .number(deadlines.overdue)]),
        ])
    }
}
