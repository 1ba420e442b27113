import JSON
import Statecharts

/// A conformance case: a machine, and a script that says which states are active when.
public struct ConformanceCase: Sendable {
    public let name: String
    /// The machine, in the JSON form.
    public let machine: JSON.Value
    private let script: Script

    struct Script: Sendable {
        var initial: [String]?
        var events: [Entry]
        var final: [String]?

        struct Entry: Sendable {
            var event: String
            var after: Int64
            var next: [String]?
        }
    }

    /// - Throws: `ParseError` where the bytes are no JSON, `DocumentError` where they are no case.
    public init(bytes: [UInt8]) throws {
        let json = try JSON.Value.parse(bytes, limits: Limits(depth: Limits.deepest, bytes: 1 << 24))
        let root = FormNode(value: json, pointer: "")
        name = try root.required("name").text()
        machine = try root.required("machine").value
        script = try Self.script(try root.required("script"))
    }

    private static func script(_ node: FormNode) throws(DocumentError) -> Script {
        try node.only(["initialConfiguration", "events", "finalConfiguration"])
        return Script(
            initial: try node["initialConfiguration"]?.texts(),
            events: try node.list("events").map { entry throws(DocumentError) in
                try entry.only(["event", "after_ms", "nextConfiguration"])
                let event = try entry.required("event").text()
                guard Event.isName(event) else { throw entry.failure(.badName, "\"\(event)\" is no name of an event; write one word.") }
                return Script.Entry(
                    event: event, after: max(0, try entry["after_ms"]?.integer() ?? 0),
                    next: try entry["nextConfiguration"]?.texts())
            },
            final: try node["finalConfiguration"]?.texts())
    }

    /// Runs the script on a virtual clock.
    /// - Parameter document: the machine, where it is not to be read from the case.
    /// - Returns: a line for each step that comes out another way; none where all are as they should be.
    /// - Throws: `DocumentError` or `MachineErrors` where the machine is none.
    public func run(_ document: StatechartDocument? = nil) throws -> [String] {
        let document = try document ?? StatechartDocument(json: machine)
        var run = CaseRun(machine: try document.machine(), model: document.model(session: name))
        do throws(StepError) {
            try run.follow(script)
        } catch {
            run.failures.append("\(run.moment): \(error)")
        }
        return run.failures
    }
}

/// A case on its way.
private struct CaseRun {
    let machine: Machine<CELModel>
    let model: CELModel
    var failures: [String] = []
    var moment = "initial"
    private var now: Int64 = 0
    /// How many timers may go off before a machine counts as one that never stops.
    private static let timerLimit = 100_000

    init(machine: Machine<CELModel>, model: CELModel) {
        self.machine = machine
        self.model = model
    }

    mutating func follow(_ script: ConformanceCase.Script) throws(StepError) {
        var step = try machine.start(now: now, model: model)
        compare(step.snapshot, script.initial)
        for (index, entry) in script.events.enumerated() {
            moment = "event \(index + 1) (\(entry.event))"
            let (sum, isBeyond) = now.addingReportingOverflow(entry.after)
            let arrival = isBeyond ? Int64.max : sum
            try pass(to: arrival, &step)
            now = arrival
            step = try machine.step(step.snapshot, Event(entry.event), now: now, model: step.model)
            compare(step.snapshot, entry.next)
        }
        guard let final = script.final else { return }
        moment = "final"
        try pass(to: .max, &step)
        compare(step.snapshot, final)
    }

    /// Goes from timer to timer, so that what one of them leads to counts for itself.
    private mutating func pass(to moment: Int64, _ step: inout Step<CELModel>) throws(StepError) {
        var timers = 0
        while step.snapshot.isRunning, let due = step.snapshot.nextDue, due <= moment, timers < Self.timerLimit {
            timers += 1
            now = max(now, due)
            step = try machine.advance(step.snapshot, to: now, model: step.model)
        }
    }

    private mutating func compare(_ snapshot: Snapshot, _ expected: [String]?) {
        guard let expected else { return }
        let wanted = Self.text(expected)
        let found = Self.text(machine.atomicConfiguration(of: snapshot))
        if !sameScalars(wanted, found) { failures.append("\(moment): expected \(wanted), got \(found)") }
    }

    private static func text(_ ids: [String]) -> String { "[\(ids.sorted().joined(separator: ", "))]" }
}
