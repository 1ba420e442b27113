/// What an exploration went through.
struct Terrain: Sendable {
    let prospect: Prospect
    let table: SituationTable
    let parents: [SituationTable.Number]
    let mayRest: BitSet
    /// Moves, as pairs.
    let from: [SituationTable.Number]
    let to: [SituationTable.Number]
    let firsts: Explorer.Firsts
    /// Whether nothing was left out.
    let isWhole: Bool
    /// Why it was stopped; nil where it was not.
    let bound: Exploration.Bound?

    private var structure: Structure { prospect.structure }

    /// The states that are active in some situation, the root among them.
    var reached: BitSet {
        var reached = BitSet([0])
        for state in structure.states.indices where firsts.entered[state] != nil { reached.insert(state) }
        return reached
    }

    /// Those where the machine may rest, and those where it has ended.
    var restCount: Int { numbers.count { mayRest.contains(Int($0)) || !table.isRunning($0) } }
    var numbers: Range<SituationTable.Number> { 0..<SituationTable.Number(table.count) }

    /// The situations from which an end can be reached, by number.
    func withEnd() -> [Bool] {
        var starts = [Int](repeating: 0, count: table.count + 1)
        for target in to { starts[Int(target) + 1] += 1 }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var places = starts
        var back = [SituationTable.Number](repeating: 0, count: to.count)
        for (source, target) in zip(from, to) {
            back[places[Int(target)]] = source
            places[Int(target)] += 1
        }
        var hasEnd = [Bool](repeating: false, count: table.count)
        var front = numbers.filter { !table.isRunning($0) }
        for number in front { hasEnd[Int(number)] = true }
        while let number = front.popLast() {
            for source in back[starts[Int(number)]..<starts[Int(number) + 1]] where !hasEnd[Int(source)] {
                hasEnd[Int(source)] = true
                front.append(source)
            }
        }
        return hasEnd
    }

    // MARK: Ways

    func way(to number: SituationTable.Number) -> Way {
        var chain = [number]
        while let last = chain.last, parents[Int(last)] >= 0 { chain.append(parents[Int(last)]) }
        chain.reverse()
        var moving = Moving(prospect, keepsAnswers: true)
        let start = table[chain[0]]
        var steps = moving.starts().filter { $0.situation == start }.prefix(1).map(step)
        for (here, there) in zip(chain, chain.dropFirst()) {
            guard let move = move(from: here, to: there, &moving, where: { _ in true }) else { continue }
            steps.append(step(move))
        }
        return Way(steps: steps)
    }

    func way(taking transition: TransitionIndex) -> Way? {
        guard let (from, to) = firsts.taken[transition] else { return nil }
        return way(to: from, then: to) { $0.taken.contains(transition) }
    }

    func way(to pair: Explorer.Firsts.Pair) -> Way? {
        guard let (from, to) = firsts.decided[pair] else { return nil }
        return way(to: from, then: to) { move in
            move.decided.contains { $0.taken == pair.taken && $0.left == pair.left }
        }
    }

    private func way(
        to here: SituationTable.Number, then there: SituationTable.Number, where fits: (Moving.Move) -> Bool
    ) -> Way? {
        guard here >= 0 else { return way(to: there) }
        var moving = Moving(prospect, keepsAnswers: true)
        guard let move = move(from: here, to: there, &moving, where: fits) else { return nil }
        var way = way(to: here)
        way.steps.append(step(move))
        return way
    }

    private func move(
        from here: SituationTable.Number, to there: SituationTable.Number, _ moving: inout Moving, where fits: (Moving.Move) -> Bool
    ) -> Moving.Move? {
        let (situation, goal) = (table[here], table[there])
        let (moves, resting) = moving.inner(situation)
        if let move = moves.first(where: { $0.situation == goal && fits($0) }) { return move }
        guard let resting, var move = moving.outer(situation).first(where: { $0.situation == goal && fits($0) }) else { return nil }
        // They are asked when the machine comes to rest, and again when something comes.
        move.answers = resting + resting + move.answers
        return move
    }

    private func step(_ move: Moving.Move) -> Way.Step {
        func name(_ event: EventClasses.Number) -> String { prospect.classes.names[event] }
        let cause: Way.Cause = switch move.cause {
        case .start: .start
        case .eventless: .eventless
        case .event(let event): .event(name(event))
        case .due(let event): .due(name(event))
        case .raised(let event): .raised(name(event))
        case .sent(let event): .sent(name(event))
        }
        return Way.Step(cause: cause, answers: move.answers, taken: move.taken, configuration: Array(move.situation.configuration))
    }
}
