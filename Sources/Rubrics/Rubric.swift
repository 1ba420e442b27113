import JSON

/// What is judged, on which scale, and in which manner, as a rubric file gives it.
///
/// A file has these keys, each the property of the same name in lower_snake:
///
/// ```yaml
/// triad: 1                       # read by Definitions
/// rubric: NAME                   # name
/// version: 1
/// title: TEXT
/// about: TEXT                    # may be left out
/// profile: graded                # graded, relative or narrative
/// scale: [{ id, title, points }] # lowest first; not for a narrative rubric; points may be left out
/// judgement: { narrative: { required, max }, evidence: required, absences: { not_seen: { title, reason } } }
/// aggregation: none              # none, best_fit, { best_fit: { any, at_best } }, floor, { sum: { pass, floor } } or { any_one: LEVEL }
/// passes: { none_at: LEVEL, at_most: { LEVEL: 2 }, at_least: { CRITERION: LEVEL }, seen: 5 }   # may be left out
/// tolerance: 1                   # in levels; may be left out: 0
/// criteria: [{ id, title, looks_at, levels: { LEVEL: TEXT }, questions: [TEXT], floor: LEVEL }]
/// ```
///
/// The values are plain and may be wrong until ``mistakes()`` returns none.
public struct Rubric: Sendable, Hashable {
    /// Key `rubric`: `[a-z][a-z0-9_-]*`.
    public var name: String
    /// Key `version`: 1 or more.
    public var version: Int
    /// Key `title`.
    public var title: String
    /// Key `about`: what the reader should know before she begins.
    public var about: String?
    /// Key `profile`.
    public var profile: Profile
    /// Key `scale`: the levels, lowest first; empty for a narrative rubric.
    public var scale: [Level]
    /// Key `judgement`: what each judgement carries.
    public var judgement: Carries
    /// Key `aggregation`.
    public var aggregation: Aggregation
    /// Key `passes`: which judgements suffice; nil where nothing is asked.
    public var passes: PassRule?
    /// Key `tolerance`: the largest difference in levels that need not be settled.
    public var tolerance: Int
    /// Key `criteria`, in the order in which they are judged.
    public var criteria: [Criterion]

    public init(
        name: String, version: Int = 1, title: String, about: String? = nil, profile: Profile, scale: [Level] = [], judgement: Carries = .init(),
        aggregation: Aggregation = .none, passes: PassRule? = nil, tolerance: Int = 0, criteria: [Criterion]
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.about = about
        self.profile = profile
        self.scale = scale
        self.judgement = judgement
        self.aggregation = aggregation
        self.passes = passes
        self.tolerance = tolerance
        self.criteria = criteria
    }

    /// In which manner is judged.
    public enum Profile: String, Sendable, Hashable, CaseIterable {
        /// A level of the scale says how good something is.
        case graded
        /// A step of the scale says how something stands to another judgement (above, in line, below): a conclusion, not a grade.
        case relative
        /// Words only: a level is refused.
        case narrative
    }

    /// One step of the scale.
    public struct Level: Sendable, Hashable {
        /// Key `id`: `[a-z][a-z0-9_]*`.
        public var id: String
        /// Key `title`.
        public var title: String
        /// Key `points`: what the level is worth in a sum; where left out, its position counted from 1.
        public var points: Int?

        public init(_ id: String, _ title: String, points: Int? = nil) {
            self.id = id
            self.title = title
            self.points = points
        }
    }

    /// One thing that is judged.
    public struct Criterion: Sendable, Hashable {
        /// Key `id`: `[a-z][a-z0-9_]*`.
        public var id: String
        /// Key `title`.
        public var title: String
        /// Key `looks_at`.
        public var looksAt: String?
        /// Key `levels`: what each level looks like in this criterion, by the level's id; none, or one for every level.
        public var descriptors: [String: String]
        /// Key `questions`: what to ask oneself.
        public var questions: [String]
        /// Key `floor`: the lowest level with which a sum passes, where this criterion has its own.
        public var floor: String?

        public init(
            _ id: String, _ title: String, looksAt: String? = nil, descriptors: [String: String] = [:], questions: [String] = [],
            floor: String? = nil
        ) {
            self.id = id
            self.title = title
            self.looksAt = looksAt
            self.descriptors = descriptors
            self.questions = questions
            self.floor = floor
        }
    }

