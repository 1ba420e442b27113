import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("Every state and every event of the shipped workflow of a specialist leader, walked as stories")
struct SpecialistWalkTests {
    @Test("Stories of an invented specialist leader enter every state and take every event, none left out, and the register says what became of her")
    func coverage() throws {
        let workflow = try DefinitionShelf(folder: nil).workflow("sle-review")
        var coverage = Coverage()
        for door in try stories() {
            try coverage.add(door.triad, workflow)
            #expect(try door.triad.verify().differences == [])
        }
        #expect(coverage.missing(of: workflow) == [])
    }

    /// Everything that may come of a designation.
    func stories() throws -> [Door] { [try goodYears(), try fourPanels(), try appealed()] + (try sentBack()) + (try orphaned()) + (try endings()) }

    private static let review: JSON.Object = ["days": 6, "feedback": "Schools ask for her again.", "need": true, "next_step": "A course on coaching."]

    private func review(_ stage: SpecialistStage, next: String) throws {
        var form = Self.review
        form["review_on"] = .string(next)
        try stage.story.does("begin-annual-review")
        try stage.story.does("close-annual-review", form)
    }

    /// Annual reviews, conversations, support, a move to a school that struggles, leave, a further term: no panel.
    private func goodYears() throws -> Door {
        let stage = try SpecialistStage(), story = stage.story
        #expect(try story.view.parts.filter { $0.person != nil }.map { "\($0.role) \($0.person?.name ?? "")" } == ["coordinator Ada Marsh", "leader Lena Fox", "home Nora Head"])
        try story.at("2026-11-10")
        try review(stage, next: "2027-11-10")
        try stage.leader.does("begin-conversation")
        try story.does("note-conversation", ["held_on": "2026-11-09", "next_step": "None."])
        try story.does("nothing-further")
        try story.does("begin-annual-review")
        try story.does("begin-conversation")
        try story.does("offer-support", ["what": "A coach", "by_whom": "Lead practitioner", "review_on": "2027-01-20"])
        try story.at("2027-01-20")
        try story.does("offer-support", ["what": "A coach, longer", "by_whom": "Lead practitioner", "review_on": "2027-03-10"])
        try story.does("support-helped")
        try story.does("protect", ["moved_on": "2027-01-11"])
        #expect(try story.refused("protection-ends") == "guard-not-met: The protection has not ended yet.")
        try stage.leader.does("go-on-leave")
        #expect(try story.stands == ["On leave"])
        #expect(try !stage.holds("2027-01-25"))
        try story.at("2027-09-06")
        try stage.leader.does("return")
        #expect(try story.stands == ["Protected at a school that struggles"])
        #expect(try stage.holds("2030-04-17") && !stage.holds("2030-04-18"), "the term is longer by the 229 days of leave")
        try story.does("hold")
        #expect(try story.stands == ["Held"])
        try story.does("go-on")
        try story.at("2028-07-13")
        try story.does("protection-ends")
        var form = Self.review
        form["review_on"] = "2028-11-10"
        try story.does("close-annual-review", form)
        try story.does("renew", ["until": "2032-08-31"])
        #expect(try stage.holds("2032-08-31"))
        try stage.leader.does("ask-transfer", ["transfer_to": "Wold Alliance"])
        try stage.home.does("keep-here")
        try stage.leader.does("ask-transfer", ["transfer_to": "Wold Alliance"])
        try stage.home.does("agree-transfer")
        try story.does("agree-transfer")
        #expect(try story.stands == ["Moved to another alliance"])
        #expect(try stage.holds("2032-08-31"), "the last day stays the same")
        return stage.door
    }

