import CEL
import Casework
import CaseStore
import CivilTime
import Definitions
import Foundation
import JSON
import Register

extension Answering {
    func cases(_ wish: CaseWish) throws -> CaseList {
        let (most, after) = (try wish.limit.map { try Answering.most($0) }, try wish.place())
        // Whoever is not known sees no case, and learns from no nearest name who is in the register.
        guard asker != nil else { return CaseList(cases: []) }
        let about = try wish.subject.map { try reading.holder($0).id }
        let holder = try wish.holder.map { try reading.holder($0).id }
        let search = CaseSearch(
            workflow: wish.workflow, includesEnded: wish.includesEnded, holder: holder, order: wish.order, after: after)
        var list = CaseList(cases: [])
        var last: CaseSearch.Place?
        try reading.eachCase(search) { state, place in
            if let about, !state.subject.ids.contains(about) { return true }
            if let name = wish.state, !state.configuration.contains(where: { $0 == name || $0.hasSuffix(".\(name)") }) { return true }
            guard let line = try line(of: state, wish) else { return true }
            if list.cases.count == most {
                list.next = last?.text(in: wish.order)
                return false
            }
            list.cases.append(line)
            last = place
            return true
        }
        return list
    }

    /// A case as a line; nil where the asker may not see it, or not what it is looked for by.
    private func line(of state: Case, _ wish: CaseWish) throws -> CaseList.Line? {
        let situation = try outline(of: state)
        let sight = try sight(in: situation)
        guard sight.seesCase else { return nil }
        let due = sight.sees(.triad) ? state.clocks.values.map(\.dueDay).min() : nil
        let asksParts = wish.holder != nil || wish.order == .due || wish.dueBy != nil
        if asksParts, !sight.sees(.triad) { return nil }
        if let until = wish.dueBy, due.map({ $0 > until }) ?? true { return nil }
        for (name, text) in wish.data {
            guard let field = situation.workflow.data[name], sight.sees(field), let value = state.data[name],
                  try Wording(situation: situation, names: names).text(value, as: field.type).localizedCaseInsensitiveContains(text)
            else { return nil }
        }
        return CaseList.Line(
            id: state.id, title: state.title, workflow: state.workflow.name, subject: try names.subject(state.subject),
            state: Wording(situation: situation, names: names).standing, hasEnded: state.hasEnded, nextDue: due, entry: state.entry)
    }

    /// What waits for somebody, most pressing first, over all cases in which she holds a part.
    func inbox(of text: String?) throws -> Inbox {
        let own = try known()
        let person = try text.map { try reading.find(.person, $0, orCoordinator: true) } ?? own
        if person != own { try mustCoordinate() }
        let register = person == own ? around : try reading.register(around: [person])
        let isCoordinator = coordinators.contains(person)
        let organisations = Set(register.affiliations(of: person).map(\.organisation)).union(register.organisations(of: person, on: today))
        let cases = isCoordinator ? try reading.cases() : try reading.cases(heldBy: organisations.union([person]))
        var items: [Inbox.Item] = []
        for state in cases {
            // Of how it was she sees what she may see now.
            if present != nil, try !sight(in: reading.outline(of: state, register: register)).sees(.triad) { continue }
            // Whoever has found a slip, typed for her, or signed what waits for her signature, is named.
            let others = Set(state.slips.map(\.by) + state.typed.map(\.by) + state.signatures.values.joined().map(\.person))
            let named = others.isEmpty ? register : try reading.register(around: others.union([person]))
            for item in Waiting.items(in: try asking(of: state, named), for: person) {
                items.append(.init(
                    kind: .init(item.kind), case: state.id, caseTitle: state.title, text: item.text, due: item.due, isLate: item.isLate,
                    events: item.events, about: item.about))
            }
        }
        if isCoordinator {
            items += try confidences(of: nil).map { line in
                .init(
                    kind: .confidence, case: Entry.fileStream, caseTitle: "In confidence",
                    text: "\(line.by.name) says: \(line.text)", due: nil, isLate: false, events: [], about: "\(line.number)")
            }
        }
        let sorted = items.enumerated().sorted { one, other in
            let (a, b) = (one.element.due ?? .last, other.element.due ?? .last)
            return a == b ? one.offset < other.offset : a < b
        }
        return Inbox(person: try names.person(person), today: today, items: sorted.map(\.element))
    }

