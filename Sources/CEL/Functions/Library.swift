/// Functions, types and macros that belong together and are added to an environment as one.
public struct Library: Sendable {
    public let name: String
    public let functions: [FunctionDeclaration]
    /// Types whose names become values.
    public let types: [Type]
    public let macros: Set<Macro>
    /// Whether it brings `a.?b`, `a[?b]`, `[?a]` and `{?a: b}`.
    public let hasOptionalSyntax: Bool

    public init(
        _ name: String, functions: [FunctionDeclaration] = [], types: [Type] = [], macros: Set<Macro> = [],
        hasOptionalSyntax: Bool = false
    ) {
        self.name = name
        self.functions = functions
        self.types = types
        self.macros = macros
        self.hasOptionalSyntax = hasOptionalSyntax
    }
}

extension Library {
    /// What belongs to the language itself: language definition, "List of Standard Definitions".
    public static let standard = Library(
        "The language itself",
        functions: ArithmeticLibrary.functions + ComparisonLibrary.functions + CollectionLibrary.functions
            + TextLibrary.functions + ConversionLibrary.functions + TimeLibrary.functions,
        types: [
            .bool, .int, .uint, .double, .string, .bytes, .null, .dyn, .timestamp, .duration, .list(.dyn), .map(.dyn, .dyn),
            .type(.dyn),
        ],
        macros: Macro.standard)
}
