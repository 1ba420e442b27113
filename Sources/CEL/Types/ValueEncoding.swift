import Foundation

extension Value {
    /// What any `Encodable` value is in the language: structures become maps with texts as keys, arrays lists, `nil` null, `Date`
    /// a timestamp, `Data` bytes, `URL` a text and `Decimal` a double; whole numbers are int or uint by their Swift type. A property
    /// that is `nil` is left out of its map, so that `has` tells.
    ///
    /// ```swift
    /// let activation = Activation(["visit": try Value(encoding: visit)])
    /// ```
    /// - Throws: ``Fault`` where a number or a date is out of range; and what the value's own encoding throws.
    public init(encoding value: some Encodable) throws {
        let place = EncodedPlace()
        try place.encode(value)
        self = place.value
    }
}

/// Where a value is being encoded: it is a value, a list or a map by the first that is asked of it.
private final class EncodedPlace: Encoder, SingleValueEncodingContainer {
    private enum Kind { case value, list, map }

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var kind = Kind.value
    private var single = Value.null
    private var places: [EncodedPlace] = []
    private var names: [String] = []

    var value: Value {
        switch kind {
        case .value: single
        case .list: .list(places.map(\.value))
        case .map: .map(Map(zip(names, places).map { ($0, $1.value) }))
        }
    }

    var count: Int { places.count }

    /// A new place at the end of the list that this is.
    func next() -> EncodedPlace {
        let place = EncodedPlace()
        places.append(place)
        return place
    }

    func next(named name: String) -> EncodedPlace {
        names.append(name)
        return next()
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        kind = .map
        return KeyedEncodingContainer(EncodedMap<Key>(place: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        kind = .list
        return EncodedList(place: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { single = .null }
    func encode(_ value: Bool) throws { single = .bool(value) }
    func encode(_ value: String) throws { single = .string(value) }
    func encode(_ value: Double) throws { single = .double(value) }
    func encode(_ value: Float) throws { single = .double(Double(value)) }
    func encode(_ value: Int) throws { single = .int(Int64(value)) }
    func encode(_ value: Int8) throws { single = .int(Int64(value)) }
    func encode(_ value: Int16) throws { single = .int(Int64(value)) }
    func encode(_ value: Int32) throws { single = .int(Int64(value)) }
    func encode(_ value: Int64) throws { single = .int(value) }
    func encode(_ value: UInt) throws { single = .uint(UInt64(value)) }
    func encode(_ value: UInt8) throws { single = .uint(UInt64(value)) }
    func encode(_ value: UInt16) throws { single = .uint(UInt64(value)) }
    func encode(_ value: UInt32) throws { single = .uint(UInt64(value)) }
    func encode(_ value: UInt64) throws { single = .uint(value) }

    func encode<T: Encodable>(_ value: T) throws {
        switch value {
        case let data as Data: single = .bytes(Array(data))
        case let url as URL: single = .string(url.absoluteString)
        case let decimal as Decimal: single = .double(NSDecimalNumber(decimal: decimal).doubleValue)
        case let date as Date: single = .timestamp(try Self.timestamp(date))
        default: try value.encode(to: self)
        }
    }

    private static func timestamp(_ date: Date) throws -> Timestamp {
        let moment = date.timeIntervalSince1970
        let whole = moment.rounded(.down)
        guard let seconds = Int64(exactly: whole), Timestamp.secondsAllowed.contains(seconds),
            let timestamp = Timestamp(seconds: seconds, nanoseconds: Int32(min(999_999_999, ((moment - whole) * 1e9).rounded())))
        else { throw Fault(.overflow, "the date is out of the range of a timestamp") }
        return timestamp
    }
}

private struct EncodedMap<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let place: EncodedPlace
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) throws { try place.next(named: key.stringValue).encodeNil() }
    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try place.next(named: key.stringValue).encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        place.next(named: key.stringValue).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { place.next(named: key.stringValue).unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { place.next(named: "super") }
    mutating func superEncoder(forKey key: Key) -> any Encoder { place.next(named: key.stringValue) }
}

private struct EncodedList: UnkeyedEncodingContainer {
    let place: EncodedPlace
    var codingPath: [any CodingKey] { [] }
    var count: Int { place.count }

    mutating func encodeNil() throws { try place.next().encodeNil() }
    mutating func encode<T: Encodable>(_ value: T) throws { try place.next().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        place.next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { place.next().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { place.next() }
}
