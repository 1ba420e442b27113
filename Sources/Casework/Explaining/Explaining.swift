import CivilTime
import Definitions
import JSON
import OrderedCollections
import Register

/// What would have to be so for an event to be accepted: each condition, whether it holds, and what decided.
public struct Why: Sendable, Hashable {
    public var event: Name
    public var title: String
    public var isOpen: Bool
    /// In the order in which they are judged.
    public var conditions: [Condition]

    public struct Condition: Sendable, Hashable {
        public var holds: Bool
        /// In words.
        public var text: String
        /// The guard's source and its parts' values, in the order of the source; nil and empty for what is no guard.
        public var source: String?
        public var parts: [Part]
        /// What the guard still needs, as paths: `["event", "visit_on"]`, `["sheets", "peer", "open"]`; empty where it is known.
        public var needs: [[Name]]
        /// What decided, and what would make it hold.
        public var remedy: String?

        public init(holds: Bool, text: String, source: String? = nil, parts: [Part] = [], needs: [[Name]] = [], remedy: String? = nil) {
            self.holds = holds
            self.text = text
            self.source = source
            self.parts = parts
            self.needs = needs
            self.remedy = remedy
        }
    }

    /// A sub-expression with its value.
    public struct Part: Sendable, Hashable {
        public var source: String
        public var value: String
        /// The whole guard has 0.
        public var depth: Int
        public var decides: Bool
    }
}

public enum Explaining {
    /// Why an event can or cannot be sent by a person, with as much of the form as is known.
    ///
    /// - Parameter sight: what she may see, where she asks how it was: what she may see now. Nil: what the situation says.
    /// - Throws: `unknown-event`, `unknown-case`.
    public static func why(
        event: Name, as person: String, form: JSON.Object = [:], on: When? = nil, in situation: Situation, seenBy sight: Sight? = nil
    ) throws(Refusal) -> Why {
        guard situation.case != nil else { throw Refusal(.unknownCase, "There is no such case.") }
        let act = Act(.person(person), on ?? .instant(situation.now), in: situation.calendar.zone)
        let candidates = Candidates(situation: situation, act: act, event: event, form: form)
        let all = situation.workflow.rules(of: event)
        guard let declared = all.first else { throw Deciding.unknownEvent(event, situation.workflow) }
        let here = candidates.rules
        let rule = nearest(here, candidates) ?? declared
        let seen = sight ?? Seeing.sight(of: person, in: situation)
        let conditions = [stands(here, all, situation)] + Explanations(rule: rule, candidates: candidates, sight: seen).conditions
        return Why(event: event, title: rule.title.text(), isOpen: conditions.allSatisfy(\.holds), conditions: conditions)
    }

    /// The rule that is open, else the one that comes nearest.
    private static func nearest(_ rules: [EventRule], _ candidates: Candidates) -> EventRule? {
        var best: (rule: EventRule, verdict: Candidates.Verdict)?
        for rule in rules {
            let verdict = candidates.judge(rule)
            switch verdict {
            case .open: return rule
            case .refused: if best.map({ verdict.cameFurther(than: $0.verdict) }) ?? true { best = (rule, verdict) }
            }
        }
        return best?.rule
    }

    private static func stands(_ here: [EventRule], _ all: [EventRule], _ situation: Situation) -> Why.Condition {
        func title(_ path: Name) -> String { situation.workflow.states[path]?.title.text() ?? path }
        let takes = OrderedSet(all.flatMap { $0.state.map { [$0] } ?? $0.within }).map(title)
        let stands = situation.case?.configuration.last.map(title) ?? ""
        if let state = here.first?.state { return .init(holds: true, text: "The case stands at \(stands); \(title(state)) takes it.") }
        if !here.isEmpty { return .init(holds: true, text: "The case stands at \(stands), where it can be sent at any time.") }
        return .init(
            holds: false, text: "It can be sent at \(takes.joined(separator: ", ")); the case stands at \(stands).",
            remedy: situation.case?.hasEnded == true ? "The case has ended." : "Send what the case waits for first.")
    }
}

/// The conditions of one rule, one after the other, all of them looked at.
private struct Explanations {
    let rule: EventRule
    let candidates: Candidates
    let sight: Sight

    var situation: Situation { candidates.situation }
    var act: Act { candidates.act }

    var conditions: [Why.Condition] {
        var reading = FormReading(situation)
        let values = reading.read(candidates.form, as: rule.form, optional: candidates.termsSigned(rule))
        let part = part
        // Whoever neither sends it nor manages the case is not told whether it could be sent by what she may not read: that would tell it.
        guard part != nil || sight.isManaging else { return [sender(nil)] + guards(nil, values) }
        return [sender(part)] + duties(part) + fields(reading) + window(part) + guards(part, values)
    }

