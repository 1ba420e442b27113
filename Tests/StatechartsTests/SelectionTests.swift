import Testing

@testable import Statecharts

@Suite("Which transitions are taken")
struct SelectionTests {
    @Test("an event that matches nothing changes nothing")
    func noMatch() throws {
        var journey = try Journey(State("a", transitions: [Transition(on: ["go"], to: ["b"])]), State("b"))
        #expect(journey.told == "+a")
        #expect(try journey.send("stop") == "?stop")
        #expect(journey.active == "a")
        #expect(try journey.send("go") == "?go -a a.0 +b")
    }

    @Test("a descriptor matches an event whose first tokens are its own", arguments: [
        ("foo", "foo", true), ("foo", "foo.bar", true), ("foo", "foobar", false), ("foo", "fo", false),
        ("foo.bar", "foo.bar.baz", true), ("foo.bar", "foo", false), ("foo.*", "foo", true), ("foo.*", "foo.bar", true),
        ("foo.", "foo.bar", true), ("*", "anything.at.all", true), (".*", "anything", true), ("foo.*", "foobar", false),
        ("\u{E9}", "\u{E9}.x", true), ("\u{E9}", "e\u{301}", false),
    ])
    func descriptors(descriptor: String, event: String, matches: Bool) throws {
        var journey = try Journey(State("a", transitions: [Transition(on: [descriptor], to: ["b"])]), State("b"))
        _ = try journey.send(event)
        #expect(journey.active == (matches ? "b" : "a"))
    }

    @Test("names with one hash are told apart by their bytes, whole and as beginnings")
    func collision() throws {
        let (one, other) = ("MttyK3w7WEKwR2I5", "N2fgO22M7OIP01r9")
        #expect(NameHash(one.utf8) == NameHash(other.utf8) && one != other)
        var journey = try Journey(State("a", transitions: [Transition(on: [one], to: ["b"])]), State("b", transitions: [Transition(on: [other], to: ["c"])]), State("c"))
        for event in [other, "\(other).x"] {
            _ = try journey.send(event)
            #expect(journey.active == "a")
        }
        _ = try journey.send("\(one).x")
        #expect(journey.active == "b")
        _ = try journey.send("\(one).x")
        #expect(journey.active == "b")
        _ = try journey.send(other)
        #expect(journey.active == "c")
        #expect(Event(one) != Event(other))
    }

    @Test("a name of very many words is looked at once, and each beginning of it that is a descriptor matches")
    func manyDots() throws {
        let name = String(repeating: "a.", count: 100_000)
        var journey = try Journey(
            State("a", transitions: [Transition(on: ["a.b"], to: ["c"]), Transition(on: ["a.a.a"], to: ["b"])]), State("b"), State("c"))
        _ = try journey.send(name)
        #expect(journey.active == "b")
    }

    @Test("beside a descriptor of its own an event has those of *, in the order of the document")
    func anyBeside() throws {
        var journey = try Journey(
            State("a", transitions: [Transition(on: ["x"], if: "false", to: ["b"]), Transition(on: ["*"], if: "n == 1", to: ["c"]), Transition(on: ["x.y"], to: ["d"])]),
            State("b"), State("c"), State("d"), variables: ["n": 2])
        #expect(journey.machine.transitions(for: "x.y", in: journey.step.snapshot) == [0, 1, 2])
        #expect(journey.machine.transitions(for: "z", in: journey.step.snapshot) == [1])
        #expect(try journey.send("x.y.z") == "?x.y.z -a a.2 +d")
    }

    @Test("one condition that many regions come to is asked once and taken once, and each region beside it takes its own")
    func shared() throws {
        let regions = (0..<300).map { State("r\($0)", transitions: $0 % 2 == 0 ? [] : [Transition(on: ["go"])]) }
        var journey = try Journey(State("p", kind: .parallel, transitions: [Transition(on: ["go"])], children: regions))
        let taken = try journey.send("go").split(separator: " ").dropFirst()
        #expect(taken.count == 151 && taken.first == "p.0" && Set(taken).count == 151)
    }

    @Test("one transition may have several descriptors")
    func severalDescriptors() throws {
        var journey = try Journey(State("a", transitions: [Transition(on: ["x", "y.z"], to: ["b"])]), State("b"))
        _ = try journey.send("y")
        #expect(journey.active == "a")
        _ = try journey.send("y.z.w")
        #expect(journey.active == "b")
    }

    @Test("of a state's transitions the first in the document whose condition holds is taken")
    func documentOrder() throws {
        var journey = try Journey(
            State("a", transitions: [
                Transition(on: ["go"], if: "false", to: ["b"]), Transition(on: ["go"], if: "n == 1", to: ["c"]), Transition(on: ["go"], to: ["d"]),
            ]),
            State("b"), State("c"), State("d"), variables: ["n": 1])
        #expect(try journey.send("go") == "?go -a a.1 +c")
    }

    @Test("an inner state's transition goes before its parent's, which is taken where the inner one's condition fails")
    func innerFirst() throws {
        let chart = Chart(
            name: "test",
            states: [
                State("p", transitions: [Transition(on: ["go"], to: ["outer"])], children: [
                    State("a", transitions: [Transition(on: ["go"], if: "n == 1", to: ["b"])]), State("b"),
                ]),
                State("outer"),
            ])
        var inner = try Journey(chart, ["n": 1])
        #expect(try inner.send("go") == "?go -a a.0 +b")
        var outer = try Journey(chart, ["n": 2])
        #expect(try outer.send("go") == "?go -a -p p.0 +outer")
    }

