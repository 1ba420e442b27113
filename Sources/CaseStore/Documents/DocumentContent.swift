import Casework

/// What bytes are, told from the bytes themselves: a name says what somebody meant.
enum DocumentContent {
    /// Whether these bytes are a document of that kind.
    static func `is`(_ kind: Document.Kind, _ bytes: [UInt8]) -> Bool {
        switch kind {
        case .pdf: isPDF(bytes)
        case .png: bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: bytes.starts(with: [0xFF, 0xD8, 0xFF])
        case .docx: PackedNames(bytes)?.isOffice("word/") == true
        case .xlsx: PackedNames(bytes)?.isOffice("xl/") == true
        case .eml: isMessage(bytes)
        case .txt: isText(bytes)
        }
    }

    /// What the bytes seem to be; nil where they are nothing that is kept.
    static func kind(of bytes: [UInt8]) -> Document.Kind? {
        // A message is a text too: whatever is asked first wins.
        [.pdf, .png, .jpeg, .docx, .xlsx, .eml, .txt].first { `is`($0, bytes) }
    }

    /// Writers may put something before the header, as far as readers look for it (ISO 32000-1, annex H, note 13).
    private static func isPDF(_ bytes: [UInt8]) -> Bool {
        let header = Array("%PDF-".utf8)
        let head = bytes.prefix(1_024)
        return head.indices.contains { head[$0...].starts(with: header) }
    }

    /// UTF-8 in which nothing is meant for a machine.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0.value) }
    }

    /// An Internet message (RFC 5322) begins with fields, one of which says from whom or when it is. Its body can be in any encoding.
    private static func isMessage(_ bytes: [UInt8]) -> Bool {
        guard !bytes.contains(0) else { return false }
        var hasOrigin = false
        for (place, line) in bytes.prefix(65_536).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) { return hasOrigin }
            // A line that goes on with the field before it.
            if place > 0, line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                  line[..<colon].allSatisfy({ (0x21...0x7E).contains($0) })
            else { return false }
            hasOrigin = hasOrigin || originFields.contains(String(decoding: line[..<colon], as: UTF8.self).lowercased())
        }
        return hasOrigin
    }

    private static let originFields: Set<String> = ["from", "date", "received", "return-path", "message-id"]
}

/// The names in a ZIP file's central directory, which stands at its end (APPNOTE 6.3.10, 4.3.12 and 4.3.16).
private struct PackedNames {
    private var names: [String] = []

    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]), let end = PackedNames.end(of: bytes) else { return nil }
        var place = PackedNames.number(bytes, end + 16, 4)
        for _ in 0..<PackedNames.number(bytes, end + 10, 2) {
            guard place + 46 <= end, bytes[place..<place + 4].elementsEqual([0x50, 0x4B, 0x01, 0x02]) else { return nil }
            let length = PackedNames.number(bytes, place + 28, 2)
            guard place + 46 + length <= end else { return nil }
            names.append(String(decoding: bytes[place + 46..<place + 46 + length], as: UTF8.self))
            place += 46 + length + PackedNames.number(bytes, place + 30, 2) + PackedNames.number(bytes, place + 32, 2)
        }
    }

    /// Whether it is an Office document (ECMA-376, part 2) whose main part lies in that folder.
    func isOffice(_ folder: String) -> Bool {
        names.contains("[Content_Types].xml") && names.contains { $0.hasPrefix(folder) }
    }

    /// Where the record of the end begins: 22 bytes from the end, and before a comment of at most 65,535.
    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return (max(0, bytes.count - 22 - 65_535)...bytes.count - 22).reversed().first { bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 0x05, 0x06]) }
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ length: Int) -> Int {
        (0..<length).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
}
