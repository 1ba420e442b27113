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
        case set(ScalarSet)
        case fork(Int, Int)
        case jump(Int)
        case assertion(Assertion)
        case match
    }

    /// The longest program that a pattern may come to; counted repetitions multiply.
    private static let instructionsAllowed = 10_000
    /// The most states that any pattern has.
    static let largest = instructionsAllowed + 1
    /// How many states it has.
    var size: Int { instructions.count }

    private var instructions: [Instruction] = []
    private var partsCompiled = 0

    /// - Throws: ``Fault`` where the pattern is malformed or too large.
    init(_ source: String) throws {
        guard source.utf8.count <= 10_000 else { throw Fault(.invalidArgument, "the pattern is longer than 10,000 bytes") }
        try compile(try PatternParser.parse(source))
        instructions.append(.match)
    }

    // MARK: Compiling

    private mutating func add(_ instruction: Instruction) throws {
        guard instructions.count < Self.instructionsAllowed else {
            throw Fault(.invalidArgument, "the pattern's repetitions make it too large")
        }
        instructions.append(instruction)
    }

    private mutating func compile(_ tree: PatternParser.Tree) throws {
        // Repeating nothing makes no instructions, but it takes time.
        partsCompiled += 1
        guard partsCompiled <= 10 * Self.instructionsAllowed else {
            throw Fault(.invalidArgument, "the pattern's repetitions make it too large")
        }
        switch tree {
        case .empty: break
        case .set(let set): try add(.set(set))
        case .assertion(let assertion): try add(.assertion(assertion))
        case .sequence(let parts): for part in parts { try compile(part) }
        case .alternatives(let branches): try compile(alternatives: branches)
        case .repeated(let part, let least, let most):
            for _ in 0..<least { try compile(part) }
            guard let most else { return try compile(unbounded: part) }
            for _ in least..<max(least, most) {
                // Each further one is optional, whether or not the one before it was there: the same texts match.
                let fork = instructions.count
                try add(.fork(fork + 1, fork + 1))
                try compile(part)
                instructions[fork] = .fork(fork + 1, instructions.count)
            }
        }
    }

    private mutating func compile(unbounded part: PatternParser.Tree) throws {
        let fork = instructions.count
        try add(.fork(fork + 1, fork + 1))
        try compile(part)
        try add(.jump(fork))
        instructions[fork] = .fork(fork + 1, instructions.count)
    }

    private mutating func compile(alternatives branches: [PatternParser.Tree]) throws {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let fork = instructions.count
            try add(.fork(fork + 1, fork + 1))
            try compile(branch)
            ends.append(instructions.count)
            try add(.jump(0))
            instructions[fork] = .fork(fork + 1, instructions.count)
        }
        if let last = branches.last { try compile(last) }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    // MARK: Matching

    /// The states of the machine at one place of the text, each once.
    private struct States {
        var list: [Int] = []
        var marks: [Int]
        var generation = 0

        init(count: Int) { marks = Array(repeating: -1, count: count) }

        mutating func clear() {
            list.removeAll(keepingCapacity: true)
            generation += 1
        }

        mutating func insert(_ state: Int) -> Bool {
            guard marks[state] != generation else { return false }
            marks[state] = generation
            return true
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
            steps -= 1 + current.list.count / 8
            if steps < 0 { throw Fault(.stepLimit, "looking for the pattern takes more steps than allowed") }
            let following = scalars.next()
            next.clear()
            for state in current.list {
                guard case .set(let set) = instructions[state], set.contains(read) else { continue }
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
            guard states.insert(state) else { continue }
            switch instructions[state] {
            case .set: states.list.append(state)
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
