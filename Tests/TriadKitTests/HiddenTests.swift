import Casework
import CaseStore
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@testable import TriadKit

/// A circle about Alder Bank in which much is not for everybody: Ben Oduya is its host, Cara Lind and Dev Rao vote.
private final class Circle {
    let folder: URL
    let triad: Triad
    let id: Case.ID

    static let circle = """
        triad: 1
        workflow: circle
        version: 1
        title: Circle
        subject: organisation
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
          host: { title: Host, from: subject }
          member: { title: Member, many: true, min: 2, max: 4 }
        links:
          aside: { title: What is talked of apart, workflow: apart }
        data:
          seen_on: { title: Seen on, type: date, visibility: restricted }
        votes:
          choice:
            title: Choice
            by: member
            of: [goes, stays]
            quorum: 2
            rule: majority
            visibility: restricted
            seen_by: [coordinator, member]
        initial: talking
        states:
          talking:
            title: Talking
            waits_for: { coordinator: Go on }
            events:
              note:
                title: Note when it was seen
                by: coordinator
                form: { seen_on: {} }
                expect: [{ that: "event.seen_on < today", else: It was seen today. }]
                visibility: restricted
                seen_by: [coordinator]
              talk-apart:
                title: Talk of it apart
                by: coordinator
                start: { link: aside, workflow: apart, subject: subject, roles: { coordinator: coordinator } }
                visibility: restricted
                seen_by: [coordinator]
              go-on:
                title: Go on
                by: coordinator
                when: [{ that: "has(data.seen_on)", else: Nobody has seen it., waived_by: coordinator }]
                to: voting
          voting:
            title: Voting
            waits_for: { member: Vote }
            collect: choice
            events:
              done:
                - { when: "carried('choice', 'goes')", to: gone }
                - { to: kept }
          gone: { title: Gone, final: true }
          kept: { title: Kept, final: true }
        reports:
          card: { title: Card, template: reports/card, for: member }

        """

    static let apart = """
        triad: 1
        workflow: apart
        version: 1
        title: Apart
        subject: organisation
        visibility: triad
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
        initial: open
        states:
          open: { title: Open, waits_for: { coordinator: Close it }, events: { close: { title: Close, by: coordinator, to: closed } } }
          closed: { title: Closed, final: true }

        """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "triad-circle-\(UUID().uuidString)")
        for part in ["Workflows", "Workflows/reports"] {
            try FileManager.default.createDirectory(at: folder.appending(path: part), withIntermediateDirectories: true)
        }
        try Data(Self.circle.utf8).write(to: folder.appending(path: "Workflows/circle.yaml"))
        try Data(Self.apart.utf8).write(to: folder.appending(path: "Workflows/apart.yaml"))
        try Data("# Card\n".utf8).write(to: folder.appending(path: "Workflows/reports/card.mustache"))
        let counter = Counter()
        triad = try Triad.create(
            at: folder.appending(path: "a.triad").path, coordinators: ["Ada Marsh"], virtualFrom: Door.begin, definitions: folder.path,
            surroundings: .init(now: { Door.begin }, random: { count in (0..<count).map { _ in counter.next() } }))
        _ = try triad.perform(Command(as: "Ada Marsh", .register(Door.register))).get()
        let roles = [
            Command.RoleAssignment(role: "coordinator", person: "P1"), .init(role: "host", person: "P2", organisation: "H1"), .init(role: "member", person: "P3"),
            .init(role: "member", person: "P4"),
        ]
        let began = try triad.perform(Command(as: "Ada Marsh", .start(workflow: "circle", subject: .organisation("H1"), title: nil, roles: roles, data: [:]))).get()
        id = try #require(began.began.first)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @discardableResult
    func did(_ person: String, _ act: Command.Act) throws -> Reply { try triad.perform(Command(as: person, act)).get() }

    func sent(_ event: Name, _ form: JSON.Object = [:]) throws { try did("Ada Marsh", .event(case: id, event: event, form: form)) }

    func refusal(_ act: Command.Act, as person: String) throws -> Refusal? {
        if case .failure(let refusal) = try triad.perform(Command(as: person, act)) { refusal } else { nil }
    }

    func refusal(_ query: Query, as person: String) throws -> Refusal? {
        if case .failure(let refusal) = try triad.read(query, as: person) { refusal } else { nil }
    }

    /// Random bytes that are the same in every run.
    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var value: UInt8 = 0
        func next() -> UInt8 { lock.withLock { value &+= 1; return value } }
    }
}

