import Casework
import CivilTime
import JSON
import Testing

@testable import TriadKit

@Suite("Deadlines of steps: by which days they are due, and what does them")
struct StepDeadlineTests {
    private func running(_ story: Story) throws -> [String] { try story.view.deadlines.filter { $0.done == nil }.map { "\($0.clock) \($0.due)" } }

    @Test("Where the round names a day, the clock of a step runs to it, and follows it; an agreed day comes before it")
    func rounds() throws {
        let stage = try RoundStage(), application = stage.applications[0]
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        #expect(try running(application) == ["visit 2026-11-05"])
        try stage.round.does("change-dates", RoundStage.dates.replacing("assessment_on", with: "2026-11-04"))
        #expect(try running(application) == ["visit 2026-11-04"])
        let agreed: JSON.Object = ["who": "Tess Kent", "visit_on": "2026-10-21"]
        try application.does("agree-visit", agreed)
        #expect(try running(application) == ["visit 2026-10-21"])
        #expect(try application.refused("agree-visit", agreed) == "guard-not-met: That is agreed already.")
        try application.as("Tess Kent").does("note-visit", ["seen": "A meeting that was led well."])
        #expect(try running(application) == ["task 2026-11-04"])
    }

    @Test("A step that comes after the assessment day is due by the day of the panel")
    func afterInterview() throws {
        let stage = try RoundStage(steps: ["interview", "task"])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        try stage.round.does("allocate-assessors")
        try stage.assess()
        #expect(try running(stage.applications[0]) == ["task 2026-11-12"])
    }

    @Test("What an event only stops is broken off, and what is set again for another day runs on; neither was done in time")
    func metBy() throws {
        let stage = try SpecialistStage(), story = stage.story
        func told() throws -> [String] {
            try story.view.deadlines.map { "\($0.clock) \($0.due) \($0.isBrokenOff ? "broken off" : $0.done.map { "done \($0)" } ?? "runs")" }
        }
        try story.at("2026-10-01")
        try story.does("log-concern", SpecialistStage.concern(["terms"]))
        #expect(try told() == ["in_post_window 2029-08-31 broken off", "annual 2026-11-10 broken off", "looked_into 2026-10-08 runs"])
        try story.does("name-investigator", ["who": "Olaf Ward"])
        #expect(try told().suffix(2) == ["looked_into 2026-10-08 done 2026-10-01", "preliminary_review 2026-10-15 runs"])
    }

    @Test("A panel that is moved has one day, not one that was kept and another")
    func moved() throws {
        let stage = try SpecialistStage(), story = stage.story
        try story.at("2026-10-01")
        try stage.toNotice()
        try story.does("serve-notice", stage.notice("2026-11-12"))
        try story.at("2026-11-11")
        try story.does("move-panel", ["panel_on": "2026-11-13"])
        #expect(try story.view.deadlines.filter { $0.clock == "panel_meets" }.map { "\($0.due) \($0.done == nil)" } == ["2026-11-13 true"])
    }
}

@Suite("Inboxes of specialist leaders' cases and observed sessions")
struct SmallInboxTests {
    private func inbox(_ door: Door, _ person: String) throws -> [String] {
        let inbox: Inbox = try door.answer(.inbox(person: nil), as: person)
        return inbox.items.map { "\($0.text) [\($0.events.joined(separator: " "))]" }
    }

    @Test("The trainer is asked for the signature that a drop-in needs")
    func dropIn() throws {
        let door = try Sessions.door()
        let story = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"])
        #expect(try inbox(door, "Ben Oduya") == [])
        try story.as("Cara Lind").does("drop-in", ["session": "Questioning", "segment": "All of it", "segment_minutes": 60])
        #expect(try inbox(door, "Ben Oduya") == ["Drop in, with the trainer's consent: signed by Cara Lind (Session: Questioning; Agreed segment: All of it; Minutes of the agreed segment: 60), and waits for your signature [drop-in]"])
        try story.as("Ben Oduya").does("drop-in")
        #expect(try inbox(door, "Ben Oduya") == [])
        try story.as("Cara Lind").note()
        try story.as("Cara Lind").does("observe", ["seen_minutes": 60]).does("point", ["kind": "strength", "text": "Calm."]).does("feedback", ["trainer_first": true])
        #expect(try inbox(door, "Cara Lind") == ["Seal the form [note point]"], "a sheet waits once")
    }

