import Definitions

// A condition that must hold is let pass, once, by somebody whom the workflow names for it. That is said, printed and listed.

extension Deciding {
    /// Lets an event pass though one of its conditions does not hold.
    /// - Parameter condition: its sentence, or the beginning of it; nil: the only one that can be waived.
    static func waive(_ event: Name, _ condition: String?, _ because: String, _ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Decision {
        try reason(because, isNeeded: true)
        let working = try working(command, id, situation)
        let rules = Candidates(situation: situation, act: working.act, event: event, form: [:]).rules
        guard !rules.isEmpty else {
            if situation.workflow.rules(of: event).isEmpty { throw unknownEvent(event, situation.workflow) }
            throw Refusal(.notNow, "\(event) cannot be sent where the case stands, so nothing is to be waived for it.", place: event)
        }
        let guarding = try waivable(rules.flatMap(\.guards).filter(\.isMust), condition, event)
        let parts = situation.parts(of: command.as, on: working.act.day).filter { guarding.waivedBy.contains($0.role) }
        guard let part = parts.first else {
            let titles = guarding.waivedBy.map { situation.workflow.title(of: $0) }.joined(separator: " or ")
            throw Refusal(.notYours, "This condition is waived by \(titles).", place: "as")
        }
        guard !(situation.case?.waives(guarding, for: event) ?? false) else {
            throw Refusal(.alreadySo, "This condition is waived already.", place: event)
        }
        working.look(at: ["states", "holders.\(part.role)"])
        working.emit(.waived(Case.Waiver(
            event: event, condition: guarding.sentence, by: command.as, role: part.role, on: working.act.day, because: because)))
        return working.decision
    }

    private static func waivable(_ guards: [Guard], _ condition: String?, _ event: Name) throws(Refusal) -> Guard {
        let named = guards.filter { guarding in condition.map { guarding.sentence.lowercased().hasPrefix($0.lowercased()) } ?? true }
        let sentences = guards.map { "\"\($0.sentence)\"" + ($0.waivedBy.isEmpty ? " (unwaivable)" : "") }
        guard let first = named.first(where: { !$0.waivedBy.isEmpty }) else {
            if named.isEmpty, condition != nil {
                throw Refusal(
                    .outOfRange, "\(event) has no condition that begins so.", place: "condition",
                    remedy: sentences.isEmpty ? "It has no conditions." : "It has \(sentences.joined(separator: ", ")).")
            }
            throw Refusal(.unwaivable, "Nobody may waive this for \(event).", place: event, remedy: sentences.isEmpty ? "It has no conditions." : "Its conditions: \(sentences.joined(separator: ", ")).")
        }
        let waivable = Set(named.filter { !$0.waivedBy.isEmpty }.map(\.sentence))
        guard waivable.count == 1 else {
            throw Refusal(
                .missingField, "\(event) has several conditions that can be waived; say which.", place: "condition",
                remedy: "Give the beginning of its sentence: \(waivable.sorted().map { "\"\($0)\"" }.joined(separator: ", ")).")
        }
        return first
    }
}

extension Case {
    func waiver(of guarding: Guard, for event: Name) -> Waiver? {
        waivers.first { $0.event == event && $0.condition == guarding.sentence && guarding.waivedBy.contains($0.role) }
    }

    func waives(_ guarding: Guard, for event: Name) -> Bool { !waivers.isEmpty && waiver(of: guarding, for: event) != nil }
}

extension Working {
    /// What was waived for an event is used up once it is taken.
    func use(_ opening: Opening) {
        guard self.case.waivers.contains(where: { $0.event == opening.rule.event }) else { return }
        look(at: ["waivers.\(opening.rule.event)"])
        emit(.waiversUsed(event: opening.rule.event))
    }
}

extension Situation {
    /// "Waived by Ann Smith (Coordinator), because …: The visit has not come yet."
    func sentence(of waiver: Case.Waiver) -> String {
        "Waived by \(name(person: waiver.by)) (\(workflow.title(of: waiver.role))): \(waiver.condition) Reason: \(waiver.because)"
    }
}
