import CivilTime
import Definitions

// An entry was mistaken. Nothing of it vanishes: a later entry says so, and the case is folded anew by what stands.

extension Deciding {
    /// Characters of a reason for a correction.
    static let longestCorrection = 1_000

    /// Sets an entry aside, with what rested on it.
    static func correct(
        _ number: Int, _ because: String, elsewhere: Bool, _ working: Working
    ) throws(Refusal) -> Decision {
        try reason(because, isNeeded: true)
        let situation = working.situation
        let entry = try mistaken(number, situation)
        try situation.refuseUnlessRestorable(entry)
        let correction = Correction(
            entry: number, kind: .inError, because: because, setAside: situation.everything(on: number), isRestricted: situation.isRestricted(entry))
        let decision = try situation.decision(correction, working.act)
        guard elsewhere || decision.messages.isEmpty else { throw restsElsewhere(decision.messages) }
        return decision
    }

    /// Takes back what a person did last, as long as nothing rests on it and nobody has been told.
    static func undo(_ working: Working, _ person: String) throws(Refusal) -> Decision {
        let situation = working.situation
        guard let entry = situation.standingPast.last(where: { $0.by.isSame(as: person) && $0.correction == nil }) else {
            throw Refusal(.alreadySo, "You have done nothing here that stands.", place: "as")
        }
        if let why = entry.cannotBeSetAside { throw Refusal(.notCorrectable, why.sentence, place: "\(entry.number)", remedy: why.remedy) }
        guard !entry.hasGoneOut else {
            throw Refusal(.notCorrectable, "A letter has gone out on entry \(entry.number).", place: "\(entry.number)", remedy: "Whoever manages the case corrects it.")
        }
        let rested = situation.everything(on: entry.number)
        guard rested == [entry.number], entry.caused.isEmpty else {
            let more = rested.dropFirst().map { String($0) } + entry.caused.map { "\($0.case)/\($0.number)" }
            throw Refusal(
                .notCorrectable, "Something rests on entry \(entry.number) already: \(more.joined(separator: ", ")).", place: "\(entry.number)",
                remedy: "Whoever manages the case corrects it.")
        }
        let correction = Correction(
            entry: entry.number, kind: .undone, because: "", setAside: [entry.number], isRestricted: situation.isRestricted(entry))
        return try situation.decision(correction, working.act)
    }

    /// An entry that was caused by what another case has set aside: it is set aside too.
    static func setAside(_ number: Int, _ because: String, _ act: Act, _ situation: Situation) throws(Refusal) -> Decision {
        guard situation.past.contains(where: { $0.number == number }), situation.stands(number) else { return Decision(facts: [], happened: act.happened) }
        return try situation.decision(Correction(entry: number, kind: .inError, because: because, setAside: situation.everything(on: number)), act)
    }

    /// The entry, where it is one that can be set aside.
    private static func mistaken(_ number: Int, _ situation: Situation) throws(Refusal) -> Past {
        let entry = try standing(number, situation)
        if let why = entry.cannotBeSetAside { throw Refusal(.notCorrectable, why.sentence, place: "entry", remedy: why.remedy) }
        return entry
    }

    /// The entry as it stands now.
    static func standing(_ number: Int, _ situation: Situation) throws(Refusal) -> Past {
        guard let entry = situation.past.first(where: { $0.number == number }) else {
            throw Refusal(
                .unknownEntry, "The case has no entry \(number); its last is \(situation.past.last?.number ?? 0).", place: "entry",
                remedy: "`triad log` shows the entries and their numbers.")
        }
        guard situation.stands(number) else {
            throw Refusal(.alreadySo, "Entry \(number) is set aside already.", place: "entry")
        }
        return situation.standingPast.first { $0.number == number } ?? entry
    }

    private static func restsElsewhere(_ messages: [Message]) -> Refusal {
        let details = messages.compactMap { message -> Refusal.Detail? in
            guard case .corrected(let id, let number, let from, _, _) = message else { return nil }
            return .init(place: "\(id)/\(number)", code: Refusal.Code.restsElsewhere.rawValue, sentence: "\(id) was told by \(from).")
        }
        return Refusal(
            .restsElsewhere, "Other cases have acted on it.", place: "elsewhere",
            remedy: "Look at them; to set aside what they did on it too, send it again with `elsewhere`.", details: details)
    }
}

extension Situation {
    fileprivate var standing: Standing { Standing(past.map { ($0.number, $0.facts) }) }
    fileprivate func stands(_ number: Int) -> Bool { standing.holds(number) }

    /// The entries that stand, with what they are held to have said.
    var standingPast: [Past] {
        let standing = standing
        return past.filter { standing.holds($0.number) }.map { entry in
            var entry = entry
            entry.facts = standing.facts(of: entry.number, entry.facts)
            return entry
        }
    }

    /// Whether an entry is of events that are shown to few.
    func isRestricted(_ entry: Past) -> Bool {
        let rules = entry.facts.flatMap { fact -> [EventRule] in
            if case .sent(let event, _, _, _) = fact { workflow.rules(of: event) } else { [] }
        }
        return !rules.isEmpty && rules.allSatisfy { $0.visibility == .restricted }
    }

    fileprivate func everything(on number: Int) -> [Int] {
        var resting = Resting(past, workflow)
        return resting.everything(on: number)
    }

    /// The correction as a decision: it changes whatever the entries changed that it sets aside, and other cases hear of what they were told.
    ///
    /// Sheets that are gathered again are asked of those who hold the parts now.
    func decision(_ correction: Correction, _ act: Act) throws(Refusal) -> Decision {
        guard let id = self.case?.id, let number = past.last?.number,
              let folded = Case.fold(id: id, entries: past.map { ($0.number, $0.facts) } + [(number + 1, [.corrected(correction)])])
        else { return Decision(facts: [], happened: act.happened) }
        var restored = folded
        restored.entry = number
        let working = Working(restored, in: self, act: act)
        working.emit(.corrected(correction))
        try working.collectAnew()
        let entries = past.filter { correction.setAside.contains($0.number) || correction.revised.map(\.entry).contains($0.number) }
        let messages = entries.filter { correction.setAside.contains($0.number) }.flatMap { entry in
            entry.caused.map { Message.corrected(in: $0.case, entry: $0.number, from: id, because: correction.because, happened: act.happened) }
        }
        let writes = entries.flatMap(\.touched.writes).map { $0.appended ?? $0 } + working.decision.writes
        // It rests on nothing: that an entry was mistaken stays so, whatever else is set aside.
        return Decision(facts: working.facts, messages: messages, touched: Touched(writes: writes), happened: act.happened)
    }
}

extension Past {
    /// Why an entry is never set aside by itself, and what to do; it may still rest on one that is.
    fileprivate var cannotBeSetAside: (sentence: String, remedy: String)? {
        for fact in facts {
            switch fact {
            case .sealed where word.hasPrefix("seal "):
                return ("A sealed judgement is not set aside: a change of mind is never a correction.", "Where judgements differ, the team or the outside reader chooses.")
            case .letterSent:
                return ("That the letter went out is so, whatever it says.", "Correct the entry that wrote it.")
            default: break
            }
        }
        if word.hasPrefix("strike ") {
            return ("A clock struck here, and nobody's act can be mistaken.", "Correct the entry that set the clock, or enter with its own date what had happened in time.")
        }
        if ["told ", "ended ", "reopened "].contains(where: word.hasPrefix) {
            return ("\(by) caused this entry.", "Correct the entry there, with `elsewhere`.")
        }
        return nil
    }
}
