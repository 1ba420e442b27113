import CivilTime
import Definitions
import Register

// What a case makes of a designation: the register is told in the same commit, by an entry of the file.

extension Working {
    func designate(_ designation: Designation, _ judge: Judge) throws(Refusal) {
        if isReturning { return }
        look(at: designation.expressions.flatMap(\.program.names))
        let person = try designation.person.map { expression throws(Refusal) in try judge.text(expression) } ?? subjectPerson
        guard situation.knows(person: person) else {
            throw Refusal(.unknownPerson, "There is nobody called \(person) in the register.", place: designation.kind, remedy: "Add the person first.")
        }
        let from = try designation.from.map { expression throws(Refusal) in try judge.day(expression) }.flatMap(\.self) ?? act.day
        let until = try designation.until.map { expression throws(Refusal) in try judge.day(expression) }.flatMap(\.self)
        let (set, was) = try stands(designation, person, from, until, judge)
        if set == was { return }
        let change = Register.Change.credentialSet(set, was: was)
        let problems = situation.register.check(change)
        guard problems.isEmpty else {
            throw Refusal(
                .registerSaysNo, "\(situation.name(person: person)) and \(designation.kind): \(problems[0].sentence)", place: designation.kind, remedy: problems[0].remedy,
                details: problems.map { .init(place: $0.field, code: $0.code.rawValue, sentence: "\($0.sentence) \($0.remedy)") })
        }
        situation.register = situation.register.applying(change)
        emit(.designated(.init(person: person, kind: designation.kind, becomes: designation.becomes, from: from, until: until)))
        post(.register([change], from: self.case.id, happened: act.happened))
    }

    private var subjectPerson: String {
        if case .person(let id) = self.case.subject { id } else { "" }
    }

    /// The designation as it is to stand, and as it stands.
    private func stands(
        _ designation: Designation, _ person: String, _ from: Day, _ until: Day?, _ judge: Judge
    ) throws(Refusal) -> (set: Credential, was: Credential?) {
        func text(_ expression: Definitions.Expression?) throws(Refusal) -> String? {
            guard let expression else { return nil }
            return try judge.text(expression)
        }
        func spoken(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        if designation.becomes == .given {
            let given = Credential(
                person, designation.kind, try range(from, until, designation), givenBy: spoken(try text(designation.givenBy)), area: spoken(try text(designation.area)),
                conditions: spoken(try text(designation.conditions)))
            let was = situation.register.credentials(of: person).first { $0.key == given.key }
            if let was, !was.isVoid {
                throw Refusal(
                    .registerSaysNo, "\(situation.name(person: person)) has a designation \(designation.kind) from \(from.spelled) already.", place: designation.kind,
                    remedy: "Look at it (triad register list credentials); what stands there is changed, not given again.")
            }
            return (given, was)
        }
        if designation.becomes == .ended, let over = hasEnded(designation.kind, person, by: from) { return (over, over) }
        guard let was = begun(designation, person, by: from) else {
            throw Refusal(
                .registerSaysNo, "\(situation.name(person: person)) has no designation \(designation.kind) on \(from.spelled).", place: designation.kind,
                remedy: "Enter it in the register first (triad register add credentials), or correct the entry that ended it.")
        }
        var set = was
        switch designation.becomes {
        case .given: break
        case .changed:
            if let givenBy = try text(designation.givenBy) { set.givenBy = spoken(givenBy) }
            if let until { set.days = try range(was.days.from, until, designation) }
            if let area = try text(designation.area) { set.area = spoken(area) }
            if let conditions = try text(designation.conditions) { set.conditions = spoken(conditions) }
        case .ended:
            // What ends before its first day never held.
            if let days = DayRange(from: was.days.from, through: from - 1) { set.days = days } else { set.isVoid = true }
        case .paused:
            // What is over cannot rest.
            let isOver = was.days.through.map { $0 < from } ?? false
            if !isOver, !was.pauses.contains(where: { $0.contains(from) }) { set.pauses.append(.starting(from)) }
        case .resumed:
            set.pauses = was.pauses.compactMap { $0.contains(from) ? DayRange(from: $0.from, through: from - 1) : $0 }
            if let until { set.days = try range(was.days.from, until, designation) }
        }
        return (set, was)
    }

    /// The designation that is meant: the one that holds on the day, else the last that had begun by then. Its last day may have passed while
    /// it rested, or while it was decided what becomes of it.
    private func begun(_ designation: Designation, _ person: String, by day: Day) -> Credential? {
        let register = situation.register, kind = designation.kind
        if designation.becomes == .ended, let ending = register.credential(kind, of: person, on: day - 1) { return ending }
        if let holding = register.credential(kind, of: person, on: day) { return holding }
        return register.credentials(of: person).filter { $0.kind == kind && !$0.isVoid && $0.days.from.map { $0 <= day } ?? true }
            .max { $0.days.from ?? .first < $1.days.from ?? .first }
    }

    /// One that had come to its last day before, where none runs: there is nothing left to end.
    private func hasEnded(_ kind: Name, _ person: String, by day: Day) -> Credential? {
        let all = situation.register.credentials(of: person).filter { $0.kind == kind && !$0.isVoid }
        return all.contains { $0.days.through ?? .last >= day - 1 } ? nil : all.last
    }

    private func range(_ from: Day?, _ through: Day?, _ designation: Designation) throws(Refusal) -> DayRange {
        if let days = DayRange(from: from, through: through) { return days }
        throw Refusal(.registerSaysNo, "The designation \(designation.kind) would end before it begins.", place: designation.kind, remedy: "Give another day.")
    }
}
