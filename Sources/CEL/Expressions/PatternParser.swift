/// Reads a pattern in RE2 syntax: <https://github.com/google/re2/wiki/Syntax>, without scripts and `\C`.
struct PatternParser {
    indirect enum Tree {
        case empty
        case set(ScalarSet)
        case assertion(Pattern.Assertion)
        case sequence([Tree])
        case alternatives([Tree])
        /// At least and at most; `nil` is without end.
        case repeated(Tree, Int, Int?)
    }

    private struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotTakesNewline = false
    }

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var flags = Flags()
    private var depth = 0

    private init(_ source: String) { scalars = Array(source.unicodeScalars) }

    static func parse(_ source: String) throws -> Tree {
        var parser = PatternParser(source)
        let tree = try parser.alternatives()
        guard parser.place == parser.scalars.count else { throw parser.mistake("`)` without `(`") }
        return tree
    }

    private func mistake(_ message: String) -> Fault {
        Fault(.invalidArgument, "the pattern is malformed at character \(place + 1): \(message)")
    }

    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[place...].starts(with: wanted) else { return false }
        place += wanted.count
        return true
    }

    // MARK: Structure

    private mutating func alternatives() throws -> Tree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 200 else { throw mistake("groups are nested more than 200 deep") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws -> Tree {
        var parts: [Tree] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            parts += take("\\Q") ? try quotation() : [try repeated(try atom())]
        }
        return parts.count == 1 ? parts[0] : (parts.isEmpty ? .empty : .sequence(parts))
    }

    /// The characters up to `\E`, each for itself; what repeats behind it repeats the last of them.
    private mutating func quotation() throws -> [Tree] {
        var parts: [Tree] = []
        while place < scalars.count, !take("\\E") {
            parts.append(.set(ScalarSet(scalars[place], ignoresCase: flags.ignoresCase)))
            place += 1
        }
        if let last = parts.popLast() { parts.append(try repeated(last)) }
        return parts
    }

    private mutating func repeated(_ tree: Tree) throws -> Tree {
        guard let (least, most) = try count() else { return tree }
        // A lazy one finds the same texts.
        _ = take("?")
        let start = place
        if try count() != nil {
            place = start
            throw mistake("a repetition cannot be repeated")
        }
        return .repeated(tree, least, most)
    }

    private mutating func count() throws -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = place
        guard take("{"), let least = number() else {
            place = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else {
            place = start
            return nil
        }
        guard least <= 1_000, most ?? 0 <= 1_000 else { throw mistake("the counts of a repetition go up to 1,000") }
        guard most ?? least >= least else { throw mistake("the second count of a repetition is less than the first") }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let start = place
        var result = 0
        while let digit = current, ("0"..."9").contains(digit) {
            result = min(result * 10 + Int(digit.value - 48), 1_000_000)
            place += 1
        }
        return place > start ? result : nil
    }

    private mutating func atom() throws -> Tree {
        guard let scalar = current else { return .empty }
        switch scalar {
        case "(": return try group()
        case "[": return .set(try characterClass())
        case "\\": return try escape()
        case "*", "+", "?": throw mistake("there is nothing to repeat")
        default: break
        }
        place += 1
        switch scalar {
        case ".": return .set(flags.dotTakesNewline ? .any : .anyButNewline)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        default: return .set(ScalarSet(scalar, ignoresCase: flags.ignoresCase))
        }
    }

    private mutating func group() throws -> Tree {
        place += 1
        let outer = flags
        if take("?") {
            if take("P<") || take("<") {
                if current == "=" || current == "!" { throw mistake("there is no looking behind") }
                let start = place
                while let scalar = current, scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) { place += 1 }
                guard place > start else { throw mistake("the group's name is missing") }
                guard take(">") else { throw mistake("the group's name has no end") }
            } else if try setFlags() {
                return .empty
            }
        }
        let tree = try alternatives()
        guard take(")") else { throw mistake("`(` without `)`") }
        flags = outer
        return tree
    }

    /// `(?i)` for the rest of the group around it, and `(?i:…)`.
    /// - Returns: whether the group ends here.
    private mutating func setFlags() throws -> Bool {
        var isOn = true
        while let scalar = current {
            place += 1
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotTakesNewline = isOn
            case "U": break
            case "-" where isOn: isOn = false
            case ":": return false
            case ")": return true
            default:
                place -= 1
                throw mistake("`(?\(scalar)` has no meaning")
            }
        }
        throw mistake("`(` without `)`")
    }

    // MARK: Escapes

    private mutating func escape() throws -> Tree {
        place += 1
        guard let code = current else { throw mistake("the pattern ends in a backslash") }
        switch code {
        case "A": place += 1; return .assertion(.textStart)
        case "z": place += 1; return .assertion(.textEnd)
        case "b": place += 1; return .assertion(.wordBoundary)
        case "B": place += 1; return .assertion(.notWordBoundary)
        default: break
        }
        if let named = try namedClass(code) { return .set(named) }
        return .set(ScalarSet(try escapedScalar(code), ignoresCase: flags.ignoresCase))
    }

    /// `\d`, `\pL` and their like, behind the backslash.
    private mutating func namedClass(_ code: Unicode.Scalar) throws -> ScalarSet? {
        let base: ScalarSet
        switch code {
        case "d", "D": base = .digits
        case "w", "W": base = .word
        case "s", "S": base = .space
        case "p", "P": return try category(isNegated: code == "P")
        default: return nil
        }
        place += 1
        var result = base
        result.isNegated = ("A"..."Z").contains(code)
        return result
    }

    private mutating func category(isNegated: Bool) throws -> ScalarSet {
        place += 1
        var isNegated = isNegated
        var name = ""
        if take("{") {
            if take("^") { isNegated.toggle() }
            while let scalar = current, scalar != "}" {
                name.unicodeScalars.append(scalar)
                place += 1
            }
            guard take("}") else { throw mistake("the name of the class has no end") }
        } else if let scalar = current {
            name.unicodeScalars.append(scalar)
            place += 1
        }
        guard let members = ScalarSet.category(name) else { throw mistake("there is no class `\(name)`") }
        var set = ScalarSet(isNegated: isNegated)
        set.categories = members
        set.ignoresCase = flags.ignoresCase
        return set
    }

    private mutating func escapedScalar(_ code: Unicode.Scalar) throws -> Unicode.Scalar {
        place += 1
        switch code {
        case "a": return "\u{7}"
        case "f": return "\u{C}"
        case "t": return "\t"
        case "n": return "\n"
        case "r": return "\r"
        case "v": return "\u{B}"
        case "x": return try hexadecimal()
        case "0"..."7":
            var digits = String(code)
            while digits.utf8.count < 3, let digit = current, ("0"..."7").contains(digit) {
                digits.unicodeScalars.append(digit)
                place += 1
            }
            guard code == "0" || digits.utf8.count == 3 else { throw mistake("there are no references back") }
            return try scalar(UInt32(digits, radix: 8))
        default:
            guard code.isASCII, !code.properties.isAlphabetic, !("0"..."9").contains(code) else {
                throw mistake("`\\\(code)` has no meaning")
            }
            return code
        }
    }

    private mutating func hexadecimal() throws -> Unicode.Scalar {
        var digits = ""
        if take("{") {
            while let scalar = current, scalar != "}" {
                digits.unicodeScalars.append(scalar)
                place += 1
            }
            guard take("}") else { throw mistake("the number has no end") }
        } else {
            while digits.utf8.count < 2, let scalar = current {
                digits.unicodeScalars.append(scalar)
                place += 1
            }
            guard digits.utf8.count == 2 else { throw mistake("two digits are expected") }
        }
        // `UInt32` would read a sign too.
        return try scalar(digits.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit) ? UInt32(digits, radix: 16) : nil)
    }

    private func scalar(_ number: UInt32?) throws -> Unicode.Scalar {
        guard let number, let scalar = Unicode.Scalar(number) else { throw mistake("this is no character") }
        return scalar
    }

    // MARK: Classes in brackets

    private mutating func characterClass() throws -> ScalarSet {
        place += 1
        var set = ScalarSet()
        set.ignoresCase = flags.ignoresCase
        set.isNegated = take("^")
        var isFirst = true
        while let scalar = current, scalar != "]" || isFirst {
            isFirst = false
            if try addNamed(to: &set) { continue }
            let low = try classScalar()
            guard current == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
                set.ranges.append(low.value...low.value)
                continue
            }
            place += 1
            let high = try classScalar()
            guard low.value <= high.value else { throw mistake("the range runs backwards") }
            set.ranges.append(low.value...high.value)
        }
        guard take("]") else { throw mistake("`[` without `]`") }
        return set
    }

    private mutating func addNamed(to set: inout ScalarSet) throws -> Bool {
        if take("[:") {
            let isNegated = take("^")
            var name = ""
            while let scalar = current, ("a"..."z").contains(scalar) {
                name.unicodeScalars.append(scalar)
                place += 1
            }
            guard take(":]"), var named = ScalarSet.posix[name] else { throw mistake("there is no class `[:\(name):]`") }
            named.isNegated = isNegated
            named.ignoresCase = flags.ignoresCase
            set.nested.append(named)
            return true
        }
        guard current == "\\", place + 1 < scalars.count else { return false }
        place += 1
        if let named = try namedClass(scalars[place]) {
            set.nested.append(named)
            return true
        }
        place -= 1
        return false
    }

    private mutating func classScalar() throws -> Unicode.Scalar {
        guard let scalar = current else { throw mistake("`[` without `]`") }
        place += 1
        guard scalar == "\\" else { return scalar }
        guard let code = current else { throw mistake("the pattern ends in a backslash") }
        return try escapedScalar(code)
    }
}