    /// What each judgement carries besides its level.
    public struct Carries: Sendable, Hashable {
        /// Key `narrative.required`.
        public var narrativeRequired: Bool
        /// Key `narrative.max`: at most so many characters (Unicode scalars); 0 for no text at all.
        public var narrativeMaximum: Int
        /// Key `evidence`.
        public var evidence: EvidenceRule
        /// Key `absences`: the reasons for which a criterion may stay without an answer, by name.
        public var absences: [AllowedAbsence]

        public init(
            narrativeRequired: Bool = false, narrativeMaximum: Int = 2_000, evidence: EvidenceRule = .optional, absences: [AllowedAbsence] = []
        ) {
            self.narrativeRequired = narrativeRequired
            self.narrativeMaximum = narrativeMaximum
            self.evidence = evidence
            self.absences = absences
        }
    }

    public enum EvidenceRule: String, Sendable, Hashable, CaseIterable {
        /// Every answered criterion names at least one item.
        case required
        case optional
        /// No item may be named.
        case none
    }

    /// A reason for which a criterion may stay without an answer: `not_applicable: { title: Not offered here, reason: true }`.
    public struct AllowedAbsence: Sendable, Hashable {
        /// The key under `absences`.
        public var absence: Absence
        /// Key `title`: how people read it ("not enough seen").
        public var title: String
        /// Key `reason`: whether the rater must say why.
        public var needsReason: Bool

        public init(_ absence: Absence, _ title: String, needsReason: Bool = true) {
            self.absence = absence
            self.title = title
            self.needsReason = needsReason
        }
    }

    /// How the judgements of one sheet add up to one; nothing adds up unless the file says so.
    public enum Aggregation: Sendable, Hashable {
        /// They do not.
        case none
        /// A person chooses the level that fits best and says why; it is never computed. A cap bounds her choice.
        case bestFit(Cap? = nil)
        /// The lowest level among the criteria.
        case floor
        /// The points must reach `pass`, and no criterion may lie below the level `floor` (or below its own floor).
        case sumWithFloor(pass: Int, floor: String)
        /// Met if one criterion reaches the level.
        case anyOne(String)

        /// What a person may choose at best where a criterion lies low: `best_fit: { any: weak, at_best: developing }`.
        public struct Cap: Sendable, Hashable {
            /// Key `any`: a criterion at this level, or below it, bounds the choice.
            public var any: String
            /// Key `at_best`: the highest level that may then be chosen for the whole.
            public var atBest: String

            public init(any: String, atBest: String) {
                self.any = any
                self.atBest = atBest
            }
        }
    }
}

/// Why there is no answer. Five different reasons, never one, and none of them is a zero.
public enum Absence: String, Sendable, Hashable, CaseIterable {
    case unknown
    case notApplicable = "not_applicable"
    case notSeen = "not_seen"
    case withheld
    /// What is left of an answer that was erased; nobody gives it.
    case erased
}

// MARK: - Looking things up

extension Rubric {
    /// The position of a level on the scale, counted from 0; nil where there is none of that name.
    public func position(of level: String) -> Int? {
        scale.firstIndex { $0.id.isSame(as: level) }
    }

    /// The most that a level may be worth, and with a minus the least.
    static let mostPoints = 1_000

    /// What a level is worth in a sum: held within bounds, so that no file can make a sum overflow.
    func worth(_ position: Int) -> Int {
        min(max(scale[position].points ?? position + 1, -Rubric.mostPoints), Rubric.mostPoints)
    }

    /// Whether a person chooses a level for the whole.
    public var takesOverall: Bool {
        if case .bestFit = aggregation { true } else { false }
    }

    /// What stands in a draft for the whole, in the place of a criterion.
    public static let whole = "overall"

    public func criterion(_ id: String) -> Criterion? {
        criteria.first { $0.id.isSame(as: id) }
    }

    /// How people read an answer: the level's title, the absence's title, or nil for words alone.
    public func title(of answer: Judgement.Answer) -> String? {
        switch answer {
        case .level(let level): return position(of: level).map { scale[$0].title } ?? level
        case .words: return nil
        case .absent(let absence, _):
            return judgement.absences.first { $0.absence == absence }?.title ?? absence.rawValue.split(separator: "_").joined(separator: " ")
        }
    }
}

extension String {
    /// Whether the two are the same scalars: `==` would hold the Kelvin sign and the letter K equal.
    func isSame(as other: String) -> Bool {
        sameScalars(self, other)
    }
}
