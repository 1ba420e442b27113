import JSON
import SCXML
import Statecharts
import Testing

@Suite("CEL as a machine's data model")
struct LanguageTests {
    /// What one expression gives, as JSON, in a state `a` beside `b`, with a variable `x` of 5; the errors where it fails.
    private func value(_ expression: String) throws -> [String] {
        let inside = """
            <datamodel><data id="x" expr="5"/></datamodel>
            <state id="a"><transition event="go"><log expr="\(expression)"/></transition></state><state id="b"/>
            """
        var walk = try Walk(inside, "name=\"chart\"")
        try walk.send("go", data: ["k": [1, 2.5, "t"]])
        return walk.told
    }

    @Test("an expression reads variables, the states, the event and the system variables", arguments: [
        ("x + 1", "6"), ("In('a')", "true"), ("In('b')", "false"), ("In('nowhere')", "false"), ("_name", "\"chart\""),
        ("_sessionid", "\"s1\""), ("_event.name", "\"go\""), ("_event.type", "\"external\""), ("_event.sendid", "null"),
        ("_event.origin", "null"), ("_event.invokeid == null", "true"), ("_event.data.k[1]", "2.5"), ("has(_event.data.k)", "true"),
        ("has(_event.data.none)", "false"), ("_ioprocessors.scxml.location", "\"#_scxml_s1\""), ("_x == {}", "true"),
        ("size('e\u{301}')", "2"), ("duration('90s')", "\"90s\""), ("[1, 2u, b'ab']", "[1,2,\"YWI=\"]"), ("{1: true}", "{\"1\":true}"),
        ("0.0 / 0.0", "\"NaN\""), ("-1.0 / 0.0", "\"-Infinity\""), ("18446744073709551615u", "\"18446744073709551615\""),
    ])
    func reads(expression: String, told: String) throws {
        #expect(try value(expression) == [told])
    }

    @Test("an expression that fails raises an error and ends its block", arguments: [
        "1 / 0", "nowhere", "x.field", "In(1)", "In('a', 'b')", "_event.none", "frobnicate()", "x + 'text'", "9223372036854775807 + x",
    ])
    func fails(expression: String) throws {
        #expect(try value(expression) == ["error.execution"])
    }

    @Test("a condition that is no truth value, or fails, is false and raises an error", arguments: [
        "'true'", "1", "null", "1 / 0", "x", "_event.data",
    ])
    func conditions(condition: String) throws {
        var walk = try Walk("""
            <datamodel><data id="x" expr="5"/></datamodel>
            <state id="a"><transition event="go" cond="\(condition)" target="b"/></state><state id="b"/>
            """)
        try walk.send("go")
        #expect(walk.active == "a")
        #expect(walk.told == ["error.execution"])
    }

    /// What happens after one action in a block: the errors, and `after` where the block goes on.
    private func outcome(_ action: String) throws -> [String] {
        var walk = try Walk("""
            <datamodel><data id="x" expr="{'f': 1}"/><data id="list" expr="[1, 2]"/></datamodel>
            <state id="a"><transition event="go">\(action)<log label="after"/></transition></state>
            """)
        try walk.send("go")
        return walk.told
    }

    @Test("only a declared variable can be assigned", arguments: [
        "nowhere", "x.f", "x['f']", "list[0]", "", " x", "_event", "_name", "_sessionid", "_ioprocessors", "_x", "In",
    ])
    func assigning(location: String) throws {
        #expect(try outcome("<assign location=\"\(location)\" expr=\"1\"/>") == ["error.execution"])
    }

    @Test("a loop goes over a list or the keys of a map, in order; its index counts from 0")
    func loops() throws {
        let body = "<log expr=\"[i, v]\"/>"
        #expect(try outcome("<foreach array=\"['p', 'q']\" item=\"v\" index=\"i\">\(body)</foreach>") == ["[0,\"p\"]", "[1,\"q\"]", "after"])
        #expect(try outcome("<foreach array=\"{'k': 7}\" item=\"v\" index=\"i\">\(body)</foreach>") == ["[0,\"k\"]", "after"])
        #expect(try outcome("<foreach array=\"[]\" item=\"v\" index=\"i\"/><log expr=\"[v, i]\"/>") == ["[null,null]", "after"])
    }

