import JSON

// https://www.w3.org/TR/scxml/#executable and https://www.w3.org/TR/scxml/#external-module

extension SCXMLForm {
    static let actionNames: Set<String> = ["raise", "if", "foreach", "log", "assign", "send", "cancel"]

    mutating func actions(of node: XMLNode, _ pointer: String) throws(DocumentError) -> [JSON.Value] {
        try actions(node.children[...], pointer)
    }

    private mutating func actions(_ nodes: ArraySlice<XMLNode>, _ pointer: String) throws(DocumentError) -> [JSON.Value] {
        var actions: [JSON.Value] = []
        for node in nodes where Self.actionNames.contains(node.name) {
            let inside = "\(pointer)/\(actions.count)"
            note(inside, node)
            actions.append([node.name: try action(node, "\(inside)/\(node.name)")])
        }
        return actions
    }

    private mutating func action(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        note(pointer, node)
        switch node.name {
        case "if": return try branches(node, pointer)
        case "foreach": return .object(try foreach(node, pointer))
        case "send": return .object(try send(node, pointer))
        case "raise": return .object(try fields(node, pointer, [("event", "event")]))
        case "cancel": return .object(try fields(node, pointer, [("sendid", "sendid"), ("sendidexpr", "sendid_expr")]))
        case "log": return .object(try fields(node, pointer, [("label", "label"), ("expr", "expr")]))
        default:
            try check(node, attributes: ["location", "expr"], hasText: true)
            note("\(pointer)/location", node, "location")
            note("\(pointer)/expr", node, "expr")
            var object: Object = ["location": .string(try required(node, "location"))]
            if let expression = try expression(of: node) { object.append("expr", .string(expression)) }
            return .object(object)
        }
    }

    /// Attributes under their names in the JSON form.
    private mutating func fields(
        _ node: XMLNode, _ pointer: String, _ names: [(attribute: String, key: String)], elements: Set<String> = [],
        others: Set<String> = []
    ) throws(DocumentError) -> Object {
        try check(node, attributes: others.union(names.map(\.attribute)), elements: elements)
        var object = Object()
        for (attribute, key) in names {
            guard let value = node.attributes[attribute] else { continue }
            note("\(pointer)/\(key)", node, attribute)
            object.append(key, .string(value))
        }
        return object
    }

    /// `<elseif>` and `<else>` part the actions of an `<if>`.
    private mutating func branches(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        try check(node, attributes: ["cond"], elements: Self.actionNames.union(["elseif", "else"]))
        var branches: [JSON.Value] = []
        var head = node
        var rest = node.children[...]
        while true {
            let inside = "\(pointer)/\(branches.count)"
            note(inside, head)
            var branch = Object()
            if head.name != "else" {
                note("\(inside)/cond", head, "cond")
                branch.append("cond", .string(try required(head, "cond")))
            }
            let own = rest.prefix { $0.name != "elseif" && $0.name != "else" }
            branch.append("actions", .array(try actions(own, "\(inside)/actions")))
            branches.append(.object(branch))
            rest = rest.dropFirst(own.count)
            guard let next = rest.popFirst() else { return .array(branches) }
            guard head.name != "else" else { throw failure(.clash, next, "Nothing can follow <else>; put <\(next.name)> before it.") }
            try check(next, attributes: next.name == "elseif" ? ["cond"] : [])
            head = next
        }
    }

