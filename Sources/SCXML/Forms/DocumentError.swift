import JSON

/// Why a file is no machine: one mistake, and where it is.
public struct DocumentError: Error, Sendable, Hashable {
    public let code: Code
    /// Where in the machine, as the ids of the states from the outside in, such as `open/visiting`; empty for the whole.
    public internal(set) var path: String
    /// Where in the JSON form, as a JSON pointer, such as `/states/0/transitions/1/cond`.
    public let pointer: String
    /// Where in the file; nil where the machine did not come from one.
    public internal(set) var position: Position?
    /// What is wrong and what would make it pass.
    public let sentence: String

    /// A line and a column, both from 1.
    public struct Position: Sendable, Hashable {
        public let line: Int
        public let column: Int
    }

    public enum Code: String, Sendable, Hashable, CaseIterable {
        case notJSON = "not-json"
        case notXML = "not-xml"
        case documentType = "document-type"
        case tooLong = "too-long"
        case tooDeep = "too-deep"
        case missingField = "missing-field"
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case badExpression = "bad-expression"
        case badName = "bad-name"
        case badSnapshot = "bad-snapshot"
        case badCharacter = "bad-character"
        case badMachine = "bad-machine"
        case clash = "clash"
        case unsupported = "unsupported"
    }

    init(_ code: Code, _ pointer: String, _ sentence: String, path: String = "", position: Position? = nil) {
        self.code = code
        self.pointer = pointer
        self.sentence = sentence
        self.path = path
        self.position = position
    }
}

extension DocumentError: CustomStringConvertible {
    public var description: String {
        let place = position.map { "line \($0.line), column \($0.column): " } ?? ""
        let inside = [path, pointer].filter { !$0.isEmpty }.joined(separator: " ")
        return place + (inside.isEmpty ? "" : "\(inside): ") + "\(sentence) (\(code.rawValue))"
    }
}
