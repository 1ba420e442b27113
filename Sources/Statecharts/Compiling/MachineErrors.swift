/// Everything that is wrong with a machine, in the order of the document.
public struct MachineErrors: Error, Sendable, Hashable {
    public let errors: [MachineError]
}

/// One mistake in a machine.
public struct MachineError: Sendable, Hashable {
    public let code: Code
    public let place: Place
    /// Where in the machine, as the ids of the states from the outside in, such as `open/visiting`; empty for the root.
    public let path: String
    /// What is wrong and what would make it pass.
    public let sentence: String

    public enum Code: String, Sendable, Hashable, CaseIterable {
        case emptyID = "empty-id"
        case duplicateID = "duplicate-id"
        case tooDeep = "too-deep"
        case wrongKind = "wrong-kind"
        case historyPlace = "history-place"
        case unknownTarget = "unknown-target"
        case initialOutside = "initial-outside"
        case historyDefaultOutside = "history-default-outside"
        case targetsApart = "targets-apart"
        case badDescriptor = "bad-descriptor"
        case eventlessCycle = "eventless-cycle"
    }
}

/// A place inside a `MachineDescription`, by positions, so that whoever read it from a file can find the line.
public struct Place: Sendable, Hashable, CustomStringConvertible {
    public var steps: [Step]

    public enum Step: Sendable, Hashable {
        case child(Int)
        case transition(Int)
        case target(Int)
        case event(Int)
        case initial(Int)
        case historyDefault(Int)
    }

    func appending(_ step: Step) -> Place { Place(steps: steps + [step]) }

    /// In the manner of a JSON pointer, such as `/states/0/transitions/1/target/0`.
    public var description: String {
        steps.map { step in
            switch step {
            case .child(let index): "/states/\(index)"
            case .transition(let index): "/transitions/\(index)"
            case .target(let index): "/target/\(index)"
            case .event(let index): "/event/\(index)"
            case .initial(let index): "/initial/\(index)"
            case .historyDefault(let index): "/default/\(index)"
            }
        }.joined()
    }
}

extension MachineErrors: CustomStringConvertible {
    public var description: String {
        errors.map(\.description).joined(separator: "\n")
    }
}

extension MachineError: CustomStringConvertible {
    public var description: String {
        let inside = [path, place.description].filter { !$0.isEmpty }.joined(separator: " ")
        return "\(inside): \(sentence) (\(code.rawValue))"
    }
}

extension MachineDescription {
    /// The ids of the states that a place is in, from the outside in; a state without id goes by its position.
    func path(of place: Place) -> String {
        var ids: [String] = []
        var state = root
        for case .child(let index) in place.steps where state.children.indices.contains(index) {
            state = state.children[index]
            ids.append(state.id.utf8.isEmpty ? "\(index)" : state.id)
        }
        return ids.joined(separator: "/")
    }
}
