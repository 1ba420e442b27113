/// The reference of functions and macros, made from the tables that declare them.
public enum FunctionReference {
    /// One way to call something.
    public struct Row: Sendable, Hashable {
        /// What is called, as it is written: `size`, `+`, `math.greatest`.
        public let name: String
        /// `list(A).size() -> int`
        public let signature: String
        public let documentation: String
    }

    /// What a library brings: its macros, then its functions with each of their overloads.
    public static func rows(of library: Library) -> [Row] {
        let macros = Macro.allCases.filter(library.macros.contains).flatMap(\.rows)
        let functions = library.functions.filter { $0.shownName == $0.name || OperatorName.isOperator($0.name) }
        return macros + functions.flatMap { function in
            function.overloads.map { overload in
                Row(
                    name: function.shownName, signature: overload.signature(of: function.name),
                    documentation: overload.documentation.isEmpty ? function.documentation : overload.documentation)
            }
        }
    }

    /// A page in Markdown: a chapter for each library, an entry for each name, with every way to call it.
    public static func page(of libraries: [Library]) -> String {
        var lines = ["# Functions and macros", "", "What an expression can call, library by library.", ""]
        for library in libraries {
            lines += ["## \(library.name)", ""]
            var names: [String] = []
            var entries: [String: [Row]] = [:]
            for row in rows(of: library) {
                if entries[row.name] == nil { names.append(row.name) }
                entries[row.name, default: []].append(row)
            }
            for name in names { lines += entry(name, entries[name] ?? []) }
        }
        return lines.joined(separator: "\n")
    }

    private static func entry(_ name: String, _ rows: [Row]) -> [String] {
        let sentences = Set(rows.map(\.documentation))
        guard sentences.count == 1, let sentence = sentences.first else {
            return ["### \(name)", ""] + rows.map { "- `\($0.signature)`: \($0.documentation)" } + [""]
        }
        return ["### \(name)", "", sentence, ""] + rows.map { "- `\($0.signature)`" } + [""]
    }
}

extension FunctionDeclaration {
    /// The name as it is written: an operator's symbol, and for what a macro calls the macro.
    var shownName: String {
        if let found = Operator(rawValue: name) { return found.symbol }
        switch name {
        case OperatorName.not: return "!"
        case OperatorName.negate: return "- (sign)"
        case OperatorName.index: return "[ ]"
        case OperatorName.optionalIndex: return "[? ]"
        case "math.@max": return "math.greatest"
        case "math.@min": return "math.least"
        default: return name
        }
    }
}

extension Macro {
    /// How it is written, and what it gives.
    var rows: [FunctionReference.Row] {
        func row(_ name: String, _ signature: String, _ documentation: String) -> FunctionReference.Row {
            .init(name: name, signature: signature, documentation: documentation)
        }
        switch self {
        case .has: return [row("has", "has(e.field) -> bool", "Whether the record or map has the field.")]
        case .all: return [row("all", "list.all(x, bool) -> bool", "Whether the condition holds for every element, or every key of a map; one that fails it decides, whatever errors the others end in.")]
        case .exists: return [row("exists", "list.exists(x, bool) -> bool", "Whether the condition holds for some element or key; one that meets it decides, whatever errors the others end in.")]
        case .existsOne: return [row("exists_one", "list.exists_one(x, bool) -> bool", "Whether the condition holds for exactly one element or key; also written `existsOne`.")]
        case .map:
            return [
                row("map", "list.map(x, A) -> list(A)", "The results for each element or key."),
                row("map", "list.map(x, bool, A) -> list(A)", "The results for those that meet the condition."),
            ]
        case .filter: return [row("filter", "list(A).filter(x, bool) -> list(A)", "Those elements or keys that meet the condition.")]
        case .twoVariables:
            return [
                row("all, exists and existsOne of two variables", "list.all(i, x, bool) -> bool", "The same with the index and the element of a list, or the key and the value of a map."),
                row("transformList", "list.transformList(i, x, A) -> list(A)", "The results for each index and element, or key and value."),
                row("transformList", "list.transformList(i, x, bool, A) -> list(A)", "The results for those that meet the condition."),
                row("transformMap", "map(K, V).transformMap(k, v, A) -> map(K, A)", "The map with each value replaced by a result."),
                row("transformMap", "map(K, V).transformMap(k, v, bool, A) -> map(K, A)", "The same for those that meet the condition; the others are left out."),
                row("transformMapEntry", "map.transformMapEntry(k, v, map(K, V)) -> map(K, V)", "The map of all the entries that the results have; no key may come twice."),
                row("transformMapEntry", "map.transformMapEntry(k, v, bool, map(K, V)) -> map(K, V)", "The same for those that meet the condition."),
            ]
        case .bind: return [row("cel.bind", "cel.bind(x, A, B) -> B", "The last argument, in which `x` stands for the value of the one before.")]
        case .block:
            return [
                row("cel.block", "cel.block([A, …], B) -> B", "The last argument, in which `cel.index(n)` stands for the n-th value of the list, counted from 0."),
                row("cel.index", "cel.index(int) -> A", "A value of the `cel.block` around it, or of the values before it in the same list."),
            ]
        case .extremes:
            return [
                row("math.greatest", "math.greatest(A, …) -> A", "The greatest of the numbers, or of the numbers of a list."),
                row("math.least", "math.least(A, …) -> A", "The least of the numbers, or of the numbers of a list."),
            ]
        case .optionalMap:
            return [
                row("optMap", "optional_type(A).optMap(x, B) -> optional_type(B)", "The result for the value of the optional, as an optional; none where it has none."),
                row("optFlatMap", "optional_type(A).optFlatMap(x, optional_type(B)) -> optional_type(B)", "The same with a result that is an optional itself."),
            ]
        }
    }
}
