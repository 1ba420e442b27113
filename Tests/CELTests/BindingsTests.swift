import Testing

@testable import CEL

@Test("bindings keep their names in order, change a value where it is, and a copy keeps its own", arguments: [1, 8, 9, 40])
func bindings(count: Int) {
    var bindings = Bindings((0..<count).map { ("v\($0)", .int(Int64($0))) })
    let before = bindings
    #expect(bindings.names == (0..<count).map { "v\($0)" })
    let (isUpdated, isAbsentUpdated) = (bindings.update("v\(count - 1)", to: .string("changed")), bindings.update("absent", to: .null))
    #expect(isUpdated && !isAbsentUpdated)
    #expect(bindings["v\(count - 1)"] == .string("changed") && before["v\(count - 1)"] == .int(Int64(count - 1)))
    bindings["late"] = .bool(true)
    bindings["v0"] = nil
    #expect(bindings.names == (1..<count).map { "v\($0)" } + ["late"])
    #expect(bindings.contains("late") && !bindings.contains("v0") && !before.contains("late") && before.count == count)
}

@Test("an expression reads bindings by their scalars, and what is not bound has no value")
func readingBindings() throws {
    let environment = Environment(variables: ["a": .dyn, "b": .dyn])
    let program = try environment.compile("a + b").get()
    #expect(try program.evaluate(Activation(Bindings([("a", .int(1)), ("b", .int(2)), ("a", .int(3))]))).get() == .int(5))
    #expect(try program.evaluate(Activation(Bindings([("a", .string("x")), ("b", .string("y"))]))).get() == .string("xy"))
    #expect(throws: EvaluationError.self) { try program.evaluate(Activation(Bindings([("a", .int(1))]))).get() }
}

@Test("an operator of two values whose types only evaluation shows takes ints, and whatever else has an overload", arguments: [
    ("a + 1", "2"), ("a / 0", "division-by-zero at 1:1"), ("9223372036854775807 + a", "overflow at 1:1"), ("t + 'y'", "\"xy\""), ("t + 1", "no-matching-overload at 1:1"),
    ("a - d", "no-matching-overload at 1:1"), ("d * 2.0", "3.0"),
])
func dynamicOperators(_ source: String, _ expected: String) {
    let environment = Environment(variables: ["a": .dyn, "t": .dyn, "d": .dyn])
    #expect(outcome(of: source, in: environment, Activation(Bindings([("a", .int(1)), ("t", .string("x")), ("d", .double(1.5))]))) == expected)
}
