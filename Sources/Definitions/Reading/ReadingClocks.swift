// Deadlines and windows.

/// How clocks that have no name of their own are called.
enum ClockNames {
    static func clock(_ state: State?) -> Name { sayable(state?.name ?? "") }
    static func window(_ state: State?) -> Name { clock(state) + "_window" }
    private static func sayable(_ name: Name) -> Name { name.split(separator: "-").joined(separator: "_") }
}

extension WorkflowReader {
    /// Every clock's name, before any guard is read.
    mutating func collectClockNames() {
        for (path, outline) in outlines {
            let named = outline.entry.table("clocks").map(\.key)
            for key in named where Reserved.celWords.contains(key.text) {
                report(.reservedName, key, "`\(key.text)` is a word of the guard language and cannot be the name of a clock.", fix: "choose another name.")
            }
            for name in clockNames(of: path) {
                guard declared.clockNames.contains(name) else { declared.clockNames.append(name); continue }
                let place = named.first { $0.text == name } ?? outline.entry.map.key("clock") ?? outline.entry.map.key("window")
                if let place { report(.nameTaken, place, "Another clock is called `\(name)` already.", fix: "name it: `clocks: { NAME: … }`.") }
            }
        }
    }

    func clockNames(of path: Name) -> [Name] {
        guard let entry = outlines[path]?.entry else { return [] }
        return (entry.has("clock") ? [ClockNames.clock(states[path])] : []) + entry.table("clocks").map(\.key.text)
            + (entry.has("window") ? [ClockNames.window(states[path])] : [])
    }

    mutating func readClocks(_ path: Name, _ entry: Entry) {
        var clocks: [Clock] = []
        if let key = entry.map.key("clock"), let clock = entry.entry("clock") { clocks.append(self.clock(ClockNames.clock(states[path]), key, clock, path)) }
        for (key, value) in entry.table("clocks") {
            guard let map = value.mapping else { continue }
            clocks.append(clock(key.text, key, Entry(map), path))
        }
        if let key = entry.map.key("window"), let window = entry.entry("window") { clocks.append(self.window(ClockNames.window(states[path]), key, window, path)) }
        states[path]?.clocks = clocks
    }

    private mutating func clock(_ name: Name, _ key: Tree.Scalar, _ entry: Entry, _ path: Name) -> Clock {
        var clock = common(name, key, entry, path)
        clock.kind = entry.has("send") ? .event : .deadline
        clock.owedBy = roles(entry.scalars("owed_by"))
        clock.ladder = entry.entries("later").compactMap { step in
            step.amount("after").map { ($0, roles(step.scalars("notify"))) }
        }
        if !entry.has("send"), !entry.has("owed_by"), clock.ladder.isEmpty {
            report(.clockWithoutEffect, key, "Nothing happens when this clock falls due.", fix: "say who owes it (`owed_by`), whose inbox shows it (`later`) or what it sends (`send`).")
        }
        return clock
    }

    private mutating func window(_ name: Name, _ key: Tree.Scalar, _ entry: Entry, _ path: Name) -> Clock {
        var clock = common(name, key, entry, path)
        let protects = entry.scalar("protects").flatMap { role($0) }
        let asks = entry.has("asks") ? roles(entry.scalars("asks")) : root.scalars("managed_by").map(\.text).filter { declared.roles[$0] != nil }
        let grace = entry.amount("grace") ?? Clock.Amount(count: 0, unit: .workingDays)
        clock.kind = .window(protects: protects, asks: asks, grace: grace)
        clock.owedBy = protects.map { [$0] } ?? []
        clock.staysIn = targets(entry.scalars("stays_in"), from: nil)
        if !entry.has("send") {
            report(.clockWithoutEffect, key, "Nothing happens when this window closes.", fix: "say what it sends, with `send`.")
        }
        return clock
    }

    private mutating func common(_ name: Name, _ key: Tree.Scalar, _ entry: Entry, _ path: Name) -> Clock {
        let of = roles(entry.scalars("of"))
        let base: Clock.Base = expression(entry.scalar("at"), in: environment.base, expecting: DateValue.type).map { .date($0) } ?? .entry
        let amount = self.amount(key, entry)
        if amount.unit == .schoolDays, of.isEmpty {
            report(.missingKey, key, "School days are somebody's: say whose.", fix: "add `of: ROLE`.")
        }
        if let scalar = entry.map.key("letter"), !entry.has("remind") {
            report(.contradiction, scalar, "The letter is a reminder's, and there is none.", fix: "add `remind: 5 school days`, or take `letter` out.")
        }
        let reminder = entry.scalar("letter").flatMap { letter($0) }
        var clock = Clock(
            name: name, state: path, kind: .deadline, base: base, amount: amount, of: of, owedBy: [], remindBefore: entry.amount("remind"), reminder: reminder,
            sends: entry.text("send"), ladder: [], place: key.place)
        clock.metBy = entry.scalars("met_by").map(\.text)
        return clock
    }

    private mutating func amount(_ key: Tree.Scalar, _ entry: Entry) -> Clock.Amount {
        let (after, before) = (entry.amount("after"), entry.amount("before"))
        if entry.has("after"), let scalar = entry.map.key("before") {
            report(.contradiction, scalar, "A clock counts after its base or before it.", fix: "take `after` or `before` out.")
        } else if !entry.has("at"), let scalar = entry.map.key("before") {
            report(.contradiction, scalar, "`before` counts back from a date.", fix: "add `at: \"data.NAME\"`.")
        } else if !entry.has("at"), !entry.has("after") {
            report(.missingKey, key, "The clock does not say when it falls due.", fix: "add `after: 5 working days`, or `at: \"data.NAME\"`.")
        }
        if let before { return Clock.Amount(count: -before.count, unit: before.unit) }
        return after ?? Clock.Amount(count: 0, unit: .calendarDays)
    }
}