    private mutating func foreach(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> Object {
        var object = try fields(
            node, pointer, [("array", "array"), ("item", "item"), ("index", "index")], elements: Self.actionNames)
        object.append("actions", .array(try actions(of: node, "\(pointer)/actions")))
        return object
    }

    private mutating func send(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> Object {
        var object = try fields(
            node, pointer,
            [
                ("event", "event"), ("eventexpr", "event_expr"), ("id", "id"), ("idlocation", "id_location"),
                ("delayexpr", "delay_expr"), ("target", "target"), ("targetexpr", "target_expr"), ("type", "type"),
                ("typeexpr", "type_expr"),
            ], elements: ["content", "param"], others: ["delay", "namelist"])
        if let delay = node.attributes["delay"] {
            note("\(pointer)/delay_ms", node, "delay")
            guard let milliseconds = DelayText.milliseconds(delay) else {
                throw failure(.wrongType, node, at: "delay", "\"\(delay)\" is no delay; write a number and ms, s, m, h or d, such as 1.5s.")
            }
            object.append("delay_ms", .int(milliseconds))
        }
        try addPayload(of: node, pointer, to: &object)
        return object
    }

    // MARK: What is sent along

    mutating func addPayload(of node: XMLNode, _ pointer: String, to object: inout Object) throws(DocumentError) {
        let params = try self.params(of: node, pointer)
        if !params.isEmpty { object.append("params", .array(params.map(\.form))) }
        guard let content = try single("content", in: node) else { return }
        try check(content, attributes: ["expr"], hasText: true)
        note("\(pointer)/content_expr", content, "expr")
        if let expression = content.attributes["expr"] {
            guard trimmed(content.text).utf8.isEmpty else {
                throw failure(.clash, content, "<content> has expr and text; leave one out.")
            }
            object.append("content_expr", .string(expression))
        } else {
            object.append("content_expr", .string(Self.literal(trimmed(content.text))))
        }
    }

    /// A text as a literal of CEL.
    static func literal(_ text: String) -> String { JSON.Value.string(text).text }

    struct Param {
        let name: String
        /// The variable that it names (`location`, `namelist`); nil where it has an expression of its own.
        let location: String?
        let form: JSON.Value
    }

    /// Those of `namelist` first, then each `<param>`.
    mutating func params(of node: XMLNode, _ pointer: String) throws(DocumentError) -> [Param] {
        var params = words(node.attributes["namelist"] ?? "").compactMap(\.stringValue).map { name in
            Param(name: name, location: name, form: ["name": .string(name), "expr": .string(name)])
        }
        for index in params.indices { note("\(pointer)/params/\(index)", node, "namelist") }
        for child in node.children where child.name == "param" {
            let inside = "\(pointer)/params/\(params.count)"
            note(inside, child)
            note("\(inside)/expr", child, child.attributes["expr"] == nil ? "location" : "expr")
            try check(child, attributes: ["name", "expr", "location"])
            let name = try required(child, "name")
            if child.attributes["expr"] != nil, child.attributes["location"] != nil {
                throw failure(.clash, child, at: "location", "<param> has expr and location; leave one out.")
            }
            guard let expression = child.attributes["expr"] ?? child.attributes["location"] else {
                throw failure(.missingField, child, "<param> needs the attribute expr, or location instead.")
            }
            params.append(
                Param(
                    name: name, location: child.attributes["location"],
                    form: ["name": .string(name), "expr": .string(expression)]))
        }
        return params
    }

    // MARK: Invoke

    mutating func invoke(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        note(pointer, node)
        var object = try fields(
            node, pointer,
            [
                ("id", "id"), ("idlocation", "id_location"), ("type", "type"), ("typeexpr", "type_expr"), ("src", "src"),
                ("srcexpr", "src_expr"),
            ], elements: ["content", "param", "finalize"], others: ["namelist", "autoforward"])
        if let word = node.attributes["autoforward"] {
            guard word == "true" || word == "false" else {
                throw failure(.wrongType, node, at: "autoforward", "true or false belongs here.")
            }
            if word == "true" { object.append("autoforward", true) }
        }
        let params = try params(of: node, pointer)
        if !params.isEmpty { object.append("params", .array(params.map(\.form))) }
        if let content = try single("content", in: node) { try addDefinition(content, pointer, to: &object) }
        if let finalize = try single("finalize", in: node) {
            try check(finalize, elements: Self.actionNames)
            note("\(pointer)/finalize", finalize)
            let actions = try actions(of: finalize, "\(pointer)/finalize")
            let all = finalize.children.isEmpty ? params.compactMap(Self.update) : actions
            if !all.isEmpty { object.append("finalize", .array(all)) }
        }
        return .object(object)
    }

    /// What an empty `<finalize/>` does with a parameter that names a variable: what comes back under its name is
    /// assigned to it (https://www.w3.org/TR/scxml/#finalize).
    private static func update(_ param: Param) -> JSON.Value? {
        guard let location = param.location else { return nil }
        let name = literal(param.name)
        let assign: JSON.Value = ["assign": ["location": .string(location), "expr": .string("_event.data[\(name)]")]]
        return ["if": [["cond": .string("type(_event.data) == map && \(name) in _event.data"), "actions": [assign]]]]
    }

    private mutating func addDefinition(_ content: XMLNode, _ pointer: String, to object: inout Object) throws(DocumentError) {
        try check(content, attributes: ["expr"], elements: ["scxml"], hasText: true)
        note("\(pointer)/content_expr", content, "expr")
        let text = trimmed(content.text)
        let machine = try single("scxml", in: content)
        guard [content.attributes["expr"] != nil, machine != nil, !text.utf8.isEmpty].count(where: { $0 }) <= 1 else {
            throw failure(.clash, content, "<content> is an expression, a machine or a text; leave the others out.")
        }
        if let expression = content.attributes["expr"] {
            object.append("content_expr", .string(expression))
        } else if let machine {
            object.append("machine", try self.machine(machine, "\(pointer)/machine"))
        } else {
            object.append("content_expr", .string(Self.literal(text)))
        }
    }
}
