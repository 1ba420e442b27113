import Testing

@testable import CEL

private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

@Test("an expression that is nested too deep is an error, however it is nested", arguments: [
    ("(", "1", ")"), ("(", "", ""), ("[", "", "]"), ("{1:", "", ""), ("!", "true", ""), ("-", "x", ""), ("1+", "1", ""), ("", "[]", "[0]"), ("", "a", ".a"),
    ("true?1:", "1", ""), ("size(", "1", ""), ("[1].map(x,", "", ""), ("{'a':", "1", "}"), ("1-(", "", ""), ("a{b:", "", ""), ("[1].all(x,[1].exists(y,", "", ""),
    ("[x,", "", ""), ("a[", "", ""), ("a.b(", "", ""), ("1?", "", ""),
])
func tooDeep(_ before: String, _ inner: String, _ after: String) {
    let found = mistakes(in: repeated(before, 4_000) + inner + repeated(after, 4_000))
    #expect(found.contains { $0.code == .tooDeep } || found.map(\.code) == [.syntax])
}

@Test("ten thousand parentheses are an error, not the end of the process")
func parentheses() {
    let found = mistakes(in: repeated("(", 10_000) + "1" + repeated(")", 10_000))
    #expect(found.map(\.description) == ["1:251: the expression is nested more than 250 deep [too-deep]"])
}

@Test("nesting is measured, not guessed")
func nesting() {
    #expect(outcome(of: repeated("(", 200) + "1" + repeated(")", 200)) == "1")
    #expect(mistakes(in: repeated("(", 300) + "1" + repeated(")", 300)).map(\.code) == [.tooDeep])
    #expect(outcome(of: repeated("1 + ", 200) + "1") == "201")
    #expect(mistakes(in: repeated("1 + ", 300) + "1").map(\.code) == [.tooDeep])
    #expect(outcome(of: repeated("false || ", 5_000) + "true") == "true")
}

@Test("an expression that is too long is an error")
func tooLong() {
    #expect(mistakes(in: repeated(" ", 100_000) + "1").map(\.code) == [.tooLong])
    #expect(mistakes(in: "'" + repeated("é", 99_998) + "'").isEmpty)
}

@Test("an evaluation stops when its steps are used up", arguments: [
    "xs.all(a, xs.all(b, xs.all(c, a + b + c >= 0)))",
    "[1].map(a, [a, a])" + repeated(".map(a, [a, a])", 60) + " == [1].map(a, [a, a])" + repeated(".map(a, [a, a])", 60),
    "['ab']" + repeated(".map(a, a + a)", 100) + "[0].size()",
    "xs.map(x, [x])" + repeated(".map(x, x + x)", 100) + ".size()",
    "xs.exists(x, xs.exists(y, text.matches(pattern)))",
    "!xs.exists(a, xs.exists(b, xs.exists(c, 1 / 0 == a + b + c)))",
])
func stepLimit(_ source: String) {
    var environment = Environment(variables: ["xs": .list(.int), "text": .string, "pattern": .string])
    environment.limits.steps = 100_000
    environment.limits.cost = .max
    let activation = Activation([
        "xs": .list((0..<300).map { .int(Int64($0)) }), "text": .string(repeated("a", 2_000)), "pattern": .string("(a|b)*c"),
    ])
    #expect(outcome(of: source, in: environment, activation).hasPrefix("step-limit"), "\(source)")
}

@Test("the steps can be given with the evaluation")
func givenSteps() throws {
    let made = try program("[1, 2, 3].map(x, x * 2).size() == 3")
    guard case .failure(let error) = made.evaluate(steps: 5) else {
        Issue.record("it has a value")
        return
    }
    #expect(error.code == .stepLimit)
    #expect(made.evaluate(steps: 50) == .success(.bool(true)))
}

@Test("values of a host that are nested without measure are compared without harm")
func deepValues() {
    var value = Value.list([])
    for _ in 0..<5_000 { value = .list([value]) }
    let environment = Environment(variables: ["a": .dyn, "b": .dyn])
    #expect(outcome(of: "a == b", in: environment, Activation(["a": value, "b": value])) == "too-deep at 1:1")
    #expect(value.shortText.utf8.count < 500)
}

