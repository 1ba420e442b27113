import Calendars
import CivilTime
import Definitions

// An entry was mistaken. Nothing of it vanishes: a later entry says so, and the case is folded anew by what stands.

extension Deciding {
    /// Sets an entry aside, with what rested on it.
    /// - Parameter onlyOwn: whether nothing of others may be set aside with it, and no judgement that others have read.
    static func correct(
        _ number: Int, _ because: String, elsewhere: Bool, onlyOwn: Bool, _ working: Working, _ person: String
    ) throws(Refusal) -> Decision {
        try why(because)
        let situation = working.situation
        let entry = try mistaken(number, person, situation)
        try situation.refuseUnlessRestorable(entry)
        let (all, remarks) = situation.everything(on: number)
        if onlyOwn { try situation.refuseUnlessOwn(all, person) }
        let correction = Correction(
            entry: number, kind: .inError, because: because, setAside: all, remarks: remarks, about: entry.about(situation.workflow))
        let decision = try situation.decision(correction, working.act)
        // What the register was told is undone with it; other cases are somebody else's work.
        let others = decision.messages.filter { $0.receiver != FileState.stream }
        guard elsewhere || others.isEmpty else { throw restsElsewhere(others) }
        return decision
    }

    /// Takes back what a person did last, as long as nothing rests on it and nobody has been told.
    static func undo(_ working: Working, _ person: String) throws(Refusal) -> Decision {
        let situation = working.situation
        guard let entry = situation.standingPast.last(where: { $0.by.isSame(as: person) && $0.correction == nil && !$0.isCaused }) else {
            throw Refusal(.alreadySo, "You have done nothing here that stands.", place: "as")
        }
        if let why = entry.cannotBeSetAside { throw Refusal(.notCorrectable, why.sentence, place: "\(entry.number)", remedy: why.remedy) }
        if let why = entry.cannotBeTakenBack { throw Refusal(.notCorrectable, why, place: "\(entry.number)", remedy: "Whoever manages the case corrects it.") }
        guard !entry.hasGoneOut else {
            throw Refusal(.notCorrectable, "A letter has gone out on entry \(entry.number).", place: "\(entry.number)", remedy: "Whoever manages the case corrects it.")
        }
        let (rested, remarks) = situation.everything(on: entry.number)
        guard rested == [entry.number], entry.caused.isEmpty else {
            let more = rested.dropFirst().map { String($0) } + entry.caused.map { "\($0.case)/\($0.number)" }
            throw Refusal(
                .notCorrectable, "Something rests on entry \(entry.number) already: \(more.joined(separator: ", ")).", place: "\(entry.number)",
                remedy: "Whoever manages the case corrects it.")
        }
        let correction = Correction(
            entry: entry.number, kind: .undone, because: "", setAside: [entry.number], remarks: remarks, about: entry.about(situation.workflow))
        return try situation.decision(correction, working.act)
    }

    /// An entry that was caused by what another case has set aside: it is set aside too.
    static func setAside(_ number: Int, _ because: String, _ act: Act, _ situation: Situation) throws(Refusal) -> Decision {
        guard let entry = situation.past.first(where: { $0.number == number }), situation.stands(number) else { return Decision(facts: [], happened: act.happened) }
        let (all, remarks) = situation.everything(on: number)
        return try situation.decision(
            Correction(entry: number, kind: .inError, because: because, setAside: all, remarks: remarks, about: entry.about(situation.workflow)), act)
    }

