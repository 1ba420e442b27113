import Casework
import CivilTime
import Definitions
import Rubrics

/// A collection of sheets as the asker may see it: before they are opened only her own, and who has sealed.
public struct SheetView: Answer, Hashable {
    public var sheet: Name
    public var title: String
    public var rubric: Name
    public var rubricTitle: String
    /// Lowest first; empty for words only.
    public var levels: [Named]
    public var criteria: [Criterion]
    public var isOpen: Bool
    public var raters: [Rater]
    /// The judgements that the asker may see, by rater, in the order of `raters`; with criterion, in the rubric's order.
    public var judgements: [RaterJudgements]
    /// After opening: the agreed judgement of each criterion, nil where none is agreed.
    public var agreed: [Agreed]
    public var unsettled: [Name]
    /// Whether what was found suffices, where the rubric says what does and the sheets are open.
    public var passing: Passing = .notAsked

    /// Whether each rater chooses a level for the whole, which stands in a draft under ``whole``.
    public var asksForWhole = false

    public typealias Passing = Rubrics.Passing
    public typealias Whole = DraftSheet.BestFit
    public static let whole = Rubric.whole

    public typealias Judgement = Rubrics.Judgement

    /// The level's title; nil where there is none.
    func level(_ answer: Judgement.Answer) -> String? {
        if case .level(let id) = answer { levels.first { $0.id == id }?.name ?? id } else { nil }
    }

    public struct Criterion: Sendable, Hashable {
        public var id: Name
        public var title: String
        public var looksAt: String
        /// In the order of `levels`; empty where the rubric describes none.
        public var descriptors: [String]
        public var questions: [String]
    }

    public struct Rater: Sendable, Hashable {
        public var role: Name
        public var roleTitle: String
        public var holder: Named
        public var person: Named?
        public var hasSealed: Bool
    }

    public struct RaterJudgements: Sendable, Hashable {
        public var role: Name
        public var state: State
        public var judgements: [Judgement]
        /// The level that she found to fit the whole best, and why, where the rubric asks for one.
        public var overall: Whole?
        public enum State: String, Sendable { case draft, sealed, opened }
    }

    public struct Agreed: Sendable, Hashable {
        public var criterion: Name
        public var answer: Judgement.Answer?
        public var differed: Bool
        /// The role whose judgement was chosen where they differed, who chose, and why.
        public var chosenRole: Name?
        public var by: Named?
        public var reason: String?
    }
}
