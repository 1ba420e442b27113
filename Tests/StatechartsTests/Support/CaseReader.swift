import JSON
import Statecharts

/// A conformance case's machine as a description. `parse` turns the text of an expression into the evaluator's own.
struct CaseReader<Evaluator: ExpressionEvaluator> {
    typealias Description = MachineDescription<ExecutableModel<Evaluator>>
    typealias Action = ExecutableContent<Evaluator.Expression>

    let parse: (String) throws -> Evaluator.Expression

    struct Malformed: Error {
        let what: String
    }

    func machine(_ json: JSON.Value) throws -> Description {
        Description(name: json["name"]?.stringValue ?? "", root: try state(json))
    }

    private func list(_ json: JSON.Value?) -> [JSON.Value] { json?.arrayValue ?? [] }
    private func texts(_ json: JSON.Value?) -> [String] { list(json).compactMap(\.stringValue) }
    private func actions(_ json: JSON.Value?) throws -> [Action] { try list(json).map(action) }
    private func expression(_ json: JSON.Value?) throws -> Evaluator.Expression? { try json?.stringValue.map(parse) }

    private func needed(_ json: JSON.Value?) throws -> Evaluator.Expression {
        guard let expression = try expression(json) else { throw Malformed(what: "expression missing") }
        return expression
    }

    private func kind(_ json: JSON.Value) throws -> StateKind {
        switch json["type"]?.stringValue {
        case "atomic": return .atomic
        case "compound": return .compound
        case "parallel": return .parallel
        case "final": return .final
        case "history": return .history(json["history"]?.stringValue == "deep" ? .deep : .shallow)
        default: throw Malformed(what: "type \(json["type"] ?? nil)")
        }
    }

    private func state(_ json: JSON.Value) throws -> Description.State {
        let historyDefault = try json["default"].map {
            Description.HistoryDefault(targets: texts($0["target"]), actions: try actions($0["actions"]))
        }
        return Description.State(
            json["id"]?.stringValue ?? "", kind: try kind(json), initial: texts(json["initial"]),
            initialActions: try actions(json["initial_actions"]), historyDefault: historyDefault,
            onentry: try list(json["onentry"]).map(actions), onexit: try list(json["onexit"]).map(actions),
            transitions: try list(json["transitions"]).map(transition), donedata: try json["donedata"].map(payload),
            children: try list(json["states"]).map(state))
    }

    private func transition(_ json: JSON.Value) throws -> Description.Transition {
        Description.Transition(
            on: json["event"]?.stringValue?.split(separator: " ").map(String.init) ?? [],
            if: try expression(json["cond"]), to: texts(json["target"]),
            isInternal: json["type"]?.stringValue == "internal", actions: try actions(json["actions"]))
    }

    private func payload(_ json: JSON.Value) throws -> Payload<Evaluator.Expression> {
        Payload(
            content: try expression(json["content_expr"]),
            params: try list(json["params"]).map { .init($0["name"]?.stringValue ?? "", try needed($0["expr"])) })
    }

    private func text(_ json: JSON.Value, _ literal: String, _ computed: String) throws -> Text<Evaluator.Expression>? {
        if let text = json[literal]?.stringValue { return .literal(text) }
        return try expression(json[computed]).map(Text.expression)
    }

    private func action(_ json: JSON.Value) throws -> Action {
        guard let (name, body) = json.objectValue?.first(where: { _ in true }) else { throw Malformed(what: "action") }
        switch name {
        case "raise": return .raise(event: body["event"]?.stringValue ?? "")
        case "send": return .send(try send(body))
        case "cancel": return .cancel(try text(body, "sendid", "sendid_expr") ?? .literal(""))
        case "assign": return .assign(location: body["location"]?.stringValue ?? "", try needed(body["expr"]))
        case "log": return .log(label: body["label"]?.stringValue, try text(body, "text", "expr"))
        case "if":
            return .if(try list(body).map { Branch(if: try expression($0["cond"]), try actions($0["actions"])) })
        case "foreach":
            return .foreach(
                Foreach(
                    body["item"]?.stringValue ?? "", index: body["index"]?.stringValue, in: try needed(body["array"]),
                    try actions(body["actions"])))
        default: throw Malformed(what: "action \(name)")
        }
    }

    private func send(_ body: JSON.Value) throws -> SendContent<Evaluator.Expression> {
        let delay: SendContent<Evaluator.Expression>.Delay =
            try expression(body["delay_expr"]).map { .expression($0) } ?? .milliseconds(body["delay_ms"]?.intValue ?? 0)
        return SendContent(
            try text(body, "event", "event_expr") ?? .literal(""), id: body["id"]?.stringValue,
            idLocation: body["id_location"]?.stringValue, delay: delay, target: try text(body, "target", "target_expr"),
            payload: try payload(body))
    }
}
