import CEL

/// Pages of the documentation that are made from tables.
enum Docs: Subcommand {
    static let name = "docs"
    static let usage = "docs cel      Sources/CEL/CEL.docc/Functions.md, made from the tables of functions"

    static func run(_ words: [String]) throws -> Int32 {
        guard words == ["cel"] else { throw Misuse(sentence: "Whose page is wanted?") }
        print(FunctionReference.page(of: Library.all))
        return 0
    }
}
