import Casework
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@testable import CaseStore

@Suite("What a case makes of a designation in the register")
struct DesignatingTests {
    static let yaml = """
        triad: 1
        workflow: small-leader
        version: 1
        title: Small leader
        subject: person
        visibility: triad
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
          leader: { title: Leader, from: subject }
          guide: { title: Guide, needs: [sle], optional: true }
        data: { until: { title: Until, type: date } }
        letters: { correction: { title: Correction, to: corrected, template: letters/correction } }
        states:
          applying:
            title: Applying
            events:
              designate:
                title: Designate
                by: coordinator
                form: { until: {}, area: { title: Area, type: text, max: 60 } }
                designation: { kind: sle, is: given, until: "event.until", area: "event.area", given_by: "'Larkmere'" }
                to: active
          active:
            title: Active
            events:
              rest: { title: Rest, by: coordinator, to: resting }
              condition: { title: Set conditions, by: coordinator, form: { what: { title: What, type: text, max: 60 } }, designation: { kind: sle, is: changed, conditions: "event.what" } }
              finish: { title: End, by: coordinator, to: ended }
          resting:
            title: Resting
            on_entry: { designation: { kind: sle, is: paused } }
            events: { back: { title: Back, by: coordinator, designation: { kind: sle, is: resumed, until: "data.until + calendarDays(30)" }, to: active } }
          ended: { title: Ended, final: true, on_entry: { designation: { kind: sle, is: ended } } }
        """

    /// A file of the alliance with the small workflow, and a case about Eve of H1.
    private struct Stage {
        let store: Store
        let id: Case.ID

        init() throws {
            let place = try Folder()
            store = try Store.create(
                at: place.file, coordinators: [Person("P1", name: "Ada Marsh")], virtualFrom: Alliance.begin,
                sources: DefinitionSources { kind, name in
                    kind == .workflow && name == "small-leader" ? .init(file: "small-leader.yaml", text: DesignatingTests.yaml) : Alliance.shipped.find(kind, name)
                }, surroundings: Alliance.surroundings)
            self.place = place
            _ = try store.perform(Command(as: "P1", .register(Alliance.register))).get()
            id = try #require(try store.perform(Command(as: "P1", .start(workflow: "small-leader", subject: .person("P5"), title: nil, roles: [], data: [:]))).get().began.first)
        }

        let place: Folder

        func does(_ event: String, _ form: JSON.Object = [:], in case: Case.ID? = nil) throws -> Result<Reply, Refusal> {
            try store.perform(Command(as: "P1", .event(case: `case` ?? id, event: event, form: form)))
        }

