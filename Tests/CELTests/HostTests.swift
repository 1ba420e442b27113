import Testing

@testable import CEL

@Test("a guard over a host's records, dates and functions", arguments: [
    ("workingDays(today, event.visit_on) >= 20", "false"), ("today < event.visit_on", "true"), ("today == event.visit_on", "false"),
    ("event.visit_on >= today && ready", "true"), ("has(event.visit_on)", "true"), ("has(event.broken) ? 1 : 2", "host at 1:1"), ("event.note == null", "true"),
    ("'maths' in event.focus", "true"), ("size(event.focus) == 2", "true"), ("score('peer')", "3.5"), ("score('pear')", "bad-literal at 1:7"),
    ("score(event.focus[0])", "not-literal at 1:7"), ("today + 1", "no-matching-overload at 1:1"), ("today == null", "no-matching-overload at 1:1"),
    ("type(today) == date", "true"), ("event.visit_onn", "unknown-field at 1:7"), ("event.focus.all(f, f.size() > 0)", "true"), ("event + 1", "no-matching-overload at 1:1"),
    ("event.broken", "host at 1:1"), ("person.age", "44"), ("anything + 1", "no-matching-overload at 1:1"), ("anything.foo", "no-matching-overload at 1:1"),
    ("{today: 1}", "type-mismatch at 1:2"), ("{anything: 1}", "{\"x\": 1}"), ("{event.note: 1}", "unsupported-key at 1:1"), ("workingDays(today)", "no-matching-overload at 1:1"), ("workingDay(today, today)", "undeclared at 1:1"),
])
func guardOverHost(_ source: String, _ expected: String) {
    #expect(outcome(of: source, in: Review.environment, Review.activation) == expected, "\(source)")
}

@Test("a field that the record has not is an error, and `has` tells")
func absentField() {
    let activation = Activation(["event": .map(Map([("focus", .list([]))]))])
    #expect(outcome(of: "has(event.visit_on)", in: Review.environment, activation) == "false")
    #expect(outcome(of: "has(event.visit_on) && today < event.visit_on", in: Review.environment, activation) == "false")
    #expect(outcome(of: "event.visit_on", in: Review.environment, activation) == "no-such-field at 1:1")
    #expect(outcome(of: "today", in: Review.environment, activation) == "no-such-variable at 1:1")
}

@Test("a misspelt name is told with the nearest that there is")
func suggestions() {
    let found = mistakes(in: "event.visit_onn == today && redy && workingDay(today, today) > 1 && score('pear') > 1.0", Review.environment)
    #expect(found.map(\.message) == [
        "unknown field `visit_onn` of `event`; did you mean `visit_on`?", "`redy` is not declared; did you mean `ready`?",
        "there is no function `workingDay`; did you mean `workingDays`?", "there is no sheet `pear`; did you mean `peer`?",
    ])
    #expect(found.map(\.suggestion) == ["visit_on", "ready", "workingDays", "peer"])
    #expect(found.map(\.length) == [9, 4, 10, 6])
}

@Test("what was meant for something else is told once, with how it is written", arguments: [
    ("ready = true", "1:7: `=` is no operator; equality is written `==` [syntax]"), ("ready & true", "1:7: `&` is no operator; *and* is written `&&` [syntax]"),
    ("ready | true ? 1 : 2", "1:7: `|` is no operator; *or* is written `||` [syntax]"),
    ("event.focus.all(f)", "1:13: `all` is not written like this, but like `list.all(x, condition)` [bad-macro]"),
    ("event.focus.exists(f, g, h, true)", "1:13: `exists` is not written like this, but like `list.exists(x, condition)` [bad-macro]"),
    ("has()", "1:1: `has` is not written like this, but like `has(a.b)` [bad-macro]"),
    ("{1.5: true}", "1:2: a value of type `double` cannot be the key of a map, only a `string`, `int`, `uint` or `bool` [type-mismatch]"),
    ("google.protobuf.Int64Vallue{value: 1}", "1:1: there is no message type `google.protobuf.Int64Vallue`; did you mean `google.protobuf.Int64Value`? [undeclared]"),
    ("google.protobuf.Int64Value{valeu: 1}", "1:28: unknown field `valeu` of `google.protobuf.Int64Value`; did you mean `value`? [unknown-field]"),
    ("q", "1:1: `q` is not declared [undeclared]"), ("event.focus.fist() == 1", "1:13: there is no function `fist` [undeclared]"),
    ("event.focus[0].startsWith(1)", "1:16: `string.startsWith(int)` is not how the function is called; there is `string.startsWith(string) -> bool` [no-matching-overload]"),
    ("days.between(today)", "1:1: there is no function `days.between` [undeclared]"),
])
func toldOnce(_ source: String, _ expected: String) {
    var environment = Review.environment
    environment.variables["l"] = .int
    #expect(mistakes(in: source, environment).map(\.description) == [expected])
}

@Test("an error of an evaluation says what was found, and what was needed", arguments: [
    ("anything ? 1 : 2", "1:1: a `bool` is needed here, not `string` [no-matching-overload]"), ("ready && !anything", "1:11: a `bool` is needed here, not `string` [no-matching-overload]"),
    ("anything < dyn(1)", "1:1: no overload takes (string, int) [no-matching-overload]"), ("event.focus[7]", "1:1: the list has 2 elements, none at 7 [index-out-of-range]"),
    ("1 + anything", "1:1: no overload takes (int, string) [no-matching-overload]"), ("anything * 2 > 1", "1:1: no overload takes (string, int) [no-matching-overload]"),
    ("anything + anything / 2.0", "1:12: no overload takes (string, double) [no-matching-overload]"), ("1 in anything", "1:1: no overload takes (int, string) [no-matching-overload]"),
    ("event == event", "1:1: records cannot be compared, only their fields [no-matching-overload]"), ("dyn(event) in [dyn({})]", "1:1: records cannot be compared, only their fields [no-matching-overload]"),
    ("person.height", "1:1: the map has no key \"height\" [no-such-key]"),
])
func foundAndNeeded(_ source: String, _ expected: String) throws {
    let error = try #require(throws: EvaluationError.self) { try program(source, in: Review.environment).evaluate(Review.activation).get() }
    #expect(error.description == expected)
}

