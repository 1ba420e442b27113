import Casework
import CaseStore
import CivilTime
import Definitions
import Register

extension Answering {
    func caseView(of state: Case) throws -> CaseView {
        let situation = try reading.situation(showing: state, as: asker)
        let sight = try sight(in: situation)
        let wording = Wording(situation: situation, names: names)
        let workflow = situation.workflow
        let told = try reading.entries(of: state.id)
        let isInside = sight.sees(.triad)
        let data = try workflow.data.values.compactMap { field -> CaseView.Value? in
            guard sight.sees(field), let value = state.data[field.name] else { return nil }
            return try wording.value(field.name, field.title, value, as: field.type)
        }
        // What is withheld is as if it were not there, but for the rows that she added herself.
        let records = try workflow.records.values.filter(sight.mayShowRows).map { try record($0, of: state, sight, wording) }.filter { view in
            !view.rows.isEmpty || workflow.records[view.name].map { sight.sees($0) } ?? false
        }
        let sheets = try state.collections.keys.compactMap { try sheetView($0, of: state, situation, sight) }
        let votes = try state.ballots.keys.compactMap { try voteView($0, of: state, situation, sight) }
        let appointments = isInside ? try appointments(of: state, workflow, told, seenBy: sight) : []
        let held = Reading.held(told)
        let been = sight.seesCase ? self.been(held, workflow) : []
        let presence = Presence(isInside ? held : [])
        return CaseView(
            id: state.id, title: state.title, workflow: state.workflow, workflowTitle: workflow.title.text(),
            subject: try names.subject(state.subject), began: state.began, entry: state.entry,
            states: wording.innermost.map { .init(path: $0.path, title: $0.title.text()) }, hasEnded: state.hasEnded,
            data: data,
            parts: isInside ? try parts(of: state, workflow, presence, sight) : [],
            formerParts: isInside ? try formerParts(of: state, workflow, presence, sight) : [],
            records: records, sheets: sheets, votes: votes,
            deadlines: isInside ? deadlines(of: state, held, wording) : [],
            waiting: isInside ? Waiting.all(in: situation, seenBy: sight).map { item in
                .init(
                    role: item.role ?? "", roleTitle: item.role.map(wording.title(of:)) ?? "", text: item.text, due: item.due, isLate: item.isLate)
            } : [],
            events: asker.map { events(for: $0, situation) } ?? [],
            links: isInside ? try links(of: state, workflow) : [],
            marks: isInside
                ? state.marks.filter { sight.sees($0, of: workflow) }.map(\.sentence) + silencesUndone(held, wording) + (try putRight(told, wording, sight)) : [],
            waivers: isInside ? try waivers(of: state, told: told) : [],
            corrections: isInside ? try corrections(of: state, told: told, sight, wording) : [],
            typed: isInside ? try typed(in: state, told: told, sight, workflow) : [],
            returned: try state.returned.compactMap { path, returned in
                guard isInside, returned.by == asker || sight.sees(returned.visibility) else { return nil }
                return .init(
                    state: path, title: workflow.states[path]?.title.text() ?? path, by: try names.anybody(returned.by), on: returned.on,
                    reason: returned.reason, points: returned.points)
            },
            disclosures: isInside ? situation.disclosures(on: today) : [], register: sight.isManaging ? registered(state.subject, situation) : [],
            earlierHolders: isInside ? try earlierHolders(held, wording) : [],
            incidents: sight.isManaging ? state.incidents.map { "\($0.what): \($0.refusal.sentence)" } : [],
            history: try told.compactMap { try entry($0, of: state, workflow, sight) },
            documents: try visibleDocuments(of: state).map(view),
            reports: workflow.reports.values.map { report in
                .init(
                    name: report.name, title: report.title.text(), template: report.template, editions: report.editions,
                    number: max(1, report.numberedBy.map(state.lastRow) ?? 1),
                    audience: report.audience.map { .init(name: $0, title: wording.title(of: $0)) },
                    isYours: sight.isManaging || (report.audience.isEmpty ? isInside : !sight.roles.isDisjoint(with: report.audience)))
            },
            appointments: appointments, rubrics: isInside ? try workflow.sheets.values.compactMap { try rubric(of: $0, state) } : [], been: been, entered: sight.seesCase ? entered(held) : [:],
            you: .init(id: asker, roles: workflow.roles.keys.filter(sight.roles.contains), isManaging: sight.isManaging),
            absent: .init(
                data: workflow.data.values.filter { field in field.visibility != .restricted && !data.contains { $0.name == field.name } }.map(\.name),
                records: workflow.records.values.filter { record in
                    record.visibility != .restricted && !records.contains { $0.name == record.name }
                }.map(\.name),
                hidden: .init(
                    records: workflow.records.values.filter { record in record.visibility == .restricted && !records.contains { $0.name == record.name } }.map(\.name),
                    votes: workflow.votes.values.filter { $0.visibility == .restricted && !sight.sees($0) }.map(\.name)),
                sheets: workflow.sheets.keys.filter { name in !sheets.contains { $0.sheet == name } },
                votes: workflow.votes.values.filter { vote in (vote.visibility != .restricted || sight.sees(vote)) && !votes.contains { $0.vote == vote.name } }.map(\.name),
                states: workflow.states.keys.filter { !been.contains($0) },
                appointments: workflow.appointments.keys.filter { name in !appointments.contains { $0.name == name } },
                links: workflow.links.keys.filter { state.links[$0]?.isEmpty ?? true }),
            head: HeadView(try reading.head()))
    }

