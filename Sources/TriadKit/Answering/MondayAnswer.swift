import Casework
import CaseStore
import CivilTime
import Definitions

extension Answering {
    /// What is late or falls due within so many days in the cases that the asker manages.
    func monday(days: Int) throws -> MondayList {
        _ = try known()
        let until = Day(daysSince1970: Int(today.daysSince1970) + min(max(days, 0), 366)) ?? .last
        var lines: [MondayList.Line] = []
        var diary: [String: [PlannerView.Entry]] = [:]
        for state in try reading.cases() {
            let situation = try outline(of: state)
            let sight = try sight(in: situation)
            guard sight.isManaging else { continue }
            lines += try Chasing(answering: self, state: state, situation: situation).lines.filter { $0.due <= until }
            for subject in try names.subject(state.subject) {
                diary[subject.id, default: []] += dates(of: state, situation.workflow, seenBy: sight).filter { (today...until).contains($0.day) }
            }
        }
        let sorted = lines.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
        return MondayList(today: today, until: until, lines: sorted, diary: try diary.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { id, entries in
            .init(organisation: try names.anybody(id), entries: entries.sorted { $0.day < $1.day })
        })
    }
}

/// Who owes what in one case, each with a reminder.
private struct Chasing {
    let answering: Answering
    let state: Case
    let situation: Situation

    var lines: [MondayList.Line] {
        get throws { try windows + holders.flatMap { try owed(by: $0.holder, as: $0.role) } }
    }

    private var holders: [(role: Name, holder: Case.Holder)] {
        situation.workflow.roles.keys.flatMap { role -> [(role: Name, holder: Case.Holder)] in
            let holders = state.holders[role] ?? []
            // Those who manage the case may be the file's coordinators, though nobody holds the part.
            let asker = answering.asker.map { Case.Holder(person: $0, since: state.began) }
            return holders.isEmpty && situation.workflow.managedBy.contains(role) ? [asker].compactMap(\.self).map { (role, $0) } : holders.map { (role, $0) }
        }
    }

    /// What the coordinator is asked: windows past their last day, holders in question, what could not be taken.
    private var windows: [MondayList.Line] {
        get throws {
            guard let asker = answering.asker else { return [] }
            return try Waiting.items(in: situation, for: asker).filter { [.window, .doubt, .incident].contains($0.kind) }.compactMap { try line($0, as: nil, to: asker, chaser: nil) }
        }
    }

    private func owed(by holder: Case.Holder, as role: Name) throws -> [MondayList.Line] {
        let addressee = holder.person ?? holder.organisation ?? holder.id
        let reader = try answering.reader(of: addressee)
        let situation = try answering.asking(of: state, answering.reading.register(around: [reader]))
        return try Waiting.items(in: situation, for: reader).filter { [.todo, .sheet, .vote].contains($0.kind) && $0.role == role }.compactMap { item in
            try line(item, as: role, to: reader, chaser: reader == answering.asker ? nil : reminder(of: item, to: addressee))
        }
    }

    private func line(_ item: Waiting.Item, as role: Name?, to reader: String, chaser: Reading.Letter?) throws -> MondayList.Line? {
        guard let due = item.due ?? ([.todo, .sheet, .vote].contains(item.kind) ? nil : answering.today) else { return nil }
        return MondayList.Line(
            case: state.id, caseTitle: state.title, subject: try answering.names.subject(state.subject), text: item.text, due: due, isLate: item.isLate,
            roleTitle: role.map { situation.workflow.roles[$0]?.title.text() ?? $0 }, to: try answering.names.anybody(reader),
            mailbox: try answering.mailbox(reader), isYours: reader == answering.asker, chaser: try chaser.map { try answering.rendered($0, of: state) })
    }

    /// The clock's own reminder, else the workflow's letter to whoever owes something.
    private func reminder(of item: Waiting.Item, to addressee: String) -> Reading.Letter? {
        let workflow = situation.workflow
        let clock = item.clock
        let own = clock.flatMap { workflow.clock($0)?.reminder }
        guard let letter = own ?? workflow.letters.values.first(where: { $0.to == .owed })?.name else { return nil }
        return Reading.Letter(
            number: 0, case: state.id, entry: state.entry, recorded: answering.reading.now, letter: letter, to: addressee, about: clock, due: item.due)
    }
}
