import JSON

extension Machine {
    /// The format that `json(of:)` writes. Every earlier one is read too.
    public static var snapshotFormat: Int64 { 2 }

    /// A snapshot as JSON, states by their ids.
    public func json(of snapshot: Snapshot) -> JSON.Value {
        var history = Object()
        for (slot, value) in snapshot.historyValue.enumerated() where !value.isEmpty && slot < structure.histories.count {
            history.append(structure.states[structure.histories[slot]].id, ids(value))
        }
        return .object([
            "format": .int(Self.snapshotFormat),
            "machine": .string(snapshot.fingerprint == structure.fingerprint ? structure.fingerprintText : Fingerprint.text(snapshot.fingerprint)),
            "running": .bool(snapshot.isRunning),
            "configuration": snapshot.fingerprint == structure.fingerprint ? ids(snapshot.configuration) : [],
            "history": .object(history),
            "internal": .array(snapshot.internalQueue.map(\.json)),
            "external": .array(snapshot.externalQueue.map(\.json)),
            "delayed": .array(snapshot.delayed.map(\.json)),
            "invoked": .array(snapshot.invoked.map(structure.json)),
            "sends": .int(snapshot.sendCount),
        ])
    }

    /// Reads a snapshot of this machine.
    /// - Throws: `SnapshotError` with the first mistake.
    public func snapshot(from json: JSON.Value) throws(SnapshotError) -> Snapshot {
        var fields = try Fields(json, "")
        let format = try format(&fields)
        var snapshot = Snapshot(
            historyValue: [BitSet](repeating: BitSet(), count: structure.histories.count),
            fingerprint: structure.fingerprint)
        guard let isRunning = try fields.required("running").boolValue else { throw fields.wrongType("running", "true or false") }
        snapshot.isRunning = isRunning
        snapshot.configuration = try legal(try states(try fields.required("configuration"), "/configuration"))
        try readHistory(try fields.required("history"), into: &snapshot)
        snapshot.internalQueue = try events("internal", &fields)
        snapshot.externalQueue = try events("external", &fields)
        for (index, value) in try fields.list("delayed").enumerated() {
            snapshot.delayed.append(try Send(json: value, "/delayed/\(index)"))
        }
        guard zip(snapshot.delayed, snapshot.delayed.dropFirst()).allSatisfy({ $0.due <= $1.due }) else {
            throw SnapshotError(code: .outOfOrder, pointer: "/delayed", sentence: "Delayed sends stand in the order in which they are due.")
        }
        // Format 1 is from before machines invoked anything.
        if format > 1 { try readInvoked(&fields, into: &snapshot) }
        snapshot.sendCount = try fields.integer("sends")
        try fields.finish()
        return snapshot
    }

    /// The machine at rest in states that its host keeps by their ids, with nothing that waits.
    /// - Throws: `SnapshotError` where it cannot stand there, as `snapshot(from:)` does.
    public func snapshot(
        configuration: [String], history: some Sequence<(key: String, value: [String])>, isRunning: Bool
    ) throws(SnapshotError) -> Snapshot {
        var snapshot = Snapshot(
            historyValue: [BitSet](repeating: BitSet(), count: structure.histories.count), isRunning: isRunning,
            fingerprint: structure.fingerprint)
        snapshot.configuration = try legal(try states(configuration, "/configuration"))
        for (id, recorded) in history { try record(try states(recorded, "/history/\(id)"), by: id, in: &snapshot) }
        return snapshot
    }

    private func legal(_ configuration: BitSet) throws(SnapshotError) -> BitSet {
        if !structure.isLegal(configuration, below: 0), let (state, objection) = structure.objection(to: configuration) {
            throw SnapshotError(
                code: .illegalConfiguration, pointer: "/configuration", path: structure.path(of: state), sentence: objection)
        }
        return configuration
    }

