import Casework
import CivilTime
import Definitions
import Foundation
import Register
import Testing

@testable import CaseStore

@Suite("Cases that answer each other")
struct ChainTests {
    @Test("Two cases that answer each other without end are stopped at a hundred, and nothing of it is kept")
    func endless() throws {
        let folder = try Folder()
        let store = try Self.store(in: folder)
        let start = Command.Act.start(workflow: "ping", subject: .person("P1"), title: nil, roles: [], data: [:])
        _ = try store.perform(Command(as: "P1", start)).get()
        let size = try store.read { try Log(db: $0).size() }
        let refusal = try #require(try store.perform(Command(as: "P1", .event(case: "ping-1", event: "go", form: [:]))).refusal)
        #expect(refusal.code == .chainTooLong)
        #expect(try store.read { try Log(db: $0).size() } == size)
        #expect(try store.read { try Rows(db: $0).case("pong-1") } == nil)
        #expect(try store.verify().differences == [])
    }

    @Test("One command may speak to more than a hundred linked cases: what is bounded is what follows from each")
    func many() throws {
        let folder = try Folder()
        let store = try Self.store(in: folder)
        _ = try store.perform(Command(as: "P1", .start(workflow: "choir", subject: .person("P1"), title: nil, roles: [], data: [:]))).get()
        for _ in 0..<101 { _ = try store.perform(Command(as: "P1", .event(case: "choir-1", event: "join", form: [:]))).get() }
        let reply = try store.perform(Command(as: "P1", .event(case: "choir-1", event: "sing", form: [:]))).get()
        #expect(reply.entries.count == 1 + 101 + 101, "each is told, and each answers")
        #expect(try store.read { try Rows(db: $0).case("choir-1")?.counts["sung"] } == 101)
        #expect(try store.verify().differences == [])
    }

    static func store(in folder: Folder) throws -> Store {
        let sources = DefinitionSources { kind, name in
            switch (kind, name) {
            case (.workflow, "ping"): .init(file: "ping.yaml", text: ChainTests.ping)
            case (.workflow, "pong"): .init(file: "pong.yaml", text: ChainTests.pong)
            case (.workflow, "choir"): .init(file: "choir.yaml", text: ChainTests.choir)
            case (.workflow, "voice"): .init(file: "voice.yaml", text: ChainTests.voice)
            case (_, _): Alliance.shipped.find(kind, name)
            }
        }
        return try Store.create(
            at: folder.file, coordinators: [Person("P1", name: "Ada Marsh")], virtualFrom: Alliance.begin, sources: sources,
            surroundings: Alliance.surroundings)
    }

    static let choir = """
        triad: 1
        workflow: choir
        version: 1
        title: Choir
        subject: person
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
        links:
          voices: { title: Voices, workflow: voice }
        states:
          singing:
            title: Singing
            waits_for: { coordinator: Stop }
            events:
              join: { title: Join, by: coordinator, start: { link: voices, workflow: voice, subject: subject, roles: { coordinator: coordinator } } }
              sing: { title: Sing, by: coordinator, tell: { link: voices, event: sing } }
              sung: { title: Sung, by: case }
              stop: { title: Stop, by: coordinator, to: over }
          over: { title: Over, final: true }

        """

    static let voice = """
        triad: 1
        workflow: voice
        version: 1
        title: Voice
        subject: person
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
        links:
          choir: { title: Choir, workflow: choir, parent: true }
        states:
          singing:
            title: Singing
            waits_for: { coordinator: Stop }
            events:
              sing: { title: Sing, by: case, tell: { link: choir, event: sung } }
              stop: { title: Stop, by: coordinator, to: over }
          over: { title: Over, final: true }

        """

    static let ping = """
        triad: 1
        workflow: ping
        version: 1
        title: Ping
        subject: person
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
        links:
          other: { title: The other, workflow: pong }
        initial: waiting
        states:
          waiting:
            title: Waiting
            waits_for: { coordinator: Begin }
            events:
              go:
                title: Go
                by: coordinator
                start: { link: other, workflow: pong, subject: subject, roles: { coordinator: coordinator } }
                to: playing
          playing:
            title: Playing
            waits_for: { coordinator: Stop }
            events:
              hit: { title: Hit, by: case, tell: { link: other, event: hit } }
              stop: { title: Stop, by: coordinator, to: over }
          over: { title: Over, final: true }

        """

    static let pong = """
        triad: 1
        workflow: pong
        version: 1
        title: Pong
        subject: person
        calendar: england-schools
        managed_by: coordinator
        roles:
          coordinator: { title: Coordinator }
        links:
          back: { title: Who began it, workflow: ping, parent: true }
        initial: playing
        states:
          playing:
            title: Playing
            on_entry: { tell: { link: back, event: hit } }
            waits_for: { coordinator: Stop }
            events:
              hit: { title: Hit, by: case, tell: { link: back, event: hit } }
              stop: { title: Stop, by: coordinator, to: over }
          over: { title: Over, final: true }

        """
}
