import CEL

/// Where effects stand: what their expressions may speak of, and whose clocks they may lengthen.
struct EffectScope {
    var state: Name?
    var environment: Deferred<Environment>
    var form: [Field] = []
    var by: Sender = .itself
}

// What an event does besides moving the case, in the order in which it is written.
extension WorkflowReader {
    mutating func effects(_ entry: Entry?, _ scope: EffectScope) -> [Effect] {
        guard let entry else { return [] }
        var effects: [Effect] = []
        for (key, value) in entry.map.entries { effects += self.effects(key, value, entry, scope) }
        return effects
    }

    private mutating func effects(_ key: Tree.Scalar, _ value: Tree, _ entry: Entry, _ scope: EffectScope) -> [Effect] {
        switch key.text {
        case "set": return sets(entry, scope)
        case "add": return addition(value, key, scope).map { [$0] } ?? []
        case "update": return update(Entry(value)).map { [$0] } ?? []
        case "settle": return sheet(value).map { [.settle(sheet: $0)] } ?? []
        case "settle_nearest": return nearest(Entry(value)).map { [$0] } ?? []
        case "collect": return collection(value)
        case "leaves": return leaving(value, key, scope).map { [$0] } ?? []
        case "name_actor": return entry.truth("name_actor") ? [.nameActor] : []
        case "vacate": return value.oneOrMore.compactMap { vacancy($0, scope) }.map { .vacate($0) }
        case "appoint": return appointment(Entry(value), scope).map { [$0] } ?? []
        case "extend": return extension_(Entry(value), scope).map { [$0] } ?? []
        case "designation": return entry.entries("designation").compactMap { designation($0, key, scope) }
        case "letters": return letters(entry)
        case "tell": return entry.entries("tell").compactMap { message($0, scope) }
        case "allocate": return entry.entries("allocate").compactMap { allocation($0) }
        case "start": return start(Entry(value), scope).map { [.start($0)] } ?? []
        case "credit": return credit(entry)
        default: return []
        }
    }

    private mutating func sets(_ entry: Entry, _ scope: EffectScope) -> [Effect] {
        entry.table("set").compactMap { key, value in
            guard let name = resolve(key, .unknownDatum, "datum", among: declared.data.keys), let type = declared.data[name]?.type else { return nil }
            use(.datum, name)
            return self.value(value.scalar, for: type, in: scope.environment).map { .set(datum: name, $0) }
        }
    }

    // MARK: - Records and sheets

    private mutating func addition(_ value: Tree, _ key: Tree.Scalar, _ scope: EffectScope) -> Effect? {
        let entry = Entry(value)
        guard let scalar = value.scalar ?? entry.scalar("record"), let name = resolve(scalar, .unknownRecord, "record", among: declared.records.keys),
              let record = declared.records[name] else { return nil }
        use(.record, name)
        let with = values(entry, of: record.fields, "field", " in `\(name)`", scope)
        let given = entry.table("with").map(\.key.text)
        let fromForm = scope.form.map(\.name)
        // A record that is misspelt has been told of, and its form was not read.
        guard scalar.text.sameScalars(as: name) else { return nil }
        for field in record.fields where !field.isLater && !field.isOptional && !given.contains(field.name) && !fromForm.contains(field.name) {
            report(.missingKey, key, "Nothing fills the field `\(field.name)` of `\(name)` here.", fix: "add it under `with`.")
        }
        return .add(record: name, with: with)
    }

    /// `with`: an expression for each field.
    private mutating func values(_ entry: Entry, _ key: String = "with", of fields: [Field], _ kind: String, _ owner: String, _ scope: EffectScope) -> [(field: Name, value: Expression)] {
        entry.table(key).compactMap { name, value in
            guard let field = resolve(name, .unknownField, kind, owner, among: fields.map(\.name)), let type = fields.first(where: { $0.name == field })?.type else { return nil }
            return self.value(value.scalar, for: type, in: scope.environment).map { (field, $0) }
        }
    }

    private mutating func update(_ entry: Entry) -> Effect? {
        guard let scalar = entry.scalar("record"), let name = resolve(scalar, .unknownRecord, "record", among: declared.records.keys),
              let record = declared.records[name] else { return nil }
        var fields: [Name] = []
        for scalar in entry.scalars("fields") {
            guard let field = resolve(scalar, .unknownField, "field", " in `\(name)`", among: record.fields.map(\.name)) else { continue }
            if record.fields.first(where: { $0.name == field })?.isLater != true {
                report(.contradiction, scalar, "`\(field)` is filled when the row is added, so no later event fills it.", fix: "declare it with `later: true`.")
            }
            use(.later, "\(name).\(field)")
            fields.append(field)
        }
        return .update(record: name, fields: fields)
    }

