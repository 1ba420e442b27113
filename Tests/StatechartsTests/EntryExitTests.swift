import Statecharts
import Testing

@Suite("What is entered and left")
struct EntryExitTests {
    /// A compound state that tells its entry, exit and initial content.
    private func state(_ id: String, initial: [String] = [], _ transitions: [Transition] = [], _ children: State...) -> State {
        State(
            id, initial: initial, initialActions: children.isEmpty ? [] : [note("init-\(id)")], onentry: [[note("in-\(id)")]],
            onexit: [[note("out-\(id)")]], transitions: transitions, children: children)
    }

    @Test("exit blocks run innermost first, then the transition's actions, then entry blocks outermost first")
    func order() throws {
        var journey = try Journey(
            state("p", [Transition(on: ["go"], to: ["q2"], actions: [note("move")])], state("p1")), state("q", [], state("q1"), state("q2")))
        #expect(journey.told == "+p in-p init-p +p1 in-p1")
        #expect(try journey.send("go") == "?go out-p1 -p1 out-p -p p.0 move +q in-q +q2 in-q2")
    }

    @Test("initial content runs only where the state is entered by default, between its entry blocks and its child's")
    func initialContent() throws {
        var journey = try Journey(State("z", transitions: [Transition(on: ["go"], to: ["q"])]), state("q", [], state("q1"), state("q2")))
        #expect(try journey.send("go") == "?go -z z.0 +q in-q init-q +q1 in-q1")
    }

    @Test("a state is entered before its entry blocks run and left after its exit blocks have run")
    func whileRunning() throws {
        let asks: ExecutableContent<String> = .if([Branch(if: "In('a')", [note("here")]), Branch(if: nil, [note("gone")])])
        var journey = try Journey(
            State("a", onentry: [[asks]], onexit: [[asks]], transitions: [Transition(on: ["go"], to: ["b"], actions: [asks])]), State("b"))
        #expect(journey.told == "+a here")
        #expect(try journey.send("go") == "?go here -a a.0 gone +b")
    }

    @Test("the first child that is no history is the default")
    func defaultChild() throws {
        let journey = try Journey(State("p", children: [State("h", kind: .history(.shallow)), State("x"), State("y")]))
        #expect(journey.active == "p x")
    }

    @Test("an initial transition may lead deep, into several regions, and to a state that has its own default")
    func deepInitial() throws {
        let regions = State("par", kind: .parallel, children: [
            State("a", children: [State("a1"), State("a2", children: [State("a21"), State("a22")])]),
            State("b", children: [State("b1"), State("b2")]),
            State("c", children: [State("c1"), State("c2")]),
        ])
        let journey = try Journey(initial: ["b2", "a2"], regions)
        #expect(journey.active == "par a a2 a21 b b2 c c1")
        let inner = try Journey(State("p", initial: ["a22"], children: [regions]))
        #expect(inner.active == "p par a a2 a22 b b1 c c1")
    }

    @Test("a target that contains another target adds nothing")
    func nestedTargets() throws {
        let journey = try Journey(initial: ["p", "p2"], State("p", children: [State("p1"), State("p2")]))
        #expect(journey.active == "p p2")
    }

    @Test("an external transition to a descendant leaves its source, an internal one does not")
    func internalAndExternal() throws {
        func chart(_ isInternal: Bool) -> Chart {
            Chart(name: "test", states: [
                State("p", onentry: [[note("in")]], onexit: [[note("out")]], transitions: [Transition(on: ["go"], to: ["b"], isInternal: isInternal)],
                    children: [State("a"), State("b")])
            ])
        }
        var external = try Journey(chart(false))
        #expect(try external.send("go") == "?go -a out -p p.0 +p in +b")
        var inner = try Journey(chart(true))
        #expect(try inner.send("go") == "?go -a p.0 +b")
    }

    @Test("an internal transition from a parallel state, or to a state outside, is as an external one")
    func internalElsewhere() throws {
        var parallel = try Journey(
            State("p", kind: .parallel, transitions: [Transition(on: ["go"], to: ["a2"], isInternal: true)], children: [
                State("a", children: [State("a1"), State("a2")]), State("b"),
            ]))
        #expect(try parallel.send("go") == "?go -b -a1 -a -p p.0 +p +a +a2 +b")
        var outside = try Journey(State("p", transitions: [Transition(on: ["go"], to: ["q"], isInternal: true)], children: [State("a")]), State("q"))
        #expect(try outside.send("go") == "?go -a -p p.0 +q")
    }

    @Test("a transition to its own source leaves and enters it")
    func selfTransition() throws {
        var journey = try Journey(State("p", transitions: [Transition(on: ["go"], to: ["p"])], children: [State("a", transitions: [Transition(on: ["x"], to: ["b"])]), State("b")]))
        _ = try journey.send("x")
        #expect(try journey.send("go") == "?go -b -p p.0 +p +a")
    }

    @Test("a transition from one region to another leaves the whole parallel state, for its domain is compound")
    func acrossRegions() throws {
        var journey = try Journey(
            State("p", kind: .parallel, children: [
                State("a", children: [State("a1", transitions: [Transition(on: ["go"], to: ["b2"])])]),
                State("b", children: [State("b1"), State("b2")]),
            ]))
        #expect(try journey.send("go") == "?go -b1 -b -a1 -a -p a1.0 +p +a +a1 +b +b2")
    }

    @Test("several blocks run one after another, and an error ends only the block that it is in")
    func blocks() throws {
        let journey = try Journey(
            State("a", onentry: [[note("one"), .assign(location: "n", "1 / 0"), note("never")], [note("two")]]), variables: ["n": 0])
        #expect(journey.told == "+a one !error.execution two ?error.execution")
    }

    @Test("states beyond the hundred and twenty-eighth are states like others")
    func manyStates() throws {
        let many = (0..<300).map { number in
            State("s\(number)", transitions: [Transition(on: ["next"], to: ["s\((number + 1) % 300)"]), Transition(on: ["back"], to: ["s0"])])
        }
        var journey = try Journey(Chart(name: "many", states: many))
        for _ in 0..<299 { _ = try journey.send("next") }
        #expect(journey.active == "s299")
        #expect(try journey.send("back") == "?back -s299 s299.1 +s0")
        var wide = try Journey(State("p", kind: .parallel, transitions: [Transition(on: ["x"], to: ["p"])], children: (0..<200).map { State("r\($0)", children: [State("r\($0)a")]) }))
        _ = try wide.send("x")
        #expect(wide.step.trace.count == 2 + 2 * 401)
    }
}
