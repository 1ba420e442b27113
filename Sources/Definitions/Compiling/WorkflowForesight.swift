import CEL
import Statecharts

/// What a workflow's conditions and effects may come to before there is any case.
///
/// Guards are free to hold or not. What is asked besides is whether a case could wait in vain for one of them: a guard
/// that reads what the sender gives, what somebody may still do while the case stands there, or the day may yet hold;
/// one that reads only what is settled by then holds at once or never.
struct WorkflowForesight: Foresight {
    typealias Model = WorkflowModel

    private let ofRules: [Outlook]
    /// Of eventless transitions, by the place of their guard.
    private let ofGuards: [Place: Outlook]
    /// States whose sheets may all be open as soon as they are entered.
    private let collecting: Set<Name>

    init(_ reader: WorkflowReader) {
        let waiting = Waiting(reader)
        ofRules = reader.rules.map { rule in
            let isVain = rule.guards.contains { $0.isMust && !waiting.mayCome($0, in: rule.state) }
            return isVain ? .open(mayErr: false) : .inTime
        }
        var ofGuards: [Place: Outlook] = [:]
        for (path, outline) in reader.outlines {
            for guarding in outline.always.compactMap(\.guarding) {
                ofGuards[guarding.place] = waiting.mayCome(guarding, in: path) ? .inTime : .open(mayErr: false)
            }
        }
        self.ofGuards = ofGuards
        collecting = Set(reader.states.values.filter { !$0.collects.isEmpty || !$0.votes.isEmpty }.map(\.path))
    }

    func outlook(of condition: Workflow.Condition, isActive: (String) -> Bool) -> Outlook {
        switch condition {
        case .rule(let id): ofRules.indices.contains(id) ? ofRules[id] : .inTime
        case .when(let guarding): ofGuards[guarding.place] ?? .open(mayErr: false)
        }
    }

    func deeds(of effect: Effect) -> [Deed] {
        switch effect {
        case .entered(let path) where collecting.contains(path): [.oneOf([[], [.raise("done.collect.\(path)")]])]
        case .entered, .left, .set, .add, .update, .settle, .settleNearest, .collect, .leaves, .nameActor, .vacate, .appoint, .extend, .designation, .letter, .tell, .allocate, .start, .credit: []
        }
    }
}

/// What may change while a case stands in a state.
private struct Waiting {
    private let reader: WorkflowReader

    init(_ reader: WorkflowReader) { self.reader = reader }

    /// Whether a guard that does not hold in a state may hold later, without the case having left the state.
    func mayCome(_ guarding: Guard, in state: Name?) -> Bool {
        guard let state else { return true }
        let references = guarding.program.references
        // Functions ask the calendar, the register, sheets and what was done.
        if references.calls.contains(where: { Self.asking.contains($0.function) }) { return true }
        return references.paths.contains { path in
            guard let root = path.names.first else { return false }
            let name = path.names.count > 1 ? path.names[1] : nil
            switch root {
            case "data": return effects(in: state).contains { sets($0, name) } || forms(in: state).contains { $0.setsDatum && (name == nil || $0.name == name) }
            case "records": return effects(in: state).contains { fills($0, name) }
            // A person may come to another school.
            case "subject": return name == "organisation"
            // What the sender gives or chooses, the day, who holds a part, sheets, clocks and other cases.
            default: return true
            }
        }
    }

    private static let asking: Set<String> = ["unsettled", "sealedBy", "carried", "passes", "apart", "straddling", "wholeApart", "unvaried", "judged", "below", "interest", "happenedBy", "holds", "did", "doers", "schoolDaysBeforeBreak"]

    private func rules(in state: Name) -> [EventRule] {
        reader.rules.filter { rule in
            guard let other = rule.state else { return rule.within.contains { isTogether($0, state) } }
            return isTogether(other, state)
        }
    }

    private func effects(in state: Name) -> [Effect] { rules(in: state).flatMap(\.effects) }
    private func forms(in state: Name) -> [Field] { rules(in: state).flatMap(\.form) }

    /// Whether two states may be active at once.
    private func isTogether(_ one: Name, _ other: Name) -> Bool {
        if one == other || one.hasPrefix(other + ".") || other.hasPrefix(one + ".") { return true }
        let (here, there) = (one.split(separator: "."), other.split(separator: "."))
        let common = zip(here, there).prefix { $0 == $1 }.map { String($0.0) }.joined(separator: ".")
        return reader.states[common]?.kind == .parallel
    }

    private func sets(_ effect: Effect, _ datum: Name?) -> Bool {
        if case .set(let other, _) = effect { datum == nil || other == datum } else { false }
    }

    private func fills(_ effect: Effect, _ record: Name?) -> Bool {
        switch effect {
        case .add(let other, _), .update(let other, _): record == nil || other == record
        case .entered, .left, .set, .settle, .settleNearest, .collect, .leaves, .nameActor, .vacate, .appoint, .extend, .designation, .letter, .tell, .allocate, .start, .credit: false
        }
    }
}
