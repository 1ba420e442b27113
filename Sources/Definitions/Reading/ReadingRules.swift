import CEL

// Events: who may send them, their forms, guards, effects and targets.
extension WorkflowReader {
    /// The rules of one event in one state, or at any time.
    mutating func readRules(_ key: Tree.Scalar, _ value: Tree, in state: Name) {
        for tree in value.oneOrMore {
            if let target = tree.scalar {
                addRule(shortRule(key, target, in: state))
            } else if let map = tree.mapping {
                addRule(rule(key, Entry(map), state: state))
            }
        }
    }

    private mutating func addRule(_ rule: EventRule) {
        rules.append(rule)
        places[Key(.rule, String(rule.id))] = rule.place
        if let state = rule.state { states[state]?.events.append(rule.id) } else { anytime.append(rule.id) }
    }

    mutating func readAnytime() {
        for (key, value) in root.table("anytime") {
            for entry in value.oneOrMore.compactMap(\.mapping).map(Entry.init) {
                var rule = rule(key, entry, state: nil)
                rule.within = targets(entry.scalars("in"), from: nil)
                addRule(rule)
            }
        }
        for (key, value) in root.table("reopens") {
            guard let entry = value.mapping.map(Entry.init) else { continue }
            addRule(reopening(key, entry))
        }
    }

    /// An event that opens an ended case again: taken in final states, it leads to another.
    private mutating func reopening(_ key: Tree.Scalar, _ entry: Entry) -> EventRule {
        var rule = rule(key, entry, state: nil)
        let ends = states.values.filter { $0.parent == nil && $0.kind == .final }.map(\.path)
        rule.within = entry.has("in") ? targets(entry.scalars("in"), from: nil) : ends
        for scalar in entry.scalars("in") where find(scalar.text, scalar, from: nil).map(ends.contains) == false {
            report(.contradiction, scalar, "A case does not end in `\(scalar.text)`, so that it cannot be opened again from there.", fix: "name a final state that lies in no other: \(ends.listed("or")).")
        }
        for scalar in entry.scalars("to") where find(scalar.text, scalar, from: nil).map(ends.contains) == true {
            report(.contradiction, scalar, "`\(scalar.text)` is final: the case would end again at once.", fix: "name the state in which it goes on.")
        }
        rule.targets = targets(entry.scalars("to"), from: nil)
        return rule
    }

    /// `done: conferring`: an event that only leads on.
    private mutating func shortRule(_ key: Tree.Scalar, _ target: Tree.Scalar, in state: Name) -> EventRule {
        let isDone = key.text == Reserved.done
        if !isDone { nobody(key) }
        var rule = blank(key, state: state)
        rule.by = isDone ? .itself : .anyOf([])
        rule.targets = targets([target], from: state)
        return rule
    }

    private func blank(_ key: Tree.Scalar, state: Name?) -> EventRule {
        EventRule(
            id: rules.count, event: key.text, descriptor: descriptor(key.text, in: state), title: Words(key.text), state: state, within: [], by: .itself,
            form: [], guards: [], effects: [], targets: [], visibility: .triad, seenBy: [], isWithoutDocuments: false, returns: nil, place: key.place)
    }

    private func descriptor(_ event: Name, in state: Name?) -> String {
        guard event == Reserved.done, let state else { return event }
        return states[state]?.kind == .atomic ? "done.collect.\(state)" : "done.state.\(state)"
    }

    private mutating func rule(_ key: Tree.Scalar, _ entry: Entry, state: Name?) -> EventRule {
        var rule = blank(key, state: state)
        rule.title = entry.words("title") ?? Words(key.text)
        rule.by = sender(key, entry)
        rule.form = form(entry, by: rule.by)
        rule.visibility = entry.visibility()
        rule.seenBy = seenBy(entry)
        rule.isWithoutDocuments = entry.truth("without_documents")
        rule.returns = returning(entry)
        (formInHand, updatedInHand) = (rule.form, updated(entry))
        defer { (formInHand, updatedInHand) = ([], nil) }
        let environment = self.environment.rule(form: rule.form, updates: updatedInHand)
        rule.guards = guards(entry, "when", isMust: true, in: environment) + guards(entry, "expect", isMust: false, in: environment)
        let scope = EffectScope(state: state, environment: environment, form: rule.form, by: rule.by)
        rule.effects = effects(entry, scope)
        if let state { rule.targets = targets(entry.scalars("to"), from: state) }
        return rule
    }

    // MARK: - Senders

    private mutating func sender(_ key: Tree.Scalar, _ entry: Entry) -> Sender {
        let isDone = key.text == Reserved.done
        guard let by = entry["by"] else {
            if isDone { return .itself }
            nobody(key)
            return .anyOf([])
        }
        if isDone {
            report(.contradiction, by.place, "`done` is sent by nobody: it comes when the sheets are open, or the states within have ended.", fix: "take `by` out.")
            return .itself
        }
        if let map = by.mapping { return .allOf(roles(Entry(map).scalars("all"))) }
        let scalars = entry.scalars("by")
        if scalars.count == 1, scalars[0].text == "clock" { return .clock }
        if scalars.count == 1, scalars[0].text == "case" { return .linkedCase }
        if scalars.isEmpty { nobody(key) }
        return .anyOf(roles(scalars))
    }

    private mutating func nobody(_ key: Tree.Scalar) {
        report(.nobodyMaySend, key, "Nobody may send `\(key.text)`.", fix: "say who, with `by`: a role, `clock` or `case`.")
    }

    // MARK: - Sending back