    /// The reason for a correction.
    static func why(_ because: String) throws(Refusal) {
        guard because.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw Refusal(.missingField, "Say why (because).", place: "because", remedy: "The reason is kept with the correction, and shown.")
        }
        try fits(because, most: longestReason, place: "because")
    }

    /// The entry, where it is one that can be set aside.
    private static func mistaken(_ number: Int, _ person: String, _ situation: Situation) throws(Refusal) -> Past {
        let entry = try standing(number, person, situation)
        if let why = entry.cannotBeSetAside { throw Refusal(.notCorrectable, why.sentence, place: "entry", remedy: why.remedy) }
        return entry
    }

    /// The entry as it stands now. One that the person may not see is said not to be there.
    static func standing(_ number: Int, _ person: String, _ situation: Situation) throws(Refusal) -> Past {
        let sight = Seeing.sight(of: person, in: situation)
        guard let entry = situation.past.first(where: { $0.number == number }),
              entry.facts.contains(where: { sight.sees($0, of: situation.workflow) })
        else {
            throw Refusal(
                .unknownEntry, "There is no entry \(number) here, or it is not yours to see.", place: "entry",
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

    /// The entries that stand, as they are held to have been.
    var standingPast: [Past] {
        let standing = standing
        return past.filter { standing.holds($0.number) }.map { $0.held(by: standing) }
    }

    /// The entry and what rests on it.
    ///
    /// What only looked at rows as a whole, of which some are left, is decided again without those that go: where it comes to the same it
    /// stands, with the expectations that then fell short.
    fileprivate func everything(on number: Int) -> (entries: [Int], remarks: [Correction.Remark]) {
        var resting = Resting(past, workflow)
        var remarks: [Correction.Remark] = []
        let entries = resting.everything(on: number) { entry, without in
            guard let remark = remark(on: entry, without: without) else { return false }
            if let remark = remark { remarks.append(remark) }
            return true
        }
        return (entries, remarks)
    }

    /// How an entry stands without others: nil where it does not, else its expectations where they are others.
    private func remark(on entry: Past, without others: Set<Int>) -> Correction.Remark?? {
        let correction = Correction(entry: others.min() ?? 0, kind: .inError, because: "", setAside: others.sorted())
        var found: Correction.Remark?? = nil
        try? Replaying(self, with: correction).each(of: [entry.number]) { held, before throws(Refusal) in
            guard let (event, form) = held.sent(under: workflow),
                  case .success(let facts) = before.deciding(event, form, by: held.by, held.happened), facts.outline == held.facts.outline
            else { return }
            found = .some(facts.marks == held.facts.marks ? nil : .init(entry: held.number, event: event, marks: facts.marks))
        }
        return found
    }

    /// The correction as a decision: it changes whatever the entries changed that it sets aside, and other cases hear of what they were told.
    ///
    /// What follows from what is now known is said with it: sheets are asked anew of those who hold the parts now, where opened sheets
    /// differ is found anew, clocks count from the right day, and a window that stands again asks before it takes anything away.
    func decision(_ correction: Correction, _ act: Act) throws(Refusal) -> Decision {
        let replaying = Replaying(self, with: correction)
        guard let id = self.case?.id, let number = past.last?.number, var then = replaying.end, var restored = then.case
        else { return Decision(facts: [], happened: act.happened) }
        restored.entry = number
        try refuseUnlessLegal(restored, correction)
        then.case = restored
        let working = Working(restored, in: then, act: act)
        working.emit(.corrected(correction))
        try working.collectAnew()
        try working.compareAnew()
        let decided = working.decidedStates
        working.countVotesAnew()
        // A slip in a vote may settle a tie for which the case waited.
        if correction.kind == .clerical, !working.case.hasEnded { try working.goOn(but: decided) }
        if !working.case.hasEnded { try working.countAnew(after: correction, replaying.entries, since: self) }
        let entries = past.filter { correction.setAside.contains($0.number) || correction.kind == .clerical && $0.number == correction.entry }
        working.writeOfCorrection(to: entries.flatMap(\.wroteTo))
        let messages = entries.filter { correction.setAside.contains($0.number) }.flatMap { entry in
            entry.caused.map { Message.corrected(in: $0.case, entry: $0.number, from: id, because: correction.because, happened: act.happened) }
        }
        let writes = entries.flatMap(\.touched.writes).map { $0.appended ?? $0 } + working.decision.writes
        // It rests on nothing: that an entry was mistaken stays so, whatever else is set aside.
        return Decision(facts: working.facts, messages: messages + working.messages, touched: Touched(writes: writes), happened: act.happened)
    }

    /// What somebody does alone takes nothing of others back, nor a judgement that others have read.
    fileprivate func refuseUnlessOwn(_ numbers: [Int], _ person: String) throws(Refusal) {
        let entries = past.filter { numbers.contains($0.number) }
        let isRead = entries.contains { $0.facts.contains(where: isOpenJudgement) }
        guard isRead || !entries.allSatisfy({ $0.by.isSame(as: person) }) else { return }
        throw Refusal(
            .notCorrectable, isRead ? "A judgement that has been opened rests on it." : "Something that others did rests on it.", place: "entry",
            remedy: "What it says is mended as a slip (clerical).")
    }

    /// A sealed sheet or a vote that others have read.
    func isOpenJudgement(_ fact: Fact) -> Bool {
        switch fact {
        case .sealed(let sheet, _, _): self.case?.collections[sheet]?.isOpen == true
        case .voted(let vote, _, _): self.case?.ballots[vote]?.isOpen == true
        default: false
        }
    }

    /// A case must stand in states that a case can be in together.
    private func refuseUnlessLegal(_ restored: Case, _ correction: Correction) throws(Refusal) {
        guard !restored.configuration.isEmpty || !restored.hasEnded else { return }
        do {
            _ = try restored.snapshot(of: workflow.machine)
        } catch {
            throw Refusal(
                .notCorrectable, "Without entry \(correction.entry) the case would stand where no case can.", place: "entry",
                remedy: "Correct first what was done after it; `triad log` shows it.")
        }
    }
}

extension Working {
    /// Where opened sheets differ is found anew.
    fileprivate func compareAnew() throws(Refusal) {
        for (name, collection) in self.case.collections where collection.isOpen && situation.rubrics[collection.rubric] != nil {
            let unsettled = try situation.openedSheets(name, collection).unsettled().filter { collection.settled[$0] == nil }
            if unsettled != collection.unsettled { emit(.compared(sheet: name, unsettled: unsettled)) }
        }
    }

    /// Clocks count from the day that is now held to be the right one; a window that stands again asks, from now on, before it closes.
    fileprivate func countAnew(after correction: Correction, _ entries: [Past], since before: Situation) throws(Refusal) {
        for (name, running) in self.case.clocks {
            guard let clock = workflow.clock(name) else { continue }
            if let base = try rightBase(of: clock, correction, entries, since: before), base != running.base {
                emit(.clockSet(try self.running(running, countedFrom: base)))
            }
            guard case .window(_, _, let grace) = clock.kind, before.case?.clocks[name] == nil, let set = self.case.clocks[name], set.due <= situation.now else { continue }
            var asking = set
            asking.next = .grace
            asking.nextAt = try endOfGrace(grace, after: zone.day(of: situation.now), clock)
            emit(.clockSet(asking))
            emit(.clockAsking(clock: name))
        }
    }

    /// The day from which a clock counts by what is now known; nil where it cannot be told.
    private func rightBase(of clock: Clock, _ correction: Correction, _ entries: [Past], since before: Situation) throws(Refusal) -> Day? {
        switch clock.base {
        case .date(let expression):
            let isOtherwise = expression.data.contains { self.case.data[$0] != before.case?.data[$0] }
            return isOtherwise ? try base(of: clock) : nil
        case .entry:
            let setters = entries.filter { $0.correction == nil && $0.sets(clock.name) }
            return setters.last?.number == correction.entry ? correction.day : nil
        }
    }

    /// Whoever got a letter by an entry that was mistaken gets one that says so.
    fileprivate func writeOfCorrection(to addressees: [String]) {
        guard let letter = workflow.letterOfCorrection else { return }
        var written: Set<String> = []
        for addressee in addressees where written.insert(addressee).inserted { emit(.letter(Fact.Letter(letter, to: addressee))) }
    }
}

extension Past {
    /// Whether the clock counts from this entry: not where another version of its calendar only counted it anew.
    fileprivate func sets(_ clock: Name) -> Bool {
        facts.contains { if case .clockSet(let set) = $0 { set.name == clock } else { false } }
            && !facts.contains { if case .recounted(clock, _, _, _) = $0 { true } else { false } }
    }

    /// What the entry was about, so that a correction is seen by whoever may see that.
    func about(_ workflow: Workflow) -> Correction.About {
        var about = Correction.About(by: by)
        for fact in facts {
            switch fact {
            case .sent(let event, let sender, _, _) where sender == by: about.events.append(event)
            case .added(let record, _, _, let author, _), .updated(let record, _, _, let author, _): if author == by { about.records.append(record) }
            case .sealed(let sheet, _, _): about.sheet = sheet
            case .voted(let vote, _, _): about.vote = vote
            default: break
            }
        }
        return about
    }

    /// Why an entry is more than its maker's own last word in the case.
    fileprivate var cannotBeTakenBack: String? {
        if facts.contains(where: { if case .letterSent = $0 { true } else { false } }) { return "Entry \(number) says that a letter has gone out." }
        if facts.contains(where: { if case .recounted = $0 { true } else { false } }) { return "Another version of a calendar came with entry \(number), in other cases too." }
        return nil
    }

    /// Why an entry is never set aside by itself, and what to do; it may still rest on one that is.
    fileprivate var cannotBeSetAside: (sentence: String, remedy: String)? {
        if word.hasPrefix("seal ") {
            return ("A sealed judgement is not set aside: a change of mind is never a correction.", "Where judgements differ, the team or the outside reader chooses.")
        }
        if word.hasPrefix("vote ") {
            return ("A vote is not set aside: it is never undone or changed.", "A slip is mended against the paper (clerical).")
        }
        if word.hasPrefix("strike ") {
            return ("A clock struck here, and nobody's act can be mistaken.", "Correct the entry that set the clock, or enter with its own date what had happened in time.")
        }
        if isCaused { return ("\(by) caused this entry.", "Correct the entry there, with `elsewhere`.") }
        return nil
    }
}