@Suite("Nobody is told by the way what is not hers to see")
struct HiddenTests {
    @Test("who cast the vote that was the last is told by the log to those alone who see votes")
    func lastVote() throws {
        let circle = try Circle()
        try circle.sent("note", ["seen_on": "2026-08-31"])
        try circle.sent("go-on")
        for member in ["Cara Lind", "Dev Rao"] { try circle.did(member, .vote(case: circle.id, vote: "choice", role: nil, choice: "goes", reason: nil, reasons: [:])) }
        func last(_ person: String) throws -> String {
            let log: LogView = try circle.triad.answer(.log(stream: circle.id, after: nil, limit: 100), as: person)
            let view: CaseView = try circle.triad.answer(.case(circle.id), as: person)
            let changes: Changes = try circle.triad.answer(.changes(after: nil, limit: 100), as: person)
            #expect(view.history == log.entries && changes.changes.filter { $0.entry.stream == circle.id }.map(\.entry) == log.entries)
            let entry = try #require(log.entries.last)
            return "\(entry.by.name): \(entry.title); \(changes.changes.last { $0.entry == entry }?.command ?? "")"
        }
        #expect(try last("Cara Lind") == "Dev Rao: Voted: Choice; vote choice")
        #expect(try last("Ada Marsh") == "Dev Rao: Voted: Choice; vote choice")
        #expect(try last("Ben Oduya") == "somebody: Something else; event")
        let view: LogView = try circle.triad.answer(.log(stream: circle.id, after: nil, limit: 100), as: "Ben Oduya")
        let entry = try #require(view.entries.last).json.text
        #expect(!entry.contains("P4") && !entry.contains("Dev Rao") && !entry.contains("choice"))
    }

    @Test("what fell short in an event that few see is noted to them alone; a case of which she may not know is no link")
    func marksAndLinks() throws {
        let circle = try Circle()
        try circle.sent("note", ["seen_on": "2026-09-01"])
        try circle.sent("talk-apart")
        func shown(_ person: String) throws -> [String] {
            let view: CaseView = try circle.triad.answer(.case(circle.id), as: person)
            return view.marks + view.links.map(\.id)
        }
        #expect(try shown("Ada Marsh") == ["It was seen today.", "apart-1"])
        #expect(try shown("Ben Oduya") == [])
    }