    private func registered(_ subject: Case.Subject, _ situation: Situation) -> [String] {
        if case .person(let id) = subject { situation.register.standing(of: id, on: today) } else { [] }
    }

    /// The last day on which the case came to each state.
    private func entered(_ held: [Reading.Held]) -> [Name: Day] {
        var days: [Name: Day] = [:]
        for entry in held {
            for case .entered(let state) in entry.facts { days[state] = entry.happened.day(in: zone) }
        }
        return days
    }

    private func been(_ held: [Reading.Held], _ workflow: Workflow) -> [Name] {
        let entered = Set(held.flatMap(\.facts).compactMap { if case .entered(let state) = $0 { state } else { nil } })
        return workflow.states.keys.filter(entered.contains)
    }

    /// The rubric that a sheet is asked for by, or would be as the data stand; nil where they do not say it yet.
    private func rubric(of sheet: Sheet, _ state: Case) throws -> CaseView.RubricView? {
        let chosen: Name? = switch sheet.rubric {
        case .always(let name): name
        case .by(let datum, let names): if case .text(let choice)? = state.data[datum] { names[choice] } else { nil }
        }
        guard let name = state.collections[sheet.name]?.rubric ?? chosen, let rubric = try reading.rubric(name, in: state) else { return nil }
        return CaseView.RubricView(
            sheet: sheet.name, sheetTitle: sheet.title.text(), name: rubric.name, title: rubric.title, about: rubric.about ?? "",
            levels: rubric.scale.map { Named(id: $0.id, name: $0.title) }, criteria: rubric.criteria.map { SheetView.Criterion($0, of: rubric) })
    }

    private func parts(of state: Case, _ workflow: Workflow, _ presence: Presence, _ sight: Sight) throws -> [CaseView.Part] {
        let alone = Set(state.holders.values.joined().filter { $0.organisation == nil }.compactMap(\.person))
        let register = try reading.register(around: alone)
        return try workflow.roles.values.flatMap { role -> [CaseView.Part] in
            let title = role.title.text()
            guard let holders = state.holders[role.name], !holders.isEmpty else {
                return [.init(role: role.name, title: title, organisation: nil, person: nil, since: nil, until: nil)]
            }
            return try holders.map { try part($0, role, register, presence, sight) }
        }
    }

    /// People who have left a part; that an organisation held it before it named somebody is no leaving.
    private func formerParts(of state: Case, _ workflow: Workflow, _ presence: Presence, _ sight: Sight) throws -> [CaseView.Part] {
        let register = try reading.register(around: Set(state.former.values.joined().compactMap(\.person)))
        return try state.former.flatMap { name, holders in
            try workflow.roles[name].map { role in try holders.filter { $0.person != nil }.map { try part($0, role, register, presence, sight) } } ?? []
        }
    }

