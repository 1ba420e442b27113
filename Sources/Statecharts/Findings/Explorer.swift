/// Goes through all situations of a machine, breadth first.
///
/// A layer holds what takes the same number of events from outside; what the machine does by itself stays in the layer,
/// so that the first way found to a situation is a shortest.
struct Explorer {
    let prospect: Prospect
    private var moving: Moving
    private var table: SituationTable
    private let limit: Int
    /// Where the exploration is reduced, the regions that may go first.
    private let regions: [Independence.Region]
    /// The situation from which each was found first; -1 for those of the start.
    private var parents: [SituationTable.Number] = []
    private var mayRest = BitSet()
    private var from: [SituationTable.Number] = []
    private var to: [SituationTable.Number] = []
    private var firsts: Firsts
    /// What there was too much of.
    private var bound: Exploration.Bound?
    private var isStopped: Bool { bound != nil }
    private var moveCount = 0
    /// How many moves are followed for each situation that may be kept: where every condition is open, few situations
    /// can have very many moves between them.
    private static let movesForEach = 32

    /// Where each thing was met first.
    struct Firsts: Sendable {
        var entered: [SituationTable.Number?]
        var taken: [(from: SituationTable.Number, to: SituationTable.Number)?]
        var decided: [Pair: (from: SituationTable.Number, to: SituationTable.Number)] = [:]
        /// Classes that came from the machine itself, and those of them that something took up.
        var popped = BitSet()
        var heard = BitSet()

        struct Pair: Hashable {
            let taken: TransitionIndex
            let left: TransitionIndex
        }
    }

    init(_ prospect: Prospect, limit: Int, isReduced: Bool) {
        self.prospect = prospect
        moving = Moving(prospect, keepsAnswers: false)
        table = SituationTable(prospect.structure, remembered: moving.remembered)
        regions = isReduced ? Independence(prospect, remembered: moving.remembered).regions : []
        self.limit = min(limit, table.most, Int(Int32.max) / 2)
        firsts = Firsts(
            entered: .init(repeating: nil, count: prospect.structure.states.count),
            taken: .init(repeating: nil, count: prospect.structure.transitions.count))
    }

    /// Whether any region may go first.
    var canReduce: Bool { !regions.isEmpty }

    mutating func explore() -> Terrain {
        var layer: [SituationTable.Number] = []
        for move in moving.starts() { _ = add(move, from: -1, &layer) }
        while !layer.isEmpty, !isStopped { layer = nextLayer(&layer) }
        return Terrain(
            prospect: prospect, table: table, parents: parents, mayRest: mayRest, from: from, to: to, firsts: firsts,
            isWhole: !isStopped && moving.isWhole, bound: bound)
    }

    private mutating func nextLayer(_ layer: inout [SituationTable.Number]) -> [SituationTable.Number] {
        var place = 0
        while place < layer.count, !isStopped {
            let number = layer[place]
            let (moves, resting) = moving.inner(table[number])
            if resting != nil { self.mayRest.insert(Int(number)) }
            for move in moves { _ = add(move, from: number, &layer) }
            place += 1
        }
        var next: [SituationTable.Number] = []
        for number in layer where mayRest.contains(Int(number)) {
            if isStopped { break }
            let situation = table[number]
            if goesFirst(situation, number, &next) { continue }
            for move in moving.outer(situation) { _ = add(move, from: number, &next) }
        }
        return next
    }

    /// Whether one independent region alone leads on to something new, so that everything else can be left for later.
    private mutating func goesFirst(
        _ situation: Situation, _ number: SituationTable.Number, _ next: inout [SituationTable.Number]
    ) -> Bool {
        for region in regions where situation.configuration.contains(region.state) {
            var isNew = false
            for move in moving.outer(situation, within: region) where add(move, from: number, &next) { isNew = true }
            if isNew { return true }
        }
        return false
    }

    /// Notes a move; whether it leads to a situation that is new.
    private mutating func add(
        _ move: Moving.Move, from parent: SituationTable.Number, _ layer: inout [SituationTable.Number]
    ) -> Bool {
        let (number, isNew) = table.insert(move.situation)
        moveCount += 1
        if moveCount == limit * Self.movesForEach { bound = bound ?? .moves(moveCount) }
        if isNew {
            parents.append(parent)
            layer.append(number)
            for state in move.situation.configuration where firsts.entered[state] == nil { firsts.entered[state] = number }
            if table.count >= limit { bound = .situations(limit) }
        }
        if parent >= 0, from.last != parent || to.last != number {
            from.append(parent)
            to.append(number)
        }
        note(move, from: parent, to: number)
        return isNew
    }

    private mutating func note(_ move: Moving.Move, from parent: SituationTable.Number, to number: SituationTable.Number) {
        for transition in move.taken where firsts.taken[transition] == nil { firsts.taken[transition] = (parent, number) }
        for pair in move.decided {
            let pair = Firsts.Pair(taken: pair.taken, left: pair.left)
            if firsts.decided[pair] == nil { firsts.decided[pair] = (parent, number) }
        }
        switch move.cause {
        case .raised(let event), .sent(let event):
            firsts.popped.insert(event)
            if !move.taken.isEmpty { firsts.heard.insert(event) }
        case .start, .eventless, .event, .due: break
        }
    }
}
