import JSON

// https://www.w3.org/TR/scxml/#Core

extension SCXMLForm {
    private static let stateNames: Set<String> = ["state", "parallel", "final", "history"]

    /// The root, `<scxml>`. On it, as an extension, may stand what stands on a state.
    mutating func machine(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        guard node.name == "scxml" else { throw failure(.unknownField, node, "<scxml> belongs here, not <\(node.name)>.") }
        try check(
            node, attributes: ["name", "initial", "version", "datamodel", "binding", "exmode", "xmlns"],
            elements: Self.stateNames.union(["datamodel", "initial", "onentry", "onexit", "transition"]))
        try checkRoot(node)
        note(pointer, node)
        var object: Object = ["id": "__root", "type": "compound"]
        if let name = node.attributes["name"] { object.append("name", .string(name)) }
        try addParts(of: node, pointer, &object)
        var data: [JSON.Value] = []
        try collectData(node, pointer, &data)
        if !data.isEmpty { object.append("datamodel", .array(data)) }
        return .object(object)
    }

    private func checkRoot(_ node: XMLNode) throws(DocumentError) {
        guard required(node, "version", among: ["1.0"]) else {
            throw failure(.unsupported, node, at: "version", "The version of SCXML is 1.0.")
        }
        guard required(node, "datamodel", among: ["cel", "null"]) else {
            throw failure(.unsupported, node, at: "datamodel", "The data model is not \(node.attributes["datamodel"] ?? ""), but cel; write the expressions in CEL.")
        }
        guard required(node, "binding", among: ["early"]) else {
            throw failure(.unsupported, node, at: "binding", "Data are bound early: all are there before the first state is entered; leave binding out.")
        }
        guard node.attributes["xmlns"] == nil || node.attributes["xmlns"] == Self.namespace else {
            throw failure(.unsupported, node, at: "xmlns", "The namespace of SCXML is \(Self.namespace).")
        }
    }

    private func required(_ node: XMLNode, _ attribute: String, among values: [String]) -> Bool {
        node.attributes[attribute].map(values.contains) ?? true
    }

    private mutating func state(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        note(pointer, node)
        var object: Object = ["id": .string(node.attributes["id"] ?? newID())]
        switch node.name {
        case "history": try addHistory(node, pointer, &object)
        case "final":
            try check(node, attributes: ["id"], elements: ["onentry", "onexit", "donedata"])
            object.append("type", "final")
            try addParts(of: node, pointer, &object)
        case "parallel":
            try check(
                node, attributes: ["id"],
                elements: ["state", "parallel", "final", "history", "datamodel", "onentry", "onexit", "transition", "invoke"])
            object.append("type", "parallel")
            try addParts(of: node, pointer, &object)
        default:
            try check(
                node, attributes: ["id", "initial"],
                elements: Self.stateNames.union(["datamodel", "initial", "onentry", "onexit", "transition", "invoke"]))
            let isCompound = node.children.contains { Self.stateNames.contains($0.name) && $0.name != "history" }
            object.append("type", isCompound ? "compound" : "atomic")
            try addParts(of: node, pointer, &object)
        }
        return .object(object)
    }

    private mutating func addHistory(_ node: XMLNode, _ pointer: String, _ object: inout Object) throws(DocumentError) {
        try check(node, attributes: ["id", "type"], elements: ["transition"])
        object.append("type", "history")
        object.append("history", .string(node.attributes["type"] ?? "shallow"))
        note("\(pointer)/history", node, "type")
        guard let transition = try single("transition", in: node) else { return }
        let (targets, actions) = try plainTransition(transition, "\(pointer)/default", actionsAt: "\(pointer)/default/actions")
        var historyDefault: Object = ["target": .array(targets)]
        if !actions.isEmpty { historyDefault.append("actions", .array(actions)) }
        object.append("default", .object(historyDefault))
    }

    /// The transition of an initial or a history: a target, perhaps actions.
    private mutating func plainTransition(
        _ node: XMLNode, _ pointer: String, actionsAt actionsPointer: String
    ) throws(DocumentError) -> (targets: [JSON.Value], actions: [JSON.Value]) {
        note(pointer, node)
        for attribute in ["event", "cond"] where node.attributes[attribute] != nil {
            throw failure(.unknownField, node, at: attribute, "This transition is taken always and at once; leave \(attribute) out.")
        }
        try check(node, attributes: ["target", "type"], elements: Self.actionNames)
        note("\(pointer)/target", node, "target")
        return (words(try required(node, "target")), try actions(of: node, actionsPointer))
    }

