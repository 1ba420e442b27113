import JSON

/// The JSON form as elements of SCXML. Only what `FormWriter` writes comes here, so that nothing is checked again.
enum SCXMLElements {
    static func machine(_ form: JSON.Value, _ pointer: String) throws(DocumentError) -> XMLOutput {
        var element = XMLOutput(
            name: "scxml",
            attributes: [("xmlns", SCXMLForm.namespace), ("version", "1.0"), ("datamodel", "cel")], pointer: pointer)
        element.add(form, [("name", "name")])
        let data = form.elements("datamodel", pointer)
        if !data.isEmpty {
            element.children.append(XMLOutput(name: "datamodel", children: data.map(datum), pointer: pointer))
        }
        try addParts(of: form, pointer, to: &element)
        return element
    }

    private static func datum(_ node: FormNode) -> XMLOutput {
        XMLOutput(name: "data", node, [("id", "id"), ("expr", "expr")])
    }

    private static func state(_ node: FormNode) throws(DocumentError) -> XMLOutput {
        let type = node["type"]?.value.stringValue ?? ""
        let name = type == "atomic" || type == "compound" ? "state" : type
        var element = XMLOutput(name: name, node, [("id", "id"), ("history", "type")])
        if let historyDefault = node["default"] {
            element.children.append(try transition(historyDefault))
        }
        try addParts(of: node.value, node.pointer, to: &element)
        return element
    }

    private static func addParts(of form: JSON.Value, _ pointer: String, to element: inout XMLOutput) throws(DocumentError) {
        let node = FormNode(value: form, pointer: pointer)
        if let initial = form["initial"], let actions = node["initial_actions"] {
            let transition = XMLOutput(
                name: "transition", attributes: [("target", words(initial))], children: try Self.actions(actions),
                pointer: actions.pointer)
            element.children.append(XMLOutput(name: "initial", children: [transition], pointer: pointer))
        } else if node["initial_actions"] != nil {
            throw node.failure(.unsupported, "SCXML has actions of an initial transition only beside its target; name the initial state.")
        } else if let initial = form["initial"] {
            element.attributes.append(("initial", words(initial)))
        }
        for block in ["onentry", "onexit"] {
            for actions in form.elements(block, pointer) {
                element.children.append(XMLOutput(name: block, children: try Self.actions(actions), pointer: actions.pointer))
            }
        }
        for node in form.elements("transitions", pointer) { element.children.append(try transition(node)) }
        for node in form.elements("invoke", pointer) { element.children.append(try invoke(node)) }
        if let donedata = node["donedata"] {
            element.children.append(XMLOutput(name: "donedata", children: payload(donedata), pointer: donedata.pointer))
        }
        for child in form.elements("states", pointer) { element.children.append(try state(child)) }
    }

    private static func transition(_ node: FormNode) throws(DocumentError) -> XMLOutput {
        var element = XMLOutput(name: "transition", node, [("event", "event"), ("cond", "cond")])
        if let target = node.value["target"] { element.attributes.append(("target", words(target))) }
        if node.value["type"]?.stringValue == "internal" { element.attributes.append(("type", "internal")) }
        if let actions = node["actions"] { element.children = try Self.actions(actions) }
        return element
    }

    private static func words(_ form: JSON.Value) -> String {
        (form.arrayValue ?? []).compactMap(\.stringValue).joined(separator: " ")
    }

    private static func invoke(_ node: FormNode) throws(DocumentError) -> XMLOutput {
        var element = XMLOutput(
            name: "invoke", node,
            [("id", "id"), ("id_location", "idlocation"), ("type", "type"), ("type_expr", "typeexpr"), ("src", "src"), ("src_expr", "srcexpr")])
        if node["autoforward"] != nil { element.attributes.append(("autoforward", "true")) }
        element.children = payload(node)
        if let machine = node["machine"] {
            let inner = try self.machine(machine.value, machine.pointer)
            element.children.append(XMLOutput(name: "content", children: [inner], pointer: machine.pointer))
        }
        if let finalize = node["finalize"] {
            element.children.append(XMLOutput(name: "finalize", children: try actions(finalize), pointer: finalize.pointer))
        }
        return element
    }

