import Calendars
import CivilTime
import Definitions
import JSON

// A window that closed upon silence, and what had come in time after all: silence is undone by new facts, however late it is known.

/// A window that took effect because nothing had arrived.
struct Silence: Sendable, Hashable {
    /// As it ran.
    var clock: Case.RunningClock
    /// The number of the entry in which it took effect.
    var entry: Int
}

extension Situation {
    /// The clock of a window in whose state the event would have been taken, though the case stands there no more.
    func windowsMissed(by event: Name) -> [Clock] { self.case.map { workflow.windowsMissed(by: event, $0) } ?? [] }

    /// How a window last closed, where that was upon silence: nil where it never did, or runs again.
    func silence(of clock: Name) -> Silence? {
        var (running, silence): (Case.RunningClock?, Silence?)
        for entry in standingPast {
            for fact in entry.facts {
                switch fact {
                case .clockSet(let set) where set.name == clock: (running, silence) = (set, nil)
                case .clockStruck(clock, .grace, _, _): silence = running.map { Silence(clock: $0, entry: entry.number) }
                default: break
                }
            }
        }
        return silence
    }
}

extension Workflow {
    /// The windows in whose states the event would be taken, and in none of which, nor where it is taken otherwise, the case stands.
    func windowsMissed(by event: Name, _ current: Case) -> [Clock] {
        let rules = rules(of: event)
        // Every event asks this, and most are taken where the case stands.
        for rule in rules {
            if let state = rule.state {
                if !current.hasEnded, current.configuration.contains(state) { return [] }
            } else if rule.within.isEmpty || rule.within.contains(where: current.configuration.contains) {
                return []
            }
        }
        return rules.compactMap(\.state).compactMap { states[$0] }.flatMap(\.clocks).filter { if case .window = $0.kind { true } else { false } }
    }
}

extension Working {
    /// Takes an event that came in time before a window closed upon silence.
    ///
    /// - Returns: false where there is no such window.
    func takeLate(_ event: Name, form: JSON.Object) throws(Refusal) -> Bool {
        guard act.person != nil else { return false }
        for clock in situation.windowsMissed(by: event) {
            guard let silence = situation.silence(of: clock.name) else { continue }
            try refuseUnlessInTime(silence)
            look(at: ["states", "clocks.\(clock.name)"])
            if clock.staysIn.contains(where: self.case.configuration.contains) {
                try add(event, form, of: clock, silence)
            } else {
                try goBack(to: clock, silence)
                try take(event, form: form)
            }
            return true
        }
        return false
    }

    private func refuseUnlessInTime(_ silence: Silence) throws(Refusal) {
        let clock = silence.clock
        guard act.happened.earliest(in: zone) <= clock.due else {
            throw Refusal(
                .windowClosed, "The window closed on \(clock.dueDay.spelled).", place: clock.name,
                remedy: "If it came in time, say when with --on, up to \(clock.dueDay); that it was entered late takes nothing from it.")
        }
        guard act.day >= clock.base else { throw clock.notAskedYet(on: act.day) }
    }

    /// What the event adds is added, and the case stays where it stands.
    private func add(_ event: Name, _ form: JSON.Object, of clock: Clock, _ silence: Silence) throws(Refusal) {
        let candidates = Candidates(situation: situation, act: act, event: event, form: form)
        let opened = try open(candidates, among: workflow.rules(of: event).filter { $0.state == clock.state })
        guard let first = opened.first else { return }
        emit(.silenceUndone(clock: clock.name, entry: silence.entry))
        look(at: first)
        say(first)
        for effect in first.rule.effects { try carryOut(effect, of: first) }
        use(first)
        try settle()
    }

    /// The case goes back to where it was asked, and the window asks again whether anything else arrived.
    private func goBack(to clock: Clock, _ silence: Silence) throws(Refusal) {
        emit(.silenceUndone(clock: clock.name, entry: silence.entry))
        undoDesignations(since: silence.entry)
        voidVotes(since: silence.entry)
        openAgain()
        isReturning = true
        try move(on: clock.returning)
        isReturning = false
        guard case .window(_, _, let grace) = clock.kind else { return }
        var asking = silence.clock
        asking.next = .grace
        asking.nextAt = try endOfGrace(grace, after: zone.day(of: situation.now), clock)
        emit(.clockSet(asking))
        emit(.clockAsking(clock: clock.name))
    }
}

extension Working {
    /// What was voted since the silence was voted without what had come: it is voted on anew.
    fileprivate func voidVotes(since entry: Int) {
        for name in self.case.ballots.keys where situation.standingPast.contains(where: { $0.number >= entry && $0.asks(vote: name) }) { emit(.voteVoid(vote: name)) }
    }

    /// What the register was told since the silence is undone, the last first.
    fileprivate func undoDesignations(since entry: Int) {
        for past in situation.standingPast.reversed() where past.number >= entry && past.facts.contains(where: { if case .designated = $0 { true } else { false } }) {
            for caused in past.caused where caused.case == FileState.stream {
                post(.corrected(in: caused.case, entry: caused.number, from: self.case.id, because: "What had come in time was entered late.", happened: act.happened))
            }
        }
    }
}

extension Case.RunningClock {
    /// What happened before it was asked for.
    func notAskedYet(on day: Day) -> Refusal {
        Refusal(
            .beforeAsked, "It was asked for on \(base.spelled), after \(day.spelled).", place: "on",
            remedy: "Say a day since then. Where the date of what came before is wrong, correct that entry first.")
    }
}

extension Past {
    fileprivate func asks(vote: Name) -> Bool {
        facts.contains { if case .voting(vote, _, _, _) = $0 { true } else { false } }
    }
}
