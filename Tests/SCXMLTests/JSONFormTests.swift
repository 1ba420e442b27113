import JSON
import SCXML
import Statecharts
import Testing

@Suite("The JSON form")
struct JSONFormTests {
    private static let machine = """
        {"id": "__root", "type": "compound", "name": "review", "datamodel": [{"id": "x", "expr": "1"}], "states": [
          {"id": "open", "type": "compound", "states": [
            {"id": "visiting", "type": "atomic", "onentry": [[{"send": {"event": "e", "delay_ms": 5, "params": [{"name": "p", "expr": "x"}]}}]],
             "transitions": [{"event": "done", "target": ["closed"], "type": "external", "cond": "x == 1", "actions": [{"if": [{"cond": "true", "actions": []}]}]}]}]},
          {"id": "closed", "type": "final", "donedata": {"content_expr": "x"}}]}
        """

    @Test("what is read is written as it was")
    func same() throws {
        let json = try JSON.Value.parse(Self.machine)
        #expect(try StatechartDocument(json: json).json() == json)
    }

    /// Each replaces a part of the machine by another.
    @Test("a mistake is told with its place, in the file and in the machine", arguments: [
        ("\"id\": \"visiting\", ", "", "missing-field open/0 /states/0/states/0"),
        ("\"type\": \"atomic\", ", "", "missing-field open/visiting /states/0/states/0"),
        ("\"atomic\"", "\"atom\"", "wrong-type open/visiting /states/0/states/0/type"),
        ("\"atomic\"", "1", "wrong-type open/visiting /states/0/states/0/type"),
        ("\"type\": \"final\"", "\"type\": \"final\", \"history\": \"deep\"", "unknown-field closed /states/1/history"),
        ("\"x == 1\"", "\"x ==\"", "bad-expression open/visiting /states/0/states/0/transitions/0/cond"),
        ("\"x == 1\"", "true", "wrong-type open/visiting /states/0/states/0/transitions/0/cond"),
        ("[\"closed\"]", "\"closed\"", "wrong-type open/visiting /states/0/states/0/transitions/0/target"),
        ("[\"closed\"]", "[1]", "wrong-type open/visiting /states/0/states/0/transitions/0/target/0"),
        ("\"event\": \"done\"", "\"event\": \" \"", "wrong-type open/visiting /states/0/states/0/transitions/0/event"),
        ("\"event\": \"done\"", "\"evnt\": \"done\"", "unknown-field open/visiting /states/0/states/0/transitions/0/evnt"),
        ("\"event\": \"e\", ", "", "missing-field open/visiting /states/0/states/0/onentry/0/0/send"),
        ("\"event\": \"e\", ", "\"event\": \"e\", \"event_expr\": \"x\", ", "clash open/visiting /states/0/states/0/onentry/0/0/send/event_expr"),
        ("\"delay_ms\": 5", "\"delay_ms\": 1.5", "wrong-type open/visiting /states/0/states/0/onentry/0/0/send/delay_ms"),
        ("\"name\": \"p\", ", "", "missing-field open/visiting /states/0/states/0/onentry/0/0/send/params/0"),
        ("{\"send\":", "{\"sned\":", "unsupported open/visiting /states/0/states/0/onentry/0/0/sned"),
        ("{\"send\":", "{\"log\": {}, \"send\":", "wrong-type open/visiting /states/0/states/0/onentry/0/0"),
        ("{\"cond\": \"true\", \"actions\": []}", "{\"cond\": \"true\", \"acts\": []}", "unknown-field open/visiting /states/0/states/0/transitions/0/actions/0/if/0/acts"),
        ("\"id\": \"x\"", "\"id\": \"x.y\"", "bad-name  /datamodel/0/id"),
        ("\"states\": [\n", "\"stages\": [\n", "unknown-field  /stages"),
        ("\"id\": \"__root\", ", "", "missing-field  "),
    ])
    func mistakes(old: String, new: String, told: String) throws {
        let json = try JSON.Value.parse(Self.machine.replacing(old, with: new, maxReplacements: 1))
        #expect { try StatechartDocument(json: json) } throws: { error in
            (error as? DocumentError).map { "\($0.code.rawValue) \($0.path) \($0.pointer)" } == told
        }
    }

    @Test("no value that is no object is a machine", arguments: [nil, true, 1, "x", [], [[:]]] as [JSON.Value])
    func noObject(json: JSON.Value) {
        #expect(throws: DocumentError.self) { try StatechartDocument(json: json) }
    }

    @Test("states nested too deeply are refused, however deep", arguments: [100, 600, 1_000])
    func depth(depth: Int) throws {
        let text = String(repeating: "{\"id\": \"s\", \"type\": \"compound\", \"states\": [", count: depth) + "{\"id\": \"a\", \"type\": \"atomic\"}"
            + String(repeating: "]}", count: depth)
        let json = try JSON.Value.parse(text, limits: Limits(depth: Limits.deepest))
        #expect { _ = try StatechartDocument(json: json).machine() } throws: { error in
            if let error = error as? DocumentError { return error.code == .tooDeep && depth > 512 }
            return (error as? MachineErrors)?.errors.contains { $0.code == .tooDeep } ?? false
        }
    }

    @Test("a case that is malformed is an error, never a crash", arguments: [
        "", "{", "[]", "{}", "{\"name\": 1}", "{\"name\": \"n\"}", "{\"name\": \"n\", \"machine\": {}}", "{\"name\": \"n\", \"machine\": {}, \"script\": []}",
        "{\"name\": \"n\", \"machine\": {}, \"script\": {}}", "{\"name\": \"n\", \"machine\": \(machine), \"script\": {\"events\": [{\"event\": \"a b\"}]}}",
        "{\"name\": \"n\", \"machine\": \(machine), \"script\": {\"events\": [{\"event\": \"a\", \"after_ms\": \"soon\"}]}}",
        "{\"name\": \"n\", \"machine\": \(machine), \"script\": {\"finalConfiguration\": 1}}",
    ])
    func badCases(text: String) {
        #expect(throws: (any Error).self) { try ConformanceCase(bytes: Array(text.utf8)).run() }
    }
}