@Test("text that is no expression is refused without harm", arguments: [
    "", " ", "+", "1 +", ")", "]", "}", "(", "a.", ".", "..", "a..b", "a.1", "1.", "[1", "{1}", "{1:", "a(", "a(,)", "a(1,)", "a ? b", "? :", "=", "a = b", "a & b", "a | b", "'", "\"", "'''", "`a", "`", "b", "r", "\u{0}",
    "é", "a b", "1 2", "has()", "has(a, b)", "[].all()", "[].all(x)", "[].map(x, 1, 2, 3)", "a{", "a{b", "a{b:", "a{:1}", "{?a: 1}", "a.?b", "a[?b]", "[?a]", "0x", "1e", "1e+", "1u2", "\\", "#", "$", "@in", "a@b", "//", "1 // a", "\u{FEFF}1",
    "true.x", "null()", "true()", "in", "in in in", "a in", "!", "-", "!-", "-'a'", "cel.bind(x, 1, x)", "'\\", "'\\u12", "'\\777'", "b'\\400'", "{'a': 1, 'a': 2}.a", "has(has(a.b))", "!!!!", ".a.b.c()", "a.b{c: 1}.d",
])
func refused(_ source: String) {
    _ = outcome(of: source)
    _ = try? Environment().compileUnchecked(source).get().explain()
}

@Test("a text that would be too long for the steps that are left is refused before it is made, wherever it comes from", arguments: [
    "t.replace('a', t)", "t.replace('', t)", "t.split('').join(t)", "'%s%s%s%s'.format([t, t, t, t])", "'%s'.format([[t, [t, {'a': t}], t, t]])", "'%x%x'.format([t, t])",
    "cel.bind(a, [[], []], cel.bind(b, [a, a, a, a, a, a, a, a], cel.bind(c, [b, b, b, b, b, b, b, b], cel.bind(d, [c, c, c, c, c, c, c, c], cel.bind(e, [d, d, d, d, d, d, d, d], '%s'.format([[e, e, e, e, e, e, e, e]]))))))",
    "[t, t].map(x, [1, 2, 3, 4, 5, 6, 7, 8, 9].map(y, x.indexOf('b')))", "[t, t].map(x, [1, 2, 3, 4, 5, 6, 7, 8, 9].map(y, size(x)))", "[1, 2, 3, 4, 5, 6, 7, 8, 9].map(y, {t: 1})", "[1, 2, 3, 4, 5, 6, 7, 8, 9].map(y, t < t)",
    "[1, 2, 3, 4, 5, 6, 7, 8, 9].transformMapEntry(i, v, m)", "[1, 2, 3, 4, 5, 6, 7, 8, 9].map(y, t in ['a', 'b', 'c', 'd', 'e', 'f', 'g'])",
])
func resultsThatGrow(_ source: String) throws {
    var environment = Environment(variables: ["t": .string, "m": .map(.int, .int)], libraries: [.strings, .bindings, .twoVariableComprehensions])
    environment.limits.steps = 3_500
    let entries = (0..<2_000).map { (key: Value.int($0), value: Value.null) }
    let activation = Activation(["t": .string(String(repeating: "a", count: 100_000)), "m": .map(try Map(entries))])
    let error = try #require(throws: EvaluationError.self) { try environment.compileUnchecked(source).get().evaluate(activation).get() }
    #expect(error.code == .stepLimit)
}

@Test("a sum for which there are not enough steps left is refused before it is made", arguments: ["t + t", "b + b", "l + l"])
func sums(_ source: String) throws {
    let environment = Environment(variables: ["t": .string, "b": .bytes, "l": .list(.int)])
    let activation = Activation([
        "t": .string(repeated("a", 1_000)), "b": .bytes(Array(repeating: 0, count: 1_000)), "l": .list(Array(repeating: .int(1), count: 120)),
    ])
    let program = try environment.compile(source).get()
    let error = try #require(throws: EvaluationError.self) { try program.evaluate(activation, steps: 60).get() }
    #expect(error.message == "the result takes more steps than allowed")
    #expect(throws: Never.self) { try program.evaluate(activation, steps: 80).get() }
}

@Test("what it takes to make a pattern is counted, also where it turns out too large")
func makingPatterns() throws {
    var steps = 1_000
    _ = try Pattern("((a{10}){10}){9}", steps: &steps)
    #expect(steps < 900)
    for source in ["((a{100}){100}){100}", "(((){1000}){100}){100}"] {
        var steps = 100
        let fault = try #require(throws: Fault.self) { try Pattern(source, steps: &steps) }
        #expect(fault.code == .stepLimit)
        #expect(throws: Fault(.invalidArgument, "the pattern's repetitions make it too large")) { try Pattern(source) }
    }
}

@Test("a class of many parts counts as several states, so that looking it up is paid for")
func largeClasses() throws {
    let large = "[" + repeated("b-c", 800) + "]"
    #expect(try Pattern(large).size > 100)
    #expect(try Pattern("[a-z]").size == 2)
    #expect(throws: Fault.self) { try Pattern("(?:" + large + "?){900}") }
    var (few, many) = (100_000, 100_000)
    _ = try Pattern("[a-z]+1").matches(repeated("b", 100), steps: &few)
    _ = try Pattern(large + "+1").matches(repeated("b", 100), steps: &many)
    #expect(100_000 - many > 10 * (100_000 - few))
}
