import JSON

/// A value of the JSON form, and where it is.
struct FormNode {
    let value: JSON.Value
    let pointer: String

    func failure(_ code: DocumentError.Code, _ sentence: String) -> DocumentError {
        DocumentError(code, pointer, sentence)
    }

    // MARK: What it is

    func text() throws(DocumentError) -> String {
        guard let text = value.stringValue else { throw failure(.wrongType, "A string belongs here.") }
        return text
    }

    func truth() throws(DocumentError) -> Bool {
        guard let truth = value.boolValue else { throw failure(.wrongType, "true or false belongs here.") }
        return truth
    }

    func integer() throws(DocumentError) -> Int64 {
        guard let integer = value.intValue else { throw failure(.wrongType, "An integer belongs here.") }
        return integer
    }

    func elements() throws(DocumentError) -> [FormNode] {
        guard let elements = value.arrayValue else { throw failure(.wrongType, "An array belongs here.") }
        return elements.enumerated().map { FormNode(value: $1, pointer: "\(pointer)/\($0)") }
    }

    func texts() throws(DocumentError) -> [String] { try elements().map { node throws(DocumentError) in try node.text() } }

    /// One of a few words.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) throws(DocumentError) -> Word {
        let text = try text()
        guard let word = Word.allCases.first(where: { sameScalars($0.rawValue, text) }) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure(.wrongType, "\"\(text)\" cannot stand here; write one of \(words).")
        }
        return word
    }

    // MARK: What is in it

    /// - Throws: where this is no object, or one with other members than these.
    func only(_ keys: Set<String>) throws(DocumentError) {
        guard let object = value.objectValue else { throw failure(.wrongType, "An object belongs here.") }
        for key in object.keys where !keys.contains(key) {
            throw DocumentError(.unknownField, "\(pointer)/\(key)", "There is no field \(key) here; leave it out.")
        }
    }

    subscript(key: String) -> FormNode? {
        value[key].map { FormNode(value: $0, pointer: "\(pointer)/\(key)") }
    }

    func required(_ key: String) throws(DocumentError) -> FormNode {
        guard value.objectValue != nil else { throw failure(.wrongType, "An object belongs here.") }
        guard let member = self[key] else { throw failure(.missingField, "The field \(key) is missing.") }
        return member
    }

    /// The elements of a member that may be absent.
    func list(_ key: String) throws(DocumentError) -> [FormNode] { try self[key]?.elements() ?? [] }
}
