import JSON
import Statecharts
import Testing

/// Random numbers from a seed (SplitMix64), so that a failure can be had again.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func rolls(_ chance: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &self) < chance }
}

/// Machines at random: every kind of state and transition, targets anywhere, also where they are refused.
struct MachineMaker {
    var dice: Dice
    private var ids: [String] = []
    private static let events = ["e", "e.x", "f", "f.y.z", "g", "done.state", "*", "error"]

    init(seed: UInt64) {
        dice = Dice(state: seed)
    }

    mutating func chart() -> Chart {
        ids = []
        var root = Chart(name: "random", states: states(depth: 0))
        addTransitions(to: &root.root, isRoot: true)
        return root
    }

    mutating func event() -> String { ["e", "e.x", "e.x.y", "f", "f.y.z", "g", "done.state.s1", "nothing"].randomElement(using: &dice) ?? "e" }

    private mutating func states(depth: Int) -> [State] {
        (0..<Int.random(in: 1...(depth == 0 ? 4 : 3), using: &dice)).map { _ in state(depth: depth) }
    }

    private mutating func state(depth: Int) -> State {
        let id = "s\(ids.count)"
        ids.append(id)
        guard depth < 3, dice.rolls(5, in: 10) else {
            return State(id, kind: dice.rolls(1, in: 6) ? .final : .atomic)
        }
        var children = states(depth: depth + 1)
        if dice.rolls(1, in: 2) {
            let history = "s\(ids.count)"
            ids.append(history)
            children.append(State(history, kind: .history(dice.rolls(1, in: 2) ? .deep : .shallow)))
        }
        return State(id, kind: dice.rolls(2, in: 5) ? .parallel : .compound, children: children)
    }

    private mutating func addTransitions(to state: inout State, isRoot: Bool) {
        switch state.kind {
        case .atomic, .compound, .parallel:
            let most = isRoot ? 1 : 3
            state.transitions = (0..<Int.random(in: 0...most, using: &dice)).map { _ in transition() }
            if !isRoot { state.onentry = [[content()]] }
            if !isRoot { state.onexit = [[content()]] }
            if state.kind == .compound, dice.rolls(1, in: 5) { state.initial = targets() }
        case .final: state.onentry = [[content()]]
        case .history: if dice.rolls(1, in: 3) { state.historyDefault = .init(targets: targets(), actions: [content()]) }
        }
        for index in state.children.indices { addTransitions(to: &state.children[index], isRoot: false) }
    }

    private mutating func targets() -> [String] {
        let count = dice.rolls(1, in: 6) ? 2 : 1
        return (0..<count).compactMap { _ in ids.randomElement(using: &dice) }
    }

    private mutating func transition() -> Transition {
        let isEventless = dice.rolls(1, in: 10)
        let conditions = ["n < 5", "n > 2", "In('s1')", "1 / 0", "true", "!In('s2')"]
        let isGuarded = isEventless || dice.rolls(1, in: 3)
        return Transition(
            on: isEventless ? [] : [Self.events.randomElement(using: &dice) ?? "e"],
            if: isGuarded ? conditions.randomElement(using: &dice) : nil, to: dice.rolls(1, in: 6) ? [] : targets(),
            isInternal: dice.rolls(1, in: 3), actions: [content()])
    }

    private mutating func content() -> ExecutableContent<String> {
        switch Int.random(in: 0..<12, using: &dice) {
        case 0: .raise(event: "f")
        case 1: .send(SendContent(.literal("e.x"), id: "s", delay: .milliseconds(Int64.random(in: 0...20, using: &dice))))
        case 2: .cancel(.literal("s"))
        case 3: .assign(location: "n", "n + 1")
        case 4: .assign(location: "n", "1 / 0")
        default: .log(label: "x", nil)
        }
    }
}

@Suite("Properties of random machines")
struct PropertyTests {
    /// Many of these machines go round for ever; it is enough to see so soon.
    private let policy = Policy(microstepLimit: 50)

    /// What happens in each of these machines, by its seed.
    private func forEachMachine(_ seeds: Range<UInt64>, _ body: (Machine<Model>, inout MachineMaker) throws -> Void) rethrows -> (made: Int, refused: Int) {
        var counts = (made: 0, refused: 0)
        for seed in seeds {
            var maker = MachineMaker(seed: seed)
            guard let machine = try? Machine(compiling: maker.chart()) else {
                counts.refused += 1
                continue
            }
            counts.made += 1
            try body(machine, &maker)
        }
        return counts
    }

    /// Whether the active states are a legal configuration, told from the machine's public face alone.
    private func isLegal(_ machine: Machine<Model>, _ snapshot: Snapshot) -> Bool {
        let active = Set(machine.activeStates(of: snapshot))
        return active.union([0]).allSatisfy { state in
            let children = machine.children(of: state).filter { if case .history = machine.kind(of: $0) { false } else { true } }
            let count = children.count { active.contains($0) }
            if let parent = machine.parent(of: state), parent != 0, !active.contains(parent) { return false }
            switch machine.kind(of: state) {
            case .atomic, .final: return true
            case .compound: return count == 1
            case .parallel: return count == children.count
            case .history: return false
            }
        }
    }

