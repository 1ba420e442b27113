import Foundation

/// Writes text files into one Swift file as raw string literals: `EmbedDefinitionsGenerator ROOT OUTPUT FILE…`.
@main
struct Generator {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { throw Mistake(sentence: "usage: EmbedDefinitionsGenerator ROOT OUTPUT FILE…") }
        let root = arguments[1].hasSuffix("/") ? arguments[1] : arguments[1] + "/"
        var entries: [String] = []
        for file in arguments.dropFirst(3) {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let path = file.hasPrefix(root) ? String(file.dropFirst(root.count)) : file
            entries.append("        (path: \(try literal(path, in: file)), text: \(try literal(text, in: file))),\n")
        }
        let source = """
            // Generated from Workflows and Rubrics.

            /// The definitions that ship, by their paths from the package's folder.
            enum EmbeddedDefinitions {
                static let files: [(path: String, text: String)] = [
            \(entries.joined())    ]
            }

            """
        try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }

    /// A multi-line raw literal whose fence is longer than any that the text holds.
    private static func literal(_ text: String, in file: String) throws -> String {
        for scalar in text.unicodeScalars where scalar.value < 0x20 && scalar != "\n" && scalar != "\t" {
            throw Mistake(sentence: "\(file) holds the control character \(scalar.value); save it as plain text with line feeds.")
        }
        var fence = "#"
        while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
        return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
    }
}

struct Mistake: Error, CustomStringConvertible {
    var sentence: String
    var description: String { sentence }
}
