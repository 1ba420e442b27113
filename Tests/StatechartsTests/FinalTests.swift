import JSON
import Statecharts
import Testing

@Suite("Coming to an end")
struct FinalTests {
    @Test("entering a final state raises the done event of its parent, with the final state's data")
    func doneState() throws {
        var journey = try Journey(
            State("p", transitions: [Transition(on: ["done.state.p"], if: "_event.data.score == 3 && _event.type == 'platform'", to: ["q"])], children: [
                State("a", transitions: [Transition(on: ["go"], to: ["f"])]),
                State("f", kind: .final, onentry: [[note("in")]], donedata: Payload(params: [.init("score", "n + 1")])),
            ]),
            State("q"), variables: ["n": 2])
        #expect(try journey.send("go") == "?go -a a.0 +f in !done.state.p ?done.state.p -f -p p.0 +q")
    }

    @Test("a parallel state is done when every region is, also where a region is parallel itself")
    func doneParallel() throws {
        func region(_ id: String, _ event: String) -> State {
            State(id, children: [State("\(id)1", transitions: [Transition(on: [event], to: ["\(id)f"])]), State("\(id)f", kind: .final)])
        }
        var journey = try Journey(State("p", kind: .parallel, children: [region("a", "x"), region("b", "y")]))
        #expect(try journey.send("x") == "?x -a1 a1.0 +af !done.state.a ?done.state.a")
        #expect(try journey.send("y") == "?y -b1 b1.0 +bf !done.state.b !done.state.p ?done.state.b ?done.state.p")
        var nested = try Journey(
            State("p", kind: .parallel, children: [region("a", "x"), State("q", kind: .parallel, children: [region("b", "y"), region("c", "y")])]))
        _ = try nested.send("y")
        #expect(try nested.send("x") == "?x -a1 a1.0 +af !done.state.a !done.state.p ?done.state.a ?done.state.p")
    }

    @Test("done data that fails leaves the parameter out and raises an error before the done event")
    func failingData() throws {
        let journey = try Journey(
            State("p", children: [State("f", kind: .final, donedata: Payload(params: [.init("a", "1 / 0"), .init("b", "2")]))]))
        #expect(journey.told == "+p +f !error.execution !done.state.p ?error.execution ?done.state.p")
        #expect(journey.step.trace.contains(.raised(Event("done.state.p", kind: .platform, data: ["b": 2]))))
    }

    @Test("a final state of the root stops the machine: the microstep ends, every state is left, nothing more is taken")
    func stopping() throws {
        var journey = try Journey(
            State("a", transitions: [Transition(on: ["end"], to: ["f"], actions: [.raise(event: "unheard"), .send(.init(.literal("later"), delay: .milliseconds(5)))])]),
            State("f", kind: .final, onentry: [[note("in")]], onexit: [[note("out")]], donedata: Payload(content: "'over'")))
        #expect(journey.step.snapshot.isRunning)
        #expect(try journey.send("end") == "?end -a a.0 !unheard >later +f in out -f done \"over\"")
        #expect(!journey.step.snapshot.isRunning)
        #expect(journey.active == "f")
        #expect(journey.step.snapshot.nextDue == nil)
        #expect(try journey.send("end") == "")
        #expect(try journey.advance(to: 100) == "")
    }

    @Test("exit blocks at the end run innermost first and see what is still active")
    func exitOrder() throws {
        let asks: [[ExecutableContent<String>]] = [[.if([Branch(if: "In('p')", [note("p-is")]), Branch(if: nil, [note("p-is-not")])])]]
        let journey = try Journey(
            State("p", kind: .final, onexit: asks))
        #expect(journey.told == "+p p-is -p done")
    }
}
