import Casework
import CivilTime
import Definitions
import JSON

extension DefinitionShelf {
    /// A workflow played by a script, on the calendar that it names. Nothing is kept.
    ///
    /// - Parameter toTheEnd: after the script, the clocks run until none is left or the case has ended.
    /// - Returns: how far it came, and why it came no further.
    /// - Throws: `Refusal` `bad-definition` where the calendar is not at hand, or the script is none.
    public func simulation(of workflow: Workflow, script text: String, file: String, toTheEnd: Bool) throws -> (view: SimulationView, failure: (any Error)?) {
        let script: Script
        switch DefinitionReader().read(script: text, file: file) {
        case .success(let read): script = read
        case .failure(let mistakes): throw Refusal.badDefinition(mistakes.findings)
        }
        var simulation = try simulation(of: workflow, begin: script.begin)
        do {
            for item in script.events { try simulation.take(item) }
            if toTheEnd { try simulation.runOut() }
        } catch {
            return (SimulationView(simulation), error)
        }
        return (SimulationView(simulation), nil)
    }

    private func simulation(of workflow: Workflow, begin: Day) throws(Refusal) -> Simulation {
        guard let text = text(.calendar, workflow.calendar) else {
            throw Refusal(
                .badDefinition, "There is no calendar \(workflow.calendar).", place: workflow.calendar,
                remedy: "Put it at Workflows/calendars/\(workflow.calendar).yaml in a folder, and name that with --definitions.")
        }
        switch DefinitionReader().read(calendar: text.text, file: text.file) {
        case .success(let checked): return try Simulation(workflow, calendar: checked.value, begin: begin)
        case .failure(let mistakes): throw Refusal.badDefinition(mistakes.findings)
        }
    }

    /// The most random walks that are walked at once.
    public static let mostWalks = 1_000_000

    /// A workflow walked through at random: the same seed walks the same ways.
    ///
    /// - Throws: `Refusal` `out-of-range`, `cycle-in-machine`.
    public func walks(of workflow: Workflow, count: Int, seed: UInt64) throws(Refusal) -> WalksView {
        guard (1...DefinitionShelf.mostWalks).contains(count) else {
            throw Refusal(.outOfRange, "\(count) walks cannot be walked.", place: "walks", remedy: "Ask for 1 to \(DefinitionShelf.mostWalks).")
        }
        return WalksView(workflow.reference.name, seed: seed, try Walks(workflow, count: count, seed: seed))
    }
}

/// What a simulation came to.
public struct SimulationView: Answer {
    public var workflow: String
    public var steps: [Simulation.Step]
    /// Whether the case ended.
    public var ended: Bool
    public var coverage: Coverage

    public init(_ simulation: Simulation) {
        workflow = simulation.workflow.reference.name
        steps = simulation.steps
        ended = simulation.hasEnded
        coverage = simulation.coverage
    }

    public var json: JSON.Value {
        .view([
            "workflow": .text(workflow),
            "steps": .list(steps) { .view(["day": .day($0.day), "what": .text($0.what), "states": .texts($0.states)]) },
            "ended": .yes(ended), "coverage": coverage.json,
        ])
    }
}

/// What random walks came to.
public struct WalksView: Answer {
    public var workflow: String
    public var seed: UInt64
    public var walks: Walks

    public init(_ workflow: String, seed: UInt64, _ walks: Walks) {
        self.workflow = workflow
        self.seed = seed
        self.walks = walks
    }

    public var json: JSON.Value {
        .view([
            "workflow": .text(workflow), "seed": .text(String(seed)), "walks": .number(walks.count), "ended": .number(walks.endedCount),
            "events": .number(walks.eventCount), "coverage": walks.coverage.json,
        ])
    }
}

extension Coverage {
    public var json: JSON.Value {
        .view([
            "taken": .number(takenCount), "all": .number(count),
            "untaken": .list(untaken) { .view(["state": .text($0.state), "event": .text($0.event), "to": .texts($0.targets)]) },
        ])
    }
}