    /// Concerns from wherever one can come; no case, retained, retained with conditions, and what the panel cannot agree on.
    private func fourPanels() throws -> Door {
        let stage = try SpecialistStage(), story = stage.story
        try story.does("log-concern", SpecialistStage.concern(["misconduct"]))
        try story.does("name-investigator", ["who": "Olaf Ward"])
        try story.does("name-observer", ["who": "Pia Byrne"])
        try story.as("Pia Byrne").does("observe", ["seen": "Nothing unusual."])
        try story.does("rest-deployments", ["school": "S-dorn", "plan": "A colleague goes on."])
        #expect(try !stage.holds("2026-09-02"))
        try story.as("Olaf Ward").does("no-case", ["found": "It was somebody else."])
        #expect(try stage.holds("2026-09-02"))
        for steps in [["begin-annual-review"], ["begin-conversation"], ["begin-conversation", "offer-support"]] {
            for step in steps { try story.does(step, step == "offer-support" ? ["what": "A coach", "by_whom": "Lead", "review_on": "2026-10-20"] : [:]) }
            try story.does("log-concern", SpecialistStage.concern(["terms"]))
            try story.does("name-investigator", ["who": "Olaf Ward"])
            try story.as("Olaf Ward").does("no-case", ["found": "Nothing in it."])
        }
        try story.does("protect", ["moved_on": "2025-05-05"])
        #expect(try story.refused("log-concern", SpecialistStage.concern(["practice_quality"])).hasPrefix("guard-not-met: Within 18 months"))
        try story.does("log-concern", SpecialistStage.concern(["terms"]))
        // Looked into, with the panel moved, a companion, an absent member: retained with conditions, which are met.
        try story.does("name-investigator", ["who": "Olaf Ward"])
        try story.as("Olaf Ward").does("case-to-answer", ["found": "Something."])
        try story.does("appoint-chair", ["who": "Carl Hope"])
        for member in ["Mona Ash", "Nils Dorn"] { try story.does("appoint-member", ["who": .string(member)]) }
        try story.at("2026-09-07")
        try story.does("serve-notice", stage.notice("2026-09-22"))
        let letter: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(letter.letters.map(\.title).contains("Notice of a panel"))
        try stage.leader.does("reply", ["reply": "It was agreed otherwise."])
        #expect(try story.stands == ["Time to reply"], "an early reply does not close the window")
        try stage.leader.does("name-companion", ["name": "Una Grey", "kind": "colleague"])
        try story.does("lengthen-window", ["days": 3, "panel_on": "2026-09-24", "reason": "She was ill."])
        try stage.leader.does("shorten-window", ["signed": true])
        try stage.leader.does("reply", ["reply": "One thing more."])
        try stage.leader.does("name-companion", ["name": "Vic Grey", "kind": "union_representative"])
        try story.does("move-panel", ["panel_on": "2026-09-29"])
        #expect(try story.refused("move-panel", ["panel_on": "2026-09-30"]) == "guard-not-met: The panel moves once.")
        try story.at("2026-09-29")
        try story.as("Carl Hope").does("open-panel")
        try story.as("Nils Dorn").does("leave-item", ["interest": "His wife works with her."])
        try story.does("appoint-member", ["who": "Zoe Moor"])
        try story.does("appoint-member", ["who": "Yara Lund"])
        try story.as("Carl Hope").does("note-absent", ["who": "Yara Lund"])
        try stage.vote("decision", [("Carl Hope", "retained_with_conditions"), ("Mona Ash", "retained_with_conditions"), ("Zoe Moor", "de_designated")])
        try story.as("Carl Hope").does("state-reason", ["ground": "terms", "reason": "What was agreed was not kept."])
        try story.as("Carl Hope").does("issue-decision", ["conditions": "Two visits are accompanied."])
        #expect(try story.stands == ["Active with conditions"])
        #expect(try stage.holds("2026-10-01"))
        let conditions = try stage.door.triad.reading { try $0.register(around: ["S1"]).credentials(of: "S1").last?.conditions }
        #expect(conditions == "Two visits are accompanied.")
        try story.does("conditions-met")
        // Three ways apart: nothing carries, and she stays as she is.
        try stage.toPanel(["terms"], served: "2026-11-02", panel: "2026-11-23")
        try stage.vote("decision", [("Carl Hope", "retained"), ("Mona Ash", "retained_with_conditions"), ("Nils Dorn", "de_designated")])
        #expect(try story.stands == ["Panel"], "it is tied, and waits for the casting vote")
        try stage.door.did("Carl Hope", .vote(case: story.id, vote: "decision", role: nil, choice: "retained", reason: "In doubt for her.", reasons: [:]))
        try story.as("Carl Hope").does("state-reason", ["ground": "terms", "reason": "Not enough."])
        try story.as("Carl Hope").does("issue-decision")
        #expect(try story.stands == ["Active"])
        try stage.toPanel(["practice_quality"], served: "2027-01-11", panel: "2027-01-28")
        try stage.decides("retained_with_conditions", ["practice_quality"], conditions: "A coach for a term.")
        try story.does("log-concern", SpecialistStage.concern(["misconduct"]))
        try story.does("withdraw-designation", ["because": "promoted_to_head"])
        #expect(try story.stands == ["Withdrawn without fault"])
        #expect(try !stage.holds("2027-01-28"))
        return stage.door
    }

    /// De-designated and reinstated on appeal; de-designated again, for good.
    private func appealed() throws -> Door {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.decides("de_designated")
        #expect(try story.stands == ["De-designated; an appeal is open"])
        #expect(try !stage.holds("2026-09-25"), "it rests until the appeal is decided")
        try stage.toAppeal()
        try stage.decidesAppeal("reinstated")
        #expect(try story.stands == ["Active"])
        #expect(try stage.holds("2026-09-25"))
        try stage.toPanel(served: "2026-11-02", panel: "2026-11-17")
        try stage.decides("de_designated")
        try stage.toAppeal()
        try stage.decidesAppeal("confirmed")
        #expect(try story.stands == ["De-designated"])
        #expect(try !stage.holds("2026-11-17") && stage.holds("2026-11-16"))
        return stage.door
    }

