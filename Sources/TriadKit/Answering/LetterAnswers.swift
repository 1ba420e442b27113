import Casework
import CaseStore
import CivilTime
import Definitions
import JSON
import Register

extension Answering {
    /// Letters of cases that the asker manages, and those to herself.
    func letters(waitingOnly: Bool) throws -> LetterList {
        _ = try known()
        var kept: [LetterList.Line] = []
        var known: [Case.ID: (situation: Situation, isManaging: Bool)] = [:]
        let letters = try reading.letters(waitingOnly: waitingOnly)
        for letter in letters {
            if known[letter.case] == nil, let state = try reading.case(letter.case) {
                let situation = try outline(of: state)
                known[letter.case] = (situation, try sight(in: situation).isManaging)
            }
            guard let (situation, isManaging) = known[letter.case], isManaging || letter.to == asker else { continue }
            kept.append(.init(
                number: letter.number, case: letter.case, entry: letter.entry, title: situation.workflow.letters[letter.letter]?.title.text() ?? letter.letter,
                to: try names.anybody(letter.to), since: zone.day(of: letter.recorded), sent: letter.sent?.day(in: zone), how: letter.how,
                isOvertaken: try isOvertaken(letter, situation)))
        }
        return LetterList(letters: kept)
    }

    /// Whether a letter that has not gone out need not go out any more: it reminds of a clock that does not run, or the same has been written
    /// to the same addressee since, by how things stand now. Of corrections each says something of its own, and so does a letter that prints
    /// what was added since the one before (`new`).
    private func isOvertaken(_ letter: Reading.Letter, _ situation: Situation) throws -> Bool {
        guard letter.sent == nil, let declared = situation.workflow.letters[letter.letter] else { return false }
        switch declared.to {
        case .owed: return letter.about.map { situation.case?.clocks[$0] == nil } ?? false
        case .corrected: return false
        // Whoever has left since need not be told what her part was, nor be thanked who is back.
        case .appointed(let parts): if !holds(letter.to, parts, situation) { return true }
        case .released(let parts): if holds(letter.to, parts, situation) { return true }
        case .roles: break
        }
        guard try reading.isWrittenAgain(letter) else { return false }
        return !(try shelf.template(declared.template).contains("new."))
    }

    private func holds(_ addressee: String, _ parts: [Name], _ situation: Situation) -> Bool {
        parts.contains { part in
            (situation.case?.holders[part] ?? []).contains { $0.person == addressee || $0.organisation == addressee || $0.team.contains(addressee) }
        }
    }

    private func sees(_ letter: Reading.Letter, _ situation: Situation) throws -> Bool {
        try letter.to == asker || sight(in: situation).isManaging
    }

    /// A letter with the data that fill it: nothing that its addressee may not see.
    func letter(_ number: Int) throws -> RenderedLetter {
        _ = try known()
        guard let letter = try reading.letter(number), let state = try reading.case(letter.case),
              try sees(letter, outline(of: state))
        else { throw Refusal(.unknownLetter, "There is no letter \(number).", place: String(number), remedy: "`triad letters` shows them.") }
        return try rendered(letter, of: state)
    }

    func rendered(_ letter: Reading.Letter, of state: Case) throws -> RenderedLetter {
        let situation = try reading.situation(showing: state, as: letter.to)
        let wording = Wording(situation: situation, names: names)
        let template = situation.workflow.letters[letter.letter]?.template ?? ""
        let text = try shelf.template(template)
        let sender = sender(of: state, situation.workflow)
        let reader = try reader(of: letter.to)
        return RenderedLetter(
            number: letter.number, reference: try reference(of: letter), to: try names.anybody(reader), mailbox: try mailbox(reader),
            from: try sender.map(names.person) ?? Named(id: "", name: "The coordinator"), fromMailbox: try sender.flatMap(mailbox),
            template: template, text: text, data: try data(of: letter, to: reader, state, wording, sender, in: text),
            appointments: try enclosed(in: letter, state, situation))
    }