    private mutating func returning(_ entry: Entry) -> EventRule.Return? {
        guard let key = entry.map.key("returns"), let returns = entry.entry("returns") else { return nil }
        if !entry.has("to") {
            report(.contradiction, key, "A step that is sent back is one that the case goes back to.", fix: "say the state, with `to`.")
        }
        let sheets = returns.scalars("sheets").compactMap { scalar -> Name? in
            guard let name = resolve(scalar, .unknownSheet, "sheet", among: declared.sheets.keys) else { return nil }
            guard declared.sheets[name]?.isSealedUntilAll != true else {
                report(.contradiction, scalar, "`\(name)` is sealed until all are: a judgement that others have read is not given back to be changed.", fix: "take it out.")
                return nil
            }
            return name
        }
        return EventRule.Return(sheets: sheets, clocks: returns.amount("clocks"))
    }

    /// What goes with every step that is sent back: why, and the points that are to be mended.
    private func returnedFields(_ entry: Entry) -> [Field] {
        guard entry.has("returns") else { return [] }
        func field(_ name: Name, _ title: String, _ type: FieldType) -> Field {
            Field(name: name, title: Words(title), type: type, isOptional: false, isLater: false, visibility: entry.visibility(), initial: nil, setsDatum: false)
        }
        return [
            field("reason", "Reason", .text(max: 1_000, words: nil)),
            field("points", "What is to be mended", .list(.text(max: 500, words: nil), min: 1, max: 20)),
        ]
    }

    // MARK: - Forms

    /// The fields that go with an event: those written down, and those that its effects ask for.
    private mutating func form(_ entry: Entry, by: Sender) -> [Field] {
        var fields: [Field] = []
        for (key, value) in entry.table("form") {
            guard let field = formField(key, Entry(value)) else { continue }
            add(field, to: &fields, key)
        }
        for field in addedFields(entry) + updatedFields(entry) + settledFields(entry) + returnedFields(entry) {
            add(field, to: &fields, entry.map.key("add") ?? entry.map.key("update") ?? entry.map.key("settle") ?? entry.map.key("returns"))
        }
        return fields
    }

    private mutating func add(_ field: Field, to fields: inout [Field], _ key: Tree.Scalar?) {
        guard fields.contains(where: { $0.name.sameScalars(as: field.name) }) else { return fields.append(field) }
        if let key { report(.nameTaken, key, "The form has a field `\(field.name)` already.", fix: "give one of them another name.") }
    }

    private mutating func formField(_ key: Tree.Scalar, _ entry: Entry) -> Field? {
        if Reserved.celWords.contains(key.text) {
            report(.reservedName, key, "`\(key.text)` is a word of the guard language and cannot be the name of a field.", fix: "choose another name.")
        }
        if entry.has("type") {
            if declared.data[key.text] != nil {
                report(.nameTaken, key, "`\(key.text)` is a datum; a field of that name sets it and has its type.", fix: "write `\(key.text): {}`, or choose another name.")
            }
            return field(key, entry)
        }
        guard var field = datum(key) else { return nil }
        for (word, _) in entry.map.entries where !["optional", "title"].contains(word.text) {
            report(.contradiction, word, "`\(key.text)` is a datum and has its \(word.text) from there.", fix: "take `\(word.text)` out.")
        }
        field.title = entry.words("title") ?? field.title
        field.isOptional = entry.truth("optional")
        field.initial = nil
        field.setsDatum = true
        use(.datum, field.name)
        return field
    }

    /// The datum that a form's field sets; where it is misspelt, the one that was meant.
    private mutating func datum(_ key: Tree.Scalar) -> Field? {
        if let field = declared.data[key.text] { return field }
        if broken.contains(key.text) { return nil }
        let nearest = Nearest.name(to: key.text, among: declared.data.keys)
        report(.unknownDatum, key, "`\(key.text)` has no type here, and there is no datum of that name.", fix: nearest.map { "did you mean `\($0)`?" } ?? "give it a `type`, or declare it under `data`.")
        broken.insert(key.text)
        return nearest.flatMap { declared.data[$0] }
    }

    /// `add`: the record's fields that neither `with` nor a later event fills.
    private func addedFields(_ entry: Entry) -> [Field] {
        guard let name = entry["add"]?.scalar?.text ?? entry.entry("add")?.text("record"), let record = declared.records[name] else { return [] }
        let given = entry.entry("add")?.table("with").map(\.key.text) ?? []
        return record.fields.filter { field in !field.isLater && !given.contains { $0.sameScalars(as: field.name) } }
    }

    private func updated(_ entry: Entry) -> Record? { entry.entry("update")?.text("record").flatMap { declared.records[$0] } }

    /// `update`: the row, and the later fields that are named.
    private func updatedFields(_ entry: Entry) -> [Field] {
        guard let record = updated(entry), let update = entry.entry("update") else { return [] }
        let row = Field(name: "row", title: Words("Number"), type: .row(record: record.name), isOptional: false, isLater: false, visibility: record.visibility, initial: nil, setsDatum: false)
        let named = update.scalars("fields").map(\.text)
        return [row] + named.compactMap { name in record.fields.first { $0.isLater && $0.name.sameScalars(as: name) } }
    }

    /// `settle`: the criterion, the role whose judgement is chosen, and the reason.
    private func settledFields(_ entry: Entry) -> [Field] {
        guard let name = entry.text("settle"), let sheet = declared.sheets[name] else { return [] }
        func field(_ name: Name, _ title: String, _ type: FieldType) -> Field {
            Field(name: name, title: Words(title), type: type, isOptional: false, isLater: false, visibility: sheet.visibility, initial: nil, setsDatum: false)
        }
        return [
            field("criterion", "Area", .criterion(rubric: sheet.rubric)), field("chosen", "Whose judgement is chosen", .choice(sheet.by)),
            field("reason", "Reason", .text(max: 1_000, words: nil)),
        ]
    }
}
