import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("Every state and every event of the shipped workflows of a round and of an application, walked as stories")
struct RoundWalkTests {
    @Test("Rounds of invented applicants enter every state and take every event, none left out, and the register says what became of each")
    func coverage() throws {
        let round = try DefinitionShelf(folder: nil).workflow("sle-round"), application = try DefinitionShelf(folder: nil).workflow("sle-designation")
        var (ofRound, ofApplication) = (Coverage(), Coverage())
        for door in try stories() {
            try ofRound.add(door.triad, round)
            try ofApplication.add(door.triad, application)
            #expect(try door.triad.verify().differences == [])
        }
        #expect(ofRound.missing(of: round) == [])
        #expect(ofApplication.missing(of: application) == [])
    }

    /// Everything that may come of an application.
    func stories() throws -> [Door] { [try oneRound(), try appeals(), try beforeThePanel(), try calledOff()] + (try afterTheOffer()) }

    /// Eight applications, one for each outcome that a panel has, decided in one sitting and told on one day.
    private func oneRound() throws -> Door {
        let stage = try RoundStage(8), round = stage.round
        try stage.toSitting()
        #expect(try round.stands == ["Sitting"])
        #expect(try (0..<8).map { try stage.holders("reader", $0).count } == Array(repeating: 2, count: 8))
        try round.as(RoundStage.chair).does("minute", ["minute": "Everybody declared interests again."])
        try stage.decides(0, "designated")
        try stage.decides(1, "designated", ["amber", "green"], first: RoundStage.support)
        try stage.decides(2, "not_yet", ["", "green"], first: RoundStage.notYet)
        try stage.decides(3, "not_designated", ["red", "green"])
        // The colours bound the vote.
        try stage.decides(4, "designated", ["red", "green"])
        try stage.decides(5, "designated", ["", "green"], first: RoundStage.notYet)
        // Three ways apart, with the chair gone: nothing carries, and that is not yet.
        let seventh = stage.applications[6]
        try seventh.as(RoundStage.chair).does("open-item")
        try seventh.as(RoundStage.chair).colours("scores", ["amber", "green"])
        try seventh.as(RoundStage.chair).does("leave-item", ["interest": "We were at college together."])
        for (member, choice) in zip(RoundStage.panel, ["designated", "not_yet", "not_designated"]) { try stage.votes(6, choice, ["amber", "green"], by: [member]) }
        #expect(try stage.stands(6) == "Letter being written")
        try seventh.as(RoundStage.chair).does("say-missing", RoundStage.notYet.form)
        try seventh.as(RoundStage.chair).does("sign-letter")
        // One is absent; the letter is taken back once.
        let eighth = stage.applications[7].as(RoundStage.chair)
        try eighth.does("open-item")
        try eighth.colours("scores", ["green"])
        try eighth.does("note-absent", ["who": "Olga Elm"])
        try stage.votes(7, "designated", by: [RoundStage.chair, "Mona Ash", "Nils Dorn"])
        try eighth.does("sign-letter")
        try eighth.does("rewrite")
        try eighth.does("sign-letter")
        #expect(try stage.stands(7) == "Letter signed", "nobody is told before all are")
        try round.as(RoundStage.chair).does("close-sitting")
        try round.does("minute", ["minute": "Letters were read over.", "who": "Amy Birk"])
        try round.at("2026-11-19")
        try round.does("release-letters")
        #expect(try (0..<8).map { try stage.stands($0) } == [
            "Offered", "Offered", "Not yet", "Not designated this time; an appeal is open", "Not designated this time; an appeal is open", "Not yet", "Not yet", "Offered",
        ])
        for index in [0, 1, 7] { try stage.applicant(index).does("accept") }
        try stage.applications[2].does("hold-feedback", ["held_on": "2026-11-18", "strengths": "Two schools.", "next_step": "Ask the third."])
        try stage.applications[3].does("hold-feedback", ["held_on": "2026-11-19", "strengths": "Her plan.", "next_step": "The aspirant route."])
        try stage.applicant(2).does("send-missing", ["text": "The third school has gone on by itself."])
        try stage.decides(2, "designated")
        #expect(try stage.stands(2) == "Offered", "the letters of the round are out; hers goes at once")
        try stage.applicant(2).does("accept")
        try stage.applicant(3).does("accept-decision", ["signed": true])
        try round.at("2026-12-03")
        for index in [0, 1, 2] { try stage.applications[index].does("complete-training") }
        #expect(try stage.stands(1) == "Designated with support")
        #expect(try stage.holds(0, "2026-12-03") && stage.holds(1, "2030-12-02") && !stage.holds(0, "2026-12-02"))
        try stage.applications[7].does("note-missed")
        #expect(try stage.stands(7) == "Core training")
        try round.at("2027-01-21")
        try stage.applications[7].does("note-missed")
        #expect(try stage.stands(7) == "Lapsed")
        try stage.door.did("Ada Marsh", .confirmClosed(case: stage.applications[5].id, clock: "not_yet_window"))
        #expect(try stage.stands(5) == "Not yet; nothing was sent")
        #expect(try stage.stands(4) == "Not designated this time", "no appeal came within its time and grace")
        #expect(try stage.stands(6) == "Not yet")
        try stage.applicant(6).does("withdraw")
        try round.does("close-round")
        #expect(try round.stands == ["Closed"])
        return stage.door
    }

    /// Appeals of every kind, each before people who had no part before.
    private func appeals() throws -> Door {
        let stage = try RoundStage(8, steps: []), round = stage.round
        for index in 0..<8 { try stage.submits(index, index > 4 ? ["years": 1] : [:]) }
        for index in 0..<8 { try stage.references(index) }
        for index in 0..<5 { try stage.applications[index].does("find-eligible") }
        for index in 5..<8 { try stage.applications[index].does("rule-out", ["ineligible": ["under_two_years"]]) }
        try stage.applicant(5).does("accept-decision", ["signed": true])
        #expect(try stage.stands(5) == "Not eligible")
        for index in [6, 7] { try stage.applicant(index).does("appeal", RoundStage.appeal) }
        try stage.hears(6, "confirmed", nil)
        try stage.applications[6].as(RoundStage.appealChair).does("issue-appeal-decision", ["reason": "One year is less than two."])
        #expect(try stage.stands(6) == "Not eligible")
        try stage.applications[7].does("appoint-chair", ["who": .string(RoundStage.appealChair)])
        for member in RoundStage.appealPanel + ["Vic Meads"] { try stage.applications[7].does("appoint-member", ["who": .string(member)]) }
        try stage.applications[7].as(RoundStage.appealChair).does("open-appeal")
        try stage.applications[7].as("Vic Meads").does("leave-item", ["interest": "Her brother teaches with me."])
        for member in [RoundStage.appealChair] + RoundStage.appealPanel {
            try stage.door.did(member, .vote(case: stage.applications[7].id, vote: "appeal_decision", role: nil, choice: "upheld", reason: "Her leave counts.", reasons: [:]))
        }
        try stage.applications[7].as(RoundStage.appealChair).does("issue-appeal-decision", ["reason": "Leave is no break."])
        #expect(try stage.stands(7) == "Being read")
        try round.at("2026-10-05")
        try round.does("allocate-readers")
        for index in [0, 1, 2, 3, 4, 7] { try stage.reads(index) }
        try round.does("seat-panel")
        try round.at("2026-11-12")
        try round.as(RoundStage.chair).does("open-sitting")
        for index in [0, 1, 2, 3, 4, 7] { try stage.decides(index, "not_designated", ["amber", "green"]) }
        try stage.releases()
        for index in 0..<4 { try stage.applicant(index).does("appeal", RoundStage.appeal) }
        try stage.hears(0, "confirmed", ["green"])
        try stage.applications[0].as(RoundStage.appealChair).does("issue-appeal-decision", ["reason": "The papers bear it out."])
        #expect(try stage.stands(0) == "Not designated this time")
        try stage.hears(1, "upheld", ["green"])
        try stage.applications[1].as(RoundStage.appealChair).does("issue-appeal-decision", ["reason": "The figures are there."])
        #expect(try stage.stands(1) == "Offered")
        try stage.hears(2, "upheld", ["amber", "green"])
        let third = stage.applications[2].as(RoundStage.appealChair)
        #expect(try third.refused("issue-appeal-decision", ["reason": "They are there."])
            == "guard-not-met: A criterion is amber and no support is planned for it yet (plan-support).")
        try third.does("plan-support", RoundStage.support.form)
        try third.does("issue-appeal-decision", ["reason": "They are there."])
        #expect(try stage.stands(2) == "Offered")
        try stage.hears(3, "upheld", ["red", "green"])
        try stage.applications[3].as(RoundStage.appealChair).does("issue-appeal-decision", ["reason": "A red of our own."])
        #expect(try stage.stands(3) == "Not designated this time")
        try stage.applicant(4).does("appeal", RoundStage.appeal)
        try stage.applicant(4).does("withdraw")
        try round.at("2026-12-14")
        try stage.door.did("Ada Marsh", .confirmClosed(case: stage.applications[7].id, clock: "not_this_time_window"))
        #expect(try stage.stands(7) == "Not designated this time")
        return stage.door
    }

    /// Dates that change, a list that changes, references that come late or not at all, a third reader.
    private func beforeThePanel() throws -> Door {
        let stage = try RoundStage(7, steps: ["interview", "visit"]), round = stage.round
        try stage.submits(0, ["specialism": "Latin"])
        try stage.applicant(0).does("change-specialism", ["specialism": "Science"])
        try round.does("change-list", ["specialisms": ["Phonics", "Maths"]])
        try stage.references(0)
        #expect(try stage.applications[0].refused("find-eligible")
            == "guard-not-met: The specialism is not on the round's list; she may choose another (change-specialism).")
        try stage.applicant(0).does("change-specialism", ["specialism": "Maths"])
        try stage.applications[0].does("find-eligible")
        for index in 1..<5 { try stage.submits(index) }
        try stage.applicant(5).does("withdraw")
        try round.at("2026-10-05")
        #expect(try round.stands == ["Being assessed"])
        try stage.door.did("Ada Marsh", .confirmClosed(case: stage.applications[6].id, clock: "draft_window"))
        #expect(try stage.stands(6) == "No application came")
        try stage.head(1).does("give-head-reference", RoundStage.headReference)
        try stage.head(2).does("give-head-reference", RoundStage.headReference)
        try stage.applicant(2).does("replace-referee", ["who": "Uma Lark", "relation": "saw_the_impact"])
        try round.at("2026-10-12")
        try round.does("allow-later-references", ["until": "2026-10-13", "because": "The mail of the town had not worked."])
        try stage.referee(1).does("give-second-reference", RoundStage.secondReference)
        try stage.applications[2].as("Uma Lark").does("give-second-reference", RoundStage.secondReference)
        for index in [1, 2] { try stage.applications[index].does("find-eligible") }
        try round.at("2026-10-14")
        for index in [3, 4] {
            try stage.applications[index].does("close-references")
            try stage.applications[index].does("rule-out", ["ineligible": ["one_reference"]])
        }
        try stage.applicant(3).does("withdraw")
        try round.does("change-dates", [
            "references_by": "2026-10-13", "readings_by": "2026-10-20", "assessment_on": "2026-11-06", "panel_on": "2026-11-13", "letters_on": "2026-11-20",
            "training_on": "2026-12-04", "next_training_on": "2027-01-22",
        ])
        try round.does("allocate-readers")
        try stage.reads(0, ["green", "red"])
        #expect(try stage.stands() == "A third reader is wanted")
        try stage.applications[0].does("name-third", ["who": "Vic Meads"])
        try stage.applications[0].as("Vic Meads").colours("third", ["green"])
        #expect(try stage.stands() == "Assessment day", "the round asks for the interview first, and then for the visit")
        try round.does("give-slot", ["who": "Amy Birk", "slot_at": "09:30", "room": "Library"])
        try round.does("allocate-assessors")
        try stage.assess()
        try stage.visit()
        #expect(try stage.stands() == "Before the panel")
        try stage.applicant(0).does("withdraw")
        try round.at("2026-11-20")
        #expect(try stage.stands(4) == "Not eligible", "no appeal came")
        return stage.door
    }

    private func calledOff() throws -> Door {
        let stage = try RoundStage(2), round = stage.round
        try stage.submits()
        try round.does("call-off", ["reason": "Nobody can read in this term."])
        #expect(try stage.stands(0) == "Round called off" && stage.stands(1) == "Round called off")
        return stage.door
    }

    /// What may come between the offer and the designation.
    private func afterTheOffer() throws -> [Door] {
        let stage = try RoundStage(5, steps: []), round = stage.round
        try stage.toReading()
        try round.at("2026-10-05")
        try round.does("allocate-readers")
        for index in 0..<5 { try stage.reads(index) }
        try round.does("seat-panel")
        try round.at("2026-11-12")
        try round.as(RoundStage.chair).does("open-sitting")
        for index in 0..<4 { try stage.decides(index, "designated") }
        try stage.decides(4, "not_designated", ["amber", "green"])
        try stage.releases()
        try round.does("change-dates", RoundStage.dates)
        let because: JSON.Object = ["because": "Two colleagues have left."]
        try stage.applicant(0).does("accept")
        try stage.head(0).does("withdraw-release", because)
        #expect(try stage.stands(0) == "Release withdrawn")
        try stage.head(0).does("release-again", ["release_days": 6])
        #expect(try stage.stands(0) == "Core training")
        try stage.head(1).does("withdraw-release", because)
        try stage.applicant(4).does("withdraw")
        try round.at("2027-01-25")
        #expect(try stage.stands(1) == "Lapsed" && stage.stands(2) == "Lapsed" && stage.stands(3) == "Lapsed", "nobody released, nobody accepted")
        #expect(try round.refused("close-round") == "guard-not-met: An application still runs.")
        try stage.applications[0].does("complete-training")
        #expect(try stage.holds(0, "2027-01-25"))
        try round.does("close-round")
        return [stage.door]
    }
}
