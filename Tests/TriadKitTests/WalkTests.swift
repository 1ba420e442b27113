import Casework
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("Every state and every event of the shipped workflows, walked as stories")
struct WalkTests {
    static let hosts = ["H1": "Ben Oduya", "H2": "Cara Lind", "H3": "Dev Rao"]

    @Test("Stories of invented schools enter every state and take every event of both workflows, none left out")
    func coverage() throws {
        let doors = [try wholeYear(), try whatEndsEarly()]
        for name in ["triad-review", "triad-cycle"] {
            let workflow = try DefinitionShelf(folder: nil).workflow(name)
            var coverage = Coverage()
            for door in doors { try coverage.add(door.triad, workflow) }
            #expect(coverage.missing(of: workflow) == [], "\(name)")
        }
        for door in doors { #expect(try door.triad.verify().differences == []) }
    }

    private struct Cast {
        let story: Story
        let host, lead, reviewer: String
        let leadHub: String

        init(_ door: Door, _ id: Case.ID) throws {
            story = Story(door, id)
            let parts = try story.view.parts
            func hub(_ role: String) throws -> String { try #require(parts.first { $0.role == role }?.organisation?.id) }
            leadHub = try hub("lead")
            (host, lead, reviewer) = (
                try #require(WalkTests.hosts[hub("host")]), try #require(WalkTests.hosts[leadHub]), try #require(WalkTests.hosts[hub("reviewer")])
            )
        }
    }

    static let dates: JSON.Object = [
        "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
    ]

    /// Three hubs review one another in one year; one member leaves and comes again; then they go on, and dissolve.
    func wholeYear() throws -> Door {
        let door = try Door()
        _ = try door.beginCycle()
        let cycle = Story(door, "triad-cycle-1")
        let casts = try (1...3).map { try Cast(door, "triad-review-\($0)") }
        let first = casts[0]
        for cast in casts { try cast.story.does("schedule", Self.dates) }
        try first.story.as(first.lead).does("decline", ["reason": "An inspection is due."])
        #expect(try first.story.stands == ["Proposed"])
        try first.story.appoints(nil, first.leadHub, to: "lead")
        try first.story.does("schedule", Self.dates)
        for cast in casts {
            for reviewer in [cast.lead, cast.reviewer] { try cast.story.as(reviewer).does("accept-role", ["confidentiality": true]) }
        }
        try cycle.at("2026-12-02")
        for row in [JSON.Value]([1, 2]) {
            try first.story.as(first.reviewer).does("request-document", ["wanted": "Budget"])
            try first.story.as(first.host).does("answer-request", ["row": row, "answer": "sent"])
            if row == 1 { for cast in casts { try cast.story.as(cast.host).seals("self", "embedding") } }
            if row == 1 { try sendBack(first) }
        }
        for cast in casts {
            try cast.story.as(cast.lead).does("agree-scope", ["focus": ["Reading"], "development": true])
            try cast.story.as(cast.host).does("agree-scope", ["development": true])
            try cast.story.appoints("P9", to: "outside_reader")
        }
        try first.story.does("re-date", ["visit_on": "2027-01-19", "visit_until": "2027-01-20"])
        try first.story.as(first.host).does("postpone", ["reason": "Snow"])
        try first.story.does("resume")
        #expect(try first.story.stands == ["Ready for the visit"])
        try cycle.at("2027-01-19")
        try visit(casts)
        try cycle.does("member-leaves", ["organisation": "H3", "because": "A merger is thought of."])
        #expect(try cycle.stands == ["Two-member triad"])
        try report(first)
        try plan(first)
        try cycle.does("member-joins", ["organisation": "H3"])
        #expect(try cycle.stands == ["Cycle running"])
        for cast in casts.dropFirst() { try report(cast) }
        for cast in casts.dropFirst() { try plan(cast) }
        #expect(try cycle.stands == ["Cycle complete"])
        try first.story.as(first.host).does("action-status", ["row": 1, "status": "under_way"])
        try cycle.at("2027-06-01")
        #expect(try first.story.stands == ["Impact review"])
        try first.story.as(first.host).does("action-status", ["row": 1, "status": "done", "impact": "Mentors plan."])
        try first.story.as(first.lead).does("impact-review")
        try first.story.as(first.host).does("impact-review")
        #expect(try first.story.stands == ["Closed"])
        try first.story.as(first.host).does("evaluate")
        try revise(first)
        try late(casts[1])
        try cycle.does("next-cycle")
        for head in ["Ben Oduya", "Cara Lind", "Dev Rao"] { try cycle.as(head).does("consent-to-levels") }
        try cycle.does("member-leaves", ["organisation": "H3", "because": "It closes."])
        try door.trains("P9")
        try cycle.does("go-on-as-two", ["outside_lead": "Finn Outside"])
        #expect(try cycle.stands == ["Active"])
        try cycle.does("dissolve", ["reason": "The two join other triads."])
        return door
    }

    /// The self-evaluation lacks something, and is sent again.
    private func sendBack(_ cast: Cast) throws {
        try cast.story.as(cast.lead).does("return-self-evaluation", ["reason": "One area says nothing.", "points": ["What changed in a year?"]])
        try cast.story.as(cast.host).does("answer-request", ["row": 1, "answer": "sent"])
        try cast.story.door.did(cast.host, .seal(case: cast.story.id, sheet: "self", role: nil))
    }

    /// An ended review whose report must be changed.
    private func revise(_ cast: Cast) throws {
        let lead = cast.story.as(cast.lead)
        try cast.story.does("reopen", ["reason": "A finding rests on the wrong lesson."])
        try lead.does("record", ["area": "itt", "polarity": "strength", "source": "Notes of the visit", "seen": "The right lesson."])
        try lead.does("finding", ["area": "itt", "kind": "strength", "text": "So it was.", "rests_on": [1, 2]])
        try lead.does("new-edition", ["what": "One finding was rewritten."])
        #expect(try cast.story.stands == ["Closed"])
    }

    /// A comment that had come in time is found when the report has long been final.
    private func late(_ cast: Cast) throws {
        let story = cast.story, form: JSON.Object = ["kind": "factual", "place": "Page 4", "text": "There are nine schools."]
        let command = Command(as: cast.host, on: When("2027-01-25", in: .london), came: .post, .event(case: story.id, event: "comment", form: form))
        try story.door.did(command)
        let row = try #require(try story.view.records.first { $0.name == "comments" }?.rows.last?.number)
        try story.as(cast.lead).does("decide-comment", ["row": .int(Int64(row)), "decision": "not_accepted", "reason": "The list says eight."])
        try story.as("Finn Outside").does("rule", ["row": .int(Int64(row)), "ruling": "upheld", "ruling_reason": "Nine by the register."])
        try story.as(cast.lead).does("new-edition", ["what": "Nine schools instead of eight."])
    }

    private func visit(_ casts: [Cast]) throws {
        for (number, cast) in casts.enumerated() {
            let (story, lead, reviewer) = (cast.story, cast.lead, cast.reviewer)
            if number == 1 {
                try story.as(cast.host).does("proceed-short", ["short_because": "One reviewer is ill."])
                try story.as(lead).does("proceed-short")
            } else {
                try story.as(lead).does("open-visit", ["reviewers_present": 2, "timetable": true])
            }
            try story.as(reviewer).does("record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Trainees plan."])
            try story.as(lead).does("update-host", ["said": "A good morning."])
            try story.as(lead).does("pass-on-concern", ["passed_to": "designated_safeguarding_lead"])
        }
        try casts[0].story.at("2027-01-20")
        for cast in casts {
            let (story, lead, reviewer) = (cast.story, cast.lead, cast.reviewer)
            try story.as(lead).does("leave")
            try story.as(lead).does("record", ["area": "cpd", "polarity": "development", "source": "Folder", "seen": "No plan."])
            try story.as(lead).seals("peer", "above")
            try story.as(reviewer).seals("peer", "in_line")
            for area in Story.areas where area != "itt" {
                try story.as(lead).does("agree-area", ["criterion": .string(area), "chosen": "lead", "reason": "The evidence carries it."])
            }
            try story.as(lead).does("minute", ["area": "itt", "outcome": "not_agreed", "minute": "Two readings of one lesson."])
            try story.as(lead).does("close-conference")
            try story.as(lead).does("message", ["message": "Mentoring is strong."])
            // The host hears both judgements before she reads any.
            let unheard = try story.as(lead).refused("oral-feedback", ["attended": ["Head"], "both_heard": false])
            #expect(unheard == "guard-not-met: Where the team could not agree, the host must hear both judgements.")
            try story.as(lead).does("oral-feedback", ["attended": ["Head"], "both_heard": true])
            try story.as(lead).does("record", ["area": "itt", "polarity": "strength", "source": "Notes of the visit", "seen": "A third lesson, written up late."])
            let thin = try story.as(lead).refused("finding", ["area": "itt", "kind": "strength", "text": "So it is.", "rests_on": [1]])
            #expect(thin.hasPrefix("out-of-range: "))
            try story.as(lead).does("finding", ["area": "itt", "kind": "strength", "text": "So it is.", "rests_on": [1, 2]])
            try story.as(lead).does("submit-draft", ["confirmed": true])
        }
    }

    private func report(_ cast: Cast) throws {
        let (story, number) = (cast.story, cast.story.id.suffix(1))
        let reader = story.as("Finn Outside"), host = story.as(cast.host), lead = story.as(cast.lead)
        if number == "1" {
            try reader.does("send-back", ["reason": "Two findings do not say where they were seen.", "points": ["Say where it was seen."]])
            try lead.does("submit-draft", ["confirmed": true])
        }
        #expect(try reader.refused("pass") == "guard-not-met: Where the team could not agree, choose one of the two judgements first (choose).")
        #expect(try reader.refused("choose", ["criterion": "itt", "chosen": "host", "reason": "Neither."]) != "accepted")
        try reader.does("choose", ["criterion": "itt", "chosen": "reviewer", "reason": "Row 1 says no more."])
        try reader.does("pass")
        try host.does("comment", ["kind": "factual", "place": "Page 2", "text": "There are twelve trainees."])
        try host.does("comment", ["kind": "judgement", "place": "Page 3", "text": "We see more."])
        try host.does("respond", ["response": "Thank you."])
        if number == "2" {
            try story.at("2027-02-02")
            try door(story, confirms: "factual_check_window")
        } else {
            try story.does("lengthen-window", ["days": 2, "reason": "The head is ill."])
            try host.does("waive-window", ["signed": true])
        }
        try lead.does("decide-comment", ["row": 1, "decision": "not_accepted", "reason": "The list says ten."])
        try lead.does("decide-comment", ["row": 2, "decision": "noted", "reason": "Printed with the response."])
        try lead.does("close-comments")
        #expect(try host.refused("take-further", ["comment": 2])
            == "guard-not-met: Only a factual comment that was not accepted can go further; comments on judgements end in the host's response.")
        switch number {
        case "1":
            try host.does("take-further", ["comment": 1])
            try reader.does("rule", ["row": 1, "ruling": "upheld", "ruling_reason": "Twelve by the register."])
        case "2":
            try story.at("2027-02-09")
            try door(story, confirms: "answering_window")
        default: try host.does("accept-answers")
        }
        #expect(try story.stands == ["Report final"])
    }