    /// A case with what says what waits in it, and for whom of these.
    func asking(of state: Case, _ register: Register) throws -> Situation {
        var situation = try reading.outline(of: state, register: register)
        if Waiting.looksAround(in: situation) { situation = try reading.situation(showing: state, as: asker) }
        for record in Waiting.records(for: situation) { situation.records[record] = try reading.records(record, of: state.id) }
        return situation
    }

    /// What was said to the coordinators and waits for them: to a coordinator all of it, to anybody else what she has said herself.
    func confidences() throws -> ConfidenceList {
        let person = try known()
        return ConfidenceList(lines: try confidences(of: isCoordinator ? nil : person))
    }

    private func confidences(of person: String?) throws -> [ConfidenceList.Line] {
        try reading.file.words.filter { person == nil || $0.value.by == person }.map { number, word in
            .init(number: number, by: try names.person(word.by), on: word.on, text: word.text)
        }
    }

    func due(until: Day?) throws -> DueList {
        _ = try known()
        var lines: [DueList.Line] = []
        var seen: [Case.ID: (state: Case, wording: Wording)?] = [:]
        for clock in try reading.clocks(until: until.map { zone.end(of: $0) }) {
            if seen[clock.case] == nil, let state = try reading.case(clock.case) {
                let situation = try outline(of: state)
                let isSeen = try sight(in: situation).sees(.triad)
                seen[clock.case] = .some(isSeen ? (state, Wording(situation: situation, names: names)) : nil)
            }
            guard case (let state, let wording)?? = seen[clock.case], let running = state.clocks[clock.name] else { continue }
            lines.append(.init(
                case: state.id, caseTitle: state.title, clock: clock.name, title: wording.title(ofClock: clock.name), due: running.dueDay,
                isLate: running.due < reading.now, isAsking: running.isAsking,
                owedBy: (wording.workflow.clock(clock.name)?.waitedFor(isAsking: running.isAsking) ?? []).map(wording.title(of:))))
        }
        return DueList(today: today, lines: lines, samples: try samples(until: until))
    }

    /// What organisations have given and received under a workflow that counts it, and owe. What one that has gone had given, received and owed
    /// is its successor's.
    func owed() throws -> OwedView {
        _ = try known()
        let credits = try reading.credits()
        guard let (workflow, owed) = try owing() else { return OwedView(title: "Nothing is counted", words: [], lines: []) }
        let own = credits.filter { $0.workflow == workflow.reference.name }
        let words = owed.words
        let register = try reading.register(around: Set(own.map(\.organisation)))
        let lines = try Dictionary(grouping: own, by: { register.current($0.organisation, on: today) }).sorted { $0.key < $1.key }.map { organisation, rows in
            let counts = words.map { word in rows.filter { $0.word == word }.reduce(0) { $0 + $1.count } }
            let sum = try owed.sum(Dictionary(zip(words, counts), uniquingKeysWith: { $1 }))
            let gone = Set(rows.map(\.organisation)).subtracting([organisation]).sorted()
            return OwedView.Line(
                organisation: try names.organisation(organisation), counts: counts, owed: sum, includes: try gone.map(names.organisation))
        }
        return OwedView(title: owed.title.text(), words: words, lines: lines)
    }

    /// The newest workflow in use that says what is owed.
    private func owing() throws -> (Workflow, Owed)? {
        for line in try reading.definitions().reversed() where line.kind == .workflow {
            let workflow = try reading.workflow(line.hash)
            if let owed = workflow.owed { return (workflow, owed) }
        }
        return nil
    }

    /// A row an organisation: what is due and was done in cases about it.
    func planner(from: Day, months: Int) throws -> PlannerView {
        _ = try known()
        let end = from.adding(months: min(max(months, 1), 36))
        var rows: [String: [PlannerView.Entry]] = [:]
        for state in try reading.cases(includesEnded: true) {
            guard case .organisation(let id) = state.subject else { continue }
            let situation = try outline(of: state)
            let sight = try sight(in: situation)
            guard sight.sees(.triad) else { continue }
            let wording = Wording(situation: situation, names: names)
            let told = try reading.entries(of: state.id)
            let entries = dates(of: state, situation.workflow, seenBy: sight) + (try running(deadlines(of: state, Reading.held(told), wording), of: state, wording))
            rows[id, default: []] += entries.filter { (from..<end).contains($0.day) }
        }
        return PlannerView(from: from, months: months, rows: try rows.sorted { $0.key < $1.key }.map { id, entries in
            .init(organisation: try names.organisation(id), entries: entries.sorted { $0.day < $1.day })
        })
    }

