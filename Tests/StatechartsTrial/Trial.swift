import JSON
import Statecharts

/// One random machine put through a random script, with everything that must hold of it.
public struct Trial {
    public let seed: UInt64
    /// Whether the machine was compiled; what does not compile is not run.
    public private(set) var isRefused = false
    public private(set) var steps = 0
    /// What did not hold, in words.
    public private(set) var findings: [String] = []

    /// Many random machines go round for ever; it is enough to see so soon.
    private static let policy = Policy(microstepLimit: 40)
    private var maker: MachineMaker

    public init(seed: UInt64) {
        self.seed = seed
        maker = MachineMaker(seed: seed)
    }

    /// Holds the machine of this seed against the plain interpreter, and a run from a snapshot against the straight one.
    public mutating func run(events: Int = 12) {
        let chart = maker.chart()
        guard let machine = try? TrialMachine(compiling: chart) else {
            isRefused = true
            return
        }
        let script = (1...events).map { _ in maker.event() }
        let resumed = maker.dice.number(1...events)
        let straight = follow(machine, chart, script)
        resume(machine, straight, script, from: resumed)
    }

    struct Moment {
        var snapshot: Snapshot
        var model: TrialModel
        var told: [String]
    }

    /// Where the clock stands when an event comes: uneven, so that some sends come due between events and some with one.
    static func time(_ step: Int) -> Int64 { Int64(step * 7 + step % 3) }

    // MARK: Against the plain interpreter

    private mutating func follow(_ machine: TrialMachine, _ chart: TrialChart, _ script: [String]) -> [Moment] {
        let model = TrialModel()
        var plain = PlainInterpreter(chart, flags: model.flags, microstepLimit: Self.policy.microstepLimit)
        var first = plain
        let started = try? machine.start(now: 0, model: model, policy: Self.policy)
        let isStarted = (try? first.interpret(now: 0)) != nil
        guard let started, isStarted else {
            if (started != nil) != isStarted { findings.append("only one of the two starts") }
            return []
        }
        plain = first
        var moments = [Moment(snapshot: started.snapshot, model: started.model, told: Telling.words(started.trace, machine))]
        compare(moments[0], plain, machine, at: 0)
        for (index, name) in script.enumerated() {
            let last = moments[index]
            // Each fourth step only lets time pass.
            let event = index % 4 == 3 ? nil : Event(name)
            let step = Self.step(machine, last, event, index + 1)
            var next = plain
            let isDone = (try? next.step(event, now: Self.time(index + 1))) != nil
            if (step != nil) != isDone { findings.append("step \(index + 1): only one of the two comes to rest") }
            if isDone { plain = next }
            moments.append(step ?? Moment(snapshot: last.snapshot, model: last.model, told: []))
            if step != nil, isDone { compare(moments[index + 1], plain, machine, at: index + 1) }
            steps += 1
        }
        return moments
    }

    private static func step(_ machine: TrialMachine, _ last: Moment, _ event: Event?, _ number: Int) -> Moment? {
        let step =
            if let event {
                try? machine.step(last.snapshot, event, now: time(number), model: last.model, policy: policy)
            } else {
                try? machine.advance(last.snapshot, to: time(number), model: last.model, policy: policy)
            }
        return step.map { Moment(snapshot: $0.snapshot, model: $0.model, told: Telling.words($0.trace, machine)) }
    }

    private mutating func compare(_ moment: Moment, _ plain: PlainInterpreter, _ machine: TrialMachine, at step: Int) {
        if moment.told != plain.told {
            findings.append("step \(step): compiled \(moment.told.joined(separator: " "))\n  plain \(plain.told.joined(separator: " "))")
        }
        let standing = Telling.standing(moment.snapshot, moment.model.flags, machine)
        if standing != plain.standing {
            findings.append("step \(step): compiled stands at \(standing)\n  plain at \(plain.standing)")
        }
        if !Self.isLegal(machine, moment.snapshot) { findings.append("step \(step): \(standing) is no legal configuration") }
        let read = try? machine.snapshot(from: machine.json(of: moment.snapshot))
        if read != moment.snapshot { findings.append("step \(step): JSON does not give the snapshot back") }
        let bytes = machine.bytes(of: moment.snapshot)
        if bytes != machine.json(of: moment.snapshot).serialized() { findings.append("step \(step): bytes and tree are two texts") }
        if (try? machine.snapshot(fromBytes: bytes)) != moment.snapshot { findings.append("step \(step): bytes do not give the snapshot back") }
    }

    /// Whether the active states are a legal configuration, told from the machine's public face alone: the parent of
    /// each, one child of each compound state, all of each parallel one.
    public static func isLegal(_ machine: TrialMachine, _ snapshot: Snapshot) -> Bool {
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

    // MARK: Against itself

    /// Goes on from a snapshot that was written as text and read back.
    private mutating func resume(_ machine: TrialMachine, _ straight: [Moment], _ script: [String], from start: Int) {
        guard start < straight.count else { return }
        let text = machine.json(of: straight[start].snapshot).serialized()
        guard let value = try? Value.parse(text), let read = try? machine.snapshot(from: value) else {
            return findings.append("step \(start): the snapshot cannot be read back")
        }
        var moment = Moment(snapshot: read, model: straight[start].model, told: [])
        for index in start..<script.count {
            let event = index % 4 == 3 ? nil : Event(script[index])
            moment = Self.step(machine, moment, event, index + 1) ?? Moment(snapshot: moment.snapshot, model: moment.model, told: [])
            let expected = straight[index + 1]
            if moment.snapshot != expected.snapshot || moment.told != expected.told || moment.model != expected.model {
                return findings.append("step \(index + 1): going on from step \(start) is not the straight run")
            }
        }
    }

    // MARK: The order of regions

    /// Whether a machine of independent regions reaches the same configurations whatever their order.
    public mutating func shuffle() {
        let (one, shuffled) = maker.independentRegions()
        guard let machine = try? TrialMachine(compiling: one), let other = try? TrialMachine(compiling: shuffled) else {
            isRefused = true
            return
        }
        let (here, there) = (reachable(machine), reachable(other))
        // Where there are too many to see all of, the two are not the same part of them.
        if let here, let there, here != there { findings.append("the order of regions changes what is reachable") }
    }

    private mutating func reachable(_ machine: TrialMachine) -> Set<Set<String>>? {
        guard let start = try? machine.start(now: 0, model: TrialModel(), policy: Self.policy) else { return nil }
        var seen: Set<Set<String>> = [Set(machine.configuration(of: start.snapshot))]
        // Histories are part of where a machine stands.
        var known: Set<Value> = [machine.json(of: start.snapshot)]
        var front = [start.snapshot]
        while let snapshot = front.popLast() {
            for event in ["a", "b", "c"] {
                guard let next = try? machine.step(snapshot, Event(event), now: 0, model: TrialModel(), policy: Self.policy) else { return nil }
                steps += 1
                guard known.insert(machine.json(of: next.snapshot)).inserted else { continue }
                seen.insert(Set(machine.configuration(of: next.snapshot)))
                guard known.count < 400 else { return nil }
                front.append(next.snapshot)
            }
        }
        return seen
    }
}
