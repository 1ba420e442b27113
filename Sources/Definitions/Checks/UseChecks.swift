// What a reader of the whole file sees: things that are declared and never used, sent and never taken.
extension WorkflowReader {
    mutating func checkUse() {
        checkClockEvents()
        checkMeeting()
        checkCaseEvents()
        checkSheets()
        checkRecords()
        checkData()
        checkLetters()
        checkHiddenRules()
        checkLateSignatures()
    }

    // MARK: - Events

    /// That something is done by an event says nothing where there is no such event.
    private mutating func checkMeeting() {
        for state in states.values {
            for clock in state.clocks {
                let taken = rules.filter { rule in rule.state.map { isAround($0, state.path) || isAround(state.path, $0) } ?? rule.within.contains { isAround($0, state.path) || isAround(state.path, $0) } }
                for event in clock.metBy where !taken.contains(where: { $0.event.sameScalars(as: event) }) {
                    report(.eventNotTaken, clock.place, length: 1, "`\(event)`, by which `\(clock.name)` is met, is not taken where it runs.", fix: Nearest.name(to: event, among: taken.map(\.event)).map { "did you mean `\($0)`?" })
                }
            }
        }
    }

    private mutating func checkClockEvents() {
        var sent: Set<EventRule.ID> = []
        for state in states.values where !state.clocks.isEmpty {
            let near = rules.filter { $0.state.map { isAround($0, state.path) || isAround(state.path, $0) } == true }
            let nearByClock = near.filter { if case .clock = $0.by { true } else { false } }
            for clock in state.clocks {
                guard let event = clock.sends, let scalar = sendScalar(clock) else {
                    // A window that sends nothing has been told of; which event it should send is no second mistake.
                    if case .window = clock.kind { sent.formUnion(nearByClock.map(\.id)) }
                    continue
                }
                let taken = near.filter { $0.event.sameScalars(as: event) }
                let byClock = taken.filter { rule in nearByClock.contains { $0.id == rule.id } }
                sent.formUnion(byClock.map(\.id))
                if let other = taken.first, byClock.isEmpty {
                    report(.eventNotTaken, scalar, "`\(event)` (line \(other.place.line)) is not taken from a clock.", fix: "write `by: clock` there.")
                } else if taken.isEmpty {
                    let meant = Nearest.name(to: event, among: nearByClock.map(\.event))
                    sent.formUnion(nearByClock.filter { $0.event == meant }.map(\.id))
                    report(.eventNotTaken, scalar, "Nothing takes `\(event)` where this clock runs.", fix: meant.map { "did you mean `\($0)`?" } ?? "add it to the state's `events`, with `by: clock`.")
                }
            }
        }
        for rule in rules {
            guard case .clock = rule.by, !sent.contains(rule.id) else { continue }
            report(.eventNotSent, rule.place, length: rule.event.unicodeScalars.count, "No clock that runs here sends `\(rule.event)`.", fix: "add `send: \(rule.event)` to a clock.")
        }
    }

    private func sendScalar(_ clock: Clock) -> Tree.Scalar? {
        guard let entry = outlines[clock.state]?.entry else { return nil }
        let path = [entry.entry("clock"), entry.entry("window")] + entry.table("clocks").map { Entry($0.value) }
        return path.compactMap { $0?.scalar("send") }.first { $0.text == clock.sends }
    }

    /// Whether `outer` is `inner` or a state around it.
    private func isAround(_ outer: Name, _ inner: Name) -> Bool { outer == inner || inner.hasPrefix(outer + ".") }

    private mutating func checkCaseEvents() {
        guard let workflows = library.workflows, let name = root.text("workflow") else { return }
        var told = Set(workflows.values.flatMap(\.tells).filter { $0.workflow == name }.map(\.event))
        for effect in allEffects {
            if case .tell(let link, _, let event, _) = effect, declared.links[link]?.workflow == name { told.insert(event) }
            if case .allocate(let allocation) = effect, declared.links[allocation.link]?.workflow == name { told.insert(allocation.event) }
        }
        for rule in rules {
            guard case .linkedCase = rule.by, !told.contains(rule.event) else { continue }
            findings.append(Finding(
                .eventNotSent, rule.place, length: rule.event.unicodeScalars.count, "No workflow tells cases of this one of `\(rule.event)`.",
                fix: "add a `tell` there.", severity: .warning))
        }
    }

