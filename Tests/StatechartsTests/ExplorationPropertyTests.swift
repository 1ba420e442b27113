import Chance
import Statecharts
import StatechartsTrial
import Testing

@Suite("Properties of explorations of random machines")
struct ExplorationPropertyTests {
    private let policy = Policy(dataAtRest: .changing, microstepLimit: 200)
    private let limit = 1_000

    private struct Explored {
        let machine: TrialMachine
        let free: Machine<FreeModel>
        let exploration: Exploration
    }

    /// Machines that were gone through to the end.
    private func explored(_ seed: UInt64) -> (Explored, MachineMaker)? {
        var maker = MachineMaker(seed: seed)
        let chart = maker.chart()
        guard let machine = try? TrialMachine(compiling: chart), let free = try? Machine(compiling: MachineDescription(chart)) else { return nil }
        let exploration = machine.explored(with: TrialForesight(), limit: limit)
        return exploration.extent == .complete ? (Explored(machine: machine, free: free, exploration: exploration), maker) : nil
    }

    @Test("what cannot be reached or taken is not, in any run, nor in fewer events than the way that was found, and from what has no way to an end none is found")
    func sound() {
        var count = 0
        for seed in 0..<400 as Range<UInt64> {
            guard case (let explored, var maker)? = explored(seed) else { continue }
            count += 1
            let stuck = Set(explored.exploration.findings.filter { $0.code == .noWayToEnd }.map(\.state))
            for run in 0..<4 as Range<UInt64> { walk(explored, stuck, SplitMix64(seed: seed << 3 + run), &maker, seed) }
        }
        #expect(count > 150)
    }

    private func walk(_ explored: Explored, _ stuck: Set<StateIndex>, _ dice: SplitMix64, _ maker: inout MachineMaker, _ seed: UInt64) {
        guard var step = try? explored.free.start(now: 0, model: FreeModel(dice: dice), policy: policy) else { return }
        var isStuck = stuck.contains(0), delivered = 0
        for now in 1...25 {
            for entry in step.trace {
                if case .delivered = entry { delivered += 1 }
                // What has come from outside so far: events, and delayed sends.
                let came = now - 1 + delivered
                if case .entered(let state) = entry {
                    let way = explored.exploration.way(to: state)
                    #expect(way.map { $0.events.count <= came } == true, "seed \(seed), state \(explored.machine.id(of: state)): \(way?.text ?? "none"), and \(came) came")
                    isStuck = isStuck || stuck.contains(state)
                }
                if case .took(let transition, _) = entry {
                    let way = explored.exploration.way(taking: transition)
                    #expect(way.map { $0.events.count <= came } == true, "seed \(seed), transition \(transition): \(way?.text ?? "none"), and \(came) came")
                }
            }
            #expect(!isStuck || step.snapshot.isRunning, "seed \(seed)")
            guard let next = try? explored.free.step(step.snapshot, Event(maker.event()), now: Int64(now) * 7, model: step.model, policy: policy) else { return }
            step = next
        }
    }

    @Test("every state and transition that is found has a way that leads there when conditions turn out as it says")
    func ways() {
        var (states, transitions, waiting) = (0, 0, 0)
        for seed in 2_000..<2_250 as Range<UInt64> {
            guard let (explored, _) = explored(seed) else { continue }
            for state in explored.machine.states.dropFirst() {
                guard let way = explored.exploration.way(to: state) else { continue }
                guard let trace = follow(way, explored.free) else { waiting += 1; continue }
                states += 1
                #expect(trace.contains(.entered(state)), "seed \(seed), state \(explored.machine.id(of: state))")
                compare(way, trace, seed)
            }
            for transition in explored.machine.transitions {
                guard let way = explored.exploration.way(taking: transition) else { continue }
                guard let trace = follow(way, explored.free) else { waiting += 1; continue }
                transitions += 1
                #expect(way.steps.last?.taken.contains(transition) == true)
                compare(way, trace, seed)
            }
        }
        #expect(states > 500)
        #expect(transitions > 300)
        #expect(waiting < states / 4)
    }

    /// Nil where a delayed send has to come due before another that is due earlier: in what order they come is left open.
    private func follow(_ way: Way, _ machine: Machine<FreeModel>) -> [TraceEntry]? {
        if way.steps.contains(where: { if case .due = $0.cause { true } else { false } }) { return nil }
        var trace: [TraceEntry] = []
        do throws(StepError) {
            var step = try machine.start(now: 0, model: FreeModel(following: way), policy: policy)
            trace += step.trace
            for event in way.steps {
                guard case .event(let name) = event.cause else { continue }
                step = try machine.step(step.snapshot, Event(name), now: 0, model: step.model, policy: policy)
                trace += step.trace
            }
        } catch {
            // Past the end of the way the machine may go round for ever.
            trace += error.trace
        }
        return trace
    }

