@testable import Casework
import CivilTime
import Definitions
import JSON
import Testing

@Suite("Windows and clocks")
struct WindowTests {
    @Test("five school days go around the half-term")
    func halfTerm() throws {
        let scene = try Scene.checking()
        #expect(scene.state.clocks["checking_window"]?.dueDay == (try Scene.day("2026-11-03")))
    }

    @Test("a window past its last day asks first, and takes effect when it is confirmed")
    func confirmed() throws {
        var scene = try Scene.checking()
        let early = try #require(throws: Refusal.self) {
            try scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris")
        }
        #expect(early.code == .notAsking)
        try scene.to("2026-11-04")
        try scene.strikeDue()
        #expect(scene.state.clocks["checking_window"]?.isAsking == true)
        #expect(scene.state.configuration == ["open", "open.checking"])
        #expect(Waiting.items(in: try scene.situation(), for: "chris").map(\.text) == [
            "The time of “Factual check” ended on Tuesday 3 November 2026: did anything arrive?",
        ])
        let backdated = try #require(throws: Refusal.self) {
            try scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris", on: "2026-11-02")
        }
        #expect(backdated.sentence == "On Monday 2 November 2026 the window still ran, until Tuesday 3 November 2026.")
        let decision = try scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris")
        #expect(decision.facts.map(\.sentence).prefix(2) == ["clock checking_window struck: took effect", "window-closes by clock:checking_window"])
        #expect(scene.state.configuration == ["closed"])
        #expect(scene.state.hasEnded)
    }

    @Test("somebody in two parts acts in the one that lets her: the window that protects the host does not bind the coordinator")
    func twoParts() throws {
        var scene = try Scene.checking()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing("by: host, add: comments", with: "by: [host, coordinator], add: comments"))
        try scene.to("2026-11-06")
        try scene.strikeDue()
        #expect(try scene.refusal("comment", as: "hana", ["text": "The date is wrong."])?.code == .windowClosed)
        scene.coordinators = ["hana"]
        let decision = try scene.send("comment", as: "hana", ["text": "The date is wrong."])
        #expect(decision.facts.contains { if case .added("comments", _, _, _, _) = $0 { true } else { false } })
    }

    @Test("what came in time and is entered late is taken while the window asks; what came late is shown the way out")
    func lateEntry() throws {
        var scene = try Scene.checking()
        try scene.to("2026-11-06")
        try scene.strikeDue()
        let refusal = try #require(try scene.refusal("comment", as: "hana", ["text": "The date is wrong."]))
        #expect(refusal.code == .windowClosed)
        #expect(refusal.remedy == "If it happened in time, say when with --on, up to 2026-11-03.")
        try scene.send("comment", as: "hana", ["text": "The date is wrong."], on: "2026-11-03")
        try scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris")
        #expect(scene.state.configuration == ["open", "open.resolving"])
        try scene.send("decide", as: "ben", ["row": 1, "decision": "accepted"])
        #expect(scene.state.configuration == ["closed"])
    }

    @Test("silence is accepted when the grace runs out")
    func grace() throws {
        var scene = try Scene.checking()
        try scene.to("2026-11-16")
        try scene.strikeDue()
        #expect(scene.state.clocks["checking_window"]?.isAsking == true)
        try scene.to("2026-11-18")
        try scene.strikeDue()
        #expect(scene.state.configuration == ["closed"])
    }

    @Test("a window is lengthened by school days from its last day")
    func lengthened() throws {
        var scene = try Scene.checking()
        try scene.send("lengthen", as: "chris", ["days": 2])
        #expect(scene.state.clocks["checking_window"]?.dueDay == (try Scene.day("2026-11-05")))
        try scene.to("2026-11-04")
        try scene.strikeDue()
        #expect(scene.state.clocks["checking_window"]?.isAsking == false)
    }

    @Test("a deadline reminds those who owe it, falls due, and then shows itself to the coordinator")
    func ladder() throws {
        var scene = try Scene.begun()
        try scene.to("2026-09-17")
        try scene.strikeDue()
        #expect(scene.facts.suffix(3).map(\.sentence) == ["letter chaser to hana", "letter chaser to beech", "clock agreeing struck: reminder"])
        try scene.to("2026-09-22")
        try scene.strikeDue()
        #expect(scene.state.clocks["agreeing"]?.next == .ladder(0))
        #expect(Waiting.items(in: try scene.situation(), for: "hana").map(\.isLate) == [true])
        #expect(Waiting.items(in: try scene.situation(), for: "chris").isEmpty)
        try scene.to("2026-09-29")
        try scene.strikeDue()
        #expect(Waiting.items(in: try scene.situation(), for: "chris").map(\.text) == [
            "Agreeing was due on Monday 21 September 2026 from Host lead, Lead reviewer",
        ])
        #expect(scene.state.clocks["agreeing"]?.next == .done)
    }

    @Test("a strike that cannot be taken becomes an incident, and the clock goes on")
    func incident() throws {
        let yaml = SmallReview.yaml.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.contains("window-closes: {") ? line + "" : line
        }.joined(separator: "\n").replacing(
            "by: clock, to: resolving }", with: "by: clock, when: [{ that: \"size(records.comments) > 0\", else: Nothing came. }], to: resolving }")
        var scene = try Scene.checking()
        scene.workflow = try Scene.workflow(yaml)
        try scene.to("2026-11-30")
        try scene.strikeDue()
        #expect(scene.state.configuration == ["open", "open.checking"])
        #expect(scene.facts.suffix(2).map(\.sentence) == ["clock checking_window struck: took effect", "could not take clock checking_window: guard-not-met"])
        #expect(Waiting.items(in: try scene.situation(), for: "chris").filter { $0.kind == .incident }.map(\.text) == [
            "Could not be taken: clock checking_window. Nothing came.",
        ])
    }

    @Test("a strike happens at its due time, whenever it is noticed")
    func happened() throws {
        var scene = try Scene.begun()
        try scene.to("2026-10-05")
        let decision = Deciding.strike(clock: "agreeing", in: try scene.situation())
        #expect(decision.happened.day(in: .london) == (try Scene.day("2026-09-16")))
    }
}
