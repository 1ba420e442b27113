import CEL

/// The expressions of `bench cel`. `Tools/bench-cel.py` has the same ones and the same data for other engines.
enum CELBench {
    static func rows() throws -> [CELBenchTable.Row] {
        [
            .init(key: "true", title: "true", measure: try evaluation("true")),
            .init(
                key: "arithmetic", title: "ten operators of arithmetic",
                measure: try evaluation("(a + b) * c - a / b + (c % b) * 2 - a * b + c"), wanted: 500, celGo: 266, celSwift: 638),
            .init(
                key: "guard", title: "guard: a list, two comprehensions",
                measure: try evaluation(
                    """
                    actor.role in ["lead", "peer", "chair"] && data.score >= 20 \
                    && data.reviews.all(r, r.final && r.reviewer != actor.id) && data.focus.exists(f, f == "safety")
                    """, count: 200),
                wanted: 5_000, celGo: 12_700, celSwift: 29_200),
            .init(key: "field", title: "field and comparison", measure: try evaluation("data.score >= 20"), wanted: 100),
            .init(key: "", title: "the same, variables in a dictionary", measure: try evaluation("data.score >= 20", of: dictionary)),
            .init(key: "", title: "the same of a host's record", measure: try evaluation("data.score >= 20", of: records)),
            .init(
                key: "compile", title: "parse and check 60 characters", measure: try compilation(), isEvaluation: false,
                wanted: 20_000, celGo: 35_000, celSwift: 93_000),
        ]
    }

    private static func evaluation(_ source: String, of activation: Activation = maps, count: Int = 2_000) throws -> Measure {
        let program = try environment.compile(source, expecting: nil).get()
        _ = try program.evaluate(activation).get()
        return Measure(count: count, runs: runs) { _ = program.evaluate(activation) }
    }

    /// Many short runs, whose median no other work on the machine disturbs.
    private static let runs = 301

    private static func compilation() throws -> Measure {
        let source = #"data.score >= 20 && actor.role in ["lead", "peers", "chair"]"#
        let environment = environment
        _ = try environment.compile(source, expecting: .bool).get()
        return Measure(count: 50, runs: runs) { _ = environment.compile(source, expecting: .bool) }
    }

    // MARK: Data

    private static let environment: Environment = {
        let actor = RecordType("actor", fields: [.init("id", .string), .init("role", .string)])
        let review = RecordType("review", fields: [.init("reviewer", .string), .init("score", .int), .init("final", .bool)])
        let data = RecordType(
            "data", fields: [.init("score", .int), .init("reviews", .list(.record(review))), .init("focus", .list(.string))])
        return Environment(variables: ["a": .int, "b": .int, "c": .int, "actor": .record(actor), "data": .record(data)])
    }()

    private static let actor = Value.map(Map([("id", .string("p7")), ("role", .string("peer"))]))

    private static let data: Map = {
        let reviews = (1...5).map { number in
            Value.map(Map([("reviewer", .string("p\(number)")), ("score", .int(3)), ("final", .bool(true))]))
        }
        let focus = ["learning", "leadership", "care", "safety"].map(Value.string)
        return Map([("score", .int(24)), ("reviews", .list(reviews)), ("focus", .list(focus))])
    }()

    private static let maps = Activation(
        Map([("a", .int(7)), ("b", .int(3)), ("c", .int(11)), ("actor", actor), ("data", .map(data))]))
    private static let dictionary = Activation(["data": .map(data)])
    private static let records = Activation(["data": .record(Record())])

    private struct Record: RecordValue {
        let typeName = "data"
        func field(_ name: String) -> Value? { name == "score" ? .int(24) : nil }
    }
}
