import Chance
import CEL

/// Writes what is no expression, and what is one that nobody would write: each must be refused, or come to a value or an
/// error within its steps. A trap ends the process; what means something else when it is printed is a finding.
public struct ExpressionBreaker {
    public private(set) var findings: [String] = []
    public private(set) var tally: [String: Int] = [:]
    /// The last text, so that whoever watches can say what takes long.
    public private(set) var source = ""
    private var dice: SplitMix64
    private var seed: UInt64
    private let environment: Environment
    private let activation: Activation

    public init(seed: UInt64) {
        self.seed = seed &* 0x5851_F42D
        dice = SplitMix64(seed: seed &* 0x5851_F42D &+ 1)
        var environment = Environment(
            variables: ["i": .int, "d": .dyn, "s": .string, "xs": .list(.int), "m": .map(.string, .dyn), "o": .optional(.int), "t": .timestamp],
            libraries: ExpressionTrial.libraries + [.network])
        environment.limits.steps = 20_000
        self.environment = environment
        var deep = CEL.Value.list([])
        for _ in 0..<400 { deep = .list([deep]) }
        activation = Activation(
            [
                "i": .int(.max), "d": deep, "s": .string("e\u{301}\u{0}🐱"), "xs": .list((0..<300).map { .int(Int64($0)) }),
                "m": .map(Map([("a", .null), ("é", .bytes([0xFF, 0xC3])), ("a-b", .double(.nan))])), "o": .host(OptionalValue(nil)),
                "t": Timestamp("0001-01-01T00:00:00Z").map(Value.timestamp) ?? .null,
            ],
            unknowns: seed % 2 == 0 ? [["m", "a"]] : [])
    }

    public mutating func round() {
        seed &+= 1
        switch dice.number(0...9) {
        case 0: run(bytes(), "bytes")
        case 1: run(Self.hostile[dice.number(0...Self.hostile.count - 1)], "hostile texts")
        case 2...5: run(mutated(dice.one(of: Self.seeds)), "mutated texts")
        case _:
            var maker = ExpressionMaker(seed: seed)
            let text = maker.expression().made.closed
            run(dice.rolls(1, in: 4) ? text : mutated(text), "made expressions")
        }
    }

    private mutating func run(_ text: String, _ what: String) {
        source = text
        tally[what, default: 0] += 1
        for made in [environment.compile(text), environment.compileUnchecked(text)] {
            switch made {
            case .failure(let errors):
                if errors.errors.isEmpty { findings.append("`\(text)` is refused without a word") }
                if errors.errors.count > environment.limits.errors + 1 { findings.append("`\(text)` has \(errors.errors.count) errors") }
            case .success(let program): judge(program)
            }
        }
    }

    private mutating func judge(_ program: Program) {
        tally["evaluations", default: 0] += 1
        let result = program.evaluate(activation)
        let explanation = program.explain(activation)
        _ = explanation.deciding.map(\.description)
        guard case .success(let value) = result else { return }
        if explanation.result != .value(value) { findings.append("`\(source)` is explained otherwise than evaluated") }
        // With a space on each side of an operator it may grow beyond what is allowed.
        var environment = environment
        environment.limits.codePoints = .max
        switch environment.compileUnchecked(program.description) {
        case .failure(let errors): findings.append("`\(source)` is printed as `\(program.description)`, which is refused: \(errors)")
        case .success(let again):
            if !again.isSameExpression(as: program) { findings.append("`\(source)` is printed as `\(program.description)`, another tree") }
        }
    }

    // MARK: Texts

    private mutating func bytes() -> String {
        let count = dice.number(0...60)
        let marks = Array("()[]{}.,:?!<>=&|+-*/%'\"`\\ abrxun019eE@_\n".utf8)
        let isWild = dice.rolls(1, in: 2)
        return String(decoding: (0..<count).map { _ in isWild ? UInt8(dice.number(0...255)) : dice.one(of: marks) }, as: UTF8.self)
    }

