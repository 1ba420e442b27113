import JSON
import Statecharts
import Testing

@Suite("Executable content")
struct ContentTests {
    private func variables(after actions: [ExecutableContent<String>], _ before: [String: JSON.Value]) throws -> [String: JSON.Value] {
        try Journey(State("a", onentry: [actions]), variables: before).variables
    }

    @Test("if takes the first branch that holds, and else where none does", arguments: [(1, "one"), (2, "two"), (3, "more")] as [(Int64, String)])
    func branches(number: Int64, word: String) throws {
        let journey = try Journey(
            State("a", onentry: [[
                .if([Branch(if: "n == 1", [note("one")]), Branch(if: "n == 2", [note("two")]), Branch(if: "n == 2", [note("no")]), Branch(if: nil, [note("more")])])
            ]]), variables: ["n": .int(number)])
        #expect(journey.told == "+a \(word)")
    }

    @Test("a condition of if that cannot be evaluated is false, tells of it once, and does not end the block")
    func failingBranches() throws {
        let journey = try Journey(State("a", onentry: [[
            .if([Branch(if: "1 / 0", [note("never")]), Branch(if: "'text'", [note("never")]), Branch(if: nil, [note("else")])]), note("after"),
            .if([Branch(if: "1 / 0", [note("never")])]), note("end"),
        ]]))
        #expect(journey.told == "+a !error.execution !error.execution else after !error.execution end ?error.execution ?error.execution ?error.execution")
    }

    @Test("foreach goes over a copy, and declares its variables where they are not")
    func foreach() throws {
        let after = try variables(
            after: [.foreach(Foreach("item", index: "i", in: "list", [.assign(location: "sum", "sum + item * i"), .assign(location: "list", "[]")]))],
            ["list": [5, 6, 7], "sum": 0])
        #expect(after == ["list": [], "sum": 20, "item": 7, "i": 2])
    }

    @Test("foreach over what is no list, or with a name that is none, is an error; so is an error inside it")
    func foreachErrors() throws {
        for loop in [Foreach("x", in: "1", []), Foreach("1x", in: "[1]", []), Foreach("x", in: "[1, 2]", [.assign(location: "n", "n + 1"), .assign(location: "n", "1 / 0")])] {
            let journey = try Journey(State("a", onentry: [[.foreach(loop), note("never")]]), variables: ["n": 0])
            #expect(journey.told == "+a !error.execution ?error.execution")
            #expect(journey.variables["n"] == (loop.array == "[1, 2]" ? 1 : 0))
        }
    }

    @Test("assigning to an unknown variable is an error and changes nothing")
    func unknownVariable() throws {
        let journey = try Journey(State("a", onentry: [[.assign(location: "nothing", "1")]]))
        #expect(journey.told == "+a !error.execution ?error.execution")
        #expect(journey.variables == [:])
    }

    @Test("log tells a text as it stands or the value of an expression")
    func log() throws {
        let journey = try Journey(State("a", onentry: [[.log(label: "l", .literal("1 + 1")), .log(label: nil, .expression("1 + 1"))]]))
        #expect(journey.told == "+a l\"1 + 1\" 2")
    }

    @Test("actions nested too deeply are an error, not a crash")
    func nesting() throws {
        let deep = (0..<80).reduce(note("bottom")) { inner, _ in .if([Branch(if: nil, [inner])]) }
        #expect(try Journey(State("a", onentry: [[deep]])).told == "+a !error.execution ?error.execution")
    }
}