    /// The letter's number in this file; of a reminder that is not in it, of what and to whom.
    private func reference(of letter: Reading.Letter) throws -> String {
        let own = letter.number > 0 ? ["letter-\(letter.number)"] : [letter.case, letter.about ?? letter.letter, letter.to]
        return (own + [try reading.fileID]).map { part in
            String(String.UnicodeScalarView(part.unicodeScalars.prefix(48).map { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? $0 : "-" }))
        }.joined(separator: ".")
    }

    /// The appointments that go with a letter: those of the addressee's parts, as far as she may see their days.
    private func enclosed(in letter: Reading.Letter, _ state: Case, _ situation: Situation) throws -> [AppointmentList.Line] {
        let names = situation.workflow.letters[letter.letter]?.appointments ?? []
        guard !names.isEmpty, let role = part(of: letter, in: situation)?.role else { return [] }
        let sight = sight(of: letter.to, in: situation)
        return try appointments(of: state, situation.workflow) { appointment in
            names.contains(appointment.name) && appointment.who.contains(role) && [appointment.from, appointment.until].allSatisfy { name in
                name.flatMap { situation.workflow.data[$0] }.map { sight($0.visibility, []) } ?? true
            }
        }
    }

    /// Whoever manages the case; else the file's first coordinator.
    private func sender(of state: Case, _ workflow: Workflow) -> String? {
        workflow.managedBy.lazy.flatMap { state.holders[$0] ?? [] }.compactMap(\.person).first ?? reading.file.coordinators.first
    }

    func mailbox(_ person: String) throws -> String? {
        try reading.register(around: [person]).person(person)?.email
    }

    /// Who opens a letter to an organisation for which nobody is named: its head, else the first of its people in the register.
    func reader(of addressee: String) throws -> String {
        let around = try reading.register(around: [addressee])
        guard around.person(addressee) == nil else { return addressee }
        let people = around.people(in: addressee, on: today)
        let head = people.first { person in
            around.posts(of: person, at: addressee, within: 0, on: today).contains { Self.headships.contains($0.post.lowercased()) }
        }
        return head ?? people.first ?? addressee
    }

    /// Posts are written as each school writes them.
    private static let headships: Set<String> = [
        "head", "headteacher", "head teacher", "head of school", "principal", "executive head", "executive headteacher", "executive principal",
    ]

    private func data(
        of letter: Reading.Letter, to reader: String, _ state: Case, _ wording: Wording, _ sender: String?, in text: String
    ) throws -> JSON.Value {
        let situation = wording.situation
        let sight = sight(of: letter.to, in: situation)
        var values = JSON.Object()
        for field in situation.workflow.data.values where sight(field.visibility, []) {
            // What is not set is null: a template asks before it prints.
            values.append(field.name, try state.data[field.name].map { .string(try wording.text($0, as: field.type)) } ?? .null)
        }
        let part = part(of: letter, in: situation)
        let organisation = part?.holder.organisation ?? situation.register.organisations(of: letter.to, on: today).first
        let others = try others(than: part, organisation, in: state)
        let withRows = ["rows.", "any.", "new."].contains { text.contains($0) }
        let rows = withRows ? try rows(of: state, sight, wording, to: part?.role) : nil
        let sessions = text.contains("sessions") ? try sessions(of: reader, from: zone.day(of: letter.recorded)) : nil
        let any = rows.map { rows in JSON.Object(rows.map { (key: $0.key, value: JSON.Value.bool($0.value.arrayValue?.isEmpty == false)) }) }
        return .view([
            "case": ["id": .string(state.id), "title": .string(state.title)],
            "subject": ["name": .string(try names.subject(state.subject).map(\.name).joined(separator: ", "))],
            "to": .view([
                "name": .text(try names.anybody(reader).name), "role": .text(part.map { wording.title(of: $0.role) } ?? ""),
                "organisation": .text(try organisation.map { try names.organisation($0).name } ?? ""),
                // In which of the workflow's parts: a letter to several speaks to each.
                "is": .object(JSON.Object(situation.workflow.roles.keys.map { role in (key: role, value: JSON.Value.bool(part?.role == role)) })),
            ]),
            "from": ["name": .string(try sender.map { try names.person($0).name } ?? "The coordinator")],
            "about": .text(letter.about.map { wording.title(ofClock: $0, for: part?.role) } ?? wording.standing),
            // A letter that asks for nothing has no day; its template may ask.
            "due": due(of: letter, part?.role, situation).map { .string($0.spelled) } ?? .null,
            "data": .object(values), "correction": try correction(told(by: letter), of: letter, situation),
            "sheets": text.contains("sheets.") ? .object(try sheets(of: state, letter.to, situation)) : nil,
            "rows": rows.map(JSON.Value.object), "any": any.map(JSON.Value.object), "new": try rows.map { .object(try new($0, in: letter, of: state)) },
            "sessions": sessions.map(JSON.Value.array), "any_sessions": sessions.map { .bool(!$0.isEmpty) },
            "parts": .object(try parts(state, situation.workflow, isSeen: sight(.triad, []))),
            "others": .list(others) { ["name": .string($0.name)] },
        ])
    }

