import JSON
import SCXML
import Statecharts
import Testing

/// https://www.w3.org/TR/scxml/#invoke, with sessions that really run.
@Suite("Invoked sessions")
struct SessionTests {
    private func session(_ inside: String, documents: [String: StatechartDocument] = [:], policy: Policy = .standard) throws -> Session {
        try Session(try CompiledStatechart(try document(inside)), id: "s", now: 0, documents: documents, policy: policy)
    }

    /// What each session logged, and the errors it raised, as `session: label value`.
    private func told(_ session: Session) -> [String] {
        session.trace.compactMap { entry in
            switch entry.entry {
            case .logged(let label, let value): "\(entry.session): " + [label, value?.text].compactMap { $0 }.joined(separator: " ")
            case .error(let event): "\(entry.session): \(event.name)"
            default: nil
            }
        }
    }

    private static let echo = """
        <scxml><state id="c">
          <transition event="ping"><send event="pong" target="#_parent"><content expr="_event.data"/></send></transition>
          <transition event="end" target="f"/></state>
          <final id="f"><donedata><content expr="'bye'"/></donedata></final></scxml>
        """

    @Test("a session answers the one that invoked it, ends, and its done data come with its done event")
    func conversation() throws {
        var session = try session("""
            <state id="on"><invoke id="job"><content>\(Self.echo)</content></invoke>
              <transition event="go"><send event="ping" target="#_job"><content expr="42"/></send></transition>
              <transition event="pong"><log label="pong" expr="[_event.data, _event.invokeid, _event.origin, _event.type]"/><send event="end" targetexpr="_event.origin"/></transition>
              <transition event="done.invoke.job" target="off"><log label="done" expr="[_event.data, _event.invokeid]"/></transition></state>
            <state id="off"/>
            """)
        #expect(session.configurations == ["s": ["on"], "s.job": ["c"]])
        try session.send(Event("go"), now: 1)
        #expect(told(session) == ["s: pong [42,\"job\",\"#_scxml_s.job\",\"external\"]", "s: done [\"bye\",\"job\"]"])
        #expect(session.configurations == ["s": ["off"]])
    }

    @Test("leaving the state cancels the session: its exit blocks run, and what it then sends is ignored")
    func cancelled() throws {
        var session = try session("""
            <state id="on"><invoke id="job"><content><scxml><state id="c"><onexit><log label="leaving"/><send event="late" target="#_parent"/></onexit></state></scxml></content></invoke>
              <transition event="stop" target="off"/></state>
            <state id="off"><transition event="*"><log label="got" expr="_event.name"/></transition></state>
            """)
        try session.send(Event("stop"), now: 1)
        #expect(told(session) == ["s.job: leaving"])
        #expect(session.configurations == ["s": ["off"]])
    }

    @Test("parameters are first values of the session's data of that name; others are ignored")
    func params() throws {
        let session = try session("""
            <datamodel><data id="x" expr="7"/></datamodel>
            <state id="on"><invoke id="job" namelist="x"><param name="y" expr="x + 1"/><param name="z" expr="0"/><content>
              <scxml><datamodel><data id="x" expr="1"/><data id="y" expr="1"/><data id="w" expr="x + y"/></datamodel>
              <state id="c"><onentry><log expr="[x, y, w]"/><log expr="z"/></onentry></state></scxml></content></invoke></state>
            """)
        #expect(told(session) == ["s.job: [7,8,15]", "s.job: error.execution"])
    }

    @Test("an empty finalize assigns what comes back under the names of variables that were given along")
    func emptyFinalize() throws {
        let session = try session("""
            <datamodel><data id="x" expr="1"/><data id="y" expr="1"/></datamodel>
            <state id="on"><invoke id="job" namelist="x"><param name="theirs" location="y"/><content>
              <scxml><state id="c"><onentry><send event="back" target="#_parent"><param name="x" expr="10"/><param name="theirs" expr="20"/></send>
                <send event="plain" target="#_parent"/></onentry></state></scxml></content><finalize/></invoke>
              <transition event="back"><log label="back" expr="[x, y]"/></transition><transition event="plain error"><log label="plain" expr="[x, y]"/></transition></state>
            """)
        #expect(told(session) == ["s: back [10,20]", "s: plain [10,20]"])
    }

    @Test("sessions have ids of their own, though their invokers' ids with dots come to the same text")
    func ids() throws {
        func log(_ word: String, _ inside: String = "") -> String {
            "<scxml><state id=\"c\"><onentry><log label=\"\(word)\" expr=\"_sessionid\"/></onentry>\(inside)<transition event=\"go\"><log label=\"went\" expr=\"_sessionid\"/></transition></state></scxml>"
        }
        let inside = """
            <parallel id="p"><state id="x"><invoke id="a"><content>\(log("a", "<invoke id=\"b\"><content>\(log("b"))</content></invoke>"))</content></invoke></state>
              <state id="y"><invoke id="a.b"><content>\(log("a.b"))</content></invoke>
                <transition event="go"><send event="go" target="#_a.b"/></transition></state></parallel>
            """
        var session = try session(inside)
        #expect(told(session) == ["s.a: a \"s.a\"", "s.a.b: b \"s.a.b\"", "s.a.b.2: a.b \"s.a.b.2\""])
        try session.send(Event("go"), now: 1)
        #expect(told(session) == ["s.a.b.2: went \"s.a.b.2\""])
        let read = try Session(CompiledStatechart(document(inside)), json: session.json)
        #expect(read.configurations == session.configurations && read.configurations.count == 4)
    }

