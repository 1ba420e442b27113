import CEL
import JSON
import Statecharts

extension Session {
    /// The format that `json` writes. Every earlier one is read too.
    public static let format: Int64 = 1

    /// The session and all that it invoked, at rest, as JSON.
    public var json: JSON.Value {
        ["format": .int(Self.format), "now": .int(now), "session": root.json]
    }

    /// Reads a session that was written.
    /// - Parameters:
    ///   - chart: the machine it is of.
    ///   - documents: what its sessions were invoked from by an address.
    /// - Throws: `DocumentError`, or what keeps an invoked machine from being read again.
    public init(
        _ chart: CompiledStatechart, json: JSON.Value, documents: [String: StatechartDocument] = [:],
        policy: Policy = .standard
    ) throws {
        let node = FormNode(value: json, pointer: "")
        try node.only(["format", "now", "session"])
        let format = try node.required("format")
        guard try format.integer() == Self.format else {
            throw format.failure(.unsupported, "The formats up to \(Self.format) can be read.")
        }
        let root = try SessionNode(chart, try node.required("session"), documents, depth: 0)
        guard Set(root.ids.map(ScalarKey.init)).count == root.ids.count else {
            throw node.failure(.clash, "Two sessions have one id.")
        }
        self.init(root, try node.required("now").integer(), documents, policy)
    }
}

extension SessionNode {
    var json: JSON.Value {
        let variables = model.evaluator.variables
        let names = variables.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return [
            "id": .string(id), "machine": chart.machine.json(of: snapshot),
            "data": .object(Object(names.compactMap { name in variables[name].map { (key: name, value: StoredValue.json($0)) } })),
            "children": .array(children.map(\.json)),
        ]
    }

    init(_ chart: CompiledStatechart, _ node: FormNode, _ documents: [String: StatechartDocument], depth: Int) throws {
        try node.only(["id", "machine", "data", "children"])
        guard depth <= Session.depthLimit else { throw node.failure(.tooDeep, "Sessions are nested deeper than they can be.") }
        id = try node.required("id").text()
        self.depth = depth
        self.chart = chart
        snapshot = try Self.snapshot(chart, try node.required("machine"))
        let evaluator = CELEvaluator(session: id, variables: try Self.variables(try node.required("data")))
        model = CELModel(evaluator, session: id, data: chart.document.data)
        for child in try node.required("children").elements() {
            children.append(try Child(child, chart, snapshot, documents, depth: depth + 1))
        }
        guard children.map(\.invocation) == snapshot.invoked else {
            throw node.failure(.clash, "The sessions here are not those that the machine has invoked.")
        }
    }

    private static func snapshot(_ chart: CompiledStatechart, _ node: FormNode) throws(DocumentError) -> Snapshot {
        do throws(SnapshotError) {
            return try chart.machine.snapshot(from: node.value)
        } catch {
            throw DocumentError(.badSnapshot, node.pointer + error.pointer, error.sentence)
        }
    }

    private static func variables(_ node: FormNode) throws(DocumentError) -> Bindings {
        guard let object = node.value.objectValue else { throw node.failure(.wrongType, "An object belongs here.") }
        var variables = Bindings()
        for name in object.keys {
            guard let value = node[name] else { continue }
            guard SystemVariable(rawValue: name) == nil, Environment.isName(name) else {
                throw value.failure(.badName, "\(name) cannot be the name of a variable.")
            }
            variables[name] = try StoredValue.value(value)
        }
        return variables
    }
}

extension SessionNode.Child {
    var json: JSON.Value {
        var object: Object = ["invocation": .string(invocation.id)]
        switch definition {
        case .inner: break
        case .address(let address): object.append("address", .string(address))
        case .content(let content): object.append("content", content)
        }
        object.append("session", node.json)
        return .object(object)
    }

    init(
        _ node: FormNode, _ parent: CompiledStatechart, _ snapshot: Snapshot, _ documents: [String: StatechartDocument],
        depth: Int
    ) throws {
        try node.only(["invocation", "address", "content", "session"])
        let id = try node.required("invocation")
        let text = try id.text()
        guard let invocation = snapshot.invoked.first(where: { sameScalars($0.id, text) }) else {
            throw id.failure(.clash, "The machine has not invoked \(text).")
        }
        self.invocation = invocation
        definition = try node["address"].map { .address(try $0.text()) } ?? node["content"].map { .content($0.value) } ?? .inner
        let chart: CompiledStatechart
        if definition == .inner, let inner = parent.inner(of: invocation) {
            chart = inner
        } else {
            chart = try Session.chart(at: definition, documents)
        }
        self.node = try SessionNode(chart, try node.required("session"), documents, depth: depth)
    }
}
