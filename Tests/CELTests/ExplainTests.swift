import Testing

@testable import CEL

/// The lines that say what decided.
private func deciding(_ source: String, _ activation: Activation = Review.activation) throws -> [String] {
    try program(source, in: Review.environment).explain(activation).deciding.map(\.description)
}

@Test("what decided is told with its values", arguments: [
    ("workingDays(today, event.visit_on) >= 20", ["`workingDays(today, event.visit_on) >= 20`: 14 >= 20"]),
    ("ready && workingDays(today, event.visit_on) >= 20", ["`workingDays(today, event.visit_on) >= 20`: 14 >= 20"]),
    ("ready && size(event.focus) <= 3", ["`ready`: true", "`size(event.focus) <= 3`: 2 <= 3"]),
    ("!(ready && size(event.focus) == 2)", ["`ready`: true", "`size(event.focus) == 2`: 2 == 2"]),
    ("!ready || scores == [1]", ["`ready`: true", "`scores == [1]`: [1, 5, 3] == [1]"]),
    ("scores.all(s, s < 4)", ["`s < 4`: 5 < 4, at s = 5"]), ("scores.exists(s, s > 4)", ["`s > 4`: 5 > 4, at s = 5"]),
    ("scores.exists(s, s > 9)", ["`scores.exists(s, s > 9)`: false"]),
    ("event.focus.all(f, scores.exists(s, s > size(f)))", ["`scores.exists(s, s > size(f))`: false, at f = \"maths\""]),
    ("scores.all(s, [5].all(t, s != t))", ["`s != t`: 5 != 5, at s = 5, at t = 5"]),
    ("ready ? scores[0] > 2 : false", ["`ready`: true", "`scores[0] > 2`: 1 > 2"]),
    ("scores[9] > 1 || false", ["`scores[9]`: the list has 3 elements, none at 9"]),
    ("'physics' in event.focus", ["`'physics' in event.focus`: \"physics\" in [\"maths\", \"reading\"]"]),
    ("has(event.note)", ["`has(event.note)`: true"]), ("'abc'.matches('b+')", ["`'abc'.matches('b+')`: true"]),
])
func whatDecided(_ source: String, _ expected: [String]) throws {
    #expect(try deciding(source) == expected, "\(source)")
}

@Test("a comparison that decided is told with its sides")
func comparison() throws {
    let explanation = try program("ready && size(event.focus) == 3", in: Review.environment).explain(Review.activation)
    let found = try #require(explanation.deciding.first?.comparison)
    #expect([found.left.source, found.symbol, found.right.source] == ["size(event.focus)", "==", "3"])
    #expect(found.left.outcome == .value(.int(2)))
    #expect(found.right.outcome == .value(.int(3)))
}

@Test("every sub-expression is told in the order of the source")
func steps() throws {
    let explanation = try program("ready && (scores[0] + 1 > 1 + 1 || event.broken == 1)", in: Review.environment).explain(Review.activation)
    let lines = explanation.steps.map { step in
        switch step.outcome {
        case .value(let value): "\(step.position.offset) \(step.source) = \(value)"
        case .error(let error): "\(step.position.offset) \(step.source) ! \(error.code.rawValue)"
        case .notEvaluated: "\(step.position.offset) \(step.source) -"
        }
    }
    #expect(lines == [
        "0 ready && (scores[0] + 1 > 1 + 1 || event.broken == 1) ! host", "0 ready = true", "9 (scores[0] + 1 > 1 + 1 || event.broken == 1) ! host",
        "10 scores[0] + 1 > 1 + 1 = false", "10 scores[0] + 1 = 2", "10 scores[0] = 1", "10 scores = [1, 5, 3]", "26 1 + 1 = 2",
        "35 event.broken == 1 ! host", "35 event.broken ! host", "35 event = event",
    ])
}

@Test("what is not needed is not evaluated")
func notEvaluated() throws {
    let explanation = try program("!ready && event.broken == 1", in: Review.environment).explain(Review.activation)
    #expect(explanation.result == .value(.bool(false)))
    #expect(explanation.steps.last?.outcome == .notEvaluated)
}

@Test("a program tells what it reads and calls")
func references() throws {
    let found = try program(
        "workingDays(today, event.visit_on) > 1 && has(event.note) && size(event.focus) < 3 && score('peer') > 1.0 && person['age'] > 3 && event.focus.all(f, f != event.note)",
        in: Review.environment
    ).references
    #expect(found.paths == [
        .init(["today"]), .init(["event", "visit_on"]), .init(["event", "note"], .presence), .init(["event", "focus"], .size), .init(["person", "age"]),
        .init(["event", "focus"]), .init(["event", "note"]),
    ])
    #expect(found.calls == [.init("workingDays", [nil, nil]), .init("score", [.string("peer")])])
}

@Test("a program is printed back with the parentheses it needs", arguments: [
    ("1+2*3", "1 + 2 * 3"), ("(1+2)*3", "(1 + 2) * 3"), ("1-(2-3)", "1 - (2 - 3)"), ("((1))", "1"), ("a&&b||c", "a && b || c"), ("a&&(b||c)", "a && (b || c)"),
    ("a||(b||c)", "a || (b || c)"), ("!(a&&b)", "!(a && b)"), ("-(1)", "-(1)"), ("-x", "-x"), ("a?b:(c?a:b)", "a ? b : c ? a : b"), ("(a?b:c)?a:b", "(a ? b : c) ? a : b"),
    ("has(m.`a-b`)", "has(m.`a-b`)"), ("[x].exists_one( y , y==1 )", "[x].exists_one(y, y == 1)"), ("{'k':[1,2]}['k'][0]", "{\"k\": [1, 2]}[\"k\"][0]"), ("x in [1]", "x in [1]"),
    ("'a\\nb\\\\'", "\"a\\nb\\\\\""), ("b'\\xff'", "b\"\\xff\""), ("1e2 + -0.5", "100.0 + -0.5"), ("google.protobuf.Int64Value{value:x}", "google.protobuf.Int64Value{value: x}"), (".x", ".x"), ("{'in': 1}.`in`", "{\"in\": 1}.`in`"), ("[1].map(y, y>0, y)", "[1].map(y, y > 0, y)"),
])
func printed(_ source: String, _ expected: String) throws {
    let environment = Environment(variables: ["a": .bool, "b": .bool, "c": .bool, "x": .int, "m": .map(.string, .int)])
    let made = try program(source, in: environment)
    #expect(made.description == expected)
    #expect(made.source == source)
    #expect(try program(expected, in: environment).description == expected)
}
