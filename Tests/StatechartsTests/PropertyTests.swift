import JSON
import Statecharts
import StatechartsTrial
import Testing

@Suite("Properties of random machines")
struct PropertyTests {
    /// Many of these machines go round for ever; it is enough to see so soon.
    private let policy = Policy(microstepLimit: 50)

    @Test("configurations are legal, the compiled machine does what the Recommendation's pseudo-code does, JSON gives snapshots back, and going on from any of them is the straight run")
    func trials() {
        var (ran, refused, steps) = (0, 0, 0)
        for seed in 0..<1_000 as Range<UInt64> {
            var trial = Trial(seed: seed)
            trial.run()
            #expect(trial.findings == [], "seed \(seed)")
            if trial.isRefused { refused += 1 } else { ran += 1 }
            steps += trial.steps
        }
        #expect(ran > 900)
        #expect(refused > 5)
        #expect(steps > 7_000)
    }

    @Test("the order of independent regions in the file does not change what is reachable")
    func regions() {
        var steps = 0
        for seed in 100_000..<100_150 as Range<UInt64> {
            var trial = Trial(seed: seed)
            trial.shuffle()
            #expect(trial.findings == [], "seed \(seed)")
            steps += trial.steps
        }
        #expect(steps > 2_000)
    }

    /// What happens in each of these machines, by its seed.
    private func forEachMachine(_ seeds: Range<UInt64>, _ body: (TrialMachine, inout MachineMaker) throws -> Void) rethrows {
        for seed in seeds {
            var maker = MachineMaker(seed: seed)
            if let machine = try? TrialMachine(compiling: maker.chart()) { try body(machine, &maker) }
        }
    }

    @Test("the trace tells every state entered and left")
    func trace() {
        forEachMachine(10_000..<10_500) { machine, maker in
            guard var step = try? machine.start(now: 0, model: TrialModel(), policy: policy) else { return }
            var active = follow(step.trace, from: [])
            for now in 1...12 {
                if step.snapshot.isRunning { #expect(active == Set(machine.activeStates(of: step.snapshot))) }
                guard let next = try? machine.step(step.snapshot, Event(maker.event()), now: Int64(now) * 7, model: step.model, policy: policy) else { continue }
                step = next
                active = follow(step.trace, from: active)
            }
        }
    }

    private func follow(_ trace: [TraceEntry], from active: Set<StateIndex>) -> Set<StateIndex> {
        trace.reduce(into: active) { active, entry in
            if case .entered(let state) = entry { #expect(active.insert(state).inserted) }
            if case .exited(let state) = entry { #expect(active.remove(state) != nil) }
        }
    }

    @Test("advancing in small steps comes to the same as advancing in one")
    func advancing() {
        forEachMachine(20_000..<20_600) { machine, _ in
            guard let first = try? machine.start(now: 0, model: TrialModel(), policy: policy),
                let once = try? machine.advance(first.snapshot, to: 60, model: first.model, policy: policy)
            else { return }
            var (snapshot, data, trace) = (first.snapshot, first.model, [TraceEntry]())
            for now in stride(from: 3, through: 60, by: 3) as StrideThrough<Int64> {
                guard let step = try? machine.advance(snapshot, to: now, model: data, policy: policy) else { return }
                (snapshot, data) = (step.snapshot, step.model)
                trace += step.trace
            }
            #expect(snapshot == once.snapshot)
            #expect(trace == once.trace)
        }
    }

    @Test("diagrams of random machines name every state")
    func diagrams() {
        forEachMachine(40_000..<40_100) { machine, _ in
            let (mermaid, dot) = (machine.mermaid(), machine.dot())
            for state in machine.states.dropFirst() {
                #expect(mermaid.contains("as s\(state)"))
                #expect(dot.contains("s\(state) ["))
            }
        }
    }
}
