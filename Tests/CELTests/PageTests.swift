import CEL
import Testing

// What the page of the module shows, by its public door.

private func environment() -> Environment {
    let visit = RecordType("visit", fields: [.init("daysAhead", .int), .init("focus", .list(.string))])
    var environment = Environment(variables: ["visit": .record(visit), "ready": .bool])
    environment.maxima[["visit", "focus"]] = 3
    return environment
}

@Test("the page's guard is false, and says which part of it decided")
func guardOfThePage() throws {
    let program = try environment().compile("ready && visit.daysAhead >= 20 && size(visit.focus) <= 3", expecting: .bool).get()
    let facts: [String: Value] = ["ready": .bool(true), "visit": .map(Map([("daysAhead", .int(14)), ("focus", .list([]))]))]
    #expect(program.evaluate(Activation(facts)) == .success(.bool(false)))
    #expect(program.explain(Activation(facts)).deciding.map(\.description) == ["`visit.daysAhead >= 20`: 14 >= 20"])
}

private struct Visit: Encodable {
    let daysAhead: Int
    let focus: [String]
}

private let plural = FunctionDeclaration("plural", documentation: "The noun for so many, or for many.", overloads: [
    .binary("plural_int_string", .int, .string, .string) { count, noun in
        guard case .int(let count) = count, case .string(let noun) = noun else { throw Fault.noOverload(for: [count, noun]) }
        return .string(count == 1 ? noun : noun + "s")
    },
    .unary("string_plural", .string, .string, isMember: true) { noun in
        guard case .string(let noun) = noun else { throw Fault.noOverload(for: [noun]) }
        return .string(noun + "s")
    },
])

@Test("the page's function is called in both of its ways with a value that was encoded")
func functionOfThePage() throws {
    var environment = environment()
    environment.declare(plural)
    let sentence = try environment.compile("plural(visit.daysAhead, 'day') + ', ' + visit.focus[0].plural()").get()
    let input = Activation(["visit": try Value(encoding: Visit(daysAhead: 1, focus: ["school"]))])
    #expect(sentence.evaluate(input) == .success(.string("day, schools")))
    guard case .failure(let errors) = environment.compile("plural('day', 1)") else {
        Issue.record("it compiles")
        return
    }
    #expect(errors.description == "1:1: `plural(string, int)` is not how the function is called; there is `plural(int, string) -> string`, `string.plural() -> string` [no-matching-overload]")
}

@Test("a value of another type than was declared is no-matching-overload, wherever it is met", arguments: [
    "visit.daysAhead > 1", "visit.daysAhead + 1 == 2", "plural(visit.daysAhead, 'day') == ''", "'a' in visit.focus", "visit.focus[0] == 'a'",
    "visit.focus.all(f, f == 'a')", "size(visit.focus) > 1", "ready ? true : false", "ready && true", "visit.daysAhead in [1, visit.focus.size()]",
])
func otherTypes(_ source: String) throws {
    var environment = environment()
    environment.declare(plural)
    let facts = Activation(["ready": .int(1), "visit": .map(Map([("daysAhead", .string("1")), ("focus", .int(1))]))])
    let program = try environment.compile(source).get()
    let error = try #require(throws: EvaluationError.self) { try program.evaluate(facts).get() }
    #expect(error.code == .noMatchingOverload)
}

@Test("the page's partial evaluation gives a value, or what is still needed")
func unknownOfThePage() throws {
    let soFar = Activation(["ready": .bool(true)], unknowns: [["visit", "focus"]])
    #expect(try environment().compile("ready || size(visit.focus) > 3").get().outcome(with: soFar) == .value(.bool(true)))
    #expect(try environment().compile("ready && size(visit.focus) > 3").get().outcome(with: soFar) == .needs([["visit", "focus"]]))
}
