import Testing

@testable import CEL

private func environment() -> Environment {
    var environment = Environment(
        variables: ["xs": .list(.int), "texts": .list(.string), "s": .string, "m": .map(.string, .list(.int)), "d": .dyn, "event": .record(RecordType("event", fields: [
            .init("focus", .list(.string)), .init("note", .wrapper(.string)),
        ]))],
        libraries: [.strings, .optionals, .bindings, .twoVariableComprehensions])
    environment.maxima[["xs"]] = 10
    environment.maxima[["texts"]] = 5
    environment.maxima[["texts", "*"]] = 80
    environment.maxima[["s"]] = 800
    environment.maxima[["m"]] = 4
    environment.maxima[["m", "*"]] = 3
    environment.maxima[["event", "focus"]] = 3
    environment.maxima[["event", "focus", "*"]] = 16
    return environment
}

@Test("the cost of an expression is estimated from the declared maxima", arguments: [
    ("1 + 1", 3), ("xs", 1), ("xs.all(x, x > 0)", 2 + 10 * 3), ("xs.all(x, xs.all(y, x > y))", 2 + 10 * (2 + 10 * 3)), ("texts.exists(t, t == s)", 2 + 5 * (3 + 11)), ("s == s", 3 + 101), ("xs.size() > 1 ? 1 : xs.map(x, x)[0]", 1 + 4 + 2 + 12),
    ("event.focus.all(f, f == 'maths')", 3 + 3 * (3 + 1)), ("(xs + xs).all(x, true)", 1 + 3 + 5 + 20), ("m.a.all(x, true)", 3 + 3), ("m.all(k, true)", 2 + 4), ("m.all(k, v, v.all(x, true))", 2 + 4 * (2 + 3)), ("[s, s].map(x, x + x)[0] == ''", 2 + 2 + 200 + 4 + 2 * (3 + 200 + 2 * 12) + 1), ("s.startsWith(s)", 3 + 2 * 12), ("s < s", 3 + 2 * 12),
    ("cel.bind(l, xs + xs, l.map(x, x))", 1 + 3 + 5 + 2 + 20), ("1 in xs", 3 + 10 * 3), ("event.note == 'a'", 3 + 1 + 1),
])
func estimated(_ source: String, _ steps: Int) throws {
    #expect(try program(source, in: environment()).estimatedCost == steps)
}

@Test("what can cost more than the limit is refused, with the part that costs most")
func tooCostly() {
    var environment = environment()
    environment.limits.cost = 1_000
    #expect(mistakes(in: "s == '' || xs.all(x, xs.all(y, xs.all(z, x + y > z)))", environment).map(\.description) == [
        "1:12: the expression can take 5227 steps, and 1000 are allowed; most of them go into `xs.all(x, xs.all(y, xs.all(z, x + y > z)))` [too-costly]"
    ])
    #expect(mistakes(in: "xs.all(x, xs.all(y, x > y))", environment).isEmpty)
    let doubling = "xs" + String(repeating: ".map(x, xs.map(y, y))[0]", count: 3) + String(repeating: ".map(a, a + 1)", count: 2)
    #expect(mistakes(in: doubling, environment).isEmpty)
    environment.limits.cost = 10_000_000
    let explosion = "[[1, 2]]" + String(repeating: ".map(a, a + a)", count: 90) + "[0].size() > 1"
    #expect(mistakes(in: explosion, environment).map(\.code) == [.tooCostly])
    #expect(mistakes(in: "d.all(a, d.all(b, d.all(c, true)))", environment).map(\.code) == [.tooCostly])
}

@Test("the steps that an evaluation takes are told, and are no more than was estimated", arguments: [
    ("xs.all(x, xs.exists(y, x == y))", 126), ("texts.map(t, t + s).size() == 2", 17), ("event.focus.exists(f, f == 'reading')", 9), ("m.all(k, v, v.size() > 1)", 10), ("s.matches('^(a|b)*c')", 15),
])
func counted(_ source: String, _ steps: Int) throws {
    let activation = Activation([
        "xs": .list((0..<8).map { .int(Int64($0)) }), "texts": .list([.string("a"), .string("bc")]), "s": .string("abababab"),
        "m": .map(Map([("a", .list([.int(1), .int(2)])), ("b", .list([.int(1), .int(2)]))])), "event": .map(Map([("focus", .list([.string("maths"), .string("reading")]))])),
    ])
    let made = try program(source, in: environment())
    let measured = made.measure(activation)
    #expect(measured.result == made.evaluate(activation))
    #expect(measured.cost <= (made.estimatedCost ?? 0))
    #expect(measured.cost <= steps)
    #expect(measured.cost > 0)
}
