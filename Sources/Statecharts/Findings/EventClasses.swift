import JSON

/// The events that a machine can tell apart: one for each descriptor, and one for all others where `*` stands.
///
/// The descriptors that match an event are beginnings of its name and of one another, so that it enables the same
/// transitions as an event whose name is the longest of them.
struct EventClasses {
    typealias Number = Int

    /// An event of each class.
    private(set) var names: [String] = []
    private(set) var transitions: [BitSet] = []
    private var numbers: [ScalarKey: Number] = [:]
    /// The class of what only `*` matches.
    private(set) var other: Number?

    init(_ structure: Structure) {
        for transition in structure.transitions {
            for event in transition.events where numbers[ScalarKey(text: event)] == nil && !sameScalars(event, "*") {
                numbers[ScalarKey(text: event)] = names.count
                names.append(event)
            }
        }
        if structure.transitions.contains(where: { $0.events.contains { sameScalars($0, "*") } }) {
            var name = "anything"
            while number(of: name) != nil { name += "-else" }
            other = names.count
            names.append(name)
        }
        transitions = names.map(structure.descriptors.transitions)
    }

    /// The class of an event; nil where it enables nothing.
    func number(of event: String) -> Number? {
        if let own = numbers[ScalarKey(text: event)] { return own }
        let dots = event.utf8.indices.filter { event.utf8[$0] == UInt8(ascii: ".") }
        for dot in dots.reversed() {
            if let own = numbers[ScalarKey(text: String(event[..<dot]))] { return own }
        }
        return other
    }

    func transitions(of event: String) -> BitSet { number(of: event).map { transitions[$0] } ?? BitSet() }

    /// Calls a class by this event of it.
    mutating func call(_ number: Number, _ event: String) { names[number] = event }

    /// Whether events of this name come from the platform alone (https://www.w3.org/TR/scxml/#errors and
    /// https://www.w3.org/TR/scxml/#final).
    static func isPlatforms(_ event: String) -> Bool {
        ["done.state", "error"].contains { EventDescriptors.covers($0, event) || EventDescriptors.covers(event, $0) && !sameScalars(event, "*") }
    }
}
