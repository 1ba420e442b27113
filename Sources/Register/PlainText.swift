/// The rule for texts that people type: something to read, bounded, without characters that hide or turn round what is read.
public enum PlainText {
    public enum Fault: Sendable, Hashable {
        case blank
        case tooLong(Int, most: Int)
        /// A control character and its place, counted from 1 in Unicode scalars.
        case control(Unicode.Scalar, at: Int)
        /// A character that overrides the direction of writing, by which "exe.txt" can be made to read "txt.exe".
        case override(Unicode.Scalar, at: Int)

        public var code: String {
            switch self {
            case .blank: "blank"
            case .tooLong: "too-long"
            case .control: "control-character"
            case .override: "bidirectional-override"
            }
        }

        /// "contains the control character U+0007 as its 3rd character" and the like, to follow the name of a field.
        public var sentence: String {
            switch self {
            case .blank: "is empty"
            case .tooLong(let length, let most): "has \(length) characters; \(most) are allowed"
            case .control(let scalar, let place): "contains the control character \(Fault.name(scalar)) at position \(place)"
            case .override(let scalar, let place): "contains the writing-direction override \(Fault.name(scalar)) at position \(place)"
            }
        }

        private static func name(_ scalar: Unicode.Scalar) -> String {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        }
    }

    /// The first thing wrong with the text, or nil.
    ///
    /// - Parameters:
    ///   - most: how many Unicode scalars are allowed.
    ///   - lines: whether line feeds are allowed.
    public static func fault(in text: String, most: Int, lines: Bool = false) -> Fault? {
        var (length, isBlank) = (0, true)
        for scalar in text.unicodeScalars {
            length += 1
            if isOverride(scalar) { return .override(scalar, at: length) }
            if isControl(scalar), !(lines && scalar == "\n") { return .control(scalar, at: length) }
            if !scalar.properties.isWhitespace { isBlank = false }
        }
        if isBlank { return .blank }
        return length > most ? .tooLong(length, most: most) : nil
    }

    /// Cc of Unicode, with the line and paragraph separators, which break lines as a line feed does.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// The embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9, section 2).
    private static func isOverride(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
