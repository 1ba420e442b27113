import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("Who is to be seen next, and why")
struct SampleTests {
    private func lines(_ door: Door, as person: String = "Ada Marsh", until: String? = nil) throws -> [String] {
        let list: DueList = try door.answer(.due(until: until.flatMap(Day.init(_:))), as: person)
        return list.samples.map { line in
            "\(line.due)\(line.isLate ? " late" : "") \(line.person.name)\(line.apart.map { " (\($0))" } ?? ""): \(line.why); seen \(line.seen)\(line.planned.map { "; \($0)" } ?? "")"
        }
    }

    private func trains(_ door: Door, _ person: String, since day: String) throws {
        try door.did("Ada Marsh", .register([.credentialGiven(Credential(person, "session_trainer", .starting(try #require(Day(day)))))]))
    }

    /// A session is seen and what follows is decided.
    private func see(_ door: Door, _ trainer: (id: String, name: String), _ level: String, _ programme: String = "itt", then event: String, _ form: JSON.Object = [:]) throws {
        let story = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": trainer.id], ["programme": .string(programme)])
        for person in ["Cara Lind", trainer.name] { try story.as(person).does("drop-in", ["session": "Planning", "segment": "All", "segment_minutes": 60]) }
        try story.as("Cara Lind").note()
        try story.as("Cara Lind").does("observe", ["seen_minutes": 60])
        try story.as("Cara Lind").does("point", ["kind": "next_step", "text": "Rehearse."])
        try story.as("Cara Lind").does("feedback", ["trainer_first": true])
        try story.as("Cara Lind").judges("session", level, but: ["purpose": "strong"])
        try story.as("Cara Lind").does("send-form")
        try story.as(trainer.name).does("waive-reply", ["signed": true])
        try story.does(event, form)
    }

    @Test("Somebody new comes first, everybody within a year, sooner after support; each with the reason of the workflow")
    func rules() throws {
        let door = try Sessions.door()
        try trains(door, "P2", since: "2024-09-01")
        try trains(door, "P4", since: "2024-09-01")
        try trains(door, "P5", since: "2026-09-01")
        try trains(door, "P9", since: "2024-09-01")
        #expect(try lines(door).isEmpty, "no workflow in use says anything yet")
        try see(door, ("P2", "Ben Oduya"), "secure", then: "clear-to-lead")
        try see(door, ("P4", "Dev Rao"), "developing", then: "agree-support")
        try see(door, ("P5", "Eve Stone"), "secure", then: "clear-to-lead")
        let planned = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P9"])
        let told = try lines(door)
        #expect(told == [
            "2025-09-01 late Finn Outside (itt): Everybody is seen at least once a year; seen 0; \(planned.id)",
            "2026-09-04 Eve Stone (itt): In the first year every session is seen; seen 1",
            "2026-10-02 Dev Rao (itt): After support a session is seen again; seen 1",
            "2027-09-04 Ben Oduya (itt): Everybody is seen at least once a year; seen 1",
        ])
        #expect(try lines(door, until: "2026-09-30").count == 2)
    }

    @Test("Each programme counts apart, so that somebody is new once in each")
    func apart() throws {
        let door = try Sessions.door()
        try trains(door, "P2", since: "2024-09-01")
        try see(door, ("P2", "Ben Oduya"), "secure", then: "clear-to-lead")
        let other = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "npq"])
        let told = try lines(door)
        #expect(told == [
            "2025-09-01 late Ben Oduya (npq): Everybody is seen at least once a year; seen 0; \(other.id)",
            "2027-09-04 Ben Oduya (itt): Everybody is seen at least once a year; seen 1",
        ])
    }

    @Test("Somebody who has given sessions for years is new from her first session in the timetable on, and not late before it")
    func newInTheTimetable() throws {
        let door = try Sessions.door()
        try trains(door, "P2", since: "2018-09-01")
        _ = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P4"])
        let rows = [["session": "Planning", "on": "2026-09-29", "hours": "9 to 12", "trainers": "Ben Oduya", "place": "", "programme": "ITT"]]
        try door.did("Ada Marsh", .timetable(door.triad.glance { try $0.timetable(rows, term: "Autumn") }))
        #expect(try lines(door) == ["2026-09-29 Ben Oduya (itt): The first session of somebody new is seen; seen 0"])
    }

    @Test("Whoever manages no case of the workflow is told nothing, and whose credential has ended is not to be seen")
    func who() throws {
        let door = try Sessions.door()
        try trains(door, "P2", since: "2024-09-01")
        _ = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2", "director": "P4"])
        #expect(try lines(door).count == 1)
        #expect(try lines(door, as: "Dev Rao").count == 1, "the director")
        for other in ["Ben Oduya", "Cara Lind"] { #expect(try lines(door, as: other).isEmpty) }
        try door.did("Ada Marsh", .register([.credentialGiven(Credential("P5", "session_trainer", try #require(DayRange(from: Day("2020-09-01"), through: Day("2025-07-31")))))]))
        #expect(try lines(door).count == 1)
    }
}
