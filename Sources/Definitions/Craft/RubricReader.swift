import Rubrics

/// The language of rubric files.
enum RubricShape {
    typealias Key = MapShape.Key

    static let rubric = MapShape("a rubric", [
        Key("triad", .whole(1...1_000), "the version of the language: 1.", required: true),
        Key("rubric", .hyphenName, "its name.", required: true),
        Key("version", .whole(1...1_000_000), "a number that is raised with every change once sheets have been filled in.", required: true),
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("about", .text(max: 4_000), "what the reader should know before she begins."),
        Key("profile", .word(Rubric.Profile.allCases.map(\.rawValue)), "in which manner is judged.", required: true),
        Key("scale", .list(.map(level), atMost: 100), "the levels, lowest first."),
        Key("judgement", .map(judgement), "what goes with each judgement."),
        Key("aggregation", .either([.word(["none", "best_fit", "floor"]), .map(aggregation)]), "how the judgements of one sheet add up; not at all where left out."),
        Key("passes", .map(passes), "which judgements suffice, for workflows that ask."),
        Key("tolerance", .whole(0...100), "the largest difference in levels that need not be settled."),
        Key("criteria", .list(.map(criterion), atMost: 1_000), "what is judged, in this order.", required: true),
    ])

    static let level = MapShape("a level", [
        Key("id", .name, "its name in judgements.", required: true),
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("points", .whole(-1_000_000...1_000_000), "what it is worth in a sum; its position where left out."),
    ])

    static let judgement = MapShape("what a judgement carries", [
        Key("narrative", .map(MapShape("the narrative", [
            Key("required", .truth, "whether each judgement needs a text."),
            Key("max", .whole(0...1_000_000), "at most so many characters."),
        ])), "the text that goes with a level."),
        Key("evidence", .word(Rubric.EvidenceRule.allCases.map(\.rawValue)), "whether each judgement names its evidence."),
        Key("absences", .table(key: .name, .map(MapShape("a reason for no answer", [
            Key("title", .text(max: 200), "how people read it.", required: true),
            Key("reason", .truth, "whether the rater must say why; yes where left out."),
        ]))), "the reasons for which a criterion may stay without an answer."),
    ])

    static let aggregation = MapShape("an aggregation", [
        Key("sum", .map(MapShape("a sum", [
            Key("pass", .whole(-1_000_000...1_000_000), "the points that must be reached.", required: true),
            Key("floor", .name, "the level below which no criterion may lie.", required: true),
        ])), "the points add up."),
        Key("any_one", .name, "the level that one criterion must reach."),
        Key("best_fit", .map(MapShape("a bounded choice", [
            Key("any", .name, "the level at which, or below which, one criterion bounds the choice.", required: true),
            Key("at_best", .name, "the highest level that may then be chosen for the whole.", required: true),
        ])), "a person chooses the level for the whole, within a bound."),
    ])

    static let passes = MapShape("what suffices", [
        Key("none_at", .name, "the level at which, or below which, no criterion may lie."),
        Key("at_most", .table(key: .name, .whole(0...1_000)), "for a level, how many criteria may lie at it or below it."),
        Key("at_least", .table(key: .name, .name), "for a criterion, the lowest level that suffices; it must have been seen."),
        Key("seen", .whole(0...1_000), "how many criteria must have a level; none need where left out."),
    ])

    static let criterion = MapShape("a criterion", [
        Key("id", .name, "its name in judgements.", required: true),
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("looks_at", .text(max: 4_000), "what it looks at."),
        Key("levels", .table(key: .name, .text(max: 4_000)), "what each level looks like."),
        Key("questions", .list(.text(max: 1_000), atMost: 100), "what to ask oneself."),
        Key("floor", .name, "the lowest level with which a sum passes."),
    ])
}

extension DefinitionReader {
    public func read(rubric text: String, file: String) -> Result<Checked<Rubric>, Mistakes> {
        craft(text, file, .rubric)
    }

    /// A rubric from the canonical form that was kept (``Source/canonical``).
    public func read(canonicalRubric source: Source) -> Result<Checked<Rubric>, Mistakes> { craft(kept: source, .rubric) }

