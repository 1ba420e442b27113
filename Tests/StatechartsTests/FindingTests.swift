import Statecharts
import Testing

@Suite("What a look at the structure finds")
struct FindingTests {
    private func found(_ states: State..., transitions: [Transition] = []) throws -> [String] {
        try Machine(compiling: Chart(name: "test", states: states, transitions: transitions)).findings().map(\.description)
    }

    private let end = State("end", kind: .final)

    @Test("nothing where there is nothing")
    func nothing() throws {
        #expect(try found(State("a", transitions: [Transition(on: ["go"], if: "false", to: ["end"])]), end) == [])
    }

    @Test("a state that no transition leads to, with all that is in it")
    func unreachable() throws {
        #expect(try found(State("a", transitions: [Transition(on: ["go"], to: ["end"])]), State("b", transitions: [Transition(on: ["x"], to: ["c"])], children: [State("b1")]), State("c"), end) == [
            "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "c cannot be reached; add a transition to it or take it out. (unreachable-state)",
        ])
    }

    @Test("a state from which no end can be reached")
    func noEnd() throws {
        #expect(try found(State("a", transitions: [Transition(on: ["go"], to: ["end"]), Transition(on: ["x"], to: ["b"])]), State("b", children: [State("b1", transitions: [Transition(on: ["y"], to: ["b2"])]), State("b2")]), end) == [
            "From b no final state of the machine can be reached; add a way out. (no-way-to-end)"
        ])
        #expect(try found(State("a")) == ["The machine cannot come to an end; add a final state at the top that can be reached. (no-way-to-end)"])
    }

    @Test("a way out by another region or by an ancestor is a way out")
    func otherWaysOut() throws {
        #expect(try found(
            State("p", kind: .parallel, children: [State("x", children: [State("x1")]), State("y", children: [State("y1", transitions: [Transition(on: ["go"], to: ["end"])])])]), end) == [])
        #expect(try found(State("p", transitions: [Transition(on: ["go"], to: ["end"])], children: [State("x1")]), end) == [])
        #expect(try found(State("a"), end, transitions: [Transition(on: ["go"], to: ["end"])]) == [])
    }

    @Test("a transition behind one without condition that has all its events, and what it alone leads to")
    func shadowed() throws {
        #expect(try found(
            State("a", transitions: [
                Transition(on: ["go"], to: ["end"]), Transition(on: ["go.far"], if: "true", to: ["b"]), Transition(on: ["go", "other"], to: ["end"]),
                Transition(on: ["*"], to: ["end"]), Transition(on: ["late"], to: ["end"]),
            ]), State("b", transitions: [Transition(on: ["x"], to: ["end"])]), end) == [
                "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
                "a never takes its transition on go.far, for an earlier one without condition comes first; change their order or give that one a condition. (shadowed-transition)",
                "a never takes its transition on late, for an earlier one without condition comes first; change their order or give that one a condition. (shadowed-transition)",
            ])
    }

    @Test("transitions of two regions that exclude each other")
    func orderDecides() throws {
        func regions(_ first: Transition, _ second: Transition) -> State {
            State("p", kind: .parallel, children: [
                State("a", children: [State("a1", transitions: [first]), State("a2")]), State("b", children: [State("b1", transitions: [second]), State("b2")]),
            ])
        }
        let sentence = "b1 and a1 can both react to one event and exclude each other; a1 wins only because it stands first. Use different events, or conditions of which one holds. (order-decides)"
        let leaves = Transition(on: ["go"], to: ["end"])
        func conflicts(_ first: Transition, _ second: Transition) throws -> [String] {
            try found(regions(first, second), end).filter { $0.contains("order-decides") }
        }
        #expect(try conflicts(leaves, Transition(on: ["go.far"], to: ["b2"])) == [sentence])
        #expect(try conflicts(leaves, leaves) == [sentence])
        #expect(try conflicts(leaves, Transition(on: ["other"], to: ["end"])) == [])
        #expect(try conflicts(Transition(on: ["go"], to: ["a2"]), Transition(on: ["go"], to: ["b2"])) == [])
        #expect(try conflicts(leaves, Transition(on: ["go"])) == [])
    }
}
