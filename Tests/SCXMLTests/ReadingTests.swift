import JSON
import SCXML
import Statecharts
import Testing

@Suite("Reading and writing machines")
struct ReadingTests {
    /// The code and the place of the first mistake.
    private func mistake(_ text: String) -> String {
        do throws(DocumentError) {
            _ = try StatechartDocument(scxml: Array(text.utf8))
            return "none"
        } catch {
            let place = error.position.map { "\($0.line):\($0.column)" } ?? "nowhere"
            return [error.code.rawValue, place, error.path].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// The machine begins in line 2, after `<scxml …>` in line 1.
    private func inside(_ text: String, _ attributes: String = "") -> String { mistake(scxml(text, attributes)) }

    @Test("a mistake in an SCXML file is told with its line, its column and the state it is in", arguments: [
        ("<state id=\"a\"/><state id=\"a\"/>", "bad-machine 2:16 a"),
        ("<state id=\"open\">\n  <state id=\"visiting\">\n    <transition event=\"e\" target=\"nowhere\"/></state></state>", "bad-machine 4:27 open/visiting"),
        ("<state id=\"open\"><state id=\"visiting\"><transition event=\"e\" cond=\"1 +\"/></state></state>", "bad-expression 2:61 open/visiting"),
        ("<state id=\"a\"><history id=\"h\"/></state>", "bad-machine 2:15 a/h"),
        ("<final id=\"a\"><history id=\"h\"/></final>", "unknown-field 2:15"),
        ("<state id=\"a\" initial=\"b\"><state id=\"c\"/></state><state id=\"b\"/>", "bad-machine 2:1 a"),
        ("<state id=\"a\"><transition event=\"e\" target=\"b c\"/></state><state id=\"b\"/><state id=\"c\"/>", "bad-machine 2:15 a"),
        ("<state id=\"a\"><transition target=\"b\"/></state><state id=\"b\"><transition target=\"a\"/></state>", "bad-machine 2:15 a"),
        ("<script>x = 1</script>", "unsupported 2:1"),
        ("<state id=\"a\"><onentry><script/></onentry></state>", "unsupported 2:24"),
        ("<datamodel><data id=\"x\" src=\"file\"/></datamodel><state id=\"a\"/>", "unsupported 2:25"),
        ("<datamodel><data id=\"2\"/></datamodel><state id=\"a\"/>", "bad-name 2:18"),
        ("<datamodel><data id=\"_event\"/></datamodel><state id=\"a\"/>", "bad-name 2:18"),
        ("<datamodel><data expr=\"1\"/></datamodel><state id=\"a\"/>", "missing-field 2:12"),
        ("<state id=\"a\" colour=\"red\"/>", "unknown-field 2:15"),
        ("<state id=\"a\"><sate/></state>", "unknown-field 2:15"),
        ("<state id=\"a\">text</state>", "unknown-field 2:1"),
        ("<state id=\"a\"><transition event=\"\" target=\"a\"/></state>", "wrong-type 2:27 a"),
        ("<state id=\"a\"><transition event=\"e\" target=\" \"/></state>", "missing-field 2:37"),
        ("<state id=\"a\"><transition event=\"e\" type=\"inner\"/></state>", "wrong-type 2:37 a"),
        ("<state id=\"a\"><onentry><raise/></onentry></state>", "missing-field 2:24 a"),
        ("<state id=\"a\"><onentry><raise event=\"two words\"/></onentry></state>", "bad-name 2:31 a"),
        ("<state id=\"a\"><onentry><send/></onentry></state>", "missing-field 2:24 a"),
        ("<state id=\"a\"><onentry><send event=\"e\" delay=\"soon\"/></onentry></state>", "wrong-type 2:40"),
        ("<state id=\"a\"><onentry><send event=\"e\" id=\"i\" idlocation=\"x\"/></onentry></state>", "clash 2:47 a"),
        ("<state id=\"a\"><onentry><if cond=\"true\"><else/><elseif cond=\"true\"/></if></onentry></state>", "clash 2:47"),
        ("<state id=\"a\"><onentry><if/></onentry></state>", "missing-field 2:24"),
        ("<state id=\"a\"><initial><transition event=\"e\" target=\"b\"/></initial><state id=\"b\"/></state>", "unknown-field 2:36"),
        ("<state id=\"a\" initial=\"b\"><initial><transition target=\"b\"/></initial><state id=\"b\"/></state>", "clash 2:27"),
        ("<state id=\"a\"><initial><transition target=\"b\"><raise/></transition></initial><state id=\"b\"/></state>", "missing-field 2:47 a"),
        ("<state id=\"a\"><invoke><finalize><send event=\"e\"/></finalize></invoke></state>", "unsupported 2:23 a"),
        ("<state id=\"a\"><invoke autoforward=\"yes\"/></state>", "wrong-type 2:23"),
        ("<state id=\"a\"><invoke><content><scxml><state id=\"b\"><transition cond=\"(\"/></state></scxml></content></invoke></state>", "bad-expression 2:65 a"),
        ("<history id=\"h\" type=\"long\"/><state id=\"a\"/>", "wrong-type 2:17 h"),
        ("<!-- <state id=\"x\"> --><state id=\"é\"/>\n<state\n  id=\"b\"\n  initial=\"c\"/>", "bad-machine 3:1 b"),
        ("<state id=\"a\">", "not-xml 3:9"),
        ("<state id=\"a\"/>&unknown;", "not-xml 2:25"),
    ])
    func mistakes(text: String, told: String) {
        #expect(inside(text) == told)
    }

    @Test("what machines in CEL have not is refused by name")
    func refused() {
        #expect(inside("<state id=\"a\"/>", "binding=\"late\"") == "unsupported 1:78")
        #expect(mistake("<scxml datamodel=\"ecmascript\"><state id=\"a\"/></scxml>") == "unsupported 1:8")
        #expect(mistake("<scxml version=\"2.0\"><state id=\"a\"/></scxml>") == "unsupported 1:8")
        #expect(mistake("<scxml xmlns=\"http://example.org\"><state id=\"a\"/></scxml>") == "unsupported 1:8")
        #expect(mistake("<html/>") == "unknown-field 1:1")
        #expect(mistake("") == "not-xml 1:1")
        #expect(mistake("<scxml version=\"1.0\"/>") == "bad-machine 1:1")
    }

    @Test("a document type is refused before anything in it is looked at, and so is another encoding")
    func documentType() {
        let entities = "<!DOCTYPE scxml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        #expect(mistake("\(entities)<scxml>&b;</scxml>") == "document-type 1:1")
        #expect(mistake("<?xml version=\"1.0\"?>\n<!-- c -->\n\(entities)<scxml>&b;</scxml>") == "document-type 3:1")
        #expect(mistake("<?xml version=\"1.0\" encoding=\"UTF-7\"?><scxml/>") == "not-xml 1:1")
        #expect(throws: DocumentError.self) { try StatechartDocument(scxml: [0xFF, 0xFE, 0x3C, 0x00]) }
    }

    @Test("a file that is too deep is refused", arguments: [100, 600, 2_000, 100_000])
    func depth(depth: Int) {
        let text = String(repeating: "<state>", count: depth) + String(repeating: "</state>", count: depth)
        let code = mistake("<scxml>\(text)</scxml>").prefix { $0 != " " }
        #expect(code == (depth == 100 ? "bad-machine" : "too-deep"))
    }

    @Test("a file whose element has very many attributes, each another or all the same, is refused", arguments: [100_000, 1])
    func manyAttributes(names: Int) {
        let attributes = (0..<100_000).map { "a\($0 % names)=\"\"" }.joined(separator: " ")
        #expect {
            try StatechartDocument(scxml: Array("<scxml>\n<state \(attributes)/></scxml>".utf8))
        } throws: { error in
            let error = error as? DocumentError
            return error?.code == (names == 1 ? .notXML : .tooLong) && error?.position?.line == 2
        }
    }

    @Test("actions that are too deep are refused")
    func contentDepth() {
        let text = String(repeating: "<if cond=\"true\">", count: 70) + String(repeating: "</if>", count: 70)
        #expect(inside("<state id=\"a\"><onentry>\(text)</onentry></state>").hasPrefix("too-deep"))
    }

    @Test("states without ids get some that nothing else has")
    func madeIDs() throws {
        let document = try document("<state/><state id=\"state.1\"/><parallel><state/><state/></parallel>")
        #expect(document.description.root.children.map(\.id) == ["state.2", "state.1", "state.3"])
        #expect(document.description.root.children[2].children.map(\.id) == ["state.4", "state.5"])
    }

    /// Everything that there is.
    static let whole = """
        <datamodel><data id="x" expr="1"/></datamodel>
        <parallel id="p"><datamodel><data id="y"> {'a': "b &amp; &lt;c>"} </data></datamodel>
          <onentry><log label="&quot;in&quot;" expr="x"/></onentry><onentry><raise event="e.f"/></onentry><onexit><cancel sendid="s"/><cancel sendidexpr="y.a"/></onexit>
          <transition event="a.* b" cond="x &lt; 2 &amp;&amp; In('q')" target="h2 done" type="internal"/>
          <history id="h" type="deep"><transition target="q"><assign location="x" expr="2"/></transition></history>
          <state id="q"><initial><transition target="q2"><log label="initial"/></transition></initial><state id="q1"/><state id="q2"/><history id="h2"/></state>
          <state id="r" initial="r2"><state id="r1"/><state id="r2"/><final id="done"><donedata><param name="n" expr="x"/><param name="m" location="y"/></donedata></final></state>
        </parallel>
        <state id="s"><transition event="*" target="end"/>
          <transition event="t"><if cond="x == 1"><raise event="one"/><elseif cond="x == 2"/><else/><raise event="other"/></if>
            <foreach array="[1]" item="i" index="j"><send event="e" id="s" delay="1.5s" target="#_internal" namelist="x"><param name="k" expr="i"/></send></foreach>
            <send eventexpr="'e'" idlocation="x" delayexpr="'1s'" targetexpr="'t'" typeexpr="'scxml'"><content expr="y"/></send></transition>
          <invoke id="i" type="scxml" autoforward="true"><param name="x" expr="1"/><content><scxml name="inner"><state id="a"/></scxml></content><finalize><assign location="x" expr="3"/></finalize></invoke>
          <invoke idlocation="x" typeexpr="'scxml'" srcexpr="'there'"><finalize/></invoke><invoke src="here"/><invoke><content>text</content></invoke></state>
        <final id="end"><donedata><content>line one
          line two</content></donedata></final>
        """

    @Test("everything there is in a machine goes to SCXML and to the JSON form and back")
    func roundTrip() throws {
        let first = try document(Self.whole, "name=\"whole\" initial=\"s\"")
        let text = try first.scxml()
        let json = try first.json()
        #expect(try StatechartDocument(scxml: Array(text.utf8)).scxml() == text)
        #expect(try StatechartDocument(scxml: Array(text.utf8)).json() == json)
        #expect(try StatechartDocument(json: try JSON.Value.parse(json.text)).json() == json)
        #expect(try StatechartDocument(json: json).scxml() == text)
        #expect(try first.machine().fingerprint == StatechartDocument(json: json).machine().fingerprint)
    }

    @Test("a machine is written with an element a line, and what has a meaning in XML is escaped")
    func written() throws {
        let machine = try document("""
            <datamodel><data id="x">"a\u{9}b" + 'é' + "\\n"</data></datamodel>
            <state id="a"><transition event="e" cond="1 &lt; 2 &amp;&amp; x != &quot;&quot;" target="b"><log expr="'\u{1F642}' +&#10;'x'"/></transition></state>
            <final id="b"/>
            """, "name=\"n\"")
        #expect(try machine.scxml() == """
            <?xml version="1.0" encoding="UTF-8"?>
            <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="cel" name="n">
              <datamodel>
                <data id="x" expr="&quot;a&#9;b&quot; + 'é' + &quot;\\n&quot;"/>
              </datamodel>
              <state id="a">
                <transition event="e" cond="1 &lt; 2 &amp;&amp; x != &quot;&quot;" target="b">
                  <log expr="'\u{1F642}' +&#10;'x'"/>
                </transition>
              </state>
              <final id="b"/>
            </scxml>

            """)
    }

    @Test("a character that XML cannot say is refused, with its place")
    func badCharacter() throws {
        let document = try StatechartDocument(json: ["id": "__root", "type": "compound", "states": [["id": "a\u{1}", "type": "atomic"]]])
        #expect { try document.scxml() } throws: { error in
            (error as? DocumentError).map { "\($0.code.rawValue) \($0.pointer)" } == "bad-character /states/0"
        }
    }
}