    public func read(rubric bytes: [UInt8], file: String) -> Result<Checked<Rubric>, Mistakes> {
        DefinitionReader.text(bytes, file: file).flatMap { read(rubric: $0, file: file) }
    }
}

extension Craft<Rubric> {
    static var rubric: Craft {
        Craft(kind: "rubric", shape: RubricShape.rubric, make: Rubric.init(entry:_:)) { rubric in
            rubric.mistakes().map { CraftMistake(code: .rubric, path: $0.path, sentence: $0.sentence, remedy: $0.remedy) }
        }
    }
}

extension Rubric {
    /// - Parameter findings: takes what only this reading can see.
    fileprivate init(entry: Entry, _ findings: inout [Finding]) {
        self.init(
            name: entry.text("rubric") ?? "", version: entry.whole("version") ?? 1, title: entry.text("title") ?? "", about: entry.text("about"),
            profile: entry.text("profile").flatMap(Profile.init(rawValue:)) ?? .narrative,
            scale: entry.entries("scale").map { Level($0.text("id") ?? "", $0.text("title") ?? "", points: $0.whole("points")) },
            judgement: Rubric.carries(Entry(entry["judgement"]), &findings), aggregation: Rubric.aggregation(entry),
            passes: entry.entry("passes").map(Rubric.passes),
            tolerance: entry.whole("tolerance") ?? 0, criteria: entry.entries("criteria").map(Rubric.criterion))
    }

    private static func carries(_ entry: Entry, _ findings: inout [Finding]) -> Carries {
        let narrative = Entry(entry["narrative"])
        var absences: [AllowedAbsence] = []
        for (key, value) in entry.table("absences") {
            guard let absence = Absence(rawValue: key.text) else {
                let words = Absence.allCases.map(\.rawValue)
                findings.append(Finding(.rubric, key, "There is no absence `\(key.text)`.", fix: Nearest.name(to: key.text, among: words).map { "did you mean `\($0)`?" } ?? "write \(words.listed("or"))."))
                continue
            }
            let allowed = Entry(value)
            absences.append(AllowedAbsence(absence, allowed.text("title") ?? "", needsReason: allowed.has("reason") ? allowed.truth("reason") : true))
        }
        return Carries(
            narrativeRequired: narrative.truth("required"), narrativeMaximum: narrative.whole("max") ?? 2_000,
            evidence: entry.text("evidence").flatMap(EvidenceRule.init(rawValue:)) ?? .optional, absences: absences)
    }

    private static func aggregation(_ entry: Entry) -> Aggregation {
        if let map = entry.entry("aggregation") {
            if let sum = map.entry("sum") { return .sumWithFloor(pass: sum.whole("pass") ?? 0, floor: sum.text("floor") ?? "") }
            if let level = map.text("any_one") { return .anyOne(level) }
            if let cap = map.entry("best_fit") { return .bestFit(.init(any: cap.text("any") ?? "", atBest: cap.text("at_best") ?? "")) }
            return .none
        }
        switch entry.text("aggregation") {
        case "best_fit": return .bestFit()
        case "floor": return .floor
        default: return .none
        }
    }

    private static func passes(_ entry: Entry) -> PassRule {
        PassRule(
            noneAt: entry.text("none_at"), atMost: entry.table("at_most").map { .init($0.key.text, Entry.whole($0.value) ?? 0) },
            atLeast: entry.table("at_least").map { .init($0.key.text, $0.value.scalar?.text ?? "") }, seen: entry.whole("seen") ?? 0)
    }

    private static func criterion(_ entry: Entry) -> Criterion {
        Criterion(
            entry.text("id") ?? "", entry.text("title") ?? "", looksAt: entry.text("looks_at"),
            descriptors: Dictionary(entry.table("levels").compactMap { key, value in value.scalar.map { (key.text, $0.text) } }, uniquingKeysWith: { first, _ in first }),
            questions: entry.scalars("questions").map(\.text), floor: entry.text("floor"))
    }
}
