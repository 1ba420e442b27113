/// A map from bool, int, uint and string keys to values, in the order in which the entries were given.
///
/// Keys are the same where the language says that they are equal: `1`, `1u` and `1.0` find one entry. Texts are the
/// same where their Unicode scalars are.
public struct Map: Sendable {
    public typealias Entry = (key: Value, value: Value)

    private let storage: Storage

    public init() { storage = Storage(entries: [], index: KeyIndex()) }

    /// - Throws: ``Fault`` where a key is of a type that cannot be one, or is given twice.
    public init(_ entries: [Entry]) throws {
        var index = KeyIndex()
        for entry in entries {
            guard let key = Key(entry.key, allowingDouble: false) else {
                throw Fault(.unsupportedKey, "a value of type `\(entry.key.type)` cannot be the key of a map")
            }
            let hash = key.hashValue
            guard index.place(hash: hash, where: { key.isKey(of: entries[$0]) }) == nil else {
                throw Fault(.repeatedKey, "the key \(entry.key.shortText) is given twice")
            }
            index.append(hash: hash)
        }
        storage = Storage(entries: entries, index: index)
    }

    /// A map with texts as keys. Of two pairs whose keys have the same scalars the last counts.
    public init(_ pairs: some Sequence<(String, Value)>) {
        var entries: [Entry] = []
        entries.reserveCapacity(pairs.underestimatedCount)
        var index = KeyIndex()
        for (name, value) in pairs {
            let key = Name(name)
            if let place = index.place(hash: key.hash, where: { key.isKey(of: entries[$0]) }) {
                entries[place].value = value
            } else {
                index.append(hash: key.hash)
                entries.append((.string(name), value))
            }
        }
        storage = Storage(entries: entries, index: index)
    }

    public var count: Int { storage.entries.count }
    public var isEmpty: Bool { storage.entries.isEmpty }
    public var entries: [Entry] { storage.entries }

    /// The value under `key`, or `nil`.
    public subscript(key: Value) -> Value? { entry(for: key)?.value }

    /// The entry whose key equals `key`, or `nil`.
    func entry(for key: Value) -> Entry? {
        guard let key = Key(key, allowingDouble: true) else { return nil }
        let entries = storage.entries
        return storage.index.place(hash: key.hashValue) { key.isKey(of: entries[$0]) }.map { entries[$0] }
    }

    /// The value under the text `name`, or `nil`.
    public subscript(name: String) -> Value? { self[Name(name)] }

    /// The value under `name`, or `nil`.
    subscript(name: Name) -> Value? { storage.value(of: name) }

    private final class Storage: Sendable {
        let entries: [Entry]
        let index: KeyIndex

        init(entries: [Entry], index: KeyIndex) {
            self.entries = entries
            self.index = index
        }

        func value(of name: Name) -> Value? {
            guard let place = index.place(hash: name.hash, where: { name.isKey(of: entries[$0]) }) else { return nil }
            return entries[place].value
        }
    }
}

extension Map {
    /// A text to look up, with its hash, which is taken once for any number of maps.
    struct Name: Sendable {
        let text: String
        let hash: Int

        init(_ text: String) {
            self.text = text
            hash = Key.string(text).hashValue
        }

        fileprivate func isKey(of entry: Entry) -> Bool {
            if case .string(let key) = entry.key { key.hasSameScalars(as: text) } else { false }
        }
    }
}

extension Map {
    /// A key, so normalized that keys which the language holds equal are the same.
    enum Key: Hashable, Sendable {
        case bool(Bool)
        case int(Int64)
        /// An unsigned number above the signed ones.
        case large(UInt64)
        case string(String)

        init?(_ value: Value, allowingDouble: Bool) {
            switch value {
            case .bool(let truth): self = .bool(truth)
            case .int(let number): self = .int(number)
            case .uint(let number): self = Int64(exactly: number).map(Key.int) ?? .large(number)
            case .string(let text): self = .string(text)
            case .double(let number):
                guard allowingDouble else { return nil }
                if let whole = Int64(exactly: number) {
                    self = .int(whole)
                } else if let whole = UInt64(exactly: number) {
                    self = .large(whole)
                } else {
                    return nil
                }
            case .null, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: return nil
            }
        }

        func isKey(of entry: Entry) -> Bool { Key(entry.key, allowingDouble: false) == self }

        static func == (a: Key, b: Key) -> Bool {
            switch (a, b) {
            case (.bool(let a), .bool(let b)): a == b
            case (.int(let a), .int(let b)): a == b
            case (.large(let a), .large(let b)): a == b
            case (.string(let a), .string(let b)): a.hasSameScalars(as: b)
            case (.bool, _), (.int, _), (.large, _), (.string, _): false
            }
        }

        func hash(into hasher: inout Hasher) {
            switch self {
            case .bool(let truth): hasher.combine(truth)
            case .int(let number): hasher.combine(number)
            case .large(let number): hasher.combine(number)
            case .string(let text):
                var text = text
                text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            }
        }
    }
}
