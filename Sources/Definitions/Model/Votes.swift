/// A vote that a panel takes: who votes, on what, when it counts, and what carries.
public struct Vote: Sendable {
    public var name: Name
    public var title: Words
    /// The roles whose holders vote, each holder once.
    public var by: [Name]
    public var choices: [Name]
    /// The fewest who must be present; whoever has left the item is not.
    public var quorum: Int
    public var rule: Rule
    /// The role whose holder's casting vote settles a tie; nil: a tie stays one.
    public var tie: Name?
    public var reasons: Reasons
    public var visibility: Visibility
    /// Of a restricted vote: the roles whose holders see it.
    public var seenBy: [Name]

    /// What carries a choice, of the votes that were cast. Compared in whole numbers: 2/3 is met by 2 of 3 and not by 66 of 100.
    public enum Rule: Sendable, Hashable {
        /// More than half.
        case majority
        case unanimous
        /// At least so many of so many, more than half.
        case atLeast(Int, of: Int)
    }

    public enum Reasons: Sendable, Hashable {
        case optional
        /// A text with the choice.
        case required
        /// A text for each criterion of the rubric; where a datum is named, for each of those that it lists.
        case each(rubric: Name, among: Name?)
    }
}

extension Vote.Rule {
    /// Whether so many of the votes that were cast carry.
    public func isMet(by votes: Int, of cast: Int) -> Bool {
        switch self {
        case .majority: votes * 2 > cast
        case .unanimous: cast > 0 && votes == cast
        case .atLeast(let part, let whole): cast > 0 && votes * whole >= part * cast
        }
    }

    /// "more than half of the votes".
    public var sentence: String {
        switch self {
        case .majority: "more than half of the votes"
        case .unanimous: "all votes"
        case .atLeast(let part, let whole): "at least \(part)/\(whole) of the votes"
        }
    }

    /// `majority`, `unanimous`, or `N/M`, which is more than a half and at most the whole; nil for anything else.
    init?(_ text: String) {
        switch text {
        case "majority": self = .majority
        case "unanimous": self = .unanimous
        default:
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let part = parts[0], let whole = parts[1], part >= 1, whole <= 1_000, part <= whole, part * 2 > whole else { return nil }
            self = .atLeast(part, of: whole)
        }
    }
}
