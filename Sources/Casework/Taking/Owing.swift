import CivilTime
import Definitions
import Register

// A reminder is for whoever has still to do something: not for whoever has done her part of what the clock's state waits for.

extension Working {
    func write(_ letter: Name, toThoseWhoOwe clock: Clock, _ running: Case.RunningClock) {
        for role in clock.owedBy {
            for holder in self.case.holders[role] ?? [] where !hasDone(role, holder, in: clock.state) {
                for addressee in holder.addressees { emit(.letter(Fact.Letter(letter, to: addressee, about: clock.name, due: running.dueDay))) }
            }
        }
    }

    /// Whether a holder has done her part of what a state waits for: what the file names, else every sheet and vote of it that she is asked for.
    private func hasDone(_ role: Name, _ holder: Case.Holder, in name: Name) -> Bool {
        guard let state = workflow.states[name] else { return false }
        if let condition = state.waitsUntil[role] { return hasDone(condition, role, holder) }
        let rater = Case.Collection.Rater(role: role, holder: holder.id)
        let asked = state.collects.compactMap { self.case.collections[$0] }.filter { collection in collection.due.contains { $0.isSame(as: rater) } }
        let ballots = state.votes.compactMap { self.case.ballots[$0] }.filter { ballot in ballot.members.contains { $0.isSame(as: rater) } }
        guard !asked.isEmpty || !ballots.isEmpty else { return false }
        return asked.allSatisfy { $0.hasSealed(rater) } && ballots.allSatisfy { $0.isOpen || $0.hasVoted(rater) || $0.hasLeft(rater) }
    }

    private func hasDone(_ condition: Definitions.Expression, _ role: Name, _ holder: Case.Holder) -> Bool {
        holder.people(in: situation.register, on: act.day).contains { person in
            let act = Act(.person(person), .instant(situation.now), in: zone)
            return (try? Judge(situation: situation, act: act, part: Part(role: role, holder: holder), form: Form()).truth(condition)) == true
        }
    }
}

extension Case.Holder {
    /// Whoever may do what the part asks for: the named person, else the team, else everybody of the organisation.
    fileprivate func people(in register: Register, on day: Day) -> [String] {
        person.map { [$0] } ?? (team.isEmpty ? organisation.map { register.people(in: $0, on: day) } ?? [] : team)
    }
}
