import JSON
import Statecharts
import Testing

@Suite("Sending")
struct SendTests {
    private func send(_ event: String, id: String? = nil, after delay: Int64 = 0, to target: String? = nil) -> ExecutableContent<String> {
        .send(SendContent(.literal(event), id: id, delay: .milliseconds(delay), target: target.map(Text.literal)))
    }

    private func listener(_ actions: [ExecutableContent<String>], _ transitions: [Transition] = []) -> State {
        State("a", onentry: [actions], transitions: transitions)
    }

    @Test("delayed events arrive at their times, in order of time and then of sending")
    func delays() throws {
        var journey = try Journey(listener([send("c", after: 30), send("a", after: 10), send("b1", after: 20), send("b2", after: 20)]))
        #expect(journey.told == "+a >c >a >b1 >b2")
        #expect(journey.step.snapshot.nextDue == 10)
        #expect(try journey.advance(to: 9) == "")
        #expect(try journey.advance(to: 20) == "due a ?a due b1 ?b1 due b2 ?b2")
        #expect(try journey.send("x", at: 100) == "due c ?c ?x")
        #expect(journey.step.snapshot.nextDue == nil)
    }

    @Test("a send made while another is dealt with counts from when that one was due")
    func chain() throws {
        var journey = try Journey(listener([send("tick", after: 10)], [Transition(on: ["tick"], actions: [send("tick", after: 10)])]))
        #expect(try journey.advance(to: 35) == "due tick ?tick a.0 >tick due tick ?tick a.0 >tick due tick ?tick a.0 >tick")
        #expect(journey.step.snapshot.nextDue == 40)
        #expect(journey.step.snapshot.delayed == [Send(event: journey.step.snapshot.delayed[0].event, due: 40)])
    }

    @Test("a delayed send can be taken back by its id, until it is delivered")
    func cancel() throws {
        var journey = try Journey(
            listener([send("late", id: "s1", after: 10), send("other", after: 10)], [Transition(on: ["stop"], actions: [.cancel(.literal("s1")), .cancel(.literal("s2"))])]))
        #expect(try journey.send("stop", at: 5) == "?stop a.0 cancelled s1")
        #expect(try journey.advance(to: 10) == "due other ?other")
        #expect(try journey.send("stop", at: 20) == "?stop a.0")
    }

    @Test("ids that the machine makes are no two alike and can be used to cancel")
    func madeIDs() throws {
        let make: ExecutableContent<String> = .send(SendContent(.literal("late"), idLocation: "id", delay: .milliseconds(10)))
        var journey = try Journey(
            listener([make, make], [Transition(on: ["stop"], actions: [.cancel(.expression("id"))])]), variables: ["id": nil])
        #expect(journey.variables["id"] == "send.3")
        #expect(try journey.send("stop") == "?stop a.0 cancelled send.3")
        #expect(try journey.advance(to: 10) == "due late ?late")
    }

    @Test("the event carries its parameters, its id and where it came from")
    func contents() throws {
        let journey = try Journey(
            listener([
                .send(SendContent(.expression("'e' "), id: "s1", payload: Payload(params: [.init("n", "n + 1"), .init("text", "'x'")]))),
                .send(SendContent(.literal("f"), target: .literal("#_internal"), payload: Payload(content: "[n, 2]"))),
            ]), variables: ["n": 1])
        let events = journey.step.trace.compactMap { entry in
            if case .event(let event) = entry { event } else { nil }
        }
        #expect(events == [
            Event("f", kind: .internal, data: [1, 2]),
            Event(
                "e", data: ["n": 2, "text": "x"], sendid: "s1", origin: "#_scxml_session",
                origintype: "http://www.w3.org/TR/scxml/#SCXMLEventProcessor"),
        ])
    }

    @Test("a send that cannot be carried out is discarded, with an error that names it", arguments: [
        ("nowhere", 0, "error.execution"), ("#_internal", 5, "error.execution"), ("#_scxml_other", 0, "error.communication"),
        (nil, -1, "error.execution"),
    ] as [(String?, Int64, String)])
    func failures(target: String?, delay: Int64, error: String) throws {
        let journey = try Journey(listener([send("e", id: "s1", after: delay, to: target)]))
        #expect(journey.told == "+a !\(error) ?\(error)")
        let errors = journey.step.trace.compactMap { entry in
            if case .error(let event) = entry { event } else { nil }
        }
        #expect(errors.map(\.sendid) == ["s1"])
        #expect(errors.map(\.kind) == [.platform])
    }

    @Test("a machine can name its own session as the target")
    func ownSession() throws {
        #expect(try Journey(listener([send("e", to: "#_scxml_session")])).told == "+a >e ?e")
    }

    @Test("a time beyond the last is the last, and a clock that stands still delivers nothing twice")
    func extremes() throws {
        var journey = try Journey(listener([send("never", after: .max), send("soon", after: 1)]))
        #expect(try journey.advance(to: .min) == "")
        #expect(try journey.advance(to: 1) == "due soon ?soon")
        #expect(try journey.advance(to: 1) == "")
        #expect(try journey.advance(to: .max) == "due never ?never")
    }
}
