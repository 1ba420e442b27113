import CEL
import CELTrial
import Testing

@Test("a random typed expression prints to its own tree, meets no missing overload, costs no more than estimated, and folding and checking change no result")
func typedExpressions() {
    var valued = 0
    for seed in 1...1_000 as ClosedRange<UInt64> {
        var trial = ExpressionTrial(seed: seed)
        trial.run()
        if trial.hasValue { valued += 1 }
        #expect(trial.findings.isEmpty, "seed \(seed): \(trial.findings.joined(separator: "\n"))")
    }
    // Most come to a value, so that something is held against something.
    #expect(valued > 500)
}

@Test("what is broken on purpose is refused, or comes to a value or an error, and prints back to what means the same")
func brokenTexts() {
    var breaker = ExpressionBreaker(seed: 2027)
    for _ in 0..<1_500 { breaker.round() }
    #expect(breaker.findings.isEmpty, "\(breaker.findings.joined(separator: "\n"))")
}

@Test("what has brought others down is refused, or ends in an error or a value", arguments: ExpressionBreaker.hostile)
func hostileTexts(_ source: String) {
    _ = (try? Environment(libraries: [.strings, .math, .block]).compileUnchecked(source).get())?.explain()
}
