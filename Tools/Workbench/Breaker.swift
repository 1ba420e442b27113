import Chance
import Foundation
import JSON
import SCXML
import Statecharts
import StatechartsTrial

/// Makes mistakes in machines and snapshots: each must be an error, or run. A trap ends the process; what takes too
/// long, or is taken though it is not legal, is a finding.
struct Breaker {
    private(set) var findings: [String] = []
    private var dice: SplitMix64
    private var seed: UInt64
    private var counts: [String: Int] = [:]
    /// A snapshot of some earlier machine.
    private var stranger: JSON.Value = .null
    private let policy = Policy(microstepLimit: 60, queueLimit: 200)

    init(seed: UInt64) {
        self.seed = seed
        dice = SplitMix64(seed: seed &* 0x5851_F42D)
    }

    var tally: String { counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ") }

    mutating func round() {
        seed &+= 1
        let start = Date()
        var maker = MachineMaker(seed: seed)
        let chart = maker.chart()
        breakDescription(chart)
        breakSnapshots(chart, &maker)
        breakForm()
        if seed % 64 == 0 { nest() }
        let took = Date().timeIntervalSince(start)
        if took > 10 { findings.append("seed \(seed): takes \(took) seconds") }
    }

    private mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    // MARK: Descriptions

    private mutating func breakDescription(_ chart: TrialChart) {
        var chart = chart
        for _ in 0..<dice.number(1...3) { breakState(&chart.root) }
        run(chart, "descriptions")
    }

    private mutating func breakState(_ state: inout TrialChart.State) {
        if !state.children.isEmpty, dice.rolls(3, in: 4) {
            let index = dice.number(0...state.children.count - 1)
            return breakState(&state.children[index])
        }
        let names = ["s1", "s2", "s3", "s7", "__root", "", "nowhere", "s1.s2", "*", "e\u{301}", "\u{0}", "done.state.s1", String(repeating: "x", count: 300)]
        let name = dice.one(of: names) ?? ""
        switch dice.number(0...10) {
        case 0: state.id = name
        case 1: state.kind = dice.one(of: [.atomic, .compound, .parallel, .final, .history(.deep), .history(.shallow)]) ?? .final
        case 2: state.initial = [name, dice.one(of: names) ?? ""]
        case 3: state.historyDefault = .init(targets: [name])
        case 4: state.children += state.children
        case 5: state.children.removeAll()
        case 6: state.transitions.append(.init(to: [name]))
        case 7: state.transitions.append(.init(on: [name], if: .isIn(name), to: [name, dice.one(of: names) ?? ""], isInternal: true))
        case 8: state.onentry.append([.raise(name), .send(name, id: name, delay: .max, isInternal: false), .cancel(name)])
        case 9: state.onexit.append([.send(name, id: nil, delay: .min, isInternal: true), .fails])
        default: state.transitions.append(.init(on: ["", ".", "..*", "* *"], to: ["s1", "s1"]))
        }
    }

    private mutating func run(_ chart: TrialChart, _ what: String) {
        guard let machine = try? TrialMachine(compiling: chart, depthLimit: 512) else { return count("\(what) refused") }
        count("\(what) run")
        guard let first = try? machine.start(now: .max - 3, model: TrialModel(), policy: policy) else { return }
        go(machine, first.snapshot)
        _ = machine.explored(with: TrialForesight(), limit: 500)
        _ = (machine.mermaid(), machine.dot())
    }

    private mutating func go(_ machine: TrialMachine, _ snapshot: Snapshot) {
        var (snapshot, model) = (snapshot, TrialModel())
        for event in ["a", "a.b", "", ".", "..", "error.execution", "e\u{301}", String(repeating: "a.", count: 2_000)] {
            let now: Int64 = dice.one(of: [0, 5, .max, .min]) ?? 0
            guard let step = try? machine.step(snapshot, Event(event), now: now, model: model, policy: policy) else { continue }
            (snapshot, model) = (step.snapshot, step.model)
            if !Trial.isLegal(machine, snapshot) { findings.append("seed \(seed): an illegal configuration") }
        }
    }

    // MARK: Snapshots

    private mutating func breakSnapshots(_ chart: TrialChart, _ maker: inout MachineMaker) {
        guard let machine = try? TrialMachine(compiling: chart),
            let first = try? machine.start(now: 0, model: TrialModel(), policy: policy)
        else { return }
        var step = first
        for now in 1...3 {
            step = (try? machine.step(step.snapshot, Event(maker.event()), now: Int64(now), model: step.model, policy: policy)) ?? step
        }
        let json = machine.json(of: step.snapshot)
        take(stranger, machine, "snapshots of another machine")
        stranger = json
        for _ in 0..<6 { take(broken(json, depth: 0), machine, "snapshots") }
        takeBytes(json.serialized(), machine)
    }

    private mutating func take(_ json: JSON.Value, _ machine: TrialMachine, _ what: String) {
        guard let snapshot = try? machine.snapshot(from: json) else { return count("\(what) refused") }
        count("\(what) run")
        if !Trial.isLegal(machine, snapshot) { findings.append("seed \(seed): an illegal snapshot is taken: \(json.text)") }
        if (try? machine.snapshot(from: machine.json(of: snapshot))) != snapshot {
            findings.append("seed \(seed): a snapshot is not given back: \(json.text)")
        }
        go(machine, snapshot)
    }

    private mutating func takeBytes(_ bytes: [UInt8], _ machine: TrialMachine) {
        for _ in 0..<6 {
            var bytes = bytes
            for _ in 0..<dice.number(1...4) { flip(&bytes) }
            guard let json = try? JSON.Value.parse(bytes) else {
                count("texts refused")
                continue
            }
            take(json, machine, "snapshots with other bytes")
        }
    }

    private mutating func flip(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = dice.number(0...bytes.count - 1)
        switch dice.number(0...3) {
        case 0: bytes[place] ^= 1 << UInt8(dice.number(0...7))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[dice.number(0...bytes.count - 1)], at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + dice.number(1...20)))
        }
    }

    /// The value with one part dropped, doubled, or of another type.
    private mutating func broken(_ value: JSON.Value, depth: Int) -> JSON.Value {
        let isHere = depth > 0 && dice.rolls(1, in: 2)
        if let members = value.objectValue, !members.isEmpty, !isHere {
            let key = dice.one(of: members.keys) ?? ""
            var object = members
            switch dice.number(0...3) {
            case 0: object[key] = nil
            case 1: object.append(key + "2", value[key] ?? .null)
            default: object[key] = broken(value[key] ?? .null, depth: depth + 1)
            }
            return .object(object)
        }
        if var elements = value.arrayValue, !elements.isEmpty, !isHere {
            let index = dice.number(0...elements.count - 1)
            switch dice.number(0...3) {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            default: elements[index] = broken(elements[index], depth: depth + 1)
            }
            return .array(elements)
        }
        let other: [JSON.Value] = [
            .null, true, false, 0, 1, -1, .int(.max), .int(.min), 1e300, -0.0, "", "s1", "__root", "e\u{301}", [], [[]], Self.object, ["s1", "s2"],
        ]
        return dice.one(of: other) ?? .null
    }

    private static let object: JSON.Value = ["name": "a", "kind": "external", "due": 1, "event": ["name": "a", "kind": "internal"]]

    // MARK: The JSON form and depth

    private mutating func breakForm() {
        let form = broken(broken(Self.form, depth: 0), depth: 0)
        guard let document = try? StatechartDocument(json: form), let machine = try? document.machine() else {
            return count("documents refused")
        }
        count("documents run")
        _ = try? machine.start(now: 0, model: document.model(session: "fuzz"), policy: policy)
    }

    private static let form: JSON.Value = {
        let text = #"""
            {"id":"__root","type":"compound","initial":["p"],"datamodel":[{"id":"n","expr":"0"}],"states":[
            {"id":"p","type":"parallel","onentry":[[{"assign":{"location":"n","expr":"n + 1"}}]],"states":[
            {"id":"h","type":"history","history":"deep","default":{"target":["a2"],"actions":[{"log":{"label":"x","expr":"n"}}]}},
            {"id":"a","type":"compound","initial":["a1"],"states":[{"id":"a1","type":"atomic","transitions":[{"event":"e","cond":"n < 3","target":["a2"]}]},
            {"id":"a2","type":"final","donedata":{"content_expr":"n"}}]},{"id":"b","type":"atomic","transitions":[{"event":"e","target":["h"],"type":"internal",
            "actions":[{"send":{"event":"f","delay_ms":10,"id":"s"}},{"cancel":{"sendid":"s"}},{"if":[{"cond":"n > 1","actions":[{"raise":{"event":"g"}}]}]},
            {"foreach":{"array":"[1, 2]","item":"i","actions":[{"assign":{"location":"n","expr":"n + i"}}]}}]}]}]},{"id":"end","type":"final"}]}
            """#
        return (try? JSON.Value.parse(text)) ?? .null
    }()

    /// States within states: as many as may be, and far more.
    private mutating func nest() {
        for depth in [60, 500, 1_000] {
            var state = TrialChart.State("s0", transitions: [.init(on: ["a"], to: ["s\(depth)"])])
            for level in 1...depth { state = TrialChart.State("s\(level)", children: [state]) }
            run(TrialChart(name: "deep", states: [state]), "deep machines")
        }
        for depth in [1_000, 100_000] {
            let open = String(repeating: #"{"id":"s","type":"compound","states":["#, count: depth)
            let text = open + String(repeating: "]}", count: depth)
            if (try? JSON.Value.parse(text)) == nil { count("deep texts refused") } else { count("deep texts run") }
        }
    }
}
