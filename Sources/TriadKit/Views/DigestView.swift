import CivilTime
import Definitions
import JSON

/// What judgements have come to over one school year, told of nobody: for a whole region, or for the public.
///
/// Nobody is named, neither people nor organisations. Each school counts once, by its latest judgement of the year, and every count is rounded
/// (``StandardRounding``); only years that are over are told, so that no two digests of one year differ by a school.
public struct DigestView: Answer, Hashable {
    /// The first and the last day of the school year: cases that began between them.
    public var from: Day
    public var until: Day
    /// Of fewer than so many nothing is told.
    public var least: Int
    public var workflows: [Line]
    /// Workflows at hand of which there are too few cases, or none.
    public var absent: [Name]

    public struct Line: Sendable, Hashable {
        public var workflow: Name
        public var title: String
        /// How many schools, or people, there are, rounded.
        public var subjects: Int
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

    /// Of how many it came to each level, and of how many to none, each rounded.
    public struct Criterion: Sendable, Hashable {
        public var id: Name
        public var title: String
        public var levels: [Int]
        public var none: Int
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
        .view(["workflow": .text(workflow), "title": .text(title), "subjects": .number(subjects), "sheets": .list(sheets, \.json)])
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
    var json: JSON.Value {
        .view(["criterion": .text(id), "title": .text(title), "levels": .list(levels) { .int(Int64($0)) }, "none": .number(none)])
    }
}

/// Counts of people as English education publishes them: each rounded to the nearest multiple of five, so that none, one and two are 0.
///
/// The first of the rules of HESA's standard rounding methodology. Sums are rounded by themselves, of the counts as they are.
public enum StandardRounding {
    public static func rounded(_ count: Int) -> Int { (count + 2) / 5 * 5 }
}
