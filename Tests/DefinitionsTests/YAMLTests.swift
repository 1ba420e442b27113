import Testing

@testable import Definitions

@Suite("YAML as Triad reads it")
struct YAMLTests {
    private func tree(_ text: String) -> (tree: Tree?, findings: [String]) {
        var reader = YAMLReader()
        let tree = reader.tree(of: SourceText(file: "f", text: text))
        return (tree, reader.findings.map { "\($0.place.line):\($0.place.column) \($0.code.rawValue)" })
    }

    @Test("plain scalars are typed by YAML 1.2's core schema, quoted ones are texts", arguments: [
        ("null", CoreScalar.null), ("~", .null), ("", .null), ("true", .truth(true)), ("False", .truth(false)), ("yes", .text), ("no", .text), ("on", .text),
        ("12", .whole(12)), ("-7", .whole(-7)), ("+7", .whole(7)), ("0123", .whole(123)), ("0o17", .whole(15)), ("0x1F", .whole(31)), ("1_000", .text),
        ("1:30", .text), ("2027-01-12", .text), ("1.5", .number), (".5", .number), ("1e3", .number), ("1e", .text), (".inf", .number), ("-.INF", .number),
        (".nan", .number), ("99999999999999999999", .number), (".", .text), ("-", .text), ("0o8", .text), ("a", .text),
    ])
    func core(_ text: String, _ expected: CoreScalar) {
        let place = Place(file: "f", line: 1, column: 1)
        #expect(CoreScalar(Tree.Scalar(text: text, style: .plain, place: place)) == expected)
        #expect(CoreScalar(Tree.Scalar(text: text, style: .doubleQuoted, place: place)) == .text)
    }

    @Test("what YAML 1.1 reads otherwise is a warning, unless it is quoted", arguments: [
        ("yes", "true"), ("No", "false"), ("ON", "true"), ("off", "false"), ("y", "true"), ("0123", "an octal number"), ("0b101", "a binary number"),
        ("1_000", "a number"), ("1:30", "a number of base sixty"), ("190:20:30", nil), ("2027-01-12", "a date and time"), ("12", nil), ("nobody", nil), ("0", nil), ("1.2.3", nil),
    ])
    func yaml11(_ text: String, _ reading: String?) {
        let place = Place(file: "f", line: 1, column: 1)
        #expect(Tree.Scalar(text: text, style: .plain, place: place).yaml11Reading == reading)
        #expect(Tree.Scalar(text: text, style: .singleQuoted, place: place).yaml11Reading == nil)
    }

    @Test("characters that begin tags, anchors and aliases may stand inside texts")
    func harmless() {
        let text = """
            a: "!no *no &no"
            b: 'it''s & more'
            c: this & that * those ! # &comment
            d: |
              &not *an !anchor
              <<: no

              [ { "
            e: >
              *folded
            f: [a*b, c&d, "x, &y", 'z']
            g: text
              that goes on "with a quote
            h: { k: v, "q": w }
            # &comment *with !marks
            """
        #expect(tree(text).findings.isEmpty)
        #expect(tree(text).tree?.mapping?.entries.map(\.key.text) == ["a", "b", "c", "d", "e", "f", "g", "h"])
    }

    @Test("aliases that multiply are refused before they are followed")
    func laughs() {
        let lines = (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
        let (tree, findings) = tree((["a0: &a0 [x]"] + lines).joined(separator: "\n"))
        #expect(tree == nil)
        #expect(findings.first == "1:5 anchor")
        #expect(findings.count == 91)
    }

    @Test("aliases behind quotes in a text that goes on are refused too")
    func hiddenAlias() {
        #expect(tree("a: x\n  \"y\nb: &b [1]\nc: *b\n").findings == ["3:4 anchor", "4:4 alias"])
        #expect(tree("- - |\n   text\n  - &x y\n").findings == ["3:5 anchor"])
        #expect(tree("k: [a, b\n  c, &x d]\n").findings == ["2:6 anchor"])
        #expect(tree("? &x [1]\n: 2\n").findings == ["1:3 anchor"])
    }

    @Test("nesting has an end, in brackets and in dashes")
    func deep() {
        #expect(tree(String(repeating: "[", count: 200_000)).findings == ["1:65 too-deep"])
        #expect(tree(String(repeating: "- ", count: 200_000)).findings == ["1:129 too-deep"])
        #expect(tree((0..<100).map { String(repeating: " ", count: $0) + "k:" }.joined(separator: "\n")).findings == ["65:66 too-deep"])
        #expect(tree(String(repeating: "[", count: 60) + String(repeating: "]", count: 60)).findings.isEmpty)
    }

    @Test("what no text file holds is refused", arguments: [("a: \u{0}", "1:4 control-character"), ("a: b\nc: \u{7}", "2:4 control-character"), ("a: \u{FEFF}x", "1:4 control-character")])
    func control(_ text: String, _ finding: String) { #expect(tree(text).findings == [finding]) }

    @Test("a file that begins with a byte order mark is read")
    func mark() { #expect(tree("\u{FEFF}a: b").tree?.mapping?["a"]?.scalar?.text == "b") }

    @Test("a file that is empty, too large or not UTF-8 says so")
    func whole() {
        #expect(tree("# nothing\n").findings == ["1:1 empty-file"])
        #expect(tree("a: " + String(repeating: "x", count: 2 << 20)).findings == ["1:1 too-large"])
        guard case .failure(let mistakes) = DefinitionReader().read(workflow: [0x61, 0x3A, 0x0A, 0x62, 0xE9, 0x0A], file: "f") else {
            Issue.record("the file was read")
            return
        }
        #expect(mistakes.findings.map { "\($0.place) \($0.code.rawValue)" } == ["f:2:1 not-utf-8"])
    }

    @Test("keys that look alike but are not the same characters are two keys")
    func alike() {
        // The parser holds them equal; what it refuses is told as a key that comes twice.
        #expect(tree("caf\u{E9}: 1\ncafe\u{301}: 2\n").findings == ["1:1 duplicate-key"])
    }

    @Test("arbitrary bytes never trap")
    func arbitrary() {
        var state: UInt64 = 42
        let alphabet = Array("ab:-?,[]{}#&*!|>'\"%@` \n\t\\0~<".unicodeScalars)
        for _ in 0..<3_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int((state >> 33) % UInt64(alphabet.count))])
            }
            _ = DefinitionReader().read(workflow: String(text), file: "f")
        }
    }
}
