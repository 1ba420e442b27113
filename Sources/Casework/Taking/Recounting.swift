import Calendars
import CivilTime
import Definitions

// Another version of a calendar counts the days of running clocks anew. A clock moves only where the calendar itself makes the
// difference: who holds a part by now changes nothing. It is said again by an entry of its case, and nothing takes effect by it.

/// What another version of its calendar does to the clocks of a case.
public struct Recount: Sendable, Hashable {
    public var `case`: Case
    /// The entry of the case; it has no facts where no clock moves.
    public var decision: Decision
    /// Protected windows that would end sooner, each with the days.
    public var shortened: [Refusal.Detail] = []
    /// Clocks that the calendar cannot count.
    public var uncounted: [Refusal.Detail] = []
}

extension Deciding {
    /// Counts every running clock of a case by another version of its calendar.
    ///
    /// - Parameter situation: under the version that is in use.
    public static func recount(_ command: Command, under calendar: SchoolCalendar, of current: Case, in situation: Situation) -> Recount {
        let happened = command.on ?? .instant(situation.now)
        var later = situation
        later.calendar = calendar
        let working = Working(current, in: later, act: Act(.person(command.as), .instant(situation.now), in: calendar.zone))
        var recount = Recount(case: current, decision: Decision(facts: [], happened: happened))
        for running in current.clocks.values {
            do throws(Refusal) {
                guard let (moved, why) = try working.recounted(running, before: situation) else { continue }
                if working.workflow.clock(running.name)?.protects != nil, moved.dueDay < running.dueDay {
                    recount.shortened.append(current.detail(of: running, .shortensWindows, "It would end on \(moved.dueDay.spelled), not on \(running.dueDay.spelled): \(why)."))
                }
                working.look(at: ["clocks.\(running.name)"])
                working.emit(.clockSet(moved))
                working.emit(.recounted(clock: running.name, from: running.dueDay, to: moved.dueDay, why: why))
            } catch {
                recount.uncounted.append(current.detail(of: running, .leavesClocks, error.sentence))
            }
        }
        recount.decision = working.decision
        recount.decision.happened = happened
        return recount
    }

    /// Refuses a calendar by which a running clock could not be counted, or a protected window ended sooner without anybody having said so.
    public static func refuseUnlessApplicable(_ recounts: [Recount], shortening: Bool) throws(Refusal) {
        let uncounted = recounts.flatMap(\.uncounted), shortened = recounts.flatMap(\.shortened)
        guard uncounted.isEmpty else {
            throw Refusal(
                .leavesClocks, "By this calendar \(uncounted.count == 1 ? "a running clock" : "\(uncounted.count) running clocks") could not be counted.", place: "text",
                remedy: "Keep the years in which they run, and add those that they reach.", details: uncounted)
        }
        guard shortened.isEmpty || shortening else {
            throw Refusal(
                .shortensWindows, "\(shortened.count == 1 ? "A protected window" : "\(shortened.count) protected windows") would end sooner.", place: "shorten",
                remedy: "Each belongs to whoever it protects. Where she agrees in writing, say it again with `shorten`.", details: shortened)
        }
    }
}

extension Case {
    fileprivate func detail(of clock: RunningClock, _ code: Refusal.Code, _ sentence: String) -> Refusal.Detail {
        .init(place: "\(id) \(clock.name)", code: code.rawValue, sentence: sentence)
    }
}

extension Clock {
    /// The part to which a window belongs.
    var protects: Name? {
        switch kind {
        case .window(let protects, _, _): protects
        case .deadline, .event: nil
        }
    }
}

extension Working {
    /// The clock as this version of the calendar counts it, and why; nil where it stays.
    ///
    /// One that would have been due before today is due today: whoever owes something, or is protected, still has the day, and all that
    /// follows is counted from it. One that has been due stays so, unless it is now due later.
    fileprivate func recounted(_ running: Case.RunningClock, before: Situation) throws(Refusal) -> (clock: Case.RunningClock, why: String)? {
        guard let clock = workflow.clock(running.name), running.amount.count != 0, running.amount.unit != .calendarDays else { return nil }
        let (number, unit) = (running.amount.count, running.amount.unit.day)
        let new = try schedule(of: clock)
        let counted = try failing { () throws(SchoolCalendar.Failure) in try new.add(number, unit, after: running.base) }
        let old = try? before.schedule(of: clock.of, on: act.day)
        let known = old.flatMap { try? $0.add(number, unit, after: running.base) } ?? running.dueDay
        guard counted != known, let moved = try moved(running, clock, to: counted), moved.dueDay != running.dueDay else { return nil }
        let change = old.map { old in
            CountChange(unit, from: old, to: new, between: min(running.base, counted, known), and: max(running.base, counted, known)).text
        }
        let isPast = moved.dueDay != counted ? "; it would have been due on \(counted.spelled)" : ""
        return (moved, (change ?? "its days were not known before") + isPast)
    }

    private func moved(_ running: Case.RunningClock, _ clock: Clock, to day: Day) throws(Refusal) -> Case.RunningClock? {
        switch running.next {
        case .remind, .due:
            var moved = try set(running, clock, dueOn: max(day, act.day))
            // A reminder whose day has passed by the move is written now.
            if running.next == .remind, moved.next == .due { (moved.next, moved.nextAt) = (.remind, situation.now) }
            return moved
        case .ladder, .grace, .done:
            guard day > running.dueDay, clock.kind != .event else { return nil }
            return zone.end(of: day) > situation.now ? try set(running, clock, dueOn: day) : try overdue(running, clock, since: day)
        }
    }

    private func set(_ running: Case.RunningClock, _ clock: Clock, dueOn day: Day) throws(Refusal) -> Case.RunningClock {
        try failing { () throws(SchoolCalendar.Failure) in
            try due(clock, on: day, base: running.base, amount: running.amount, situation.schedule(of: clock.of, on: act.day))
        }
    }

    /// It goes on where it stands; a grace that has begun is never the shorter for it.
    private func overdue(_ running: Case.RunningClock, _ clock: Clock, since day: Day) throws(Refusal) -> Case.RunningClock {
        var moved = running
        (moved.dueDay, moved.due) = (day, zone.end(of: day))
        if case .grace = running.next, case .window(_, _, let grace) = clock.kind {
            moved.nextAt = max(try endOfGrace(grace, after: day, clock), running.nextAt ?? moved.due)
        }
        return moved
    }
}
