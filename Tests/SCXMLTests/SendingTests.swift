import JSON
import SCXML
import Statecharts
import Testing

@Suite("Sending, in CEL")
struct SendingTests {
    /// What one send in an entry block leads to: errors, `after` where the block went on, and each event that arrives.
    private func outcome(_ send: String, until now: Int64 = 0) throws -> [String] {
        var walk = try Walk("""
            <datamodel><data id="id"/><data id="name" expr="'computed.name'"/></datamodel>
            <state id="s"><onentry>\(send)<log label="after"/></onentry>
              <transition event="error"><log label="got" expr="[_event.name, _event.type, _event.sendid]"/></transition>
              <transition event="*"><log label="got" expr="[_event.name, _event.type, _event.sendid, _event.data]"/></transition></state>
            """)
        let started = walk.told
        guard now > 0 else { return started }
        try walk.advance(to: now)
        return started + ["--"] + walk.told
    }

    @Test("an event arrives with what it carries", arguments: [
        ("<send event=\"e\"/>", "[\"e\",\"external\",null,null]"),
        ("<send eventexpr=\"name\"/>", "[\"computed.name\",\"external\",null,null]"),
        ("<send event=\"e\" id=\"me\"/>", "[\"e\",\"external\",\"me\",null]"),
        ("<send event=\"e\" idlocation=\"id\"/>", "[\"e\",\"external\",\"send.1\",null]"),
        ("<send event=\"e\"><param name=\"p\" expr=\"1 + 1\"/><param name=\"q\" location=\"name\"/></send>", "[\"e\",\"external\",null,{\"p\":2,\"q\":\"computed.name\"}]"),
        ("<send event=\"e\" namelist=\"name id\"/>", "[\"e\",\"external\",null,{\"name\":\"computed.name\",\"id\":null}]"),
        ("<send event=\"e\"><content expr=\"[1, {'a': true}]\"/></send>", "[\"e\",\"external\",null,[1,{\"a\":true}]]"),
        ("<send event=\"e\"><content> some text </content></send>", "[\"e\",\"external\",null,\"some text\"]"),
        ("<send event=\"e\" target=\"#_internal\"/>", "[\"e\",\"internal\",null,null]"),
        ("<send event=\"e\" target=\"#_scxml_s1\"/>", "[\"e\",\"external\",null,null]"),
        ("<send event=\"e\" targetexpr=\"'#_' + 'internal'\"/>", "[\"e\",\"internal\",null,null]"),
        ("<send event=\"e\" targetexpr=\"_ioprocessors['http://www.w3.org/TR/scxml/#SCXMLEventProcessor'].location\"/>", "[\"e\",\"external\",null,null]"),
        ("<send event=\"e\" type=\"http://www.w3.org/TR/scxml/#SCXMLEventProcessor\"/>", "[\"e\",\"external\",null,null]"),
        ("<send event=\"e\" typeexpr=\"'scxml'\"/>", "[\"e\",\"external\",null,null]"),
        ("<raise event=\"e\"/>", "[\"e\",\"internal\",null,null]"),
    ])
    func arrives(send: String, got: String) throws {
        #expect(try outcome(send) == ["after", "got \(got)"])
    }

    @Test("a send that cannot be carried out ends its block with an error that names it", arguments: [
        "event=\"e\" target=\"baz\"", "event=\"e\" target=\"\"", "event=\"e\" targetexpr=\"1\"", "event=\"e\" target=\"#_internal\" delay=\"1s\"",
        "event=\"e\" type=\"telepathy\"", "event=\"e\" typeexpr=\"1 / 0\"", "eventexpr=\"1\"", "eventexpr=\"''\"", "eventexpr=\"'two words'\"",
        "event=\"e\" delayexpr=\"'soon'\"", "event=\"e\" delayexpr=\"-1\"", "event=\"e\" delayexpr=\"1.5\"", "event=\"e\" delayexpr=\"duration('-1s')\"",
        "event=\"e\" namelist=\"nowhere\"",
    ])
    func fails(attributes: String) throws {
        #expect(try outcome("<send id=\"me\" \(attributes)/>") == ["error.execution me", "got [\"error.execution\",\"platform\",\"me\"]"])
    }

