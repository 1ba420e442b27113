// What other workflows may ask of a workflow.
extension WorkflowOutline {
    /// - Returns: nil where the text is no workflow at all; mistakes in it are told when it is read itself.
    public init?(workflow text: String, file: String) {
        let source = SourceText(file: file, text: text)
        var yaml = YAMLReader()
        guard let map = yaml.tree(of: source)?.mapping, let name = map["workflow"]?.scalar?.text else { return nil }
        var reader = WorkflowReader(source: source, library: .unknown, root: Entry(map), checksUse: false)
        reader.read()
        self.init(name: name, reader)
    }

    private init(name: Name, _ reader: WorkflowReader) {
        self.name = name
        roles = Array(reader.declared.roles.keys)
        data = Dictionary(reader.declared.data.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        links = Dictionary(reader.declared.links.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        self.subject = reader.root.text("subject").flatMap(Workflow.SubjectKind.init(rawValue:)) ?? .organisation
        caseEvents = [:]
        for rule in reader.rules {
            guard case .linkedCase = rule.by, caseEvents[rule.event] == nil else { continue }
            caseEvents[rule.event] = rule.form
        }
        (tells, starts) = ([], [])
        for effect in reader.allEffects {
            switch effect {
            case .tell(let link, _, let event, _):
                if let workflow = links[link]?.workflow { tells.append(Message(workflow: workflow, event: event)) }
            case .allocate(let allocation):
                if let workflow = links[allocation.link]?.workflow { tells.append(Message(workflow: workflow, event: allocation.event)) }
            case .start(let start): starts += start.data.map { Given(workflow: start.workflow, datum: $0.datum) }
            case .entered, .left, .set, .add, .update, .settle, .settleNearest, .collect, .leaves, .nameActor, .vacate, .appoint, .extend, .designation, .letter, .credit: break
            }
        }
    }
}

extension WorkflowReader {
    /// The effects of every rule and state.
    var allEffects: [Effect] {
        rules.flatMap(\.effects) + outlines.values.flatMap { $0.onEntry + $0.onExit + $0.always.flatMap(\.effects) }
    }
}
