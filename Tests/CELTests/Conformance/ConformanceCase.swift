import Foundation

@testable import CEL

/// One case of the public conformance suite, as the shared folder holds it.
struct ConformanceCase {
    /// The extensions that are built, by the names that the suite has for them.
    static let libraries: [String: Library] = [
        "ext:strings": .strings, "ext:math": .math, "ext:encoders": .encoders, "ext:bindings": .bindings, "ext:block": .block,
        "ext:optionals": .optionals, "ext:network": .network, "ext:two_var_comprehensions": .twoVariableComprehensions,
    ]

    let id: String
    let source: String
    let needsProto: Bool
    let requires: [String]
    private let fields: [String: Any]

    init?(line: String) throws {
        guard !line.isEmpty, let fields = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let id = fields["id"] as? String, let source = fields["expr"] as? String,
            let needsProto = fields["needs_proto"] as? Bool, let requires = fields["requires"] as? [String]
        else { return nil }
        self.id = id
        self.source = source
        self.needsProto = needsProto
        self.requires = requires
        self.fields = fields
    }

    /// Whether it asks for nothing that is not built.
    var isCovered: Bool { !needsProto && requires.allSatisfy { Self.libraries[$0] != nil } }

    /// The folder of the suite, where there is one.
    static var folder: URL? {
        let given = ProcessInfo.processInfo.environment["TRIAD_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = (given ?? root.appendingPathComponent("shared/conformance")).appendingPathComponent("cel")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// What is wrong with the outcome; `nil` where nothing is.
    func objection() -> String? {
        var environment = Environment(
            container: fields["container"] as? String ?? "", libraries: requires.compactMap { Self.libraries[$0] })
        for declaration in fields["type_env"] as? [[String: Any]] ?? [] { declare(declaration, in: &environment) }
        var bindings: [String: Value] = [:]
        for (name, value) in fields["bindings"] as? [String: [String: Any]] ?? [:] {
            guard let value = Self.value(value) else { return "the value of \(name) cannot be read" }
            bindings[name] = value
        }
        guard let expected = fields["expected"] as? [String: Any] else { return "nothing is expected" }
        let expectsError = expected["error"] != nil || expected["any_error"] != nil

        let isChecked = fields["disable_check"] as? Bool != true
        let program: Program
        switch isChecked ? environment.compile(source) : environment.compileUnchecked(source) {
        case .failure(let errors): return expectsError ? nil : "does not compile: \(errors)"
        case .success(let made): program = made
        }
        if let type = expected["type"], isChecked, program.resultType != Self.type(type) {
            return "is of type \(program.resultType), not \(Self.type(type))"
        }
        if let objection = printingObjection(program, environment, isChecked: isChecked) { return objection }
        if fields["check_only"] as? Bool == true { return nil }
        let result = program.evaluate(Activation(bindings))
        let explained = program.explain(Activation(bindings)).result
        switch result {
        case .failure(let error):
            guard explained == .error(error) else { return "the explanation says \(explained), not \(error)" }
            return expectsError ? nil : "fails: \(error)"
        case .success(let value):
            guard explained == .value(value) else { return "the explanation says \(explained), not \(value)" }
            if expectsError { return "gives \(value) where an error is expected" }
            guard let wanted = (expected["value"] as? [String: Any]).flatMap(Self.value) else { return nil }
            return value == wanted ? nil : "gives \(value), not \(wanted)"
        }
    }

    /// What is printed must read back to what prints the same.
    private func printingObjection(_ program: Program, _ environment: Environment, isChecked: Bool) -> String? {
        let printed = program.description
        switch isChecked ? environment.compile(printed) : environment.compileUnchecked(printed) {
        case .failure(let errors): return "is printed as \(printed), which does not compile: \(errors)"
        case .success(let again): return again.description == printed ? nil : "is printed as \(printed), then as \(again.description)"
        }
    }

    // MARK: Reading

    private func declare(_ declaration: [String: Any], in environment: inout Environment) {
        guard let name = declaration["name"] as? String else { return }
        if let type = declaration["type"] { environment.variables[name] = Self.type(type) }
        let overloads = (declaration["overloads"] as? [[String: Any]] ?? []).map { overload in
            Overload(
                overload["id"] as? String ?? "", (overload["params"] as? [Any] ?? []).map(Self.type),
                Self.type(overload["result"] ?? "dyn"), isMember: overload["member"] as? Bool ?? false)
        }
        if !overloads.isEmpty { environment.declare(FunctionDeclaration(name, overloads: overloads)) }
    }

    private static func type(_ json: Any) -> Type {
        if let name = json as? String {
            let plain: [String: Type] = [
                "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
                "null_type": .null, "timestamp": .timestamp, "duration": .duration,
            ]
            return plain[name] ?? .dyn
        }
        guard let (kind, content) = (json as? [String: Any])?.first else { return .dyn }
        switch kind {
        case "list": return .list(type(content))
        case "map":
            let parts = content as? [Any] ?? []
            return .map(type(parts.first ?? "dyn"), type(parts.last ?? "dyn"))
        case "wrapper": return .wrapper(type(content))
        case "type": return .type(content as? String == "" ? .dyn : type(content))
        case "param": return .parameter(content as? String ?? "")
        case "abstract":
            let abstract = content as? [String: Any] ?? [:]
            return .abstract(abstract["name"] as? String ?? "", (abstract["params"] as? [Any] ?? []).map(type))
        case "message": return (content as? String).flatMap(MessageType.init(rawValue:))?.type ?? .dyn
        default: return .dyn
        }
    }

    private static func value(_ json: [String: Any]) -> Value? {
        guard let (kind, content) = json.first else { return nil }
        let text = content as? String ?? ""
        switch kind {
        case "null": return .null
        case "bool": return (content as? Bool).map(Value.bool)
        case "int": return Int64(text).map(Value.int)
        case "uint": return UInt64(text).map(Value.uint)
        case "double": return Double(text).map(Value.double)
        case "string": return .string(text)
        case "bytes": return Data(base64Encoded: text).map { .bytes(Array($0)) }
        case "list":
            let elements = (content as? [[String: Any]] ?? []).map(value)
            return elements.contains { $0 == nil } ? nil : .list(elements.compactMap { $0 })
        case "map":
            let entries = (content as? [[[String: Any]]] ?? []).compactMap { pair -> Map.Entry? in
                guard pair.count == 2, let key = value(pair[0]), let value = value(pair[1]) else { return nil }
                return (key, value)
            }
            return (try? Map(entries)).map(Value.map)
        case "timestamp": return Timestamp(text).map(Value.timestamp)
        case "duration": return Duration(text).map(Value.duration)
        case "type": return .type(named[text] ?? .abstract(text))
        default: return nil
        }
    }

    private static let named: [String: Type] = Dictionary(
        uniqueKeysWithValues: [
            Type.bool, .int, .uint, .double, .string, .bytes, .null, .list(.dyn), .map(.dyn, .dyn), .type(.dyn), .timestamp, .duration,
        ].map { ($0.name, $0) })
}
