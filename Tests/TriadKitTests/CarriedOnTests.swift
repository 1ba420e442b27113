import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("People go on, late and on leave, and nobody's time is lost")
struct CarriedOnTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test("whoever is let go on without a credential that has lapsed may do what her part does")
    func lapsed() throws {
        let story = try Story.scoped(), lead = story.as("Dev Rao")
        try story.at("2027-01-19")
        try lead.does("open-visit", ["reviewers_present": 2, "timetable": true])
        try story.door.did("Ada Marsh", .register([.credentialEnded(.init(person: "P4", kind: "trained_reviewer", from: try day("2020-09-01")), through: try day("2026-12-31"))]))
        let seen: JSON.Object = ["area": "itt", "polarity": "strength", "source": "A lesson", "seen": "Everybody took part."]
        #expect(try lead.refused("record", seen).hasPrefix("not-eligible: "))
        try story.door.did("Ada Marsh", .carryOn(case: story.id, role: "lead", because: "Her training is renewed in March."))
        try lead.does("record", seen)
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("what the leaver did before another was named in her place is entered though it is late; the newcomer did nothing before she came")
    func named() throws {
        let story = try Story.scoped(), since = try day("2020-09-01")
        try story.door.did("Ada Marsh", .register([
            .personAdded(Person("P6", name: "Gita Shah")), .affiliationBegun(Affiliation("P6", at: "H3", as: "deputy", .starting(since))),
            .credentialGiven(Credential("P6", "trained_reviewer", .starting(since))), .declarationMade(Declaration(person: "P6", on: try day("2026-08-20"))),
        ]))
        try story.at("2027-01-19")
        try story.as("Dev Rao").does("open-visit", ["reviewers_present": 2, "timetable": true])
        try story.at("2027-01-20")
        let appoint = Command.Act.appoint(case: story.id, role: "lead", person: "P6", organisation: "H3", instead: nil, because: "Dev Rao has left.")
        try story.door.did(Command(as: "Ada Marsh", on: .day(try day("2027-01-20")), appoint))
        try story.at("2027-01-21")
        let record = Command.Act.event(
            case: story.id, event: "record", form: ["area": "itt", "polarity": "strength", "source": "A lesson", "seen": "Everybody took part."])
        let on = When.day(try day("2027-01-19"))
        #expect(try story.door.triad.perform(Command(as: "Gita Shah", on: on, came: .post, record)).refused == .notYours)
        try story.door.did(Command(as: "Dev Rao", on: on, came: .post, record))
        #expect(try story.door.triad.perform(Command(as: "Dev Rao", record)).refused == .notYours)
        try story.door.did("Gita Shah", record)
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("a designation whose last day passed while she was on leave goes on when she returns")
    func leave() throws {
        let stage = try SpecialistStage(until: "2027-08-31"), story = stage.story
        try story.at("2027-06-01")
        try stage.leader.does("go-on-leave")
        try story.at("2028-01-10")
        try stage.leader.does("return")
        #expect(try stage.holds("2028-04-09") && !stage.holds("2027-07-01") && !stage.holds("2028-04-11"))
        #expect(try stage.door.triad.verify().differences == [])
    }

    @Test("a clock that counts from a date follows the date; one that was set by hand stays where it was set until another date is given")
    func follows() throws {
        let door = try Sessions.door()
        let story = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"])
        var session: JSON.Object = ["session": "Questioning 2", "session_on": "2026-09-15", "hours": "09:00 to 12:00", "place": "Room 4"]
        try story.does("set-session", session)
        try story.as("Cara Lind").does("notify")
        func due() throws -> [String] { try story.view.deadlines.filter { $0.done == nil }.map { "\($0.due)" } }
        #expect(try due() == ["2026-09-14"], "a working day before the session")
        session["session_on"] = "2026-09-22"
        try story.does("set-session", session)
        #expect(try due() == ["2026-09-21"])
        let clock = try #require(try story.view.deadlines.first { $0.done == nil }?.clock)
        try door.did("Ada Marsh", .amend(case: story.id, Amendment(clocks: [clock: try day("2026-09-30")]), because: "Agreed by telephone."))
        #expect(try due() == ["2026-09-30"])
        session["session_on"] = "2026-09-24"
        try story.does("set-session", session)
        #expect(try due() == ["2026-09-23"])
    }

    @Test("a protected window ends sooner by hand only on paper")
    func protected() throws {
        let stage = try SpecialistStage()
        try stage.story.at("2026-09-07")
        try stage.toNotice()
        try stage.story.does("serve-notice", stage.notice("2026-09-22"))
        let shorter = Command(as: "Ada Marsh", .amend(case: stage.story.id, Amendment(clocks: ["replying_window": try day("2026-09-10")]), because: "She is quick."))
        #expect(try stage.door.triad.perform(shorter).refused == .shortensWindows)
        let longer = Command(as: "Ada Marsh", .amend(case: stage.story.id, Amendment(clocks: ["replying_window": try day("2026-10-01")]), because: "She is ill."))
        try stage.door.did(longer)
        #expect(try stage.door.triad.verify().differences == [])
    }

    @Test("whoever noted something does not take it back alone once a judgement that rests on it has been read")
    func opened() throws {
        let door = try JointObservationTests().stories()
        let notes = try door.triad.reading { try $0.entries(after: -1, most: 100_000) }.filter { $0.entry.word == "event note" && $0.entry.stream == "joint-observation-1" }
        let first = try #require(notes.first)
        let aside = Command.Act.correct(case: first.entry.stream, entry: first.entry.number, .setAside, because: "I was wrong.")
        switch try door.triad.perform(Command(as: first.entry.actor, aside)) {
        case .success: Issue.record("It was set aside, and with it the sealed sheets.")
        case .failure(let refusal):
            #expect(refusal.sentence == "A judgement that has been opened rests on it." && refusal.remedy == "What it says is mended as a slip (clerical).")
        }
    }
}
