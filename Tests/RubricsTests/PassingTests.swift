import Testing
import Rubrics

@Suite("Which judgements suffice") struct PassingTests {
    private static let rule = PassRule(noneAt: "beginning", atMost: [.init("developing", 1)], atLeast: [.init("itt", "embedding")])
    private static var rubric: Rubric {
        var rubric = Example.graded
        rubric.passes = rule
        return rubric
    }
    private static let notSeen = Judgement.Answer.absent(.notSeen, because: "No time.")

    private func passing(_ leadership: String?, _ itt: String?, _ cpd: String?, seen: Int = 0) -> Passing {
        var rubric = Self.rubric
        rubric.passes?.seen = seen
        func answer(_ level: String?) -> Judgement.Answer { level.map { .level($0) } ?? Self.notSeen }
        return rubric.passing(["leadership": answer(leadership), "itt": answer(itt), "cpd": answer(cpd)])
    }

    @Test("None at the lowest, at most so many at the next, and one criterion at least so high: all must hold, and what stands in the way is named")
    func rules() {
        #expect(passing("embedding", "embedding", "developing") == .passes)
        #expect(passing("leading", "developing", "leading") == .fails(["itt"]))
        #expect(passing("beginning", "embedding", "leading") == .fails(["leadership"]))
        #expect(passing("developing", "leading", "developing") == .fails(["leadership", "cpd"]))
        #expect(passing("developing", "embedding", "beginning") == .fails(["leadership", "cpd"]), "a level below counts among those at most")
        #expect(Example.graded.passing([:]) == .notAsked)
    }

    @Test("What was not seen is left out, but for what must be seen")
    func notSeen() {
        #expect(passing(nil, "embedding", nil) == .passes)
        #expect(passing("leading", nil, "leading") == .open(["itt"]))
        #expect(passing("beginning", nil, "leading") == .fails(["leadership"]), "what stands in the way does so whatever was not seen")
        #expect(passing(nil, "embedding", nil, seen: 2) == .open(["leadership", "cpd"]))
        #expect(passing(nil, "embedding", "leading", seen: 2) == .passes)
    }

