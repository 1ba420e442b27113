import Foundation
import JSON
import Testing

@testable import Pages

@Suite("Documents that go with a page")
struct EnclosureTests {
    private static let picture = Enclosure(
        number: 1, title: "Plan <1>.png", facts: [Fact("From", "Ada")], body: .picture, fileName: "Plan <1>.png", mediaType: "image/png")
    private static let text = Enclosure(
        number: 2, title: "note.txt", facts: [], body: .text("Dear \u{02}1\u{03} <b>all</b>,\n\tyes."), fileName: "note.txt", mediaType: "text/plain;charset=utf-8")
    private static let form = Enclosure(number: 3, title: "form.pdf", facts: [], body: .insert, fileName: "form.pdf", mediaType: "application/pdf")

    private let page = Page(title: "Bundle", blocks: [
        .table(Table(columns: ["No."], rows: [[.init("1", enclosure: 1)]])), .enclosure(picture), .enclosure(text), .enclosure(form),
    ])

    private func written() throws -> String {
        var file: [UInt8] = []
        try page.writeHTML({ file += $0 }) { number, give in
            // In pieces that no three bytes fit into evenly.
            for byte in Array("content of \(number)".utf8) { try give([byte]) }
        }
        return String(decoding: file, as: UTF8.self)
    }

    @Test("Each stands on its sheet: a picture as itself, a text as text, another as what is to be put in; all are in the one file")
    func sheets() throws {
        let html = try written()
        func base64(_ number: Int) -> String { Data("content of \(number)".utf8).base64EncodedString() }
        let body = html.components(separatedBy: "<main>")[1]
        #expect(body.contains("""
            <section class="enclosure" id="enclosure-1">
            <h2 dir="auto"><span class="tab">1</span> <bdi>Plan &lt;1&gt;.png</bdi></h2>
            <dl class="facts">
            <div><dt dir="auto">From</dt><dd dir="auto">Ada</dd></div>
            </dl>
            <img alt="Plan &lt;1&gt;.png" src="data:image/png;base64,\(base64(1))">
            </section>
            """))
        #expect(body.contains("<pre dir=\"auto\">Dear [U+0002]1[U+0003] &lt;b&gt;all&lt;/b&gt;,\n\tyes.</pre>"))
        #expect(body.contains("<a download=\"note.txt\" href=\"data:text/plain;charset=utf-8;base64,\(base64(2))\">"))
        #expect(body.contains("<p class=\"insert\">Print this document and insert it here.</p>"))
        #expect(body.contains("<a download=\"form.pdf\" href=\"data:application/pdf;base64,\(base64(3))\">"))
        #expect(body.contains("<a href=\"#enclosure-1\">1</a>"))
        #expect(html.contains("style-src 'unsafe-inline'; img-src data:\">") && !html.contains("\u{02}"))
    }

    @Test("A page that is not written piece by piece holds no contents, and says so on each sheet")
    func without() {
        let html = page.html()
        #expect(!html.contains("data:") && !html.contains("\u{02}"))
        #expect(html.components(separatedBy: "<p class=\"insert\">").count == 3)
        #expect(page.markdown().contains("## 2. note.txt") && page.plainText().contains("1. Plan <1>.png\nFrom: Ada") == false)
        #expect(page.json()["blocks"]?[2]?["text"] == .string("Dear \u{02}1\u{03} <b>all</b>,\n\tyes."))
    }

    @Test("Base64 in pieces is the base64 of the whole", arguments: 0..<12)
    func base64(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 200) }
        for cut in 0...length {
            var writer = Base64Writer()
            let out = writer.encode(Array(bytes[..<cut])) + writer.encode(Array(bytes[cut...])) + writer.rest()
            #expect(String(decoding: out, as: UTF8.self) == Data(bytes).base64EncodedString())
        }
    }

    @Test("A template puts documents where it names them")
    func template() throws {
        let text = "::title Bundle\n\n::enclosures papers\n"
        let page = try Template(name: "t", text: text).page([:], supplies: Supplies(enclosures: ["papers": [Self.picture, Self.form]]))
        #expect(page.blocks.count == 2)
        #expect(throws: Mistakes.self) { try Template(name: "t", text: text).page([:]) }
    }
}