    /// The sessions that whoever is written to gives by the timetable, from the day of the letter on.
    private func sessions(of person: String, from day: Day) throws -> [JSON.Value] {
        try reading.timetable().sessions(of: person).filter { $0.on >= day }.map { session in
            [
                "session": .string(session.key.name), "programme": .string(session.key.programme), "on": .string(session.on.spelled),
                "hours": session.hours.isEmpty ? .null : .string(session.hours), "place": session.place.isEmpty ? .null : .string(session.place),
            ]
        }
    }

    /// The correction that a letter is about; nil where it is about none.
    private func told(by letter: Reading.Letter) throws -> Correction? {
        try reading.entries(of: letter.case, after: letter.entry - 1, most: 1).first?.facts.lazy.compactMap { fact -> Correction? in
            if case .corrected(let correction) = fact { correction } else { nil }
        }.first
    }

    /// Why it was corrected, and the letters to the same addressee that had gone out by then.
    private func correction(_ correction: Correction?, of letter: Reading.Letter, _ situation: Situation) throws -> JSON.Value? {
        guard let correction else { return nil }
        let mistaken = Set(correction.setAside + [correction.entry])
        let sent = try reading.letters(sentTo: letter.to, of: letter.case).filter { mistaken.contains($0.entry) }
        return .view([
            "because": .text(correction.because),
            "letters": .list(sent) { earlier in
                .view([
                    "title": .text(situation.workflow.letters[earlier.letter]?.title.text() ?? earlier.letter),
                    "sent": .text(earlier.sent?.day(in: zone).spelled),
                ])
            },
        ])
    }

    /// The rows of the records that the addressee sees, a text a field.
    private func rows(of state: Case, _ sight: (Visibility, [Name]) -> Bool, _ wording: Wording, to role: Name?) throws -> JSON.Object {
        let withheld = Set(wording.situation.withheld(from: Set([role].compactMap(\.self))).flatMap(\.records))
        let records = wording.workflow.records.values.filter { sight($0.visibility, $0.seenBy) && !withheld.contains($0.name) }
        return JSON.Object(try records.map { record in
            let rows = state.rows[record.name] == nil ? [] : try reading.records(record.name, of: state.id)
            return (key: record.name, value: .array(try rows.map { row in
                let values = try record.fields.filter { sight(min($0.visibility, record.visibility), record.seenBy) }.map { field in
                    (key: field.name, value: try row.values[field.name].map { JSON.Value.string(try wording.text($0, as: field.type)) } ?? .null)
                }
                return .object(JSON.Object([(key: "number_of_row", value: .string("\(row.number)"))] + values))
            }))
        })
    }

    /// Of each sheet that is open and that the addressee sees, every criterion with what each rater said; null of others.
    private func sheets(of state: Case, _ addressee: String, _ situation: Situation) throws -> JSON.Object {
        let sight = Seeing.sight(of: addressee, in: situation)
        return JSON.Object(try situation.workflow.sheets.keys.map { name in
            guard let view = try sheetView(name, of: state, situation, sight), view.isOpen else { return (key: name, value: .null) }
            return (key: name, value: ["criteria": .array(view.criteria.map { criterion in
                ["title": .string(criterion.title), "judgements": .array(view.judgements.compactMap { rater in
                    rater.judgements.first { $0.criterion == criterion.id }.map { judgement in
                        ["level": view.level(judgement.answer).map(JSON.Value.string) ?? .null, "narrative": judgement.narrative.isEmpty ? .null : .string(judgement.narrative)]
                    }
                })]
            })])
        })
    }

