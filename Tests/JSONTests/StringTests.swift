import JSON
import Testing

@Suite("Strings")
struct StringTests {
    @Test("each escape stands for its character")
    func escapes() throws {
        let read = try Value.parse(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\ude00\u0000""#)
        #expect(read == .string("\"\\/\u{8}\u{C}\n\r\tA\u{E9}\u{20AC}\u{1F600}\0"))
    }

    @Test("only the escapes that are required are written")
    func written() {
        #expect(Value.string("\"\\/\u{8}\u{C}\n\r\t\0\u{1F}\u{7F}é\u{2028}\u{1F600}").text
            == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7F}é\u{2028}\u{1F600}\"")
    }

    @Test("a mistake inside a string has its own code", arguments: [
        (#"""#, "unexpected-end 1:2@1"), (#""a"#, "unexpected-end 1:3@2"), (#""\"#, "unexpected-end 1:3@2"),
        (#""\u12"#, "unexpected-end 1:6@5"), (#""\x""#, "invalid-escape 1:2@1"), (#""\u12g4""#, "invalid-escape 1:2@1"),
        (#""\U0041""#, "invalid-escape 1:2@1"), ("\"a\nb\"", "control-character 1:3@2"), ("\"\0\"", "control-character 1:2@1"),
        ("\"\u{1F}\"", "control-character 1:2@1"),
        (#""a\ud800""#, "lone-surrogate 1:3@2"), (#""\udc00""#, "lone-surrogate 1:2@1"), (#""\ud800\n""#, "lone-surrogate 1:2@1"),
        (#""\ud800\ud800""#, "lone-surrogate 1:2@1"), (#""\ud800x""#, "lone-surrogate 1:2@1"), (#""\ud800\u00"#, "unexpected-end 1:12@11"),
    ])
    func mistakes(text: String, mistake: String) {
        #expect(reading(text) == mistake)
    }

    @Test("bytes that are not UTF-8 are refused, inside strings and outside", arguments: [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
    ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(reading(bytes: [0x22, 0x61] + bytes + [0x22]) == "invalid-utf8 1:3@2")
        #expect(reading(bytes: [0x5B] + bytes + [0x5D]) == "invalid-utf8 1:2@1")
    }

    @Test("the first and last scalar of each length is read", arguments: [
        "\u{1}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
    ])
    func scalars(scalar: String) throws {
        #expect(try Value.parse(Value.string(scalar).serialized()) == .string(scalar))
        #expect(try Value.parse("\"\(scalar == "\u{1}" ? "\\u0001" : scalar)\"") == .string(scalar))
    }

    @Test("a character that needs an escape gets it wherever it stands in a text, and no other does", arguments: 1...40)
    func escapesAnywhere(length: Int) {
        for place in 0..<length {
            let (before, after) = (String(repeating: "a", count: place), String(repeating: "é", count: length - place - 1))
            #expect(Value.string("\(before)\"\(after)").text == "\"\(before)\\\"\(after)\"")
            #expect(Value.string("\(after)\n\(before)").text == "\"\(after)\\n\(before)\"")
        }
    }

    @Test("texts are the same by Unicode scalars alone")
    func equality() {
        #expect(Value.string("\u{E9}") != Value.string("e\u{301}"))
        #expect(Set<Value>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
        #expect(Value.object(["\u{E9}": 1])["e\u{301}"] == nil)
    }
}
