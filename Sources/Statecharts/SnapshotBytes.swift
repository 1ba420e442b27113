import JSON

extension Machine {
    /// A snapshot as JSON text in UTF-8: that of `json(of:)`, byte for byte, without the tree between.
    public func bytes(of snapshot: Snapshot) -> [UInt8] {
        guard snapshot.fingerprint == structure.fingerprint else { return json(of: snapshot).serialized() }
        return structure.bytes(of: snapshot)
    }

    /// Reads a snapshot of this machine from JSON text in UTF-8.
    ///
    /// What `bytes(of:)` writes of a machine without queues and sessions is read as it stands; every other text goes
    /// through `snapshot(from:)`, which says what is wrong with it, so that there is one meaning.
    /// - Throws: `ParseError` where it is no JSON, `SnapshotError` with the first mistake where it is no snapshot.
    public func snapshot(fromBytes bytes: [UInt8]) throws -> Snapshot {
        let usual = bytes.withUnsafeBufferPointer { bytes in
            var reader = SnapshotReader(bytes, structure)
            return reader.snapshot()
        }
        return try usual ?? snapshot(from: try JSON.Value.parse(bytes))
    }
}

extension Structure {
    /// A snapshot of this machine in the order of `Machine.json(of:)`.
    fileprivate func bytes(of snapshot: Snapshot) -> [UInt8] {
        var writer = Writer(indent: nil)
        writer.put("{\"format\":2,\"machine\":")
        writer.write(string: fingerprintText)
        writer.put(snapshot.isRunning ? ",\"running\":true" : ",\"running\":false")
        writer.put(",\"configuration\":")
        write(snapshot.configuration, &writer)
        writer.put(",\"history\":{")
        var isFirst = true
        for slot in histories.indices where slot < snapshot.historyValue.count && !snapshot.historyValue[slot].isEmpty {
            if !isFirst { writer.put(",") }
            isFirst = false
            writer.write(string: states[histories[slot]].id)
            writer.put(":")
            write(snapshot.historyValue[slot], &writer)
        }
        writer.put("}")
        if snapshot.hasNothingWaiting {
            writer.put(",\"internal\":[],\"external\":[],\"delayed\":[],\"invoked\":[]")
        } else {
            writer.put(",\"internal\":")
            writer.write(.array(snapshot.internalQueue.map(\.json)))
            writer.put(",\"external\":")
            writer.write(.array(snapshot.externalQueue.map(\.json)))
            writer.put(",\"delayed\":")
            writer.write(.array(snapshot.delayed.map(\.json)))
            writer.put(",\"invoked\":")
            writer.write(.array(snapshot.invoked.map(json)))
        }
        writer.put(",\"sends\":")
        writer.write(integer: snapshot.sendCount)
        writer.put("}")
        return writer.out
    }

    private func write(_ members: BitSet, _ writer: inout Writer) {
        writer.put("[")
        var isFirst = true
        for state in members {
            if !isFirst { writer.put(",") }
            isFirst = false
            writer.write(string: states[state].id)
        }
        writer.put("]")
    }
}

/// Reads the text that is usual of a machine at rest, and nothing else: no space, no escape, no other order, nothing
/// that waits. Nil means that the text is to be read as any JSON is, not that it is wrong.
private struct SnapshotReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let structure: Structure
    /// The byte to be read next.
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ structure: Structure) {
        self.bytes = bytes
        self.structure = structure
    }

    mutating func snapshot() -> Snapshot? {
        guard taken("{\"format\":2,\"machine\":\""), takenFingerprint(), taken("\",\"running\":") else { return nil }
        let isRunning = taken("true")
        guard isRunning || taken("false"), taken(",\"configuration\":["), let configuration = states(),
            structure.isLegal(configuration, below: 0), taken(",\"history\":{")
        else { return nil }
        var snapshot = Snapshot(
            historyValue: [BitSet](repeating: BitSet(), count: structure.histories.count), isRunning: isRunning,
            fingerprint: structure.fingerprint)
        snapshot.configuration = configuration
        guard readHistory(into: &snapshot),
            taken(",\"internal\":[],\"external\":[],\"delayed\":[],\"invoked\":[],\"sends\":"), let sends = count(),
            taken("}"), at == bytes.count
        else { return nil }
        snapshot.sendCount = sends
        return snapshot
    }

    /// The members of an object whose brace is taken, as far as the closing brace. A key that comes twice is unusual.
    private mutating func readHistory(into snapshot: inout Snapshot) -> Bool {
        if taken("}") { return true }
        repeat {
            guard taken("\""), let history = state(), let slot = structure.states[history].historySlot,
                snapshot.historyValue[slot].isEmpty, taken(":["), let recorded = states(),
                structure.isLegal(recorded, history)
            else { return false }
            snapshot.historyValue[slot] = recorded
        } while taken(",")
        return taken("}")
    }

    /// The states of an array whose bracket is taken, as far as the closing bracket.
    private mutating func states() -> BitSet? {
        var states = BitSet()
        if taken("]") { return states }
        repeat {
            guard taken("\""), let state = state() else { return nil }
            states.insert(state)
        } while taken(",")
        return taken("]") ? states : nil
    }

    /// A state by its id in ASCII without escapes, whose first quotation mark is taken.
    private mutating func state() -> StateIndex? {
        let start = at
        while at < bytes.count, 0x20..<0x80 ~= bytes[at], bytes[at] != UInt8(ascii: "\\") {
            at += 1
            guard bytes[at - 1] == UInt8(ascii: "\"") else { continue }
            return structure.number(of: String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at - 1]), as: UTF8.self))
        }
        return nil
    }

    /// A number of at most eighteen digits, which overflows nothing.
    private mutating func count() -> Int64? {
        let start = at
        var count: Int64 = 0
        while at < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[at], at - start < 18 {
            count = count * 10 + Int64(bytes[at] - UInt8(ascii: "0"))
            at += 1
        }
        return at > start && (bytes[start] != UInt8(ascii: "0") || at == start + 1) ? count : nil
    }

    private mutating func takenFingerprint() -> Bool {
        let text = structure.fingerprintText.utf8
        guard bytes.count - at >= text.count, text.elementsEqual(bytes[at..<at + text.count]) else { return false }
        at += text.count
        return true
    }

    private mutating func taken(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - at >= count else { return false }
        for place in 0..<count where bytes[at + place] != word.utf8Start[place] { return false }
        at += count
        return true
    }
}