    private mutating func sheet(_ value: Tree) -> Name? {
        value.scalar.flatMap { resolve($0, .unknownSheet, "sheet", among: declared.sheets.keys) }
    }

    private mutating func nearest(_ entry: Entry) -> Effect? {
        guard let sheet = entry["sheet"].flatMap({ sheet($0) }), let scalar = entry.scalar("to"), let other = self.sheet(.scalar(scalar)) else { return nil }
        if sheet == other || declared.sheets[sheet]?.rubric != declared.sheets[other]?.rubric {
            report(.contradiction, scalar, sheet == other ? "A sheet is not chosen from by itself." : "`\(sheet)` and `\(other)` are not judged by one rubric, so that none lies nearer.", fix: "name another sheet of the same rubric.")
        }
        if declared.sheets[other]?.isOptional == true {
            report(.contradiction, scalar, "`\(other)` is optional: it may not be there when the nearest to it is looked for.", fix: "take `optional` out there.")
        }
        return .settleNearest(sheet: sheet, to: other, within: entry.whole("within"))
    }

    private mutating func collection(_ value: Tree) -> [Effect] {
        // In a state `collect` is no effect and a list may stand there; the shape keeps the two apart.
        guard let name = sheet(value) else { return [] }
        use(.sheet, name)
        return [.collect(sheet: name)]
    }

    private mutating func leaving(_ value: Tree, _ key: Tree.Scalar, _ scope: EffectScope) -> Effect? {
        let entry = Entry(value)
        let person = expression(entry.scalar("person"), in: scope.environment, expecting: .string)
        guard let scalar = value.scalar ?? entry.scalar("vote"), let name = resolve(scalar, .unknownVote, "vote", among: declared.votes.keys) else { return nil }
        // Which states collect is known from the outlines: not all states have been read.
        let isCollected = scope.state.map { here in
            outlines.contains { path, outline in
                (path == here || path.hasPrefix(here + ".") || here.hasPrefix(path + ".")) && outline.entry.scalars("collect").contains { $0.text.sameScalars(as: name) }
            }
        } ?? true
        if person == nil, entry.scalar("person") == nil, scope.by.roles.isEmpty {
            report(.contradiction, key, "Nobody sends this, so that it does not say who leaves the vote.", fix: "name her: `leaves: { vote: \(name), person: … }`.")
        }
        if !isCollected { report(.contradiction, key, "Nobody votes on `\(name)` where this event is taken.", fix: "put the event into the state that collects `\(name)`.") }
        return .leaves(vote: name, person: person)
    }

    // MARK: - Parts

    private mutating func vacancy(_ value: Tree, _ scope: EffectScope) -> Effect.Vacancy? {
        if let scalar = value.scalar {
            if scalar.text == "actor" { return .actor }
            return role(scalar).map { .role($0, organisation: nil) }
        }
        let entry = Entry(value)
        guard let name = entry.scalar("role").flatMap({ role($0) }) else { return nil }
        return .role(name, organisation: expression(entry.scalar("organisation"), in: scope.environment, expecting: .string))
    }

    private mutating func appointment(_ entry: Entry, _ scope: EffectScope) -> Effect? {
        let person = expression(entry.scalar("person"), in: scope.environment, expecting: .string)
        let organisation = expression(entry.scalar("organisation"), in: scope.environment, expecting: .string)
        guard let scalar = entry.scalar("role"), let name = role(scalar) else { return nil }
        if !entry.has("person"), !entry.has("organisation") {
            report(.missingKey, scalar, "Nobody is appointed.", fix: "add `person` or `organisation`.")
        }
        return .appoint(role: name, person: person, organisation: organisation)
    }

    private mutating func extension_(_ entry: Entry, _ scope: EffectScope) -> Effect? {
        let by = expression(entry.scalar("by"), in: scope.environment, expecting: .int)
        guard let scalar = entry.scalar("clock") else { return nil }
        var state = scope.state
        while let path = state {
            let short = ["window": ClockNames.window(states[path]), "clock": ClockNames.clock(states[path])]
            let name = short[scalar.text] ?? scalar.text
            if clockNames(of: path).contains(name) { return by.map { .extend(clock: name, by: $0) } }
            state = states[path]?.parent
        }
        report(.unknownClock, scalar, "No clock `\(scalar.text)` runs where this event is taken.", fix: Nearest.name(to: scalar.text, among: declared.clockNames + ["window"]).map { "did you mean `\($0)`?" })
        return nil
    }

