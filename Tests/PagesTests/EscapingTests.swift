import Testing

@testable import Pages

@Suite("Text from people is data everywhere")
struct EscapingTests {
    static let hostile = "<b onclick=\"x('y')\">& \u{202E}gnp\u{7}</b>"

    @Test("HTML and SVG hold no markup from a text, and its controls are seen")
    func html() {
        #expect(Escaping.html(Self.hostile) == "&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;&amp; [U+202E]gnp[U+0007]&lt;/b&gt;")
    }

    @Test("A combining mark after a quotation mark or bracket does not save it from being escaped")
    func combining() {
        #expect(Array(Escaping.html("\"\u{301}<\u{301}").unicodeScalars) == Array("&quot;\u{301}&lt;\u{301}".unicodeScalars))
    }

    @Test("A title can neither end the CSS string of the running head nor the style element")
    func css() {
        #expect(Escaping.css("a\"} </style>") == "\"a\\22 \\7d  \\3c \\2f style\\3e \"")
    }

    @Test("Markdown holds no markup, link, mention or HTML from a text")
    func markdown() {
        #expect(Escaping.markdown("# [a](b) *c* _d_ `e` <f> | ~g~ @h") == "\\# \\[a\\](b) \\*c\\* \\_d\\_ \\`e\\` \\<f\\> \\| \\~g\\~ \\@h")
        #expect(Escaping.markdown("12. not a list") == "12\\. not a list")
        #expect(Escaping.markdown("https://x.example and www.x.example") == "https\\://x.example and www\\.x.example")
        #expect(Escaping.markdown("- a\n# b") == "\\- a # b")
    }

    @Test("A table's cell keeps its line breaks and cannot end the row")
    func markdownCell() {
        let table = Table(columns: ["A"], rows: [["x | y\n# z"]])
        #expect(Markdown.table(table, .english) == "| A |\n| --- |\n| x \\| y<br>\\# z |")
    }

    @Test("Joining marks and right-to-left names stay as they are")
    func kept() {
        #expect(Escaping.visible("می\u{200C}خواهم שלום\u{200F}") == "می\u{200C}خواهم שלום\u{200F}")
    }

    @Test("Line ends of every kind become one line feed")
    func lineEnds() {
        #expect(Escaping.visible("a\r\nb\rc\nd") == "a\nb\nc\nd")
    }
}

@Suite("Tables as CSV")
struct CSVTests {
    @Test("Commas, quotation marks and line breaks are quoted by RFC 4180")
    func quoting() {
        let table = Table(columns: ["a,b", "c"], rows: [["say \"yes\"", "one\ntwo"], ["plain", ""]])
        #expect(table.csv() == "\"a,b\",c\r\n\"say \"\"yes\"\"\",\"one\ntwo\"\r\nplain,\r\n")
    }

    @Test("A cell that a spreadsheet would calculate gets an apostrophe inside quotation marks",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\u{FF1D}1"])
    func formula(_ text: String) {
        #expect(CSV.field(text, .text) == "\"'\(text)\"")
    }

    @Test("A combining mark does not hide the sign before it")
    func combining() {
        #expect(Array(CSV.field("=\u{301}1", .text).unicodeScalars) == Array("\"'=\u{301}1\"".unicodeScalars))
    }

    @Test("A negative number in a number column stays a number; a formula there does not")
    func numbers() {
        #expect(CSV.field("-3.5", .number) == "-3.5")
        #expect(CSV.field("-3+cmd", .number) == "\"'-3+cmd\"")
        #expect(CSV.field("-", .number) == "\"'-\"")
    }

    @Test("A page gives each of its tables, those behind charts too")
    func page() {
        let page = Page(title: "T", blocks: [
            .table(Table(columns: ["A"], rows: [["1"]])),
            .chart(.dots(Dots(title: "Read", rows: [.init("x", 1, of: 2)]))),
        ])
        #expect(page.csv().map(\.title) == ["table 1", "Read"])
        #expect(page.csv().map(\.text) == ["A\r\n1\r\n", "Row,Count,Out of\r\nx,1,2\r\n"])
    }
}
