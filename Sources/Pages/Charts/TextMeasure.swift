/// How wide a text will be, near enough to place it: system fonts differ, so this errs to the wide side.
enum TextMeasure {
    /// The width in units of the drawing at `size` units to the em.
    static func width(_ text: some StringProtocol, _ size: Double, bold: Bool = false) -> Double {
        var ems = 0.0
        for scalar in text.unicodeScalars { ems += Self.ems(of: scalar) }
        return ems * size * (bold ? 1.12 : 1)
    }

    private static func ems(of scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 0.33
        case "f", "t", "r", "(", ")", "[", "]", "-", "/", " ": 0.37
        case "m", "w", "M", "W", "@", "%": 0.95
        case "A"..."Z": 0.71
        case "0"..."9": 0.64
        case "\u{300}"..."\u{36F}", "\u{200C}"..."\u{200F}": 0
        case "\u{1100}"..."\u{11FF}", "\u{2E80}"..."\u{D7A3}", "\u{F900}"..."\u{FAFF}", "\u{FF00}"..."\u{FF60}",
            "\u{1F000}"..."\u{3FFFF}": 1.05
        default: 0.61
        }
    }

    /// The largest of `sizes` at which no word of the texts is wider than `width`; else the smallest.
    static func size(_ texts: [String], width: Double, of sizes: [Double], bold: Bool = false) -> Double {
        let words = texts.flatMap { Escaping.oneLine($0).prefix(1000).split(separator: " ") }
        return sizes.first { size in words.allSatisfy { self.width($0, size, bold: bold) <= width } } ?? sizes.last ?? 12
    }

    /// The text in lines of at most `width`; past `lines` lines it ends in an ellipsis, so whoever calls
    /// has the whole text in a table beside the picture.
    static func wrap(_ text: String, width: Double, size: Double, lines limit: Int, bold: Bool = false) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in pieces(Escaping.oneLine(text), width: width, size: size, bold: bold) {
            let longer = line.isEmpty ? word : line + " " + word
            if !line.isEmpty, self.width(longer, size, bold: bold) > width {
                lines.append(line)
                line = word
                if lines.count > limit { break }
            } else {
                line = longer
            }
        }
        if !line.isEmpty { lines.append(line) }
        guard lines.count > limit, limit > 0 else { return lines }
        lines.removeLast(lines.count - limit)
        lines[limit - 1] = shortened(lines[limit - 1] + "…", width: width, size: size, bold: bold)
        return lines
    }

    /// The words of a text, those longer than a line cut in pieces.
    private static func pieces(_ text: String, width: Double, size: Double, bold: Bool) -> [String] {
        text.prefix(1000).split(separator: " ").flatMap { word -> [String] in
            guard self.width(word, size, bold: bold) > width else { return [String(word)] }
            var parts = [""]
            for character in word {
                if self.width(parts[parts.count - 1] + "\(character)", size, bold: bold) > width { parts.append("") }
                parts[parts.count - 1].append(character)
            }
            return parts.filter { !$0.isEmpty }
        }
    }

    private static func shortened(_ text: String, width: Double, size: Double, bold: Bool) -> String {
        var body = text
        while body.count > 1, self.width(body, size, bold: bold) > width {
            body.removeLast(2)
            body += "…"
        }
        return body
    }
}