    @Test("what is sent at the end of time arrives once")
    func endOfTime() throws {
        let child = "<scxml><state id=\"c\"><transition event=\"e\"><log label=\"e\"/></transition></state></scxml>"
        var session = try session("""
            <state id="on"><invoke id="job"><content>\(child)</content></invoke>
              <transition event="go"><send event="e" target="#_job" delay="5ms"/></transition></state>
            """)
        try session.send(Event("go"), now: .max)
        #expect(told(session) == ["s.job: e"])
        try session.advance(to: .max)
        #expect(told(session) == [])
    }

    @Test("events are forwarded to a session that wants them all")
    func autoforward() throws {
        var session = try session("""
            <state id="on"><invoke id="job" autoforward="true"><content><scxml><state id="c">
              <transition event="*"><log label="heard" expr="[_event.name, _event.data]"/></transition></state></scxml></content></invoke></state>
            """)
        try session.send(Event("anything", data: 5), now: 0)
        #expect(told(session) == ["s.job: heard [\"anything\",5]"])
    }

    @Test("a machine is invoked from an address, from a text, or from a value that an expression gives")
    func sources() throws {
        let inner = "<state id='c'><onentry><log label='here'/></onentry></state>"
        let text = "<scxml version='1.0'>\(inner)</scxml>".replacing("<", with: "&lt;")
        let form = "{'id': '__root', 'type': 'compound', 'states': [{'id': 'c', 'type': 'atomic', 'onentry': [[{'log': {'label': 'here'}}]]}]}"
        for invoke in ["src=\"a.scxml\"/>", "srcexpr=\"'a' + '.scxml'\"/>", "><content>\(text)</content></invoke>", "><content expr=\"\(form)\"/></invoke>"] {
            let session = try session("<state id=\"on\"><invoke id=\"job\" \(invoke)</state>", documents: ["a.scxml": try document(inner)])
            #expect(told(session) == ["s.job: here"], "\(invoke)")
        }
    }

    @Test("what cannot be invoked is an error of communication, with the session's id, and nothing runs")
    func unavailable() throws {
        for invoke in ["src=\"b.scxml\"/>", "/>", "><content>no machine</content></invoke>", "><content expr=\"{'id': 1}\"/></invoke>", "><content expr=\"5\"/></invoke>"] {
            let session = try session("""
                <state id="on"><invoke id="job" \(invoke)
                <transition event="error.communication"><log label="got" expr="[_event.invokeid, _event.type]"/></transition></state>
                """)
            #expect(told(session) == ["s: got [\"job\",\"platform\"]"], "\(invoke)")
            #expect(session.configurations == ["s": ["on"]])
        }
    }

    @Test("delayed sends of every session come at their own times")
    func time() throws {
        var session = try session("""
            <state id="on"><onentry><send event="own" delay="2s"/></onentry>
              <invoke id="job"><content><scxml><state id="c"><onentry><send event="third" target="#_parent" delay="3s"/><send event="self" delay="1s"/></onentry>
                <transition event="self"><send event="first" target="#_parent"/></transition></state></scxml></content></invoke>
              <transition event="*"><log expr="_event.name"/></transition></state>
            """)
        #expect(session.nextDue == 1_000)
        try session.advance(to: 10_000)
        #expect(told(session) == ["s: \"first\"", "s: \"own\"", "s: \"third\""])
        #expect(session.nextDue == nil)
    }

    private static let nested = """
        <datamodel><data id="n" expr="{1: duration('2s'), 'a': [1u, 2.5, b'x', timestamp('2026-01-01T00:00:00Z'), null, int]}"/></datamodel>
        <state id="on"><invoke id="job"><content><scxml><datamodel><data id="k" expr="1"/></datamodel>
          <state id="c"><transition event="go"><assign location="k" expr="k + 1"/><send event="tick" delay="1s"/></transition>
            <transition event="tick"><send event="told" target="#_parent"><content expr="k"/></send></transition>
            <invoke id="inner"><content><scxml><state id="d"><transition event="*"><log expr="_event.name"/></transition></state></scxml></content></invoke>
          </state></scxml></content></invoke>
          <transition event="go"><send event="go" target="#_job"/></transition>
          <transition event="told"><log label="told" expr="_event.data"/></transition></state>
        """

