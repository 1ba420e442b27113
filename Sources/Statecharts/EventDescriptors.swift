import JSON

/// Which transitions an event enables by its name alone (https://www.w3.org/TR/scxml/#EventDescriptors).
///
/// A descriptor matches an event when its tokens are the first tokens of the event's name; `foo`, `foo.` and `foo.*`
/// are the same descriptor, and `*` matches every event. So the transitions of an event are those listed under each
/// beginning of its name: a few look-ups, however many descriptors there are.
///
/// A class, so that it is read where the machine has it; nothing in it ever changes.
final class EventDescriptors: Sendable {
    /// What `*` matches.
    private let any: BitSet
    private let entries: [Entry]
    /// Numbers of entries, each at the first free place from that of its hash; -1 where there is none. At least half of
    /// them are free.
    private let places: [Int32]

    private struct Entry: Sendable {
        let name: String
        let hash: NameHash
        /// Those of the descriptor alone: with what `*` matches, a machine of many descriptors would take the square of
        /// their number.
        var transitions = BitSet()
    }

    init(_ transitions: [Structure.Transition]) {
        any = BitSet(transitions.indices.filter { transitions[$0].events.contains("*") })
        var entries: [Entry] = []
        var numbers: [ScalarKey: Int] = [:]
        for (number, transition) in transitions.enumerated() {
            for event in transition.events where event != "*" {
                let entry = numbers[ScalarKey(text: event), default: entries.count]
                if entry == entries.count {
                    numbers[ScalarKey(text: event)] = entry
                    entries.append(Entry(name: event, hash: NameHash(event.utf8)))
                }
                entries[entry].transitions.insert(number)
            }
        }
        self.entries = entries
        places = Self.places(of: entries)
    }

    private static func places(of entries: [Entry]) -> [Int32] {
        var size = 4
        while size < 2 * entries.count { size *= 2 }
        var places = [Int32](repeating: -1, count: size)
        for (number, entry) in entries.enumerated() {
            var place = Int(truncatingIfNeeded: entry.hash.value) & (size - 1)
            while places[place] >= 0 { place = (place + 1) & (size - 1) }
            places[place] = Int32(number)
        }
        return places
    }

    /// The number of the entry of just this name; nil where there is none.
    private func entry(_ hash: NameHash, _ isName: (String) -> Bool) -> Int? {
        var place = Int(truncatingIfNeeded: hash.value) & (places.count - 1)
        while places[place] >= 0 {
            let entry = Int(places[place])
            if entries[entry].hash == hash, isName(entries[entry].name) { return entry }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    func transitions(for event: Event) -> BitSet { transitions(for: event.name, event.nameHash) }
    func transitions(for event: String) -> BitSet { transitions(for: event, NameHash(event.utf8)) }

    private func transitions(for event: String, _ hash: NameHash) -> BitSet {
        let own = entry(hash) { sameScalars($0, event) }
        var matching = own.map { entries[$0].transitions } ?? BitSet()
        if !any.isEmpty { matching.formUnion(any) }
        if hash.hasDot { matching.formUnion(beginnings(of: event)) }
        return matching
    }

    /// The transitions of the first tokens of an event's name, without those of the whole name.
    private func beginnings(of event: String) -> BitSet {
        var matching = BitSet()
        var hash = NameHash(EmptyCollection())
        for place in event.utf8.indices {
            let byte = event.utf8[place]
            if byte == UInt8(ascii: "."), let own = entry(hash, { $0.utf8.elementsEqual(event.utf8[..<place]) }) {
                matching.formUnion(entries[own].transitions)
            }
            hash.add(byte)
        }
        return matching
    }

    /// The descriptor without its ending `.*` or `.`; nil where nothing or more than one word is left.
    static func normal(_ descriptor: String) -> String? {
        var bytes = Array(descriptor.utf8)
        if bytes == Array("*".utf8) || bytes == Array(".*".utf8) { return "*" }
        if bytes.suffix(2) == [UInt8(ascii: "."), UInt8(ascii: "*")] { bytes.removeLast() }
        while bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        let isWord = !bytes.isEmpty && bytes.first != UInt8(ascii: ".") && bytes.allSatisfy { $0 > 0x20 }
        return isWord ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Whether every event that matches `inner` matches `outer` too; both are normal.
    static func covers(_ outer: String, _ inner: String) -> Bool {
        if sameScalars(outer, "*") || sameScalars(outer, inner) { return true }
        return inner.utf8.count > outer.utf8.count && inner.utf8.starts(with: outer.utf8)
            && inner.utf8.dropFirst(outer.utf8.count).first == UInt8(ascii: ".")
    }
}
