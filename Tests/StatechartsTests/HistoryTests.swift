import Statecharts
import Testing

@Suite("History")
struct HistoryTests {
    private func chart(_ kind: StateKind.History, default target: [String]? = nil) -> Chart {
        Chart(name: "test", states: [
            State("p", transitions: [Transition(on: ["pause"], to: ["idle"])], children: [
                State("h", kind: .history(kind), historyDefault: target.map { .init(targets: $0, actions: [note("afresh")]) }),
                State("a", transitions: [Transition(on: ["next"], to: ["b2"])]),
                State("b", children: [State("b1"), State("b2")]),
            ]),
            State("idle", transitions: [Transition(on: ["resume"], to: ["h"])]),
        ])
    }

    @Test("a shallow history brings back the child, which is then entered by default")
    func shallow() throws {
        var journey = try Journey(chart(.shallow))
        _ = try journey.send("next")
        #expect(journey.active == "p b b2")
        #expect(try journey.send("pause") == "?pause h=b -b2 -b -p p.0 +idle")
        #expect(try journey.send("resume") == "?resume -idle idle.0 +p +b +b1")
    }

    @Test("a deep history brings back the innermost states")
    func deep() throws {
        var journey = try Journey(chart(.deep))
        _ = try journey.send("next")
        #expect(try journey.send("pause") == "?pause h=b2 -b2 -b -p p.0 +idle")
        #expect(journey.machine.recorded(by: "h", in: journey.step.snapshot) == ["b2"])
        #expect(try journey.send("resume") == "?resume -idle idle.0 +p +b +b2")
    }

    @Test("while nothing is recorded the default is taken, with its content after the parent's entry")
    func defaults() throws {
        var given = try Journey(Chart(name: "test", initial: ["idle"], states: chart(.deep, default: ["b2"]).root.children))
        #expect(try given.send("resume") == "?resume -idle idle.0 +p afresh +b +b2")
        var absent = try Journey(Chart(name: "test", initial: ["idle"], states: chart(.shallow).root.children))
        #expect(try absent.send("resume") == "?resume -idle idle.0 +p +a")
    }

    @Test("a history as initial state: the default at first, what was recorded later")
    func asInitial() throws {
        var journey = try Journey(
            State("p", initial: ["h"], initialActions: [note("init")], transitions: [Transition(on: ["again"], to: ["p"])], children: [
                State("h", kind: .history(.shallow), historyDefault: .init(targets: ["b"], actions: [note("afresh")])),
                State("a"), State("b", transitions: [Transition(on: ["x"], to: ["a"])]),
            ]))
        #expect(journey.told == "+p init afresh +b")
        _ = try journey.send("x")
        #expect(try journey.send("again") == "?again h=a -a -p p.0 +p init +a")
    }

    @Test("a history in a parallel state remembers every region", arguments: [
        (StateKind.History.shallow, "a+b", "p a a1 b b1"), (.deep, "a2+b2", "p a a2 b b2"),
    ])
    func parallel(kind: StateKind.History, recorded: String, active: String) throws {
        var journey = try Journey(
            State("p", kind: .parallel, transitions: [Transition(on: ["pause"], to: ["idle"])], children: [
                State("h", kind: .history(kind)),
                State("a", children: [State("a1", transitions: [Transition(on: ["next"], to: ["a2"])]), State("a2")]),
                State("b", children: [State("b1", transitions: [Transition(on: ["next"], to: ["b2"])]), State("b2")]),
            ]),
            State("idle", transitions: [Transition(on: ["resume"], to: ["h"])]))
        _ = try journey.send("next")
        #expect(try journey.send("pause").hasPrefix("?pause h=\(recorded) "))
        _ = try journey.send("resume")
        #expect(journey.active == active)
    }

    @Test("histories of two regions may be targets together")
    func twoHistories() throws {
        var journey = try Journey(
            State("p", kind: .parallel, transitions: [Transition(on: ["pause"], to: ["idle"])], children: [
                State("a", children: [State("ha", kind: .history(.shallow)), State("a1", transitions: [Transition(on: ["next"], to: ["a2"])]), State("a2")]),
                State("b", children: [State("hb", kind: .history(.deep)), State("b1", transitions: [Transition(on: ["next"], to: ["b2"])]), State("b2")]),
            ]),
            State("idle", transitions: [Transition(on: ["resume"], to: ["ha", "hb"]), Transition(on: ["half"], to: ["hb"])]))
        for event in ["next", "pause", "resume"] { _ = try journey.send(event) }
        #expect(journey.active == "p a a2 b b2")
        for event in ["pause", "half"] { _ = try journey.send(event) }
        #expect(journey.active == "p a a1 b b2")
    }

    @Test("a history taken from inside its parent leaves alone what the transition does not leave")
    func fromInside() throws {
        var journey = try Journey(
            State("top", children: [
                State("h", kind: .history(.shallow), historyDefault: .init(targets: ["x"])),
                State("q", kind: .parallel, children: [
                    State("r", children: [State("x", transitions: [Transition(on: ["go"], to: ["y"])]), State("y", transitions: [Transition(on: ["back"], to: ["h"])])]),
                    State("s", children: [State("u", transitions: [Transition(on: ["go"], to: ["v"])]), State("v")]),
                ]),
            ]))
        _ = try journey.send("go")
        #expect(journey.active == "top q r y s v")
        #expect(try journey.send("back") == "?back -y y.0 +x")
        #expect(journey.active == "top q r x s v")
    }

    @Test("a history taken from inside its parent for the first time brings back what was just left")
    func firstFromInside() throws {
        var journey = try Journey(
            State("q", kind: .parallel, children: [
                State("h", kind: .history(.deep)),
                State("r", children: [State("x", transitions: [Transition(on: ["go"], to: ["y"])]), State("y", transitions: [Transition(on: ["back"], to: ["h"])])]),
            ]))
        _ = try journey.send("go")
        #expect(try journey.send("back") == "?back h=y -y -r -q y.0 +q +r +y")
        #expect(journey.active == "q r y")
    }
}