    /// When what the letter asks for falls due: while it has not gone out, as the clock runs now; else as the letter said. Where it names no
    /// clock, the first that whoever is written to owes.
    private func due(of letter: Reading.Letter, _ role: Name?, _ situation: Situation) -> Day? {
        let clocks = situation.case?.clocks ?? [:]
        if let about = letter.about { return (letter.sent == nil ? clocks[about]?.dueDay : nil) ?? letter.due ?? clocks[about]?.dueDay }
        let own = clocks.values.filter { running in role.map { situation.workflow.clock(running.name)?.owedBy.contains($0) ?? false } ?? false }
        return letter.due ?? own.map(\.dueDay).min()
    }

    /// What the addressee sees; an organisation for which nobody is named, as one of the case's holders.
    private func sight(of addressee: String, in situation: Situation) -> (Visibility, [Name]) -> Bool {
        guard situation.register.person(addressee) != nil else { return { visibility, _ in visibility > .restricted } }
        let sight = Seeing.sight(of: addressee, in: situation)
        return { sight.sees($0, seenBy: $1) }
    }

    /// The part in which a letter is written to somebody: one of those that the letter is to, where she holds several.
    private func part(of letter: Reading.Letter, in situation: Situation) -> (role: Name, holder: Case.Holder)? {
        let addressee = letter.to
        var addressed: [Name] = []
        switch situation.workflow.letters[letter.letter]?.to {
        case .roles(let roles), .appointed(let roles), .released(let roles): addressed = roles
        case .owed, .corrected, nil: break
        }
        let held = situation.case?.holders ?? [:]
        for role in addressed + held.keys.filter({ !addressed.contains($0) }) {
            for holder in held[role] ?? [] where holder.id == addressee || holder.person == addressee || holder.team.contains(addressee) {
                return (role, holder)
            }
        }
        // Written to as one of an organisation's people.
        let own = situation.register.organisations(of: addressee, on: today)
        for (role, holders) in situation.case?.holders ?? [:] {
            for holder in holders where holder.person == nil && holder.organisation.map(own.contains) == true { return (role, holder) }
        }
        return nil
    }

    /// Of these rows those that were added since the same letter was last written to the same addressee, and by the time of this one.
    private func new(_ rows: JSON.Object, in letter: Reading.Letter, of state: Case) throws -> JSON.Object {
        let told = Reading.held(try reading.entries(of: state.id)).filter { $0.number <= letter.entry }
        let last = told.last { entry in
            entry.number < letter.entry && entry.facts.contains { if case .letter(let other) = $0 { other.letter == letter.letter && other.to == letter.to } else { false } }
        }
        var added: [Name: Set<String>] = [:]
        for entry in told where entry.number > last?.number ?? 0 {
            for case .added(let record, let row, _, _, _) in entry.facts { added[record, default: []].insert("\(row)") }
        }
        return JSON.Object(rows.map { name, rows in
            (key: name, value: .array((rows.arrayValue ?? []).filter { row in row["number_of_row"]?.stringValue.map { added[name]?.contains($0) == true } ?? false }))
        })
    }

    /// Of each part its first holder; null where nobody holds it, and to whoever may not see the cast.
    private func parts(_ state: Case, _ workflow: Workflow, isSeen: Bool) throws -> JSON.Object {
        JSON.Object(try workflow.roles.keys.map { role in
            guard isSeen, let holders = state.holders[role], !holders.isEmpty else { return (key: role, value: JSON.Value.null) }
            let all = try holders.map { try names.anybody($0.person ?? $0.id).name }
            return (key: role, value: ["name": .string(all[0]), "names": .string(all.joined(separator: ", "))])
        })
    }

    /// The other holders of the addressee's part.
    private func others(than part: (role: Name, holder: Case.Holder)?, _ organisation: String?, in state: Case) throws -> [Named] {
        guard let part else { return [] }
        return try (state.holders[part.role] ?? []).filter { $0 != part.holder }.map { try names.anybody($0.organisation ?? $0.id) }
    }
}
