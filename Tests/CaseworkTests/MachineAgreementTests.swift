@testable import Casework
import Chance
import CivilTime
import Definitions
import JSON
import Rubrics
import Testing

@Suite("The fold and the machine")
struct MachineAgreementTests {
    /// Sends an event through the working copy, so that the machine's own snapshot can be laid beside the folded case.
    private func agrees(_ scene: Scene, _ event: Name, _ person: String, _ form: JSON.Object) throws {
        let situation = try scene.situation()
        let working = Working(scene.state, in: situation, act: Act(.person(person), .instant(scene.now), in: situation.calendar.zone))
        guard (try? working.take(event, form: form)) != nil, let snapshot = working.snapshot else { return }
        let machine = scene.workflow.machine
        var folded = scene.state
        for fact in working.facts { folded.apply(fact) }
        #expect(folded.configuration == machine.configuration(of: snapshot))
        #expect(folded.history["open.history"] ?? [] == machine.recorded(by: "open.history", in: snapshot))
        #expect(folded.hasEnded == !snapshot.isRunning)
    }

    @Test("for every accepted command the fold of the facts equals the machine's own snapshot", arguments: 0..<24)
    func randomStories(_ seed: UInt64) throws {
        var dice = SplitMix64(seed: seed)
        var scene = try Scene.begun()
        let people = ["hana", "ben", "dee", "chris", "oz", "fay"]
        let events: [(Name, JSON.Object)] = [
            ("agree", Scene.terms), ("agree", [:]), ("record", ["seen": "Reading."]), ("leave", [:]), ("postpone", ["reason": "Snow"]), ("resume", [:]),
            ("settle", ["criterion": "itt", "chosen": "lead", "reason": "Because."]), ("close", [:]), ("comment", ["text": "Wrong date."]),
            ("decide", ["row": 1, "decision": "accepted"]), ("concern", ["to": "The lead"]), ("share", ["seen": "Practice."]), ("withdraw", [:]),
        ]
        var accepted = 0
        for step in 0..<100 {
            let person = people[dice.below(people.count)]
            let (event, form) = events[dice.below(events.count - (step < 85 ? 1 : 0))]
            try agrees(scene, event, person, form)
            if (try? scene.send(event, as: person, form)) != nil { accepted += 1 }
            if dice.below(3) == 0 { _ = try? scene.seal(as: person, ["itt": dice.below(2) == 0 ? "leading" : "emerging", "cpd": "secure"]) }
            if dice.below(10) == 0 {
                let schools = ["beech", "elm", "oak", "fir", "ash"], role = ["lead", "reviewer"][dice.below(2)]
                let newcomer = schools[dice.below(schools.count)]
                _ = try? scene.perform(
                    .appoint(case: scene.state.id, role: role, person: nil, organisation: newcomer, instead: nil, because: "Ill"), as: "chris")
            }
            if dice.below(30) == 0, let leaver = scene.state.holders["reviewer"]?.first?.id {
                _ = try? scene.perform(.release(case: scene.state.id, role: "reviewer", holder: leaver, because: "Left"), as: "chris")
            }
            if dice.below(8) == 0 {
                scene.now = scene.now.adding(milliseconds: 86_400_000 * 3)
                try scene.strikeDue()
                if dice.below(2) == 0 { _ = try? scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris") }
            }
            let machine = scene.workflow.machine
            let snapshot = try scene.state.snapshot(of: machine)
            #expect(machine.configuration(of: snapshot) == scene.state.configuration)
            #expect(scene.state.clocks.keys.allSatisfy { name in
                scene.workflow.clock(name).map { scene.state.configuration.contains($0.state) } ?? false
            })
        }
        #expect(accepted > 0)
        // The case is the fold of its facts alone.
        var folded = try #require(Case.began(id: scene.state.id, by: scene.facts[0]))
        for fact in scene.facts.dropFirst() { folded.apply(fact) }
        folded.entry = scene.state.entry
        #expect(folded.configuration == scene.state.configuration)
        #expect(folded.data == scene.state.data)
        #expect(folded.holders == scene.state.holders)
        #expect(folded.collections == scene.state.collections)
        #expect(folded.clocks == scene.state.clocks)
    }

    @Test("a workflow that turns in a circle is stopped, and the circle is printed")
    func circle() throws {
        let yaml = """
        triad: 1
        workflow: circle
        version: 1
        title: Circle
        subject: organisation
        calendar: test-schools
        roles: { coordinator: { title: Coordinator } }
        data: { turn: { title: Turn, type: whole, min: 0, max: 1, default: 0 } }
        managed_by: coordinator
        initial: rest
        states:
          rest: { title: Rest, events: { go: { title: Go, by: coordinator, set: { turn: "1" }, to: one } } }
          one: { title: One, always: [{ when: "data.turn == 1", to: two }], events: { stop: { title: Stop, by: coordinator, to: over } } }
          two: { title: Two, always: [{ when: "data.turn == 1", to: one }] }
          over: { title: Over, final: true }
        """
        var scene = try Scene.begun()
        scene.workflow = try Scene.workflow(yaml, file: "circle.yaml")
        scene.state.configuration = ["rest"]
        let refusal = try #require(try scene.refusal("go", as: "chris"))
        #expect(refusal.code == .cycleInMachine)
        #expect(refusal.sentence == "The workflow turns in a circle: two → one.")
        #expect(scene.state.configuration == ["rest"])
    }
}
