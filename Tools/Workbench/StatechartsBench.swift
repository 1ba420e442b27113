import CEL
import JSON
import SCXML
import Statecharts

/// The machines of `bench statecharts`. `Tools/bench-statecharts.mjs` has the same five in XState's words.
enum StatechartsBench {
    static func rows() throws -> [BenchTable.Row] {
        let small = try measure(rings(10, 10), "next", count: 100_000)
        let large = try measure(rings(100, 100), "next", count: 100_000)
        let times = large.nanoseconds / small.nanoseconds
        return [
            .init(key: "toggle", title: "flat toggle", measure: try measure(toggle, "toggle"), published: [372_000, 205_000], factor: 4),
            .init(key: "guard", title: "guard and assign, in CEL", measure: try measure(counter, "count"), published: [294_000, 160_000], factor: 3),
            .init(key: "regions", title: "four parallel regions, all moving", measure: try measure(regions, "toggle"), published: [84_000, 47_000], factor: 6),
            .init(key: "depth", title: "depth 8", measure: try measure(deep(8), "toggle"), published: [193_000, 145_000], factor: 4),
            .init(key: "", title: "depth 8, every level left and entered", measure: try measure(deep(8), "again")),
            .init(key: "restore", title: "from JSON, one event, to JSON", measure: try restore(counter, "count"), published: [37_000, 39_000], factor: 6),
            .init(key: "", title: "a machine of 111 states", measure: small),
            .init(key: "", title: "a machine of 10,101 states", measure: large, remark: "\(Int(times * 100)) % of the time of one of 111"),
        ]
    }

    // MARK: Machines, in the JSON form

    private static func state(_ id: String, _ transitions: [JSON.Value] = [], inside states: [JSON.Value] = [], isParallel: Bool = false) -> JSON.Value {
        let type: JSON.Value = isParallel ? "parallel" : states.isEmpty ? "atomic" : "compound"
        return ["id": .string(id), "type": type, "transitions": .array(transitions), "states": .array(states)]
    }

    private static func transition(on event: String, to target: String) -> JSON.Value {
        let targets: [JSON.Value] = [.string(target)]
        return ["event": .string(event), "target": .array(targets)]
    }

    /// Two states that lead to one another.
    private static func pair(_ suffix: String = "") -> [JSON.Value] {
        let (a, b) = ("a" + suffix, "b" + suffix)
        return [state(a, [transition(on: "toggle", to: b)]), state(b, [transition(on: "toggle", to: a)])]
    }

    private static var toggle: JSON.Value { state("__root", inside: pair()) }

    private static var counter: JSON.Value {
        let assign: JSON.Value = ["location": "count", "expr": "count + 1"]
        let count: JSON.Value = ["event": "count", "cond": "count < 1000000000", "target": ["counting"], "actions": [["assign": assign]]]
        var root = state("__root", inside: [state("counting", [count])]).objectValue ?? Object()
        root.append("datamodel", [["id": "count", "expr": "0"]])
        return .object(root)
    }

    private static var regions: JSON.Value {
        let four = (1...4).map { state("r\($0)", inside: pair("\($0)")) }
        return state("__root", inside: [state("p", inside: four, isParallel: true)])
    }

    private static func deep(_ depth: Int) -> JSON.Value {
        let inner = (2..<depth).reversed().reduce(pair()) { states, level in [state("l\(level)", inside: states)] }
        return state("__root", inside: [state("l1", [transition(on: "again", to: "a")], inside: inner)])
    }

    /// Rings of states within a ring: `next` goes round in one, and from its last state to the next ring.
    private static func rings(_ count: Int, _ size: Int) -> JSON.Value {
        let rings = (0..<count).map { ring in
            let states = (0..<size).map { place in
                let next = place + 1 < size ? "s\(ring).\(place + 1)" : "r\((ring + 1) % count)"
                return state("s\(ring).\(place)", [transition(on: "next", to: next)])
            }
            return state("r\(ring)", inside: states)
        }
        return state("__root", inside: rings)
    }

    // MARK: Measuring

    private static func machine(_ form: JSON.Value) throws -> (Machine<CELModel>, Step<CELModel>) {
        let document = try StatechartDocument(json: form)
        let machine = try document.machine()
        return (machine, try machine.start(now: 0, model: document.model(session: "bench")))
    }

    private static func measure(_ form: JSON.Value, _ name: String, count: Int = 200_000) throws -> Measure {
        let (machine, first) = try machine(form)
        let event = Event(name)
        var (snapshot, model) = (first.snapshot, first.model)
        return try Measure(count: count) {
            let step = try machine.step(snapshot, event, now: 0, model: model)
            (snapshot, model) = (step.snapshot, step.model)
        }
    }

    /// Reads a snapshot and its data, each a JSON text of its own, takes one event, writes both.
    private static func restore(_ form: JSON.Value, _ name: String) throws -> Measure {
        let (machine, first) = try machine(form)
        let event = Event(name)
        let evaluator = first.model.evaluator
        var snapshot = machine.bytes(of: first.snapshot)
        var data = write(evaluator)
        return try Measure(count: 20_000) {
            let model = CELModel(restored(evaluator, try JSON.Value.parse(data)), session: first.model.session)
            let step = try machine.step(try machine.snapshot(fromBytes: snapshot), event, now: 0, model: model)
            snapshot = machine.bytes(of: step.snapshot)
            data = write(step.model.evaluator)
        }
    }

    private static func write(_ evaluator: CELEvaluator) -> [UInt8] {
        var data = Object()
        for name in evaluator.variables.names { data.append(name, evaluator.variables[name].map(evaluator.json) ?? .null) }
        return JSON.Value.object(data).serialized()
    }

    private static func restored(_ evaluator: CELEvaluator, _ data: JSON.Value) -> CELEvaluator {
        var variables = Bindings()
        for (name, value) in data.objectValue ?? Object() { variables[name] = evaluator.value(of: value) }
        return CELEvaluator(session: "bench", variables: variables)
    }
}
