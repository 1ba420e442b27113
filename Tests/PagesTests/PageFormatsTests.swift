import Foundation
import JSON
import Testing

@testable import Pages

#if canImport(FoundationXML)
import FoundationXML
#endif

/// One small page with each kind of block.
private let small = Page(
    title: "Visit to Larkrise", subtitle: "A *first* look", notes: [Fact("Edition", "2")],
    footer: "Edition 2", treeHead: "q8F=",
    blocks: [
        .heading(1, "What we saw"),
        .paragraph(Text(runs: [.init("Calm & "), .init("kind", .strong), .init(", mostly.")])),
        .facts([Fact("Days", "2")]),
        .table(Table(
            caption: "Pieces", columns: ["Area", .init("Count", kind: .number), "State"],
            rows: [["Lessons", "3", .init("read", shape: .disc)], ["Books", "-1"]], note: "Each once.")),
        .chart(.dots(Dots(title: "Read", rows: [.init("Lessons", 1, of: 2)]))),
        .quotation(Quotation("Thank you.\n- truly\n\nMore <later>.", source: "The head")),
        .list(List(ordered: true, ["One", "Two"])),
        .callout(Callout(title: "Why", ["Snow."])),
        .writingLines("Signed", count: 2),
        .signature(["Name", "Date"]),
        .cut("Reply slip"),
        .pageBreak(),
    ])