    private static func payload(_ node: FormNode) -> [XMLOutput] {
        let params = node.value.elements("params", node.pointer).map { XMLOutput(name: "param", $0, [("name", "name"), ("expr", "expr")]) }
        guard let content = node["content_expr"] else { return params }
        let expression = content.value.stringValue ?? ""
        return params + [XMLOutput(name: "content", attributes: [("expr", expression)], pointer: content.pointer)]
    }
}

// MARK: Actions

extension SCXMLElements {
    private static func actions(_ node: FormNode) throws(DocumentError) -> [XMLOutput] {
        try node.elements().map { action throws(DocumentError) in
            guard let name = action.value.objectValue?.keys.first, let body = action[name] else {
                throw action.failure(.wrongType, "An action belongs here.")
            }
            return try self.action(name, body)
        }
    }

    private static func action(_ name: String, _ node: FormNode) throws(DocumentError) -> XMLOutput {
        switch name {
        case "if": return try branches(node)
        case "foreach":
            var element = XMLOutput(name: name, node, [("array", "array"), ("item", "item"), ("index", "index")])
            if let actions = node["actions"] { element.children = try Self.actions(actions) }
            return element
        case "send": return send(node)
        case "log":
            var element = XMLOutput(name: name, node, [("label", "label"), ("expr", "expr")])
            if let text = node.value["text"]?.stringValue { element.attributes.append(("expr", SCXMLForm.literal(text))) }
            return element
        default:
            return XMLOutput(
                name: name, node,
                [("event", "event"), ("location", "location"), ("expr", "expr"), ("sendid", "sendid"), ("sendid_expr", "sendidexpr")])
        }
    }

    private static func branches(_ node: FormNode) throws(DocumentError) -> XMLOutput {
        var element: XMLOutput?
        for branch in try node.elements() {
            let actions = try branch["actions"].map { actions throws(DocumentError) in try Self.actions(actions) } ?? []
            if element == nil {
                guard branch["cond"] != nil else {
                    throw branch.failure(.unsupported, "SCXML has no <if> whose first branch is without condition; take its actions out of it.")
                }
                element = XMLOutput(name: "if", branch, [("cond", "cond")])
            } else {
                element?.children.append(XMLOutput(name: branch["cond"] == nil ? "else" : "elseif", branch, [("cond", "cond")]))
            }
            element?.children += actions
        }
        guard let element else { throw node.failure(.unsupported, "SCXML has no <if> without branches; leave it out.") }
        return element
    }

    private static func send(_ node: FormNode) -> XMLOutput {
        var element = XMLOutput(
            name: "send", node,
            [
                ("event", "event"), ("event_expr", "eventexpr"), ("id", "id"), ("id_location", "idlocation"),
                ("delay_expr", "delayexpr"), ("target", "target"), ("target_expr", "targetexpr"), ("type", "type"),
                ("type_expr", "typeexpr"),
            ])
        if let delay = node.value["delay_ms"]?.intValue { element.attributes.append(("delay", "\(delay)ms")) }
        element.children = payload(node)
        return element
    }
}

extension XMLOutput {
    /// An element with those members of the JSON form that are there as attributes.
    fileprivate init(name: String, _ node: FormNode, _ members: [(key: String, attribute: String)]) {
        self.init(name: name, pointer: node.pointer)
        add(node.value, members)
    }

    fileprivate mutating func add(_ form: JSON.Value, _ members: [(key: String, attribute: String)]) {
        for (key, attribute) in members {
            if let text = form[key]?.stringValue { attributes.append((attribute, text)) }
        }
    }
}

extension JSON.Value {
    fileprivate func elements(_ key: String, _ pointer: String) -> [FormNode] {
        (self[key]?.arrayValue ?? []).enumerated().map { FormNode(value: $1, pointer: "\(pointer)/\(key)/\($0)") }
    }
}
