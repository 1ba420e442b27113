import CivilTime
import Definitions
import JSON

// What comes from no person: a clock's strike, and messages of other cases. Neither is ever refused: what cannot be taken becomes an
// incident, and nothing waits behind it.

extension Deciding {
    /// The next step of a clock, at its own time: reminder, due, a step of the ladder, the end of a grace.
    ///
    /// - Returns: facts with `happened` at the step's time; none where the clock no longer runs or its next step has no time.
    public static func strike(clock name: Name, in situation: Situation) -> Decision {
        guard let current = situation.case, let running = current.clocks[name], let at = running.nextAt else {
            return Decision(facts: [], happened: .instant(situation.now))
        }
        let act = Act(.clock(name), .instant(at), in: situation.calendar.zone)
        let working = Working(current, in: situation, act: act)
        guard let clock = situation.workflow.clock(name) else {
            return incident("clock \(name)", Refusal(.unknownClock, "The workflow has no clock \(name).", place: name), working, goingOn: running)
        }
        working.look(at: ["clocks.\(name)"])
        let before = working.facts.count
        do throws(Refusal) {
            try working.strike(clock, running)
            return working.decision
        } catch {
            // What the machine did before it stopped is not half kept: only the clock's own step is.
            let step = working.facts.dropFirst(before).prefix { if case .clockStruck = $0 { true } else { false } }
            let fresh = Working(current, in: situation, act: act)
            for fact in step { fresh.emit(fact) }
            return incident("clock \(name)", error, fresh, goingOn: step.isEmpty ? running : nil)
        }
    }

    /// A message of another case, as an entry of the receiving stream.
    ///
    /// - Returns: what it comes to; an incident where it cannot be taken. A case that cannot begin has no stream of its own: for
    ///   ``Message/begin(_:)`` use ``begin(_:in:)``, and ``couldNotBegin(_:_:in:)`` in the stream of the case that started it.
    public static func deliver(_ message: Message, in situation: Situation) -> Decision {
        guard let current = situation.case else { return Decision(facts: [], happened: .instant(situation.now)) }
        switch message {
        case .event(_, let from, let event, let values, let happened):
            let act = Act(.linkedCase(from), happened, in: situation.calendar.zone)
            let working = Working(current, in: situation, act: act)
            var form = JSON.Object()
            for named in values { form.append(named.name, named.value.json) }
            do throws(Refusal) {
                try working.take(event, form: form)
                return working.decision
            } catch {
                return incident("\(event) of \(from)", error, Working(current, in: situation, act: act), goingOn: nil)
            }
        case .ended(_, let child, let happened):
            let act = Act(.linkedCase(child), happened, in: situation.calendar.zone)
            let working = Working(current, in: situation, act: act)
            let links = current.links.filter { $0.value.contains { $0.id == child } }.keys
            for link in links { working.emit(.linkEnded(link: link, case: child)) }
            working.look(at: links.map { "links.\($0)" })
            do throws(Refusal) {
                try working.settle()
                return working.decision
            } catch {
                let fresh = Working(current, in: situation, act: act)
                for link in links { fresh.emit(.linkEnded(link: link, case: child)) }
                return incident("the end of \(child)", error, fresh, goingOn: nil)
            }
        case .reopened(_, let child, let happened):
            let working = Working(current, in: situation, act: Act(.linkedCase(child), happened, in: situation.calendar.zone))
            let links = current.links.filter { $0.value.contains { $0.id == child } }.keys
            for link in links { working.emit(.linkReopened(link: link, case: child)) }
            return working.decision
        // The file's own stream takes it.
        case .register: return Decision(facts: [], happened: .instant(situation.now))
        case .corrected(_, let number, let from, let because, let happened):
            let act = Act(.linkedCase(from), happened, in: situation.calendar.zone)
            do throws(Refusal) {
                return try setAside(number, because, act, situation)
            } catch {
                return incident("the correction of \(from)", error, Working(current, in: situation, act: act), goingOn: nil)
            }
        case .begin(let beginning):
            let refusal = Refusal(.unknownCase, "A case begins in a stream of its own.", place: beginning.id)
            return couldNotBegin(beginning, refusal, in: situation)
        }
    }

    /// A case that could not begin: an incident in the case that started it, whose link to it is marked ended.
    public static func couldNotBegin(_ beginning: Beginning, _ refusal: Refusal, in situation: Situation) -> Decision {
        guard let current = situation.case else { return Decision(facts: [], happened: .instant(situation.now)) }
        let working = Working(current, in: situation, act: Act(.linkedCase(beginning.id), beginning.happened, in: situation.calendar.zone))
        for (link, cases) in current.links where cases.contains(where: { $0.id == beginning.id }) {
            working.emit(.linkEnded(link: link, case: beginning.id))
        }
        working.emit(.incident(what: "begin \(beginning.id)", refusal: refusal))
        return working.decision
    }

    private static func incident(_ what: String, _ refusal: Refusal, _ working: Working, goingOn running: Case.RunningClock?) -> Decision {
        // A step that errs is done with: else it would be struck again for ever.
        if let running { working.emit(.clockStruck(clock: running.name, step: running.next, next: running.afterNext, at: running.timeAfterNext)) }
        working.emit(.incident(what: what, refusal: refusal))
        return working.decision
    }
}

extension Case.RunningClock {
    /// Where a clock goes on whose step could not be taken.
    fileprivate var afterNext: Step {
        switch next {
        case .remind: .due
        case .due, .ladder, .grace, .done: .done
        }
    }

    fileprivate var timeAfterNext: Instant? {
        switch next {
        case .remind: due
        case .due, .ladder, .grace, .done: nil
        }
    }
}
