import JSON

extension Event {
    /// The event as a JSON object: `name`, `kind`, and what else there is.
    public var json: JSON.Value {
        var object: Object = ["name": .string(name), "kind": .string(kind.rawValue)]
        if let data { object.append("data", data) }
        for (key, text) in [("sendid", sendid), ("origin", origin), ("origintype", origintype), ("invokeid", invokeid)] {
            if let text { object.append(key, .string(text)) }
        }
        return .object(object)
    }
}

extension Send {
    var json: JSON.Value {
        var object: Object = ["due": .int(due), "event": event.json]
        switch target {
        case .external: break
        case .internal: object.append("target", "#_internal")
        case .remote(let address): object.append("remote", .string(address))
        }
        return .object(object)
    }
}

/// Why a JSON value is no snapshot of a machine.
public struct SnapshotError: Error, Sendable, Hashable {
    public let code: Code
    /// Where in the value, as a JSON pointer.
    public let pointer: String
    /// Where in the machine, as the ids of the states from the outside in; empty for the whole.
    public internal(set) var path = ""
    /// What is wrong and what would make it pass.
    public let sentence: String

    public enum Code: String, Sendable, Hashable, CaseIterable {
        case unknownFormat = "unknown-format"
        case otherMachine = "other-machine"
        case missingField = "missing-field"
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case unknownState = "unknown-state"
        case illegalConfiguration = "illegal-configuration"
        case illegalHistory = "illegal-history"
        case illegalInvocation = "illegal-invocation"
        case outOfOrder = "out-of-order"
    }
}

extension SnapshotError: CustomStringConvertible {
    public var description: String {
        let inside = [path, pointer].filter { !$0.isEmpty }.joined(separator: " ")
        return (inside.isEmpty ? "" : "\(inside): ") + "\(sentence) (\(code.rawValue))"
    }
}

/// A JSON object being read: each field once, none left over.
struct Fields {
    private let object: Object
    let pointer: String
    /// The keys that were asked for, and how many of them are there.
    private var asked: [String] = []
    private var found = 0

    init(_ value: JSON.Value, _ pointer: String) throws(SnapshotError) {
        guard let object = value.objectValue else {
            throw SnapshotError(code: .wrongType, pointer: pointer, sentence: "An object belongs here.")
        }
        self.object = object
        self.pointer = pointer
        asked.reserveCapacity(12)
    }

    mutating func optional(_ key: String) -> JSON.Value? {
        asked.append(key)
        let value = object[key]
        if value != nil { found += 1 }
        return value
    }

    mutating func required(_ key: String) throws(SnapshotError) -> JSON.Value {
        guard let value = optional(key) else {
            throw SnapshotError(code: .missingField, pointer: pointer, sentence: "The field \(key) is missing.")
        }
        return value
    }

    mutating func text(_ key: String) throws(SnapshotError) -> String? {
        guard let value = optional(key) else { return nil }
        guard let text = value.stringValue else { throw wrongType(key, "A string") }
        return text
    }

    mutating func integer(_ key: String) throws(SnapshotError) -> Int64 {
        guard let integer = try required(key).intValue else { throw wrongType(key, "An integer") }
        return integer
    }

    mutating func list(_ key: String) throws(SnapshotError) -> [JSON.Value] {
        guard let list = try required(key).arrayValue else { throw wrongType(key, "An array") }
        return list
    }

    func wrongType(_ key: String, _ what: String) -> SnapshotError {
        SnapshotError(code: .wrongType, pointer: "\(pointer)/\(key)", sentence: "\(what) belongs here.")
    }

    func finish() throws(SnapshotError) {
        if found == object.count { return }
        if let key = object.keys.first(where: { key in !asked.contains { sameScalars($0, key) } }) {
            throw SnapshotError(code: .unknownField, pointer: pointer, sentence: "There is no field \(key); leave it out.")
        }
    }
}

extension Event {
    init(json: JSON.Value, _ pointer: String) throws(SnapshotError) {
        var fields = try Fields(json, pointer)
        guard let name = try fields.required("name").stringValue else { throw fields.wrongType("name", "A string") }
        guard let kind = try fields.required("kind").stringValue.flatMap(Kind.init) else {
            throw fields.wrongType("kind", "One of internal, external and platform")
        }
        self.init(
            name, kind: kind, data: fields.optional("data"), sendid: try fields.text("sendid"),
            origin: try fields.text("origin"), origintype: try fields.text("origintype"),
            invokeid: try fields.text("invokeid"))
        try fields.finish()
    }
}

extension Send {
    init(json: JSON.Value, _ pointer: String) throws(SnapshotError) {
        var fields = try Fields(json, pointer)
        due = try fields.integer("due")
        event = try Event(json: try fields.required("event"), pointer + "/event")
        let target = try fields.text("target")
        let remote = try fields.text("remote")
        guard target == nil || target == "#_internal" && remote == nil else {
            throw fields.wrongType("target", "#_internal, or a remote instead,")
        }
        self.target = remote.map(Target.remote) ?? (target == nil ? .external : .internal)
        try fields.finish()
    }
}
