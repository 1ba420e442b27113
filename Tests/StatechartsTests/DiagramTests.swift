import Statecharts
import Testing

@Suite("Diagrams")
struct DiagramTests {
    private let chart = Chart(name: "Review \"A\"", states: [
        State("open", transitions: [Transition(on: ["withdraw"], to: ["gone"]), Transition(on: ["note"])], children: [
            State("h", kind: .history(.shallow)),
            State("a", transitions: [Transition(on: ["go"], to: ["both"])]),
            State("both", kind: .parallel, children: [State("x", children: [State("x1")]), State("y")]),
        ]),
        State("gone", kind: .final),
    ])

    @Test("Mermaid: nested states, regions, current states marked, words escaped")
    func mermaid() throws {
        let journey = try Journey(chart)
        let text = journey.machine.mermaid(
            active: journey.machine.activeStates(of: journey.step.snapshot), title: { journey.machine.id(of: $0) == "open" ? "Open: \"now\"; #1\n<b>" : "State \(journey.machine.id(of: $0))" },
            label: { "on: \(journey.machine.shape(of: $0).events.joined())" })
        #expect(text == """
            stateDiagram-v2
              classDef active stroke-width:4px,font-weight:bold
              state "▶ Open: #quot;now#quot;#59; #35;1 #lt;b#gt;" as s1 {
                state "H" as s2
                state "▶ State a" as s3
                state "State both" as s4 {
                  state "State x" as s5 {
                    state "State x1" as s6
                    [*] --> s6
                  }
                  --
                  state "State y" as s7
                }
                [*] --> s3
                s3 --> s4: on#58; go
                s2 --> s3
              }
              state "State gone" as s8
              s8 --> [*]
              [*] --> s1
              s1 --> s8: on#58; withdraw
              s1 --> s1: on#58; note (stays)
              class s3 active

            """)
    }

    @Test("Graphviz: clusters, arrows to clusters, current states with a thick border and a mark")
    func dot() throws {
        var journey = try Journey(chart)
        _ = try journey.send("go")
        #expect(journey.machine.dot(active: journey.machine.activeStates(of: journey.step.snapshot)) == """
            digraph "Review \\"A\\"" {
              compound=true
              node [shape=box, style=rounded]
              subgraph cluster_s1 {
                label="▶ open"
                style=rounded
                penwidth=3
                s1 [shape=point, style=invis]
                s2 [label="H", shape=circle]
                s3 [label="a"]
                subgraph cluster_s4 {
                  label="▶ both"
                  style=rounded
                  penwidth=3
                  s4 [shape=point, style=invis]
                  subgraph cluster_s5 {
                    label="▶ x"
                    style="rounded,dashed"
                    penwidth=3
                    s5 [shape=point, style=invis]
                    s6 [label="▶ x1", penwidth=3]
                    i5 [shape=point, width=0.15]
                    i5 -> s6
                  }
                  s7 [label="▶ y", penwidth=3]
                }
                i1 [shape=point, width=0.15]
                i1 -> s3
              }
              s8 [label="gone", peripheries=2]
              i0 [shape=point, width=0.15]
              i0 -> s1 [lhead=cluster_s1]
              s1 -> s8 [label="withdraw", ltail=cluster_s1]
              s1 -> s1 [label="note", style=dotted]
              s3 -> s4 [label="go", lhead=cluster_s4]
              s2 -> s3 [style=dashed]
            }

            """)
    }

    @Test("without a snapshot nothing is marked, and the root's own transitions have a place")
    func plain() throws {
        let machine = try Machine(compiling: Chart(name: "r", states: [State("a")], transitions: [Transition(on: ["reset"], to: ["a"])]))
        #expect(machine.mermaid() == """
            stateDiagram-v2
              classDef active stroke-width:4px,font-weight:bold
              state "__root" as s0
              state "a" as s1
              [*] --> s1
              s0 --> s1: reset

            """)
        #expect(!machine.dot().contains("▶"))
    }
}
