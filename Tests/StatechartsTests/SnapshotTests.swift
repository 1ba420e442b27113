import JSON
import Statecharts
import Testing

@Suite("Snapshots")
struct SnapshotTests {
    private let chart = Chart(name: "test", states: [
        State("p", onentry: [[.send(SendContent(.literal("late"), id: "s", delay: .milliseconds(50), payload: Payload(content: "7")))]],
            transitions: [Transition(on: ["pause"], to: ["idle"])], children: [
                State("h", kind: .history(.deep)), State("hs", kind: .history(.shallow)),
                State("a", transitions: [Transition(on: ["next"], to: ["b2"])]),
                State("b", children: [State("b1"), State("b2")]),
            ]),
        State("idle", transitions: [Transition(on: ["resume"], to: ["h"])]),
    ])

    private func paused() throws -> Journey {
        var journey = try Journey(chart)
        _ = try journey.send("next")
        _ = try journey.send("pause")
        return journey
    }

    @Test("a snapshot is written with its states by id")
    func written() throws {
        let journey = try paused()
        let json = journey.machine.json(of: journey.step.snapshot)
        #expect(json["machine"]?.stringValue?.utf8.count == 16)
        var object = try #require(json.objectValue)
        object["machine"] = nil
        #expect(Value.object(object).text == """
            {"format":2,"running":true,"configuration":["idle"],"history":{"h":["b2"],"hs":["b"]},"internal":[],"external":[],\
            "delayed":[{"due":50,"event":{"name":"late","kind":"external","data":7,"sendid":"s","origin":"#_scxml_session",\
            "origintype":"http://www.w3.org/TR/scxml/#SCXMLEventProcessor"}}],"invoked":[],"sends":1}
            """)
        #expect(try journey.machine.snapshot(from: json) == journey.step.snapshot)
    }

    @Test("a snapshot read back goes on as the machine would have")
    func goesOn() throws {
        let journey = try paused()
        let read = try journey.machine.snapshot(from: try Value.parse(journey.machine.json(of: journey.step.snapshot).text))
        let step = try journey.machine.step(read, Event("resume"), now: 60, model: journey.step.model)
        #expect(tell(step.trace, journey.machine) == "due late ?late ?resume -idle idle.0 +p >late +b +b2")
    }

    @Test("a snapshot's text is read from its bytes as from its tree, spaced, escaped, in another order, and broken", arguments: [
        ("{", "{ "), ("\"format\":2,", ""), ("idle", "\\u0069dle"), (",\"sends\":1}", ",\"sends\":01}"), (",\"sends\":1}", ",\"sends\":-1}"),
        (",\"sends\":1}", ",\"sends\":9223372036854775807}"), (",\"sends\":1}", ",\"sends\":9223372036854775808}"),
        (",\"sends\":1}", ",\"sends\":1}}"), (",\"sends\":1}", ",\"sends\":1.0}"), (",\"sends\":1}", ",\"sends\":1"),
        ("\"hs\":", "\"h\":"), ("[\"b2\"]", "[\"b2\",\"b2\"]"), ("[\"b2\"]", "[\"b2\",]"), ("[\"b2\"]", "[\"b1\"]"), ("[\"b\"]", "[]"),
        ("\"running\":true,", ""), (",\"sends\":1}", ",\"sends\":1,\"running\":true}"), ("idle", "p"), ("\"sends\":1", "\"sends\":0"), ("2", "1"),
    ])
    func bytes(part: String, other: String) throws {
        let journey = try paused()
        // With the send and without it: what waits is read by the tree alone.
        let rested = try journey.machine.advance(journey.step.snapshot, to: 60, model: journey.step.model)
        for snapshot in [journey.step.snapshot, rested.snapshot] {
            let text = journey.machine.json(of: snapshot).text
            #expect(journey.machine.bytes(of: snapshot) == Array(text.utf8))
            #expect(try journey.machine.snapshot(fromBytes: Array(text.utf8)) == snapshot)
            let changed = text.replacing(part, with: other)
            #expect(changed != text)
            let byTree = Result { try journey.machine.snapshot(from: try Value.parse(changed)) }
            let byBytes = Result { try journey.machine.snapshot(fromBytes: Array(changed.utf8)) }
            #expect("\(byTree)" == "\(byBytes)")
        }
    }

    @Test("a snapshot that is none of this machine's is refused with a named error", arguments: [
        ("format", 3, "unknown-format /format"), ("machine", "0000000000000000", "other-machine /machine"),
        ("running", 1, "wrong-type /running"), ("running", nil, "missing-field "), ("extra", 1, "unknown-field "),
        ("configuration", ["idle", "nowhere"], "unknown-state /configuration/1"), ("configuration", "idle", "wrong-type /configuration"),
        ("configuration", ["idle", "p"], "illegal-configuration /configuration"), ("configuration", ["p", "b"], "illegal-configuration /configuration"),
        ("configuration", ["b2"], "illegal-configuration /configuration"), ("configuration", [], "illegal-configuration /configuration"),
        ("configuration", ["p", "h"], "illegal-configuration /configuration"),
        ("history", ["idle": ["b2"]], "unknown-state /history/idle"), ("history", ["h": ["b"]], "illegal-history /history/h"),
        ("history", ["h": ["b1", "b2"]], "illegal-history /history/h"), ("history", ["h": []], "illegal-history /history/h"),
        ("history", ["hs": ["b2"]], "illegal-history /history/hs"), ("history", ["hs": ["idle"]], "illegal-history /history/hs"),
        ("history", [], "wrong-type /history"), ("internal", [["name": "e"]], "missing-field /internal/0"),
        ("external", [["name": "e", "kind": "odd"]], "wrong-type /external/0/kind"), ("external", [1], "wrong-type /external/0"),
        ("external", [["name": "e", "kind": "external", "more": 1]], "unknown-field /external/0"),
        ("delayed", [["due": "x"]], "wrong-type /delayed/0/due"),
        ("delayed", [["due": 2, "event": ["name": "e", "kind": "external"]], ["due": 1, "event": ["name": "e", "kind": "external"]]], "out-of-order /delayed"),
        ("delayed", [["due": 2, "event": ["name": "e", "kind": "external"], "target": "x"]], "wrong-type /delayed/0/target"),
        ("sends", 1.5, "wrong-type /sends"),
    ] as [(String, Value?, String)])
    func refused(key: String, value: Value?, mistake: String) throws {
        let journey = try paused()
        var object = try #require(journey.machine.json(of: journey.step.snapshot).objectValue)
        object[key] = value
        #expect {
            try journey.machine.snapshot(from: .object(object))
        } throws: { error in
            (error as? SnapshotError).map { "\($0.code.rawValue) \($0.pointer)" } == mistake
        }
        #expect {
            try journey.machine.snapshot(fromBytes: Value.object(object).serialized())
        } throws: { error in
            (error as? SnapshotError).map { "\($0.code.rawValue) \($0.pointer)" } == mistake
        }
        #expect(throws: SnapshotError.self) { try journey.machine.snapshot(from: [1]) }
    }

    @Test("a configuration that cannot be is refused with the state where it shows, and what would make it pass", arguments: [
        (["idle", "p"], "/configuration: Of the states in the machine one is active at a time, and here it is p, idle; name one. (illegal-configuration)"),
        ([], "/configuration: Of the states in the machine one is active at a time, and here it is none; name one. (illegal-configuration)"),
        (["p", "b"], "p/b /configuration: Of the states in b one is active at a time, and here it is none; name one. (illegal-configuration)"),
        (["p", "a", "b2"], "p/b/b2 /configuration: b2 is active without b, which it is in; add that. (illegal-configuration)"),
        (["p", "h", "a"], "p/h /configuration: h is a history, which is never active; leave it out. (illegal-configuration)"),
    ] as [([String], String)])
    func objections(states: [String], told: String) throws {
        let journey = try paused()
        var object = try #require(journey.machine.json(of: journey.step.snapshot).objectValue)
        object["configuration"] = .array(states.map(Value.string))
        #expect { try journey.machine.snapshot(from: .object(object)) } throws: { "\($0)" == told }
    }

    @Test("a snapshot's size does not grow with the machine's age")
    func size() throws {
        var journey = try Journey(chart)
        var sizes: Set<Int> = []
        for round in 0..<200 {
            for event in ["next", "pause", "resume"] { _ = try journey.send(event, at: Int64(round) * 100 + 1_000_000) }
            _ = try journey.advance(to: Int64(round) * 100 + 1_000_099)
            if round >= 100 { sizes.insert(journey.machine.json(of: journey.step.snapshot).serialized().count) }
        }
        #expect(sizes.count == 1)
    }

    @Test("machines of another shape have another fingerprint, those of the same shape the same")
    func fingerprints() throws {
        let same = try Machine(compiling: chart).fingerprint
        #expect(try Machine(compiling: chart).fingerprint == same)
        var renamed = chart
        renamed.root.children[1].id = "rest"
        renamed.root.children[0].transitions[0].targets = ["rest"]
        #expect(try Machine(compiling: renamed).fingerprint != same)
        var moved = chart
        moved.root.children[1].transitions[0].targets = ["hs"]
        #expect(try Machine(compiling: moved).fingerprint != same)
    }
}