    private mutating func credit(_ entry: Entry) -> [Effect] {
        let pairs: [(word: Name, role: Name)] = entry.table("credit").compactMap { key, value in
            credits.append(key.text)
            return value.scalar.flatMap { role($0) }.map { (key.text, $0) }
        }
        return pairs.isEmpty ? [] : [.credit(pairs)]
    }

    // MARK: - Designations

    private mutating func designation(_ entry: Entry, _ key: Tree.Scalar, _ scope: EffectScope) -> Effect? {
        guard let kind = entry.text("kind"), let becomes = entry.text("is").flatMap(Designation.Becomes.init(rawValue:)) else { return nil }
        func text(_ name: String, _ reader: inout WorkflowReader) -> Expression? { reader.expression(entry.scalar(name), in: scope.environment, expecting: .string) }
        func date(_ name: String, _ reader: inout WorkflowReader) -> Expression? { reader.expression(entry.scalar(name), in: scope.environment, expecting: DateValue.type) }
        let read = Designation(
            kind: kind, becomes: becomes, person: text("person", &self), from: date("from", &self), until: date("until", &self), area: text("area", &self),
            conditions: text("conditions", &self), givenBy: text("given_by", &self))
        if !entry.has("person"), root.text("subject") != Workflow.SubjectKind.person.rawValue {
            report(.missingKey, key, "Whose designation it is, is not said: a case is not about a person.", fix: "add `person`.")
        }
        let allowed: Set<String> = switch becomes {
        case .given: ["from", "until", "area", "conditions", "given_by"]
        case .changed: ["until", "area", "conditions", "given_by"]
        case .ended, .paused: ["from"]
        case .resumed: ["from", "until"]
        }
        for (word, _) in entry.map.entries where !allowed.contains(word.text) && !["kind", "is", "person"].contains(word.text) {
            report(.contradiction, word, "Of a designation that is \(becomes.rawValue), `\(word.text)` says nothing.", fix: "take it out.")
        }
        return .designation(read)
    }

    // MARK: - Letters and other cases

    private mutating func letters(_ entry: Entry) -> [Effect] {
        entry.scalars("letters").compactMap { scalar in letter(scalar).map { .letter($0) } }
    }

    mutating func letter(_ scalar: Tree.Scalar) -> Name? {
        guard let name = resolve(scalar, .unknownLetter, "letter", among: declared.letters.keys) else { return nil }
        use(.letter, name)
        return name
    }

    private mutating func message(_ entry: Entry, _ scope: EffectScope) -> Effect? {
        guard let scalar = entry.scalar("link"), let link = resolve(scalar, .unknownLink, "link", among: declared.links.keys),
              let event = entry.scalar("event") else { return nil }
        use(.link, link)
        let about = expression(entry.scalar("about"), in: scope.environment, expecting: .string)
        guard let outline = outline(of: link) else {
            let with = entry.table("with").compactMap { key, value in expression(value.scalar, in: scope.environment, expecting: nil).map { (field: key.text, value: $0) } }
            return .tell(link: link, about: about, event: event.text, with: with)
        }
        guard let fields = outline.caseEvents[event.text] else {
            report(.eventNotTaken, event, "`\(outline.name)` takes no event `\(event.text)` by another case.", fix: Nearest.name(to: event.text, among: outline.caseEvents.keys.sorted()).map { "did you mean `\($0)`?" } ?? "add it there, `by: case`.")
            return nil
        }
        let with = values(entry, of: fields, "field", " in the form of `\(event.text)`", scope)
        for field in fields where !field.isOptional && !entry.table("with").contains(where: { $0.key.text.sameScalars(as: field.name) }) {
            report(.missingKey, event, "`\(event.text)` needs `\(field.name)`.", fix: "add it under `with`.")
        }
        return .tell(link: link, about: about, event: event.text, with: with)
    }

