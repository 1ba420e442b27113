extension Rubric {
    /// Something in a rubric that cannot be meant.
    public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
        public enum Code: String, Sendable, Hashable, CaseIterable {
            case badName = "bad-name"
            case nameTwice = "name-twice"
            case badVersion = "bad-version"
            case noTitle = "no-title"
            case noCriteria = "no-criteria"
            case tooMany = "too-many"
            case scaleTooShort = "scale-too-short"
            case scaleNotAllowed = "scale-not-allowed"
            case pointsNotRising = "points-not-rising"
            case unknownLevel = "unknown-level"
            case descriptorMissing = "descriptor-missing"
            case badMaximum = "bad-maximum"
            case narrativeNeeded = "narrative-needed"
            case absenceTwice = "absence-twice"
            case erasedIsNotGiven = "erased-is-not-given"
            case badTolerance = "bad-tolerance"
            case nothingToAdd = "nothing-to-add"
            case passOutOfReach = "pass-out-of-reach"
            case capChangesNothing = "cap-changes-nothing"
            case unknownCriterion = "unknown-criterion"
            case asksNothing = "asks-nothing"
        }

        public let code: Code
        /// Where in the file: keys, and positions in lists counted from 0 ("criteria", "2", "levels").
        public let path: [String]
        /// What is wrong, in one sentence.
        public let sentence: String
        /// What would make it right.
        public let remedy: String

        public var description: String { "/\(path.joined(separator: "/")): \(sentence) \(remedy)" }
    }

    /// At most so many criteria, and so many levels.
    public static let mostCriteria = 100, mostLevels = 20
    /// At most so many characters in one narrative.
    public static let longestNarrative = 20_000
    /// At most so many items of evidence under one judgement.
    public static let mostEvidence = 100

    /// Every mistake in the rubric, in the order of the file; none where it can be used.
    public func mistakes() -> [Mistake] {
        var checks = RubricChecks(rubric: self)
        checks.head()
        checks.scale()
        checks.carries()
        checks.aggregation()
        checks.passes()
        checks.criteria()
        return checks.mistakes
    }
}

/// One pass over a rubric, gathering what is wrong.
private struct RubricChecks {
    let rubric: Rubric
    var mistakes: [Rubric.Mistake] = []

    private mutating func add(_ code: Rubric.Mistake.Code, _ path: [String], _ sentence: String, _ remedy: String) {
        mistakes.append(.init(code: code, path: path, sentence: sentence, remedy: remedy))
    }

    mutating func head() {
        if !isName(rubric.name, hyphens: true) { badName(rubric.name, ["rubric"]) }
        if rubric.version < 1 { add(.badVersion, ["version"], "The version is \(rubric.version).", "Count versions from 1.") }
        if rubric.title.isEmpty { add(.noTitle, ["title"], "The rubric has no title.", "Give it one.") }
    }

    mutating func scale() {
        let levels = rubric.scale
        switch rubric.profile {
        case .narrative:
            if !levels.isEmpty {
                add(.scaleNotAllowed, ["scale"], "A narrative rubric has no scale.", "Leave the scale out, or choose another profile.")
            }
        case .graded, .relative:
            if levels.count < 2 { add(.scaleTooShort, ["scale"], "The scale has fewer than two levels.", "List them, lowest first.") }
        }
        if levels.count > Rubric.mostLevels { tooMany("levels", Rubric.mostLevels, ["scale"]) }
        namesOnce(levels.map(\.id), ["scale"])
        for (index, level) in levels.enumerated() where level.title.isEmpty {
            add(.noTitle, ["scale", String(index)], "The level \(level.id) has no title.", "Give it one.")
        }
        let points = levels.enumerated().map { $1.points ?? $0 + 1 }
        let most = Rubric.mostPoints
        if zip(points, points.dropFirst()).contains(where: { $0 >= $1 }) || points.contains(where: { !(-most...most).contains($0) }) {
            add(.pointsNotRising, ["scale"], "The points do not rise from level to level, or lie beyond 1,000.", "Give higher levels more points.")
        }
    }

    mutating func carries() {
        let carries = rubric.judgement
        if !(0...Rubric.longestNarrative).contains(carries.narrativeMaximum) || (carries.narrativeRequired && carries.narrativeMaximum == 0) {
            add(.badMaximum, ["judgement", "narrative", "max"], "The maximum of \(carries.narrativeMaximum) characters cannot be kept.",
                "Give a number from 1 to \(Rubric.longestNarrative), or 0 where no text is wanted.")
        }
        if rubric.profile == .narrative, !carries.narrativeRequired {
            add(.narrativeNeeded, ["judgement", "narrative"], "A narrative rubric asks for words, and here they may be left out.",
                "Set narrative.required of its judgement to true.")
        }
        var seen: Set<Absence> = []
        for allowed in carries.absences {
            let path = ["judgement", "absences", allowed.absence.rawValue]
            if !seen.insert(allowed.absence).inserted { add(.absenceTwice, path, "\(allowed.absence.rawValue) is given twice.", "Keep it once.") }
            if allowed.absence == .erased {
                add(.erasedIsNotGiven, path, "\"erased\" is what is left of an answer that was erased; nobody gives it.", "Leave it out.")
            }
        }
    }

