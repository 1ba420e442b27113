/// One table as a file of comma-separated values.
public struct CSVFile: Sendable {
    /// The table's caption, or `table 3` where it has none.
    public var title: String
    /// RFC 4180: CRLF after each record, quotation marks doubled.
    public var text: String
}

extension Page {
    /// Each table of the page, those behind the charts included, in reading order.
    public func csv() -> [CSVFile] {
        var files: [CSVFile] = []
        for block in blocks {
            let table: Table
            switch block {
            case .table(let own): table = own
            case .chart(let chart, _): table = chart.table(words)
            case .heading, .paragraph, .facts, .quotation, .list, .callout, .writingLines, .signature, .cut, .enclosure, .pageBreak: continue
            }
            files.append(CSVFile(title: table.caption ?? "table \(files.count + 1)", text: table.csv()))
        }
        return files
    }
}

extension Table {
    /// The table by RFC 4180, with its headings as the first record.
    ///
    /// A cell that a spreadsheet would take for a formula (its first scalar after any spaces is one of
    /// `= + - @`, their full-width forms, a tab, CR or LF) gets an apostrophe before it, inside quotation
    /// marks. In a number column a plain number such as -3.5 stays one.
    public func csv() -> String {
        let head = columns.map { CSV.field($0.title, .text) }
        let body = rows.map { row in
            zip(row, columns).map { CSV.field($0.text, $1.kind) }
        }
        return ([head] + body).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }
}

enum CSV {
    static func field(_ text: String, _ kind: Table.Column.Kind) -> String {
        let dangerous = isFormula(text) && !(kind == .number && isNumber(text))
        let body = dangerous ? "'" + text : text
        let needsQuotes = dangerous || body.unicodeScalars.contains {
            $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
        } || body.unicodeScalars.first == " " || body.unicodeScalars.last == " "
        guard needsQuotes else { return body }
        var quoted = "\""
        for scalar in body.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func isFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first(where: { $0 != " " }) {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        case .some, .none: false
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        var digits = Substring(text)
        if digits.unicodeScalars.first == "-" { digits = Substring(digits.unicodeScalars.dropFirst()) }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { part in
            !part.isEmpty && part.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
        }
    }
}