    private mutating func mutated(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<dice.number(1...3) {
            let (a, b) = (dice.number(0...scalars.count), dice.number(0...scalars.count))
            let stretch = min(a, b)..<max(a, b)
            switch dice.number(0...4) {
            case 0, 1: scalars.insert(contentsOf: Array(dice.one(of: Self.pieces).unicodeScalars), at: a)
            case 2: scalars.removeSubrange(stretch.lowerBound..<min(stretch.upperBound, stretch.lowerBound + 4))
            case 3: scalars.insert(contentsOf: scalars[stretch].prefix(40), at: a)
            case _: scalars.replaceSubrange(stretch.lowerBound..<min(stretch.upperBound, stretch.lowerBound + 1), with: dice.one(of: Self.pieces).unicodeScalars)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static let seeds = [
        "xs.all(s, xs.exists(t, s / t > 1 || t == 0))", "has(m.a) ? m.a : 'none' + string(xs[1])", "{'a': [1, 2u, 3.5], 'b': {true: null}}['a'].map(x, dyn(x) == 1, x)",
        "'caf\\u00e9'.matches('(?i)^c[a-f]+\\\\p{L}$') || b'\\xff' == b'\\377'", "t - duration('36h') < timestamp(0)", "google.protobuf.Int32Value{value: -9223372036854775808} != null",
        "cel.bind(x, m.?a.orValue(2), [x, x].transformList(i, v, i * v)) in [[0, 2]]", "'%s %d %.2f'.format(['a', 9223372036854775807, -1.5e300]).split(' ', 2)", "math.greatest(1, -2.5, 3u) > math.abs(-9223372036854775807) ? r'\\d' : '''it's'''",
        "[?o, ?optional.none()][0] % -1", "d.`a-b`[?0].optMap(y, y + 1)", "cel.block([1, cel.index(0) + 1], cel.index(1))", "t.getHours('Europe/London') + t.getDayOfYear('-23:59')", "s.substring(1, 3).replace('', s).reverse()", "{?'a': o, 'b': m[?'x']}", "d == d && d in [d]",
        "xs.map(x, xs.map(y, [x, y]))[0][0].transformMapEntry(i, v, {v: i})", "base64.decode(base64.encode(b'\\xff')) == b'\\xff'", "-(-(-i)) * i + 1", "ip('::1').family() == 6",
    ]

    private static let pieces = [
        "(", ")", "[", "]", "{", "}", "?", ":", ".", ",", "+", "-", "*", "/", "%", "!", "&&", "||", "==", "<", " in ", "'", "\"", "\\", "`", "0", "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "1e308",
        ".all(x, ", ".map(x, ", "null", "size(", "b'", "r'", "dyn(", "d", "xs", "m", ".?a", "[?0]", "é", "🐱", "\u{0}", "\n", "//", "\\ud83d", "'''", "has(", "cel.bind(x, ", ".format([", ".matches(",
    ]

    /// What has brought other implementations down.
    public static let hostile: [String] = [
        "9223372036854775807 + 1", "-9223372036854775808 / -1", "-9223372036854775808 % -1", "-(-9223372036854775808)", "9223372036854775807 * 9223372036854775807", "0u - 1u", "int(1e300)", "uint(-1.0)", "int(double('NaN'))",
        "xs.map(a, xs.map(b, xs.map(c, xs)))", "xs.map(a, xs.map(b, xs.map(c, a + b + c))).size()", "[1].map(a, [a, a])" + String(repeating: ".map(a, [a, a])", count: 60) + " == []", "['ab']" + String(repeating: ".map(a, a + a)", count: 100) + "[0].size()",
        "'\(String(repeating: "a", count: 3_000))b'.matches('^(a+)+$')", "s.matches('(a*)*b')", "'aaaa'.matches(s + '(((((a{1000}){1000}){1000})))')", "s.matches('" + String(repeating: "(", count: 9_000) + "')",
        String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000), String(repeating: "[", count: 10_000), String(repeating: "-", count: 10_000) + "i", String(repeating: "!", count: 10_000) + "true", "i" + String(repeating: ".a", count: 10_000),
        "d" + String(repeating: "[0]", count: 10_000), String(repeating: "1+", count: 10_000) + "1", String(repeating: "true?1:", count: 10_000) + "1", String(repeating: "{1:", count: 10_000), String(repeating: "[1].map(x,", count: 5_000), String(repeating: "true||", count: 15_000) + "true", String(repeating: "size(", count: 10_000),
        "'\\ud83d'", "'\\ude00'", "'\\U0000D800'", "b'\\xff\\xfe' == b'\\377\\376'", "string(b'\\xff')", "'%s'.format([b'\\xff\\xfe'])", "timestamp('0000-01-01T00:00:00Z')", "timestamp('2016-12-31T23:59:60Z')", "timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')", "t - duration('1ns')",
        "t.getFullYear('-23:59')", "t.getHours('Mars/Olympus')", "t.getHours('../../etc/passwd')", "t.getHours('\\u0000')", "t.getHours('')", "duration('9223372036854775807ns') + duration('1ns')", "duration('-9223372036854775808ns') - duration('1ns')", "timestamp(9223372036854775807)", "timestamp(-9223372036854775808)",
        "'%.1000f'.format([1e308])", "'%.99999999999999999999f'.format([1.0])", "'%'.format([])", "s.replace('', s).replace('', s).replace('', s)", "s.split('')", "s.charAt(9223372036854775807)", "s.substring(-9223372036854775808)", "xs[9223372036854775807]", "xs[dyn(1e300)]", "math.bitShiftLeft(1, 9223372036854775807)", "math.abs(-9223372036854775808)",
        "cel.block([cel.index(0)], cel.index(0))", "cel.block([1, 2, 3], cel.index(99))", "cel.bind(cel, 1, cel)", "[1].all(all, all == 1)", "{'a': 1, 'a': 2}", "{d: 1}", "d == d", "d in d", "[d, d] == [d, d]", "string(1e400)", "1e400", String(repeating: "9", count: 5_000), String(repeating: "9", count: 400) + ".0", "\u{FEFF}1", "1 //", "`", "'''", "@x", "cel.index(-1)", "base64.decode('=')", "ip('::ffff:1.2.3.4/')", "cidr('::/129')",
    ]
}
