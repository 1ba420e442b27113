import Testing

@testable import CEL

private let environment = Environment(
    variables: ["a": .bool, "b": .bool, "n": .int, "data": .map(.string, .dyn), "xs": .list(.int)],
    functions: [FunctionDeclaration("score", overloads: [Overload("score_string", [.string], .double) { _, _ in
        throw EvaluationError(.unknown, "the sheet is not sealed", unknowns: [["sheets", "peer"]])
    }])],
    libraries: [.optionals, .strings, .bindings])

private let activation = Activation(
    ["a": .bool(true), "n": .int(3), "xs": .list([.int(1), .int(2)]), "data": .map(Map([("known", .int(1)), ("row", .map(Map([("x", .int(5))])))]))],
    unknowns: [["b"], ["data", "focus"], ["data", "rows", "*", "by"]])

private func told(_ source: String) throws -> String {
    switch try program(source, in: environment).outcome(with: activation) {
    case .value(let value): value.description
    case .error(let error): error.code.rawValue
    case .needs(let paths): "needs " + paths.map { $0.joined(separator: ".") }.joined(separator: ", ")
    }
}

@Test("with something unknown an expression comes to a value, or to what is still needed", arguments: [
    // Logic
    ("b", "needs b"), ("a || b", "true"), ("b || a", "true"), ("a && b", "needs b"), ("!a && b", "false"), ("b && !a", "false"), ("b || data.focus == 1", "needs b, data.focus"), ("b || 1 / 0 == 1", "needs b"), ("1 / 0 == 1 && b", "needs b"), ("!b", "needs b"),
    ("b ? 1 : 2", "needs b"), ("a ? 1 : data.focus", "1"), ("a ? data.focus : 1", "needs data.focus"), ("1 / 0 == 1 ? b : a", "division-by-zero"),
    // An error in what needs each of its parts
    ("data.focus + 1 / 0", "division-by-zero"), ("1 / 0 + data.focus", "division-by-zero"), ("[b, 1 / 0]", "division-by-zero"), ("'%s'.format([b, 1 / 0])", "division-by-zero"), ("score('peer') > 1.0 / double(1 / 0)", "division-by-zero"),
    // Bindings
    ("cel.bind(x, b, a || x)", "true"), ("cel.bind(x, b, !a || x)", "needs b"), ("cel.bind(x, data.focus, [x, b])", "needs data.focus, b"),
    // Calls and aggregates
    ("data.focus + n", "needs data.focus"), ("n + data.focus", "needs data.focus"), ("[data.focus, b, n]", "needs data.focus, b"), ("{'x': b, 'y': data.focus}", "needs b, data.focus"), ("'%s %s'.format([b, data.focus])", "needs b, data.focus"), ("type(b)", "needs b"), ("b == b", "needs b"), ("n in [n, data.focus]", "needs data.focus"),
    // Attributes
    ("data.focus.deeper.still", "needs data.focus.deeper.still"), ("data['focus']", "needs data.focus"), ("data.?focus", "needs data.focus"), ("data[?'focus']", "needs data.focus"), ("data.known", "1"), ("data.row.x", "5"), ("data.other", "no-such-key"), ("size(data)", "needs data.focus"), ("data == {}", "needs data.focus"), ("data.map(k, k)", "needs data.focus"),
    ("data.rows.first.by", "needs data.rows.first.by"), ("has(data.focus)", "needs data.focus"), ("has(data.focus.deeper)", "needs data.focus.deeper"), ("has(data.known)", "true"), ("has(data.other)", "false"), ("score('peer') > 1.0", "needs sheets.peer"), ("score('peer') > 1.0 || b", "needs sheets.peer, b"), ("score('peer') > 1.0 || a", "true"),
    // Macros
    ("xs.exists(x, x == 2 || b)", "true"), ("xs.all(x, x > 1 && b)", "false"), ("xs.all(x, x > 0 && b)", "needs b"), ("xs.map(x, x == 1 ? data.focus : b)", "needs data.focus, b"), ("xs.filter(x, b)", "needs b"), ("xs.exists_one(x, x == 1 ? b : data.focus == x)", "needs b, data.focus"), ("data.focus.all(x, x)", "needs data.focus"), ("[b].map(x, a)", "needs b"), ("xs.filter(x, 1 / 0 == x || b)", "needs b"),
])
func partial(_ source: String, _ expected: String) throws {
    #expect(try told(source) == expected, "\(source)")
}