    private func compare(_ way: Way, _ trace: [TraceEntry], _ seed: UInt64) {
        let told = way.steps.flatMap(\.taken)
        let took = trace.compactMap { entry -> TransitionIndex? in if case .took(let transition, _) = entry { transition } else { nil } }
        #expect(Array(took.prefix(told.count)) == told, "seed \(seed)")
    }

    @Test("going through one independent region after the other misses no dead end, state or transition that the whole exploration finds")
    func reduction() throws {
        var (dead, fewer) = (0, 0)
        for seed in 0..<600 as Range<UInt64> {
            var maker = RegionsMaker(dice: SplitMix64(seed: seed))
            let machine = try Machine(compiling: maker.chart())
            let whole = machine.explored(with: TrialForesight(), limit: 4_000)
            guard whole.extent == .complete else { continue }
            let reduced = machine.exploredReduced(with: TrialForesight(), limit: 4_000)
            #expect(reduced.extent == .reduced)
            #expect(whole.waysToDeadEnds(atMost: 1).isEmpty == reduced.waysToDeadEnds(atMost: 1).isEmpty, "seed \(seed)")
            for state in machine.states { #expect(whole.reaches(state) == reduced.reaches(state), "seed \(seed), state \(machine.id(of: state))") }
            for transition in machine.transitions { #expect(whole.takes(transition) == reduced.takes(transition), "seed \(seed), transition \(transition)") }
            let told = { (exploration: Exploration) in Set(exploration.findings.filter { $0.code == .noWayToEnd }.map(\.state)) }
            #expect(told(whole) == told(reduced), "seed \(seed)")
            if !whole.waysToDeadEnds(atMost: 1).isEmpty { dead += 1 }
            if reduced.situationCount < whole.situationCount { fewer += 1 }
        }
        #expect(dead > 50)
        #expect(fewer > 50)
    }
}

/// Parallel machines at random whose regions mostly keep to themselves, and sometimes meddle.
struct RegionsMaker {
    typealias State = TrialChart.State
    typealias Transition = TrialChart.Transition

    var dice: SplitMix64

    mutating func chart() -> TrialChart {
        let names = ["x", "y", "z"].prefix(dice.number(2...3))
        let regions = names.map { region($0, Array(names)) }
        var ways = [Transition(on: ["done.state.p"], to: [dice.rolls(1, in: 4) ? "q" : "end"])]
        if dice.rolls(1, in: 4) { ways.append(Transition(on: ["off"], to: [dice.rolls(1, in: 2) ? "q" : "end"])) }
        var states = [State("p", kind: .parallel, transitions: ways, children: regions)]
        let back = dice.one(of: ["p", "end", "q", "x-past"]) ?? "end"
        let isThere = dice.rolls(1, in: 4)
        states.append(State("q", transitions: [Transition(on: ["back"], to: [back == "x-past" && !isThere ? "p" : back])]))
        if isThere { states[0].children[0].children.append(State("x-past", kind: .history(.deep))) }
        return TrialChart(name: "regions", states: states + [State("end", kind: .final)])
    }

    private mutating func region(_ name: String, _ names: [String]) -> State {
        let count = dice.number(2...4)
        let ids = (0..<count).map { "\(name)\($0)" }
        var states = ids.map { id in
            State(id, kind: id != ids[0] && dice.rolls(1, in: 3) ? .final : .atomic)
        }
        for place in states.indices where states[place].kind == .atomic {
            states[place].transitions = (0..<dice.number(0...2)).map { _ in transition(name, ids, names) }
            if dice.rolls(1, in: 15) { states[place].onentry = [[.raise("\(dice.one(of: names) ?? "x").on")]] }
        }
        let own = dice.rolls(1, in: 6) ? [transition(name, ids, names)] : []
        return State(name, transitions: own, children: states)
    }

    private mutating func transition(_ name: String, _ ids: [String], _ names: [String]) -> Transition {
        let event = dice.rolls(1, in: 12) ? "\(dice.one(of: names) ?? "x").on" : dice.one(of: ["\(name).on", "\(name).off", "\(name)"]) ?? name
        let condition: TrialModel.Condition? = dice.rolls(1, in: 4) ? .flag(0) : dice.rolls(1, in: 40) ? .isIn("\(dice.one(of: names) ?? "x")1") : nil
        let isEventless = condition != nil && dice.rolls(1, in: 4)
        let target = dice.rolls(1, in: 25) ? dice.one(of: ["end", "q", "p"]) : dice.one(of: ids)
        return Transition(on: isEventless ? [] : [event], if: condition, to: [target ?? "end"])
    }
}
