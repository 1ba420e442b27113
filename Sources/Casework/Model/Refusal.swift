import Definitions

/// Why something was not accepted: a stable code, a sentence, where, and what would make it pass.
///
/// Exit codes, JSON-RPC errors and the documentation are made from ``Code``'s one table.
public struct Refusal: Error, Sendable, Hashable {
    public var code: Code
    public var sentence: String
    /// Where: a field, a state, an event, an entry.
    public var place: String?
    /// What would make it pass; shown as "what now".
    public var remedy: String?
    /// Several mistakes of one command at once (fields of a form, criteria of a sheet, rows of an import).
    public var details: [Detail]

    public struct Detail: Sendable, Hashable {
        public var place: String
        public var code: String
        public var sentence: String

        public init(place: String, code: String, sentence: String) {
            self.place = place
            self.code = code
            self.sentence = sentence
        }
    }

    public init(_ code: Code, _ sentence: String, place: String? = nil, remedy: String? = nil, details: [Detail] = []) {
        self.code = code
        self.sentence = sentence
        self.place = place
        self.remedy = remedy
        self.details = details
    }
}