@Suite("One page in every format")
struct PageFormatsTests {
    @Test("A page is Markdown, charts as tables, a person's text as it stands")
    func markdown() {
        #expect(small.markdown() == """
            # Visit to Larkrise

            *A \\*first\\* look*

            - **Edition:** 2

            ## What we saw

            Calm \\& **kind**, mostly.

            - **Days:** 2

            **Pieces**

            | Area | Count | State |
            | --- | ---: | --- |
            | Lessons | 3 | ● read |
            | Books | \\-1 |  |

            Each once.

            **Read**

            | Row | Count | Out of |
            | --- | ---: | ---: |
            | Lessons | 1 | 2 |

            > Thank you.\\
            > \\- truly
            >
            > More \\<later\\>.
            >
            > — The head

            1. One
            2. Two

            > **Why**
            >
            > Snow.

            Signed: \\_\\_\\_\\_\\_\\_\\_\\_

            Name: \\_\\_\\_\\_\\_\\_\\_\\_  Date: \\_\\_\\_\\_\\_\\_\\_\\_

            ---

            *Reply slip*

            ---

            ---

            Edition 2

            Log head: q8F=

            """)
    }

    @Test("A page is plain text for a letter")
    func plainText() {
        #expect(small.plainText() == """
            Visit to Larkrise

            A *first* look

            Edition: 2

            What we saw
            -----------

            Calm & kind, mostly.

            Days: 2

            Pieces
            * Lessons
              Count: 3
              State: read
            * Books
              Count: -1
            Each once.

            Read
            * Lessons
              Count: 1
              Out of: 2

                Thank you.
                - truly
                
                More <later>.
                -- The head

            1. One
            2. Two

            | Why
            |
            | Snow.

            Signed: ________

            Name: ________   Date: ________

            - - - Reply slip - - -

            Edition 2

            Log head: q8F=

            """)
    }

    @Test("A page is data, its blocks in order and the chart with its figures")
    func json() {
        let page = Page(
            title: "T", blocks: [
                .heading(2, "H"), .quotation(Quotation("q")),
                .chart(.shareBar(ShareBar(title: "S", parts: [.init("a", 1), .init("b", 3)]))),
            ])
        #expect(page.json().text == """
            {"title":"T","subtitle":null,"language":"en-GB","notes":[],"blocks":[\
            {"block":"heading","level":2,"text":"H"},\
            {"block":"quotation","text":"q","source":null},\
            {"block":"chart","caption":"S","columns":[{"title":"Share","kind":"text"},{"title":"Count","kind":"number"},\
            {"title":"Out of","kind":"number"}],"rows":[["a","1","4"],["b","3","4"]],"note":null,\
            "kind":"shareBar","description":"a: 1 of 4; b: 3 of 4."}],"footer":null,"treeHead":null}
            """)
    }

    @Test("The body of an HTML page is what its blocks say")
    func html() throws {
        var page = small
        page.blocks.removeAll { if case .chart = $0 { true } else { false } }
        let html = page.html()
        let start = try #require(html.range(of: "<main>"))
        let end = try #require(html.range(of: "</main>"))
        #expect(html[start.lowerBound..<end.upperBound] == """
            <main>
            <header>
            <h1 dir="auto">Visit to Larkrise</h1>
            <p class="subtitle" dir="auto">A *first* look</p>
            <dl class="notes">
            <div><dt dir="auto">Edition</dt><dd dir="auto">2</dd></div>
            </dl>
            </header>
            <h2 id="part-1" dir="auto">What we saw</h2>
            <p dir="auto">Calm &amp; <strong>kind</strong>, mostly.</p>
            <dl class="facts">
            <div><dt dir="auto">Days</dt><dd dir="auto">2</dd></div>
            </dl>
            <div class="table" role="region" tabindex="0" aria-label="Pieces">
            <table>
            <caption dir="auto">Pieces</caption>
            <thead>
            <tr><th scope="col" dir="auto">Area</th><th scope="col" class="end" dir="auto">Count</th><th scope="col" dir="auto">State</th></tr>
            </thead>
            <tbody>
            <tr><th scope="row" dir="auto">Lessons</th><td class="end" dir="auto">3</td><td dir="auto"><span class="shape" aria-hidden="true">●</span>&#160;read</td></tr>
            <tr><th scope="row" dir="auto">Books</th><td class="end" dir="auto">-1</td><td dir="auto"></td></tr>
            </tbody>
            </table>
            <p class="table-note" dir="auto">Each once.</p>
            </div>
            <blockquote>
            <p dir="auto">Thank you.<br>- truly</p>
            <p dir="auto">More &lt;later&gt;.</p>
            <footer dir="auto">The head</footer>
            </blockquote>
            <ol>
            <li dir="auto">One</li>
            <li dir="auto">Two</li>
            </ol>
            <aside>
            <p class="callout-title" dir="auto">Why</p>
            <p dir="auto">Snow.</p>
            </aside>
            <div class="writing"><p dir="auto">Signed</p><div class="rule"></div><div class="rule"></div></div>
            <div class="signature"><div><div class="rule"></div><p dir="auto">Name</p></div><div><div class="rule"></div><p dir="auto">Date</p></div></div>
            <p class="cut" dir="auto"><span aria-hidden="true">✂</span> Reply slip</p>
            <div class="page-break"></div>
            <footer>
            <p dir="auto">Edition 2</p>
            <p>Log head: <code>q8F=</code></p>
            </footer>
            </main>
            """)
    }

    @Test("HTML is well-formed whatever its texts hold, and holds no element of theirs")
    func wellFormed() throws {
        let hostile = "</p><script>x</script>\u{202E}<td>\n\n--><!--\u{0}&nbsp;"
        let text = Text(hostile)
        let page = Page(
            title: hostile, subtitle: hostile, language: hostile, notes: [Fact(hostile, text)], footer: hostile,
            treeHead: hostile, contents: true,
            blocks: [
                .heading(1, text), .paragraph(text), .facts([Fact(hostile, text)]),
                .table(Table(caption: hostile, columns: [.init(hostile)], rows: [[.init(hostile, shape: .ring)]], note: hostile)),
                .chart(.dots(Dots(title: hostile, rows: [.init(hostile, 1, of: 2)]))), .writingLines(hostile, count: 2),
                .quotation(Quotation(hostile, source: hostile)), .list(List([text])), .callout(Callout(title: hostile, [text])),
            ])
        for html in [page.html(), page.letterHTML()] {
            let start = try #require(html.range(of: "<body>"))
            let end = try #require(html.range(of: "</body>"))
            let body = html[start.lowerBound..<end.upperBound].replacing("<br>", with: "<br/>")
            let parser = XMLParser(data: Data(body.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            #expect(!html.contains("<script") && !html.contains("<!--"))
        }
    }

    @Test("An HTML page fetches nothing and holds no script")
    func selfContained() {
        let html = small.html()
        #expect(html.contains("default-src 'none'"))
        for word in ["<script", "<link", "<img", "src=", "@import", "http://", "https://"] {
            // The one address is the name of SVG's namespace, which is never fetched.
            let rest = html.replacing("http://www.w3.org/2000/svg", with: "")
            #expect(!rest.contains(word), "\(word)")
        }
    }

    @Test("A table without rows says so")
    func empty() {
        let table = Table(caption: "Open", columns: ["A", "B"], rows: [])
        let page = Page(title: "T", blocks: [.table(table)])
        #expect(page.markdown() == "# T\n\n**Open**\n\n*Nothing to show.*\n")
        #expect(page.html().contains("<tr><td class=\"empty\" colspan=\"2\">Nothing to show.</td></tr>"))
        #expect(table.csv() == "A,B\r\n")
    }

    @Test("A table to be filled in by hand has tall rows in HTML and none in CSV")
    func blankRows() {
        let table = Table(columns: ["Seen", "Where"], rows: [], blankRows: 2)
        let row = "<tr class=\"blank\"><td></td><td></td></tr>"
        #expect(Page(title: "T", blocks: [.table(table)]).html().contains("<tbody>\n\(row)\n\(row)\n</tbody>"))
        #expect(table.csv() == "Seen,Where\r\n")
    }

    @Test("A row too short or too long loses nothing")
    func ragged() {
        let table = Table(columns: ["A"], rows: [["1", "2"], ["3"]])
        #expect(table.csv() == "A,\r\n1,2\r\n3,\r\n")
    }
}
