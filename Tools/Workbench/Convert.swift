import Foundation
import JSON
import SCXML
import Statecharts

/// Reads a machine from SCXML or the JSON form and prints it in another form.
enum Convert: Subcommand {
    static let name = "convert"
    static let usage = "convert FILE scxml|json|mermaid|dot      a machine, from SCXML or JSON, in another form"

    private enum Form: String {
        case scxml, json, mermaid, dot
    }

    static func run(_ words: [String]) throws -> Int32 {
        guard words.count == 2, let form = Form(rawValue: words[1]) else {
            throw Misuse(sentence: "A file and a form are wanted.")
        }
        let document = try document(at: words[0])
        switch form {
        case .scxml: print(try document.scxml(), terminator: "")
        case .json: print(try document.json().pretty)
        case .mermaid: print(try document.machine().mermaid())
        case .dot: print(try document.machine().dot())
        }
        return 0
    }

    private static func document(at path: String) throws -> StatechartDocument {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return try StatechartDocument(scxml: bytes) }
        return try StatechartDocument(json: try JSON.Value.parse(bytes, limits: Limits(depth: Limits.deepest)))
    }
}
