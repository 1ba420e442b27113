import Casework
import CivilTime
import Definitions
import JSON

extension DefinitionShelf {
    /// A case of a workflow that is only played through: its states and clocks, on the calendar that it names. Nothing is kept.
    ///
    /// - Parameter workflow: its name, or its file.
    /// - Throws: `Refusal` `unknown-workflow`, `bad-definition`, `calendar-ends`, and what a simulation throws.
    public func simulation(of workflow: String, begin: Day) throws(Refusal) -> Simulation {
        let workflow = try self.workflow(workflow)
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
