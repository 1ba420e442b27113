import Foundation
import Pages

/// What people see of an answer: a title, tables, and lines between them.
struct Screen {
    var blocks: [Block]

    enum Block {
        case line(String)
        case title(String)
        case table(TextTable)
    }

    init(_ blocks: [Block]) { self.blocks = blocks }

    func text(width: Int, style: Style) -> String {
        blocks.map { block in
            switch block {
            case .line(let line): Clean.text(line)
            case .title(let title): style.strong(Clean.text(title))
            case .table(let table): table.clean.text(width: width, style: style)
            }
        }.joined(separator: "\n")
    }

    /// Its tables as comma-separated values.
    var csv: String {
        blocks.map { block in
            switch block {
            case .table(let table): table.paged.csv()
            case .line, .title: ""
            }
        }.joined()
    }
}

/// Columns for a terminal: as wide as they need, the widest one wrapped where the terminal is narrower.
struct TextTable {
    var columns: [String]
    var rows: [[String]]

    init(_ columns: [String], _ rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The same as a table of a page: for files rather than a terminal.
    var paged: Pages.Table {
        Pages.Table(columns: columns.map { .init($0) }, rows: rows.map { row in row.map { .init($0) } })
    }

    var clean: TextTable { TextTable(columns.map(Clean.text), rows.map { $0.map(Clean.text) }) }

    func text(width: Int, style: Style) -> String {
        guard !rows.isEmpty else { return "(none)" }
        var widths = columns.indices.map { column in
            max(TextWidth.of(columns[column]), rows.map { longestLine($0[column]) }.max() ?? 0)
        }
        while widths.reduce(0, +) + 2 * (widths.count - 1) > width, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 14 {
            widths[widest] -= 1
        }
        let head = line(columns, widths).map { style.faint($0) }
        return (head + rows.flatMap { line($0, widths) }).joined(separator: "\n")
    }

    private func longestLine(_ text: String) -> Int {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { TextWidth.of(String($0)) }.max() ?? 0
    }

    private func line(_ cells: [String], _ widths: [Int]) -> [String] {
        let wrapped = zip(cells, widths).map { TextWidth.wrap($0, $1) }
        let height = wrapped.map(\.count).max() ?? 1
        return (0..<height).map { row in
            var line = ""
            for (column, parts) in wrapped.enumerated() {
                let part = row < parts.count ? parts[row] : ""
                line += column == wrapped.count - 1 ? part : part + String(repeating: " ", count: widths[column] - TextWidth.of(part) + 2)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

/// How many cells of a terminal a text takes; good enough for European text.
enum TextWidth {
    static func of(_ text: String) -> Int {
        text.unicodeScalars.count { $0.isASCII || ($0.properties.generalCategory != .nonspacingMark && $0.properties.generalCategory != .format) }
    }

    static func wrap(_ text: String, _ width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            var lines: [String] = [], line = ""
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: false).flatMap({ pieces(String($0), width) }) {
                if line.isEmpty {
                    line = word
                } else if of(line) + 1 + of(word) <= width {
                    line += " " + word
                } else {
                    lines.append(line)
                    line = word
                }
            }
            return lines + [line]
        }
    }

    private static func pieces(_ word: String, _ width: Int) -> [String] {
        guard width > 0, of(word) > width else { return [word] }
        var pieces: [String] = [], piece = ""
        for character in word {
            if of(piece) + of(String(character)) > width {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        return pieces + [piece]
    }
}

/// Weight on a terminal; nothing elsewhere, and nothing with NO_COLOR.
struct Style {
    var isOn: Bool

    static var standard: Style {
        Style(isOn: isatty(1) == 1 && Variable.named("NO_COLOR") == nil && Variable.named("TERM") != "dumb")
    }

    func strong(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    func faint(_ text: String) -> String { isOn ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}

/// Control characters and direction marks of people's texts can move a terminal's cursor: they are shown, never obeyed.
enum Clean {
    static func text(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: out.append(scalar)
            case 0x09: out.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: out.append("\u{FFFD}")
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
