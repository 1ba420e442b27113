// Swift's own `String ==` and `Hashable` hold canonically equivalent texts equal; JSON's keys and texts are
// sequences of code points (RFC 8259, section 8.3). UTF-8 bytes are equal exactly when the scalars are.

/// Whether two texts are the same sequence of Unicode scalars.
package func sameScalars(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && (areSameBits(one, other) || haveSameBytes(one, other))
}

/// Whether two texts are the same bits in memory, as short ones with the same scalars are, and copies of one text. That
/// they are not says nothing.
private func areSameBits(_ one: String, _ other: String) -> Bool {
    guard MemoryLayout<String>.size == MemoryLayout<(UInt64, UInt64)>.size else { return false }
    return unsafeBitCast(one, to: (UInt64, UInt64).self) == unsafeBitCast(other, to: (UInt64, UInt64).self)
}

private func haveSameBytes(_ one: String, _ other: String) -> Bool {
    let same = one.utf8.withContiguousStorageIfAvailable { a in
        other.utf8.withContiguousStorageIfAvailable { b in
            areSame(UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
        }
    }
    return (same ?? nil) ?? one.utf8.elementsEqual(other.utf8)
}

/// Eight bytes at a time, as far as there are eight.
private func areSame(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    guard one.count == other.count else { return false }
    var at = 0
    while at &+ 8 <= one.count {
        guard one.loadUnaligned(fromByteOffset: at, as: UInt64.self) == other.loadUnaligned(fromByteOffset: at, as: UInt64.self) else { return false }
        at &+= 8
    }
    while at < one.count {
        guard one[at] == other[at] else { return false }
        at &+= 1
    }
    return true
}

/// Feeds a text's scalars to a hasher, so that texts of the same scalars hash alike.
package func hashScalars(of text: String, into hasher: inout Hasher) {
    let fed: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    if fed == nil {
        Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) }
    }
    hasher.combine(0xFF as UInt8)
}

/// A text as a key by its Unicode scalars.
package struct ScalarKey: Hashable, Sendable {
    package let text: String

    package init(text: String) { self.text = text }

    package static func == (one: ScalarKey, other: ScalarKey) -> Bool { sameScalars(one.text, other.text) }
    package func hash(into hasher: inout Hasher) { hashScalars(of: text, into: &hasher) }
}
