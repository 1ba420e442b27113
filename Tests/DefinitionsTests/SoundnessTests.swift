import Definitions
import Testing

@Suite("Going through everything that a case may come to")
struct SoundnessTests {
    private func workflow(_ states: String, data: String = "") -> String {
        """
        triad: 1
        workflow: sound
        version: 1
        title: Sound
        subject: person
        calendar: somewhere
        roles: { coordinator: { title: Coordinator } }
        data: { round: { title: Round, type: whole, min: 0, max: 9, default: 0 }\(data) }
        records: { notes: { title: Notes, fields: { text: { title: Text, type: text, max: 9 } } } }
        states:
        \(states)
          ended: { title: Ended, final: true }
        """
    }

    @Test("each shipped workflow is without a mistake or a warning of this kind, and each of its configurations has a way to an end")
    func shipped() throws {
        let reader = DefinitionReader(library: try Shipped.library())
        func told(_ name: String) throws -> String? {
            let checked = try reader.read(workflow: Shipped.text("Workflows/\(name).yaml"), file: "\(name).yaml").get()
            #expect(checked.warnings == [])
            return checked.soundness?.sentence
        }
        #expect(try told("triad-review") == "168 configurations, each with a way to an end")
        #expect(try told("triad-cycle") == "18 configurations, each with a way to an end")
    }

    @Test("regions that come to wait for each other, with the events that lead there")
    func deadEnd() {
        #expect(Small.findings(workflow("""
              both:
                title: Both
                parallel: true
                events: { done: ended, note: { by: coordinator, add: notes, set: { round: "data.round + 1" } } }
                states:
                  left:
                    title: Left
                    states:
                      begun: { title: Begun, events: { go-left: { by: coordinator, to: past }, stop-left: { by: coordinator, to: stuck } } }
                      stuck: { title: Stuck }
                      past: { title: Past, final: true }
                  right:
                    title: Right
                    states:
                      begin: { title: Begin, events: { go-right: { by: coordinator, to: over } } }
                      over: { title: Over, final: true }
            """)) == """
            small.yaml:20:11: error: Where a case is in `both.left.stuck` and `both.right.over` at once, no final state can be reached; it comes there by `go-right`, `stop-left`. [dead-end]
               20 |           stuck: { title: Stuck }
                  |           ^~~~~
                  = add an event that leads on from there.

            1 mistake
            """)
    }

    @Test("a state in which a case may wait for ever, and none where what is asked may still come")
    func waiting() {
        let waits = """
              waiting:
                title: Waiting
                always: [{ when: "data.round > 0", to: ended }]
            """
        #expect(Small.findings(workflow(waits + "\n    events: { note: { by: coordinator, add: notes } }")) == """
            small.yaml:11:3: warning: A case that comes to `waiting` stays there where none of the conditions on its ways out holds, for nothing that can be done there changes them. [may-wait-for-ever]
               11 |   waiting:
                  |   ^~~~~~~
                  = write one way out without `when`, as the last.

            1 warning
            """)
        #expect(Small.findings(workflow(waits + "\n    events: { note: { by: coordinator, add: notes, set: { round: \"data.round + 1\" } } }")) == "")
        #expect(Small.findings(workflow(waits + "\n    events: { note: { by: coordinator, add: notes }, go: { by: coordinator, when: [{ that: \"today > date('2027-01-01')\", else: Not yet. }], to: ended } }")) == "")
    }

    @Test("a way that no case can take")
    func neverTaken() {
        #expect(Small.findings(workflow("""
              outer:
                title: Outer
                events:
                  note: { by: coordinator, add: notes }
                  done: ended
                  stop: { by: coordinator, to: ended }
                states:
                  inner: { title: Inner, events: { go: { by: coordinator, to: other } } }
                  other: { title: Other, events: { back: { by: coordinator, to: inner } } }
            """)) == """
            small.yaml:15:7: warning: A case can never take this `done`: it does not come there, or something else takes it first. [never-taken]
               15 |       done: ended
                  |       ^~~~
                  = take it out, or change what stands before it or inside.

            1 warning
            """)
    }
}