    private var roles: [Name] { rule.by.roles }

    private var part: Part? {
        guard let person = act.person else { return nil }
        return situation.parts(of: person, on: act.day).first { roles.contains($0.role) }
    }

    private func sender(_ part: Part?) -> Why.Condition {
        let titles = roles.map { situation.workflow.title(of: $0) }
        switch rule.by {
        case .anyOf: return .init(holds: part != nil, text: "It is sent by \(titles.joined(separator: " or ")).", remedy: part == nil ? holders : nil)
        case .allOf: return .init(holds: part != nil, text: "It is signed by \(titles.joined(separator: " and ")).\(signed)", remedy: part == nil ? holders : nil)
        case .clock: return .init(holds: false, text: "It is sent by a clock of the case.")
        case .linkedCase: return .init(holds: false, text: "It is sent by a linked case.")
        case .itself: return .init(holds: false, text: "The case sends it itself when everything that it waits for is done.")
        }
    }

    /// Who could send it; nil where the cast is not hers to see.
    private var holders: String? {
        guard sight.sees(.triad) else { return nil }
        return roles.map { role in
            let names = (situation.case?.holders[role] ?? []).map { holder in
                holder.person.map(situation.name(person:)) ?? holder.organisation.map(situation.name(organisation:)) ?? holder.id
            }
            return "\(situation.workflow.title(of: role)): \(names.isEmpty ? "nobody yet" : names.joined(separator: ", "))"
        }.joined(separator: "; ")
    }

    private var signed: String {
        let signatures = sight.sees(.triad) && sight.sees(rule) ? situation.case?.signatures[rule.event] ?? [] : []
        return signatures.isEmpty ? "" : " Signed so far: \(signatures.map { situation.name(person: $0.person) }.joined(separator: ", "))."
    }

    private func duties(_ part: Part?) -> [Why.Condition] {
        guard let part, let person = act.person, let role = situation.workflow.roles[part.role] else { return [] }
        let held = role.needs.map { credential in
            Why.Condition(
                holds: situation.holds(person, credential, on: act.day), text: "\(role.title.text()) holds \(credential) on \(act.day.short).")
        }
        guard let refusal = situation.unmetDuty(of: person, in: part, on: act.day, checksTies: rule.namesActor || part.holder.person != person),
              refusal.code == .conflictOfInterest || !held.contains(where: { !$0.holds })
        else { return held }
        return held + [.init(holds: false, text: refusal.sentence, remedy: refusal.remedy)]
    }

    private func fields(_ reading: FormReading) -> [Why.Condition] {
        reading.mistakes.map { mistake in
            let field = rule.form.first { $0.name == mistake.detail.place }
            return Why.Condition(holds: false, text: mistake.detail.sentence, remedy: field.flatMap { situation.offered(for: $0.type) }.map { "There are: \($0)." })
        }
    }

    private func window(_ part: Part?) -> [Why.Condition] {
        guard let refusal = candidates.closedWindow(for: rule, part) else { return [] }
        let counted = refusal.place.flatMap { situation.explained(clock: $0, on: act.day) }
        return [.init(holds: false, text: refusal.sentence, remedy: [counted, refusal.remedy].compactMap(\.self).joined(separator: " "))]
    }

    private func guards(_ part: Part?, _ values: OrderedDictionary<Name, FieldValue>) -> [Why.Condition] {
        let terms = situation.case?.signatures[rule.event]?.first?.terms ?? [:]
        let typed = Form(values, updating: rule.updatedRecord)
        let form = rule.isSigned ? typed.filling(from: terms) : typed
        let unknown = rule.form.filter { !$0.isOptional && form[$0.name] == nil }
        var judge = Judge(situation: situation, act: act, part: part, form: form)
        judge.sight = sight
        let isHers = part != nil || sight.isManaging
        let appointed = isHers ? candidates.unmetDuty(ofAppointed: rule, judge).map { [Why.Condition(holds: false, text: $0.sentence, remedy: $0.remedy)] } ?? [] : []
        return appointed + rule.guards.filter { $0.isMust && (isHers || !judge.hides($0.program)) }.map { condition in
            let explained = Explained(condition, judge, form: rule.form, unknown: unknown)
            if !explained.holds, let waiver = situation.case?.waiver(of: condition, for: rule.event) {
                return .init(holds: true, text: situation.sentence(of: waiver), source: condition.program.source)
            }
            return .init(
                holds: explained.holds, text: explained.holds ? "It holds: \(condition.program.source)." : situation.sentence(of: condition, judge, form: rule.form),
                source: condition.program.source, parts: explained.parts, needs: explained.needs, remedy: situation.remedy(of: explained, condition))
        }
    }
}
