import OrderedCollections

// States: their paths, what they wait for and collect, and where their machine begins.
extension WorkflowReader {
    /// Gives every state its path, so that targets can be resolved wherever they stand.
    mutating func collectStates(_ table: [(key: Tree.Scalar, value: Tree)], parent: Name?) {
        for (key, value) in table {
            let path = parent.map { "\($0).\(key.text)" } ?? key.text
            let entry = Entry(value)
            places[Key(.state, path)] = key.place
            if key.text == "history" { report(.reservedName, key, "`history` stands for where a state was left.", fix: "choose another name.") }
            let children = entry.table("states")
            states[path] = State(
                path: path, name: key.text, title: entry.words("title") ?? Words(key.text), kind: kind(key, entry, hasChildren: !children.isEmpty), parent: parent,
                children: children.map { "\(path).\($0.key.text)" }, waitsFor: [], collects: [], clocks: [], events: [], place: key.place)
            outlines[path] = StateOutline(entry: entry)
            collectStates(children, parent: path)
        }
    }

    private mutating func kind(_ key: Tree.Scalar, _ entry: Entry, hasChildren: Bool) -> State.Kind {
        if entry.truth("final") {
            for word in ["events", "states", "clock", "clocks", "window", "always", "collect", "waits_for", "waits_until", "initial", "parallel", "on_exit"] {
                guard let scalar = entry.map.key(word) else { continue }
                report(.endedState, scalar, "`\(key.text)` is final, so it has no `\(word)`.", fix: "take `\(word)` out, or `final`; what is taken in an ended case stands under `anytime`.")
            }
            return .final
        }
        if entry.truth("parallel") {
            if !hasChildren { report(.contradiction, key, "`\(key.text)` is parallel and has no states.", fix: "add `states`, or take `parallel` out.") }
            if let scalar = entry.map.key("initial") { report(.contradiction, scalar, "All states of `\(key.text)` begin together, so that none is the initial one.", fix: "take `initial` out.") }
            return .parallel
        }
        if !hasChildren, let scalar = entry.map.key("initial") { report(.contradiction, scalar, "`\(key.text)` has no states to begin in.", fix: "take `initial` out.") }
        return hasChildren ? .compound : .atomic
    }

    mutating func readState(_ path: Name) {
        guard let outline = outlines[path], let kind = states[path]?.kind else { return }
        let entry = outline.entry
        if let scalar = entry.scalar("initial"), kind == .compound {
            let initial = self.initial(scalar, in: path)
            outlines[path]?.initial = initial
        }
        for (key, value) in entry.table("waits_for") {
            guard let name = role(key), let words = Entry.words(value) else { continue }
            states[path]?.waitsFor.append((name, words))
        }
        for (key, value) in entry.table("waits_until") {
            guard let name = role(key) else { continue }
            if states[path]?.waitsFor.contains(where: { $0.role == name }) != true {
                report(.contradiction, key, "The state does not wait for `\(name)`.", fix: "say in `waits_for` what it has to do.")
            }
            let condition = expression(value.scalar, in: environment.base, expecting: .bool)
            states[path]?.waitsUntil[name] = condition
        }
        for scalar in entry.scalars("collect") {
            guard let name = resolve(scalar, .unknownSheet, declared.votes.isEmpty ? "sheet" : "sheet or vote", among: Array(declared.sheets.keys) + declared.votes.keys) else { continue }
            if declared.votes[name] != nil {
                states[path]?.votes.append(name)
                use(.vote, name)
            } else {
                states[path]?.collects.append(name)
                use(.sheet, name)
            }
        }
        if !entry.scalars("collect").isEmpty, kind != .atomic {
            report(.contradiction, entry.scalars("collect")[0], "Sheets and votes are collected by states that have no states of their own.", fix: "collect them in one of its states.")
        }
        readClocks(path, entry)
        let environment = self.environment.base
        let scope = EffectScope(state: path, environment: environment)
        let (onEntry, onExit) = (effects(entry.entry("on_entry"), scope), effects(entry.entry("on_exit"), scope))
        let always = entry.entries("always").map { self.always(path, $0) }
        outlines[path]?.onEntry = onEntry
        outlines[path]?.onExit = onExit
        outlines[path]?.always = always
        for (key, value) in entry.table("events") {
            if key.text == Reserved.done, kind == .atomic, entry.scalars("collect").isEmpty {
                report(.doneNeverRaised, key, "`\(states[path]?.name ?? path)` collects \(declared.votes.isEmpty ? "no sheet" : "nothing") and has no states of its own, so that it is never done.", fix: "add `collect`, or name an event that somebody sends.")
            }
            readRules(key, value, in: path)
        }
    }