    /// The days that a case has set itself, as far as they are the asker's to see: papers, visit, workshop.
    func dates(of state: Case, _ workflow: Workflow, seenBy sight: Sight) -> [PlannerView.Entry] {
        workflow.data.values.compactMap { field in
            guard sight.sees(field), case .date(let day)? = state.data[field.name] else { return nil }
            let status: PlannerView.Entry.Status = day < today ? .done : day - today <= 14 ? .due : .planned
            // "Papers exchanged on", beside the day itself, is "Papers exchanged".
            let title = field.title.text()
            let words = title.hasSuffix(" on") ? String(title.dropLast(3)) : title
            return .init(day: day, title: words, role: "", who: "", status: status, case: state.id)
        }
    }

    /// Deadlines that still run; what is done stands in the reports.
    private func running(_ deadlines: [CaseView.Deadline], of state: Case, _ wording: Wording) throws -> [PlannerView.Entry] {
        try deadlines.filter { $0.done == nil && !state.hasEnded }.map { deadline in
            let roles = wording.workflow.clock(deadline.clock)?.owedBy ?? []
            let people = try roles.flatMap { state.holders[$0] ?? [] }.map { try names.anybody($0.person ?? $0.id).name }
            return .init(
                day: deadline.due, title: deadline.title, role: deadline.owedBy.joined(separator: ", "), who: people.joined(separator: ", "),
                status: deadline.status(on: today), case: state.id)
        }
    }
}

extension CaseView.Deadline {
    func status(on today: Day) -> PlannerView.Entry.Status {
        if done != nil { return .done }
        if isLate { return .late }
        return due - today <= 14 ? .due : .planned
    }
}

extension Inbox.Item.Kind {
    init(_ kind: Waiting.Item.Kind) {
        self = switch kind {
        case .todo: .todo
        case .sheet: .sheet
        case .vote: .vote
        case .window: .window
        case .incident: .incident
        case .doubt: .doubt
        case .slip: .slip
        case .typed: .typed
        case .notice: .notice
        }
    }
}

extension Case.Subject {
    var ids: [String] {
        switch self {
        case .organisation(let id), .person(let id): [id]
        case .group(let ids): ids
        }
    }
}

extension Owed {
    /// The words under which organisations are counted, in the order of the expression.
    var words: [Name] {
        var words: [Name] = []
        for path in expression.program.references.paths where path.names.first == "credits" {
            if let word = path.names.dropFirst().first, !words.contains(word) { words.append(word) }
        }
        return words
    }

    /// What is owed for these counts.
    ///
    /// - Throws: `Refusal` `guard-error` where the expression errs.
    func sum(_ counts: [Name: Int]) throws(Refusal) -> Int {
        let credits = GuardRecord("credits") { word in .int(Int64(counts[word] ?? 0)) }
        switch expression.program.evaluate(Activation(lookup: { $0 == "credits" ? .record(credits) : nil })) {
        case .success(.int(let sum)): return Int(sum)
        case .success(let value): throw Refusal(.guardError, "What is owed came out as \(value).", remedy: "Mend the workflow.")
        case .failure(let error): throw Refusal(.guardError, "What is owed cannot be told: \(error.message).", remedy: "Mend the workflow.")
        }
    }
}

extension CaseWish {
    /// Where the answer before this one ended.
    ///
    /// - Throws: `Refusal` `out-of-range` for what no answer has given, or one in another order.
    fileprivate func place() throws(Refusal) -> CaseSearch.Place? {
        guard let after else { return nil }
        if let json = try? JSON.Value.parse(after), json[0]?.stringValue == order.rawValue, let key = json[1], let id = json[2]?.stringValue, json[3] == nil {
            switch (order, key) {
            case (.id, .string), (.title, .string), (.due, .int): return CaseSearch.Place(key: key, id: id)
            default: break
            }
        }
        throw Refusal(
            .outOfRange, "`\(after)` is not where a list in the order of \(order.rawValue) has ended.", place: "after",
            remedy: "Give `next` of the answer before, with the same sort.")
    }
}

extension CaseSearch.Place {
    fileprivate func text(in order: CaseSearch.Order) -> String { JSON.Value.array([.string(order.rawValue), key, .string(id)]).text }
}
