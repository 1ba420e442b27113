/// Every situation that was found, each once: packed into words of one width, found again by their hash.
struct SituationTable {
    typealias Number = Int32

    private let histories: [(slot: Int, states: Range<StateIndex>, offset: Int)]
    private let slotCount: Int
    private let width: Int
    private var words: [UInt64] = []
    /// Numbers by hash, open addressing; -1 is free.
    private var places: [Number] = .init(repeating: -1, count: 1 << 10)
    private var pendings: [Pending] = [Pending()]
    private var pendingNumbers: [Pending: UInt64] = [Pending(): 0]
    private(set) var count = 0
    private var packed: [UInt64]

    /// - Parameter remembered: the slots of histories that something goes to.
    init(_ structure: Structure, remembered: BitSet) {
        var bits = structure.states.count
        var histories: [(slot: Int, states: Range<StateIndex>, offset: Int)] = []
        for slot in remembered {
            let parent = structure.states[structure.histories[slot]].parent ?? 0
            let states = structure.descendants(of: parent)
            histories.append((slot, states, bits - states.lowerBound))
            bits += states.count
        }
        self.histories = histories
        slotCount = structure.histories.count
        // The last word says what is under way, and whether the machine runs.
        width = (bits + 63) / 64 + 1
        packed = [UInt64](repeating: 0, count: width)
    }

    /// How many situations fit into the memory that an exploration may take, half a gigabyte.
    var most: Int { max(1, (1 << 26) / width) }

    /// The number of a situation, and whether it is new.
    mutating func insert(_ situation: Situation) -> (number: Number, isNew: Bool) {
        pack(situation)
        if 2 * count >= places.count { grow() }
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash(packed, 0)) & mask
        while places[place] >= 0 {
            if isPacked(at: Int(places[place])) { return (places[place], false) }
            place = (place + 1) & mask
        }
        let number = Number(count)
        places[place] = number
        words.append(contentsOf: packed)
        count += 1
        return (number, true)
    }

    subscript(number: Number) -> Situation {
        let start = Int(number) * width
        var situation = Situation(configuration: BitSet(), history: .init(repeating: BitSet(), count: slotCount))
        let last = words[start + width - 1]
        situation.isRunning = last & 1 == 1
        situation.pending = pendings[Int(last >> 1)]
        let states = histories.first.map { $0.offset + $0.states.lowerBound } ?? Int.max
        for word in 0..<width - 1 {
            var bits = words[start + word]
            while bits != 0 {
                let bit = word << 6 + bits.trailingZeroBitCount
                bits &= bits - 1
                if bit < states {
                    situation.configuration.insert(bit)
                } else if let history = histories.last(where: { bit >= $0.offset + $0.states.lowerBound }) {
                    situation.history[history.slot].insert(bit - history.offset)
                }
            }
        }
        return situation
    }

    func isRunning(_ number: Number) -> Bool { words[Int(number) * width + width - 1] & 1 == 1 }

    private mutating func pack(_ situation: Situation) {
        for index in packed.indices { packed[index] = 0 }
        for state in situation.configuration { packed[state >> 6] |= 1 << UInt64(state & 63) }
        for history in histories {
            for state in situation.history[history.slot] {
                let bit = state + history.offset
                packed[bit >> 6] |= 1 << UInt64(bit & 63)
            }
        }
        packed[width - 1] = number(of: situation.pending) << 1 | (situation.isRunning ? 1 : 0)
    }

    private mutating func number(of pending: Pending) -> UInt64 {
        if pending.isEmpty { return 0 }
        if let known = pendingNumbers[pending] { return known }
        let number = UInt64(pendings.count)
        pendings.append(pending)
        pendingNumbers[pending] = number
        return number
    }

    private func isPacked(at number: Int) -> Bool {
        let start = number * width
        for word in 0..<width where words[start + word] != packed[word] { return false }
        return true
    }

    private func hash(_ words: [UInt64], _ start: Int) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for word in 0..<width {
            hash = (hash ^ words[start + word]) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash >> 29
        }
        return hash ^ (hash >> 32)
    }

    private mutating func grow() {
        places = .init(repeating: -1, count: places.count * 2)
        let mask = places.count - 1
        for number in 0..<count {
            var place = Int(truncatingIfNeeded: hash(words, number * width)) & mask
            while places[place] >= 0 { place = (place + 1) & mask }
            places[place] = Number(number)
        }
    }
}