    mutating func aggregation() {
        let path = ["aggregation"]
        if rubric.profile == .narrative, rubric.aggregation != .none {
            add(.nothingToAdd, path, "A narrative rubric has no levels that could add up.", "Set aggregation to none.")
            return
        }
        if rubric.tolerance < 0 || rubric.tolerance >= max(1, rubric.scale.count) {
            add(.badTolerance, ["tolerance"], "A tolerance of \(rubric.tolerance) levels does not fit a scale of \(rubric.scale.count).",
                "Give a number from 0 to one less than the number of levels.")
        }
        switch rubric.aggregation {
        case .none, .bestFit(nil), .floor: break
        case .bestFit(let cap?):
            check(level: cap.any, path + ["best_fit", "any"])
            check(level: cap.atBest, path + ["best_fit", "at_best"])
            if let best = rubric.position(of: cap.atBest), best == rubric.scale.count - 1 {
                add(.capChangesNothing, path + ["best_fit", "at_best"], "\(cap.atBest) is the highest level, so that nothing is bounded.", "Name a lower one.")
            }
        case .anyOne(let level): check(level: level, path + ["any_one"])
        case .sumWithFloor(let pass, let floor):
            check(level: floor, path + ["sum", "floor"])
            let most = rubric.criteria.count * (rubric.scale.indices.map(rubric.worth).max() ?? 0)
            if pass > most {
                add(.passOutOfReach, path + ["sum", "pass"], "\(pass) points cannot be reached: there are \(most) at most.",
                    "Lower the pass mark.")
            }
        }
    }

    mutating func passes() {
        guard let rule = rubric.passes else { return }
        let path = ["passes"]
        guard rubric.profile != .narrative else {
            return add(.nothingToAdd, path, "A narrative rubric has no levels by which it could pass.", "Leave `passes` out.")
        }
        if rule == PassRule() { add(.asksNothing, path, "Nothing is asked, so that every sheet would pass.", "Say what must hold, or leave `passes` out.") }
        if let level = rule.noneAt {
            check(level: level, path + ["none_at"])
            if rubric.position(of: level) == rubric.scale.count - 1 {
                add(.passOutOfReach, path + ["none_at"], "\(level) is the highest level, so that no sheet could pass.", "Name a lower one.")
            }
        }
        for limit in rule.atMost {
            check(level: limit.level, path + ["at_most", limit.level])
            if !(0..<rubric.criteria.count).contains(limit.count) {
                add(.passOutOfReach, path + ["at_most", limit.level], "At most \(limit.count) of \(rubric.criteria.count) criteria bounds nothing.",
                    "Give a number from 0 to one less than there are criteria.")
            }
        }
        for least in rule.atLeast {
            check(level: least.level, path + ["at_least", least.criterion])
            if rubric.criterion(least.criterion) == nil {
                add(.unknownCriterion, path + ["at_least", least.criterion], "There is no criterion \(least.criterion).",
                    "Use one of: \(rubric.criteria.map(\.id).joined(separator: ", ")).")
            }
        }
        if !(0...rubric.criteria.count).contains(rule.seen) {
            add(.passOutOfReach, path + ["seen"], "\(rule.seen) criteria cannot be seen: there are \(rubric.criteria.count).", "Lower the number.")
        }
    }

    mutating func criteria() {
        let criteria = rubric.criteria
        if criteria.isEmpty { add(.noCriteria, ["criteria"], "The rubric has no criteria.", "List at least one.") }
        if criteria.count > Rubric.mostCriteria { tooMany("criteria", Rubric.mostCriteria, ["criteria"]) }
        namesOnce(criteria.map(\.id), ["criteria"])
        for (index, criterion) in criteria.enumerated() where rubric.takesOverall && criterion.id.isSame(as: Rubric.whole) {
            add(.nameTwice, ["criteria", String(index)], "\(Rubric.whole) stands for the whole already.", "Give the criterion another name.")
        }
        for (index, criterion) in criteria.enumerated() { check(criterion, ["criteria", String(index)]) }
    }

    private mutating func check(_ criterion: Rubric.Criterion, _ path: [String]) {
        if criterion.title.isEmpty { add(.noTitle, path, "The criterion \(criterion.id) has no title.", "Give it one.") }
        for level in criterion.descriptors.keys.sorted() { check(level: level, path + ["levels", level]) }
        if !criterion.descriptors.isEmpty {
            for level in rubric.scale where (criterion.descriptors[level.id] ?? "").isEmpty {
                add(.descriptorMissing, path + ["levels"], "\(criterion.title) does not say what \(level.title) looks like.",
                    "Describe every level, or none.")
            }
        }
        if let floor = criterion.floor { check(level: floor, path + ["floor"]) }
    }

    private mutating func check(level: String, _ path: [String]) {
        guard rubric.position(of: level) == nil else { return }
        add(.unknownLevel, path, "The scale has no level \(level).", "Use one of: \(rubric.scale.map(\.id).joined(separator: ", ")).")
    }

    private mutating func namesOnce(_ names: [String], _ path: [String]) {
        var seen: Set<[UInt8]> = []
        for (index, name) in names.enumerated() {
            if !isName(name, hyphens: false) { badName(name, path + [String(index)]) }
            if !seen.insert(Array(name.utf8)).inserted { add(.nameTwice, path + [String(index)], "\(name) is given twice.", "Give each once.") }
        }
    }

    private mutating func badName(_ name: String, _ path: [String]) {
        add(.badName, path, "\"\(name)\" is not a name.", "Use small letters, digits and underscores, beginning with a letter.")
    }

    private mutating func tooMany(_ what: String, _ most: Int, _ path: [String]) {
        add(.tooMany, path, "There are more than \(most) \(what).", "Divide the rubric.")
    }

    private func isName(_ text: String, hyphens: Bool) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || (hyphens && $0 == 0x2D) }
    }
}
