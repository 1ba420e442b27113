import CivilTime
import Definitions
import OrderedCollections

extension Case {
    /// A vote that is being taken, or has been: who may vote, who has, and what came of it. The votes themselves are rows beside the case.
    public struct Ballot: Sendable, Hashable {
        /// Who votes: a part, its holder and the person who did. The same as whoever owes a sheet.
        public typealias Member = Collection.Rater

        public var vote: Name
        /// Of the rubric whose criteria each vote gives reasons for: its name, and the hash of the version that holds to the end.
        public var rubric: Name?
        public var hash: String?
        public var members: [Member]
        /// Those who have left the item: they are not present, and count towards no quorum.
        public var aside: [Member]
        public var cast: [Member]
        /// Who gave the casting vote.
        public var casting: Member?
        /// Nil until all who are present have voted: nobody sees a vote before.
        public var tally: Tally?

        public init(vote: Name, rubric: Name? = nil, hash: String? = nil, members: [Member]) {
            self.vote = vote
            self.rubric = rubric
            self.hash = hash
            self.members = members
            aside = []
            cast = []
        }

        public var isOpen: Bool { tally != nil }
        public var present: [Member] { members.filter { !hasLeft($0) } }

        public func hasVoted(_ member: Member) -> Bool { cast.contains { $0.isSame(as: member) } }
        public func hasLeft(_ member: Member) -> Bool { aside.contains { $0.isSame(as: member) } }

        /// Who a member is: her role, with the holder where several hold it.
        public func label(of member: Member) -> String {
            let alone = members.filter { $0.role == member.role }.count < 2
            return alone ? member.role : "\(member.role):\(member.holder)"
        }
    }

    /// How the votes came out.
    public struct Tally: Sendable, Hashable {
        /// Of each choice of the workflow, in its order.
        public var counts: OrderedDictionary<Name, Int>
        /// The choice that carried; nil: none did.
        public var outcome: Name?
        /// Where none carried, the choices that share the most votes, two or more.
        public var tied: [Name]

        public init(counts: OrderedDictionary<Name, Int>, outcome: Name? = nil, tied: [Name] = []) {
            self.counts = counts
            self.outcome = outcome
            self.tied = tied
        }

        /// Counts the votes by the rule; a casting vote decides between choices that are tied.
        public init(_ votes: [CastVote], on vote: Vote) {
            let ordinary = votes.filter { !$0.isCasting }
            counts = OrderedDictionary(uniqueKeysWithValues: vote.choices.map { choice in (choice, ordinary.count { $0.choice == choice }) })
            let most = counts.values.max() ?? 0
            let leading = counts.filter { $0.value == most }.map(\.key)
            outcome = leading.count == 1 && vote.rule.isMet(by: most, of: ordinary.count) ? leading[0] : nil
            tied = outcome == nil && most > 0 && leading.count > 1 ? leading : []
            if let casting = votes.last(where: \.isCasting), tied.contains(casting.choice) { (outcome, tied) = (casting.choice, []) }
        }
    }
}

extension Case.Collection.Rater {
    /// Whether both are one part with one holder, whoever acted in it.
    func isSame(as other: Self) -> Bool { role == other.role && holder == other.holder }
}

/// What somebody has voted, and why.
public struct CastVote: Sendable, Hashable {
    public var choice: Name
    public var reason: String?
    /// Criterion -> why.
    public var reasons: OrderedDictionary<Name, String>
    /// Whether it settles a tie, beside the votes that were tied.
    public var isCasting: Bool

    public init(choice: Name, reason: String? = nil, reasons: OrderedDictionary<Name, String> = [:], isCasting: Bool = false) {
        self.choice = choice
        self.reason = reason
        self.reasons = reasons
        self.isCasting = isCasting
    }
}
