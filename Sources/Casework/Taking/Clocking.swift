import Calendars
import CivilTime
import Definitions

// Clocks are set when their state is entered and stopped when it is left. They are counted from the day on which the entering
// event happened, or from a date of the case, and fall due at the end of their last day.

extension Working {
    /// Sets the clocks of a state. One whose date is not known yet is not set; one whose days lie outside the calendar is an
    /// incident, since a case must not stand still for a missing school year.
    func setClocks(of state: State) throws(Refusal) {
        for clock in state.clocks {
            do throws(Refusal) {
                if let running = try running(clock) { emit(.clockSet(running)) }
            } catch where error.code == .calendarEnds {
                emit(.incident(what: "clock \(clock.name)", refusal: error))
            }
        }
    }

    private func running(_ clock: Clock) throws(Refusal) -> Case.RunningClock? {
        guard let base = try base(of: clock) else { return nil }
        return try running(clock, base: base, amount: clock.amount)
    }

    /// The day from which a clock counts; nil where its date is not known.
    func base(of clock: Clock) throws(Refusal) -> Day? {
        switch clock.base {
        case .entry: return act.day
        case .date(let expression):
            look(at: expression.program.names)
            do throws(Refusal) {
                return try judge().day(expression)
            } catch where error.code == .guardError && lacksDatum(expression) {
                // A date that has not been agreed yet sets no clock; it is set when the state is entered again with one.
                return nil
            }
        }
    }

    private func lacksDatum(_ expression: Expression) -> Bool {
        expression.data.contains { self.case.data[$0]?.guardValue == nil }
    }

    /// A clock as it would have been set with another day to count from.
    func running(_ set: Case.RunningClock, countedFrom base: Day) throws(Refusal) -> Case.RunningClock {
        guard let clock = workflow.clock(set.name) else { return set }
        return try running(clock, base: base, amount: set.amount)
    }

    func running(_ clock: Clock, base: Day, amount: Clock.Amount) throws(Refusal) -> Case.RunningClock {
        try failing { () throws(SchoolCalendar.Failure) in
            let schedule = try situation.schedule(of: clock.of, on: act.day)
            let dueDay = amount.count == 0 ? base : try schedule.add(amount.count, amount.unit.day, after: base)
            return try due(clock, on: dueDay, base: base, amount: amount, schedule)
        }
    }

    /// The clock due on a day, with its reminder where that is still to come.
    func due(
        _ clock: Clock, on dueDay: Day, base: Day, amount: Clock.Amount, _ schedule: Schedule
    ) throws(SchoolCalendar.Failure) -> Case.RunningClock {
        let due = zone.end(of: dueDay)
        var running = Case.RunningClock(
            name: clock.name, base: base, amount: amount, due: due, dueDay: dueDay, next: .due, nextAt: due)
        if clock.reminder != nil, let before = clock.remindBefore {
            let remindAt = zone.start(of: try schedule.add(-before.count, before.unit.day, after: dueDay))
            if remindAt > situation.now { (running.next, running.nextAt) = (.remind, remindAt) }
        }
        return running
    }

    /// The days of those whose days the clock counts.
    func schedule(of clock: Clock) throws(Refusal) -> Schedule {
        try failing { () throws(SchoolCalendar.Failure) in try situation.schedule(of: clock.of, on: act.day) }
    }

    /// What cannot be counted is a refusal here.
    func failing<Value>(_ count: () throws(SchoolCalendar.Failure) -> Value) throws(Refusal) -> Value {
        do throws(SchoolCalendar.Failure) { return try count() } catch { throw Refusal(error) }
    }

    func stopClocks(of state: State) {
        for clock in state.clocks where self.case.clocks[clock.name] != nil { emit(.clockStopped(clock: clock.name)) }
    }

    /// Gives a clock so many more days of its own kind, counted on from the day on which it was due.
    func extend(_ name: Name, by more: Int) throws(Refusal) {
        guard let running = self.case.clocks[name], let clock = workflow.clock(name) else {
            throw Refusal(.unknownClock, "The clock \(name) does not run.", place: name, remedy: "It can be lengthened only while it runs.")
        }
        guard more > 0 else { throw Refusal(.outOfRange, "A clock is lengthened by at least one day.", place: name) }
        let (count, isBeyond) = running.amount.count.addingReportingOverflow(more)
        guard !isBeyond else { throw Refusal(.outOfRange, "So many days lie outside every calendar.", place: name) }
        var longer = try self.running(clock, base: running.dueDay, amount: .init(count: more, unit: clock.amount.unit))
        longer.base = running.base
        longer.amount.count = count
        emit(.clockSet(longer))
    }