    private mutating func allocation(_ entry: Entry) -> Effect? {
        guard let scalar = entry.scalar("link"), let link = resolve(scalar, .unknownLink, "link", among: declared.links.keys),
              let from = entry.scalar("from"), let event = entry.scalar("event"), let part = entry.scalar("as") else { return nil }
        use(.link, link)
        let source = role(from) ?? from.text
        if let declared = declared.roles[source], declared.heldBy == .organisation || declared.heldBy == .home {
            report(.contradiction, from, "`\(source)` is held by organisations, and people are given parts.", fix: "name a role that persons hold.")
        }
        guard let outline = outline(of: link) else {
            return .allocate(Allocation(link: link, from: source, role: part.text, each: entry.whole("each"), event: event.text))
        }
        let role = resolve(part, .unknownRole, "role", " in `\(outline.name)`", among: outline.roles) ?? part.text
        guard let fields = outline.caseEvents[event.text] else {
            report(.eventNotTaken, event, "`\(outline.name)` takes no event `\(event.text)` by another case.", fix: Nearest.name(to: event.text, among: outline.caseEvents.keys.sorted()).map { "did you mean `\($0)`?" } ?? "add it there, `by: case`.")
            return nil
        }
        let asked = fields.filter { !$0.isOptional }
        guard asked.count == 1, asked[0].type == .person else {
            report(.contradiction, event, "The form of `\(event.text)` in `\(outline.name)` asks for other than one person.", fix: "give it one field of the type person, and let it appoint whom that names.")
            return nil
        }
        return .allocate(Allocation(link: link, from: source, role: role, each: entry.whole("each"), event: event.text))
    }

    func outline(of link: Name) -> WorkflowOutline? {
        declared.links[link].flatMap { library.workflows?[$0.workflow] }
    }

    private mutating func start(_ entry: Entry, _ scope: EffectScope) -> Start? {
        let turned = expression(entry.scalar("turned"), in: scope.environment, expecting: .bool)
        guard let scalar = entry.scalar("link"), let link = resolve(scalar, .unknownLink, "link", among: declared.links.keys),
              let workflow = entry.scalar("workflow") ?? entry.scalar("link") else { return nil }
        use(.link, link)
        let name = entry.text("workflow") ?? declared.links[link]?.workflow ?? ""
        if let linked = declared.links[link]?.workflow, linked != name {
            report(.contradiction, workflow, "The link `\(link)` is to cases of `\(linked)`.", fix: "write `workflow: \(linked)`.")
        }
        let outline = library.workflows?[name]
        let each = entry.scalar("each").flatMap { role($0) }
        let outside = entry.scalar("outside").flatMap { role($0) }
        let sources = Array(declared.roles.keys) + (each == nil ? [] : ["host", "lead", "assistant"])
        let subject = startSubject(entry, scalar, sources + ["subject"], outline, scope)
        var roles: [(role: Name, from: Name)] = []
        for (key, value) in entry.table("roles") {
            let role = outline.map { resolve(key, .unknownRole, "role", " in `\(name)`", among: $0.roles) } ?? key.text
            if let role, let from = value.scalar.flatMap({ resolve($0, .unknownRole, "role", among: sources) }) { roles.append((role, from)) }
        }
        let data = startData(entry, outline, scope)
        return Start(link: link, workflow: name, each: each, turned: turned, outside: outside, subject: subject, roles: roles, data: data)
    }

    /// What a new case is about, said in exactly one way.
    private mutating func startSubject(_ entry: Entry, _ start: Tree.Scalar, _ sources: [Name], _ outline: WorkflowOutline?, _ scope: EffectScope) -> Start.Subject {
        let said = ["subject", "person", "organisation"].compactMap { entry.map.key($0) }
        if said.isEmpty { report(.missingKey, start, "What the new case is about is not said.", fix: "add `subject`, `person` or `organisation`.") }
        for key in said.dropFirst() { report(.contradiction, key, "What the new case is about is said twice.", fix: "take one of them out.") }
        for key in said where key.text != "subject" && outline.map({ $0.subject.rawValue != key.text }) == true {
            report(.contradiction, key, "Cases of `\(outline?.name ?? "")` are about \(outline?.subject.rawValue ?? ""), not about \(key.text).", fix: "write `\(outline?.subject.rawValue ?? "")`.")
        }
        if let person = expression(entry.scalar("person"), in: scope.environment, expecting: .string) { return .person(person) }
        if let organisation = expression(entry.scalar("organisation"), in: scope.environment, expecting: .string) { return .organisation(organisation) }
        return .holder(of: entry.scalar("subject").flatMap { resolve($0, .unknownRole, "role", among: sources) } ?? "")
    }

    private mutating func startData(_ entry: Entry, _ outline: WorkflowOutline?, _ scope: EffectScope) -> [(datum: Name, value: Expression)] {
        guard let outline else {
            return entry.table("data").compactMap { key, value in expression(value.scalar, in: scope.environment, expecting: nil).map { (key.text, $0) } }
        }
        let fields = outline.data.values.sorted { $0.name < $1.name }
        return values(entry, "data", of: fields, "datum", " in `\(outline.name)`", scope).map { ($0.field, $0.value) }
    }
}
