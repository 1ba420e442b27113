/// An IPv4 or IPv6 address: `net.IP`.
struct InternetAddress: HostValue, Equatable {
    /// Four bytes, or sixteen.
    let bytes: [UInt8]

    var typeName: String { "net.IP" }
    var isV4: Bool { bytes.count == 4 }

    /// The IPv4 address inside an IPv6 address of the form `::ffff:0:0/96`, which is the same address.
    var unmapped: InternetAddress { isMapped ? InternetAddress(bytes: Array(bytes[12...])) : self }
    private var isMapped: Bool { !isV4 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF }

    init(bytes: [UInt8]) { self.bytes = bytes }

    static func == (a: InternetAddress, b: InternetAddress) -> Bool { a.unmapped.bytes == b.unmapped.bytes }

    // MARK: Kinds

    var isUnspecified: Bool { unmapped.bytes.allSatisfy { $0 == 0 } }
    var isLoopback: Bool {
        let bytes = unmapped.bytes
        return bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }
    var isMulticast: Bool {
        let bytes = unmapped.bytes
        return bytes.count == 4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF
    }
    var isLinkLocalMulticast: Bool {
        let bytes = unmapped.bytes
        return bytes.count == 4 ? bytes.starts(with: [224, 0, 0]) : bytes[0] == 0xFF && bytes[1] & 0x0F == 0x02
    }
    var isLinkLocalUnicast: Bool {
        let bytes = unmapped.bytes
        return bytes.count == 4 ? bytes.starts(with: [169, 254]) : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }
    var isGlobalUnicast: Bool {
        !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && unmapped.bytes != [255, 255, 255, 255]
    }

    // MARK: Text

    /// The canonical text: RFC 5952, section 4, for IPv6.
    var text: String {
        if isV4 { return bytes.map { String($0) }.joined(separator: ".") }
        if isMapped { return "::ffff:" + unmapped.text }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        guard let zeros = Self.longestZeros(in: groups) else { return Self.text(of: groups[...]) }
        return Self.text(of: groups[..<zeros.lowerBound]) + "::" + Self.text(of: groups[zeros.upperBound...])
    }

    private static func text(of groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of at least two zeros.
    private static func longestZeros(in groups: [UInt16]) -> Range<Int>? {
        var longest = 0..<1
        var start = 0
        for place in 0...groups.count where place == groups.count || groups[place] != 0 {
            if place - start > longest.count { longest = start..<place }
            start = place + 1
        }
        return longest.count > 1 ? longest : nil
    }

    /// Reads dotted IPv4 and RFC 4291 IPv6. Zones, and IPv4 addresses dotted into IPv6 as `::ffff:1.2.3.4`, are refused.
    init?(_ text: String) {
        guard text.utf8.count <= 45, text.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        if let bytes = text.contains(":") ? Self.sixteen(text) : Self.four(text) { self.init(bytes: bytes) } else { return nil }
    }

    private static func four(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            // A leading zero would be octal to some.
            guard part.utf8.allSatisfy({ (48...57).contains($0) }), part == "0" || part.first != "0" else { return nil }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        guard let gap = text.firstPair else { return groups(text, isLast: true).flatMap { $0.count == 16 ? $0 : nil } }
        guard let left = groups(String(text[..<gap.lowerBound]), isLast: false),
            let right = groups(String(text[gap.upperBound...]), isLast: true), left.count + right.count <= 14
        else { return nil }
        let bytes = left + Array(repeating: 0, count: 16 - left.count - right.count) + right
        return text.contains(".") && InternetAddress(bytes: bytes).isMapped ? nil : bytes
    }

    /// Groups of hexadecimal digits between colons, as bytes; the last may be a dotted IPv4 address.
    private static func groups(_ text: String, isLast: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (place, part) in parts.enumerated() {
            if part.contains(".") {
                guard isLast, place == parts.count - 1, let four = four(String(part)) else { return nil }
                bytes += four
                continue
            }
            guard (1...4).contains(part.utf8.count), part.first != "+", let group = UInt16(part, radix: 16) else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return bytes
    }
}

extension String {
    /// Where `::` is first.
    fileprivate var firstPair: Range<String.Index>? {
        guard let first = indices.first(where: { self[$0...].hasPrefix("::") }) else { return nil }
        return first..<index(first, offsetBy: 2)
    }
}

/// A block of addresses: `net.CIDR`.
struct InternetBlock: HostValue, Equatable {
    let address: InternetAddress
    let prefixLength: Int

    var typeName: String { "net.CIDR" }
    var text: String { "\(address.text)/\(prefixLength)" }

    init(address: InternetAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Reads `address/bits`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = InternetAddress(String(parts[0])), parts[1].utf8.count <= 3,
            parts[1].utf8.allSatisfy({ (48...57).contains($0) }), parts[1] == "0" || parts[1].first != "0",
            let bits = Int(parts[1]), bits <= address.bytes.count * 8
        else { return nil }
        self.init(address: address, prefixLength: bits)
    }

    /// The block with every bit behind its prefix at zero.
    var masked: InternetBlock {
        let bytes = address.bytes.enumerated().map { place, byte in
            byte & ~UInt8(truncatingIfNeeded: 0xFF >> max(0, min(8, prefixLength - place * 8)))
        }
        return InternetBlock(address: InternetAddress(bytes: bytes), prefixLength: prefixLength)
    }

    func contains(_ other: InternetAddress) -> Bool {
        let other = address.isV4 ? other.unmapped : other
        guard other.bytes.count == address.bytes.count else { return false }
        return InternetBlock(address: other, prefixLength: prefixLength).masked.address.bytes == masked.address.bytes
    }

    func contains(_ other: InternetBlock) -> Bool { other.prefixLength >= prefixLength && contains(other.address) }
}
