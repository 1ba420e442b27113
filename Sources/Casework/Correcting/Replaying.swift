import CivilTime
import Definitions
import JSON
import OrderedCollections

/// A case gone through again, entry by entry, by what is held to have been: so that it can be asked what would have been decided.
struct Replaying {
    /// Everything but the case and its rows is as it is now.
    private let present: Situation
    private let id: Case.ID
    /// The entries that stand, as they are held to have been.
    let entries: [Past]
    private let standing: Standing
    private let past: [Past]

    /// - Parameter correction: one that is thought of, after all that there are.
    init(_ situation: Situation, with correction: Correction? = nil) {
        present = situation
        id = situation.case?.id ?? ""
        var past = situation.past
        if let correction {
            past.append(Past(
                number: (past.last?.number ?? 0) + 1, word: "", by: "", happened: .instant(situation.now), touched: Touched(), facts: [.corrected(correction)]))
        }
        self.past = past
        standing = Standing(past.map { ($0.number, $0.facts) })
        entries = past.filter { [standing] in standing.holds($0.number) }.map { [standing] in $0.held(by: standing) }
    }

    /// Shows those of the entries that are named as the case stood before each of them.
    func each(of numbers: Set<Int>, _ body: (_ entry: Past, _ before: Situation) throws(Refusal) -> Void) throws(Refusal) {
        var rows = HeldRows()
        var folded: Case?
        for entry in past {
            guard standing.holds(entry.number) else {
                folded?.leaveOut(entry.facts)
                folded?.entry = entry.number
                continue
            }
            let held = entry.held(by: standing)
            if numbers.contains(entry.number), let folded { try body(held, rows.situation(folded, present)) }
            if folded == nil, let first = held.facts.first { folded = Case.began(id: id, by: first) }
            folded?.entry = entry.number
            for fact in held.facts {
                folded?.apply(fact)
                rows.apply(fact)
            }
        }
    }

    /// How it stands after the last; nil for a case that never began.
    var end: Situation? {
        guard let folded = Case.fold(id: id, entries: past.map { ($0.number, $0.facts) }) else { return nil }
        var rows = HeldRows()
        for entry in entries { for fact in entry.facts { rows.apply(fact) } }
        return rows.situation(folded, present)
    }

    /// Rows and sealed sheets as they stood.
    private struct HeldRows {
        private var records: [Name: [Situation.Row]] = [:]
        private var sealed: [Name: [Situation.Sealed]] = [:]
        private var votes: [Name: [Situation.Cast]] = [:]

        mutating func apply(_ fact: Fact) {
            switch fact {
            case .added(let record, let number, let values, let by, let day):
                let named = OrderedDictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
                records[record, default: []].append(.init(number: number, values: named, by: by, on: day))
            case .updated(let record, let number, let values, _, _):
                guard let place = records[record]?.firstIndex(where: { $0.number == number }) else { return }
                for named in values { records[record]?[place].values[named.name] = named.value }
            case .sealed(let sheet, let rater, let judgements):
                // Of several rounds the last counts, as it does in the file's rows.
                sealed[sheet, default: []].removeAll { $0.rater.isSame(as: rater) }
                sealed[sheet, default: []].append(.init(rater: rater, sheet: judgements))
            case .givenBack(let sheet): sealed[sheet] = nil
            case .voted(let vote, let member, let cast): votes[vote, default: []].append(.init(member: member, vote: cast))
            default: break
            }
        }

        func situation(_ state: Case, _ present: Situation) -> Situation {
            var then = present
            then.case = state
            for name in present.workflow.records.keys { then.records[name] = records[name] ?? [] }
            for name in present.workflow.sheets.keys {
                then.sealed[name] = (sealed[name] ?? []).filter { one in state.collections[name]?.sealed.contains(one.rater) == true }
            }
            for name in present.workflow.votes.keys { then.votes[name] = state.ballots[name].map { $0.counting(votes[name] ?? []) } ?? [] }
            then.past = []
            return then
        }
    }
}

extension Past {
    /// The entry as it is held to have been.
    func held(by standing: Standing) -> Past {
        var held = self
        held.facts = standing.facts(of: number, facts)
        held.by = standing.by(of: number, by)
        held.happened = standing.happened(number, happened)
        return held
    }

    /// The event that a person sent, with what she gave; nil where it was another act.
    func sent(under workflow: Workflow) -> (event: Name, form: JSON.Object)? {
        guard let event = facts.lazy.compactMap({ fact -> Name? in
            if case .sent(let event, by, _, _) = fact { event } else { nil }
        }).first else { return nil }
        let rules = workflow.rules(of: event)
        let fields = Set(rules.flatMap { $0.form.map(\.name) })
        let added = Set(rules.flatMap { $0.addedRecords.map(\.record) }), updated = Set(rules.compactMap(\.updatedRecord))
        var form = JSON.Object()
        func give(_ values: [Fact.NamedValue]) {
            for named in values where fields.contains(named.name) && form[named.name] == nil { form.append(named.name, named.value.json) }
        }
        for fact in facts {
            switch fact {
            case .sent(event, by, _, let values): give(values)
            case .set(let named): give([named])
            case .added(let record, _, let values, by, _) where added.contains(record): give(values)
            case .updated(let record, let row, let values, by, _) where updated.contains(record):
                form["row"] = .int(Int64(row))
                give(values)
            case .settled(_, let settlement):
                form["criterion"] = .string(settlement.criterion)
                form["chosen"] = .string(String(settlement.chosen.prefix { $0 != ":" }))
                form["reason"] = .string(settlement.because)
            case .signed(event, let signature): give(signature.terms.map { Fact.NamedValue($0.key, $0.value, .triad) })
            case .returned(_, let returned):
                form["reason"] = .string(returned.reason)
                form["points"] = .array(returned.points.map(JSON.Value.string))
            default: break
            }
        }
        return (event, form)
    }
}

extension Situation {
    /// What an event would have come to here.
    func deciding(_ event: Name, _ form: JSON.Object, by person: String, _ happened: When) -> Result<[Fact], Refusal> {
        guard let state = self.case else { return .failure(Refusal(.unknownCase, "The case had not begun.", place: event)) }
        let working = Working(state, in: self, act: Act(.person(person), happened, in: calendar.zone))
        return Result { () throws(Refusal) in
            try working.take(event, form: form)
            return working.facts
        }
    }
}

extension [Fact] {
    /// What they come to but for values, dates and expectations: two decisions with the same outline led to the same place.
    var outline: [String] {
        compactMap { fact in
            switch fact {
            case .marked, .typed: nil
            case .clockSet(let clock): "clock \(clock.name)"
            case .appointed(let role, let holder, _): "appointed \(holder.id) \(role)"
            case .released(let role, let holder, _, _): "released \(holder) \(role)"
            case .opened(let sheet, _): "opened \(sheet)"
            case .sent(let event, _, let role, _): "sent \(event) \(role ?? "")"
            case .signed(let event, let signature): "signed \(event) \(signature.role) \(signature.holder)"
            case .added(let record, let row, _, _, _): "added \(record) \(row)"
            case .updated(let record, let row, _, _, _): "updated \(record) \(row)"
            case .named(let role, let holder, _, _): "named \(role) \(holder)"
            default: fact.sentence
            }
        }
    }

    var marks: [String] { compactMap { if case .marked(_, let sentence) = $0 { sentence } else { nil } } }
}
