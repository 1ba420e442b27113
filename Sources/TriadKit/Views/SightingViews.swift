import Casework
import CivilTime
import Definitions
import JSON
import Rubrics

/// Who was and is to be seen in some months, by what workflows say (`samples`), and who has not heard yet of what was seen.
public struct TermView: Answer, Hashable {
    public var from: Day
    public var months: Int
    public var today: Day
    public var rows: [Row]
    public var untold: [Untold]

    public struct Row: Sendable, Hashable {
        public var workflow: Name
        public var sample: Name
        public var title: String
        public var person: Named
        public var apart: String?
        /// What people call it.
        public var apartTitle: String?
        /// Her sessions by the timetable.
        public var sessions: [DueList.Next]
        public var seen: [Seen]
        /// How often she has been seen, then and before.
        public var timesSeen: Int
        /// The running cases in which she has not been seen yet, each with the day that it has for it.
        public var planned: [Seen]
        /// By when she is to be seen next and why, whenever that is.
        public var due: Day?
        public var why: String
        public var isLate: Bool
        /// Whether she is to be seen by a rule about where the last case in which she was seen ended.
        public var isSeenAgain = false
    }

    public struct Seen: Sendable, Hashable {
        public var `case`: Case.ID
        public var on: Day?
    }

    /// Seen, and the letter that tells of it has not gone out.
    public struct Untold: Sendable, Hashable {
        public var `case`: Case.ID
        public var caseTitle: String
        public var person: Named
        public var seen: Day
        public var state: String
    }
}

/// What was seen of somebody, time after time, as far as the asker may read it.
public struct HistoryView: Answer, Hashable {
    public var person: Named
    public var today: Day
    public var parts: [Part]

    /// One sample of a workflow; of one programme, where it counts them apart.
    public struct Part: Sendable, Hashable {
        public var workflow: Name
        public var title: String
        public var apart: String?
        /// What people call it.
        public var apartTitle: String?
        /// Lowest first.
        public var levels: [Named]
        public var criteria: [Named]
        /// In the order of their days.
        public var times: [Time]
    }

    public struct Time: Sendable, Hashable {
        public var `case`: Case.ID
        public var caseTitle: String
        public var on: Day
        public var by: [String]
        public var state: String
        /// What stands of each criterion, in the order of the criteria; nil where nothing does.
        public var answers: [SheetView.Judgement.Answer?]
        public var overall: Named?
    }
}

extension TermView {
    public var json: JSON.Value {
        .view([
            "from": .day(from), "months": .number(months), "today": .day(today),
            "rows": .list(rows) { row in
                .view([
                    "workflow": .text(row.workflow), "sample": .text(row.sample), "title": .text(row.title), "person": row.person.json, "apart": .text(row.apart), "apart_title": .text(row.apartTitle),
                    "sessions": .list(row.sessions, \.json), "seen": .list(row.seen, \.json), "planned": .list(row.planned, \.json), "due": .day(row.due),
                    "why": .text(row.why), "late": .yes(row.isLate), "again": .yes(row.isSeenAgain),
                ])
            },
            "untold": .list(untold) {
                .view(["case": .text($0.case), "case_title": .text($0.caseTitle), "person": $0.person.json, "seen": .day($0.seen), "state": .text($0.state)])
            },
        ])
    }
}

extension TermView.Seen {
    var json: JSON.Value { .view(["case": .text(`case`), "on": .day(on)]) }
}

extension HistoryView {
    public var json: JSON.Value {
        .view([
            "person": person.json, "today": .day(today),
            "parts": .list(parts) { part in
                .view([
                    "workflow": .text(part.workflow), "title": .text(part.title), "apart": .text(part.apart), "apart_title": .text(part.apartTitle), "levels": .list(part.levels, \.json),
                    "criteria": .list(part.criteria, \.json),
                    "times": .list(part.times) { time in
                        .view([
                            "case": .text(time.case), "case_title": .text(time.caseTitle), "on": .day(time.on), "by": .texts(time.by), "state": .text(time.state),
                            "answers": .array(time.answers.map { answer in answer.map { JSON.Value.string($0.word) } ?? .null }), "overall": time.overall?.json,
                        ])
                    },
                ])
            },
        ])
    }
}

extension SheetView.Judgement.Answer {
    /// The level, `words`, or the absence.
    fileprivate var word: String {
        switch self {
        case .level(let level): level
        case .words: "words"
        case .absent(let absence, _): absence.rawValue
        }
    }
}
