import JSON
import Statecharts

// Executable content.

extension FormReader {
    func actions(_ node: FormNode?, depth: Int = 0) throws(DocumentError) -> [CELModel.Action] {
        guard let node else { return [] }
        guard depth < Self.contentDepth else {
            throw node.failure(.tooDeep, "Actions are nested deeper than \(Self.contentDepth) levels; make them flatter.")
        }
        return try node.elements().map { action throws(DocumentError) in try self.action(action, depth: depth) }
    }

    private enum ActionKind: String, CaseIterable {
        case raise, send, cancel, assign, log, `if`, foreach
    }

    private func action(_ node: FormNode, depth: Int) throws(DocumentError) -> CELModel.Action {
        guard let object = node.value.objectValue, object.count == 1, let name = object.keys.first, let body = node[name] else {
            throw node.failure(.wrongType, "An action belongs here: an object with the action's name as its one field.")
        }
        guard let kind = ActionKind.allCases.first(where: { sameScalars($0.rawValue, name) }) else {
            throw body.failure(.unsupported, "There is no action \(name); use \(ActionKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        switch kind {
        case .raise:
            try body.only(["event"])
            return .raise(event: try eventName(try body.required("event")))
        case .send: return .send(try send(body))
        case .cancel:
            try body.only(["sendid", "sendid_expr"])
            return .cancel(try text(body, "sendid", "sendid_expr"))
        case .assign:
            try body.only(["location", "expr"])
            return .assign(location: try body.required("location").text(), try expression(try body.required("expr")))
        case .log:
            try body.only(["label", "text", "expr"])
            return .log(label: try body["label"]?.text(), try optionalText(body, "text", "expr"))
        case .if: return .if(try body.elements().map { branch throws(DocumentError) in try self.branch(branch, depth: depth) })
        case .foreach: return .foreach(try foreach(body, depth: depth))
        }
    }

    private func branch(_ node: FormNode, depth: Int) throws(DocumentError) -> Branch<CELExpression> {
        try node.only(["cond", "actions"])
        return Branch(if: try node["cond"].map(expression), try actions(node["actions"], depth: depth + 1))
    }

    private func foreach(_ node: FormNode, depth: Int) throws(DocumentError) -> Foreach<CELExpression> {
        try node.only(["array", "item", "index", "actions"])
        return Foreach(
            try node.required("item").text(), index: try node["index"]?.text(),
            in: try expression(try node.required("array")), try actions(node["actions"], depth: depth + 1))
    }

    private func eventName(_ node: FormNode) throws(DocumentError) -> String {
        let name = try node.text()
        guard Event.isName(name) else { throw node.failure(.badName, "\"\(name)\" is no name of an event; write one word.") }
        return name
    }

    // MARK: Send

    private func send(_ node: FormNode) throws(DocumentError) -> SendContent<CELExpression> {
        try node.only([
            "event", "event_expr", "id", "id_location", "delay_ms", "delay_expr", "target", "target_expr", "type",
            "type_expr", "params", "content_expr",
        ])
        try apart(node, "id", "id_location")
        try apart(node, "delay_ms", "delay_expr")
        if let event = node["event"] { _ = try eventName(event) }
        return SendContent(
            try text(node, "event", "event_expr"), id: try node["id"]?.text(), idLocation: try node["id_location"]?.text(),
            delay: try delay(node), target: try optionalText(node, "target", "target_expr"),
            type: try optionalText(node, "type", "type_expr"), payload: try payload(node))
    }

    private func delay(_ node: FormNode) throws(DocumentError) -> SendContent<CELExpression>.Delay {
        if let delay = node["delay_expr"] { return .expression(try expression(delay)) }
        return .milliseconds(try node["delay_ms"]?.integer() ?? 0)
    }

    func payload(_ node: FormNode) throws(DocumentError) -> Payload<CELExpression> {
        if try !node.list("params").isEmpty { try apart(node, "params", "content_expr") }
        return Payload(content: try node["content_expr"].map(expression), params: try params(node))
    }

    func params(_ node: FormNode) throws(DocumentError) -> [Payload<CELExpression>.Param] {
        try node.list("params").map { param throws(DocumentError) in
            try param.only(["name", "expr"])
            return Payload.Param(try param.required("name").text(), try expression(try param.required("expr")))
        }
    }

    // MARK: Either, or

    /// A text written out under one key or computed under another.
    func optionalText(_ node: FormNode, _ literal: String, _ computed: String) throws(DocumentError) -> Text<CELExpression>? {
        try apart(node, literal, computed)
        if let text = node[literal] { return .literal(try text.text()) }
        return try node[computed].map { node throws(DocumentError) in .expression(try expression(node)) }
    }

    func text(_ node: FormNode, _ literal: String, _ computed: String) throws(DocumentError) -> Text<CELExpression> {
        guard let text = try optionalText(node, literal, computed) else {
            throw node.failure(.missingField, "The field \(literal), or \(computed) instead, is missing.")
        }
        return text
    }

    func apart(_ node: FormNode, _ one: String, _ other: String) throws(DocumentError) {
        guard node[one] != nil, let second = node[other] else { return }
        throw second.failure(.clash, "Only one of \(one) and \(other) can be given; leave one out.")
    }
}
