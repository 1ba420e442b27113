import Statecharts
import Testing

@Suite("What a machine is refused for")
struct CompilingTests {
    private func mistakes(_ states: State..., initial: [String] = [], transitions: [Transition] = [], depthLimit: Int = 64) -> [String] {
        do {
            _ = try Machine(
                compiling: Chart(name: "test", initial: initial, states: states, transitions: transitions), depthLimit: depthLimit)
            return []
        } catch {
            return error.errors.map { "\($0.code.rawValue) \($0.place)" }
        }
    }

    @Test("every mistake is told at once, in the order of the document, with its place")
    func everything() {
        let found = mistakes(
            State("a", transitions: [Transition(on: ["go"], to: ["nowhere", "b"]), Transition(on: ["", "x y", "ok"], to: ["b"])]),
            State("a"), State(""), State("b", initial: ["a"], children: [State("c")]), initial: ["lost"])
        #expect(found == [
            "duplicate-id /states/1", "empty-id /states/2", "unknown-target /initial/0", "unknown-target /states/0/transitions/0/target/0",
            "bad-descriptor /states/0/transitions/1/event/0", "bad-descriptor /states/0/transitions/1/event/1", "initial-outside /states/3",
        ])
    }

    @Test("a mistake is told in a sentence that says what would make it pass")
    func sentence() {
        #expect {
            try Machine(compiling: Chart(name: "test", states: [State("a", transitions: [Transition(on: ["go"], to: ["b"])])]))
        } throws: { error in
            "\(error)" == "a /states/0/transitions/0/target/0: There is no state b; name one that there is. (unknown-target)"
        }
    }

    @Test("a mistake is told with the states it is in")
    func path() {
        let inner = State("visiting", transitions: [Transition(on: ["e"], to: ["nowhere"])], children: [State("x", initial: ["y"]), State("")])
        #expect {
            try Machine(compiling: Chart(name: "test", states: [State("open", children: [inner])], transitions: [Transition(on: ["e"], to: ["gone"])]))
        } throws: { error in
            (error as? MachineErrors)?.errors.map { "\($0.code.rawValue) \($0.path)" }
                == ["wrong-kind open/visiting/x", "empty-id open/visiting/1", "unknown-target ", "unknown-target open/visiting"]
        }
    }

    @Test("ids are told apart by Unicode scalars")
    func scalars() throws {
        #expect(mistakes(State("\u{E9}"), State("e\u{301}")) == [])
        #expect(mistakes(State("\u{E9}", transitions: [Transition(on: ["x"], to: ["e\u{301}"])])) == ["unknown-target /states/0/transitions/0/target/0"])
    }

    @Test("a state has only what its kind may have")
    func kinds() {
        #expect(mistakes() == ["wrong-kind "])
        #expect(mistakes(State("a", kind: .atomic, children: [State("b")])) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a", kind: .compound)) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a", kind: .parallel, children: [State("h", kind: .history(.deep))])) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a", kind: .final, transitions: [Transition(on: ["x"])])) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a", kind: .parallel, initial: ["b"], children: [State("b")])) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a", donedata: Payload())) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a", historyDefault: .init(targets: ["a"]))) == ["wrong-kind /states/0"])
        #expect(mistakes(State("a"), State("h", kind: .history(.deep), onentry: [[note("x")]])) == ["wrong-kind /states/1"])
    }

    @Test("a history stands in a compound or parallel state")
    func historyPlaces() {
        let history = State("h", kind: .history(.shallow))
        #expect(mistakes(State("a", kind: .atomic, children: [history])) == ["history-place /states/0/states/0"])
        #expect(mistakes(State("a", kind: .final, children: [history])) == ["history-place /states/0/states/0"])
        #expect(mistakes(State("a"), State("g", kind: .history(.deep), children: [history])) == ["history-place /states/1/states/0"])
    }

    @Test("a history's default leads inside its parent, to no history of the same parent")
    func historyDefaults() {
        func parent(_ target: String) -> State {
            State("p", children: [
                State("h", kind: .history(.shallow), historyDefault: .init(targets: [target])), State("g", kind: .history(.deep)), State("a", children: [State("b")]),
            ])
        }
        #expect(mistakes(parent("b")) == [])
        for target in ["p", "h", "g", "z"] {
            #expect(mistakes(parent(target), State("z")) == ["history-default-outside /states/0/states/0"])
        }
    }

    @Test("targets that exclude each other are refused, wherever they stand")
    func targetsApart() {
        func parallel(_ transitions: [Transition] = []) -> State {
            State("p", kind: .parallel, children: [
                State("a", children: [State("ha", kind: .history(.deep)), State("a1", transitions: transitions), State("a2")]),
                State("b", children: [State("b1"), State("b2")]),
            ])
        }
        #expect(mistakes(parallel([Transition(on: ["x"], to: ["a1", "b2"]), Transition(on: ["x"], to: ["ha", "b2"]), Transition(on: ["x"], to: ["a2", "a2"])])) == [])
        #expect(mistakes(parallel([Transition(on: ["x"], to: ["a1", "a2"])])) == ["targets-apart /states/0/states/0/states/1/transitions/0"])
        #expect(mistakes(parallel([Transition(on: ["x"], to: ["ha", "a2"])])) == ["targets-apart /states/0/states/0/states/1/transitions/0"])
        #expect(mistakes(parallel([Transition(on: ["x"], to: ["a1", "z"])]), State("z")) == ["targets-apart /states/0/states/0/states/1/transitions/0"])
        #expect(mistakes(parallel(), initial: ["b1", "b2"]) == ["targets-apart "])
    }

    @Test("an eventless cycle without any condition is refused; one condition or event is enough to let it pass")
    func eventlessCycles() {
        func ring(_ last: Transition) -> [String] {
            mistakes(
                State("a", transitions: [Transition(to: ["b"])]), State("b", transitions: [Transition(to: ["p"])]),
                State("p", children: [State("c", transitions: [last])]))
        }
        #expect(ring(Transition(to: ["a"])) == ["eventless-cycle /states/0/transitions/0"])
        #expect(ring(Transition(if: "true", to: ["a"])) == [])
        #expect(ring(Transition(on: ["go"], to: ["a"])) == [])
        #expect(mistakes(State("a", transitions: [Transition(actions: [note("for ever")])])) == ["eventless-cycle /states/0/transitions/0"])
        #expect(mistakes(State("a", transitions: [Transition(to: ["a"])])) == ["eventless-cycle /states/0/transitions/0"])
        #expect(mistakes(State("p", transitions: [Transition(to: ["b"])], children: [State("a"), State("b")])) == ["eventless-cycle /states/0/transitions/0"])
        #expect(mistakes(State("a", transitions: [Transition(if: "true", to: ["b"]), Transition(to: ["a"])]), State("b")) == [])
        #expect(mistakes(State("p", transitions: [Transition(to: ["b"])], children: [State("a"), State("b", transitions: [Transition(to: ["out"])])]), State("out")) == [])
    }

    @Test("an eventless cycle that another transition breaks is let pass, wherever that stands")
    func brokenCycles() {
        func regions(_ first: Transition..., inside: [State] = []) -> [String] {
            mistakes(
                State("s", transitions: [Transition(to: ["p"])]),
                State("p", kind: .parallel, children: [
                    State("r", children: [State("a", transitions: first)] + inside),
                    State("q", children: [State("b", transitions: [Transition(to: ["s"])])]),
                ]), State("end", kind: .final))
        }
        #expect(regions(Transition(to: ["end"])) == [])
        #expect(regions(Transition(if: "true", to: ["end"])) == [])
        #expect(regions(Transition(to: ["a2"]), inside: [State("a2", transitions: [Transition(to: ["end"])])]) == [])
        #expect(regions() == ["eventless-cycle /states/0/transitions/0"])
        #expect(regions(Transition(to: ["s"])) == ["eventless-cycle /states/0/transitions/0"])
        #expect(regions(Transition(actions: [note("x")])) == ["eventless-cycle /states/0/transitions/0"])
        // What is inside goes before what is around it.
        func around(_ inner: Transition) -> [String] {
            mistakes(
                State("s", transitions: [Transition(to: ["s"])], children: [
                    State("p", kind: .parallel, children: [State("a"), State("b", transitions: [inner])]),
                ]), State("end", kind: .final))
        }
        #expect(around(Transition(to: ["end"])) == [])
        #expect(around(Transition(if: "true", to: ["end"])) == [])
        #expect(around(Transition(on: ["e"], to: ["end"])) == ["eventless-cycle /states/0/transitions/0"])
    }

    @Test("large machines are checked in time: long ways without events, ways into many regions, many targets, many histories")
    func large() {
        let count = 4_000
        let chain = (0..<count).map { State("s\($0)", transitions: [Transition(to: ["s\($0 + 1)"])]) } + [State("s\(count)")]
        #expect((try? Machine(compiling: Chart(name: "chain", states: chain))) != nil)
        let names = (0..<count).map { "r\($0)" }
        let regions = names.map { State($0, children: [State("\($0).a"), State("\($0).h", kind: .history(.deep))]) }
        let all = Transition(on: ["all"], to: names.map { "\($0).h" })
        #expect(mistakes(State("p", kind: .parallel, transitions: [all], children: regions)) == [])
        let crowd = State("p", kind: .parallel, children: names.prefix(2_500).map { State($0) })
        let entering = (0..<2_500).map { State("s\($0)", transitions: [Transition(to: ["p"])]) }
        #expect((try? Machine(compiling: Chart(name: "crowd", states: entering + [crowd]))) != nil)
        let apart = mistakes(State("x", transitions: [Transition(on: ["all"], to: names)]), State("c", children: regions))
        #expect(apart.count == count - 1)
    }

    @Test("states are nested no deeper than the limit")
    func depth() {
        func nested(_ depth: Int) -> State { (1..<depth).reduce(State("s0")) { inner, level in State("s\(level)", children: [inner]) } }
        #expect(mistakes(nested(64)) == [])
        #expect(mistakes(nested(65)) == ["too-deep " + String(repeating: "/states/0", count: 64)])
        #expect(mistakes(nested(3), depthLimit: 2) == ["too-deep /states/0/states/0"])
        #expect(mistakes(nested(1_000)) == ["too-deep " + String(repeating: "/states/0", count: 64)])
        #expect(mistakes(nested(1_030)) == ["too-deep " + String(repeating: "/states/0", count: 5)])
        #expect(mistakes(nested(100_000)).count == 1)
        #expect(mistakes(nested(2_000), depthLimit: .max) == ["too-deep " + String(repeating: "/states/0", count: 512)])
    }

    @Test("a compiled machine tells its states and transitions by number")
    func queries() throws {
        let machine = try Machine(
            compiling: Chart(name: "test", states: [
                State("p", transitions: [Transition(on: ["go.*", "x"], if: "true", to: ["h"], isInternal: true)], children: [State("h", kind: .history(.deep)), State("a")]),
                State("f", kind: .final),
            ]))
        #expect(machine.states.map { machine.id(of: $0) } == ["__root", "p", "h", "a", "f"])
        #expect(machine.states.map { machine.kind(of: $0) } == [.compound, .compound, .history(.deep), .atomic, .final])
        #expect(machine.states.map { machine.parent(of: $0) } == [nil, 0, 1, 1, 0])
        #expect(machine.children(of: 0) == [1, 4])
        #expect(machine.children(of: 1) == [3, 2])
        #expect(machine.state("a") == 3)
        #expect(machine.state("__root") == nil)
        let shape = machine.shape(of: 0)
        #expect(shape.events == ["go", "x"])
        #expect(shape.targets == [2])
        #expect(shape.isInternal && shape.hasCondition && shape.source == 1)
        #expect(machine.condition(of: 0) == "true")
    }
}
