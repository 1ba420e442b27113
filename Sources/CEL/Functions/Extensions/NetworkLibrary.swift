/// The extension "network" of the specification: addresses and blocks of addresses.
enum NetworkLibrary {
    static let address = Type.abstract("net.IP")
    static let block = Type.abstract("net.CIDR")

    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration("ip", documentation: "The address that the text names, or that of a block.", overloads: [
            .unary("string_to_ip", .string, address) { .host(try readAddress($0)) },
            .unary("cidr_ip", block, address, isMember: true) { .host(try asBlock($0).address) },
        ]),
        FunctionDeclaration(
            "cidr", documentation: "The block that the text names, as in `10.0.0.0/8`.",
            overloads: [.unary("string_to_cidr", .string, block) { .host(try readBlock($0)) }]),
        FunctionDeclaration(
            "isIP", documentation: "Whether the text names an address.",
            overloads: [.unary("is_ip", .string, .bool) { .bool(InternetAddress(try text($0)) != nil) }]),
        FunctionDeclaration(
            "isCIDR", documentation: "Whether the text names a block of addresses.",
            overloads: [.unary("is_cidr", .string, .bool) { .bool(InternetBlock(try text($0)) != nil) }]),
        FunctionDeclaration(
            "ip.isCanonical", documentation: "Whether the text names an address as it should be written.",
            overloads: [
            .unary("ip_is_canonical", .string, .bool) { .bool(try readAddress($0).text.hasSameScalars(as: try text($0))) }
        ]),
        FunctionDeclaration("string", documentation: "The value as a text.", overloads: [
            .unary("ip_to_string", address, .string) { .string(try asAddress($0).text) },
            .unary("cidr_to_string", block, .string) { .string(try asBlock($0).text) },
        ]),
        FunctionDeclaration("family", documentation: "4 or 6.", overloads: [
            .unary("ip_family", address, .int, isMember: true) { .int(try asAddress($0).isV4 ? 4 : 6) }
        ]),
        question("isUnspecified", "Whether it is the address of all zeros.") { $0.isUnspecified },
        question("isLoopback", "Whether it is an address of the machine itself.") { $0.isLoopback },
        question("isLinkLocalMulticast", "Whether it is for many, within one network.") { $0.isLinkLocalMulticast },
        question("isLinkLocalUnicast", "Whether it is for one, within one network.") { $0.isLinkLocalUnicast },
        question("isGlobalUnicast", "Whether it is for one, and not only within the machine or one network.") { $0.isGlobalUnicast },
        FunctionDeclaration("containsIP", documentation: "Whether the block has the address in it.", overloads: [
            .binary("cidr_contains_ip_ip", block, address, .bool, isMember: true) { .bool(try asBlock($0).contains(try asAddress($1))) },
            .binary("cidr_contains_ip_string", block, .string, .bool, isMember: true) { .bool(try asBlock($0).contains(try readAddress($1))) },
        ]),
        FunctionDeclaration("containsCIDR", documentation: "Whether the block has all of the other in it.", overloads: [
            .binary("cidr_contains_cidr", block, block, .bool, isMember: true) { .bool(try asBlock($0).contains(try asBlock($1))) },
            .binary("cidr_contains_cidr_string", block, .string, .bool, isMember: true) { .bool(try asBlock($0).contains(try readBlock($1))) },
        ]),
        FunctionDeclaration(
            "masked", documentation: "The block with every bit behind its prefix at zero.",
            overloads: [.unary("cidr_masked", block, block, isMember: true) { .host(try asBlock($0).masked) }]),
        FunctionDeclaration("prefixLength", documentation: "How many bits of the address are the block’s.", overloads: [
            .unary("cidr_prefix_length", block, .int, isMember: true) { .int(Int64(try asBlock($0).prefixLength)) }
        ]),
    ]

    private static func question(
        _ name: String, _ documentation: String, _ holds: @escaping @Sendable (InternetAddress) -> Bool
    ) -> FunctionDeclaration {
        FunctionDeclaration(name, documentation: documentation, overloads: [
            .unary("ip_\(name)", address, .bool, isMember: true) { .bool(holds(try asAddress($0))) }
        ])
    }

    private static func text(_ value: Value) throws -> String {
        guard case .string(let text) = value else { throw Fault.noOverload }
        return text
    }

    private static func readAddress(_ value: Value) throws -> InternetAddress {
        let text = try text(value)
        guard let address = InternetAddress(text) else { throw ConversionLibrary.malformed(text, "net.IP") }
        return address
    }

    private static func readBlock(_ value: Value) throws -> InternetBlock {
        let text = try text(value)
        guard let block = InternetBlock(text) else { throw ConversionLibrary.malformed(text, "net.CIDR") }
        return block
    }

    private static func asAddress(_ value: Value) throws -> InternetAddress {
        guard case .host(let address as InternetAddress) = value else { throw Fault.noOverload }
        return address
    }

    private static func asBlock(_ value: Value) throws -> InternetBlock {
        guard case .host(let block as InternetBlock) = value else { throw Fault.noOverload }
        return block
    }
}
