import JSON
import Statecharts

/// Runs a conformance case's script on a virtual clock and tells where it goes another way than it should.
struct CaseRunner<Evaluator: ExpressionEvaluator> {
    typealias Model = ExecutableModel<Evaluator>

    let machine: Machine<Model>
    let script: JSON.Value
    private var step: Step<Model>
    private var now: Int64 = 0
    private(set) var differences: [String] = []

    init(_ machine: Machine<Model>, script: JSON.Value, model: Model) throws {
        self.machine = machine
        self.script = script
        step = try machine.start(now: 0, model: model)
    }

    mutating func run() throws {
        compare("initial", script["initialConfiguration"])
        for (index, entry) in (script["events"]?.arrayValue ?? []).enumerated() {
            now += entry["after_ms"]?.intValue ?? 0
            step = try machine.advance(step.snapshot, to: now, model: step.model)
            step = try machine.step(
                step.snapshot, Event(entry["event"]?.stringValue ?? ""), now: now, model: step.model)
            compare("event \(index)", entry["nextConfiguration"])
            try comesBack()
        }
        guard let final = script["finalConfiguration"] else { return }
        while step.snapshot.isRunning, let due = step.snapshot.nextDue {
            now = due
            step = try machine.advance(step.snapshot, to: now, model: step.model)
        }
        compare("final", final)
    }

    private mutating func compare(_ moment: String, _ expected: JSON.Value?) {
        guard let expected else { return }
        let wanted = (expected.arrayValue ?? []).compactMap(\.stringValue).sorted()
        let found = machine.atomicConfiguration(of: step.snapshot).sorted()
        if wanted != found { differences.append("\(moment): \(found) instead of \(wanted)") }
    }

    /// Every snapshot survives being written and read.
    private mutating func comesBack() throws {
        let read = try machine.snapshot(from: try JSON.Value.parse(machine.json(of: step.snapshot).serialized()))
        if read != step.snapshot { differences.append("the snapshot does not come back from JSON") }
    }
}
