import JSON

/// Turns an SCXML file into the JSON form (https://www.w3.org/TR/scxml/), and remembers where each part of it stands.
struct SCXMLForm {
    static let namespace = "http://www.w3.org/2005/07/scxml"

    /// Where what is at a JSON pointer stands in the file.
    private(set) var places: [String: DocumentError.Position] = [:]
    /// How many ids were made for states without one.
    private var madeIDs = 0
    private let takenIDs: Set<String>

    init(root: XMLNode) {
        var taken: Set<String> = []
        var rest = [root]
        while let node = rest.popLast() {
            if let id = node.attributes["id"] { taken.insert(id) }
            rest += node.children
        }
        takenIDs = taken
    }

    /// Where what is at a pointer, or what it is in, stands.
    func position(of pointer: String) -> DocumentError.Position? {
        var pointer = Substring(pointer)
        while true {
            if let place = places[String(pointer)] { return place }
            guard let slash = pointer.lastIndex(of: "/") else { return nil }
            pointer = pointer[..<slash]
        }
    }

    mutating func note(_ pointer: String, _ node: XMLNode, _ attribute: String? = nil) {
        places[pointer] = attribute.flatMap { node.place.attributes[$0] } ?? node.place.start
    }

    mutating func newID() -> String {
        repeat { madeIDs += 1 } while takenIDs.contains("state.\(madeIDs)")
        return "state.\(madeIDs)"
    }
}

// MARK: Checks

extension SCXMLForm {
    func failure(
        _ code: DocumentError.Code, _ node: XMLNode, at attribute: String? = nil, _ sentence: String
    ) -> DocumentError {
        DocumentError(code, "", sentence, position: attribute.flatMap { node.place.attributes[$0] } ?? node.place.start)
    }

    /// - Throws: where an element has other attributes or elements in it than these, or text of its own.
    func check(
        _ node: XMLNode, attributes: Set<String> = [], elements: Set<String> = [], hasText: Bool = false
    ) throws(DocumentError) {
        for name in node.attributes.keys.sorted() where !attributes.contains(name) {
            if name.hasPrefix("xmlns:") || name.hasPrefix("xml:") { continue }
            if name == "xmlns" {
                try checkNamespace(node)
            } else {
                throw failure(.unknownField, node, at: name, "<\(node.name)> has no attribute \(name); leave it out.")
            }
        }
        for child in node.children where !elements.contains(child.name) {
            if let sentence = Self.unsupported[child.name] { throw failure(.unsupported, child, sentence) }
            throw failure(.unknownField, child, "<\(child.name)> cannot stand in <\(node.name)>; leave it out.")
        }
        if !hasText, let word = node.text.split(whereSeparator: \.isWhitespace).first {
            throw failure(.unknownField, node, "Text cannot stand in <\(node.name)>; leave \"\(word)\" out.")
        }
    }

    private func checkNamespace(_ node: XMLNode) throws(DocumentError) {
        guard node.attributes["xmlns"] == Self.namespace else {
            throw failure(.unsupported, node, at: "xmlns", "The namespace of SCXML is \(Self.namespace).")
        }
    }

    /// What the Recommendation has and machines in CEL have not, and why.
    private static let unsupported = [
        "script": "Machines in CEL have no <script>, for CEL changes nothing; use <assign>.",
    ]

    func required(_ node: XMLNode, _ attribute: String) throws(DocumentError) -> String {
        guard let value = node.attributes[attribute] else {
            throw failure(.missingField, node, "<\(node.name)> needs the attribute \(attribute).")
        }
        return value
    }

    /// The one element of a name, if there is one.
    func single(_ name: String, in node: XMLNode) throws(DocumentError) -> XMLNode? {
        let found = node.children.filter { $0.name == name }
        if found.count > 1 { throw failure(.clash, found[1], "<\(node.name)> has <\(name)> already; leave one out.") }
        return found.first
    }

    func words(_ text: String) -> [JSON.Value] {
        text.utf8.split { $0 <= 0x20 }.map { .string(String(Substring($0))) }
    }

    func trimmed(_ text: String) -> String {
        let bytes = text.utf8.drop { $0 <= 0x20 }
        let end = bytes.lastIndex { $0 > 0x20 }.map { bytes.index(after: $0) } ?? bytes.startIndex
        return String(Substring(bytes[..<end]))
    }
}
