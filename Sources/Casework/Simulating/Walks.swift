import Chance
import Definitions
import Statecharts

/// Random walks through a workflow's machine: any event that something active takes, conditions by dice.
///
/// Seven times in eight the event is sent that was sent least often from where it is taken, so that the walks do not all end
/// by the few events that end a case from everywhere.
public struct Walks: Sendable {
    public private(set) var coverage: Coverage
    /// How many walks there were, and how many of them came to an end.
    public private(set) var count = 0
    public private(set) var endedCount = 0
    public private(set) var eventCount = 0
    /// Walks that were given up, by the innermost states at their last step.
    public private(set) var unended: [[Name]: Int] = [:]
    private var sent: [Choice: Int] = [:]

    private struct Choice: Hashable {
        let state: StateIndex
        let event: String
    }

    /// - Parameters:
    ///   - count: how many walks.
    ///   - length: after how many events a walk is given up.
    /// - Throws: `cycle-in-machine`.
    public init(_ workflow: Workflow, count: Int, seed: UInt64, length: Int = 200) throws(Refusal) {
        coverage = Coverage(workflow)
        var dice = SplitMix64(seed: seed)
        for _ in 0..<max(0, count) { try walk(workflow, &dice, length) }
    }

    private mutating func walk(_ workflow: Workflow, _ dice: inout SplitMix64, _ length: Int) throws(Refusal) {
        do throws(StepError) {
            var host = SimulatedHost(workflow)
            host.dice = SplitMix64(seed: dice.next())
            var step = try workflow.machine.start(now: 0, model: WorkflowModel(host: host), policy: .simulating)
            coverage.note(step.trace)
            var left = length
            while step.snapshot.isRunning, left > 0, let event = draw(workflow, step.snapshot, &dice) {
                host.dice = SplitMix64(seed: dice.next())
                step = try workflow.machine.step(step.snapshot, Event(event), now: 0, model: WorkflowModel(host: host), policy: .simulating)
                coverage.note(step.trace)
                left -= 1
                eventCount += 1
                // Of cases that come to an end, some are opened again.
                if !step.snapshot.isRunning, dice.rolls(1, in: 8), let again = try reopened(workflow, step.snapshot, &dice) { step = again }
            }
            count += 1
            if step.snapshot.isRunning {
                unended[workflow.machine.atomicConfiguration(of: step.snapshot), default: 0] += 1
            } else {
                endedCount += 1
            }
        } catch {
            throw Refusal(simulating: error)
        }
    }

    /// The machine after an event that opens an ended case again; nil where none does.
    private mutating func reopened(_ workflow: Workflow, _ snapshot: Snapshot, _ dice: inout SplitMix64) throws(StepError) -> Step<WorkflowModel>? {
        let ended = workflow.machine.configuration(of: snapshot)
        let rules = workflow.anytime.filter { rule in rule.reopens && rule.within.contains(where: ended.contains) }
        guard let rule = rules.randomElement(using: &dice),
              let running = try? workflow.machine.snapshot(configuration: ended, history: EmptyCollection<(key: String, value: [String])>(), isRunning: true)
        else { return nil }
        let host = SimulatedHost(workflow)
        let step = try workflow.machine.step(running, Event(rule.descriptor), now: 0, model: WorkflowModel(host: host), policy: .simulating)
        coverage.note(step.trace)
        eventCount += 1
        return step
    }

    private mutating func draw(_ workflow: Workflow, _ snapshot: Snapshot, _ dice: inout SplitMix64) -> String? {
        let choices = choices(workflow, snapshot)
        let least = choices.map { sent[$0, default: 0] }.min() ?? 0
        let isAny = Int.random(in: 0..<8, using: &dice) == 0
        guard let drawn = choices.filter({ isAny || sent[$0, default: 0] == least }).randomElement(using: &dice) else { return nil }
        sent[drawn, default: 0] += 1
        return drawn.event
    }

    /// What something active takes; what the machine raises itself is not sent.
    private func choices(_ workflow: Workflow, _ snapshot: Snapshot) -> [Choice] {
        workflow.machine.activeStates(of: snapshot).flatMap { state in
            workflow.machine.transitions(of: state).flatMap { workflow.machine.shape(of: $0).events }
                .filter { !$0.hasPrefix("done.state.") }.map { Choice(state: state, event: $0) }
        }
    }
}
