import Foundation

/// Texts by their Unicode scalars. `String`'s own `==`, `<` and `count` go by what looks alike, which would hold
/// "é" and "e" with a combining accent equal; the language definition ("String and Bytes Values") does not.
extension String {
    func hasSameScalars(as other: String) -> Bool {
        if isRepresented(as: other) { return true }
        guard utf8.count == other.utf8.count else { return false }
        let areSame = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return true }
                return memcmp(left, right, other.utf8.count) == 0
            }
        }
        return (areSame ?? nil) ?? utf8.elementsEqual(other.utf8)
    }

    /// Whether the two are the same bits, as short texts with the same scalars are, and copies of one text. That they are
    /// not says nothing.
    private func isRepresented(as other: String) -> Bool {
        guard MemoryLayout<String>.size == MemoryLayout<(UInt64, UInt64)>.size else { return false }
        return unsafeBitCast(self, to: (UInt64, UInt64).self) == unsafeBitCast(other, to: (UInt64, UInt64).self)
    }

    /// The order of scalars, which is also the order of UTF-8.
    func precedesByScalars(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension RandomAccessCollection where Element: Equatable {
    /// Where `part` begins in this collection at or after `start`, or `nil`; in linear time (Knuth, Morris and Pratt).
    func firstPlace(of part: some RandomAccessCollection<Element>, from start: Int = 0) -> Int? {
        guard start <= count else { return nil }
        return part.isEmpty ? start : places(of: part, from: start, limit: 1).first
    }

    /// The first `limit` places where `part`, which is not empty, begins, none of them within another.
    func places(of part: some RandomAccessCollection<Element>, from start: Int = 0, limit: Int = .max) -> [Int] {
        let part = Array(part)
        var places: [Int] = []
        guard limit > 0 else { return places }
        var fallback = [0]
        var matched = 0
        for place in part.indices.dropFirst() {
            while matched > 0, part[place] != part[matched] { matched = fallback[matched - 1] }
            if part[place] == part[matched] { matched += 1 }
            fallback.append(matched)
        }
        matched = 0
        var place = start
        for element in dropFirst(start) {
            while matched > 0, element != part[matched] { matched = fallback[matched - 1] }
            if element == part[matched] { matched += 1 }
            place += 1
            guard matched == part.count else { continue }
            places.append(place - part.count)
            if places.count == limit { return places }
            matched = 0
        }
        return places
    }
}
