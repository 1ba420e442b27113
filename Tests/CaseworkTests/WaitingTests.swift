@testable import Casework
import Definitions
import JSON
import Testing

@Suite("What waits, and for whom")
struct WaitingTests {
    /// Of each item: what it is, its sentence, and what is sent for it.
    private func items(_ scene: Scene, _ person: String) throws -> [String] {
        try Waiting.items(in: scene.situation(), for: person).map { "\($0.kind.rawValue) \($0.text) [\($0.events.joined(separator: " "))]" }
    }

    /// What those who look read of what a case waits for.
    private func all(_ scene: Scene, seenBy person: String) throws -> [String] {
        let situation = try scene.situation()
        return Waiting.all(in: situation, seenBy: Seeing.sight(of: person, in: situation)).map { "\($0.role ?? "") \($0.text)" }
    }

    @Test("a sheet waits once, in the words of the state, with the events of the state beside it")
    func sheetOnce() throws {
        let scene = try Scene.judging()
        #expect(try items(scene, "dee") == ["sheet Seal your sheet [record]"])
        #expect(try all(scene, seenBy: "chris") == ["lead Seal your sheet", "reviewer Seal your sheet"])
    }

    @Test("whoever has still to sign what another has signed is asked for it, though no sentence of the state does")
    func signature() throws {
        var scene = try Scene.begun()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing("waits_for: { host: Agree the visit, lead: Agree the visit }", with: "waits_for: { host: Agree the visit }"))
        #expect(try items(scene, "ben") == [])
        try scene.send("agree", as: "hana", Scene.terms)
        #expect(try items(scene, "ben") == ["todo Agree the visit: signed by Hana (Focus: Reading; Visit on: Tuesday 10 November 2026), and waits for your signature [agree]"])
        #expect(try Waiting.items(in: try scene.situation(), for: "ben").map(\.due) == [scene.state.clocks["agreeing"]?.dueDay])
        #expect(try all(scene, seenBy: "chris") == ["lead Agree the visit: signed by Hana, and waits for the signature of Lead reviewer"])
        #expect(try items(scene, "hana") == [])
    }

    @Test("a part that is done waits no more, for each holder apart; to whoever may not see by what, it waits on")
    func until() throws {
        var scene = try Scene.visiting()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing(
            "waits_for: { lead: Record what is seen }",
            with: "waits_for: { lead: Record what is seen, reviewer: Say what troubles you }\n        waits_until: { lead: \"records.evidence.exists(e, e.by == actor.id)\", reviewer: \"size(records.concerns) > 0\" }"))
        #expect(try items(scene, "ben") == ["todo Record what is seen [record name leave]"])
        try scene.send("record", as: "dee", ["seen": "A lesson"])
        #expect(try items(scene, "ben") == ["todo Record what is seen [record name leave]"], "somebody else has recorded")
        try scene.send("record", as: "ben", ["seen": "A lesson"])
        #expect(try items(scene, "ben") == [])
        #expect(try items(scene, "dee") == ["todo Say what troubles you [record name]"])
        try scene.send("concern", as: "dee", ["to": "The head"])
        #expect(try items(scene, "dee") == [])
        #expect(try all(scene, seenBy: "hana") == ["reviewer Say what troubles you"], "that there is one would be told")
        #expect(try all(scene, seenBy: "chris") == [])
    }

    @Test("a window past its last day waits for whoever is asked whether anything arrived")
    func window() throws {
        var scene = try Scene.checking()
        #expect(try all(scene, seenBy: "chris") == ["host Comment on the draft"])
        try scene.to("2026-11-04")
        #expect(try all(scene, seenBy: "chris") == ["coordinator The time of “Factual check” ended on Tuesday 3 November 2026: did anything arrive?"])
    }
}

@Suite("A window that was answered")
struct AnsweredWindowTests {
    @Test("past its last day it asks whether anything arrived, unless whoever it protects has done what it is for")
    func answered() throws {
        for (condition, sentence) in [
            ("size(records.evidence) > 5", "did anything arrive?"), ("size(records.evidence) > 0", "what it was for has come. Confirm that it is closed"),
        ] {
            var scene = try Scene.checking()
            scene.workflow = try Scene.workflow(SmallReview.yaml.replacing(
                "waits_for: { host: Comment on the draft }", with: "waits_for: { host: Comment on the draft }\n        waits_until: { host: \"\(condition)\" }"))
            try scene.to("2026-11-04")
            let texts = try Waiting.items(in: scene.situation(), for: "chris").filter { $0.kind == .window }.map(\.text)
            #expect(texts == ["The time of “Factual check” ended on Tuesday 3 November 2026: \(sentence)"])
        }
    }
}

@Suite("What a condition says of itself")
struct ConditionSentenceTests {
    private func refusal(_ guarded: String, _ form: JSON.Object = Scene.terms) throws -> Refusal {
        var scene = try Scene.begun()
        let own = /- that: "workingDays\(today, event\.visit_on\) >= 20"\n +else: The visit is less than 20 working days away\./
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing(own, with: guarded))
        return try #require(try scene.refusal("agree", as: "hana", form))
    }

    @Test("one with several parts and a sentence of the file: that sentence, and what decided by title")
    func sentence() throws {
        let guarded = "(event.focus == 'Reading' && workingDays(today, event.visit_on) >= 60) || event.focus.startsWith('W')"
        let told = try refusal("- { that: \"\(guarded)\", else: Something else is looked at. }")
        #expect(told == Refusal(.guardNotMet, "Something else is looked at.", place: "agree", remedy: """
            Working days from today to Visit on: 46; at least 60 is needed. \
            46 of the 60 working days from Tue 8 Sep 2026: Tue 8 Sep to Tue 10 Nov.
            """))
    }

    @Test("one without a sentence names by title what it is about")
    func bare() throws {
        var scene = try Scene.visiting()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing(
            "when: [{ that: \"size(records.evidence) > 0\", else: No evidence has been recorded yet. }]",
            with: "when: \"data.focus == 'Writing' || size(records.evidence) > 0\""))
        let bare = try scene.refusal("leave", as: "ben")
        #expect(bare == Refusal(
            .guardNotMet, "A condition on “Focus”, “Evidence” is not met.", place: "leave",
            remedy: "Focus: Reading; Writing is needed. Rows of “Evidence”: 0; more than 0 is needed."))
    }

    @Test("what a field of criteria takes is told with titles, and of choices the words of the file")
    func offered() throws {
        let situation = try Scene.conferring().situation()
        let settle = try #require(situation.workflow.rules(of: "settle").first)
        #expect(settle.form.map { situation.offered(for: $0.type) } == ["itt (Initial teacher training), cpd (Professional development)", "lead, reviewer", nil])
        let why = try Explaining.why(event: "settle", as: "dee", form: ["chosen": "lead"], in: situation)
        #expect(why.conditions.first { $0.text.contains("missing") }?.remedy == "There are: itt (Initial teacher training), cpd (Professional development).")
    }
}
