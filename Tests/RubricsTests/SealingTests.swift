import Testing
import JSON
import Rubrics

@Suite("Sealing a sheet") struct SealingTests {
    private func mistakes(_ judgements: [Judgement], under rubric: Rubric = Example.graded, evidence: Rubric.EvidenceRule? = nil) -> [String] {
        DraftSheet(rubric: rubric.reference, rater: "oakfield", judgements: judgements)
            .mistakes(under: rubric, evidence: evidence).map(\.description)
    }

    @Test("An incomplete sheet is told every mistake at once, in the order of the rubric")
    func everyMistake() {
        let long = String(repeating: "é", count: 61)
        #expect(mistakes([
            Judgement("leadership", .level("splendid"), narrative: " ", evidence: []),
            Judgement("cpd", .absent(.withheld, because: "private")),
            Judgement("music", .level("leading")),
            Judgement("itt", .level("leading"), narrative: long, evidence: ["4", "4"]),
        ]) == [
            "music: How far a hub has come has no criterion music. Use one of: leadership, itt, cpd.",
            "leadership: \"splendid\" is not a level of How far a hub has come. Choose one of: beginning, developing, embedding, leading.",
            "leadership: Leadership says nothing in words. Write what was found.",
            "leadership: Leadership names no evidence. Name at least one item that the judgement rests on.",
            "itt: The text on Initial teacher training has 61 characters; 60 are allowed. Shorten it.",
            "itt: An item of evidence is named twice. Name each once.",
            "cpd: Development may not stay without an answer as withheld. Answer it, or use one of: not_seen, not_applicable.",
        ])
    }

    @Test("Evidence that is not there is told, where it is known what is there")
    func evidenceThatIsThere() {
        let draft = DraftSheet(rubric: Example.narrative.reference, rater: "oakfield", judgements: [Judgement("capacity", .words, narrative: "Much.", evidence: ["1", "7"])])
        #expect(draft.mistakes(under: Example.narrative) == [])
        #expect(draft.mistakes(under: Example.narrative, isThere: { $0 == "1" }).map(\.description)
            == ["capacity: Capacity names the evidence 7, which is not there. Name what has been recorded, by its number."])
    }

    @Test("A criterion may stay without a level only with a reason; not offered is not applicable with a reason")
    func absences() {
        let others = [Judgement("leadership", .level("leading"), narrative: "x", evidence: ["1"]), Judgement("itt", .level("leading"), narrative: "x", evidence: ["1"])]
        #expect(mistakes(others) == ["cpd: Development has no answer yet. Answer it, or say why there is no answer."])
        #expect(mistakes(others + [Judgement("cpd", .words, narrative: "x", evidence: ["1"])])
            == ["cpd: Development has no level. Choose one of: beginning, developing, embedding, leading."])
        #expect(mistakes(others + [Judgement("cpd", .absent(.notApplicable, because: " "))]) == ["cpd: The reason is missing. Say why, in a sentence."])
        #expect(mistakes(others + [Judgement("cpd", .absent(.erased, because: "x"))]).count == 1)
        #expect(mistakes(others + [Judgement("cpd", .absent(.notApplicable, because: "No courses are given this year."))]) == [])
    }

    @Test("A narrative rubric refuses a level")
    func narrativeRefusesLevels() {
        #expect(mistakes([Judgement("capacity", .level("leading"), narrative: "Much.")], under: Example.narrative)
            == ["capacity: Self-audit is judged in words, without levels. Write what was found and leave the level out."])
        #expect(mistakes([Judgement("capacity", .words, narrative: "Much.")], under: Example.narrative) == [])
    }

    @Test("A sheet begun under one version of a rubric is not sealed under another")
    func otherVersion() {
        var later = Example.narrative
        later.version = 2
        let draft = DraftSheet(rubric: Example.narrative.reference, rater: "oakfield", judgements: [Judgement("capacity", .words, narrative: "Much.")])
        #expect(draft.mistakes(under: later).map(\.description)
            == ["The sheet was begun under audit 1, and audit 2 is asked for. Begin it anew under audit 2."])
    }

    @Test("A workflow may ask for evidence where the rubric does not, and the other way round")
    func evidenceRule() {
        let judgement = [Judgement("capacity", .words, narrative: "Much.")]
        #expect(mistakes(judgement, under: Example.narrative, evidence: .required).count == 1)
        let withEvidence = [Judgement("capacity", .words, narrative: "Much.", evidence: ["1"])]
        #expect(mistakes(withEvidence, under: Example.narrative, evidence: Rubric.EvidenceRule.none).count == 1)
    }

    @Test("A sealed sheet is read by its rater alone, and tells others only that it is complete")
    func sealedIsSealed() throws {
        let sheet = try Example.sheet("oakfield", ("leadership", .level("leading")), ("itt", .level("beginning")), ("cpd", .absent(.notSeen, because: "No time.")))
        #expect(sheet.judgements(for: "brook") == nil)
        #expect(sheet.judgements(for: "oakfield")?.map(\.criterion) == ["leadership", "itt", "cpd"])
        #expect(sheet.summary == "3 of 3 answered")
    }

    @Test("Whoever passes a sheet on sees how much of it is filled in, and no value")
    func summary() {
        var draft = DraftSheet(rubric: Example.graded.reference, rater: "oakfield", judgements: [
            Judgement("leadership", .level("leading"), evidence: ["1"]), Judgement("itt", .level("beginning"), evidence: ["2"]),
        ])
        #expect(draft.summary(under: Example.graded) == "2 of 3 answered, evidence for each")
        draft.judge(Judgement("cpd", .level("leading")))
        #expect(draft.summary(under: Example.graded) == "3 of 3 answered")
        draft.judge(Judgement("cpd", .absent(.notSeen, because: "No time.")))
        #expect(draft.summary(under: Example.graded) == "3 of 3 answered, evidence for each")
    }

    @Test("Best fit is a person's choice with a reason, and no other rubric takes one")
    func bestFit() throws {
        var rubric = Example.narrative
        rubric.profile = .graded
        rubric.scale = Example.levels
        rubric.aggregation = .bestFit()
        var draft = DraftSheet(rubric: rubric.reference, rater: "oakfield", judgements: [Judgement("capacity", .level("leading"), narrative: "x")])
        #expect(draft.mistakes(under: rubric).map(\.code) == [.overallMissing])
        draft.overall = .init("embedding", because: "")
        #expect(draft.mistakes(under: rubric).map(\.code) == [.reasonMissing])
        draft.overall = .init("embedding", because: "Most of it holds in most schools.")
        let opened = try OpenedSheets([draft.sealed(under: rubric)], due: ["oakfield"], under: rubric)
        #expect(opened.overall(of: "oakfield") == .bestFit(.init("embedding", because: "Most of it holds in most schools.")))
        rubric.aggregation = .floor
        #expect(draft.mistakes(under: rubric).map(\.code) == [.overallRefused])
    }

    @Test("Sheets, judgements and settlements come back from their JSON unchanged")
    func json() throws {
        let sheet = try Example.sheet("oakfield", ("leadership", .level("leading")), ("itt", .level("beginning")), ("cpd", .absent(.notSeen, because: "No time.")))
        let text = sheet.json.text
        #expect(text == """
            {"rubric":"growth","version":1,"rater":"oakfield","judgements":[{"criterion":"leadership","level":"leading","narrative":"seen",\
            "evidence":["1"]},{"criterion":"itt","level":"beginning","narrative":"seen","evidence":["1"]},{"criterion":"cpd","absent":"not_seen",\
            "because":"No time."}]}
            """)
        #expect(try SealedSheet(json: .parse(text)) == sheet)
        #expect(try DraftSheet(json: .parse(text)).sealed(under: Example.graded) == sheet)
    }

    @Test("A form gives judgements by criterion, a level alone or an object, and is told where it is wrong")
    func forms() throws {
        var draft = DraftSheet(rubric: Example.graded.reference, rater: "oakfield")
        try draft.judge(["itt": "leading", "cpd": ["absent": "not_seen", "because": "No time."], "leadership": ["level": "beginning", "evidence": [3, "7"]]], under: Example.graded)
        #expect(draft.judgement(on: "itt")?.answer == .level("leading"))
        #expect(draft.judgement(on: "leadership")?.evidence == ["3", "7"])
        let before = draft
        func refusal(_ object: JSON.Object) -> String? {
            do throws(SheetShapeError) { try draft.judge(object, under: Example.graded); return nil } catch { return error.description }
        }
        #expect(refusal(["itt": "developing", "cpd": 3]) == "cpd: An object is expected here.")
        #expect(refusal(["cpd": ["level": 3]]) == "cpd/level: A text is expected here.")
        #expect(refusal(["cpd": ["grade": "leading"]]) == "cpd: \"grade\" is not known here; known are level, absent, because, narrative, evidence.")
        #expect(refusal(["cpd": ["absent": "none"]]) == "cpd/absent: \"none\" is none of unknown, not_applicable, not_seen, withheld, erased.")
        #expect(refusal(["cpd": ["absent": "not_seen", "level": "leading"]]) == "cpd/level: There is a level and an absence; only one can hold.")
        #expect(draft == before)
    }
}
