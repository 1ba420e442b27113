import JSON
import Statecharts
import Testing

/// https://www.w3.org/TR/scxml/#invoke
@Suite("Invoking")
struct InvokeTests {
    private typealias Invoke = Chart.Invoke

    private static func caller(_ invocations: Invoke..., within: [State] = []) -> Chart {
        Chart(name: "caller", states: [
            State("off", transitions: [Transition(on: ["go"], to: ["on"])]),
            State("on", onentry: [[note("in")]], onexit: [[note("out")]],
                transitions: [Transition(on: ["stop"], to: ["off"]), Transition(on: ["done.invoke.job"], to: ["off"])],
                invocations: invocations, children: within),
        ])
    }

    private let job = Invoke(id: "job", InvokeContent(.definition("a machine"), params: [.init("x", "1")]))

    @Test("a state invokes at the end of the macrostep, after everything else is at rest")
    func endOfMacrostep() throws {
        var journey = try Journey(Self.caller(job, within: [
            State("a", onentry: [[.raise(event: "more")]], transitions: [Transition(on: ["more"], to: ["b"])]), State("b"),
        ]))
        #expect(try journey.send("go") == #"?go -off off.0 +on in +a !more ?more -a a.0 +b invoke job {"x":1}"#)
    }

    @Test("a state that is left again in the same macrostep invokes nothing")
    func leftAgain() throws {
        var journey = try Journey(Chart(name: "brief", states: [
            State("off", transitions: [Transition(on: ["go"], to: ["on"])]),
            State("on", transitions: [Transition(to: ["rest"])], invocations: [job]), State("rest"),
        ]))
        #expect(try journey.send("go") == "?go -off off.0 +on -on on.0 +rest")
    }

    @Test("leaving the state cancels what it invoked, after its exit blocks")
    func cancelled() throws {
        var journey = try Journey(Self.caller(job))
        _ = try journey.send("go")
        #expect(try journey.send("stop") == "?stop out uninvoke job -on on.0 +off")
    }

    @Test("a session that has ended is not cancelled, and its done event is an event like others")
    func ended() throws {
        var journey = try Journey(Self.caller(job))
        _ = try journey.send("go")
        #expect(journey.step.snapshot.invoked.map(\.id) == ["job"])
        let done = Event("done.invoke.job", kind: .platform, data: 5, invokeid: "job")
        #expect(try journey.send(done) == "?done.invoke.job out -on on.1 +off")
        #expect(journey.step.snapshot.invoked == [])
    }

    @Test("only the platform says that a session has ended")
    func forged() throws {
        var journey = try Journey(Self.caller(job))
        _ = try journey.send("go")
        #expect(try journey.send(Event("done.invoke.job", invokeid: "job")) == "?done.invoke.job out uninvoke job -on on.1 +off")
    }

    @Test("finalize is carried out, with the event, before its transitions are looked for, and for its own session alone")
    func finalize() throws {
        let finalize: [ExecutableContent<String>] = [.assign(location: "got", "_event.data")]
        var journey = try Journey(
            Chart(name: "answers", states: [
                State("on", transitions: [Transition(on: ["answer"], if: "got == 7", to: ["right"])], invocations: [
                    Invoke(id: "a", finalize: finalize, InvokeContent(.nothing)),
                    Invoke(id: "b", finalize: [note("b")], InvokeContent(.nothing)),
                ]), State("right"),
            ]), ["got": 0])
        #expect(try journey.send(Event("answer", data: 7)) == "?answer")
        #expect(try journey.send(Event("answer", data: 7, invokeid: "a")) == "?answer uninvoke a uninvoke b -on on.0 +right")
    }

    @Test("every external event is forwarded where autoforward is set, that of the session itself too, but not to one that has ended")
    func autoforward() throws {
        var journey = try Journey(Self.caller(
            Invoke(id: "job", isAutoforwarding: true, InvokeContent(.nothing)), Invoke(id: "deaf", InvokeContent(.nothing))))
        _ = try journey.send("go")
        #expect(try journey.send("ping") == "?ping ping>job")
        #expect(try journey.send(Event("pong", invokeid: "job")) == "?pong pong>job")
        #expect(try journey.send(Event("error.communication", kind: .platform, invokeid: "job")) == "?error.communication")
        #expect(try journey.send("ping") == "?ping")
    }

    @Test("arguments that fail keep a session from being invoked, and an error event tells of it")
    func failingArguments() throws {
        var journey = try Journey(Self.caller(
            Invoke(id: "x", InvokeContent(.nothing, params: [.init("x", "1 / 0")])),
            Invoke(id: "y", InvokeContent(type: .literal("telepathy"), .nothing)), Invoke(id: "z", InvokeContent(.nothing))))
        #expect(try journey.send("go") == "?go -off off.0 +on in !error.execution !error.execution invoke z ?error.execution ?error.execution")
        #expect(journey.step.snapshot.invoked.map(\.id) == ["z"])
    }