    @Test("Whoever is named to see practice again is told what she has to do, until she has done it")
    func observer() throws {
        let stage = try SpecialistStage(), story = stage.story
        try story.does("log-concern", SpecialistStage.concern(["practice_quality"]))
        try story.does("name-investigator", ["who": "Olaf Ward"])
        func waits() throws -> [String] { try story.view.waiting.map { "\($0.roleTitle): \($0.text)" } }
        #expect(try waits() == ["Preliminary reviewer: Say whether there is a case to answer"])
        for observer in ["Pia Byrne", "Ulla Crane"] { try story.does("name-observer", ["who": .string(observer)]) }
        #expect(try inbox(stage.door, "Pia Byrne") == ["See practice again and write down what you saw [observe]"])
        try story.as("Pia Byrne").does("observe", ["seen": "A lesson on sounds."])
        #expect(try inbox(stage.door, "Pia Byrne") == [])
        #expect(try inbox(stage.door, "Ulla Crane") == ["See practice again and write down what you saw [observe]"])
        #expect(try waits() == ["Preliminary reviewer: Say whether there is a case to answer", "Observer: See practice again and write down what you saw"])
    }

    @Test("A reference that has been given is asked for no more, and a window past its last day waits for whoever is asked")
    func done() throws {
        let stage = try RoundStage(), application = stage.applications[0]
        try stage.submits()
        #expect(try inbox(stage.door, "Nell Orr") == ["Give your reference and say whether you release [give-head-reference]"])
        try stage.head().does("give-head-reference", RoundStage.headReference)
        #expect(try inbox(stage.door, "Nell Orr") == [])
        #expect(try inbox(stage.door, "Rae Abel") == ["Give your reference [give-second-reference]"])
        let own: CaseView = try stage.door.answer(.case(application.id), as: "Amy Birk")
        #expect(own.waiting.map(\.roleTitle) == ["Head of the home school", "Second referee"], "the applicant does not learn by the way what has come")
        try stage.referee().does("give-second-reference", RoundStage.secondReference)
        try application.does("rule-out", ["ineligible": ["no_release"]])
        try stage.round.at("2026-09-30")
        #expect(try application.view.waiting.map { "\($0.roleTitle): \($0.text)" } == ["Coordinator: The time of “Not eligible; an appeal is open” ended on Monday 28 September 2026: did anything arrive?"])
        let due: DueList = try stage.door.answer(.due(until: nil), as: "Ada Marsh")
        #expect(due.lines.first { $0.clock == "ineligible_window" }?.owedBy == ["Coordinator"])
    }

    @Test("A letter that is written anew before it has gone out goes once")
    func once() throws {
        let stage = try RoundStage(), application = stage.applications[0]
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        for day in ["2026-10-20", "2026-10-21"] { try application.does("agree-visit", ["who": "Tess Kent", "visit_on": .string(day)]) }
        let letters: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(letters.letters.filter { $0.title == "Practice visit" }.map { "\($0.to.name)\($0.isOvertaken ? ", overtaken" : "")" } == [
            "Amy Birk, overtaken", "Tess Kent, overtaken", "Amy Birk", "Tess Kent",
        ])
    }

    @Test("What a field of criteria or choices takes stands with its titles where the event is shown")
    func fields() throws {
        let stage = try SpecialistStage()
        let event = try #require(try stage.story.view.events.first { $0.name == "log-concern" })
        let expects = try #require(event.form.first { $0.name == "grounds" }?.expects)
        #expect(expects.hasPrefix("up to 8, each one of "))
        #expect(expects.contains("practice_quality (") && expects.contains("misconduct ("), "\(expects)")
    }
}

extension JSON.Object {
    fileprivate func replacing(_ name: String, with value: JSON.Value) -> JSON.Object {
        var object = self
        object[name] = value
        return object
    }
}