    /// Clocks that count from a date of the case count from it as it is now, where this act has set it.
    func followDates() throws(Refusal) {
        let set = Set(facts.lazy.compactMap { fact -> Name? in if case .set(let named) = fact { named.name } else { nil } })
        guard !set.isEmpty else { return }
        for running in self.case.clocks.values {
            guard let clock = workflow.clock(running.name), case .date(let expression) = clock.base, !expression.data.isDisjoint(with: set),
                  let base = try base(of: clock), base != running.base
            else { continue }
            // By as many days as it was lengthened to, unless its day was set by hand.
            emit(.clockSet(try self.running(clock, base: base, amount: running.amount.count == 0 ? clock.amount : running.amount)))
        }
    }

    /// The clock's next step at its time.
    func strike(_ clock: Clock, _ running: Case.RunningClock) throws(Refusal) {
        switch running.next {
        case .remind:
            if let reminder = clock.reminder { write(reminder, toThoseWhoOwe: clock, running) }
            emit(.clockStruck(clock: clock.name, step: .remind, next: .due, at: running.due))
        case .due: try fallDue(clock, running)
        case .ladder(let number):
            let (next, at) = try ladderStep(number + 1, clock, running)
            emit(.clockStruck(clock: clock.name, step: .ladder(number), next: next, at: at))
        case .grace: try takeEffect(clock)
        case .done: break
        }
    }

    private func fallDue(_ clock: Clock, _ running: Case.RunningClock) throws(Refusal) {
        switch clock.kind {
        case .deadline, .event:
            let (next, at) = try ladderStep(0, clock, running)
            emit(.clockStruck(clock: clock.name, step: .due, next: next, at: at))
            if case .event = clock.kind { try send(clock) }
        case .window(_, _, let grace):
            let end = try endOfGrace(grace, after: running.dueDay, clock)
            emit(.clockStruck(clock: clock.name, step: .due, next: .grace, at: end))
            emit(.clockAsking(clock: clock.name))
        }
    }

    private func ladderStep(_ number: Int, _ clock: Clock, _ running: Case.RunningClock) throws(Refusal) -> (Case.RunningClock.Step, Instant?) {
        guard clock.ladder.indices.contains(number) else { return (.done, nil) }
        return (.ladder(number), zone.end(of: try day(after: running.dueDay, clock.ladder[number].after, clock)))
    }

    /// When a window takes effect of which nobody has confirmed that it is closed.
    func endOfGrace(_ grace: Clock.Amount, after day: Day, _ clock: Clock) throws(Refusal) -> Instant {
        try failing { () throws(SchoolCalendar.Failure) in
            zone.end(of: try situation.schedule(of: clock.of, on: act.day).endOfGrace(grace.count, grace.unit.day, after: day))
        }
    }

    private func day(after day: Day, _ amount: Clock.Amount, _ clock: Clock) throws(Refusal) -> Day {
        try failing { () throws(SchoolCalendar.Failure) in
            try situation.schedule(of: clock.of, on: act.day).add(amount.count, amount.unit.day, after: day)
        }
    }

    /// A window takes effect: nothing arrived, or the grace has run out.
    func takeEffect(_ clock: Clock) throws(Refusal) {
        emit(.clockStruck(clock: clock.name, step: .grace, next: .done, at: nil))
        try send(clock)
    }

    /// Sends the clock's event to its own case. Where it cannot be taken, the facts so far stand and the refusal is thrown.
    private func send(_ clock: Clock) throws(Refusal) {
        guard let event = clock.sends else { return }
        try take(event, form: [:])
    }

    func addressees(of role: Name) -> [String] { (self.case.holders[role] ?? []).flatMap(\.addressees) }
}

extension Case.Holder {
    /// Those to whom letters for the part go: the named person, else the team, else the organisation.
    var addressees: [String] { person.map { [$0] } ?? (team.isEmpty ? [organisation].compactMap(\.self) : team) }
}

extension Workflow {
    public func clock(_ name: Name) -> Clock? {
        for state in states.values {
            if let clock = state.clocks.first(where: { $0.name == name }) { return clock }
        }
        return nil
    }

    /// The rule with a number; nil for a number of none.
    func rule(_ id: EventRule.ID) -> EventRule? {
        if rules.indices.contains(id), rules[id].id == id { return rules[id] }
        return rules.first { $0.id == id }
    }
}

extension Definitions.Expression {
    /// The data of the case that it reads.
    var data: Set<Name> {
        Set(program.references.paths.compactMap { path in path.names.first == "data" ? path.names.dropFirst().first : nil })
    }
}
