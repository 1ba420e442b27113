import CEL
import CELTrial
import JSON

/// Random typed expressions of the language itself with what each and each part of it comes to, a line of JSON each, for
/// other engines to be held against: where one disagrees, the smallest part on which it does is the cause.
enum Differential: Subcommand {
    static let name = "differential"
    static let usage = "differential cel [--seed S] [--expressions N]      a line for each of 50,000 expressions: what it and its parts come to"

    static func run(_ words: [String]) throws -> Int32 {
        guard words.first == "cel" else { throw Misuse(sentence: "What is to be held against others?") }
        var (seed, count) = (UInt64(1), UInt64(50_000))
        var rest = words.dropFirst()
        while let option = rest.popFirst() {
            guard let word = rest.popFirst(), let number = UInt64(word) else { throw Misuse(sentence: "\(option) wants a number.") }
            switch option {
            case "--seed": seed = number
            case "--expressions": count = number
            default: throw Misuse(sentence: "There is no option \(option).")
            }
        }
        var environment = Environment()
        environment.limits.cost = .max
        for seed in seed..<seed &+ count {
            var maker = ExpressionMaker(seed: seed, hasExtensions: false)
            print(try line(of: maker.expression().made, environment).text)
        }
        return 0
    }

    private static func line(of made: ExpressionMaker.Made, _ environment: Environment) throws -> JSON.Value {
        var line: JSON.Object = ["expr": .string(made.closed), "form": .string(made.form)]
        switch try environment.compileUnchecked(made.closed).get().evaluate() {
        case .success(let value): line.append("value", json(of: value))
        case .failure(let error): line.append("error", .string(error.code.rawValue))
        }
        let parts = try closedParts(of: made, environment)
        if !parts.isEmpty { line.append("parts", .array(try parts.map { try self.line(of: $0, environment) })) }
        return .object(line)
    }

    /// The parts that stand alone; the body of a macro does so at each element.
    private static func closedParts(of made: ExpressionMaker.Made, _ environment: Environment) throws -> [ExpressionMaker.Made] {
        guard let variable = made.variable, made.parts.count == 2 else { return made.parts }
        let (range, body) = (made.parts[0], made.parts[1])
        guard case .success(.list(let elements)) = try environment.compileUnchecked(range.closed).get().evaluate() else { return [range] }
        return [range] + elements.map { body.replacing(variable, with: $0.description) }
    }

    /// The value with its type, in the form of the conformance cases.
    private static func json(of value: CEL.Value) -> JSON.Value {
        switch value {
        case .null: ["null": nil]
        case .bool(let truth): ["bool": .bool(truth)]
        case .int(let number): ["int": .string(String(number))]
        case .uint(let number): ["uint": .string(String(number))]
        case .double(let number): ["double": .string(String(number))]
        case .string(let text): ["string": .string(text)]
        case .bytes(let bytes): ["bytes": .array(bytes.map { .int(Int64($0)) })]
        case .list(let elements): ["list": .array(elements.map(json))]
        case .map(let map): ["map": .array(map.entries.map { .array([json(of: $0.key), json(of: $0.value)]) })]
        case .timestamp(let timestamp): ["timestamp": .array([.int(timestamp.seconds), .int(Int64(timestamp.nanoseconds))])]
        case .duration(let duration): ["duration": .int(duration.nanoseconds)]
        case .type, .host, .record: ["other": .string(value.description)]
        }
    }
}
