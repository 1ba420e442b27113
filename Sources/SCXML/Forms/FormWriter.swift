import JSON
import Statecharts

extension StatechartDocument {
    /// The JSON form, which `init(json:)` reads back to the same machine.
    /// - Throws: `DocumentError` where states or actions are nested deeper than can be read back.
    public func json() throws(DocumentError) -> JSON.Value {
        var root = try FormWriter.state(description.root, depth: 0)
        if !description.name.utf8.isEmpty { root.append("name", .string(description.name)) }
        if !data.isEmpty { root.append("datamodel", .array(data.map(FormWriter.datum))) }
        return .object(root)
    }
}

/// Writes the JSON form; what is empty is left out.
enum FormWriter {
    typealias Description = MachineDescription<CELModel>

    static func datum(_ datum: Datum<CELExpression>) -> JSON.Value {
        var object: Object = ["id": .string(datum.id)]
        object.add("expr", datum.expression)
        return .object(object)
    }

    static func state(_ state: Description.State, depth: Int) throws(DocumentError) -> Object {
        guard depth <= FormReader.stateDepth else {
            throw DocumentError(.tooDeep, "", "States are nested deeper than \(FormReader.stateDepth) levels; make the machine flatter.")
        }
        var object: Object = ["id": .string(state.id)]
        add(state.kind, to: &object)
        object.add("initial", state.initial)
        object.add("initial_actions", try actions(state.initialActions))
        if let historyDefault = state.historyDefault {
            var form: Object = ["target": .array(historyDefault.targets.map(JSON.Value.string))]
            form.add("actions", try actions(historyDefault.actions))
            object.append("default", .object(form))
        }
        object.add("onentry", try state.onentry.map { block throws(DocumentError) in .array(try actions(block)) })
        object.add("onexit", try state.onexit.map { block throws(DocumentError) in .array(try actions(block)) })
        object.add("transitions", try state.transitions.map(transition))
        if let donedata = state.donedata {
            var form = Object()
            form.add(donedata)
            object.append("donedata", .object(form))
        }
        object.add("invoke", try state.invocations.map(invoke))
        object.add("states", try state.children.map { child throws(DocumentError) in .object(try self.state(child, depth: depth + 1)) })
        return object
    }

    private static func add(_ kind: StateKind, to object: inout Object) {
        switch kind {
        case .atomic: object.append("type", "atomic")
        case .compound: object.append("type", "compound")
        case .parallel: object.append("type", "parallel")
        case .final: object.append("type", "final")
        case .history(let depth):
            object.append("type", "history")
            object.append("history", .string(depth.rawValue))
        }
    }

    private static func transition(_ transition: Description.Transition) throws(DocumentError) -> JSON.Value {
        var object = Object()
        if !transition.events.isEmpty { object.append("event", .string(transition.events.joined(separator: " "))) }
        object.add("cond", transition.condition)
        object.add("target", transition.targets)
        object.append("type", transition.isInternal ? "internal" : "external")
        object.add("actions", try actions(transition.actions))
        return .object(object)
    }

    private static func invoke(_ invoke: Description.Invoke) throws(DocumentError) -> JSON.Value {
        var object = Object()
        object.add("id", invoke.id)
        object.add("id_location", invoke.content.idLocation)
        object.add("type", "type_expr", invoke.content.type)
        switch invoke.content.source {
        case .nothing: break
        case .address(let address): object.add("src", "src_expr", address)
        case .definition(let definition): object.append("machine", definition)
        case .expression(let expression): object.add("content_expr", expression)
        }
        object.add(Payload(params: invoke.content.params))
        if invoke.isAutoforwarding { object.append("autoforward", true) }
        object.add("finalize", try actions(invoke.finalize))
        return .object(object)
    }
}

// MARK: Actions

extension FormWriter {
    static func actions(_ actions: [CELModel.Action], depth: Int = 0) throws(DocumentError) -> [JSON.Value] {
        guard actions.isEmpty || depth < FormReader.contentDepth else {
            throw DocumentError(.tooDeep, "", "Actions are nested deeper than \(FormReader.contentDepth) levels; make them flatter.")
        }
        return try actions.map { action throws(DocumentError) in try self.action(action, depth: depth) }
    }

    private static func action(_ action: CELModel.Action, depth: Int) throws(DocumentError) -> JSON.Value {
        switch action {
        case .raise(let event): return ["raise": ["event": .string(event)]]
        case .send(let content): return ["send": .object(send(content))]
        case .cancel(let sendid):
            var object = Object()
            object.add("sendid", "sendid_expr", sendid)
            return ["cancel": .object(object)]
        case .if(let branches):
            return ["if": .array(try branches.map { branch throws(DocumentError) in
                var object = Object()
                object.add("cond", branch.condition)
                object.append("actions", .array(try actions(branch.actions, depth: depth + 1)))
                return .object(object)
            })]
        case .foreach(let loop):
            var object: Object = ["array": .string(loop.array.source), "item": .string(loop.item)]
            object.add("index", loop.index)
            object.append("actions", .array(try actions(loop.actions, depth: depth + 1)))
            return ["foreach": .object(object)]
        case .assign(let location, let expression):
            return ["assign": ["location": .string(location), "expr": .string(expression.source)]]
        case .log(let label, let text):
            var object = Object()
            object.add("label", label)
            object.add("text", "expr", text)
            return ["log": .object(object)]
        }
    }

    private static func send(_ content: SendContent<CELExpression>) -> Object {
        var object = Object()
        object.add("event", "event_expr", content.event)
        object.add("id", content.id)
        object.add("id_location", content.idLocation)
        switch content.delay {
        case .milliseconds(let delay): if delay != 0 { object.append("delay_ms", .int(delay)) }
        case .expression(let expression): object.add("delay_expr", expression)
        }
        object.add("target", "target_expr", content.target)
        object.add("type", "type_expr", content.type)
        object.add(content.payload)
        return object
    }
}

extension Object {
    fileprivate mutating func add(_ key: String, _ elements: [JSON.Value]) {
        if !elements.isEmpty { append(key, .array(elements)) }
    }

    fileprivate mutating func add(_ key: String, _ texts: [String]) { add(key, texts.map(JSON.Value.string)) }

    fileprivate mutating func add(_ key: String, _ text: String?) {
        if let text { append(key, .string(text)) }
    }

    fileprivate mutating func add(_ key: String, _ expression: CELExpression?) { add(key, expression?.source) }

    fileprivate mutating func add(_ literal: String, _ computed: String, _ text: Text<CELExpression>?) {
        switch text {
        case .literal(let text)?: append(literal, .string(text))
        case .expression(let expression)?: append(computed, .string(expression.source))
        case nil: break
        }
    }

    fileprivate mutating func add(_ payload: Payload<CELExpression>) {
        add("params", payload.params.map { ["name": .string($0.name), "expr": .string($0.expression.source)] })
        add("content_expr", payload.content)
    }
}
