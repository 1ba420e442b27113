import JSON
import Statecharts

// What a state invokes. The conformance cases have none; the fields are named as theirs are.

extension FormReader {
    func invoke(_ node: FormNode) throws(DocumentError) -> Description.Invoke {
        try node.only([
            "id", "id_location", "type", "type_expr", "src", "src_expr", "machine", "content_expr", "params",
            "autoforward", "finalize",
        ])
        try apart(node, "id", "id_location")
        let finalize = try actions(node["finalize"])
        if let word = Self.firstSending(finalize) {
            throw (node["finalize"] ?? node).failure(.unsupported, "\(word) cannot stand in finalize, which only looks at the event; put it in a transition.")
        }
        return Description.Invoke(
            id: try node["id"]?.text(), isAutoforwarding: try node["autoforward"]?.truth() ?? false, finalize: finalize,
            InvokeContent(
                type: try optionalText(node, "type", "type_expr"), try source(node), params: try params(node),
                idLocation: try node["id_location"]?.text()))
    }

    /// A definition that stands in the machine is read at once, so that its mistakes are found with the rest.
    private func source(_ node: FormNode) throws(DocumentError) -> InvokeContent<CELExpression>.Source {
        for key in ["machine", "content_expr"] {
            try apart(node, "src", key)
            try apart(node, "src_expr", key)
        }
        try apart(node, "machine", "content_expr")
        if let machine = node["machine"] {
            guard machinesAround < Self.machineDepth else {
                throw machine.failure(.tooDeep, "Machines are written within one another more than \(Self.machineDepth) deep; invoke them from files.")
            }
            _ = try Self.document(machine, within: machinesAround + 1)
            return .definition(machine.value)
        }
        if let content = node["content_expr"] { return .expression(try expression(content)) }
        return try optionalText(node, "src", "src_expr").map { .address($0) } ?? .nothing
    }

    /// The first action that sends anything (https://www.w3.org/TR/scxml/#finalize).
    private static func firstSending(_ actions: [CELModel.Action]) -> String? {
        for action in actions {
            let found: String? =
                switch action {
                case .raise: "raise"
                case .send: "send"
                case .if(let branches): firstSending(branches.flatMap(\.actions))
                case .foreach(let loop): firstSending(loop.actions)
                case .cancel, .assign, .log: nil
                }
            if let found { return found }
        }
        return nil
    }
}
