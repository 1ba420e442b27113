import Casework
import CivilTime
import Foundation
import JSON
import Testing

@testable import TriadKit

@Suite("The door answers each as she may see it")
struct DoorTests {
    @Test("People are named by identifier or full name, capitals or not; who is meant is asked where it is unclear")
    func names() throws {
        let door = try Door()
        #expect(try door.triad.glance { try $0.person("ben oduya") } == "P2")
        #expect(try door.triad.glance { try $0.person("P2") } == "P2")
        #expect(try door.triad.glance { try $0.holder("Birch Hill") } == "H2")
        #expect(throws: Refusal(.unknownPerson, "There is nobody called Ben Oduja in the register.", place: "Ben Oduja", remedy: "Did you mean Ben Oduya?")) {
            try door.triad.glance { try $0.person("Ben Oduja") }
        }
        try door.did("Ada Marsh", .register([.personAdded(.init("P7", name: "Ben Oduya"))]))
        #expect(throws: Refusal(.unknownPerson, "2 are called Ben Oduya: P2, P7.", place: "Ben Oduya", remedy: "Say which by the identifier.")) {
            try door.triad.glance { try $0.person("Ben Oduya") }
        }
        #expect(try door.triad.glance { try $0.subject(["Alder Bank", "H3"], of: "triad-cycle") } == .group(["H1", "H3"]))
    }

    @Test("Whoever is named in a command may be named by full name, in forms too")
    func namesInCommands() throws {
        let door = try Door()
        let review = try door.beginCycle()
        try door.did("Ada Marsh", .appoint(
            case: review, role: "outside_reader", person: "Finn Outside", organisation: nil, instead: nil, because: nil))
        let view: CaseView = try door.answer(.case(review), as: "Ada Marsh")
        #expect(view.parts.first { $0.role == "outside_reader" }?.person == Named(id: "P9", name: "Finn Outside"))
        try door.sent("Ada Marsh", "triad-cycle-1", "member-leaves", ["organisation": "cedar vale", "because": "Closed."])
        let cycle: CaseView = try door.answer(.case("triad-cycle-1"), as: "Ada Marsh")
        #expect(cycle.records.first { $0.name == "leavers" }?.rows.first?.values.first??.text == "Cedar Vale")
        #expect(throws: Refusal(.unknownOrganisation, "There is no organisation called Cedar Vail in the register.", place: "Cedar Vail", remedy: "Did you mean Cedar Vale?")) {
            try door.sent("Ada Marsh", "triad-cycle-1", "member-joins", ["organisation": "Cedar Vail"])
        }
    }

    @Test("Each entry keeps who ran the program beside the person who is said to act, whatever the command says of it")
    func login() throws {
        let path = NSTemporaryDirectory() + "/triad-login-" + UUID().uuidString + ".triad"
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        var surroundings = Triad.Surroundings.system
        #expect(surroundings.login()?.isEmpty == false)
        surroundings.login = { "office-pc" }
        let triad = try Triad.create(at: path, coordinators: ["Ada Marsh"], surroundings: surroundings)
        _ = try triad.perform(Command(as: "Ada Marsh", login: "somebody-else", .register(Door.register))).get()
        let logins = try triad.reading { try $0.entries(of: "file").map(\.entry.login) }
        #expect(logins == [nil, "office-pc"])
    }

    @Test("A cycle's cases are listed to everybody in the register, and to nobody who is not known")
    func cases() throws {
        let door = try Door()
        _ = try door.beginCycle()
        let list: CaseList = try door.answer(.cases(CaseWish()), as: "Finn Outside")
        #expect(list.cases.map(\.id) == ["triad-cycle-1", "triad-review-1", "triad-review-2", "triad-review-3"])
        #expect(list.cases.map(\.state) == ["Cycle running", "Proposed", "Proposed", "Proposed"])
        #expect(list.cases.map(\.nextDue) == [nil, nil, nil, nil])
        let stranger: CaseList = try door.answer(.cases(CaseWish()), as: nil)
        #expect(stranger.cases == [])
        let about: CaseList = try door.answer(.cases(CaseWish(workflow: "triad-review", state: "proposed", subject: "Birch Hill")), as: "Ada Marsh")
        #expect(about.cases.map(\.subject) == [[Named(id: "H2", name: "Birch Hill")]])
        #expect(try door.refusal(.case("triad-review-1"), as: nil)?.code == .unknownCase)
    }

    @Test("A case is shown with what waits and what the asker can send; to an outsider without parts, deadlines and events")
    func caseView() throws {
        let door = try Door()
        let review = try door.beginCycle()
        let own: CaseView = try door.answer(.case(review), as: "Ada Marsh")
        #expect(own.states.map(\.title) == ["Proposed"])
        #expect(own.parts.filter { $0.organisation != nil }.count == 3)
        #expect(!own.waiting.isEmpty && !own.events.isEmpty && !own.deadlines.isEmpty)
        #expect(own.history.map(\.title) == ["Begun"])
        #expect(own.links.map(\.id) == ["triad-cycle-1"])
        let other: CaseView = try door.answer(.case(review), as: "Finn Outside")
        #expect(other.parts.isEmpty && other.deadlines.isEmpty && other.waiting.isEmpty && other.events.isEmpty && other.links.isEmpty)
        #expect(other.data.map(\.name) == ["cycle", "profile"])
        #expect(other.head == own.head)
    }

    @Test("An inbox holds what waits for its person alone; another's is for coordinators")
    func inbox() throws {
        let door = try Door()
        _ = try door.beginCycle()
        let own: Inbox = try door.answer(.inbox(person: nil), as: "Ada Marsh")
        #expect(!own.items.isEmpty)
        #expect(own.items.allSatisfy { !$0.text.isEmpty })
        let outsider: Inbox = try door.answer(.inbox(person: nil), as: "Finn Outside")
        #expect(outsider.items == [])
        #expect(try door.refusal(.inbox(person: "Ada Marsh"), as: "Finn Outside")?.code == .notYours)
        #expect(try door.refusal(.inbox(person: nil), as: nil)?.code == .notYours)
    }

    @Test("The log is shown as far as it is the asker's; the file's own entries to coordinators")
    func log() throws {
        let door = try Door()
        let review = try door.beginCycle()
        let all: LogView = try door.answer(.log(stream: nil, after: nil, limit: 1000), as: "Ada Marsh")
        #expect(all.entries.map(\.place) == Array(0..<all.head.size))
        let outsider: LogView = try door.answer(.log(stream: nil, after: nil, limit: 1000), as: "Finn Outside")
        #expect(Set(outsider.entries.map(\.stream)) == ["triad-cycle-1", "triad-review-1", "triad-review-2", "triad-review-3"])
        #expect(try door.refusal(.log(stream: "file", after: nil, limit: 10), as: "Finn Outside")?.code == .notYours)
        let proof: ProofView = try door.answer(.proof(stream: review, number: 1), as: "Ben Oduya")
        #expect(proof.head == all.head)
    }

    @Test("Every other question is answered, and each answer has a form in JSON")
    func everyQuestion() throws {
        let door = try Door()
        let review = try door.beginCycle()
        let queries: [Query] = [
            .due(until: nil), .why(case: review, event: "schedule", form: [:], on: nil), .register(.organisations, find: nil),
            .register(.people, find: "ben"), .register(.affiliations, find: nil), .register(.interests, find: nil),
            .register(.credentials, find: nil), .letters(waitingOnly: true), .letter(number: 1), .owed, .definitions, .head,
            .planner(from: Day(year: 2026, month: 9, day: 1) ?? .first, months: 12), .case(review), .inbox(person: nil),
        ]
        for query in queries {
            let answer = try door.triad.read(query, as: "Ada Marsh").get()
            #expect(try JSON.Value.parse(answer.json.text) == answer.json, "\(query)")
        }
        let people: RegisterView = try door.answer(.register(.people, find: "ben"), as: "Finn Outside")
        #expect(people.columns == ["id", "name"])
        #expect(people.rows == [["P2", "Ben Oduya"]])
        let definitions: DefinitionList = try door.answer(.definitions, as: nil)
        #expect(definitions.lines.map { "\($0.kind) \($0.name) \($0.cases)" } == [
            "workflow triad-cycle 1", "workflow triad-review 3", "rubric hub-maturity 0", "rubric process-quality 0",
            "rubric relative-conclusion 0", "calendar england-schools 0",
        ])
    }

    @Test("A letter holds its addressee's name and what she may see, and nothing else of the case")
    func letter() throws {
        let door = try Door()
        _ = try door.beginCycle()
        let letter: RenderedLetter = try door.answer(.letter(number: 1), as: "Ada Marsh")
        #expect(letter.from == Named(id: "P1", name: "Ada Marsh"))
        #expect(letter.template == "letters/triad-invitation")
        #expect(letter.to == Named(id: "P2", name: "Ben Oduya"))
        #expect(letter.data["to"]?["organisation"] == "Alder Bank")
        #expect(letter.data["others"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["Birch Hill", "Cedar Vale"])
        #expect(try door.refusal(.letter(number: 1), as: "Finn Outside")?.code == .unknownLetter)
    }

    @Test("Verify, doctor, backup and a rehearsal are had through the door")
    func file() throws {
        let door = try Door()
        let review = try door.beginCycle()
        let report = try door.triad.verify()
        #expect(report.isClean)
        #expect(report.summary.hasPrefix("\(report.entries) entries played again: everything is as the ledger says."))
        let head: HeadView = try door.answer(.head, as: nil)
        #expect(try door.triad.backup(to: door.folder + "/copy.triad").head == head)
        let doctor = try door.triad.doctor(as: "Ada Marsh")
        #expect(doctor.lines.first { $0.what == "Commits" }?.found == "wal, synchronous full")
        #expect(doctor.lines.first { $0.what == "Integrity" }?.found == "ok")
        let rehearsal = try door.triad.perform(
            Command(as: "Ada Marsh", .event(case: review, event: "withdraw", form: ["reason": "Snow"])), dryRun: true)
        #expect((try? rehearsal.get())?.entries.first?.stream == review)
        #expect(try door.answer(.head, as: nil) as HeadView == head)
        #expect(try door.triad.tick() == 0)
    }
}