    private func part(_ holder: Case.Holder, _ role: Role, _ register: Register, _ presence: Presence, _ sight: Sight) throws -> CaseView.Part {
        // A person who was appointed by herself comes from where she then belonged.
        let organisation = holder.organisation ?? holder.person.flatMap { register.organisations(of: $0, on: holder.since).first }
        return .init(
            role: role.name, title: role.title.text(), organisation: try organisation.map(names.organisation),
            person: try holder.person.map(names.person), since: holder.since, until: holder.until, wasIn: presence.states(of: holder, in: role.name),
            isYours: sight.acts(for: holder, as: role.name))
    }

    private func record(_ record: Record, of state: Case, _ sight: Sight, _ wording: Wording) throws -> CaseView.RecordView {
        let fields = sight.fieldsShown(of: record)
        let rows = (state.rows[record.name] == nil ? [] : try reading.records(record.name, of: state.id)).filter { sight.sees(rowBy: $0.by, of: record) }
        return CaseView.RecordView(
            name: record.name, title: record.title.text(),
            columns: fields.map { .init(name: $0.name, title: $0.title.text(), kind: $0.type.column) },
            rows: try rows.map { row in
                .init(number: row.number, by: try names.anybody(row.by), on: row.on, values: try fields.map { field in
                    try row.values[field.name].map { try wording.value(field.name, field.title, $0, as: field.type) }
                })
            })
    }

    private func events(for person: String, _ situation: Situation) -> [CaseView.EventView] {
        // Several ways of one event that ask for the same are one to whoever sends it.
        var seen: Set<CaseView.EventView> = []
        return Waiting.events(in: situation, for: person).map { rule -> CaseView.EventView in
            .init(name: rule.event, title: rule.title.text(), form: rule.form.map { field in
                .init(name: field.name, title: field.title.text(), expects: field.type.expects(situation.offered(for: field.type)), isOptional: field.isOptional)
            })
        }.filter { seen.insert($0).inserted }
    }

    private func links(of state: Case, _ workflow: Workflow) throws -> [CaseView.LinkView] {
        try state.links.flatMap { name, cases in
            try cases.compactMap { linked in
                guard let other = try reading.case(linked.id), try self.sight(of: other).seesCase else { return nil }
                return CaseView.LinkView(
                    link: name, title: workflow.links[name]?.title.text() ?? name, id: linked.id, caseTitle: other.title,
                    state: Wording(situation: try outline(of: other), names: names).standing, hasEnded: linked.hasEnded)
            }
        }
    }

    /// Whoever was named for a part and has left it: what she did stays hers, and a reader is to know who she was.
    private func earlierHolders(_ held: [Reading.Held], _ wording: Wording) throws -> [String] {
        var people: [String: String] = [:], sentences: [String] = []
        for fact in held.flatMap(\.facts) {
            switch fact {
            case .appointed(let role, let holder, _): people["\(role) \(holder.id)"] = holder.person
            case .named(let role, let holder, let newcomer, let day):
                guard let person = people.updateValue(newcomer, forKey: "\(role) \(holder)"), person != newcomer, let day else { continue }
                sentences.append("\(wording.title(of: role)) before \(day.spelled): \(try names.person(person).name), \(try names.anybody(holder).name)")
            case .released(let role, let holder, let day, _):
                guard let person = people.removeValue(forKey: "\(role) \(holder)") else { continue }
                let whence = holder == person ? "" : ", \(try names.anybody(holder).name)"
                sentences.append("\(wording.title(of: role)) before \(day.spelled): \(try names.person(person).name)\(whence)")
            default: continue
            }
        }
        return sentences
    }

    /// Windows that had closed upon silence until it was known that something had come in time.
    private func silencesUndone(_ held: [Reading.Held], _ wording: Wording) -> [String] {
        held.flatMap { entry in
            entry.facts.compactMap { fact -> String? in
                guard case .silenceUndone(let window, _) = fact else { return nil }
                let state = wording.workflow.clock(window)?.state ?? window
                return "\(wording.workflow.states[state]?.title.text() ?? state): something had come in time, and was entered after the window had closed upon silence."
            }
        }
    }