    private func door(_ story: Story, confirms clock: String) throws {
        try story.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: clock))
    }

    private func plan(_ cast: Cast) throws {
        let story = cast.story, host = story.as(cast.host)
        #expect(try story.refused("distribute", ["reader": "The board", "edition": "internal", "consent": "Head"])
            == "guard-not-met: The host has not agreed to this reader for this edition (agree-reader).")
        try host.does("agree-reader", ["reader": "The board", "edition": "internal"])
        try story.does("distribute", ["reader": "The board", "edition": "internal", "consent": "Head"])
        try host.does("share-practice", ["area": "itt", "practice": "Planning with mentors."])
        try story.does("plan-workshop", ["workshop_on": "2027-02-23"])
        let ownerless = try host.refused("action", ["goal": "A plan", "by_when": "2027-05-01", "measure": "Seen"])
        #expect(ownerless.hasPrefix("missing-field: "))
        try host.does("action", ["goal": "A plan", "owner": "Deputy", "by_when": "2027-05-01", "measure": "Seen"])
        try host.does("agree-plan", ["impact_on": "2027-06-22"])
        let seen: CaseView = try story.door.answer(.case(story.id), as: cast.host)
        #expect(!seen.json.text.contains("safeguarding"), "a concern passed on is in no other person's view")
    }

    /// Reviews that end without a report, and triads that never come to be.
    func whatEndsEarly() throws -> Door {
        let door = try Door()
        _ = try door.beginCycle()
        let cycle = Story(door, "triad-cycle-1")
        let reviews = (1...3).map { Story(door, "triad-review-\($0)") }
        try cycle.does("member-leaves", ["organisation": "H3", "because": "It closes."])
        try reviews[0].does("withdraw", ["reason": "A merger."])
        try cycle.does("member-joins", ["organisation": "H3"])
        try reviews[1].does("postpone", ["reason": "Snow"])
        try reviews[1].does("withdraw", ["reason": "No date was found."])
        try reviews[2].does("void-for-conflict", ["reason": "Two heads have married."])
        #expect(try reviews[2].stands == ["Stopped for a conflict of interest"])
        #expect(try cycle.stands == ["Cycle ended without a report"])
        try cycle.does("begin-again")
        try cycle.does("begin-cycle", ["cycle": "2026/27"])
        #expect(try cycle.stands == ["Cycle running"])
        for host in ["H1", "H2"] { try cycle.does("not-held", ["host": .string(host), "reason": "There is no date for it."]) }
        #expect(try cycle.refused("not-held", ["host": "H9", "reason": "It is none of ours."]).hasPrefix("unknown-organisation: "))
        try cycle.does("not-held", ["host": "H3", "reason": "There is no date for it."])
        #expect(try cycle.stands == ["Cycle ended without a report"])
        try cycle.does("reshuffle")
        let reply = try door.did("Ada Marsh", .start(workflow: "triad-cycle", subject: .group(["H1", "H2", "H3"]), title: nil, roles: [], data: [:]))
        let other = Story(door, try #require(reply.began.first))
        try other.as("Dev Rao").does("decline", ["reason": "Not this year."])
        #expect(try other.stands == ["Declined"])
        _ = try door.beginCycle()
        let last = Story(door, "triad-cycle-3")
        try last.does("member-leaves", ["organisation": "H2", "because": "It closes."])
        try last.does("dissolve", ["reason": "Nobody else is near."])
        #expect(try last.stands == ["Dissolved"])
        return door
    }

    @Test("A changed number in a copy of the file changes the deadline")
    func edited() throws {
        let folder = NSTemporaryDirectory() + "/triad-edited-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shipped = try #require(EmbeddedDefinitions.files.first { $0.path == "Workflows/triad-review.yaml" }).text
        let text = shipped
            .replacingOccurrences(of: "version: 1\ntitle", with: "version: 2\ntitle")
            .replacingOccurrences(of: "clock: { after: 15 working days, owed_by: coordinator }", with: "clock: { after: 5 working days, owed_by: coordinator }")
        try text.write(toFile: folder + "/triad-review.yaml", atomically: true, encoding: .utf8)
        var dues: [Day] = []
        for definitions in [nil, folder] {
            let triad = try Triad.create(
                at: folder + "/\(dues.count).triad", coordinators: ["Ada Marsh"], virtualFrom: Door.begin, definitions: definitions)
            _ = try triad.perform(Command(as: "Ada Marsh", .register(Door.register))).get()
            let start = Command.Act.start(
                workflow: "triad-review", subject: .organisation("H1"), title: nil,
                roles: [.init(role: "lead", organisation: "H2"), .init(role: "reviewer", organisation: "H3")], data: [:])
            let id = try #require(try triad.perform(Command(as: "Ada Marsh", start)).get().began.first)
            let view = try #require(try triad.read(.case(id), as: "Ada Marsh").get() as? CaseView)
            dues.append(try #require(view.deadlines.first).due)
        }
        #expect(dues == [Day(year: 2026, month: 9, day: 22), Day(year: 2026, month: 9, day: 8)].compactMap { $0 })
    }
}
