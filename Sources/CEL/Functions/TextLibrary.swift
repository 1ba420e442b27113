/// `contains`, `startsWith`, `endsWith` and `matches`.
enum TextLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration("contains", documentation: "Whether the part is somewhere in the text.", overloads: [
            member("contains_string") { text, part, steps in
                steps -= (text.utf8.count + part.utf8.count) / 32
                return Array(text.utf8).firstPlace(of: Array(part.utf8)) != nil
            }
        ]),
        FunctionDeclaration("startsWith", documentation: "Whether the text begins with the part.", overloads: [
            member("starts_with_string") { text, part, _ in text.utf8.starts(with: part.utf8) }
        ]),
        FunctionDeclaration("endsWith", documentation: "Whether the text ends in the part.", overloads: [
            member("ends_with_string") { text, part, _ in text.utf8.reversed().starts(with: part.utf8.reversed()) }
        ]),
        FunctionDeclaration(
            "matches", documentation: "Whether some part of the text matches the pattern, in RE2 syntax.",
            overloads: [
            member("matches_string", matches).trying(1, readPattern),
            .metered("matches", .string, .string, .bool) { text, pattern, steps in
                guard case .string(let text) = text, case .string(let pattern) = pattern else { throw Fault.noOverload }
                return .bool(try matches(text, pattern, &steps))
            }.trying(1, readPattern),
        ]),
    ]

    @Sendable private static func readPattern(_ value: Value) throws {
        if case .string(let source) = value { _ = try Pattern(source) }
    }

    @Sendable private static func matches(_ text: String, _ pattern: String, _ steps: inout Int) throws -> Bool {
        try Pattern(pattern, steps: &steps).matches(text, steps: &steps)
    }

    private static func member(
        _ id: String, _ holds: @escaping @Sendable (String, String, inout Int) throws -> Bool
    ) -> Overload {
        .metered(id, .string, .string, .bool, isMember: true) { text, part, steps in
            guard case .string(let text) = text, case .string(let part) = part else { throw Fault.noOverload }
            return .bool(try holds(text, part, &steps))
        }
    }
}