    @Test("a session without id gets one of its state's id and a number, which is put where it is wanted")
    func madeID() throws {
        var journey = try Journey(Self.caller(Invoke(InvokeContent(.nothing, idLocation: "id"))), ["id": nil])
        #expect(try journey.send("go") == "?go -off off.0 +on in invoke on.1")
        #expect(journey.variables["id"] == "on.1")
        _ = try journey.send("stop")
        #expect(try journey.send("go") == "?go -off off.0 +on in invoke on.2")
    }

    @Test("an id that the machine makes is none that was given, so that a snapshot of both is read back")
    func madeBesideGiven() throws {
        let plain = InvokeContent<String>(.definition("a machine"))
        let journey = try Journey(State("p", kind: .parallel, children: [
            State("s", invocations: [Invoke(plain)]), State("t", invocations: [Invoke(id: "s.1", plain)]),
        ]))
        #expect(journey.step.snapshot.invoked.map(\.id) == ["s.2", "s.1"])
        #expect(try journey.machine.snapshot(from: journey.machine.json(of: journey.step.snapshot)) == journey.step.snapshot)
    }

    @Test("one can send to an invoked session while it runs; before and after it cannot be reached")
    func sending() throws {
        let hello = ExecutableContent<String>.send(SendContent(.literal("hello"), id: "h", target: .literal("#_job")))
        var chart = Self.caller(job)
        for index in chart.root.children.indices {
            chart.root.children[index].transitions.append(Transition(on: ["say"], actions: [hello]))
        }
        var journey = try Journey(chart)
        #expect(try journey.send("say") == "?say off.1 !error.communication ?error.communication")
        _ = try journey.send("go")
        #expect(try journey.send("say") == "?say on.2 >hello")
    }

    @Test("a delayed send goes to whoever is there when it is due")
    func sendingLate() throws {
        let hello = ExecutableContent<String>.send(SendContent(.literal("hello"), delay: .milliseconds(10), target: .literal("#_job")))
        var chart = Self.caller(job)
        chart.root.children[0].onentry = [[hello]]
        var journey = try Journey(chart)
        #expect(try journey.advance(to: 10) == "due hello !error.communication ?error.communication")
        journey = try Journey(chart)
        _ = try journey.send("go")
        #expect(try journey.advance(to: 10) == "due hello")
    }

    @Test("a machine that is cancelled leaves its states, and has no done data")
    func cancelledFromOutside() throws {
        var journey = try Journey(Self.caller(job))
        _ = try journey.send("go")
        let step = try journey.machine.cancel(journey.step.snapshot, now: 3, model: journey.step.model)
        #expect(tell(step.trace, journey.machine) == "out uninvoke job -on")
        #expect(!step.snapshot.isRunning)
        let again = try journey.machine.cancel(step.snapshot, now: 3, model: step.model)
        #expect(tell(again.trace, journey.machine) == "")
    }

    @Test("a snapshot holds what is invoked, and refuses what cannot be")
    func snapshot() throws {
        var journey = try Journey(Self.caller(job))
        _ = try journey.send("go")
        let json = journey.machine.json(of: journey.step.snapshot)
        #expect(json["invoked"] == [["id": "job", "state": "on", "index": 0]])
        #expect(try journey.machine.snapshot(from: json) == journey.step.snapshot)
        for (invoked, mistake) in [
            ([["id": "job", "state": "off", "index": 0]], "illegal-invocation /invoked/0"),
            ([["id": "job", "state": "on", "index": 1]], "illegal-invocation /invoked/0"),
            ([["id": "job", "state": "on", "index": -1]], "illegal-invocation /invoked/0"),
            ([["id": "job", "state": "nowhere", "index": 0]], "unknown-state /invoked/0/state"),
            ([["id": "job", "state": "on", "index": 0], ["id": "job", "state": "on", "index": 0]], "illegal-invocation /invoked/1"),
            ([["id": "job", "state": "on"]], "missing-field /invoked/0"),
        ] as [(JSON.Value, String)] {
            var object = try #require(json.objectValue)
            object["invoked"] = invoked
            #expect { try journey.machine.snapshot(from: .object(object)) } throws: { error in
                (error as? SnapshotError).map { "\($0.code.rawValue) \($0.pointer)" } == mistake
            }
        }
    }

    @Test("only states that last can invoke, and no two invocations have one id")
    func refused() throws {
        let chart = Chart(name: "wrong", states: [
            State("a", invocations: [job]), State("b", invocations: [job]), State("end", kind: .final, invocations: [Invoke(InvokeContent(.nothing))]),
        ])
        #expect { try Machine(compiling: chart) } throws: { error in
            (error as? MachineErrors)?.errors.map { "\($0.code.rawValue) \($0.place)" } == ["wrong-kind /states/2", "duplicate-id /states/1"]
        }
    }
}
