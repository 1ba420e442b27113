import Casework
import CaseStore
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("A new version of a calendar moves the clocks that it counts otherwise, and no others")
struct ApplyingCalendarTests {
    private static let shipped = (try? DefinitionShelf(folder: nil))?.text(.calendar, "england-schools")?.text ?? ""

    /// The shipped calendar with another version, and changes to its text.
    private func calendar(_ version: Int = 2, _ changes: (String, String)...) throws -> String {
        var text = ApplyingCalendarTests.shipped.replacing("\nversion: 1\n", with: "\nversion: \(version)\n")
        for (old, new) in changes {
            try #require(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return text
    }

    private static let christmas = #"      - { date: "2026-12-25", name: "Christmas Day" }"#
    /// Monday 14 September 2026, within the fifteen working days after the 1st.
    private static let proclaimed = (christmas, #"      - { date: "2026-09-14", name: "Proclaimed holiday" }"# + "\n" + christmas)

    private func apply(_ text: String, shorten: Bool = false) -> Command.Act {
        .applyCalendar(source: text, file: "mine.yaml", because: "A day of mourning was proclaimed.", shorten: shorten)
    }

    /// Two reviews that wait to be scheduled: of Alder Bank since 1 September, of Birch Hill since the 15th.
    private func begun() throws -> Door {
        let door = try Door()
        try start("H1", "H2", door)
        try door.did("Ada Marsh", .setClock(try #require(Instant("2026-09-15T09:00:00Z"))))
        try start("H2", "H3", door)
        return door
    }

    private func start(_ subject: String, _ lead: String, _ door: Door) throws {
        let reviewer = ["H1", "H2", "H3"].first { $0 != subject && $0 != lead }
        try door.did("Ada Marsh", .start(
            workflow: "triad-review", subject: .organisation(subject), title: nil,
            roles: [.init(role: "lead", organisation: lead), .init(role: "reviewer", organisation: reviewer)], data: [:]))
    }

    private func due(_ door: Door, _ id: Case.ID, _ clock: Name) throws -> String? {
        try door.triad.reading { try $0.case(id) }?.clocks[clock]?.dueDay.description
    }

    @Test("an agreed day on which the school would not be open any more is named, and nothing moves it")
    func agreedDays() throws {
        let door = try begun()
        try door.sent("Ada Marsh", "triad-review-1", "schedule", [
            "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
        ])
        let closed = (Self.christmas, Self.christmas + "\n" + #"      - { date: "2027-01-20", name: "Proclaimed holiday" }"#)
        let reply = try door.did("Ada Marsh", apply(try calendar(2, closed)))
        #expect(reply.marks == ["triad-review-1: Visit on Wednesday 20 January 2027, when Alder Bank is not open any more."])
        let view: CaseView = try door.answer(.case("triad-review-1"), as: "Ada Marsh")
        #expect(view.data.first { $0.name == "visit_until" }?.text == "Wednesday 20 January 2027")
    }

    private func refusal(_ door: Door, _ act: Command.Act, as person: String = "Ada Marsh") throws -> Refusal {
        let before: HeadView = try door.answer(.head, as: "Ada Marsh")
        let refusal = try #require(throws: Refusal.self) { try door.did(person, act) }
        #expect(try door.answer(.head, as: "Ada Marsh") == before, "nothing was written")
        return refusal
    }

    @Test("a proclaimed holiday: tried, done, seen in the case and as it was, done once, and set aside again")
    func proclaimedHoliday() throws {
        let door = try begun()
        let act = apply(try calendar(2, ApplyingCalendarTests.proclaimed))
        let head: HeadView = try door.answer(.head, as: "Ada Marsh")
        let tried = try door.triad.perform(Command(as: "Ada Marsh", act), dryRun: true).get()
        let from = try #require(Day("2026-09-22")), to = try #require(Day("2026-09-23"))
        #expect(tried.moves?.map { "\($0.case) \($0.clock) \($0.from) \($0.to) \($0.why)" } == [
            "triad-review-1 proposed 2026-09-22 2026-09-23 Mon 14 Sep 2026 no longer counts (Proclaimed holiday)",
        ])
        #expect(try door.answer(.head, as: "Ada Marsh") == head)
        #expect(try due(door, "triad-review-1", "proposed") == "2026-09-22")

        let command = Command(as: "Ada Marsh", key: .init(client: "desk", text: "1"), act)
        let reply = try door.triad.perform(command).get()
        #expect(reply.moves == tried.moves)
        #expect(reply.entries.map(\.stream) == ["file", "triad-review-1"], "one entry of the file and one of the case that it touches")
        #expect(reply.entries.map(\.sentences) == [
            ["defined calendar england-schools 2"],
            ["clock proposed set for 2026-09-23", "clock proposed moved from 2026-09-22 to 2026-09-23: Mon 14 Sep 2026 no longer counts (Proclaimed holiday)"],
        ])
        #expect(try door.triad.perform(command).get() == reply, "the same key again")
        #expect(try due(door, "triad-review-1", "proposed") == "2026-09-23" && due(door, "triad-review-2", "proposed") == "2026-10-06")
        #expect(try door.triad.verify().differences == [])
        #expect(try refusal(door, act).code == .alreadySo)

        let view: CaseView = try door.answer(.case("triad-review-1"), as: "Ada Marsh")
        #expect(view.history.map(\.title) == ["Begun", "Calendar changed: england-schools 2"])
        #expect(view.deadlines.map(\.due) == [to])
        let file: LogView = try door.answer(.log(stream: "file", after: nil, limit: 100), as: "Ada Marsh")
        #expect(file.entries.last?.title == "Applied calendar england-schools 2: A day of mourning was proclaimed.")
        let then = try #require(try door.triad.at(AsOf("triad-review-2/1", in: .london)).read(.case("triad-review-1"), as: "Ada Marsh").get() as? CaseView)
        #expect(then.deadlines.map(\.due) == [from], "as it was, the old day")
        let shown: CalendarView = try door.answer(.calendar(nil), as: "Ada Marsh")
        #expect(shown.version == 2 && shown.text.contains("Proclaimed holiday"))

        try door.did("Ada Marsh", .correct(case: "triad-review-1", entry: 2, .setAside, because: "Agreed otherwise."))
        #expect(try due(door, "triad-review-1", "proposed") == "2026-09-22")
        #expect(try door.triad.verify().differences == [])
        try start("H3", "H1", door)
        #expect(try due(door, "triad-review-3", "proposed") == "2026-10-06")
    }

    @Test("a date that is mended after the calendar has changed counts from the right day by the days that are known now")
    func mendedDate() throws {
        let door = try begun()
        try door.did("Ada Marsh", apply(try calendar(2, ApplyingCalendarTests.proclaimed)))
        try door.did("Ada Marsh", .correct(
            case: "triad-review-1", entry: 1, .clerical([:], on: .day(try #require(Day("2026-08-31"))), by: nil), because: "It began on Monday."))
        // 15 working days from Mon 31 August, itself a bank holiday: 1–4 Sep (4), 7–11 (9), 15–18 (13), 21, 22 (15).
        #expect(try due(door, "triad-review-1", "proposed") == "2026-09-22")
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a version by which no clock moves is taken all the same, and says that none does")
    func nothingMoves() throws {
        let door = try begun()
        let later = (#"      - { date: "2031-12-25", name: "Christmas Day" }"#, #"      - { date: "2031-06-03", name: "Jubilee" }"# + "\n" + #"      - { date: "2031-12-25", name: "Christmas Day" }"#)
        let reply = try door.did("Ada Marsh", apply(try calendar(2, later)))
        #expect(reply.moves == [] && reply.entries.map(\.stream) == ["file"])
        #expect(reply.json["moves"]?.arrayValue == [])
        let other = try door.did("Ada Marsh", .register([.personAdded(.init("P20", name: "Nora Quince"))]))
        #expect(other.moves == nil && other.json["moves"] == nil, "nothing else says a word of it")
    }

    @Test("what is due by the calendar in use is done first, and a clock that would be due in the past is due today")
    func past() throws {
        let door = try begun()
        try door.did("Ada Marsh", apply(try calendar(2, ApplyingCalendarTests.proclaimed)))
        // On the 23rd, the day on which the first review is due, it turns out that the 14th was no holiday.
        try door.did("Ada Marsh", .setClock(try #require(Instant("2026-09-23T09:00:00Z"))))
        #expect(try door.did("Ada Marsh", apply(try calendar(3))).moves == [], "due on the 22nd, which is past: it stays today")
        #expect(try due(door, "triad-review-1", "proposed") == "2026-09-23")
        // Once it has been due it stays so: a calendar never makes it late since longer.
        try door.did("Ada Marsh", .setClock(try #require(Instant("2026-09-25T09:00:00Z"))))
        let early = (ApplyingCalendarTests.christmas, #"      - { date: "2026-09-04", name: "Proclaimed holiday" }"# + "\n" + ApplyingCalendarTests.christmas)
        #expect(try door.did("Ada Marsh", apply(try calendar(4, early))).moves == [])
        #expect(try due(door, "triad-review-1", "proposed") == "2026-09-23")
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a school's changed half-term: the protected window of its head ends sooner only where that is said")
    func changedHalfTerm() throws {
        let year = try SchoolYear(host: "H1", lead: "H2")
        try year.toTheWindow()
        try year.at("2027-02-12")
        let half = #"              - { name: spring half-term, from: "2027-02-15", through: "2027-02-19" }"#
        let moved = half.replacing("02-15", with: "03-01").replacing("02-19", with: "03-05")
        // Of pattern one in 2026/27; pattern two keeps its own.
        let text = try calendar(2, (half, moved))
        let refused = try refusal(year.door, apply(text))
        #expect(refused.code == .shortensWindows)
        #expect(refused.details.map(\.place) == ["\(year.id) factual_check_window"])
        #expect(refused.details.map(\.sentence) == ["""
            It would end on Wednesday 17 February 2027, not on Wednesday 24 February 2027: \
            Mon 15 Feb to Fri 19 Feb 2027 count now (no longer spring half-term).
            """])
        let reply = try year.door.did("Ada Marsh", apply(text, shorten: true))
        #expect(reply.moves?.map { "\($0.clock) \($0.from) \($0.to)" } == ["factual_check_window 2027-02-24 2027-02-17"])
        try year.at("2027-02-18")
        #expect(try Story(year.door, year.id).stands == ["Factual check"], "it asks, and takes nothing away")
        let inbox: Inbox = try year.door.answer(.inbox(person: nil), as: "Ada Marsh")
        #expect(inbox.items.filter { $0.kind == .window }.map(\.text) == ["The time of “Factual check” ended on Wednesday 17 February 2027: did anything arrive?"])
        // The half-term is where it was after all: the window runs again.
        let back = try year.door.did("Ada Marsh", apply(try calendar(3)))
        #expect(back.moves?.map { "\($0.clock) \($0.from) \($0.to)" } == ["factual_check_window 2027-02-17 2027-02-24"])
        #expect(try year.door.triad.reading { try $0.case(year.id) }?.clocks["factual_check_window"]?.isAsking == false)
        #expect(try year.door.triad.verify().differences == [])
    }

    @Test("what is wrong with a calendar is told with its place, and nothing of it is done")
    func mistakes() throws {
        let door = try begun()
        func place(_ changes: (String, String)...) throws -> (Refusal.Code, [String]) {
            var text = try calendar()
            for (old, new) in changes { text = text.replacing(old, with: new) }
            let refusal = try refusal(door, apply(text))
            return (refusal.code, refusal.details.map { "\($0.place) \($0.sentence)" })
        }
        func line(_ found: String) throws -> Int {
            1 + (try #require(try calendar().split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(found) }))
        }
        let sunday = try place((#"- { date: "2026-09-02", name: training day }"#, #"- { date: "2026-09-06", name: training day }"#))
        #expect(sunday.0 == .badDefinition)
        let at = try line("2026-09-02")
        #expect(sunday.1.first == "mine.yaml:\(at):15 The training day 6 Sep 2026 is a Sunday. Choose a day of the working week.")
        let overlap = try place((#"from: "2027-01-04""#, #"from: "2026-12-14""#))
        let term = try line(#"from: "2027-01-04""#) - 1
        #expect(overlap.1.contains { $0.hasPrefix("mine.yaml:\(term):13 Spring term begins on 14 Dec 2026, before Autumn term has ended (18 Dec 2026).") }, "\(overlap.1)")
        let gap = try place((#"from: "2027-04-12""#, #"from: "2027-06-14""#))
        #expect(gap.1.contains { $0.contains("Summer term begins 81 days after Spring term has ended.") }, "\(gap.1)")
        let backwards = try place((#"through: "2026-12-18""#, #"through: "2026-08-18""#))
        #expect(backwards.1.contains { $0.contains("Autumn term ends on 18 Aug 2026, before it begins on 1 Sep 2026.") }, "\(backwards.1)")
        #expect(try refusal(door, apply("workflow: triad-review\nversion: 2\n")).code == .badDefinition)
        #expect(try refusal(door, apply("")).code == .badDefinition)
        #expect(try refusal(door, apply(try calendar(1, ApplyingCalendarTests.proclaimed))).code == .badDefinition, "the version in use with another content")
        #expect(try refusal(door, apply(try calendar(2, ("\ncalendar: england-schools\n", "\ncalendar: wales-schools\n")))).code == .unknownCalendar)
        #expect(try refusal(door, apply(try calendar(2, ("zone: Europe/London", "zone: Europe/Dublin")))).code == .badDefinition)
        #expect(try refusal(door, apply(try calendar()), as: "Ben Oduya").code == .notYours)
        #expect(try refusal(door, .applyCalendar(source: try calendar(), file: "mine.yaml", because: " ")).code == .missingField)
    }

    @Test("a calendar that ends before running clocks is not taken, nor one without an area that a school keeps")
    func leavesOut() throws {
        let door = try begun()
        let short = """
            triad: 1
            calendar: england-schools
            version: 2
            title: Schools in England
            default_nation: england_and_wales
            default_area: pattern_one
            nations: { england_and_wales: { title: England and Wales, bank_holidays: [{ date: "2025-12-25", name: Christmas Day }] } }
            areas:
              pattern_one:
                title: Pattern one
                school_years: [{ name: "2025/26", terms: [{ name: Autumn term, from: "2025-09-01", through: "2025-12-19" }] }]
            """
        let refused = try refusal(door, apply(short))
        #expect(refused.code == .leavesClocks && refused.sentence == "By this calendar 2 running clocks could not be counted.")
        #expect(refused.details.map(\.place) == ["triad-review-1 proposed", "triad-review-2 proposed"])
        #expect(refused.details.first?.sentence.contains("are known from 1 Jan 2025 to 31 Dec 2025") == true)
        try door.did("Ada Marsh", .register([.organisationEdited(.init(name: "Birch Hill", kind: .hub, area: "pattern_two"), id: "H2")]))
        let areas = try refusal(door, apply(short))
        #expect(areas.code == .leavesAreas && areas.details.map(\.place) == ["H2"])
    }

    @Test("of two who apply the same version at once one is done, and the other is told")
    func twoAtOnce() async throws {
        let door = try begun()
        let texts = [try calendar(2, ApplyingCalendarTests.proclaimed), try calendar(2, (ApplyingCalendarTests.christmas, ApplyingCalendarTests.proclaimed.1.replacing("09-14", with: "09-17")))]
        let path = door.triad.path
        let outcomes = try await withThrowingTaskGroup(of: Result<Reply, Refusal>.self) { group in
            for text in texts {
                let act = apply(text)
                group.addTask {
                    let triad = try Triad.open(at: path, for: .writing)
                    defer { try? triad.close() }
                    return try triad.perform(Command(as: "Ada Marsh", act))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let refusals = outcomes.compactMap { if case .failure(let refusal) = $0 { refusal } else { nil } }
        #expect(outcomes.count == 2 && refusals.count == 1)
        #expect(refusals.first?.code == .badDefinition && refusals.first?.sentence == "england-schools 2 is in use with other content.")
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a case that starts takes no newer calendar by the way: clocks would count by two")
    func notByTheWay() throws {
        let folder = NSTemporaryDirectory() + "/triad-calendars-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let triad = try Triad.create(at: folder + "/a.triad", coordinators: ["Ada Marsh"], virtualFrom: Door.begin, definitions: folder)
        func start() throws {
            let roles = [("lead", "H2"), ("reviewer", "H3")].map { Command.RoleAssignment(role: $0.0, organisation: $0.1) }
            _ = try triad.perform(Command(as: "Ada Marsh", .start(workflow: "triad-review", subject: .organisation("H1"), title: nil, roles: roles, data: [:]))).get()
        }
        _ = try triad.perform(Command(as: "Ada Marsh", .register(Door.register))).get()
        try start()
        try calendar(2, ApplyingCalendarTests.proclaimed).write(toFile: folder + "/england-schools.yaml", atomically: true, encoding: .utf8)
        let workflow = try #require(triad.shelf.text(.workflow, "triad-review")).text
        try workflow.replacing("\nversion: 1\n", with: "\nversion: 2\n").write(toFile: folder + "/triad-review.yaml", atomically: true, encoding: .utf8)
        try start()
        let list: DefinitionList = try triad.answer(.definitions, as: "Ada Marsh")
        #expect(list.lines.filter { $0.kind == "workflow" && $0.name == "triad-review" }.map(\.version) == [1, 2])
        #expect(list.lines.filter { $0.kind == "calendar" }.map(\.version) == [1])
        let reply = try triad.perform(Command(as: "Ada Marsh", apply(try calendar(2, ApplyingCalendarTests.proclaimed)))).get()
        #expect(reply.moves?.map(\.case) == ["triad-review-1", "triad-review-2"])
    }
}

extension SchoolYear {
    /// Alder Bank comments on its draft from Wednesday 10 February, the window over its half-term being agreed to.
    func toTheWindow() throws {
        try at("2026-10-08").does("Ada Marsh", "schedule", dates(visit: "2027-01-26", "2027-01-27"))
        try isAccepted()
        try at("2026-12-14").seals("self", by: host)
        try agreesScope()
        try at("2027-01-26").isVisited()
        try at("2027-01-27").does(lead, "leave")
        try judges()
        try does(lead, "close-conference")
        try isTold()
        try at("2027-02-05").isDrafted()
        try at("2027-02-10").does("Finn Outside", "pass", ["host_agrees": true])
    }
}