    @Test("No better judgement turns a pass into none, for every combination of answers")
    func monotone() {
        let levels = Example.levels.map(\.id)
        for a in levels.indices {
            for b in levels.indices {
                for c in levels.indices where passing(levels[a], levels[b], levels[c]) == .passes {
                    for better in c..<levels.count { #expect(passing(levels[a], levels[b], levels[better]) == .passes) }
                    for better in a..<levels.count { #expect(passing(levels[better], levels[b], levels[c]) == .passes) }
                }
            }
        }
    }

    @Test("Where raters differ the lowest counts until one judgement is chosen")
    func several() throws {
        let one = try Example.sheet("one", ("leadership", .level("embedding")), ("itt", .level("embedding")), ("cpd", .level("beginning")), rubric: Self.rubric)
        let two = try Example.sheet("two", ("leadership", .level("leading")), ("itt", Self.notSeen), ("cpd", .level("embedding")), rubric: Self.rubric)
        let opened = try OpenedSheets([one, two], due: ["one", "two"], under: Self.rubric)
        #expect(opened.passing() == .fails(["cpd"]))
        #expect(opened.passing(chosen: ["cpd": "two"]) == .passes)
        #expect(opened.passing(chosen: ["cpd": "two", "itt": "two"]) == .open(["itt"]))
        #expect(opened.apart(atLeast: 1) == ["leadership", "itt", "cpd"])
        #expect(opened.apart(atLeast: 2) == ["itt", "cpd"])
        #expect(opened.straddling("embedding") == ["cpd"])
        #expect(opened.below("embedding") == ["cpd"], "the lowest counts; without a level it is not below one")
        #expect(opened.below("embedding", chosen: ["cpd": "two"]) == [])
        #expect(opened.wholeApart == nil)
    }

    @Test("A sheet on which all is one level is marked, one with a difference or with little on it is not")
    func unvaried() throws {
        func unvaried(_ leadership: Judgement.Answer, _ itt: Judgement.Answer, _ cpd: Judgement.Answer) throws -> [String] {
            try OpenedSheets([Example.sheet("one", ("leadership", leadership), ("itt", itt), ("cpd", cpd))], due: ["one"], under: Example.graded).unvaried
        }
        #expect(try unvaried(.level("leading"), .level("leading"), .level("leading")) == ["one"])
        #expect(try unvaried(.level("leading"), .level("embedding"), .level("leading")) == [])
        #expect(try unvaried(.level("leading"), .level("leading"), Self.notSeen) == [])
    }

    @Test("One criterion at the lowest level bounds what the whole may be called, and only when the sheet is sealed")
    func cap() throws {
        var rubric = Example.graded
        rubric.aggregation = .bestFit(.init(any: "beginning", atBest: "developing"))
        func codes(_ cpd: String, whole: String) -> [SheetMistake.Code] {
            let judgements = [("leadership", "leading"), ("itt", "leading"), ("cpd", cpd)].map { Judgement($0, .level($1), narrative: "seen", evidence: ["1"]) }
            return DraftSheet(rubric: rubric.reference, rater: "one", judgements: judgements, overall: .init(whole, because: "Most of it.")).mistakes(under: rubric).map(\.code)
        }
        #expect(codes("beginning", whole: "embedding") == [.overallTooHigh])
        #expect(codes("beginning", whole: "developing") == [])
        #expect(codes("developing", whole: "leading") == [])
        #expect(SheetMistake.Code.overallTooHigh.isLack, "the order of typing is free")
    }

    @Test("A level of the whole stands in a draft in the place of a criterion, where the rubric asks for one")
    func overallInDrafts() throws {
        var rubric = Example.graded
        rubric.aggregation = .bestFit()
        var draft = DraftSheet(rubric: rubric.reference, rater: "one")
        try draft.judge(["overall": ["level": "leading", "because": "It is."], "itt": "leading"], under: rubric)
        #expect(draft.overall == .init("leading", because: "It is.") && draft.judgements.map(\.criterion) == ["itt"])
        try draft.judge(["overall": "leading"], under: Example.graded)
        #expect(draft.judgements.map(\.criterion) == ["itt", "overall"], "no rubric of another kind takes one: it is a criterion that is not there")
    }

    @Test("A rule or a bound that cannot be meant is named with its place")
    func checks() {
        func mistakes(_ change: (inout Rubric) -> Void) -> [String] {
            var rubric = Self.rubric
            change(&rubric)
            return rubric.mistakes().map { "\($0.code.rawValue) /\($0.path.joined(separator: "/"))" }
        }
        #expect(mistakes { _ in } == [])
        #expect(mistakes { $0.passes?.noneAt = "top" } == ["unknown-level /passes/none_at"])
        #expect(mistakes { $0.passes?.atMost = [.init("developing", 3)] } == ["pass-out-of-reach /passes/at_most/developing"])
        #expect(mistakes { $0.passes?.atLeast = [.init("its", "leading")] } == ["unknown-criterion /passes/at_least/its"])
        #expect(mistakes { $0.passes?.seen = 4 } == ["pass-out-of-reach /passes/seen"])
        #expect(mistakes { $0.passes = PassRule() } == ["asks-nothing /passes"])
        #expect(mistakes { $0.aggregation = .bestFit(.init(any: "beginning", atBest: "leading")) } == ["cap-changes-nothing /aggregation/best_fit/at_best"])
        #expect(mistakes { $0.aggregation = .bestFit(.init(any: "low", atBest: "developing")) } == ["unknown-level /aggregation/best_fit/any"])
        #expect(mistakes { $0.aggregation = .bestFit(); $0.criteria[0].id = "overall" } == ["name-twice /criteria/0"])
    }
}
