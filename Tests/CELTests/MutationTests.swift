import Testing

@testable import CEL

/// Numbers that look random and are the same in every run.
private struct Sequence64: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private let seeds = [
    "workingDays(today, event.visit_on) >= 20 && size(event.focus) <= 3", "scores.all(s, scores.exists(t, s / t > 1 || t == 0))", "has(event.note) ? event.note : 'none' + string(scores[1])",
    "{'a': [1, 2u, 3.5], 'b': {true: null}}['a'].map(x, dyn(x) == 1, x)", "'caf\\u00e9'.matches('(?i)^c[a-f]+\\\\p{L}$') || b'\\xff' == b'\\377'", "timestamp('2027-01-12T09:30:00Z') - duration('36h') < timestamp(0)",
    "google.protobuf.Int32Value{value: -9223372036854775808} != null", "cel.bind(x, m.?a.orValue(2), [x, x].transformList(i, v, i * v)) in [[0, 2]]", "'%s %d %.2f'.format(['a', 9223372036854775807, -1.5e300]).split(' ', 2)",
    "math.greatest(1, -2.5, 3u) > math.abs(-9223372036854775807) ? r'\\d' : '''it's'''", "[?m.?a, ?optional.none()][0] % -1", "anything.`a-b`[?0].optMap(y, y + score('peer'))",
]

private let pieces = [
    "(", ")", "[", "]", "{", "}", "?", ":", ".", ",", "+", "-", "*", "/", "%", "!", "&&", "||", "==", "<", " in ", "'", "\"", "\\", "`", "0", "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "1e308",
    ".all(x, ", ".map(x, ", "null", "size(", "b'", "r'", "dyn(", "anything", ".?a", "[?0]", "é", "🐱", "\u{0}", "\n", "//",
]

@Test("whatever is written, it is refused or comes to a value or an error, and prints back to what means the same")
func mutations() {
    var random = Sequence64(state: 2027)
    var environment = Review.environment
    environment.variables["m"] = .map(.string, .int)
    environment.limits.steps = 10_000
    for library in [Library.strings, .math, .encoders, .bindings, .block, .optionals, .twoVariableComprehensions] { environment.add(library) }
    for _ in 0..<3_000 {
        let source = mutated(&random)
        for made in [environment.compile(source), environment.compileUnchecked(source)] {
            guard case .success(let program) = made else { continue }
            let result = program.evaluate(Review.activation)
            let explanation = program.explain(Review.activation)
            _ = explanation.deciding.map(\.description)
            guard case .success(let value) = result else { continue }
            #expect(explanation.result == .value(value), "\(source)")
            guard case .success(let printed) = environment.compileUnchecked(program.description) else {
                Issue.record("`\(source)` is printed as `\(program.description)`, which does not compile")
                continue
            }
            #expect(printed.description == program.description)
            #expect(printed.evaluate(Review.activation) == .success(value), "`\(source)` is printed as `\(program.description)`")
        }
    }
}

private func mutated(_ random: inout Sequence64) -> String {
    var scalars = Array((seeds.randomElement(using: &random) ?? "").unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0...scalars.count, using: &random)
        let other = Int.random(in: 0...scalars.count, using: &random)
        let stretch = min(place, other)..<max(place, other)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: scalars.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").unicodeScalars), at: place)
        case 1: scalars.removeSubrange(stretch.prefix(4).startIndex..<min(stretch.endIndex, stretch.startIndex + 4))
        case 2: scalars.insert(contentsOf: scalars[stretch].prefix(40), at: place)
        default: scalars.replaceSubrange(stretch.startIndex..<min(stretch.endIndex, stretch.startIndex + 1), with: (pieces.randomElement(using: &random) ?? "").unicodeScalars)
        }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
}
