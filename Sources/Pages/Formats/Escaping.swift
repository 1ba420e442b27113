/// Text from people as data: made visible first, then escaped for where it goes.
///
/// Everything here goes scalar by scalar. A `Character` would hold a quotation mark and a combining
/// accent after it for one thing that needs no escaping, and a browser would not.
enum Escaping {
    /// The text with every control that could change how its surroundings are read shown as `[U+202E]`.
    ///
    /// Line feeds and tabs stay; CRLF and CR become a line feed. Left-to-right, right-to-left and joining
    /// marks stay too: names are written with them, and each text is isolated where it is set.
    static func visible(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D: out.append("\n")
            case 0x0A: if !afterReturn { out.append("\n") }
            case 0x09: out.append(scalar)
            case 0...0x1F, 0x7F...0x9F, 0x200B, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
                0xFDD0...0xFDEF:
                out.append(contentsOf: "[U+\(hex(scalar.value))]".unicodeScalars)
            default: out.append(scalar)
            }
            afterReturn = scalar.value == 0x0D
        }
        return String(out)
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// For element content and quoted attribute values of HTML and SVG.
    static func html(_ text: String) -> String {
        var out = ""
        for scalar in visible(text).unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// On one line, for an SVG text or a table of plain text.
    static func oneLine(_ text: String) -> String {
        visible(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A quoted CSS string. All but letters, digits and spaces of ASCII goes as a hexadecimal escape
    /// (CSS Syntax 3, 4.3.7), so the text can end neither the string nor the style element.
    static func css(_ text: String) -> String {
        var out = "\""
        for scalar in oneLine(text).unicodeScalars {
            let plain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if plain || scalar == " " {
                out.unicodeScalars.append(scalar)
            } else {
                out += "\\" + String(scalar.value, radix: 16) + " "
            }
        }
        return out + "\""
    }

    /// For GitHub's Markdown, on one line: nothing in it is markup, a link, a mention or raw HTML.
    static func markdown(_ text: String) -> String {
        var out = ""
        let scalars = Array(oneLine(text).unicodeScalars)
        // "12." and "12)" begin an item of a list.
        let digits = scalars.prefix { ("0"..."9").contains($0) }.count
        for (index, scalar) in scalars.enumerated() {
            let endsNumber = index > 0 && index == digits
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "@", "$": out += "\\"
            case "&": out += "\\"
            case "#", "+", "-", "=": if index == 0 { out += "\\" }
            case ".": if endsNumber || isAfterWWW(scalars, index) { out += "\\" }
            case ")": if endsNumber { out += "\\" }
            case ":": if scalars.dropFirst(index + 1).first == "/" { out += "\\" }
            default: break
            }
            out.unicodeScalars.append(scalar)
        }
        return out
    }

    private static func isAfterWWW(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
    }
}
