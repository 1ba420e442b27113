import Crypto
import JSON

/// What keeps a value out of an entry and lets it be shown and proved later.
///
/// In the entry stands only `{"sha256": hex(SHA-256(16 random bytes ‖ value))}`; `[bytes, value]` lies beside it. The
/// random bytes are the value's own, so that a level from 1 to 4 cannot be guessed from its hash. An emptied value
/// leaves an entry whose hash still holds.
struct Concealment {
    /// For each concealed value in turn, its random bytes and itself.
    private(set) var opened: [JSON.Value] = []
    private let random: (Int) -> [UInt8]

    /// How many random bytes each value has of its own.
    static let saltLength = 16

    /// - Parameter random: that many random bytes.
    init(random: @escaping (Int) -> [UInt8]) {
        self.random = random
    }

    /// What stands in the entry for this value.
    mutating func conceal(_ value: JSON.Value) -> JSON.Value { Concealment.json(hash(concealing: value)) }

    /// The hash that conceals this value.
    mutating func hash(concealing value: JSON.Value) -> Hash {
        let salt = random(Concealment.saltLength)
        opened.append([.string(salt.hex), value])
        return Concealment.hash(salt: salt, value: value)
    }

    static func json(_ hash: Hash) -> JSON.Value { ["sha256": .string(hash.hex)] }

    /// The values as the column keeps them; nothing where the entry conceals none.
    var column: String? {
        opened.isEmpty ? nil : JSON.Value.array(opened).text
    }

    static func hash(salt: [UInt8], value: JSON.Value) -> Hash {
        var hasher = SHA256()
        hasher.update(data: salt)
        hasher.update(data: value.serialized())
        return Hash(hasher.finalize())
    }
}

/// The values that an entry conceals, found again by their hashes.
struct Openings {
    private var values: [String: JSON.Value] = [:]
    /// The hash of each in turn; nil where it has been emptied.
    private(set) var hashes: [String?] = []

    /// - Throws: ``Flaw`` where the column is not a list of `[bytes, value]` and nulls.
    init(column: String?) throws {
        guard let column else { return }
        guard let items = (try? JSON.Value.parse(column))?.arrayValue, JSON.Value.array(items).text == column else { throw Flaw() }
        for item in items {
            if item.isNull {
                hashes.append(nil)
            } else if let hex = item[0]?.stringValue, let salt = [UInt8](hex: hex),
                      salt.count == Concealment.saltLength, let value = item[1], item[2] == nil {
                let hash = Concealment.hash(salt: salt, value: value).hex
                values[hash] = value
                hashes.append(hash)
            } else {
                throw Flaw()
            }
        }
    }

    /// The column is not what ``Concealment`` writes.
    struct Flaw: Error {}

    /// The value behind `{"sha256": …}`; `erased` where it has been emptied. Any other value is itself.
    func reveal(_ value: JSON.Value, erased: JSON.Value) -> JSON.Value {
        guard let object = value.objectValue, object.count == 1, let hash = object["sha256"]?.stringValue else { return value }
        return values[hash] ?? erased
    }
}