    /// What was put right by hand, a line an entry: what it says now, as far as the asker may read that.
    private func putRight(_ told: [Reading.Told], _ wording: Wording, _ sight: Sight) throws -> [String] {
        try told.filter { $0.setAsideBy == nil && $0.entry.word == "amend" }.compactMap { entry in
            guard let sentence = try putRight(entry, wording, sight) else { return nil }
            return "Put right by hand on \(entry.entry.happened.day(in: zone).spelled) by \(try names.anybody(entry.entry.actor).name): \(sentence)"
        }
    }

    /// "Decision of the panel: retained; the case stands in Active. It was typed wrongly."
    ///
    /// - Returns: nil where the asker may read nothing of it. The reason is for whoever may read all of it.
    private func putRight(_ told: Reading.Told, _ wording: Wording, _ sight: Sight) throws -> String? {
        let visible = told.facts.filter { sight.sees($0, of: wording.workflow) }
        var parts = try visible.compactMap { fact -> String? in
            guard case .set(let named) = fact, let field = wording.workflow.data[named.name] else { return nil }
            return "\(field.title.text()): \(try wording.text(named.value, as: field.type))"
        }
        let entered = visible.compactMap { fact -> String? in
            guard case .entered(let path) = fact else { return nil }
            return wording.workflow.states[path]?.title.text() ?? path
        }
        if let last = entered.last { parts.append("the case stands in \(last)") }
        let clocks = visible.compactMap { fact in if case .clockSet(let clock) = fact { clock } else { nil } }
        for (place, clock) in clocks.enumerated() where !clocks[(place + 1)...].contains(where: { $0.name == clock.name }) {
            let state = wording.workflow.clock(clock.name)?.state
            parts.append("\(state.flatMap { wording.workflow.states[$0]?.title.text() } ?? clock.name) is due on \(clock.dueDay.spelled)")
        }
        guard !parts.isEmpty else { return nil }
        let reason = told.facts.lazy.compactMap { fact in if case .amended(let because) = fact { because } else { nil } }.first
        return "\(parts.joined(separator: "; "))." + (visible.count == told.facts.count ? reason.map { " \($0)" } ?? "" : "")
    }

    // MARK: - Deadlines

    /// Deadlines and windows that run, and those that have run, in the order in which they were set.
    ///
    /// What fell due before it was asked for is late from the day after it was asked for on.
    ///
    /// Not those that came and went in one entry, nor clocks that only send an event: nobody ever waited for them. Where silence is undone
    /// and the case stands in its window again, that window runs on, and what the silence had begun was never waited for.
    func deadlines(of state: Case, _ held: [Reading.Held], _ wording: Wording) -> [CaseView.Deadline] {
        var deadlines: [CaseView.Deadline] = [], begun: [(entry: Int, day: Day)] = []
        for entry in held {
            let day = entry.happened.day(in: zone)
            if case .silenceUndone(let window, let silence) = entry.facts.first, entry.facts.contains(where: { $0.sets(window) }) {
                let kept = begun.prefix { $0.entry < silence }.count
                deadlines.removeSubrange(kept...)
                begun.removeSubrange(kept...)
                if let place = deadlines.lastIndex(where: { $0.clock == window }) { deadlines[place].done = nil }
            }
            let before = deadlines.count
            for fact in entry.facts {
                if case .clockSet(let clock) = fact, wording.workflow.clock(clock.name)?.isOfPeople ?? true {
                    if let running = running(clock.name, in: deadlines) {
                        deadlines[running].due = clock.dueDay
                    } else {
                        deadlines.append(deadline(clock, wording))
                        begun.append((entry.number, day))
                    }
                } else if case .clockStopped(let name) = fact, let place = running(name, in: deadlines) {
                    guard place < before else {
                        deadlines.remove(at: place)
                        begun.remove(at: place)
                        continue
                    }
                    let isBrokenOff = wording.workflow.breaksOff(name, by: entry.facts)
                    // Set again at once, for another day or the same: it runs on.
                    if isBrokenOff, entry.facts.contains(where: { $0.sets(name) }) { continue }
                    deadlines[place].done = day
                    deadlines[place].isBrokenOff = isBrokenOff
                    deadlines[place].isLate = day > max(deadlines[place].due, begun[place].day) && wording.workflow.clock(name)?.isWindow != true
                }
            }
        }
        for place in 0..<deadlines.count where deadlines[place].done == nil {
            deadlines[place].isLate = max(deadlines[place].due, begun[place].day) < today
            deadlines[place].isAsking = state.clocks[deadlines[place].clock]?.isAsking ?? false
        }
        return deadlines
    }

