import Foundation

/// A letter as an e-mail message: the same page as plain text and as HTML (RFC 5322, RFC 2046 5.1.4).
///
/// Header values go out folded and encoded; a line break in one cannot begin another header. Charts go as
/// tables, since mail programs do not draw them.
public struct EmailLetter: Sendable {
    /// A person or office and where her mail goes.
    public struct Address: Sendable {
        public var name: String?
        public var mailbox: String

        public init(name: String? = nil, _ mailbox: String) {
            self.name = name
            self.mailbox = mailbox
        }
    }

    /// A file that goes with the letter.
    public struct Attachment: Sendable {
        public var name: String
        /// Such as `text/calendar` or `application/pdf`.
        public var mediaType: String
        public var bytes: [UInt8]

        public init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// Why a letter cannot be written.
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case mailbox(field: String, value: String)
        case nobody
        case messageID(String)
        case mediaType(String)

        public var description: String {
            switch self {
            case .mailbox(let field, let value):
                "The \(field) address \"\(Escaping.oneLine(value))\" is no mail address. Write it as name@example.org. (bad-mailbox)"
            case .nobody: "The letter is addressed to nobody. Give it at least one To address. (no-recipient)"
            case .messageID(let value):
                "\"\(Escaping.oneLine(value))\" is no message id. Write it as unique@example.org, without < and >. (bad-message-id)"
            case .mediaType(let value):
                "\"\(Escaping.oneLine(value))\" is no media type. Write it as text/calendar. (bad-media-type)"
            }
        }
    }

    public var from: Address
    public var to: [Address]
    public var cc: [Address]
    public var replyTo: Address?
    public var date: Date
    /// Where the letter is written: its date's offset from UTC.
    public var timeZone: TimeZone
    /// Unique to this letter, `left@right` without angle brackets.
    public var messageID: String
    /// The letter; its title is the subject.
    public var page: Page
    public var attachments: [Attachment]

    public init(
        from: Address, to: [Address], cc: [Address] = [], replyTo: Address? = nil, date: Date,
        timeZone: TimeZone = .gmt, messageID: String, page: Page, attachments: [Attachment] = []
    ) {
        self.from = from
        self.to = to
        self.cc = cc
        self.replyTo = replyTo
        self.date = date
        self.timeZone = timeZone
        self.messageID = messageID
        self.page = page
        self.attachments = attachments
    }

    /// The message, its lines ended by CRLF: the content of an `.eml` file.
    ///
    /// - Throws: ``Fault``.
    public func eml() throws -> String {
        guard !to.isEmpty else { throw Fault.nobody }
        guard MIME.isMailbox(messageID) else { throw Fault.messageID(messageID) }
        var headers = [
            try MIME.addresses("From", [from]), try MIME.addresses("To", to),
        ]
        if !cc.isEmpty { headers.append(try MIME.addresses("Cc", cc)) }
        if let replyTo { headers.append(try MIME.addresses("Reply-To", [replyTo])) }
        headers += [
            MIME.unstructured("Subject", page.title), "Date: " + MIME.date(date, timeZone),
            "Message-ID: <\(messageID)>", "MIME-Version: 1.0",
        ]
        let body = attachments.isEmpty ? alternative : try mixed()
        return headers.joined(separator: "\r\n") + "\r\n" + body
    }

    // A boundary with "=_" stands in no quoted-printable or base64 text (RFC 2045, 6.7), whatever is written.
    private var alternative: String {
        MIME.multipart("alternative", boundary: "=_letter", [
            MIME.text("plain", page.letterText()), MIME.text("html", page.letterHTML()),
        ])
    }

    private func mixed() throws -> String {
        MIME.multipart("mixed", boundary: "=_whole", [alternative] + (try attachments.map(MIME.attachment)))
    }
}

extension Page {
    /// The letter's words without the title, which is the subject.
    func letterText() -> String {
        let head = [subtitle.map(Escaping.oneLine), notes.isEmpty ? nil : PlainText.facts(notes)].compactMap(\.self)
        return (head + [plainBody()]).joined(separator: "\n\n") + "\n"
    }

    /// The page for mail programs: a narrow column, few styles, charts as tables.
    func letterHTML() -> String {
        let parts = blocks.map { block -> String in
            switch block {
            case .heading(let level, let text):
                let tag = "h\(min(max(level, 1), 3) + 1)"
                return "<\(tag) dir=\"auto\">\(HTML.line(text))</\(tag)>"
            case .paragraph(let text): return HTML.paragraph(text)
            case .facts(let facts):
                return HTML.factTable(facts)
            case .table(let table): return HTML.table(table, words)
            case .chart(let chart, _): return HTML.table(chart.table(words), words)
            case .quotation(let quotation): return HTML.quotation(quotation)
            case .list(let list):
                let tag = list.ordered ? "ol" : "ul"
                return "<\(tag)>" + list.items.map { "<li dir=\"auto\">\(HTML.line($0))</li>" }.joined() + "</\(tag)>"
            case .callout(let callout):
                let title = callout.title.map { "<p><strong>\(Escaping.html($0))</strong></p>" } ?? ""
                return "<blockquote>" + title + callout.paragraphs.map(HTML.paragraph).joined() + "</blockquote>"
            case .writingLines(let label, _): return "<p dir=\"auto\">\(Escaping.html(label)): ________</p>"
            case .signature(let labels): return "<p dir=\"auto\">\(labels.map { Escaping.html($0) + ": ________" }.joined(separator: " &#160; "))</p>"
            case .cut(let text): return "<hr>\n<p dir=\"auto\"><em>\(Escaping.html(text))</em></p>"
            case .enclosure(let enclosure): return "<h2 dir=\"auto\">\(enclosure.number). \(Escaping.html(enclosure.title))</h2>"
            case .pageBreak: return "<hr>"
            }
        }
        let head = [
            subtitle.map { "<p dir=\"auto\">\(Escaping.html($0))</p>" }, notes.isEmpty ? nil : HTML.factTable(notes),
        ].compactMap(\.self)
        let foot = [footer, treeHead.map { words.treeHead + ": " + $0 }].compactMap(\.self)
            .map { "<p class=\"foot\">\(Escaping.html($0))</p>" }
        return """
        <!DOCTYPE html>
        <html lang="\(Escaping.html(language))">
        <head>
        <meta charset="utf-8">
        <title>\(Escaping.html(Escaping.oneLine(title)))</title>
        <style>
        body { margin: 0; padding: 16px; background: #fff; color: #1d2733; font: 16px/1.5 \(Canvas.fonts); }
        main { max-width: 640px; }
        table { border-collapse: collapse; margin: 16px 0; }
        th, td { text-align: left; vertical-align: top; padding: 6px 16px 6px 0; border-bottom: 1px solid #c9d3da; }
        caption { text-align: left; font-weight: bold; }
        blockquote { margin: 16px 0; padding-left: 16px; border-left: 3px solid #8fa6b3; }
        .foot { font-size: 13px; color: #4a5560; }
        </style>
        </head>
        <body>
        <main>
        \((head + parts + foot).joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }
}

extension HTML {
    /// Facts as a table of two columns: mail programs keep that and break definition lists.
    static func factTable(_ facts: [Fact]) -> String {
        let lines = facts.map {
            "<tr><th scope=\"row\" dir=\"auto\">\(Escaping.html($0.label))</th><td dir=\"auto\">\(line($0.value))</td></tr>"
        }
        return (["<table>"] + lines + ["</table>"]).joined(separator: "\n")
    }
}