    private func format(_ fields: inout Fields) throws(SnapshotError) -> Int64 {
        let format = try fields.integer("format")
        guard 1...Self.snapshotFormat ~= format else {
            throw SnapshotError(
                code: .unknownFormat, pointer: "/format",
                sentence: "This is format \(format); the formats up to \(Self.snapshotFormat) can be read.")
        }
        guard let fingerprint = try fields.text("machine"), fingerprint == structure.fingerprintText else {
            throw SnapshotError(
                code: .otherMachine, pointer: "/machine",
                sentence: "This snapshot belongs to another machine than \(name) (\(structure.fingerprintText)).")
        }
        return format
    }

    private func readHistory(_ value: JSON.Value, into snapshot: inout Snapshot) throws(SnapshotError) {
        guard let members = value.objectValue else {
            throw SnapshotError(code: .wrongType, pointer: "/history", sentence: "An object belongs here.")
        }
        for (id, value) in members { try record(try states(value, "/history/\(id)"), by: id, in: &snapshot) }
    }

    private func record(_ recorded: BitSet, by id: String, in snapshot: inout Snapshot) throws(SnapshotError) {
        let pointer = "/history/\(id)"
        guard let history = structure.number(of: id), let slot = structure.states[history].historySlot else {
            throw SnapshotError(code: .unknownState, pointer: pointer, sentence: "There is no history \(id).")
        }
        guard structure.isLegal(recorded, history) else {
            throw SnapshotError(code: .illegalHistory, pointer: pointer, path: structure.path(of: history), sentence: "\(id) cannot have recorded these states.")
        }
        snapshot.historyValue[slot] = recorded
    }

    private func states(_ value: JSON.Value, _ pointer: String) throws(SnapshotError) -> BitSet {
        guard let list = value.arrayValue else {
            throw SnapshotError(code: .wrongType, pointer: pointer, sentence: "An array belongs here.")
        }
        return try states(list.map(\.stringValue), pointer)
    }

    private func states(_ ids: [String?], _ pointer: String) throws(SnapshotError) -> BitSet {
        var states = BitSet()
        for (index, id) in ids.enumerated() {
            guard let id, let state = structure.number(of: id) else {
                throw SnapshotError(
                    code: .unknownState, pointer: "\(pointer)/\(index)", sentence: "The id of a state of \(name) belongs here.")
            }
            states.insert(state)
        }
        return states
    }

    private func events(_ key: String, _ fields: inout Fields) throws(SnapshotError) -> [Event] {
        var events: [Event] = []
        for (index, value) in try fields.list(key).enumerated() {
            events.append(try Event(json: value, "/\(key)/\(index)"))
        }
        return events
    }

    private func ids(_ states: BitSet) -> JSON.Value { .array(states.map { .string(structure.states[$0].id) }) }
}

// MARK: Invoked sessions

extension Structure {
    func json(_ session: ActiveInvocation) -> JSON.Value {
        ["id": .string(session.id), "state": .string(states[session.state].id), "index": .int(Int64(session.index))]
    }
}

extension Machine {
    private func readInvoked(_ fields: inout Fields, into snapshot: inout Snapshot) throws(SnapshotError) {
        for (place, value) in try fields.list("invoked").enumerated() {
            let session = try session(value, "/invoked/\(place)", snapshot)
            snapshot.invoked.append(session)
        }
    }

    private func session(_ value: JSON.Value, _ pointer: String, _ snapshot: Snapshot) throws(SnapshotError) -> ActiveInvocation {
        var fields = try Fields(value, pointer)
        guard let id = try fields.required("id").stringValue else { throw fields.wrongType("id", "A string") }
        guard let state = try fields.required("state").stringValue.flatMap(structure.number) else {
            throw SnapshotError(
                code: .unknownState, pointer: "\(pointer)/state", sentence: "The id of a state of \(name) belongs here.")
        }
        let index = try fields.integer("index")
        try fields.finish()
        let isNew = !snapshot.invoked.contains { $0.state == state && $0.index == index || sameScalars($0.id, id) }
        guard isNew, snapshot.configuration.contains(state), index >= 0, index < structure.states[state].invocationCount else {
            throw SnapshotError(
                code: .illegalInvocation, pointer: pointer, path: structure.path(of: state),
                sentence: "\(structure.states[state].id) cannot run this session: it must be active, and each of its invocations runs once.")
        }
        return ActiveInvocation(id: id, state: state, index: Int(index))
    }
}