    @Test("a session with all that it invoked goes to JSON and back, and goes on as it would have")
    func json() throws {
        let chart = try CompiledStatechart(try document(Self.nested))
        var session = try Session(chart, id: "s", now: 0)
        try session.send(Event("go"), now: 5)
        let json = try JSON.Value.parse(session.json.text)
        var read = try Session(chart, json: json)
        #expect(read.json == json)
        #expect(read.configurations == ["s": ["on"], "s.job": ["c"], "s.job.inner": ["d"]])
        for now in [1_004, 1_005] as [Int64] {
            try session.advance(to: now)
            try read.advance(to: now)
            #expect(read.json == session.json)
            #expect(read.trace == session.trace)
        }
        #expect(told(read) == ["s: told 2"])
    }

    @Test("a session that was edited is refused, with its place", arguments: [
        ("format", 2, "unsupported /format"), ("now", nil, "missing-field "), ("more", 1, "unknown-field /more"), ("session", [], "wrong-type /session"),
        ("session", ["id": "s"], "missing-field /session"),
    ] as [(String, JSON.Value?, String)])
    func refused(key: String, value: JSON.Value?, mistake: String) throws {
        let chart = try CompiledStatechart(try document(Self.nested))
        var object = try #require(try Session(chart, now: 0).json.objectValue)
        object[key] = value
        #expect { try Session(chart, json: .object(object)) } throws: { error in
            (error as? DocumentError).map { "\($0.code.rawValue) \($0.pointer)" } == mistake
        }
    }

    @Test("inside a session, too, every place is told")
    func refusedInside() throws {
        let chart = try CompiledStatechart(try document(Self.nested))
        let text = try Session(chart, id: "s", now: 0).json.text
        for (old, new, mistake) in [
            ("\"configuration\":[\"c\"]", "\"configuration\":[\"d\"]", "bad-snapshot /session/children/0/session/machine/configuration/0"),
            ("\"invocation\":\"inner\"", "\"invocation\":\"other\"", "clash /session/children/0/session/children/0/invocation"),
            ("{\"k\":{\"int\":\"1\"}}", "{\"k\":{\"int\":\"x\"}}", "wrong-type /session/children/0/session/data/k/int"),
            ("{\"k\":{\"int\":\"1\"}}", "{\"_event\":{\"int\":\"1\"}}", "bad-name /session/children/0/session/data/_event"),
            ("\"machine\":\"", "\"machine\":\"0", "bad-snapshot /session/machine/machine"),
        ] {
            let json = try JSON.Value.parse(text.replacing(old, with: new, maxReplacements: 1))
            #expect { try Session(chart, json: json) } throws: { error in
                (error as? DocumentError).map { "\($0.code.rawValue) \($0.pointer)" } == mistake
            }
        }
    }

    @Test("sessions that send one another events without rest are stopped, and stay as they were")
    func pingPong() throws {
        let inner = "<scxml><state id=\"c\"><transition event=\"ping\"><send event=\"pong\" target=\"#_parent\"/></transition></state></scxml>"
        var session = try session("""
            <state id="on"><invoke id="job"><content>\(inner)</content></invoke>
              <transition event="go pong"><send event="ping" target="#_job"/></transition></state>
            """)
        let before = session.json
        #expect { try session.send(Event("go"), now: 9) } throws: { error in (error as? SessionError)?.code == .deliveryLimit }
        #expect(session.json == before)
    }

    @Test("a clock that ticks all the time does not run for ever in one call")
    func ticks() throws {
        let tick = "<send event=\"tick\" delay=\"1ms\"/>"
        var session = try session("<state id=\"on\"><onentry>\(tick)</onentry><transition event=\"tick\">\(tick)</transition></state>")
        try session.advance(to: 5_000)
        #expect(session.nextDue == 5_001)
        #expect { try session.advance(to: .max) } throws: { error in (error as? SessionError)?.code == .timerLimit }
        #expect(session.nextDue == 5_001)
    }

    @Test("sessions that invoke themselves within one another are stopped")
    func invokesItself() throws {
        let inside = "<state id=\"on\"><invoke id=\"job\" src=\"me\"/><transition event=\"error.communication\"><log label=\"too deep\"/></transition></state>"
        let session = try session(inside, documents: ["me": try document(inside)])
        #expect(session.configurations.count == 33)
        #expect(told(session) == ["s\(String(repeating: ".job", count: 32)): too deep"])
    }

    @Test("a session whose machine does not come to rest fails the call, by its id")
    func step() throws {
        var session = try session("""
            <state id="on"><invoke id="job"><content><scxml><state id="c"><transition event="go turn"><raise event="turn"/></transition></state></scxml></content></invoke>
              <transition event="go"><send event="go" target="#_job"/></transition></state>
            """)
        #expect { try session.send(Event("go"), now: 0) } throws: { error in
            guard let error = error as? SessionError else { return false }
            return error.code == .step && error.session == "s.job" && error.cause?.code == .microstepLimit
        }
    }
}
