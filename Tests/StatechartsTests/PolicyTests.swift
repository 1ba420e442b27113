import JSON
import Statecharts
import Testing

@Suite("Policies and limits")
struct PolicyTests {
    private func failure(_ body: () throws -> Void) throws -> StepError {
        do {
            try body()
        } catch let error as StepError {
            return error
        }
        Issue.record("nothing failed")
        throw SmallLanguage.Failure(description: "nothing failed")
    }

    private let guarded = State("a", transitions: [Transition(on: ["go"], if: "1 / 0", to: ["b"]), Transition(on: ["go"], to: ["c"])])

    @Test("by the Recommendation a condition that errs counts as false and raises error.execution, once")
    func guardRaises() throws {
        var journey = try Journey(guarded, State("b"), State("c"))
        #expect(try journey.send("go") == "?go !error.execution -a a.1 +c ?error.execution")
        var shared = try Journey(
            State("p", kind: .parallel, transitions: [Transition(on: ["go"], if: "dyn('x')")], children: [State("r"), State("s")]))
        #expect(try shared.send("go") == "?go !error.execution ?error.execution")
    }

    @Test("a host may have the step fail instead, with its place and cause, and the snapshot stands")
    func guardStops() throws {
        var journey = try Journey(guarded, State("b"), State("c"), policy: Policy(guardErrors: .stop))
        let before = journey.step.snapshot
        let error = try failure { _ = try journey.send("go") }
        #expect(error.description == "A condition of a cannot be evaluated: division by zero (guard-error)")
        #expect(error.state == journey.machine.state("a"))
        #expect(error.transition == 0)
        #expect(error.cause is SmallLanguage.Failure)
        #expect(tell(error.trace, journey.machine) == "?go")
        #expect(journey.step.snapshot == before)
    }

    @Test("an action that fails may stop the step too")
    func actionStops() throws {
        let chart = Chart(name: "test", states: [State("a", onentry: [[.assign(location: "n", "1")]])])
        let error = try failure { _ = try Journey(chart, policy: Policy(actionErrors: .stop)) }
        #expect(error.description == "An action of a fails: there is no variable n (action-error)")
    }

    @Test("an event that enables nothing is reported where the host asks for it")
    func unmatched() throws {
        var journey = try Journey(State("a", transitions: [Transition(on: ["go"], if: "false", to: ["f"]), Transition(on: ["end"], to: ["f"])]), State("f", kind: .final), policy: Policy(unmatched: .report))
        #expect(try journey.send("go") == "?go unmatched go")
        _ = try journey.send("end")
        #expect(try journey.send("go") == "unmatched go")
    }

    @Test("a machine that does not come to rest is stopped, and its cycle is told")
    func microsteps() throws {
        let chart = Chart(name: "test", states: [
            State("start", transitions: [Transition(on: ["go"], to: ["x"])]),
            State("x", transitions: [Transition(if: "true", to: ["y"])]),
            State("y", transitions: [Transition(if: "true", to: ["z"])]),
            State("z", transitions: [Transition(if: "true", to: ["x"])]),
        ])
        var journey = try Journey(chart)
        let error = try failure { _ = try journey.send("go") }
        #expect(error.code == .microstepLimit)
        #expect(error.cycle == ["z", "x", "y"])
        #expect(error.sentence == "One step takes more than 1000 microsteps; put a condition on the cycle z, x, y.")
        #expect(journey.active == "start")
        var small = try Journey(chart, policy: Policy(microstepLimit: 1))
        #expect(try failure { _ = try small.send("go") }.cycle == ["x", "y"])
    }

    @Test("a machine that sends itself events for ever is stopped as well, at once or with delays")
    func ownSends() throws {
        let again: ExecutableContent<String> = .send(SendContent(.literal("go")))
        var journey = try Journey(State("a", transitions: [Transition(on: ["go"], actions: [again])]))
        #expect(try failure { _ = try journey.send("go") }.cycle == ["a"])
        let tick: ExecutableContent<String> = .send(SendContent(.literal("go"), delay: .milliseconds(1)))
        var ticking = try Journey(State("a", transitions: [Transition(on: ["go"], actions: [tick])]))
        _ = try ticking.send("go")
        #expect(try failure { _ = try ticking.advance(to: 1_000_000) }.code == .microstepLimit)
    }

    @Test("a condition that fails on its own error event does not go on for ever")
    func ownErrors() throws {
        var journey = try Journey(State("a", transitions: [Transition(on: ["*"], if: "1 / 0")]))
        let error = try failure { _ = try journey.send("go") }
        #expect(error.description == "One step takes more than 1000 microsteps; correct the condition that fails again whenever its own error event is dealt with. (microstep-limit)")
    }

    @Test("no queue holds more than its limit", arguments: [
        (ExecutableContent<String>.raise(event: "e"), "internal"), (.send(SendContent(.literal("e"))), "external"),
        (.send(SendContent(.literal("e"), delay: .milliseconds(1))), "delayed"),
    ])
    func queues(action: ExecutableContent<String>, queue: String) throws {
        let chart = Chart(name: "test", states: [State("a", onentry: [[action, action, action]])])
        let error = try failure { _ = try Journey(chart, policy: Policy(queueLimit: 2)) }
        #expect(error.description == "The \(queue) queue would hold more than 2 events; send or raise fewer of them. (queue-full)")
        #expect(try Journey(chart, policy: Policy(queueLimit: 3)).active == "a")
    }

    @Test("another machine's snapshot is refused")
    func otherMachine() throws {
        let journey = try Journey(State("a"))
        let other = try Journey(State("b"), State("a"))
        let error = try failure { _ = try other.machine.step(journey.step.snapshot, Event("e"), now: 0, model: model()) }
        #expect(error.code == .otherMachine)
        #expect(other.machine.configuration(of: journey.step.snapshot) == [])
        #expect(other.machine.transitions(for: "e", in: journey.step.snapshot) == [])
    }
}