    /// What several sign is not added from elsewhere once a window has closed: one of them alone would do it.
    private mutating func checkLateSignatures() {
        for state in states.values where state.clocks.contains(where: { !$0.staysIn.isEmpty }) {
            for rule in rules where rule.state == state.path {
                guard case .allOf = rule.by else { continue }
                report(
                    .contradiction, rule.place, length: rule.event.unicodeScalars.count, "`\(rule.event)` is signed by several, and where it is entered after the window, `stays_in` would add it by one of them.",
                    fix: "take `stays_in` out, or let one role send it.")
            }
        }
    }

    private mutating func checkHiddenRules() {
        // By event and states: the rules so far that have no `when`.
        var open: [[[UInt8]]: [EventRule.ID]] = [:]
        for rule in rules where rule.state != nil || !rule.within.isEmpty {
            let way = ([rule.event, rule.state ?? ""] + rule.within).map { Array($0.utf8) }
            let before = open[way]?.first { covers(rules[$0].by, rule.by) }.map { rules[$0] }
            if !rule.guards.contains(where: \.isMust) { open[way, default: []].append(rule.id) }
            guard let before else { continue }
            report(.hiddenRule, rule.place, length: rule.event.unicodeScalars.count, "This way of `\(rule.event)` is never reached: one before it (line \(before.place.line)) has no `when`.", fix: "give that one a `when`, or put it last.")
        }
    }

    private func covers(_ one: Sender, _ other: Sender) -> Bool {
        switch (one, other) {
        case (.anyOf(let a), .anyOf(let b)): !b.isEmpty && b.allSatisfy { a.contains($0) }
        case (.clock, .clock), (.linkedCase, .linkedCase), (.itself, .itself): true
        case (.anyOf, _), (.allOf, _), (.clock, _), (.linkedCase, _), (.itself, _): false
        }
    }

    // MARK: - Things

    private mutating func checkSheets() {
        for sheet in declared.sheets.values where !isUsed(.sheet, sheet.name) {
            report(.sheetNotCollected, place(of: .sheet, sheet.name), length: sheet.name.utf8.count, "No state collects the sheet `\(sheet.name)`.", fix: "add `collect: \(sheet.name)` to a state.")
        }
        for vote in declared.votes.values where !isUsed(.vote, vote.name) {
            report(.voteNotCollected, place(of: .vote, vote.name), length: vote.name.utf8.count, "No state collects the vote `\(vote.name)`.", fix: "add `collect: \(vote.name)` to a state.")
        }
        for rule in rules {
            for effect in rule.effects {
                guard case .settle(let name) = effect, let sheet = declared.sheets[name], case .anyOf(let roles) = rule.by,
                      let other = roles.first(where: { !sheet.settledBy.contains($0) }) else { continue }
                report(.contradiction, rule.place, length: rule.event.unicodeScalars.count, "`\(other)` may send `\(rule.event)`, but not settle the sheet `\(name)`.", fix: "add `\(other)` to the sheet's `settled_by`.")
            }
        }
    }

    private mutating func checkRecords() {
        for record in declared.records.values {
            if !isUsed(.record, record.name) {
                report(.recordNotFilled, place(of: .record, record.name), length: record.name.utf8.count, "No event adds to the record `\(record.name)`.", fix: "add `add: \(record.name)` to an event.")
                continue
            }
            for field in record.fields where field.isLater && !isUsed(.later, "\(record.name).\(field.name)") {
                report(.laterNotFilled, place(of: .later, "\(record.name).\(field.name)"), length: field.name.utf8.count, "No event fills the later field `\(field.name)` of `\(record.name)`.", fix: "add `update: { record: \(record.name), fields: [\(field.name)] }` to an event.")
            }
        }
    }

    private mutating func checkData() {
        let given = Set((library.workflows ?? [:]).values.flatMap(\.starts).filter { $0.workflow == root.text("workflow") }.map(\.datum))
        for field in declared.data.values where readData.contains(field.name) && !isUsed(.datum, field.name) && !given.contains(field.name) {
            report(.datumNeverSet, place(of: .datum, field.name), length: field.name.utf8.count, "`\(field.name)` is read, but nothing in the file sets it.", fix: "add it to an event's `form`, or give it a `default`; who begins a case may give it too.")
        }
    }

    private mutating func checkLetters() {
        for letter in declared.letters.values where !isUsed(.letter, letter.name) {
            report(.letterNotUsed, place(of: .letter, letter.name), length: letter.name.utf8.count, "Nothing sends the letter `\(letter.name)`.", fix: "add `letters: [\(letter.name)]` to an event, or take it out.")
        }
    }
}