    @Test("a loop goes over what its list was when it began")
    func shallowCopy() throws {
        let loop = "<foreach array=\"list\" item=\"v\"><assign location=\"list\" expr=\"list + [v]\"/></foreach><log expr=\"list\"/>"
        #expect(try outcome(loop) == ["[1,2,1,2]", "after"])
    }

    @Test("a loop over nothing that has elements, or into what is no variable, fails before it begins", arguments: [
        ("1", "v"), ("null", "v"), ("'text'", "v"), ("1 / 0", "v"), ("list", "a.b"), ("list", "_event"), ("list", "in"), ("[]", "2"),
    ])
    func badLoops(array: String, item: String) throws {
        #expect(try outcome("<foreach array=\"\(array)\" item=\"\(item)\"><log label=\"inside\"/></foreach>") == ["error.execution"])
    }

    @Test("a condition of a branch that fails, or is no truth, is false; what follows is looked at and the block goes on")
    func failingConditions() throws {
        #expect(try outcome("<if cond=\"1 / 0\"><log label=\"then\"/><else/><log label=\"else\"/></if>") == ["error.execution", "else", "after"])
        #expect(try outcome("<if cond=\"'text'\"><log label=\"then\"/><elseif cond=\"true\"/><log label=\"elseif\"/></if>") == ["error.execution", "elseif", "after"])
    }

    @Test("an error inside a loop or a branch ends the whole block")
    func errorInside() throws {
        #expect(try outcome("<foreach array=\"list\" item=\"v\"><log expr=\"v\"/><log expr=\"1 / 0\"/></foreach>") == ["1", "error.execution"])
        #expect(try outcome("<if cond=\"true\"><log expr=\"1 / 0\"/></if>") == ["error.execution"])
    }

    @Test("the first branch whose condition holds is taken")
    func branches() throws {
        let branches = "<if cond=\"list[0] == 2\"><log label=\"two\"/><elseif cond=\"list[0] == 1\"/><log label=\"one\"/><elseif cond=\"true\"/><log label=\"true\"/><else/><log label=\"else\"/></if>"
        #expect(try outcome(branches) == ["one", "after"])
        #expect(try outcome(branches.replacing("list[0] == 1", with: "false").replacing("\"true\"/><log", with: "\"false\"/><log")) == ["else", "after"])
    }

    @Test("data are given their values in order before the first state is entered; one that fails is null, and can be assigned")
    func data() throws {
        let walk = try Walk("""
            <datamodel><data id="a" expr="b"/><data id="b">2</data><data id="c" expr="b + 1"/><data id="d" expr="1 / 0"/><data id="e"/></datamodel>
            <state id="s"><onentry><log expr="[a, b, c, d, e]"/><assign location="d" expr="9"/><log expr="d"/></onentry></state>
            """)
        #expect(walk.told == ["error.execution", "[null,2,3,null,null]", "9"])
    }

    @Test("a variable cannot grow into itself without end")
    func nesting() throws {
        var walk = try Walk("""
            <datamodel><data id="x" expr="0"/></datamodel>
            <state id="s"><transition event="go"><assign location="x" expr="[x]"/></transition></state>
            """)
        var rounds = 0
        while walk.told.isEmpty, rounds < 1_000 {
            try walk.send("go")
            rounds += 1
        }
        #expect(rounds == 101)
        #expect(walk.told == ["error.execution"])
    }

    @Test("`_event` is null before the first event and stays what it was through eventless transitions")
    func event() throws {
        var walk = try Walk("""
            <state id="a"><onentry><log expr="_event == null"/></onentry><transition event="go" target="b"/></state>
            <state id="b"><transition target="c"/></state>
            <state id="c"><onentry><log expr="_event.name"/></onentry></state>
            """)
        #expect(walk.told == ["true"])
        try walk.send("go")
        #expect(walk.told == ["\"go\""])
    }

    @Test("a condition without event is asked when the machine comes to rest, with the event that brought it there, and not again")
    func eventAtRest() throws {
        var walk = try Walk("""
            <state id="a"><transition event="go" target="b"/></state>
            <state id="b"><transition cond="_event == null" target="lost"/><transition cond="_event.name == 'on'" target="c"/>
              <transition event="error.*" target="lost"/><transition event="on"/></state>
            <state id="c"/><state id="lost"/>
            """)
        try walk.send("go")
        #expect(walk.active == "b")
        try walk.send("nothing")
        #expect(walk.active == "b")
        #expect(walk.told == [])
        try walk.send("on")
        #expect(walk.active == "c")
    }
}