    @Test("a date that is for nobody stands on no Monday page and in no planner")
    func dates() throws {
        let circle = try Circle()
        try circle.sent("note", ["seen_on": "2026-09-03"])
        let monday: MondayList = try circle.triad.answer(.monday(days: 30), as: "Ada Marsh")
        let planner: PlannerView = try circle.triad.answer(.planner(from: #require(Day("2026-09-01")), months: 2), as: "Ada Marsh")
        #expect(!monday.json.text.contains("2026-09-03") && !planner.json.text.contains("2026-09-03"))
    }

    @Test("a case of which she may not know and one that is not there are refused in the same words, and no name is suggested that she may not know")
    func suggestions() throws {
        let circle = try Circle()
        try circle.sent("talk-apart")
        func refused(_ id: Case.ID, _ person: String) throws -> [Refusal?] {
            try [
                circle.refusal(.case(id), as: person), circle.refusal(.event(case: id, event: "close", form: [:]), as: person),
                circle.refusal(.draft(case: id, sheet: "none", role: nil, judgements: [:]), as: person),
            ]
        }
        for id in ["apart-1", "apart-2"] {
            let none = Refusal(.unknownCase, "There is no case \(id).", place: id, remedy: "`triad cases` shows the cases.")
            #expect(try refused(id, "Finn Outside").compactMap(\.self) == [none, none, none], "\(id)")
        }
        #expect(try refused("apart-2", "Ada Marsh").map { $0?.remedy } == Array(repeating: "Did you mean apart-1?", count: 3))
        #expect(try refused("circle-2", "Finn Outside").map { $0?.remedy } == Array(repeating: "Did you mean circle-1?", count: 3))
    }

    @Test("who holds a part, and who has signed, is told by why to those alone who see the cast")
    func cast() throws {
        let circle = try Circle()
        func remedies(_ person: String) throws -> [String] {
            let why: WhyView = try circle.triad.answer(.why(case: circle.id, event: "go-on", form: [:], on: nil), as: person)
            return why.conditions.compactMap(\.remedy)
        }
        #expect(try remedies("Ben Oduya").first == "Coordinator: Ada Marsh")
        #expect(try !remedies("Finn Outside").joined().contains("Ada Marsh"))
    }

    @Test("of how it was, a guard tells what she may see now")
    func whyThen() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        for (person, level) in [(play.lead, "above"), (play.reviewer, "in_line")] {
            try play.draft(person, "peer", level, "Seen")
            try door.did(person, .seal(case: play.review, sheet: "peer", role: nil))
        }
        let state = try #require(try door.triad.reading { try $0.case(play.review) })
        let then = try door.triad.at(AsOf(.entry(stream: play.review, number: state.entry)))
        func parts(_ triad: Triad) throws -> [String] {
            let why: WhyView = try triad.answer(.why(case: play.review, event: "close-conference", form: [:], on: nil), as: play.lead)
            return why.conditions.flatMap(\.parts).map(\.source)
        }
        #expect(try parts(then).contains("unsettled('peer')"))
        try door.did("Ada Marsh", .release(case: play.review, role: "lead", holder: #require(state.holders["lead"]?.first?.id), because: "She has left."))
        #expect(try parts(then) == [] && parts(door.triad) == [])
    }

    @Test("whoever coordinated once reads in confidence what she has said herself, of how it was too")
    func formerCoordinator() throws {
        let door = try Door()
        try door.did("Ada Marsh", .coordinate(person: "P2", isOn: true))
        try door.did("Cara Lind", .confide(.says("The lead was late twice.")))
        let last = try door.triad.reading { try $0.entries(of: "file").count }
        try door.did("Ada Marsh", .coordinate(person: "P2", isOn: false))
        let then = door.triad.at(try AsOf(.entry(stream: "file", number: last)))
        func told(_ person: String) throws -> [String] {
            let list: ConfidenceList = try then.answer(.confidences, as: person)
            let inbox: Inbox = try then.answer(.inbox(person: nil), as: person)
            return list.lines.map(\.text) + inbox.items.filter { $0.kind == .confidence }.map(\.text)
        }
        #expect(try told("Ben Oduya") == [])
        #expect(try told("Ada Marsh") == ["The lead was late twice.", "Cara Lind says: The lead was late twice."])
    }

    @Test("a form is made for each member for herself alone, and for all of them for whoever manages the case")
    func copies() throws {
        let circle = try Circle()
        func yours(_ person: String) throws -> [String] {
            let view: CaseView = try circle.triad.answer(.case(circle.id), as: person)
            return view.parts.filter(\.isYours).compactMap { $0.person?.name }
        }
        #expect(try yours("Cara Lind") == ["Cara Lind"])
        #expect(try yours("Ben Oduya") == ["Ben Oduya"])
    }

    @Test("in the register she reads of others neither conditions nor rests, nor what they were given by mistake")
    func register() throws {
        let door = try Door()
        let days = DayRange.starting(try #require(Day("2026-01-01")))
        var resting = Credential("P3", "sle", days, conditions: "Two visits first.")
        resting.pauses = [.starting(try #require(Day("2026-05-01")))]
        var void = Credential("P4", "sle", days)
        void.isVoid = true
        try door.did("Ada Marsh", .register([.credentialSet(resting, was: nil), .credentialSet(void, was: nil)]))
        func rows(_ person: String) throws -> [[String]] {
            let view: RegisterView = try door.answer(.register(.credentials, find: "sle"), as: person)
            return view.rows
        }
        #expect(try rows("Ada Marsh").map { $0.suffix(2) } == [["Two visits first.", "from 1 May 2026"], ["", "given by mistake"]])
        #expect(try rows("Cara Lind").map { $0.suffix(2) } == [["Two visits first.", "from 1 May 2026"]])
        #expect(try rows("Ben Oduya").map { $0.suffix(2) } == [["", ""]])
    }

    @Test("that a designation rests is told to those who see the event that made it rest")
    func designation() throws {
        let stage = try SpecialistStage()
        try stage.story.does("log-concern", SpecialistStage.concern(["misconduct"]))
        try stage.story.does("name-investigator", ["who": "Olaf Ward"])
        try stage.story.does("rest-deployments", ["school": "Under Wood School", "plan": "Another leader takes it."])
        func told(_ person: String) throws -> Bool {
            let log: LogView = try stage.door.answer(.log(stream: stage.story.id, after: nil, limit: 100), as: person)
            return log.entries.contains { $0.sentences.contains { $0.contains("paused") } }
        }
        #expect(try told(SpecialistStage.coordinator) && told(SpecialistStage.leader))
        #expect(try !told(SpecialistStage.head))
    }
}