    @Test("each region takes its own transition, in document order")
    func regions() throws {
        var journey = try Journey(parallel(first: "a2", second: "b2"))
        #expect(journey.told == "+p +a +a1 +b +b1")
        #expect(try journey.send("go") == "?go -b1 -a1 a1.0 b1.0 +a2 +b2")
        #expect(journey.active == "p a a2 b b2")
    }

    private func parallel(first: String, second: String) -> State {
        State("p", kind: .parallel, children: [
            State("a", children: [State("a1", transitions: [Transition(on: ["go"], to: [first])]), State("a2")]),
            State("b", children: [State("b1", transitions: [Transition(on: ["go"], to: [second])]), State("b2")]),
        ])
    }

    @Test("of two that would leave the same states, the one whose region stands first is taken")
    func preemptionByOrder() throws {
        var firstLeaves = try Journey(parallel(first: "out", second: "b2"), State("out"))
        #expect(try firstLeaves.send("go") == "?go -b1 -b -a1 -a -p a1.0 +out")
        var secondLeaves = try Journey(parallel(first: "a2", second: "out"), State("out"))
        #expect(try secondLeaves.send("go") == "?go -a1 a1.0 +a2")
        #expect(secondLeaves.active == "p a a2 b b1")
    }

    @Test("a descendant's transition goes before that of an ancestor that another region found first")
    func preemptionByDescent() throws {
        var journey = try Journey(
            State("p", kind: .parallel, transitions: [Transition(on: ["go"], to: ["out"])], children: [
                State("a", children: [State("a1")]),
                State("b", children: [State("b1", transitions: [Transition(on: ["go"], to: ["b2"])]), State("b2")]),
            ]),
            State("out"))
        #expect(try journey.send("go") == "?go -b1 b1.0 +b2")
    }

    @Test("a transition that two regions come to is taken once")
    func sharedAncestor() throws {
        var journey = try Journey(
            State("p", kind: .parallel, transitions: [Transition(on: ["go"], actions: [note("once")])], children: [State("a"), State("b")]))
        #expect(try journey.send("go") == "?go p.0 once")
    }

    @Test("a transition without target runs its actions and leaves nothing")
    func targetless() throws {
        var journey = try Journey(
            State("a", onexit: [[note("left")]], transitions: [Transition(on: ["tick"], actions: [.assign(location: "n", "n + 1")])]),
            variables: ["n": 0])
        #expect(try journey.send("tick") == "?tick a.0")
        #expect(journey.variables["n"] == 1)
    }

    @Test("eventless transitions come before queued events, and go on until none is enabled")
    func eventless() throws {
        let journey = try Journey(
            State("a", onentry: [[.raise(event: "e")]], transitions: [Transition(to: ["b"]), Transition(on: ["e"], to: ["x"])]),
            State("b", transitions: [Transition(if: "In('b')", to: ["c"])]),
            State("c", transitions: [Transition(if: "In('a')", to: ["x"]), Transition(on: ["e"], to: ["d"])]),
            State("d"), State("x"))
        #expect(journey.told == "+a !e -a a.0 +b -b b.0 +c ?e -c c.1 +d")
    }

    @Test("internal events come before external ones")
    func internalFirst() throws {
        var journey = try Journey(
            State("a", transitions: [
                Transition(on: ["go"], actions: [.send(.init(.literal("late"))), .raise(event: "soon"), .raise(event: "sooner")])
            ], ), State("b"))
        #expect(try journey.send("go") == "?go a.0 >late !soon !sooner ?soon ?sooner ?late")
    }

    @Test("the root may have transitions; a target makes it start again from there")
    func rootTransitions() throws {
        var journey = try Journey(
            State("a", transitions: [Transition(on: ["x"], to: ["b"])]), State("b"),
            transitions: [Transition(on: ["x"], actions: [note("root")]), Transition(on: ["reset"], to: ["a"])])
        #expect(try journey.send("x") == "?x -a a.0 +b")
        #expect(try journey.send("x") == "?x __root.0 root")
        #expect(try journey.send("reset") == "?reset -b __root.1 +a")
        #expect(try journey.send("reset") == "?reset -a __root.1 +a")
    }

    @Test("conditions see which states are active and the event")
    func contexts() throws {
        var journey = try Journey(
            State("p", kind: .parallel, children: [
                State("a", children: [State("a1", transitions: [Transition(on: ["go"], if: "In('b2')", to: ["a2"])]), State("a2")]),
                State("b", children: [State("b1", transitions: [Transition(on: ["go"], if: "_event.data.n == 1", to: ["b2"])]), State("b2")]),
            ]))
        #expect(try journey.send("go", data: ["n": 2]) == "?go")
        #expect(try journey.send("go", data: ["n": 1]) == "?go -b1 b1.0 +b2")
        #expect(try journey.send("go", data: ["n": 2]) == "?go -a1 a1.0 +a2")
    }

    @Test("the candidates for an event are told, innermost first, without a condition being asked")
    func candidates() throws {
        let journey = try Journey(
            State("p", transitions: [Transition(on: ["*"], to: ["q"])], children: [
                State("a", transitions: [Transition(on: ["go"], if: "1 / 0"), Transition(on: ["no"], to: ["q"]), Transition(on: ["go.far"], to: ["q"])])
            ]),
            State("q", transitions: [Transition(on: ["go"], to: ["p"])]))
        let machine = journey.machine
        let found = machine.transitions(for: "go.far", in: journey.step.snapshot).map { machine.shape(of: $0) }
        #expect(found.map { "\(machine.id(of: $0.source)) \($0.events)" } == ["a [\"go\"]", "a [\"go.far\"]", "p [\"*\"]"])
    }
}
