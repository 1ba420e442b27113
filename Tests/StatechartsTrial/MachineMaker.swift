import Chance
import Statecharts

/// Machines at random, and the events for them: every kind of state, transition and content.
///
/// Most of what it makes compiles. Some does not, so that what is refused is tried as well.
public struct MachineMaker {
    package var dice: SplitMix64
    private var count = 0
    /// The states made so far that a transition may name, with the ways to them.
    private var ways: [String: [String]] = [:]
    private var ids: [String] = []
    private var parallels: Set<String> = []
    private var histories: Set<String> = []

    public init(seed: UInt64) { dice = SplitMix64(seed: seed) }

    private static let descriptors = ["a", "a.b", "b", "b.*", "c", "c.d.e", "d", "done.state", "error.execution", "*"]
    private static let events = ["a", "a.b", "a.b.c", "b", "b.x", "c", "c.d.e", "d", "nothing"]

    /// The name of an event from outside.
    public mutating func event() -> String { dice.one(of: Self.events) ?? "a" }

    /// A machine of at most some forty states.
    public mutating func chart() -> TrialChart {
        (count, ways, ids, parallels, histories) = (0, [:], [], [], [])
        var root = TrialChart(name: "random", states: states(1...4, way: []))
        furnish(&root.root, way: [], isRoot: true)
        return root
    }

    // MARK: The tree of states

    private mutating func states(_ range: ClosedRange<Int>, way: [String]) -> [TrialChart.State] {
        (0..<dice.number(range)).map { _ in state(way: way) }
    }

    private mutating func newID(_ way: [String]) -> String {
        count += 1
        let id = "s\(count)"
        ids.append(id)
        ways[id] = way + [id]
        return id
    }

    private mutating func state(way: [String]) -> TrialChart.State {
        let id = newID(way)
        guard way.count < 4, count < 24, dice.rolls(way.count < 2 ? 6 : 4, in: 10) else {
            return TrialChart.State(id, kind: dice.rolls(1, in: 7) ? .final : .atomic)
        }
        let isParallel = dice.rolls(2, in: 5)
        if isParallel { parallels.insert(id) }
        var children = states(isParallel ? 1...3 : 1...4, way: way + [id])
        if dice.rolls(1, in: 3) {
            let history = TrialChart.State(newID(way + [id]), kind: .history(dice.rolls(1, in: 2) ? .deep : .shallow))
            histories.insert(history.id)
            children.insert(history, at: dice.number(0...children.count))
        }
        return TrialChart.State(id, kind: isParallel ? .parallel : .compound, children: children)
    }

    // MARK: What states have

    private mutating func furnish(_ state: inout TrialChart.State, way: [String], isRoot: Bool) {
        let way = isRoot ? [] : way + [state.id]
        switch state.kind {
        case .atomic, .compound, .parallel:
            let most = isRoot ? 1 : state.kind == .atomic ? 3 : 2
            state.transitions = (0..<dice.number(0...most)).map { _ in transition() }
            if state.kind == .compound, dice.rolls(1, in: 4) {
                state.initial = targets(below: way)
                state.initialActions = content()
            }
            state.onentry = blocks()
            state.onexit = blocks()
        case .final:
            state.onentry = blocks()
            if dice.rolls(1, in: 4) { state.donedata = dice.rolls(1, in: 6) ? .fails : .number(7) }
        case .history:
            if dice.rolls(1, in: 2) { state.historyDefault = .init(targets: targets(below: way.dropLast(), isHistoryDefault: true), actions: content()) }
        }
        for index in state.children.indices { furnish(&state.children[index], way: way, isRoot: false) }
    }

    private mutating func transition() -> TrialChart.Transition {
        let isEventless = dice.rolls(1, in: 16)
        let isGuarded = isEventless || dice.rolls(1, in: 4)
        let events = isEventless ? [] : (0..<(dice.rolls(1, in: 6) ? 2 : 1)).compactMap { _ in dice.one(of: Self.descriptors) }
        return TrialChart.Transition(
            on: events, if: isGuarded ? condition() : nil, to: dice.rolls(1, in: 7) ? [] : targets(below: []),
            isInternal: dice.rolls(1, in: 3), actions: content())
    }

