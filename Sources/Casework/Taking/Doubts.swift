import CivilTime
import Definitions
import Register

// What a change in the register puts in question: whether somebody who holds a part may go on with it. Whoever manages the case decides:
// carry on with that disclosed, replace her from here, or stop the case. What was gathered stays.

extension Situation {
    /// Why holders of parts would not be given them now.
    public func doubts(on day: Day) -> [Case.Doubt] {
        guard let state = self.case, !state.hasEnded else { return [] }
        return state.holders.flatMap { role, holders in
            holders.flatMap { holder in
                let standing = ties(of: holder, in: role, on: day).filter(\.isBlocking).map(\.sentence)
                return (standing + posts(of: holder, in: role, on: day)).map { Case.Doubt(role: role, holder: holder.id, sentence: $0) }
            }
        }
    }

    private func posts(of holder: Case.Holder, in role: Name, on day: Day) -> [String] {
        var sentences: [String] = []
        if let organisation = holder.organisation, let succession = register.organisation(organisation)?.succession, succession.on <= day {
            let successor = succession.successor.map { " \(name(organisation: $0))" } ?? ""
            let what = switch succession.kind {
            case .mergedInto: "was merged into\(successor)"
            case .became: "became\(successor)"
            case .closed: "closed"
            }
            sentences.append("\(name(organisation: organisation)) \(what) on \(succession.on.spelled).")
        }
        guard let person = holder.person else { return sentences }
        if let organisation = holder.organisation, !register.affiliated(person, organisation, within: 0, on: day) {
            sentences.append("\(name(person: person)) does not belong to \(name(organisation: organisation)) any more.")
        }
        for credential in workflow.roles[role]?.needs ?? [] where !holds(person, credential, on: day) {
            sentences.append(lacks(person, credential))
        }
        return sentences
    }
}

extension Deciding {
    /// What a change in the register puts in question that was in none before, and what is in none any more; nil: nothing.
    /// - Parameters:
    ///   - before: the case with the register as it was.
    ///   - day: the day from which the change holds.
    public static func doubt(_ before: Situation, _ after: Situation, on day: Day) -> Decision? {
        let known = Set(before.doubts(on: day))
        let now = after.doubts(on: day), asked = after.case?.doubts ?? []
        let new = now.filter { !known.contains($0) && !asked.contains($0) }
        let gone = asked.filter { known.contains($0) && !now.contains($0) }
        guard !new.isEmpty || !gone.isEmpty else { return nil }
        return Decision(
            facts: new.map { .doubted($0) } + gone.map { .undoubted($0) },
            touched: Touched(reads: (new + gone).map { "holders.\($0.role)" }, writes: ["doubts"]), happened: .instant(after.now))
    }

    /// The case goes on though somebody would not be given her part now; that is disclosed.
    static func carryOn(_ role: Name, _ because: String, _ working: Working, _ person: String) throws(Refusal) -> Decision {
        try reason(because, isNeeded: true)
        guard working.workflow.roles[role] != nil else { throw Refusal.unknownRole(role, working.workflow) }
        let doubts = working.case.doubts.filter { $0.role == role }
        guard !doubts.isEmpty else {
            let others = Set(working.case.doubts.map(\.role)).sorted()
            throw Refusal(
                .alreadySo, "Nothing is in question about \(working.workflow.title(of: role)).", place: "role",
                remedy: others.isEmpty ? nil : "It is about \(others.joined(separator: ", ")).")
        }
        working.look(at: ["doubts", "holders.\(role)"])
        for doubt in doubts { working.emit(.carriedOn(.init(doubt: doubt, by: person, on: working.act.day, because: because))) }
        return working.decision
    }
}
