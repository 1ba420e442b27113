import CivilTime
import Definitions

/// Which entries of a case stand, which have been set aside, and which are held to have said something else.
///
/// A correction holds unless a later one sets it aside; then what it had set aside stands again, and what it had mended is as it was.
public struct Standing: Sendable {
    /// The entries that are set aside, each with the number of the correction by which it is.
    public private(set) var aside: [Int: Int] = [:]
    /// The slips of each entry that are mended, oldest first, each with the number of the correction that mends it.
    private var slips: [Int: [(number: Int, correction: Correction)]] = [:]
    /// Of each entry the expectations that fell short by what is now known.
    private var remarks: [Int: Correction.Remark] = [:]

    /// - Parameter entries: the entries of one case, oldest first.
    public init(_ entries: some BidirectionalCollection<(number: Int, facts: [Fact])>) {
        for (number, facts) in entries.reversed() where aside[number] == nil {
            for case .corrected(let correction) in facts {
                for entry in correction.setAside { aside[entry] = number }
                for remark in correction.remarks where remarks[remark.entry] == nil { remarks[remark.entry] = remark }
                if correction.kind == .clerical { slips[correction.entry, default: []].insert((number, correction), at: 0) }
            }
        }
    }

    public func holds(_ number: Int) -> Bool { aside[number] == nil }

    /// The entries that stand and are held to have said something else, each with the number of the last correction that says what.
    public var mended: [Int: Int] { slips.compactMapValues { $0.last?.number }.filter { holds($0.key) } }

    /// What an entry is held to have said.
    public func facts(of number: Int, _ written: [Fact]) -> [Fact] {
        let facts = (slips[number] ?? []).reduce(written) { $1.correction.mending($0) }
        return remarks[number].map { $0.marking(facts) } ?? facts
    }

    /// Whose act it is held to have been.
    public func by(of number: Int, _ written: String) -> String {
        (slips[number] ?? []).reduce(written) { $1.correction.change(.person)?.new.stringValue ?? $0 }
    }

    /// When it is held to have happened.
    public func happened(_ number: Int, _ written: When) -> When {
        (slips[number] ?? []).reduce(written) { $1.correction.day.map(When.day) ?? $0 }
    }
}

extension Correction {
    func change(_ kind: Change.Kind) -> Change? { changes.first { $0.kind == kind } }

    /// What an entry said, as it should have said it.
    func mending(_ written: [Fact]) -> [Fact] {
        written.map { fact in changes.reduce(fact) { $1.mending($0, day) } }
    }
}

extension Correction.Remark {
    /// The facts of the entry with these expectations in the place of those that were marked.
    fileprivate func marking(_ facts: [Fact]) -> [Fact] {
        func isMark(_ fact: Fact) -> Bool { if case .marked = fact { true } else { false } }
        // A mark is said when the event is, before what follows from it.
        let said = facts.lastIndex { if case .sent(event, _, _, _) = $0 { true } else { false } }
        var marked = facts.filter { !isMark($0) }
        let place = facts.firstIndex(where: isMark) ?? said.map { $0 + 1 } ?? marked.endIndex
        marked.insert(contentsOf: marks.map { .marked(event: event, sentence: $0) }, at: min(place, marked.endIndex))
        return marked
    }
}

extension Correction.Change {
    fileprivate func mending(_ fact: Fact, _ day: Day?) -> Fact {
        switch kind {
        case .field: rewritten(fact)
        case .happened: day.map { redated(fact, $0) } ?? fact
        case .person: new.stringValue.map { reattributed(fact, to: $0) } ?? fact
        }
    }

    /// The values of its name say what they should have said.
    func rewritten(_ fact: Fact) -> Fact {
        switch fact {
        case .sent(let event, let by, let role, let form): return .sent(event: event, by: by, role: role, form: put(form))
        case .set(let named): return put([named]).first.map { .set($0) } ?? fact
        case .added(let record, let row, let values, let by, let day): return .added(record: record, row: row, values: put(values), by: by, on: day)
        case .updated(let record, let row, let values, let by, let day): return .updated(record: record, row: row, values: put(values), by: by, on: day)
        case .signed(let event, var signature):
            if signature.terms[name] != nil, let value { signature.terms[name] = value }
            return .signed(event: event, signature)
        case .sealed(let sheet, let rater, let sealed):
            return new.stringValue.map { .sealed(sheet: sheet, rater: rater, sealed.saying($0, on: name)) } ?? fact
        case .voted(let vote, let member, let cast): return new.stringValue.map { .voted(vote: vote, member: member, cast.saying($0, on: name)) } ?? fact
        default: return fact
        }
    }

    private var value: FieldValue? { try? FieldValue(json: new) }

    private func put(_ values: [Fact.NamedValue]) -> [Fact.NamedValue] {
        guard let value else { return values }
        return values.map { $0.name == name ? Fact.NamedValue(name, value, $0.visibility) : $0 }
    }

    private func redated(_ fact: Fact, _ day: Day) -> Fact {
        switch fact {
        case .signed(let event, var signature):
            signature.on = day
            return .signed(event: event, signature)
        case .added(let record, let row, let values, let by, _): return .added(record: record, row: row, values: values, by: by, on: day)
        case .updated(let record, let row, let values, let by, _): return .updated(record: record, row: row, values: values, by: by, on: day)
        case .appointed(let role, var holder, let because):
            holder.since = day
            return .appointed(role: role, holder, because: because)
        case .named(let role, let holder, let person, _): return .named(role: role, holder: holder, person: person, on: day)
        case .released(let role, let holder, _, let because): return .released(role: role, holder: holder, until: day, because: because)
        case .began(let workflow, let subject, let title, _): return .began(workflow: workflow, subject: subject, title: title, on: day)
        default: return fact
        }
    }

    private func reattributed(_ fact: Fact, to person: String) -> Fact {
        switch fact {
        case .sent(let event, old.stringValue, let role, let form): return .sent(event: event, by: person, role: role, form: form)
        case .signed(let event, var signature):
            signature.person = person
            return .signed(event: event, signature)
        case .added(let record, let row, let values, old.stringValue, let day): return .added(record: record, row: row, values: values, by: person, on: day)
        case .updated(let record, let row, let values, old.stringValue, let day): return .updated(record: record, row: row, values: values, by: person, on: day)
        case .named(let role, let holder, old.stringValue, let day): return .named(role: role, holder: holder, person: person, on: day)
        case .settled(let sheet, let settlement): return .settled(sheet: sheet, settlement.by == old.stringValue ? settlement.chosen(by: person) : settlement)
        case .returned(let states, var returned):
            if returned.by == old.stringValue { returned.by = person }
            return .returned(states: states, returned)
        case .attached(var document):
            if document.by == old.stringValue { document.by = person }
            return .attached(document)
        case .typed(var typed):
            if typed.owner == old.stringValue { typed.owner = person }
            return .typed(typed)
        default: return fact
        }
    }
}