@Test("the place of a mistake is told in scalars, in bytes, and by line and column")
func places() throws {
    let error = try #require(mistakes(in: "'é🐱' == 'x' &&\n  nope").first)
    #expect(error.code == .undeclared)
    #expect((error.offset, error.utf8Offset, error.line, error.column, error.length) == (17, 21, 2, 3, 4))
    #expect(error.description == "2:3: `nope` is not declared [undeclared]")
}

@Test("all mistakes of an expression are told at once, up to the limit")
func allMistakes() {
    #expect(mistakes(in: "(1 + ) * [2, ] + foo(,) + '\\q'").map(\.column) == [6, 22, 28])
    #expect(mistakes(in: "a + b").map(\.code) == [.undeclared, .undeclared])
    var environment = Environment()
    environment.limits.errors = 2
    #expect(mistakes(in: "[a, b, c, d]", environment).map(\.code) == [.undeclared, .undeclared, .tooManyErrors])
}

@Test("the result must be of the type that is expected")
func expectedType() {
    #expect(mistakes(in: "1 + 1", expecting: .bool).map(\.message) == ["the expression must be of type `bool`, not `int`"])
    #expect(mistakes(in: "dyn(1)", expecting: .bool).isEmpty)
    #expect(mistakes(in: "[]", expecting: .list(.string)).isEmpty)
}

@Test("types are deduced", arguments: [
    ("[1, 2]", "list(int)"), ("[1, 'a']", "list(dyn)"), ("{'a': [1.0]}", "map(string, list(double))"), ("[]", "list(dyn)"), ("[[], [1]]", "list(list(int))"),
    ("[1].map(x, string(x))", "list(string)"), ("{'a': 1}.filter(k, true)", "list(string)"), ("type(1)", "type(int)"), ("event.note", "wrapper(string)"), ("ready ? event.note : null", "wrapper(string)"),
    ("event.focus", "list(string)"), ("timestamp(0) - timestamp(0)", "duration"), ("anything + 1", "int"), ("anything + anything", "dyn"), ("[event.note, 'a']", "list(wrapper(string))"),
])
func deducedType(_ source: String, _ expected: String) throws {
    #expect(try program(source, in: Review.environment).resultType.description == expected)
}

@Test("what is unknown stays unknown, unless something else decides")
func unknowns() throws {
    let activation = Activation(
        ["event": .map(Map([("focus", .list([.string("a")]))])), "ready": .bool(false), "today": .host(Day(number: 1))],
        unknowns: [["event", "visit_on"], ["scores"]])
    let environment = Review.environment
    #expect(outcome(of: "event.visit_on > today || ready", in: environment, activation) == "unknown at 1:1")
    #expect(outcome(of: "event.visit_on > today && ready", in: environment, activation) == "false")
    #expect(outcome(of: "scores[0] == 1 || 1 / 0 == 1", in: environment, activation) == "unknown at 1:1")
    #expect(outcome(of: "event['focus']", in: Environment(variables: ["event": .dyn]), activation) == "[\"a\"]")
    guard case .failure(let error) = try program("event.visit_on > today || size(scores) == 1", in: environment).evaluate(activation) else {
        Issue.record("it has a value")
        return
    }
    #expect(error.unknowns == [["event", "visit_on"], ["scores"]])
}

@Test("names are looked for in the container first")
func container() {
    let environment = Environment(container: "a.b", variables: ["a.b.x": .int, "a.x": .int, "x": .int, "a.y": .int, "p.q": .map(.string, .int)])
    let activation = Activation(["a.b.x": .int(1), "a.x": .int(2), "x": .int(3), "a.y": .int(4), "p.q": .map(Map([("r", .int(5))]))])
    #expect(outcome(of: "[x, .x, a.x, y, b.x, p.q.r]", in: environment, activation) == "[1, 3, 2, 4, 1, 5]")
    #expect(outcome(of: "[7].map(x, [x, .x])", in: environment, activation) == "[[7, 3]]")
}

@Test("a variable is asked for once, and only where it is needed")
func lazyVariables() throws {
    let environment = Environment(variables: ["a": .bool, "b": .bool])
    let activation = Activation { name in
        if name == "b" { throw Fault(.host, "it must not be asked for") }
        return .bool(false)
    }
    #expect(outcome(of: "a && b", in: environment, activation) == "false")
    #expect(outcome(of: "a || b", in: environment, activation) == "host at 1:6")
}

@Test("a program without checking finds at evaluation what checking would have found")
func unchecked() throws {
    let program = try Environment().compileUnchecked("nope(1) || f.g == 1 || true").get()
    #expect(program.evaluate() == .success(.bool(true)))
    let failing = try Environment().compileUnchecked("1 + 1.0").get()
    #expect(throws: EvaluationError.self) { try failing.evaluate().get() }
}

@Test("a host can ask whether an expression could say a name")
func names() {
    #expect(["visit_on", "_x", "a1"].allSatisfy(Environment.isName))
    #expect(!["", "1a", "a-b", "in", "true", "if", "é", "a.b"].contains(where: Environment.isName))
}
