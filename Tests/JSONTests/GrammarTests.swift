import JSON
import Testing

@Suite("Reading by RFC 8259")
struct GrammarTests {
    @Test("any value may stand alone, with space around it", arguments: [
        ("null", "null"), (" true ", "true"), ("\tfalse\r\n", "false"), ("0", "0"), ("\"\"", "\"\""),
        ("[ ]", "[]"), ("{ }", "{}"), ("[1 , [2,\n3],{ \"a\" : null }]", "[1,[2,3],{\"a\":null}]"),
    ])
    func values(text: String, compact: String) {
        #expect(reading(text) == compact)
    }

    @Test("what the grammar does not allow is refused where it stands", arguments: [
        ("", "empty 1:1@0"), (" \n ", "empty 2:2@3"),
        ("nul", "unexpected-end 1:4@3"), ("nulL", "unexpected-character 1:4@3"), ("True", "unexpected-character 1:1@0"),
        ("[1,]", "unexpected-character 1:4@3"), ("[,1]", "unexpected-character 1:2@1"), ("[1 2]", "unexpected-character 1:4@3"),
        ("[1", "unexpected-end 1:3@2"), ("[1,", "unexpected-end 1:4@3"), ("]", "unexpected-character 1:1@0"),
        ("{\"a\":1,}", "unexpected-character 1:8@7"), ("{\"a\"}", "unexpected-character 1:5@4"),
        ("{a:1}", "unexpected-character 1:2@1"), ("{'a':1}", "unexpected-character 1:2@1"), ("{1:2}", "unexpected-character 1:2@1"),
        ("{\"a\":}", "unexpected-character 1:6@5"), ("{\"a\":1", "unexpected-end 1:7@6"), ("{", "unexpected-end 1:2@1"),
        ("[1}", "unexpected-character 1:3@2"), ("[/* no */]", "unexpected-character 1:2@1"), ("\u{A0}1", "unexpected-character 1:1@0"),
        ("\u{C}1", "unexpected-character 1:1@0"),
        ("1 2", "trailing-text 1:3@2"), ("{} x", "trailing-text 1:4@3"), ("nullx", "trailing-text 1:5@4"), ("1\0", "trailing-text 1:2@1"),
        ("\u{FEFF}1", "byte-order-mark 1:1@0"),
        ("[\n  \"é\", x]", "unexpected-character 2:8@10"),
    ])
    func refusals(text: String, mistake: String) {
        #expect(reading(text) == mistake)
    }

    @Test("a key comes once; both forms of é are two keys, and an escaped key is the key it stands for")
    func keys() {
        #expect(reading("{\"a\":1,\"b\":2,\"a\":3}") == "duplicate-key 1:14@13")
        #expect(reading("{\"a\":1,\"\\u0061\":3}") == "duplicate-key 1:8@7")
        #expect(reading("{\"\u{E9}\":1,\"e\u{301}\":2}") == "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(reading("{\"\":{\"\":1}}") == "{\"\":{\"\":1}}")
    }

    @Test("a text may be nested as deep as its limit, which has a limit itself")
    func depth() {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(reading(nested(512)) == nested(512))
        #expect(reading(nested(513)) == "too-deep 1:513@512")
        #expect(reading("[{\"a\":[]}]", limits: Limits(depth: 2)) == "too-deep 1:7@6")
        #expect(reading("1", limits: Limits(depth: 0)) == "1")
        #expect(reading("[]", limits: Limits(depth: -5)) == "too-deep 1:1@0")
        #expect(Limits(depth: .max).depth == 2_048)
        #expect(reading(nested(2_048), limits: Limits(depth: .max)) == nested(2_048))
        #expect(reading(String(repeating: "[", count: 1_000_000), limits: Limits(depth: .max)) == "too-deep 1:2049@2048")
        #expect(reading(String(repeating: "{\"a\":", count: 100_000)) == "too-deep 1:2561@2560")
    }

    @Test("a text is no longer than its limit")
    func length() {
        #expect(reading("[1]", limits: Limits(bytes: 3)) == "[1]")
        #expect(reading("[12]", limits: Limits(bytes: 3)) == "too-long 1:4@3")
    }

    @Test("bytes come from any collection, and a string's text is read as it is")
    func collections() throws {
        let slice = Array("xx[1,2]xx".utf8)[2..<7]
        #expect(try Value.parse(slice) == [1, 2])
        #expect(try Value.parse(Array("]2,1[".utf8).reversed()) == [1, 2])
        #expect(try Value.parse("[\"é\"]") == ["é"])
        #expect(try Value.parse("xx[1]".dropFirst(2).utf8) == [1])
    }

    @Test("an error tells its place, what is wrong and what would make it pass")
    func sentences() {
        #expect(throws: ParseError.self) { try Value.parse("{\n\"a\": 01}") }
        do {
            _ = try Value.parse("{\n\"a\": 01}")
        } catch {
            #expect(
                error.description
                    == "line 2, column 6: A number must not begin with a zero before other digits; leave the zero out. (leading-zero)"
            )
        }
        #expect(Set(ParseError.Code.allCases.map(\.sentence)).count == ParseError.Code.allCases.count)
    }
}
