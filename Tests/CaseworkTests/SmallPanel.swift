@testable import Casework
import Definitions
import JSON
import Register
import Testing

/// A panel that votes on somebody, in one page.
enum SmallPanel {
    static func yaml(rule: String = "majority", tie: String = "tie: chair", reasons: String = "required", quorum: Int = 3) -> String {
        """
        triad: 1
        workflow: small-panel
        version: 1
        title: Small panel
        subject: person
        visibility: triad
        calendar: test-schools
        managed_by: coordinator
        interests: { blocking: [family], employed_within: 3 years }
        roles:
          coordinator: { title: Coordinator }
          leader: { title: Specialist leader, from: subject }
          chair: { title: Chair, outside: [subject] }
          panel: { title: Panel, outside: [subject], many: true, min: 2, max: 5 }
          appeal: { title: Appeal panel, outside: [subject], apart_from: [chair, panel], many: true, optional: true }
        data:
          grounds: { title: Grounds, type: list(criterion), of: maturity, optional: true }
        votes:
          outcome:
            title: Outcome
            by: [chair, panel]
            of: [retained, with_conditions, ended]
            quorum: \(quorum)
            rule: \(rule)
            \(tie)
            reasons: \(reasons)
            visibility: restricted
            seen_by: [chair, panel, coordinator]
        records:
          interests:
            title: Interests
            visibility: restricted
            seen_by: [chair, coordinator]
            fields: { interest: { title: Interest, type: text, max: 200 } }
        initial: hearing
        states:
          hearing:
            title: Hearing
            events:
              begin: { title: Begin the panel, by: chair, form: { grounds: {} }, to: panel }
          panel:
            title: Panel
            waits_for: { chair: Vote, panel: Vote }
            collect: outcome
            events:
              leave-item: { title: Leave for an interest, by: [chair, panel], add: interests, leaves: outcome, visibility: restricted, seen_by: [chair, coordinator] }
              absent: { title: Note who is absent, by: chair, form: { who: { title: Who, type: person } }, leaves: { vote: outcome, person: "event.who" } }
              done:
                - { when: "carried('outcome', 'ended')", to: gone }
                - { when: "votes.outcome.tied", to: undecided }
                - { to: kept }
          undecided: { title: Undecided, events: { close: { title: Close, by: chair, to: kept } } }
          kept: { title: Kept, final: true }
          gone: { title: Gone, final: true }
        """
    }

    /// Hana of Ash is talked about; Dee chairs, Dan, Oz and Fay's place is taken by Ivy sit with her.
    static func begun(_ yaml: String = yaml(), panel: [String] = ["dan", "oz", "ivy"]) throws -> Scene {
        let workflow = try Scene.workflow(yaml, file: "small-panel.yaml")
        var register = try Scene.people()
        for (id, school) in [("ivy", "iris"), ("una", "upton"), ("vic", "vale")] {
            for change: Register.Change in [
                .organisationAdded(.init(name: "\(school.capitalized) School"), id: school), .personAdded(Person(id, name: id.capitalized)),
                .affiliationBegun(Affiliation(id, at: school, as: "teacher")),
            ] { register = register.applying(change) }
        }
        let now = try Scene.noon("2026-09-07")
        let situation = Situation(
            workflow: workflow, case: nil, register: register, calendar: try Scene.calendar(), nextNumbers: ["small-panel": 1], now: now, coordinators: ["chris"])
        let roles = [Command.RoleAssignment(role: "chair", person: "dee")] + panel.map { Command.RoleAssignment(role: "panel", person: $0) }
        let start = Command(as: "chris", .start(workflow: "small-panel", subject: .person("hana"), title: nil, roles: roles, data: [:]))
        let decision = try Deciding.decide(start, in: situation).get()
        var scene = Scene(workflow: workflow, state: try #require(Case.began(id: "small-panel-1", by: decision.facts[0])), register: register, now: now)
        scene.keep(Decision(facts: Array(decision.facts.dropFirst()), happened: decision.happened))
        scene.facts.insert(decision.facts[0], at: 0)
        scene.past[0].facts.insert(decision.facts[0], at: 0)
        return scene
    }

    static func voting(_ yaml: String = yaml(), panel: [String] = ["dan", "oz", "ivy"], grounds: [String] = ["itt"]) throws -> Scene {
        var scene = try begun(yaml, panel: panel)
        try scene.send("begin", as: "dee", ["grounds": .array(grounds.map(JSON.Value.string))])
        return scene
    }
}
