import Testing
import JSON
import Rubrics

@Suite("Opening sheets together") struct OpenedSheetsTests {
    private func opened(_ one: Judgement.Answer, _ two: Judgement.Answer, tolerance: Int? = nil) throws -> OpenedSheets {
        let same: [(String, Judgement.Answer)] = [("leadership", .level("embedding")), ("cpd", .absent(.notSeen, because: "No time."))]
        return try OpenedSheets(
            [Example.sheet("brook", same[0], ("itt", two), same[1]), Example.sheet("oakfield", same[0], ("itt", one), same[1])],
            due: ["oakfield", "brook"], under: Example.graded, tolerance: tolerance)
    }

    @Test("Sheets are opened all together or not at all")
    func allTogether() throws {
        let sheet = try Example.sheet("oakfield", ("leadership", .level("leading")), ("itt", .level("leading")), ("cpd", .level("leading")))
        func failure(_ sheets: [SealedSheet], _ due: [String], _ rubric: Rubric = Example.graded) -> String? {
            do throws(OpenedSheets.Failure) { _ = try OpenedSheets(sheets, due: due, under: rubric); return nil } catch { return "\(error.code): \(error)" }
        }
        #expect(failure([sheet], ["oakfield", "brook"]) == "not-all-sealed: The sheets are opened together, and these are not sealed yet: brook.")
        #expect(failure([sheet, sheet], ["oakfield"]) == "not-due: A sheet of oakfield is not due, or is there twice.")
        #expect(failure([sheet], ["brook"]) == "not-all-sealed: The sheets are opened together, and these are not sealed yet: brook.")
        var other = Example.graded
        other.version = 2
        #expect(failure([sheet], ["oakfield"], other) == "other-rubric: The sheet of oakfield was sealed under growth 1.")
        #expect(failure([sheet], ["oakfield"]) == nil)
    }

    @Test("Equal judgements agree by themselves, an equal absence too")
    func equalAgrees() throws {
        let sheets = try opened(.level("leading"), .level("leading"))
        #expect(sheets.raters == ["oakfield", "brook"])
        #expect(sheets.differing == [] && sheets.unsettled() == [])
        #expect(sheets.agreed("itt") == .level("leading"))
        #expect(sheets.agreed("cpd") == .absent(.notSeen, because: "No time."))
    }

    @Test("A difference is counted in levels and held against the tolerance")
    func differences() throws {
        #expect(try opened(.level("leading"), .level("embedding")).difference("itt") == .within(levels: 1))
        #expect(try opened(.level("beginning"), .level("leading")).difference("itt") == .beyond(levels: 3))
        #expect(try opened(.level("leading"), .level("embedding"), tolerance: 0).difference("itt") == .beyond(levels: 1))
        let within = try opened(.level("leading"), .level("embedding"))
        #expect(within.differing == ["itt"] && within.unsettled() == [])
        #expect(within.agreed("itt") == nil, "two judgements stand, and nobody chose between them")
    }

    @Test("An absence is never a number: against a level, or against another absence, it cannot be compared")
    func absencesAreNoNumbers() throws {
        let notSeen = Judgement.Answer.absent(.notSeen, because: "No time.")
        for other in [Judgement.Answer.level("beginning"), .absent(.notApplicable, because: "Not offered.")] {
            let sheets = try opened(notSeen, other)
            #expect(sheets.difference("itt") == .notComparable)
            #expect(sheets.difference("itt").levels == nil)
            #expect(sheets.unsettled() == ["itt"])
        }
        #expect(try opened(notSeen, .absent(.notSeen, because: "Another reason.")).difference("itt") == .none)
    }

    @Test("A settlement chooses one of the judgements with a reason; a value between them is refused")
    func settling() throws {
        let sheets = try opened(.level("beginning"), .level("leading"))
        func refusal(_ criterion: String, _ choice: Settlement.Choice, _ because: String = "The timetable shows it.") -> String? {
            do throws(Settlement.Failure) { _ = try sheets.settle(criterion, choosing: choice, by: "p17", because: because); return nil } catch {
                return "\(error.code.rawValue): \(error)"
            }
        }
        #expect(refusal("itt", .answer(.level("developing"))) == """
            none-of-the-judgements: That is none of the judgements on Initial teacher training. Choose one of: oakfield (Beginning), brook (Leading).
            """)
        #expect(refusal("itt", .rater("elm"))?.hasPrefix("none-of-the-judgements") == true)
        #expect(refusal("itt", .rater("brook"), " \n") == "reason-missing: The reason is missing. Say why, in a sentence.")
        #expect(refusal("leadership", .rater("brook")) == "nothing-to-settle: On Leadership there is no difference to settle. Leave it as it stands.")
        #expect(refusal("music", .rater("brook"))?.hasPrefix("unknown-criterion") == true)

        let settled = try sheets.settle("itt", choosing: .answer(.level("leading")), by: "p17", because: "The timetable shows it.")
        #expect(settled.chosen == "brook")
        #expect(sheets.unsettled(after: [settled]) == [])
        #expect(sheets.agreed("itt", after: [settled]) == .level("leading"))
        #expect(settled.json.text == #"{"criterion":"itt","chosen":"brook","by":"p17","because":"The timetable shows it."}"#)
        #expect(try Settlement(json: settled.json) == settled)
    }

    @Test("Whatever is settled was one of the judgements, for every pair of answers")
    func settledIsAlwaysAJudgement() throws {
        let answers: [Judgement.Answer] = Example.levels.map { .level($0.id) } + [.absent(.notSeen, because: "x"), .absent(.notApplicable, because: "y")]
        for one in answers {
            for two in answers {
                let sheets = try opened(one, two)
                for choice in answers {
                    guard let settled = try? sheets.settle("itt", choosing: .answer(choice), by: "p", because: "r") else { continue }
                    let agreed = try #require(sheets.agreed("itt", after: [settled]))
                    #expect(agreed == one || agreed == two)
                    #expect(!one.agrees(with: two))
                }
            }
        }
    }

    @Test("A peer's level stands above, in line with or below one's own; without a level it stands nowhere")
    func relative() {
        let rubric = Example.graded
        #expect(rubric.compare(peer: .level("leading"), with: .level("beginning")) == .above)
        #expect(rubric.compare(peer: .level("leading"), with: .level("leading")) == .inLine)
        #expect(rubric.compare(peer: .level("developing"), with: .level("leading")) == .below)
        #expect(rubric.compare(peer: .absent(.notSeen, because: "x"), with: .level("leading")) == nil)
        #expect(rubric.compare(peer: .level("splendid"), with: .level("leading")) == nil)
        #expect(Relative.allCases.map(\.rawValue) == ["below", "in_line", "above"])
    }

    @Test("Sheets in words have no difference to compute")
    func words() throws {
        let sheets = try ["oakfield", "brook"].map { rater in
            try DraftSheet(rubric: Example.narrative.reference, rater: rater, judgements: [Judgement("capacity", .words, narrative: rater)]).sealed(under: Example.narrative)
        }
        let opened = try OpenedSheets(sheets, due: ["oakfield", "brook"], under: Example.narrative)
        #expect(opened.difference("capacity") == .words)
        #expect(opened.unsettled() == [] && opened.overall() == .notAdded)
    }
}
