/// A regular expression in RE2 syntax that is looked for in time proportional to the text, whatever the pattern.
///
/// Ken Thompson, "Regular Expression Search Algorithm", 1968, with the instructions of Rob Pike's machine as told in
/// Russ Cox, "Regular Expression Matching: the Virtual Machine Approach". Only whether there is a match is asked for, so
/// a set of states is all that is kept.
struct Pattern: Sendable {
    enum Assertion: Sendable {
        case textStart, textEnd, lineStart, lineEnd, wordBoundary, notWordBoundary
    }

    private enum Instruction: Sendable {
        case set(ScalarSet, work: Int)
        case fork(Int, Int)
        case jump(Int)
        case assertion(Assertion)
        case match
    }

    /// The largest that a pattern may come to; counted repetitions multiply.
    private static let sizeAllowed = 10_000
    /// The largest that any pattern is.
    static let largest = sizeAllowed + 1
    /// How many states it has, of which those that look into a large class count as several.
    private(set) var size = 1

    private static let partsAllowed = 100_000
    private static let partsPerStep = 8
    /// The most steps that ``init(_:steps:)`` counts for making any pattern, beside those of reading it.
    static let mostToMake = partsAllowed / partsPerStep
    /// The steps counted for making this one.
    var stepsToMake: Int { partsCompiled / Self.partsPerStep }

    private var instructions: [Instruction] = []
    private var partsCompiled = 0
    /// Whether a set ignores the case of letters.
    private var ignoresCase = false

    /// - Parameter steps: counted down with the work.
    /// - Throws: ``Fault`` where the pattern is malformed or too large, or takes more steps.
    init(_ source: String, steps: inout Int) throws {
        guard source.utf8.count <= 10_000 else { throw Fault(.invalidArgument, "the pattern is longer than 10,000 bytes") }
        steps -= source.utf8.count
        try compile(try PatternParser.parse(source), &steps)
        instructions.append(.match)
    }

    /// The same, however much work it is.
    init(_ source: String) throws {
        var steps = Int.max
        try self.init(source, steps: &steps)
    }

    // MARK: Compiling

    private mutating func add(_ instruction: Instruction, work: Int = 1) throws {
        size += work
        guard size <= Self.largest else { throw tooLarge }
        instructions.append(instruction)
    }

    private var tooLarge: Fault { Fault(.invalidArgument, "the pattern's repetitions make it too large") }

    /// Repeating nothing makes no instructions, but it takes time: every part counts.
    private mutating func count(_ steps: inout Int) throws {
        partsCompiled += 1
        guard partsCompiled <= Self.partsAllowed else { throw tooLarge }
        guard partsCompiled.isMultiple(of: Self.partsPerStep) else { return }
        steps -= 1
        if steps < 0 { throw Fault(.stepLimit, "making the pattern takes more steps than allowed") }
    }

    private mutating func compile(_ tree: PatternParser.Tree, _ steps: inout Int) throws {
        try count(&steps)
        switch tree {
        case .empty: break
        case .set(let set):
            if set.ignoresCase || set.nested.contains(where: \.ignoresCase) { ignoresCase = true }
            try add(.set(set, work: set.work), work: set.work)
        case .assertion(let assertion): try add(.assertion(assertion))
        case .sequence(let parts): for part in parts { try compile(part, &steps) }
        case .alternatives(let branches): try compile(alternatives: branches, &steps)
        case .repeated(let part, let least, let most):
            for _ in 0..<least { try compile(part, &steps) }
            guard let most else { return try compile(unbounded: part, &steps) }
            for _ in least..<max(least, most) {
                // Each further one is optional, whether or not the one before it was there: the same texts match.
                let fork = instructions.count
                try add(.fork(fork + 1, fork + 1))
                try compile(part, &steps)
                instructions[fork] = .fork(fork + 1, instructions.count)
            }
        }
    }

    private mutating func compile(unbounded part: PatternParser.Tree, _ steps: inout Int) throws {
        let fork = instructions.count
        try add(.fork(fork + 1, fork + 1))
        try compile(part, &steps)
        try add(.jump(fork))
        instructions[fork] = .fork(fork + 1, instructions.count)
    }

    private mutating func compile(alternatives branches: [PatternParser.Tree], _ steps: inout Int) throws {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let fork = instructions.count
            try add(.fork(fork + 1, fork + 1))
            try compile(branch, &steps)
            ends.append(instructions.count)
            try add(.jump(0))
            instructions[fork] = .fork(fork + 1, instructions.count)
        }
        if let last = branches.last { try compile(last, &steps) }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    // MARK: Matching

    /// The states of the machine at one place of the text, each once.
    private struct States {
        private(set) var list: [Int] = []
        /// What it takes to go through the list with one scalar.
        private(set) var work = 0
        private var marks: [Int]
        private var generation = 0

        init(count: Int) { marks = Array(repeating: -1, count: count) }

        mutating func clear() {
            list.removeAll(keepingCapacity: true)
            work = 0
            generation += 1
        }

        /// - Returns: whether it is new.
        mutating func mark(_ state: Int) -> Bool {
            guard marks[state] != generation else { return false }
            marks[state] = generation
            return true
        }

        mutating func append(_ state: Int, work: Int) {
            list.append(state)
            self.work += work
        }
    }

    /// Whether some part of `text` matches.
    /// - Parameter steps: counted down with the work.
    func matches(_ text: String, steps: inout Int) throws -> Bool {
        var current = States(count: instructions.count)
        var next = States(count: instructions.count)
        var before: Unicode.Scalar?
        var pending: [Int] = []
        var scalars = text.unicodeScalars.makeIterator()
        var scalar = scalars.next()
        current.clear()
        while true {
            if add(0, to: &current, between: before, and: scalar, &pending) { return true }
            guard let read = scalar else { return false }
            steps -= 1 + current.work / 8
            if steps < 0 { throw Fault(.stepLimit, "looking for the pattern takes more steps than allowed") }
            let following = scalars.next()
            let otherCases = ignoresCase ? read.otherCases : []
            next.clear()
            for state in current.list {
                guard case .set(let set, _) = instructions[state], set.contains(read, otherCases: otherCases) else { continue }
                if add(state + 1, to: &next, between: read, and: following, &pending) { return true }
            }
            swap(&current, &next)
            before = read
            scalar = following
        }
    }

    /// Adds a state and all that are reached from it without reading.
    /// - Returns: whether the match is among them.
    private func add(
        _ first: Int, to states: inout States, between before: Unicode.Scalar?, and after: Unicode.Scalar?, _ pending: inout [Int]
    ) -> Bool {
        pending.append(first)
        while let state = pending.popLast() {
            guard states.mark(state) else { continue }
            switch instructions[state] {
            case .set(_, let work): states.append(state, work: work)
            case .fork(let a, let b):
                pending.append(b)
                pending.append(a)
            case .jump(let target): pending.append(target)
            case .assertion(let assertion):
                if Self.holds(assertion, between: before, and: after) { pending.append(state + 1) }
            case .match:
                pending.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }

    private static func holds(_ assertion: Assertion, between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
        switch assertion {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == "\n"
        case .lineEnd: after == nil || after == "\n"
        case .wordBoundary: isWord(before) != isWord(after)
        case .notWordBoundary: isWord(before) == isWord(after)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ScalarSet.word.contains($0) } ?? false }
}