    /// Some state below another, and sometimes a second or third in other regions beside it.
    private mutating func targets(below way: some Collection<String>, isHistoryDefault: Bool = false) -> [String] {
        let inside = ids.filter { id in
            let own = ways[id] ?? []
            return own.count > way.count && own.starts(with: way)
                && !(isHistoryDefault && own.count == way.count + 1 && histories.contains(id))
        }
        // Now and then anything goes, so that what is refused is tried too.
        if dice.rolls(1, in: 1_500) { return [dice.one(of: ids) ?? "s1", "nowhere"] }
        guard let first = dice.one(of: inside) else { return [] }
        var targets = [first]
        while targets.count < 3, dice.rolls(1, in: 2) {
            guard let next = dice.one(of: inside.filter { id in targets.allSatisfy { areApart($0, id) } }) else { break }
            targets.append(next)
        }
        return targets
    }

    /// Whether two states lie in different regions of one parallel state; a history stands for what is in its parent.
    private func areApart(_ one: String, _ other: String) -> Bool {
        let (here, there) = (remembered(one), remembered(other))
        let common = zip(here, there).prefix { $0 == $1 }.count
        return common > 0 && common < here.count && common < there.count && parallels.contains(here[common - 1])
    }

    private func remembered(_ id: String) -> [String] {
        let way = ways[id] ?? []
        return histories.contains(id) ? way.dropLast() : way
    }

    private mutating func condition() -> TrialModel.Condition {
        switch dice.number(0...9) {
        case 0...3: .flag(dice.number(0...3))
        case 4, 5: .isIn(dice.one(of: ids) ?? "s1")
        case 6, 7: .not(.flag(dice.number(0...3)))
        case 8: .both(.not(.isIn(dice.one(of: ids) ?? "s1")), .flag(dice.number(0...3)))
        default: dice.rolls(1, in: 3) ? .fails : .flag(0)
        }
    }

    private mutating func blocks() -> [[TrialModel.Action]] {
        (0..<(dice.rolls(1, in: 5) ? 2 : 1)).map { _ in content() }
    }

    private mutating func content() -> [TrialModel.Action] {
        (0..<dice.number(0...2)).map { _ in action() }
    }

    private mutating func action() -> TrialModel.Action {
        switch dice.number(0...19) {
        case 0: dice.rolls(1, in: 2) ? .raise(dice.one(of: Self.events) ?? "a") : .note("n")
        case 1, 2:
            .send(
                dice.one(of: Self.events) ?? "a", id: dice.rolls(1, in: 2) ? "send\(dice.number(1...2))" : nil,
                delay: dice.rolls(1, in: 3) ? 0 : Int64(dice.number(1...30)), isInternal: false)
        case 3: .send(dice.one(of: Self.events) ?? "a", id: nil, delay: 0, isInternal: true)
        case 4: .cancel("send\(dice.number(1...2))")
        case 5...8: .turn(dice.number(0...3))
        case 9: dice.rolls(1, in: 2) ? .fails : .turn(1)
        default: .note("n\(dice.number(1...99))")
        }
    }
}

// MARK: Independent regions

extension MachineMaker {
    /// A machine of one parallel state whose regions have nothing to do with one another, and the same with its
    /// regions in another order.
    public mutating func independentRegions() -> (one: TrialChart, shuffled: TrialChart) {
        (count, ways, ids, parallels, histories) = (0, [:], [], [], [])
        var regions: [TrialChart.State] = []
        for _ in 0..<dice.number(2...3) {
            // A region knows of its own states alone.
            ids = []
            let id = newID(["p"])
            var region = TrialChart.State(id, kind: .compound, children: states(1...2, way: ["p", id]))
            isolate(&region, way: ["p", id])
            regions.append(region)
        }
        let shuffled = regions.shuffled(using: &dice)
        func chart(_ regions: [TrialChart.State]) -> TrialChart {
            TrialChart(name: "regions", states: [TrialChart.State("p", kind: .parallel, children: regions)])
        }
        return (chart(regions), chart(shuffled))
    }

    /// Gives a region's states transitions that stay inside it and speak to no other region.
    private mutating func isolate(_ state: inout TrialChart.State, way: [String]) {
        switch state.kind {
        case .atomic, .compound, .parallel:
            state.transitions = (0..<dice.number(0...2)).map { _ in
                // The region itself may be no target: to leave it is to leave the others.
                let inner = targets(below: way.prefix(2))
                return TrialChart.Transition(on: [dice.one(of: ["a", "b", "c"]) ?? "a"], to: inner, isInternal: true)
            }
        case .final, .history: break
        }
        for index in state.children.indices { isolate(&state.children[index], way: way + [state.children[index].id]) }
    }
}
