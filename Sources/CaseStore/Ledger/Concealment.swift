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
        return Concealment.hash(salt: salt, text: value.serialized()[...])
    }

    static func json(_ hash: Hash) -> JSON.Value { ["sha256": .string(hash.hex)] }

    /// The values as the column keeps them; nothing where the entry conceals none.
    var column: String? {
        opened.isEmpty ? nil : JSON.Value.array(opened).text
    }

    /// - Parameter text: the value in compact JSON.
    static func hash(salt: [UInt8], text: ArraySlice<UInt8>) -> Hash {
        var hasher = SHA256()
        hasher.update(data: salt)
        hasher.update(data: text)
        return Hash(hasher.finalize())
    }
}

/// The values that an entry conceals, found again by their hashes.
struct Openings {
    private var values: [Hash: JSON.Value] = [:]
    /// The hash of each in turn; nil where it has been emptied.
    private(set) var hashes: [Hash?] = []

    /// - Throws: ``Flaw`` where the column is not a list of `[bytes, value]` and nulls, written as ``Concealment/column`` is.
    init(column: String?) throws {
        guard let column else { return }
        guard let items = (try? JSON.Value.parse(column))?.arrayValue else { throw Flaw() }
        values.reserveCapacity(items.count)
        var out = JSON.Writer(indent: nil)
        out.put("[")
        for (place, item) in items.enumerated() {
            if place > 0 { out.put(",") }
            try take(item, &out)
        }
        out.put("]")
        guard sameScalars(column, String(decoding: out.out, as: UTF8.self)) else { throw Flaw() }
    }

    /// Keeps one value; its text, which is hashed, is written but once.
    private mutating func take(_ item: JSON.Value, _ out: inout JSON.Writer) throws {
        guard !item.isNull else {
            hashes.append(nil)
            return out.put("null")
        }
        guard let hex = item[0]?.stringValue, let salt = [UInt8](hex: hex), salt.count == Concealment.saltLength,
              let value = item[1], item[2] == nil
        else { throw Flaw() }
        out.put("[")
        out.write(string: hex)
        out.put(",")
        let start = out.out.count
        out.write(value)
        let hash = Concealment.hash(salt: salt, text: out.out[start...])
        out.put("]")
        values[hash] = value
        hashes.append(hash)
    }

    /// The column is not what ``Concealment`` writes.
    struct Flaw: Error {}

    /// The same with some of them emptied, by their places.
    func emptied(_ places: some Sequence<Int>) -> Openings {
        var openings = self
        for place in places where hashes.indices.contains(place) {
            if let hash = hashes[place] { openings.values[hash] = nil }
            openings.hashes[place] = nil
        }
        return openings
    }

    /// The value behind `{"sha256": …}`; `erased` where it has been emptied. Any other value is itself.
    func reveal(_ value: JSON.Value, erased: JSON.Value) -> JSON.Value {
        guard let hex = value.hashOfConcealed else { return value }
        return Hash(hex: hex).flatMap { values[$0] } ?? erased
    }
}

extension JSON.Value {
    /// What stands in the place of a concealed value: its hash, in hexadecimal digits; nil for any other value.
    var hashOfConcealed: String? {
        guard case .object(let object) = self, object.count == 1 else { return nil }
        return object["sha256"]?.stringValue
    }

    /// Calls the body with the hash of each value that is concealed in this one, in the order in which they stand; nil for a text that is
    /// no hash.
    func eachConcealed(_ body: (Hash?) -> Void) {
        switch self {
        case .null, .bool, .int, .double, .string: break
        case .array(let elements): for element in elements { element.eachConcealed(body) }
        case .object(let object):
            if let hex = hashOfConcealed { return body(Hash(hex: hex)) }
            for member in object { member.value.eachConcealed(body) }
        }
    }
}