    /// The latest deadline of a clock that is not met yet.
    private func running(_ clock: Name, in deadlines: [CaseView.Deadline]) -> Int? {
        var place = deadlines.count - 1
        while place >= 0, deadlines[place].clock != clock || deadlines[place].done != nil { place -= 1 }
        return place >= 0 ? place : nil
    }

    private func deadline(_ clock: Case.RunningClock, _ wording: Wording) -> CaseView.Deadline {
        let declared = wording.workflow.clock(clock.name)
        return CaseView.Deadline(
            clock: clock.name, title: wording.title(ofClock: clock.name), state: declared?.state ?? "", set: clock.base, due: clock.dueDay,
            done: nil, isBrokenOff: false, isLate: false, isAsking: false, owedBy: (declared?.owedBy ?? []).map(wording.title(of:)))
    }
}

extension Workflow {
    /// Whether an entry that stopped a clock has not done what was waited for: it came by hand, or by an event that the clock does not name as
    /// one by which it is met; where it names none, by one that neither its state nor any within it declares (snow postpones the visit, the
    /// host withdraws).
    fileprivate func breaksOff(_ name: Name, by facts: [Fact]) -> Bool {
        guard let clock = clock(name) else { return false }
        for fact in facts {
            switch fact {
            case .amended: return true
            case .sent(let event, _, _, _):
                if !clock.metBy.isEmpty { return event != clock.sends && !clock.metBy.contains(event) }
                let declaring = rules(of: event).compactMap(\.state)
                return !declaring.isEmpty && !declaring.contains { $0 == clock.state || $0.isPath(within: clock.state) }
            default: continue
            }
        }
        return false
    }
}

extension Fact {
    fileprivate func sets(_ name: Name) -> Bool {
        if case .clockSet(let clock) = self { clock.name == name } else { false }
    }
}

extension Clock {
    /// Whether somebody is waited for.
    fileprivate var isOfPeople: Bool {
        switch kind {
        case .deadline, .window: true
        case .event: false
        }
    }

    /// Whom it waits for: a window past its last day, or one that is nobody's time, for whoever is asked whether anything arrived.
    func waitedFor(isAsking: Bool) -> [Name] {
        if case .window(let protects, let asks, _) = kind, isAsking || protects == nil { asks } else { owedBy }
    }

    /// A window ends; what comes after its last day is its closing, and nobody's lateness.
    fileprivate var isWindow: Bool {
        switch kind {
        case .window: true
        case .deadline, .event: false
        }
    }
}

/// In which states a case was while somebody held a part.
private struct Presence {
    private var states: [String: [Name]] = [:]

    init(_ held: [Reading.Held]) {
        var active: [Name] = []
        // Whoever is named by now for each holder.
        var people: [String: String] = [:]
        for fact in held.flatMap(\.facts) {
            switch fact {
            case .entered(let state):
                active.append(state)
                for (holder, person) in people { note([state], "\(holder) \(person)") }
            case .left(let state): active.removeAll { $0 == state }
            case .appointed(let role, let holder, _):
                people["\(role) \(holder.id)"] = holder.person ?? ""
                note(active, "\(role) \(holder.id) \(holder.person ?? "")")
            case .named(let role, let holder, let person, _):
                people["\(role) \(holder)"] = person
                note(active, "\(role) \(holder) \(person)")
            case .released(let role, let holder, _, _): people["\(role) \(holder)"] = nil
            default: continue
            }
        }
    }

    private mutating func note(_ entered: [Name], _ holder: String) {
        for state in entered where states[holder]?.contains(state) != true { states[holder, default: []].append(state) }
    }

    func states(of holder: Case.Holder, in role: Name) -> [Name] { states["\(role) \(holder.id) \(holder.person ?? "")"] ?? [] }
}
