import CEL
import JSON
import Statecharts

/// Reads the JSON form of a machine.
struct FormReader {
    typealias Description = MachineDescription<CELModel>

    /// How deep states may be nested before reading stops; a machine takes fewer.
    static let stateDepth = 512
    /// How deep actions may be nested.
    static let contentDepth = 64

    /// How deep machines may be written within machines that invoke them.
    static let machineDepth = 16

    let language: CELLanguage
    /// How many machines this one is written within.
    let machinesAround: Int

    static func document(_ root: FormNode, within machinesAround: Int = 0) throws(DocumentError) -> StatechartDocument {
        let language = CELLanguage(variables: VariableNames.of(root.value))
        return try FormReader(language: language, machinesAround: machinesAround).document(root)
    }

    private func document(_ root: FormNode) throws(DocumentError) -> StatechartDocument {
        StatechartDocument(
            description: Description(name: try root["name"]?.text() ?? "", root: try state(root, depth: 0)),
            data: try root.list("datamodel").map(datum))
    }

    private func datum(_ node: FormNode) throws(DocumentError) -> Datum<CELExpression> {
        try node.only(["id", "expr"])
        let id = try node.required("id")
        let name = try id.text()
        guard SystemVariable(rawValue: name) == nil, Environment.isName(name) else {
            throw id.failure(.badName, "\(name) cannot be the name of a variable; write a letter, then letters, digits and _.")
        }
        return Datum(name, try node["expr"].map(expression))
    }

    func expression(_ node: FormNode) throws(DocumentError) -> CELExpression {
        let source = try node.text()
        do throws(CompileErrors) {
            return try language.expression(source)
        } catch {
            throw node.failure(.badExpression, "`\(source)` is no expression: \(error.errors.map(\.description).joined(separator: "; ")).")
        }
    }
}

// MARK: States

extension FormReader {
    private enum Kind: String, CaseIterable {
        case atomic, compound, parallel, final, history
    }

    private enum Depth: String, CaseIterable {
        case shallow, deep
    }

    private static let rootKeys: Set<String> = ["name", "datamodel"]
    private static let stateKeys: Set<String> = [
        "id", "type", "history", "default", "initial", "initial_actions", "onentry", "onexit", "transitions", "donedata",
        "invoke", "states",
    ]

    private func state(_ node: FormNode, depth: Int) throws(DocumentError) -> Description.State {
        guard depth <= Self.stateDepth else {
            throw node.failure(.tooDeep, "States are nested deeper than \(Self.stateDepth) levels; make the machine flatter.")
        }
        try node.only(depth == 0 ? Self.stateKeys.union(Self.rootKeys) : Self.stateKeys)
        return Description.State(
            try node.required("id").text(), kind: try kind(node), initial: try node["initial"]?.texts() ?? [],
            initialActions: try actions(node["initial_actions"]),
            historyDefault: try node["default"].map(historyDefault), onentry: try blocks(node, "onentry"),
            onexit: try blocks(node, "onexit"), transitions: try node.list("transitions").map(transition),
            donedata: try node["donedata"].map(doneData), invocations: try node.list("invoke").map(invoke),
            children: try node.list("states").map { child throws(DocumentError) in try state(child, depth: depth + 1) })
    }

    private func kind(_ node: FormNode) throws(DocumentError) -> StateKind {
        let kind = try node.required("type").word(Kind.self)
        if kind != .history, let depth = node["history"] {
            throw depth.failure(.unknownField, "Only a history is shallow or deep; leave this out.")
        }
        switch kind {
        case .atomic: return .atomic
        case .compound: return .compound
        case .parallel: return .parallel
        case .final: return .final
        case .history:
            switch try node["history"]?.word(Depth.self) ?? .shallow {
            case .shallow: return .history(.shallow)
            case .deep: return .history(.deep)
            }
        }
    }

    private func historyDefault(_ node: FormNode) throws(DocumentError) -> Description.HistoryDefault {
        try node.only(["target", "actions"])
        return Description.HistoryDefault(targets: try node["target"]?.texts() ?? [], actions: try actions(node["actions"]))
    }

    private func blocks(_ node: FormNode, _ key: String) throws(DocumentError) -> [[CELModel.Action]] {
        try node.list(key).map { block throws(DocumentError) in try actions(block) }
    }

    private enum TransitionType: String, CaseIterable {
        case external, `internal`
    }

    private func transition(_ node: FormNode) throws(DocumentError) -> Description.Transition {
        try node.only(["event", "cond", "target", "type", "actions"])
        return Description.Transition(
            on: try node["event"].map(descriptors) ?? [], if: try node["cond"].map(expression),
            to: try node["target"]?.texts() ?? [], isInternal: try node["type"]?.word(TransitionType.self) == .internal,
            actions: try actions(node["actions"]))
    }

    private func descriptors(_ node: FormNode) throws(DocumentError) -> [String] {
        let words = try node.text().utf8.split { $0 <= 0x20 }.map { String(Substring($0)) }
        guard !words.isEmpty else { throw node.failure(.wrongType, "An event descriptor belongs here; an eventless transition has no field event.") }
        return words
    }

    private func doneData(_ node: FormNode) throws(DocumentError) -> Payload<CELExpression> {
        try node.only(["params", "content_expr"])
        return try payload(node)
    }
}
