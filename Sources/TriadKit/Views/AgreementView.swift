import Definitions
import JSON
import RaterAgreement

/// How well raters agree who have judged the same things on a sheet, over the cases that the asker may see.
public struct AgreementView: Answer, Hashable {
    public var workflow: Name
    public var sheet: Name
    public var title: String
    /// Each two who have judged together, by their names.
    public var pairs: [Pair]

    public struct Pair: Sendable, Hashable {
        public var first: Named
        public var second: Named
        public var rubric: Name
        /// In how many cases they have judged together.
        public var cases: Int
        /// How many criteria both gave a level, and how many only one of them did.
        public var judged: Int
        public var unpaired: Int
        /// What is exact is a fraction; nil where both have judged nothing.
        public var exact: Fraction?
        public var withinOne: Fraction?
        /// By how many levels the first lies above the second on average.
        public var bias: Fraction?
        /// Cohen's kappa with linear weights; nil with fewer than twenty judgements.
        public var kappa: Fraction?
        /// On how many criteria nothing was agreed or chosen.
        public var unsettled: Int
        /// How many of their sheets have one level for everything.
        public var unvaried: Int
        /// What lies below what the workflow watches.
        public var marks: [String]
    }
}

extension AgreementView {
    public var json: JSON.Value {
        .view(["workflow": .text(workflow), "sheet": .text(sheet), "title": .text(title), "pairs": .list(pairs, \.json)])
    }
}

extension AgreementView.Pair {
    var json: JSON.Value {
        .view([
            "first": first.json, "second": second.json, "rubric": .text(rubric), "cases": .number(cases), "judged": .number(judged),
            "unpaired": .number(unpaired), "exact": exact?.json, "within_one": withinOne?.json, "bias": bias?.json, "kappa": kappa?.json,
            "unsettled": .number(unsettled), "unvaried": .number(unvaried), "marks": .texts(marks),
        ])
    }
}

extension Fraction {
    /// Exact, and for reading.
    fileprivate var json: JSON.Value { .view(["fraction": .text(description), "decimal": .text(decimal(3))]) }
}