    private mutating func always(_ path: Name, _ entry: Entry) -> Always {
        let guarding = self.guarding(entry.scalar("when"), in: environment.base, otherwise: nil, isMust: true)
        let targets = self.targets(entry.scalars("to"), from: path)
        return Always(guarding: guarding, targets: targets, effects: effects(entry, EffectScope(state: path, environment: environment.base)), place: entry.map.place)
    }

    // MARK: - Targets

    mutating func targets(_ scalars: [Tree.Scalar], from path: Name?) -> [Name] { scalars.compactMap { target($0, from: path) } }

    /// The path that a target means: looked for among the states within and beside `path`, then outward, then everywhere.
    mutating func target(_ scalar: Tree.Scalar, from path: Name?) -> Name? {
        let isHistory = scalar.text.hasSuffix(".history")
        let name = isHistory ? String(scalar.text.dropLast(".history".count)) : scalar.text
        guard let found = find(name, scalar, from: path) else { return nil }
        guard isHistory else { return found }
        guard states[found]?.kind == .compound || states[found]?.kind == .parallel else {
            report(.unknownState, scalar, "`\(found)` has no states, so it has no history.", fix: "write `\(name)`.")
            return nil
        }
        outlines[found]?.needsHistory = true
        return found + ".history"
    }

    mutating func find(_ name: String, _ scalar: Tree.Scalar, from path: Name?) -> Name? {
        var scopes: [Name?] = []
        var scope = path
        while let current = scope {
            scopes.append(current)
            scope = states[current]?.parent
        }
        let candidates = OrderedSet((scopes + [nil]).map { $0.map { "\($0).\(name)" } ?? name }.filter { states[$0] != nil })
        if candidates.count == 1 { return candidates[0] }
        if candidates.count > 1 { return ambiguous(scalar, Array(candidates)) }
        let everywhere = Array(states.keys).filter { $0.hasSuffix("." + name) }
        if everywhere.count == 1 { return everywhere[0] }
        if everywhere.count > 1 { return ambiguous(scalar, everywhere) }
        let nearest = Nearest.name(to: name, among: states.values.map(\.name) + Array(states.keys))
        report(.unknownState, scalar, "There is no state `\(name)`.", fix: nearest.map { "did you mean `\($0)`?" })
        return nearest.flatMap { near in states[near]?.path ?? states.values.first { $0.name == near }?.path }
    }

    private mutating func ambiguous(_ scalar: Tree.Scalar, _ candidates: [Name]) -> Name? {
        report(.ambiguousState, scalar, "`\(scalar.text)` could be \(candidates.listed("or")).", fix: "write the whole path.")
        return nil
    }

    /// The state in which a compound state, or the case, begins: one within it.
    mutating func initial(_ scalar: Tree.Scalar, in path: Name?) -> Name? {
        let full = path.map { "\($0).\(scalar.text)" } ?? scalar.text
        if states[full] != nil { return full }
        let within = path.map { states[$0]?.children ?? [] } ?? states.values.filter { $0.parent == nil }.map(\.path)
        let names = within.compactMap { states[$0]?.name }
        return resolve(scalar, .unknownState, "state", among: names)
    }
}
