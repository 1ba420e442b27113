/// A number of 64 bits without a sign, which JSON's whole numbers do not hold: it is written as a text.
///
/// One that was written as a number is read as well.
@propertyWrapper
public struct WrittenAsText: Hashable, Sendable, Codable {
    public var wrappedValue: UInt64

    public init(wrappedValue: UInt64) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt64.self) {
            wrappedValue = number
        } else if let number = UInt64(try container.decode(String.self)) {
            wrappedValue = number
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "A whole number without a sign is needed here.")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(wrappedValue))
    }
}
