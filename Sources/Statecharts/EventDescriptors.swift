import JSON

/// Which transitions an event enables by its name alone (https://www.w3.org/TR/scxml/#EventDescriptors).
///
/// A descriptor matches an event when its tokens are the first tokens of the event's name; `foo`, `foo.` and `foo.*`
/// are the same descriptor, and `*` matches every event. So the transitions of an event are those listed under each
/// beginning of its name: a few look-ups, however many descriptors there are.
struct EventDescriptors: Sendable {
    private var exact: [ScalarKey: BitSet] = [:]
    private var any = BitSet()

    init(_ transitions: [Structure.Transition]) {
        for (number, transition) in transitions.enumerated() {
            for event in transition.events {
                if event == "*" { any.insert(number) } else { exact[ScalarKey(text: event), default: BitSet()].insert(number) }
            }
        }
    }

    func transitions(for event: String) -> BitSet {
        var matching = any
        if let own = exact[ScalarKey(text: event)] { matching.formUnion(own) }
        if event.utf8.contains(UInt8(ascii: ".")) {
            for beginning in Self.beginnings(of: event) {
                if let own = exact[ScalarKey(text: beginning)] { matching.formUnion(own) }
            }
        }
        return matching
    }

    /// The first tokens of an event's name, without the whole name.
    private static func beginnings(of event: String) -> [String] {
        event.utf8.indices.filter { event.utf8[$0] == UInt8(ascii: ".") }.map { String(event[..<$0]) }
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
