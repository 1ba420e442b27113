/// The extensions of the specification, to be added to an environment one by one.
extension Library {
    /// The language itself, which every environment has, and every extension.
    public static let all: [Library] = [
        .standard, .strings, .math, .encoders, .bindings, .block, .optionals, .twoVariableComprehensions, .network,
    ]

    /// `charAt`, `indexOf`, `join`, `replace`, `split`, `substring`, `trim`, `format` and their like.
    public static let strings = Library("strings", functions: StringsLibrary.functions)

    /// `math.greatest`, `math.least`, rounding, signs and bits.
    public static let math = Library("math", functions: MathLibrary.functions, macros: [.extremes])

    /// `base64.encode` and `base64.decode`.
    public static let encoders = Library("encoders", functions: EncodersLibrary.functions)

    /// `cel.bind(name, value, body)`.
    public static let bindings = Library("bindings", macros: [.bind])

    /// `cel.block([values], body)`, which is what an optimizer writes.
    public static let block = Library("block", macros: [.block])

    /// `optional.of`, `a.?b`, `a[?b]`, `optMap` and their like.
    public static let optionals = Library(
        "optionals", functions: OptionalsLibrary.functions, types: [.optional(.dyn)], macros: [.optionalMap], hasOptionalSyntax: true)

    /// `ip`, `cidr` and what can be asked of them.
    public static let network = Library(
        "network", functions: NetworkLibrary.functions, types: [NetworkLibrary.address, NetworkLibrary.block])

    /// `all`, `exists` and `existsOne` with index and element or key and value, and the transforms.
    public static let twoVariableComprehensions = Library("two-variable comprehensions", macros: [.twoVariables])
}
