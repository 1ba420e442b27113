import Foundation
import JSON
import Testing

@testable import Pages

private func letter(_ page: Page, to: [EmailLetter.Address] = [.init("head@example.org")]) -> EmailLetter {
    // 24 November 2026, 09:05 UTC.
    EmailLetter(
        from: .init(name: "The office", "office@example.org"), to: to,
        date: Date(timeIntervalSince1970: 1_795_511_100), messageID: "case-17.3@example.org", page: page)
}

@Suite("Letters as e-mail")
struct EmailLetterTests {
    @Test("One template gives the subject, the plain text and the HTML of a message")
    func whole() throws {
        let template = try Template(name: "notice", text: "::title Visit to {{place}}\nDear {{name}},\n\nwe come on *{{day}}*.\n")
        let page = try template.page(["place": "Larkrise", "name": "Zoë <Z>", "day": "12 January"])
        let eml = try letter(page).eml()
        let lines = eml.replacing("\r\n", with: "\n")
        let style = try #require(lines.range(of: "<style>"))
        let styleEnd = try #require(lines.range(of: "</style>"))
        #expect(lines.replacingCharacters(in: style.upperBound..<styleEnd.lowerBound, with: "") == """
            From: The office <office@example.org>
            To: head@example.org
            Subject: Visit to Larkrise
            Date: Tue, 24 Nov 2026 09:05:00 +0000
            Message-ID: <case-17.3@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_letter"

            --=_letter
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Dear Zo=C3=AB <Z>,

            we come on 12 January.

            --=_letter
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <!DOCTYPE html>
            <html lang=3D"en-GB">
            <head>
            <meta charset=3D"utf-8">
            <title>Visit to Larkrise</title>
            <style></style>
            </head>
            <body>
            <main>
            <p dir=3D"auto">Dear Zo=C3=AB &lt;Z&gt;,</p>
            <p dir=3D"auto">we come on <em>12 January</em>.</p>
            </main>
            </body>
            </html>

            --=_letter--

            """)
    }

    @Test("A line break in a name or subject begins no header")
    func injection() throws {
        let page = Page(title: "Hello\r\nBcc: all@example.org")
        let eml = try letter(page, to: [.init(name: "Head\nBcc: x@example.org", "head@example.org")]).eml()
        #expect(!eml.contains("\nBcc:") && !eml.contains("\rBcc:"))
        #expect(throws: EmailLetter.Fault.self) { try letter(page, to: [.init("a@b\r\nBcc: c@d")]).eml() }
        #expect(throws: EmailLetter.Fault.self) { try letter(page, to: []).eml() }
    }

    @Test("Names beyond ASCII go as encoded words, folded, and no character is cut")
    func encoded() throws {
        #expect(MIME.unstructured("Subject", "Zoë") == "Subject: =?UTF-8?B?Wm/Dqw==?=")
        let long = String(repeating: "é", count: 60)
        let header = MIME.unstructured("Subject", long)
        let words = header.dropFirst("Subject: ".count).split(separator: "\r\n ").map(String.init)
        #expect(words.count == 4)
        #expect(header.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        let decoded = words.map { word in
            String(decoding: Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data(), as: UTF8.self)
        }
        #expect(decoded.joined() == long)
        #expect(try MIME.addresses("To", [.init(name: "Head, North", "h@example.org")]) == "To: =?UTF-8?B?SGVhZCwgTm9ydGg=?= <h@example.org>")
    }

    @Test("Long lines and spaces at their ends survive quoted-printable")
    func quotedPrintable() {
        #expect(MIME.quotedPrintable("a \n.b = c") == "a=20\r\n=2Eb =3D c")
        let lines = MIME.quotedPrintable(String(repeating: "x", count: 200)).split(separator: "\r\n")
        #expect(lines.map(\.utf8.count) == [76, 76, 50])
    }

    @Test("A file goes with the letter under its name")
    func attachment() throws {
        var one = letter(Page(title: "T", blocks: [.paragraph("x")]))
        one.attachments = [.init(name: "visit é\".ics", mediaType: "text/calendar", bytes: Array("BEGIN".utf8))]
        let eml = try one.eml()
        #expect(eml.contains("Content-Type: multipart/mixed; boundary=\"=_whole\""))
        #expect(eml.hasSuffix("""
            --=_whole\r
            Content-Type: text/calendar\r
            Content-Transfer-Encoding: base64\r
            Content-Disposition: attachment;\r
             filename*=UTF-8''visit%20%C3%A9%22.ics\r
            \r
            QkVHSU4=\r
            --=_whole--\r

            """))
        one.attachments[0].mediaType = "text/calendar\r\nX: y"
        #expect(throws: EmailLetter.Fault.self) { try one.eml() }
    }
}