        func at(_ day: String) throws {
            _ = try store.perform(Command(as: "P1", .setClock(try #require(Instant("\(day)T09:00:00Z"))))).get()
        }

        func correct(_ entry: Int) throws -> Result<Reply, Refusal> {
            try store.perform(Command(as: "P1", .correct(case: id, entry: entry, .setAside, because: "It was another's.")))
        }

        var held: [Credential] { get throws { try store.reading { .success(try $0.register(around: ["P5"]).credentials(of: "P5").filter { $0.kind == "sle" }) }.get() } }
        func holds(_ day: String) throws -> Bool {
            let day = try #require(Day(day))
            return try held.contains { $0.holds(on: day) }
        }
        var entry: Int { get throws { try store.reading { .success(try $0.case(id)?.entry) }.get() ?? 0 } }
    }

    @Test("it is given, rests, goes on, gets conditions and ends, each in the commit of what did it, by an entry of the file that names the case")
    func life() throws {
        let stage = try Stage()
        let reply = try stage.does("designate", ["until": "2030-08-31", "area": "Phonics"]).get()
        #expect(reply.entries.map(\.stream) == [stage.id, "file"])
        #expect(reply.entries.last?.actor == stage.id && reply.entries.last?.sentences == ["register: credential set P5"])
        #expect(reply.entries.first?.sentences.contains("designation sle of P5 given from 2026-09-01 until 2030-08-31") == true)
        #expect(try stage.held == [Credential("P5", "sle", try #require(DayRange(from: Day("2026-09-01"), through: Day("2030-08-31"))), givenBy: "Larkmere", area: "Phonics")])
        try stage.at("2027-01-11")
        _ = try stage.does("rest").get()
        #expect(try !stage.holds("2027-01-11") && stage.holds("2027-01-10"))
        try stage.at("2027-02-10")
        _ = try stage.does("back").get()
        #expect(try stage.holds("2027-02-10") && stage.holds("2030-09-30") && !stage.holds("2027-02-09"))
        _ = try stage.does("condition", ["what": "Two days a term."]).get()
        #expect(try stage.held.first?.conditions == "Two days a term.")
        try stage.at("2027-03-01")
        _ = try stage.does("finish").get()
        #expect(try stage.holds("2027-02-28") && !stage.holds("2027-03-01"))
        #expect(try stage.store.verify().differences == [])
        let then = AsOf(.time(.day(try #require(Day("2027-02-20")))))
        let past = try stage.store.reading(asOf: then, zone: .london, of: [stage.id]) { past, _ in .success(try past.register(around: ["P5"]).credential("sle", of: "P5", on: Day("2029-01-01") ?? .first)) }
        #expect(try past.get() != nil, "as it was then, it ran on")
    }

    @Test("a second designation of the kind, by whomever, is not given while one lasts; the case stays where it stands")
    func two() throws {
        let stage = try Stage()
        let other = Credential("P5", "sle", .starting(try #require(Day("2025-09-01"))), givenBy: "Wold Alliance")
        _ = try stage.store.perform(Command(as: "P1", .register([.credentialGiven(other)]))).get()
        guard case .failure(let refusal) = try stage.does("designate", ["until": "2030-08-31", "area": "Phonics"]) else { return #expect(Bool(false), "it was given") }
        #expect(refusal.code == .registerSaysNo)
        #expect(refusal.sentence == "Eve Stone and sle: The days overlap with the same credential, given by Wold Alliance and held from 1 Sep 2025.")
        #expect(try stage.held == [other])
        #expect(try stage.entry == 1)
    }

    @Test("what was done in error is undone in the register from its date, and what stands again is made so again; a mistake of giving leaves a row that never held")
    func corrected() throws {
        let stage = try Stage()
        _ = try stage.does("designate", ["until": "2030-08-31", "area": "Phonics"]).get()
        let given = try stage.entry
        try stage.at("2027-03-01")
        _ = try stage.does("finish").get()
        let ended = try stage.entry
        try stage.at("2027-04-15")
        #expect(try !stage.holds("2027-03-20"))
        let reply = try stage.correct(ended).get()
        #expect(reply.entries.map(\.stream) == [stage.id, "file"])
        #expect(try stage.holds("2027-03-20"), "as if it had never ended")
        let correction = try stage.entry
        _ = try stage.correct(correction).get()
        #expect(try !stage.holds("2027-03-20"))
        _ = try stage.correct(given).get()
        #expect(try stage.held.map(\.isVoid) == [true])
        #expect(try !stage.holds("2026-10-01"))
        #expect(try stage.store.verify().differences == [])
        _ = try stage.does("designate", ["until": "2031-08-31", "area": "Maths"]).get()
        #expect(try stage.held.map(\.isVoid) == [true, false] || stage.held.map(\.isVoid) == [false])
        #expect(try stage.holds("2030-10-01"))
        #expect(try stage.store.verify().differences == [])
    }

    @Test("whoever else relies on it is asked about: a case in which she has a part that needs it")
    func touches() throws {
        let stage = try Stage()
        _ = try stage.does("designate", ["until": "2030-08-31", "area": "Phonics"]).get()
        let start = Command.Act.start(workflow: "small-leader", subject: .person("P3"), title: nil, roles: [.init(role: "guide", person: "P5")], data: [:])
        let other = try #require(try stage.store.perform(Command(as: "P1", start)).get().began.first)
        _ = try stage.does("finish").get()
        let doubts = try stage.store.reading { .success(try $0.case(other)?.doubts) }.get()
        #expect(doubts?.map(\.sentence) == ["Eve Stone does not hold sle any more."])
        #expect(try stage.store.verify().differences == [])
    }
}
