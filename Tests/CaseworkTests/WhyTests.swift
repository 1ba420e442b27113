@testable import Casework
import Definitions
import JSON
import Testing

@Suite("Why")
struct WhyTests {
    @Test("each condition is told, whether it holds or not, with the value of each part of a guard")
    func conditions() throws {
        let scene = try Scene.begun()
        let why = try Explaining.why(event: "agree", as: "hana", form: ["focus": "Reading", "visit_on": "2026-09-24"], in: try scene.situation())
        #expect(!why.isOpen)
        #expect(why.conditions.map(\.holds) == [true, true, false, true])
        #expect(why.conditions.map(\.text) == [
            "The case stands at Agreeing; Agreeing takes it.", "It is signed by Host lead and Lead reviewer.",
            "The visit is less than 20 working days away.", "It holds: isSchoolDay('host', event.visit_on).",
        ])
        #expect(why.conditions[2].parts.map { "\($0.source) = \($0.value)" } == [
            "workingDays(today, event.visit_on) >= 20 = false", "workingDays(today, event.visit_on) = 13", "today = 7 Sep 2026",
            "event.visit_on = 24 Sep 2026", "event = event",
        ])
    }

    @Test("what is not given yet is said to be so, not held to be false")
    func unknown() throws {
        let why = try Explaining.why(event: "agree", as: "hana", in: try Scene.begun().situation())
        let guards = why.conditions.filter { $0.source != nil }
        #expect(guards.map(\.needs) == [[["event", "visit_on"]], [["event", "visit_on"]]])
        #expect(guards.map(\.remedy) == ["Waiting for: Visit on.", "Waiting for: Visit on."])
    }

    @Test("a guard that waits says for what: sheets with how many are sealed, data, parts, and not what could not change it", arguments: [
        ("sheets.peer.open", ["sheets.peer.open"], "Waiting for: Reviewers' judgement (0 of 2 sealed)."),
        ("sheets.peer.sealed == 2 && sheets.peer.open", ["sheets.peer.sealed", "sheets.peer.open"], "Waiting for: Reviewers' judgement (0 of 2 sealed)."),
        ("sheets.peer.open && 1 + 1 == 3", [], "“Reviewers' judgement” is open: no."),
    ] as [(String, [String], String)])
    func waiting(guarded: String, needs: [String], remedy: String) throws {
        var scene = try Scene.judging()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing(
            "name: { title: Give one's name", with: "ask: { title: Ask, by: [lead, reviewer], when: [{ that: \"\(guarded)\", else: Not yet. }], to: judging }\n          name: { title: Give one's name"))
        let condition = try #require(try Explaining.why(event: "ask", as: "ben", in: try scene.situation()).conditions.last)
        #expect(condition.text == "Not yet.")
        #expect(condition.needs.map { $0.joined(separator: ".") } == needs)
        #expect(condition.remedy == remedy)
    }

    @Test("an event of another state names it")
    func elsewhere() throws {
        let why = try Explaining.why(event: "leave", as: "dee", in: try Scene.begun().situation())
        #expect(why.conditions[0].text == "It can be sent at Visiting; the case stands at Agreeing.")
        #expect(why.conditions[1].remedy == "Lead reviewer: Beech School")
    }

    @Test("whoever may not see a sheet is not told by a condition on which criteria it differs")
    func hiddenSheet() throws {
        let scene = try Scene.conferring()
        let inside = try Explaining.why(event: "close", as: "ben", in: try scene.situation())
        #expect(inside.conditions.last?.parts.map { "\($0.source) = \($0.value)" }.contains("size(unsettled('peer')) = 1") == true)
        let outside = try Explaining.why(event: "close", as: "oz", in: try scene.situation())
        #expect(!outside.conditions.contains { $0.text == "A difference is not settled yet." }, "whether it is would tell that they differ")
    }

    @Test("how many rows a restricted record has is told to nobody else, nor how often its event was sent")
    func hiddenCount() throws {
        for (guarded, open) in [("size(records.concerns) == 0", "size(records.evidence) == 0"), ("did('concern') == 0", "did('record') == 0")] {
            let yaml = SmallReview.yaml.replacing("size(unsettled('peer')) == 0", with: guarded)
            var scene = try Scene.conferring()
            try scene.send("concern", as: "dee", ["to": "The head"])
            scene.workflow = try Scene.workflow(yaml)
            #expect(try Explaining.why(event: "close", as: "ben", in: try scene.situation()).conditions.last?.parts.isEmpty == true)
            let refusal = try #require(try scene.refusal("close", as: "ben"))
            #expect(refusal.details.isEmpty && refusal.remedy == nil)
            scene.workflow = try Scene.workflow(SmallReview.yaml.replacing("size(unsettled('peer')) == 0", with: open))
            #expect(try Explaining.why(event: "close", as: "ben", in: try scene.situation()).conditions.last?.parts.isEmpty == false)
        }
    }

    @Test("words that people read hold none that accuse")
    func words() {
        for code in Refusal.Code.allCases {
            for word in ["debt", "degraded", "discrepancy", "rater", "refused", "rejected", "failed"] {
                let title = code.title.lowercased(), documentation = code.documentation.lowercased()
                #expect(!title.split(separator: " ").contains(Substring(word)), "\(code) says \(word)")
                #expect(!documentation.split(separator: " ").contains(Substring(word)), "\(code) says \(word)")
            }
        }
    }

    @Test("every code has a number of its own outside what JSON-RPC keeps, and an exit of its own kind")
    func codes() {
        let numbers = Refusal.Code.allCases.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { !(-32_768 ... -32_000).contains($0) })
        #expect(Set(Refusal.Code.allCases.map(\.exit)) == [1, 2, 3, 4, 5, 6])
    }
}

@Suite("What a refusal does not tell")
struct HiddenGuardTests {
    @Test("a guard that reads what the sender may not see tells the file's sentence and no value")
    func hidden() throws {
        let yaml = SmallReview.yaml.replacing(
            "name: { title: Give one's name", with: "ask: { title: Ask, by: [lead, reviewer], when: [{ that: \"records.concerns.all(c, c.to == 'nobody')\", else: Not yet. }], to: judging }\n          name: { title: Give one's name")
        var scene = try Scene.visiting()
        scene.workflow = try Scene.workflow(yaml)
        try scene.send("concern", as: "dee", ["to": "The safeguarding lead"])
        let refusal = try #require(try scene.refusal("ask", as: "ben"))
        #expect(refusal == Refusal(.guardNotMet, "Not yet.", place: "ask"))
        let why = try Explaining.why(event: "ask", as: "ben", in: try scene.situation())
        #expect(why.conditions.suffix(1) == [.init(holds: false, text: "Not yet.", source: "records.concerns.all(c, c.to == 'nobody')")])
    }
}