    private mutating func addParts(of node: XMLNode, _ pointer: String, _ object: inout Object) throws(DocumentError) {
        try addInitial(node, pointer, &object)
        for block in ["onentry", "onexit"] {
            try add(block, of: node, pointer, to: &object) { form, child, pointer throws(DocumentError) in
                try form.check(child, elements: Self.actionNames)
                form.note(pointer, child)
                return .array(try form.actions(of: child, pointer))
            }
        }
        try add("transition", as: "transitions", of: node, pointer, to: &object) { form, child, pointer throws(DocumentError) in
            try form.transition(child, pointer)
        }
        if let donedata = try single("donedata", in: node) {
            try check(donedata, elements: ["content", "param"])
            note("\(pointer)/donedata", donedata)
            var form = Object()
            try addPayload(of: donedata, "\(pointer)/donedata", to: &form)
            object.append("donedata", .object(form))
        }
        try add("invoke", of: node, pointer, to: &object) { form, child, pointer throws(DocumentError) in
            try form.invoke(child, pointer)
        }
        let states = node.children.filter { Self.stateNames.contains($0.name) }
        var forms: [JSON.Value] = []
        for (index, child) in states.enumerated() { forms.append(try state(child, "\(pointer)/states/\(index)")) }
        if !forms.isEmpty { object.append("states", .array(forms)) }
    }

    private mutating func add(
        _ name: String, as key: String? = nil, of node: XMLNode, _ pointer: String, to object: inout Object,
        _ form: (inout SCXMLForm, XMLNode, String) throws(DocumentError) -> JSON.Value
    ) throws(DocumentError) {
        let key = key ?? name
        var forms: [JSON.Value] = []
        for (index, child) in node.children.filter({ $0.name == name }).enumerated() {
            forms.append(try form(&self, child, "\(pointer)/\(key)/\(index)"))
        }
        if !forms.isEmpty { object.append(key, .array(forms)) }
    }

    private mutating func addInitial(_ node: XMLNode, _ pointer: String, _ object: inout Object) throws(DocumentError) {
        let initial = try single("initial", in: node)
        if let targets = node.attributes["initial"] {
            if let initial { throw failure(.clash, initial, "<\(node.name)> has the attribute initial, too; leave one out.") }
            note("\(pointer)/initial", node, "initial")
            object.append("initial", .array(words(targets)))
        }
        guard let initial else { return }
        try check(initial, elements: ["transition"])
        guard let transition = try single("transition", in: initial) else {
            throw failure(.missingField, initial, "<initial> needs a <transition>.")
        }
        let (targets, actions) = try plainTransition(transition, "\(pointer)/initial", actionsAt: "\(pointer)/initial_actions")
        object.append("initial", .array(targets))
        if !actions.isEmpty { object.append("initial_actions", .array(actions)) }
    }

    private mutating func transition(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        try check(node, attributes: ["event", "cond", "target", "type"], elements: Self.actionNames)
        note(pointer, node)
        var object = Object()
        for attribute in ["event", "cond", "type"] {
            guard let value = node.attributes[attribute] else { continue }
            note("\(pointer)/\(attribute)", node, attribute)
            object.append(attribute, .string(value))
        }
        if let targets = node.attributes["target"] {
            note("\(pointer)/target", node, "target")
            let words = words(targets)
            guard !words.isEmpty else { throw failure(.missingField, node, at: "target", "The target is empty; name a state, or leave the attribute out.") }
            object.append("target", .array(words))
        }
        let actions = try actions(of: node, "\(pointer)/actions")
        if !actions.isEmpty { object.append("actions", .array(actions)) }
        return .object(object)
    }

    /// All data of the machine, wherever they are declared, in document order: they are all bound at the start.
    private mutating func collectData(_ node: XMLNode, _ pointer: String, _ data: inout [JSON.Value]) throws(DocumentError) {
        for child in node.children {
            if child.name == "datamodel" {
                try check(child, elements: ["data"])
                for datum in child.children { data.append(try self.datum(datum, "\(pointer)/datamodel/\(data.count)")) }
            } else if Self.stateNames.contains(child.name) {
                try collectData(child, pointer, &data)
            }
        }
    }

    private mutating func datum(_ node: XMLNode, _ pointer: String) throws(DocumentError) -> JSON.Value {
        if node.attributes["src"] != nil {
            throw failure(.unsupported, node, at: "src", "Data are not fetched from elsewhere; write the value in expr.")
        }
        try check(node, attributes: ["id", "expr"], hasText: true)
        note(pointer, node)
        note("\(pointer)/id", node, "id")
        note("\(pointer)/expr", node, "expr")
        var object: Object = ["id": .string(try required(node, "id"))]
        if let expression = try expression(of: node) { object.append("expr", .string(expression)) }
        return .object(object)
    }

    /// An expression, in the attribute or as the element's text.
    func expression(of node: XMLNode) throws(DocumentError) -> String? {
        let text = trimmed(node.text)
        guard let expression = node.attributes["expr"] else { return text.utf8.isEmpty ? nil : text }
        guard text.utf8.isEmpty else { throw failure(.clash, node, "<\(node.name)> has expr and text; leave one out.") }
        return expression
    }
}
