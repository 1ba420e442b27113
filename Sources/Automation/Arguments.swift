import Casework
import CivilTime
import JSON

/// The parameters of a call, which have been held to their shapes: what is asked for by the right name is of the right kind.
struct Arguments {
    let object: JSON.Object

    subscript(name: String) -> JSON.Value? { object[name] }

    func text(_ name: String) -> String? { object[name]?.stringValue }
    func required(_ name: String) -> String { text(name) ?? "" }
    func whole(_ name: String) -> Int? { object[name]?.intValue.flatMap { Int(exactly: $0) } }
    func number(_ name: String) -> Double? { object[name]?.doubleValue }
    func isSet(_ name: String) -> Bool { object[name]?.boolValue ?? false }
    func day(_ name: String) -> Day? { text(name).flatMap { Day($0) } }
    func moment(_ name: String) -> When? { text(name).flatMap { When($0, in: .london) } }
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

    var key: Command.Key? { text("key").flatMap { Arguments.key($0) } }

    /// `CLIENT:TEXT`.
    static func key(_ text: String) -> Command.Key? {
        let parts = text.split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? Command.Key(client: String(parts[0]), text: String(parts[1])) : nil
    }
}
