import JSON

/// Something in a definition that is wrong, or that may not be meant, with its place.
public struct Finding: Error, Sendable, Hashable {
    public enum Severity: String, Sendable, CaseIterable {
        /// The definition cannot be used.
        case error
        /// It can, but somebody should look.
        case warning
    }

    public var severity: Severity
    public var code: Code
    public var place: Place
    /// How many characters are meant, from the place on; at least 1.
    public var length: Int
    /// What is wrong, in one sentence.
    public var sentence: String
    /// What to write instead, where that is known.
    public var fix: String?

    init(_ code: Code, _ place: Place, length: Int = 1, _ sentence: String, fix: String?, severity: Severity? = nil) {
        self.severity = severity ?? code.severity
        self.code = code
        self.place = place
        self.length = max(1, length)
        self.sentence = sentence
        self.fix = fix
    }

    init(_ code: Code, _ scalar: Tree.Scalar, _ sentence: String, fix: String? = nil) {
        let quotes = scalar.style == .singleQuoted || scalar.style == .doubleQuoted ? 2 : 0
        self.init(code, scalar.place, length: scalar.text.unicodeScalars.count + quotes, sentence, fix: fix)
    }
}

/// A definition that was read without an error.
public struct Checked<Value: Sendable>: Sendable {
    public var value: Value
    public var warnings: [Finding]
    /// Of a workflow that was read from its file: how far its cases were gone through.
    public var soundness: Soundness?
    /// Its name, its version, and the hash of its canonical form.
    public var reference: Workflow.Reference
    /// The file as it was read, and the canonical form.
    public var source: Source
}

/// Every mistake in a definition, and its warnings, in the order of the file.
public struct Mistakes: Error, Sendable {
    public var findings: [Finding]
    /// The file as it was read, for showing the lines.
    public var source: String

    public init(findings: [Finding], source: String) {
        self.findings = findings
        self.source = source
    }
}

// MARK: - Text and JSON

extension Finding {
    /// The finding as a person reads it: place, sentence, the line with a caret, what to write instead.
    ///
    /// ```
    /// triad-review.yaml:31:13: error: There is no role `reviwer`. [unknown-role]
    ///    31 |       by: [reviwer]
    ///       |            ^~~~~~~
    ///       = did you mean `reviewer`?
    /// ```
    public func text(source: String) -> String {
        text(SourceText(file: place.file, text: source))
    }

    func text(_ source: SourceText) -> String {
        let number = String(place.line)
        let margin = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
        let (scalars, column) = clipped(source.line(place.line))
        // Tabs stay, so that the caret stands under its character whatever a tab's width.
        let lead = scalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
        let width = max(1, min(length, scalars.count - column + 1))
        var lines = ["\(place): \(severity.rawValue): \(sentence) [\(code.rawValue)]"]
        if !scalars.isEmpty {
            lines.append("\(margin) | \(String(String.UnicodeScalarView(scalars)))")
            lines.append("      | \(lead)^\(String(repeating: "~", count: width - 1))")
        }
        if let fix { lines.append("      = \(fix)") }
        return lines.joined(separator: "\n")
    }

    /// Of a line that is longer than a screen is wide, the part around the place, and the column in it.
    private func clipped(_ line: String) -> (scalars: [Unicode.Scalar], column: Int) {
        let (widest, before) = (200, 60)
        let scalars = Array(line.unicodeScalars)
        guard scalars.count > widest else { return (scalars, place.column) }
        let start = max(0, min(place.column - 1 - before, scalars.count - widest))
        let end = min(start + widest, scalars.count)
        return ((start > 0 ? ["…"] : []) + scalars[start..<end] + (end < scalars.count ? ["…"] : []), place.column - start + (start > 0 ? 1 : 0))
    }

    public var json: JSON.Value {
        var object: JSON.Object = [
            "severity": .string(severity.rawValue), "code": .string(code.rawValue), "file": .string(place.file),
            "line": .int(Int64(place.line)), "column": .int(Int64(place.column)), "length": .int(Int64(length)),
            "sentence": .string(sentence),
        ]
        if let fix { object.append("fix", .string(fix)) }
        return .object(object)
    }
}

extension Mistakes: CustomStringConvertible {
    /// All findings as a person reads them, an empty line between, and their number at the end.
    public var text: String {
        let source = SourceText(file: findings.first?.place.file ?? "", text: source)
        let errors = findings.filter { $0.severity == .error }.count
        let warnings = findings.count - errors
        let counts = [(errors, "mistake"), (warnings, "warning")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return (findings.map { $0.text(source) } + [counts.joined(separator: ", ")]).joined(separator: "\n\n")
    }

    public var description: String { text }
    public var json: JSON.Value { .array(findings.map(\.json)) }
}

extension Place: CustomStringConvertible {
    /// `triad-review.yaml:31:13`.
    public var description: String { "\(file):\(line):\(column)" }
}
