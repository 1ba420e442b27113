import JSON
import Statecharts

extension StatechartDocument {
    /// The machine as an SCXML file, which `init(scxml:)` reads back to the same machine.
    /// - Throws: `DocumentError` where a text holds a character that XML cannot say, or what cannot be read back.
    public func scxml() throws(DocumentError) -> String {
        var writer = XMLWriter()
        try SCXMLElements.machine(try json(), "").write(to: &writer)
        return writer.text
    }
}

/// An element to be written.
struct XMLOutput {
    let name: String
    var attributes: [(name: String, value: String)] = []
    var children: [XMLOutput] = []
    /// Where in the JSON form it comes from.
    let pointer: String

    func write(to writer: inout XMLWriter) throws(DocumentError) {
        try writer.open(name, attributes, isEmpty: children.isEmpty, pointer)
        for child in children { try child.write(to: &writer) }
        if !children.isEmpty { writer.close(name) }
    }
}

/// XML 1.0 as text, an element a line.
struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    private var indent: String { String(repeating: "  ", count: depth) }

    mutating func open(
        _ name: String, _ attributes: [(name: String, value: String)], isEmpty: Bool, _ pointer: String
    ) throws(DocumentError) {
        text += "\(indent)<\(name)"
        for (attribute, value) in attributes { text += " \(attribute)=\"\(try Self.escaped(value, pointer))\"" }
        text += isEmpty ? "/>\n" : ">\n"
        if !isEmpty { depth += 1 }
    }

    mutating func close(_ name: String) {
        depth -= 1
        text += "\(indent)</\(name)>\n"
    }

    /// A value as it stands between quotation marks (https://www.w3.org/TR/xml/#AVNormalize: white space other than the
    /// space survives only as a reference).
    private static func escaped(_ value: String, _ pointer: String) throws(DocumentError) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            default:
                guard scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF else {
                    throw DocumentError(.badCharacter, pointer, "XML cannot say the character U+\(String(scalar.value, radix: 16, uppercase: true)); write it as an escape of CEL, or not at all.")
                }
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
