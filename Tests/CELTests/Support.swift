import Testing

@testable import CEL

/// A day, as a host would have it.
struct Day: HostValue, Comparable {
    let number: Int

    var typeName: String { "date" }
    var text: String { "day \(number)" }

    static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    static let type = Type.abstract("date")
}

/// A record that counts which of its fields are fetched.
struct Fetched: RecordValue {
    let typeName: String
    let fields: [String: Value]

    func field(_ name: String) throws -> Value? {
        if name == "broken" { throw Fault(.host, "the store is closed") }
        return fields[name]
    }
}

enum Review {
    static let event = RecordType(
        "event",
        fields: [
            .init("visit_on", Day.type), .init("note", .wrapper(.string)), .init("focus", .list(.string)),
            .init("broken", .int),
        ])

    /// An environment like a workflow's: records, dates, and a function that takes a name written out.
    static var environment: Environment {
        var environment = Environment(variables: [
            "event": .record(event), "today": Day.type, "ready": .bool, "scores": .list(.int),
            "person": .map(.string, .int), "anything": .dyn,
        ])
        environment.declare(orderedType: Day.type)
        environment.declare(
            FunctionDeclaration("workingDays", overloads: [Overload("working_days_date_date", [Day.type, Day.type], .int)]) { arguments, _ in
                guard case .host(let from as Day) = arguments[0], case .host(let to as Day) = arguments[1] else {
                    throw Fault(.invalidArgument, "two dates are needed")
                }
                return .int(Int64(to.number - from.number))
            })
        let sheet = LiteralArgument(0) { value in
            guard case .string(let name) = value, ["self", "peer"].contains(name) else {
                let given = if case .string(let name) = value { name } else { value.description }
                return .unknown("sheet", given, known: ["self", "peer"])
            }
            return nil
        }
        environment.declare(
            FunctionDeclaration("score", overloads: [
                Overload("score_string", [.string], .double, literalArguments: [sheet], documentation: "The score of a sheet.") { _, context in
                    .double(context.host as? Double ?? 0)
                }
            ]))
        return environment
    }

    static let activation = Activation(
        [
            "event": .record(Fetched(typeName: "event", fields: [
                "visit_on": .host(Day(number: 114)), "note": .null, "focus": .list([.string("maths"), .string("reading")]),
            ])),
            "today": .host(Day(number: 100)), "ready": .bool(true), "scores": .list([.int(1), .int(5), .int(3)]),
            "person": .map(Map([("age", .int(44))])), "anything": .string("x"),
        ],
        host: 3.5)
}

/// What `source` comes to: its value as text, or the code of what is wrong with it.
func outcome(of source: String, in environment: Environment = Environment(), _ activation: Activation = Activation()) -> String {
    switch environment.compile(source) {
    case .failure(let errors): errors.errors.map { "\($0.code.rawValue) at \($0.position)" }.joined(separator: ", ")
    case .success(let program):
        switch program.evaluate(activation) {
        case .success(let value): value.description
        case .failure(let error): "\(error.code.rawValue) at \(error.position?.description ?? "nowhere")"
        }
    }
}

func mistakes(in source: String, _ environment: Environment = Environment(), expecting type: Type? = nil) -> [CompileError] {
    switch environment.compile(source, expecting: type) {
    case .failure(let errors): errors.errors
    case .success: []
    }
}

func program(_ source: String, in environment: Environment = Environment()) throws -> Program {
    try environment.compile(source).get()
}
