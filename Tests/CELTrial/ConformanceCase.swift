import CEL
import JSON

/// One case of a conformance suite: a source text, what it may speak of, and what it must come to.
///
/// The format is a line of JSON; values and types are those of the specification's own suite, written out.
public struct ConformanceCase: Sendable {
    public let id: String
    public let source: String
    /// Why the case is not run, where it is not: by what it needs, never by its name.
    public let reasonToSkip: String?
    private let fields: JSON.Object
    private let requires: [String]

    /// The extensions that are built, by the names that the suite has for them.
    private static let libraries: [String: Library] = [
        "ext:strings": .strings, "ext:math": .math, "ext:encoders": .encoders, "ext:bindings": .bindings, "ext:block": .block,
        "ext:optionals": .optionals, "ext:network": .network, "ext:two_var_comprehensions": .twoVariableComprehensions,
    ]

    /// What a suite may ask for that is no part of what is promised.
    private static let notPromised = ["ext:network", "ext:proto"]

    /// A line that is no case, and why not.
    public struct Malformed: Error, CustomStringConvertible {
        public let description: String
    }

    /// - Throws: ``Malformed`` where the line is no case.
    public init(line: String) throws {
        do {
            guard case .object(let fields) = try JSON.Value.parse(line) else { throw Malformed(description: "the line is no object") }
            self.fields = fields
        } catch let error as ParseError {
            throw Malformed(description: "the line is no JSON: \(error)")
        }
        guard let id = fields["id"]?.stringValue, let source = fields["expr"]?.stringValue else {
            throw Malformed(description: "the line has no `id` or no `expr`")
        }
        self.id = id
        self.source = source
        requires = (fields["requires"]?.arrayValue ?? []).compactMap(\.stringValue)
        if fields["needs_proto"]?.boolValue == true {
            reasonToSkip = "needs protocol buffers"
        } else {
            reasonToSkip = requires.first(where: Self.notPromised.contains)
        }
    }

    /// Whether what it needs is built, promised or not.
    public var isBuilt: Bool { fields["needs_proto"]?.boolValue != true && requires.allSatisfy { Self.libraries[$0] != nil } }

    private var isChecked: Bool { fields["disable_check"]?.boolValue != true }

    // MARK: Judging

    /// What is wrong with the outcome; `nil` where nothing is.
    public func objection() -> String? {
        if let missing = requires.first(where: { Self.libraries[$0] == nil }) { return "asks for \(missing), which is not there" }
        do {
            let bindings = try Bindings(fields["bindings"])
            let environment = try environment(for: bindings)
            guard let expected = fields["expected"]?.objectValue else { return "nothing is expected" }
            let expectsError = expected["error"] != nil || expected["any_error"] != nil
            let program: Program
            switch compiled(source, environment) {
            case .failure(let errors): return expectsError ? nil : "does not compile: \(errors)"
            case .success(let made): program = made
            }
            if let type = expected["type"], isChecked {
                let wanted = try ConformanceFormat.type(type)
                if program.resultType != wanted { return "is of type \(program.resultType), not \(wanted)" }
            }
            if fields["check_only"]?.boolValue == true { return nil }
            let outcome = program.evaluate(bindings.activation)
            let explained = program.explain(bindings.activation).result
            guard explained == .init(outcome) else { return "the explanation says \(explained), the evaluation \(outcome)" }
            return try objection(to: outcome, expected, expectsError: expectsError)
        } catch {
            return "cannot be read: \(error)"
        }
    }

    private func objection(to outcome: Result<CEL.Value, EvaluationError>, _ expected: JSON.Object, expectsError: Bool) throws -> String? {
        let expectsUnknown = expected["unknown"] != nil || expected["any_unknown"] != nil
        switch outcome {
        case .failure(let error):
            if expectsUnknown { return error.code == .unknown ? nil : "fails: \(error)" }
            return expectsError && error.code != .unknown ? nil : "fails: \(error)"
        case .success(let value):
            if expectsError || expectsUnknown { return "gives \(value) where none is expected" }
            guard let wanted = try expected["value"].map(ConformanceFormat.value) else { return nil }
            return value == wanted ? nil : "gives \(value), not \(wanted)"
        }
    }

    /// What is wrong with the expression as it is printed: it must read back to what prints the same.
    public func printingObjection() -> String? {
        guard let bindings = try? Bindings(fields["bindings"]), let environment = try? environment(for: bindings),
            case .success(let program) = compiled(source, environment)
        else { return nil }
        let printed = program.description
        switch compiled(printed, environment) {
        case .failure(let errors): return "is printed as \(printed), which does not compile: \(errors)"
        case .success(let again): return again.description == printed ? nil : "is printed as \(printed), then as \(again.description)"
        }
    }

    private func compiled(_ source: String, _ environment: Environment) -> Result<Program, CompileErrors> {
        isChecked ? environment.compile(source) : environment.compileUnchecked(source)
    }

    // MARK: Surroundings

    private func environment(for bindings: Bindings) throws -> Environment {
        var environment = Environment(
            container: fields["container"]?.stringValue ?? "", libraries: requires.compactMap { Self.libraries[$0] })
        if fields["disable_macros"]?.boolValue == true { environment.macros = [] }
        for declaration in fields["type_env"]?.arrayValue ?? [] {
            guard let name = declaration["name"]?.stringValue else { continue }
            if let type = declaration["type"] { environment.variables[name] = try ConformanceFormat.type(type) }
            let overloads = try (declaration["overloads"]?.arrayValue ?? []).map(ConformanceFormat.overload)
            if !overloads.isEmpty { environment.declare(FunctionDeclaration(name, overloads: overloads)) }
        }
        // Without a check nothing need be declared: what is bound is there.
        if !isChecked {
            for name in bindings.names where environment.variables[name] == nil { environment.variables[name] = .dyn }
        }
        return environment
    }
}

extension Explanation.Outcome {
    init(_ result: Result<CEL.Value, EvaluationError>) {
        switch result {
        case .success(let value): self = .value(value)
        case .failure(let error): self = .error(error)
        }
    }
}

/// What the variables of a case stand for: a value, an error, or something unknown.
private struct Bindings {
    private(set) var names: [String] = []
    private var values: [String: CEL.Value] = [:]
    private var errors: Set<String> = []
    private var unknowns: [[String]] = []

    init(_ json: JSON.Value?) throws {
        for (name, content) in json?.objectValue ?? [:] {
            names.append(name)
            if content["error"] != nil {
                errors.insert(name)
            } else if content["unknown"] != nil {
                unknowns.append([name])
            } else {
                values[name] = try ConformanceFormat.value(content)
            }
        }
    }

    var activation: Activation {
        Activation(values, unknowns: unknowns) { [errors] name in
            if errors.contains(name) { throw Fault(.host, "the variable `\(name)` is bound to an error") }
            return nil
        }
    }
}