    @Test("the configuration is always legal, the trace tells every state entered and left, and JSON gives the snapshot back")
    func legal() throws {
        var steps = 0
        let counts = try forEachMachine(0..<2_500) { machine, maker in
            guard var step = try? machine.start(now: 0, model: model(["n": 0]), policy: policy) else { return }
            var active = follow(step.trace, from: [])
            for now in 1...12 {
                #expect(isLegal(machine, step.snapshot))
                if step.snapshot.isRunning { #expect(active == Set(machine.activeStates(of: step.snapshot))) }
                let read = try machine.snapshot(from: machine.json(of: step.snapshot))
                #expect(read == step.snapshot)
                guard let next = try? machine.step(step.snapshot, Event(maker.event()), now: Int64(now) * 7, model: step.model, policy: policy) else { continue }
                step = next
                active = follow(step.trace, from: active)
                steps += 1
            }
        }
        #expect(counts.made > 300)
        #expect(counts.refused > 300)
        #expect(steps > 3_000)
    }

    private func follow(_ trace: [TraceEntry], from active: Set<StateIndex>) -> Set<StateIndex> {
        trace.reduce(into: active) { active, entry in
            if case .entered(let state) = entry { #expect(active.insert(state).inserted) }
            if case .exited(let state) = entry { #expect(active.remove(state) != nil) }
        }
    }

    @Test("going on from any snapshot, written and read back, is the same as the straight run")
    func replay() throws {
        _ = try forEachMachine(10_000..<10_800) { machine, maker in
            guard let first = try? machine.start(now: 0, model: model(["n": 0]), policy: policy) else { return }
            let events = (0..<10).map { _ in maker.event() }
            let straight = run(machine, from: first, events[...], at: 0)
            for stop in stride(from: 1, to: straight.count, by: 3) {
                let read = try machine.snapshot(from: try Value.parse(machine.json(of: straight[stop - 1].snapshot).serialized()))
                let resumed = Step(read, straight[stop - 1])
                let rest = run(machine, from: resumed, events[stop...], at: stop)
                #expect(rest.map(\.snapshot) == straight[stop...].map(\.snapshot))
                #expect(rest.map(\.trace) == straight[stop...].map(\.trace))
            }
        }
    }

    private struct Step {
        let snapshot: Snapshot
        let model: Model
        let trace: [TraceEntry]

        init(_ step: Statecharts.Step<Model>) {
            snapshot = step.snapshot
            model = step.model
            trace = step.trace
        }

        init(_ snapshot: Snapshot, _ other: Step) {
            self.snapshot = snapshot
            model = other.model
            trace = []
        }
    }

    private func run(_ machine: Machine<Model>, from first: Statecharts.Step<Model>, _ events: ArraySlice<String>, at start: Int) -> [Step] {
        run(machine, from: Step(first), events, at: start)
    }

    private func run(_ machine: Machine<Model>, from first: Step, _ events: ArraySlice<String>, at start: Int) -> [Step] {
        var last = first
        return events.enumerated().map { index, event in
            let next = try? machine.step(last.snapshot, Event(event), now: Int64(start + index) * 7, model: last.model, policy: policy)
            // A step that fails leaves everything as it was.
            last = next.map(Step.init) ?? Step(last.snapshot, last)
            return last
        }
    }

    @Test("advancing in small steps comes to the same as advancing in one")
    func advancing() throws {
        _ = forEachMachine(20_000..<20_600) { machine, maker in
            guard let first = try? machine.start(now: 0, model: model(["n": 0]), policy: policy),
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

    @Test("what is found unreachable is never entered")
    func findings() throws {
        _ = forEachMachine(30_000..<30_800) { machine, maker in
            let findings = machine.findings()
            let unreachable = Set(findings.filter { $0.code == .unreachableState }.map(\.state))
            let untaken = Set(findings.filter { $0.code == .shadowedTransition }.compactMap(\.transition))
            guard var step = try? machine.start(now: 0, model: model(["n": 0]), policy: policy) else { return }
            for now in 1...12 {
                for entry in step.trace {
                    if case .entered(let state) = entry { #expect(!unreachable.contains(state)) }
                    if case .took(let transition, _) = entry { #expect(!untaken.contains(transition)) }
                }
                if let next = try? machine.step(step.snapshot, Event(maker.event()), now: Int64(now) * 7, model: step.model, policy: policy) { step = next }
            }
            if findings.contains(where: { $0.code == .noWayToEnd && $0.state == 0 }) { #expect(step.snapshot.isRunning) }
        }
    }

    @Test("diagrams of random machines name every state")
    func diagrams() throws {
        _ = forEachMachine(40_000..<40_100) { machine, _ in
            let (mermaid, dot) = (machine.mermaid(), machine.dot())
            for state in machine.states.dropFirst() {
                #expect(mermaid.contains("as s\(state)"))
                #expect(dot.contains("s\(state) ["))
            }
        }
    }
}
