import Casework
import CivilTime
import JSON
import TriadKit

/// The parameters of a call, which have been held to their shapes: what is asked for by the right name is of the right kind.
struct Arguments {
    let object: JSON.Object

    subscript(name: String) -> JSON.Value? { object[name] }

    func text(_ name: String) -> String? { object[name]?.stringValue }
    func required(_ name: String) -> String { text(name) ?? "" }
    func whole(_ name: String) -> Int? { object[name]?.intValue.flatMap { Int(exactly: $0) } ?? number(name).flatMap { Int(exactly: $0) } }
    func number(_ name: String) -> Double? { object[name]?.doubleValue }
    func isSet(_ name: String) -> Bool { object[name]?.boolValue ?? false }
    func day(_ name: String) -> Day? { text(name).flatMap { Day($0) } }
    func moment(_ name: String) -> When? { text(name).flatMap { When($0, in: .london) } }
    /// The moment to which a question goes back.
    ///
    /// - Throws: `Refusal` `wrong-type`.
    func lookedBackTo() throws(Refusal) -> AsOf? {
        guard let text = text("as_of") else { return nil }
        return try AsOf(text, isCorrected: isSet("corrected"), in: .london)
    }

    func members(_ name: String) -> JSON.Object { object[name]?.objectValue ?? JSON.Object() }

    /// A text alone, or a list of them.
    func texts(_ name: String) -> [String] {
        switch object[name] {
        case .string(let text): [text]
        case .array(let elements): elements.compactMap(\.stringValue)
        default: []
        }
    }

    /// Texts by name.
    func texts(of name: String) -> [String: String] {
        Dictionary(members(name).compactMap { name, value in value.stringValue.map { (name, $0) } }) { $1 }
    }

    var key: Command.Key? { text("key").flatMap { Command.Key($0) } }
}

extension Command.Key {
    /// `CLIENT:TEXT`, parted at the first colon; nil where either is missing.
    ///
    /// By Unicode scalars, as keys are told apart: a colon with an accent on it parts all the same.
    public init?(_ written: String) {
        guard let colon = written.unicodeScalars.firstIndex(of: ":") else { return nil }
        let client = written.unicodeScalars[..<colon], text = written.unicodeScalars[colon...].dropFirst()
        guard !client.isEmpty, !text.isEmpty else { return nil }
        self.init(client: String(client), text: String(text))
    }
}