    /// Sent back by the appeal panel, and heard again by people who had not sat before; then somebody resigns while another is waited for.
    private func sentBack() throws -> [Door] {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.decides("de_designated")
        try stage.toAppeal()
        try stage.decidesAppeal("sent_back")
        #expect(try story.stands == ["To be heard again"])
        #expect(try !stage.holds("2026-09-25"))
        try story.at("2026-09-23")
        #expect(try story.refused("appoint-chair", ["who": "Mona Ash"]) == "not-eligible: Mona Ash cannot be Chair of the panel here. Whoever sat before does not sit when it is heard again.")
        #expect(try story.refused("appoint-chair", ["who": "Ruth Elm"]).hasPrefix("not-eligible: "), "nor anybody of the appeal panel")
        try story.does("appoint-chair", ["who": "Zoe Moor"])
        for member in ["Ulla Crane", "Pia Byrne"] { try story.does("appoint-member", ["who": .string(member)]) }
        #expect(try story.refused("call-panel", ["panel_on": "2026-10-02"]) == "guard-not-met: The panel meets in term, no sooner than ten school days from now.")
        try story.does("call-panel", ["panel_on": "2026-10-13"])
        try stage.leader.does("reply", ["reply": "As I wrote before."])
        try story.at("2026-10-13")
        try story.as("Zoe Moor").does("open-panel")
        try stage.vote("decision", [("Zoe Moor", "retained"), ("Ulla Crane", "retained"), ("Pia Byrne", "retained")])
        try story.as("Zoe Moor").does("state-reason", ["ground": "terms", "reason": "It was agreed otherwise."])
        try story.as("Zoe Moor").does("issue-decision")
        #expect(try story.stands == ["Active"])
        #expect(try stage.holds("2026-10-14"))
        let other = try SpecialistStage()
        try other.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try other.decides("de_designated")
        try other.toAppeal()
        try other.decidesAppeal("sent_back")
        try other.leader.does("resign")
        #expect(try other.story.stands == ["Resigned"])
        return [stage.door, other.door]
    }

    /// The alliance loses its status: the designation is taken over, given up, or withdrawn when the time is over.
    private func orphaned() throws -> [Door] {
        let ways: [(SpecialistStage) throws -> String] = [
            { stage in
                try stage.home.does("take-over", ["transfer_to": "Thornmere Alliance"])
                try stage.story.does("take-over")
                return "Moved to another alliance"
            },
            { try $0.leader.does("resign"); return "Resigned" },
            { stage in
                for story in [stage.leader, stage.story] { try story.does("step-down") }
                return "Stepped down"
            },
            { stage in
                try stage.story.at("2026-12-02")
                try stage.door.did("Ada Marsh", .confirmClosed(case: stage.story.id, clock: "orphaned_window"))
                return "Withdrawn without fault"
            },
        ]
        return try ways.map { way in
            let stage = try SpecialistStage()
            try stage.story.at("2026-09-07")
            try stage.story.does("lose-status")
            let state = try way(stage)
            #expect(try stage.story.stands == [state])
            #expect(try stage.holds("2026-12-03") == (state == "Moved to another alliance"))
            return stage.door
        }
    }

    /// Every other way in which it ends.
    private func endings() throws -> [Door] {
        let dedesignated: (SpecialistStage) throws -> Void = { stage in
            try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
            try stage.decides("de_designated")
        }
        let ways: [(SpecialistStage) throws -> String] = [
            { try $0.leader.does("resign"); return "Resigned" },
            { stage in
                try stage.leader.does("step-down")
                try stage.story.does("step-down")
                return "Stepped down"
            },
            { stage in
                try stage.leader.does("go-on-leave")
                try stage.leader.does("resign")
                return "Resigned"
            },
            { stage in
                try stage.leader.does("go-on-leave")
                for story in [stage.leader, stage.story] { try story.does("step-down") }
                return "Stepped down"
            },
            { stage in
                try stage.story.does("hold")
                try stage.leader.does("resign")
                return "Resigned"
            },
            { stage in
                try stage.story.does("hold")
                try stage.leader.does("go-on-leave")
                for story in [stage.leader, stage.story] { try story.does("step-down") }
                return "Stepped down"
            },
            { stage in
                try stage.story.does("hold")
                for story in [stage.leader, stage.story] { try story.does("step-down") }
                return "Stepped down"
            },
            { stage in
                try dedesignated(stage)
                try stage.leader.does("resign")
                return "Resigned"
            },
            { stage in
                try dedesignated(stage)
                try stage.leader.does("accept-decision", ["signed": true])
                return "De-designated"
            },
            { stage in
                try dedesignated(stage)
                try stage.leader.does("appeal", SpecialistStage.appeal)
                try stage.leader.does("resign")
                return "Resigned"
            },
            { stage in
                try dedesignated(stage)
                try stage.story.at("2026-10-14")
                try stage.door.did("Ada Marsh", .confirmClosed(case: stage.story.id, clock: "appealable_window"))
                return "De-designated"
            },
        ]
        var doors = try ways.map { way in
            let stage = try SpecialistStage()
            let ends = try way(stage)
            #expect(try stage.story.stands == [ends])
            #expect(try !stage.holds("2026-12-01"), "\(ends)")
            return stage.door
        }
        let lapsing = try SpecialistStage(until: "2026-11-30")
        try lapsing.story.at("2026-12-07")
        try lapsing.door.did("Ada Marsh", .confirmClosed(case: lapsing.story.id, clock: "in_post_window"))
        #expect(try lapsing.story.stands == ["Term ended"])
        doors.append(lapsing.door)
        return doors
    }
}
