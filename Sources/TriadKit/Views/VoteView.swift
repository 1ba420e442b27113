import Casework
import CivilTime
import Definitions
import JSON

/// A vote of a panel as the asker may see it: before all who are present have voted only her own, and who has.
public struct VoteView: Answer, Hashable {
    public var vote: Name
    public var title: String
    public var choices: [Name]
    /// What people call each choice, in the order of `choices`.
    public var titles: [String]
    /// "more than half of the votes".
    public var rule: String
    public var quorum: Int
    /// Members who have not left the item.
    public var present: Int
    public var isQuorate: Bool
    public var isOpen: Bool
    public var members: [Member]
    /// For what each vote gives its reasons; empty: for the choice alone.
    public var reasonsFor: [Named]
    /// Those that the asker may see, in the order in which they were cast.
    public var votes: [Cast]
    /// Once open: how many voted for each choice.
    public var counts: [Count]
    /// The choice that carried.
    public var outcome: Name?
    /// The choices between which it is tied.
    public var tied: [Name]

    public struct Member: Sendable, Hashable {
        public var role: Name
        public var roleTitle: String
        public var holder: Named
        public var state: State
        public enum State: String, Sendable { case waited = "waited-for", voted, left }
    }

    public struct Cast: Sendable, Hashable {
        public var role: Name
        public var person: Named?
        public var choice: Name
        public var reason: String?
        /// Criterion -> why.
        public var reasons: [(criterion: Named, text: String)]
        public var isCasting: Bool

        public static func == (a: Cast, b: Cast) -> Bool { a.json == b.json }
        public func hash(into hasher: inout Hasher) { hasher.combine(json) }
    }

    public struct Count: Sendable, Hashable { public var choice: Name; public var votes: Int }
}

extension VoteView {
    /// What people call a choice.
    public func title(of choice: Name) -> String { zip(choices, titles).first { $0.0 == choice }?.1 ?? choice }

    public var json: JSON.Value {
        .view([
            "vote": .text(vote), "title": .text(title), "choices": .texts(choices), "titles": .texts(titles), "rule": .text(rule), "quorum": .number(quorum), "present": .number(present),
            "quorate": .yes(isQuorate), "open": .yes(isOpen), "members": .list(members, \.json), "reasons_for": .list(reasonsFor, \.json),
            "votes": .list(votes, \.json), "counts": .list(counts) { .view(["choice": .text($0.choice), "votes": .number($0.votes)]) },
            "outcome": .text(outcome), "tied": .texts(tied),
        ])
    }
}

extension VoteView.Member {
    var json: JSON.Value {
        .view(["role": .text(role), "role_title": .text(roleTitle), "holder": holder.json, "state": .text(state.rawValue)])
    }
}

extension VoteView.Cast {
    var json: JSON.Value {
        .view([
            "role": .text(role), "person": person?.json, "choice": .text(choice), "reason": .text(reason),
            "reasons": .list(reasons) { .view(["criterion": $0.criterion.json, "text": .text($0.text)]) }, "casting": .yes(isCasting),
        ])
    }
}
