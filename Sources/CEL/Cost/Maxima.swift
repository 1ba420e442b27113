/// How large the values may be that an expression meets: what its cost is estimated from.
///
/// ```swift
/// environment.maxima[["data", "focus"]] = 3          // at most three elements
/// environment.maxima[["data", "focus", "*"]] = 200   // of at most 200 characters each
/// ```
///
/// What is not declared inherits. Nobody checks the values against these: whoever hands them in has declared them.
public struct Maxima: Sendable, Equatable {
    /// The most characters (Unicode scalars) of a text, and bytes of bytes.
    public var text = 1_000
    /// The most elements of a list.
    public var list = 100
    /// The most entries of a map.
    public var map = 100
    /// The most parts, however nested, of a value whose type is `dyn`; a text has one for every eight characters.
    public var parts = 1_000
    private var declared: [[String]: Int] = [:]

    public init() {}

    /// The maximum of what is found by a path from a variable: the names of fields, `*` for the elements of a list and for
    /// the values of a map. It counts characters, bytes, elements, entries or parts, by the type.
    public subscript(path: [String]) -> Int? {
        get { declared[path] }
        set { declared[path] = newValue.map { max(0, $0) } }
    }
}
