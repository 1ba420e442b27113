@testable import Casework
import Calendars
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@Suite("A case about a person")
struct PersonCaseTests {
    /// About somebody who holds a designation: read by a reader from elsewhere, known to those who take part alone.
    static let yaml = """
        triad: 1
        workflow: small-designation
        version: 1
        title: Small designation
        subject: person
        visibility: triad
        calendar: test-schools
        managed_by: coordinator
        interests: { blocking: [family], employed_within: 3 years }
        roles:
          coordinator: { title: Coordinator }
          leader: { title: Specialist leader, from: subject }
          home: { title: Home head, from: home, post: [headteacher, principal], optional: true }
          reader: { title: Reader, outside: [subject], optional: true }
        states:
          open:
            title: Open
            events:
              read:
                title: Read
                by: reader
                when:
                  - { that: "has(subject.organisation) && subject.organisation == 'ash' && subject.id == 'hana'", else: She is at another school. }
                to: read
          read: { title: Read, final: true }
        """

    /// Hana is at Ash; Ida heads Ash; Ash and Beech are of one trust; Fay is Hana's sister; Oz is of Oak; Dan was at Ash until July.
    static func people() throws -> Register {
        var register = try Scene.people()
        let left = try #require(DayRange(from: nil, through: try Scene.day("2026-07-31")))
        for change: Register.Change in [
            .organisationAdded(.init(name: "The trust", kind: .trust), id: "trust"), .trustJoined(organisation: "ash", trust: "trust", from: nil),
            .trustJoined(organisation: "beech", trust: "trust", from: nil), .personAdded(Person("ida", name: "Ida")),
            .affiliationBegun(Affiliation("ida", at: "ash", as: "headteacher")), .affiliationBegun(Affiliation("dan", at: "ash", as: "teacher", left)),
        ] { register = register.applying(change) }
        return register
    }

    static func begin(roles: [Command.RoleAssignment] = [], as person: String = "hana", register: Register? = nil) throws -> Result<Decision, Refusal> {
        let situation = Situation(
            workflow: try Scene.workflow(yaml), case: nil, register: try register ?? people(), calendar: try Scene.calendar(), nextNumbers: ["small-designation": 1],
            now: try Scene.noon("2026-09-07"), coordinators: ["chris"])
        return Deciding.decide(Command(as: "chris", .start(workflow: "small-designation", subject: .person(person), title: nil, roles: roles, data: [:])), in: situation)
    }

    static func begun(reader: String) throws -> Scene {
        let decision = try begin(roles: [.init(role: "reader", person: reader)]).get()
        let began = try #require(Case.began(id: "small-designation-1", by: decision.facts[0]))
        var scene = Scene(workflow: try Scene.workflow(yaml), state: began, register: try people(), now: try Scene.noon("2026-09-07"))
        scene.keep(Decision(facts: Array(decision.facts.dropFirst()), happened: decision.happened))
        return scene
    }

    @Test("the person herself holds the part from the subject; the part from home is her organisation's, with the head of it named")
    func parts() throws {
        let scene = try Self.begun(reader: "oz")
        #expect(scene.state.holders["leader"]?.map(\.id) == ["hana"])
        #expect(scene.state.holders["home"] == [.init(organisation: "ash", person: "ida", since: try Scene.day("2026-09-07"))])
        // A head is not her own head, and whoever has no post has no home.
        for person in ["ida", "chris"] {
            #expect(try !Self.begin(as: person).get().facts.contains { if case .appointed("home", _, _) = $0 { true } else { false } })
        }
    }

    @Test("who must be outside the subject is not she, nobody of her organisation or trust on that day, and nobody with a tie to her", arguments: [
        ("hana", "Hana cannot be Reader and what the case is about at once."),
        ("ida", "Ida cannot be Reader beside Hana. Both belong to Ash School."),
        ("ben", "Ben cannot be Reader beside Hana. Both belong to the trust The trust."),
        ("fay", "Fay cannot be Reader beside Hana. Between Fay and Hana an interest is declared: family, on 1 Sep 2026."),
        ("dan", "Dan cannot be Reader beside Hana. Dan was teacher at Ash School until 31 Jul 2026."),
    ])
    func outside(_ reader: String, _ sentence: String) throws {
        guard case .failure(let refusal) = try Self.begin(roles: [.init(role: "reader", person: reader)]) else { return #expect(Bool(false), "\(reader) was let in") }
        #expect(refusal.code == .conflictOfInterest)
        #expect(refusal.sentence == sentence)
    }

    @Test("conditions see who she is and where she has her post that day")
    func guards() throws {
        var scene = try Self.begun(reader: "oz")
        var elsewhere = scene
        let gone = Affiliation.Key(person: "hana", organisation: "ash", post: "teacher", from: nil)
        elsewhere.register = scene.register.applying(.affiliationEnded(gone, through: try Scene.day("2026-09-06")))
        #expect(try elsewhere.refusal("read", as: "oz")?.sentence == "She is at another school.")
        try scene.send("read", as: "oz")
        #expect(scene.state.hasEnded)
    }

    @Test("a case that is for those who take part is not there for anybody else, whatever she asks or sends; she whom it is about sees it")
    func unknown() throws {
        let scene = try Self.begun(reader: "oz")
        let situation = try scene.situation()
        for person in ["hana", "ida", "oz", "chris"] { #expect(Seeing.sight(of: person, in: situation).seesCase, "\(person)") }
        for person in ["ben", "dee", "nobody"] {
            let sight = Seeing.sight(of: person, in: situation)
            #expect(!sight.seesCase && !sight.sees(.public), "\(person)")
        }
        #expect(try scene.refusal("read", as: "ben")?.code == .unknownCase)
        #expect(try scene.refusal("read", as: "hana")?.code == .notYours)
    }
}