    @Test("nobody at an address is an error of communication, and the block goes on", arguments: ["#_scxml_nobody", "#_parent", "#_child"])
    func unreachable(target: String) throws {
        #expect(
            try outcome("<send event=\"e\" id=\"me\" target=\"\(target)\"/>")
                == ["error.communication me", "after", "got [\"error.communication\",\"platform\",\"me\"]"])
        #expect(
            try outcome("<send event=\"e\" target=\"\(target)\" delay=\"10ms\"/>", until: 10)
                == ["after", "--", "error.communication", "got [\"error.communication\",\"platform\",null]"])
    }

    @Test("a delay is a time of CSS, a duration, or milliseconds", arguments: [
        "delay=\"1.5s\"", "delay=\"1500ms\"", "delay=\".025m\"", "delayexpr=\"duration('1s500ms')\"", "delayexpr=\"1500\"", "delayexpr=\"1500u\"",
        "delayexpr=\"'1.5s'\"", "delayexpr=\"duration('1.4999999s')\"",
    ])
    func delays(attribute: String) throws {
        #expect(try outcome("<send event=\"e\" \(attribute)/>", until: 1_499) == ["after", "--"])
        #expect(try outcome("<send event=\"e\" \(attribute)/>", until: 1_500) == ["after", "--", "got [\"e\",\"external\",null,null]"])
    }

    @Test("delayed events come in the order of their times, those of one time as they were sent; what was sent at once comes first")
    func order() throws {
        let sends = [("d", "2s"), ("b", "1s"), ("c", "1s"), ("a", "0s")].map { "<send event=\"\($0.0)\" delay=\"\($0.1)\"/>" }.joined()
        let got = try outcome(sends, until: 5_000).filter { $0.hasPrefix("got") }.map { $0.split(separator: "\"")[1] }
        #expect(got == ["a", "b", "c", "d"])
    }

    @Test("all delayed sends with an id are cancelled, and no others")
    func cancels() throws {
        let sends = "<send event=\"a\" id=\"x\" delay=\"1s\"/><send event=\"b\" id=\"x\" delay=\"2s\"/><send event=\"c\" id=\"y\" delay=\"1s\"/>"
        #expect(try outcome(sends + "<cancel sendid=\"x\"/>", until: 5_000) == ["after", "--", "got [\"c\",\"external\",\"y\",null]"])
        #expect(try outcome("<send event=\"a\" idlocation=\"id\" delay=\"1s\"/><cancel sendidexpr=\"id\"/>", until: 5_000) == ["after", "--"])
        #expect(try outcome("<cancel sendid=\"nothing\"/>") == ["after"])
        #expect(try outcome("<cancel sendidexpr=\"1\"/>") == ["error.execution", "got [\"error.execution\",\"platform\",null]"])
    }

    @Test("no two sends have the same made id, though one of them fails")
    func madeIDs() throws {
        #expect(try outcome("<send event=\"e\" idlocation=\"id\"/><send event=\"e\" idlocation=\"id\"/>") == ["after", "got [\"e\",\"external\",\"send.1\",null]", "got [\"e\",\"external\",\"send.3\",null]"])
        #expect(try outcome("<send event=\"e\" idlocation=\"id\" target=\"baz\"/></onentry><onentry><send event=\"e\" idlocation=\"id\"/>") == ["error.execution send.1", "after", "got [\"error.execution\",\"platform\",\"send.1\"]", "got [\"e\",\"external\",\"send.2\",null]"])
    }

    @Test("done data come with the done event; a parameter that fails is left out, a content that fails leaves none")
    func doneData() throws {
        func done(_ inside: String) throws -> [String] {
            try Walk("""
                <state id="s"><state id="a"><transition target="f"/></state><final id="f"><donedata>\(inside)</donedata></final>
                <transition event="done.state.s"><log label="got" expr="_event.data"/></transition></state>
                """).told
        }
        #expect(try done("<param name=\"p\" expr=\"1\"/><param name=\"q\" expr=\"1 / 0\"/>") == ["error.execution", "got {\"p\":1}"])
        #expect(try done("<param name=\"q\" expr=\"1 / 0\"/>") == ["error.execution", "got null"])
        #expect(try done("<content expr=\"7\"/>") == ["got 7"])
        #expect(try done("<content expr=\"1 / 0\"/>") == ["error.execution", "got null"])
    }
}
