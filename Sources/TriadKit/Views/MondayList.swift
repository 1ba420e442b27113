import Casework
import CivilTime
import JSON

/// What somebody who manages cases has to see to: what is late or falls due soon, whom it waits for, and a reminder for each.
public struct MondayList: Answer, Hashable {
    public var today: Day
    /// The last day that counts as soon.
    public var until: Day
    /// By the day on which it falls due.
    public var lines: [Line]
    /// Days that cases have set themselves: papers, visit, workshop.
    public var diary: [PlannerView.Row]
    /// The days on which something was said in confidence that waits for an answer, the oldest first: to coordinators alone.
    public var confidences: [Day]

    public struct Line: Sendable, Hashable {
        public var `case`: Case.ID
        public var caseTitle: String
        public var subject: [Named]
        /// What is to be done, in the workflow's words.
        public var text: String
        public var due: Day
        public var isLate: Bool
        /// Nil: it waits for those who manage the case, to say whether anything arrived before a window closed.
        public var roleTitle: String?
        public var to: Named?
        public var mailbox: String?
        /// Whether it waits for the asker herself.
        public var isYours: Bool
        /// A reminder, filled in; nil where the workflow has no letter to whoever owes something, and where it waits for the asker herself.
        public var chaser: RenderedLetter?
    }
}

extension MondayList {
    public var json: JSON.Value {
        .view(["today": .day(today), "until": .day(until), "lines": .list(lines, \.json), "diary": .list(diary, \.json), "confidences": .array(confidences.map { .string($0.description) })])
    }
}

extension MondayList.Line {
    var json: JSON.Value {
        .view([
            "case": .text(`case`), "case_title": .text(caseTitle), "subject": .list(subject, \.json), "text": .text(text), "due": .day(due),
            "late": .yes(isLate), "role_title": .text(roleTitle), "to": to?.json, "mailbox": .text(mailbox), "yours": .yes(isYours),
        ])
    }
}
