import CivilTime
import Definitions
import JSON

/// What judgements have come to over many cases, so that none of them can be told from it: for a whole region, or for the public.
///
/// Nobody is named, neither people nor organisations. Counts that are small are not given, nor those from which they could be worked out
/// (``SmallNumbers``).
public struct DigestView: Answer, Hashable {
    /// Cases that began from this day on, until that; nil: without a bound.
    public var from: Day?
    public var until: Day?
    /// A count under this, and above none, is not given.
    public var least: Int
    public var workflows: [Line]
    /// Workflows at hand of which there are too few cases, or none.
    public var absent: [Name]

    public struct Line: Sendable, Hashable {
        public var workflow: Name
        public var title: String
        public var cases: Int
        public var sheets: [Sheet]
        /// Sheets, by their rubrics, of which too few were opened, or none.
        public var absent: [Judged]
    }

    public struct Judged: Sendable, Hashable { public var sheet: Name; public var rubric: Name }

    public struct Sheet: Sendable, Hashable {
        public var name: Name
        public var title: String
        public var rubric: Name
        public var levels: [Named]
        public var criteria: [Criterion]
    }

    /// In how many cases it came to each level, and in how many to none; a nil is not given.
    public struct Criterion: Sendable, Hashable {
        public var id: Name
        public var title: String
        public var levels: [Int?]
        public var none: Int?
    }
}

extension DigestView {
    public var json: JSON.Value {
        .view([
            "from": .day(from), "until": .day(until), "least": .number(least), "workflows": .list(workflows, \.json), "absent": .texts(absent),
        ])
    }
}

extension DigestView.Line {
    var json: JSON.Value {
        .view(["workflow": .text(workflow), "title": .text(title), "cases": .number(cases), "sheets": .list(sheets, \.json)])
    }
}

extension DigestView.Sheet {
    var json: JSON.Value {
        .view([
            "sheet": .text(name), "title": .text(title), "rubric": .text(rubric), "levels": .list(levels, \.json), "criteria": .list(criteria, \.json),
        ])
    }
}

extension DigestView.Criterion {
    private static func json(_ count: Int?) -> JSON.Value { count.map { .int(Int64($0)) } ?? .null }

    var json: JSON.Value {
        .view([
            "criterion": .text(id), "title": .text(title), "levels": .array(levels.map(Self.json)), "none": Self.json(none),
        ])
    }
}

/// Counts that may be published: what is told of so few that they could be recognised is left out, and so is what would give it away.
///
/// Primary and secondary suppression, as statistical offices publish tables whose rows have known sums.
public enum SmallNumbers {
    /// - Parameter least: a count under it, and above none, is not given.
    /// - Returns: the counts of one row, nil for those that are not given: those are at least two, and together at least `least`, so that none of
    ///   them follows from the sum and the others. Where that cannot be, none is given, the zeros neither.
    public static func published(_ counts: [Int], least: Int) -> [Int?] {
        var hidden = Set(counts.indices.filter { (1..<least).contains(counts[$0]) })
        guard !hidden.isEmpty else { return counts }
        while hidden.count < 2 || hidden.reduce(0, { $0 + counts[$1] }) < least {
            guard let next = counts.indices.filter({ !hidden.contains($0) && counts[$0] > 0 }).min(by: { counts[$0] < counts[$1] }) else {
                return counts.map { _ in nil }
            }
            hidden.insert(next)
        }
        return counts.indices.map { hidden.contains($0) ? nil : counts[$0] }
    }
}
