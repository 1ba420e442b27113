import CivilTime
import Definitions
import JSON
import OrderedCollections

// A case is the fold of its facts. Folding is total: a fact that fits nothing changes nothing, and no guard is asked.

extension Case {
    /// The case that a `began` fact begins; nil for every other fact.
    ///
    /// Its remaining facts, the same entry's too, are then applied.
    public static func began(id: ID, by fact: Fact) -> Case? {
        guard case .began(let workflow, let subject, let title, let day) = fact else { return nil }
        return Case(id: id, workflow: workflow, subject: subject, title: title, began: day)
    }

    /// The fold of those entries of a case that stand, in their order; nil where the first fact does not begin it.
    ///
    /// A case whose first entry is set aside has ended before it did anything.
    public static func fold(id: ID, entries: some BidirectionalCollection<(number: Int, facts: [Fact])>) -> Case? {
        fold(id: id, entries: entries) { _, _, _, _ in }
    }

    /// The same, with a look at each fact that counts.
    /// - Parameter each: gets the number of the entry, the place of the fact in it, the fact, and the case as it then stands.
    public static func fold(
        id: ID, entries: some BidirectionalCollection<(number: Int, facts: [Fact])>, each: (Int, Int, Fact, Case) throws -> Void
    ) rethrows -> Case? {
        let standing = Standing(entries)
        var folded: Case?
        for (number, written) in entries {
            let facts = standing.facts(of: number, written)
            if folded == nil, let first = facts.first {
                folded = began(id: id, by: first)
                if !standing.holds(number) { folded?.hasEnded = true }
            }
            folded?.entry = number
            guard standing.holds(number) else {
                folded?.leaveOut(facts)
                continue
            }
            for (place, fact) in facts.enumerated() {
                folded?.apply(fact)
                if let folded { try each(number, place, fact, folded) }
            }
        }
        return folded
    }

    /// Numbers of rows and documents are never given twice, though the row or document is set aside.
    public mutating func leaveOut(_ facts: [Fact]) {
        for fact in facts {
            switch fact {
            case .added(let record, let row, _, _, _):
                rows[record] = max(rows[record] ?? 0, row)
                gone[record, default: []].append(row)
            case .attached: apply(fact)
            default: break
            }
        }
    }

    public func applying(_ fact: Fact) -> Case {
        var changed = self
        changed.apply(fact)
        return changed
    }

    /// Makes the one change that the fact says.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .began(let workflow, let subject, let title, let day):
            begin(workflow, subject, title, on: day)
        case .entered(let state): enter(state)
        case .left(let state): leave(state)
        case .remembered(let name, let states): history[name] = states
        case .ended: hasEnded = true
        case .amended: break
        case .reopened: hasEnded = false
        case .silenceUndone: break
        case .returned(let states, let what): for state in states { returned[state] = what }
        case .givenBack(let sheet): giveBack(sheet)
        case .waived(let waiver): waivers.append(waiver)
        case .waiversUsed(let event): waivers.removeAll { $0.event == event }
        case .sent(let event, let person, let role, _): count(event, by: role == nil ? nil : person)
        case .signed(let event, let signature): signatures[event, default: []].append(signature)
        case .signaturesCleared(let event): signatures[event] = nil
        case .set(let named): data[named.name] = named.value
        case .marked(let event, let sentence): marks.keep(Mark(event: event, sentence: sentence, entry: entry), of: Case.marksKept)
        case .appointed(let role, let holder, _): appoint(holder, to: role)
        case .released(let role, let holder, let until, _): release(holder, from: role, until: until)
        case .doubted(let doubt): doubts.append(doubt)
        case .undoubted(let doubt): doubts.removeAll { $0 == doubt }
        case .carriedOn(let carried):
            doubts.removeAll { $0 == carried.doubt }
            carriedOn.append(carried)
        case .teamed(let role, let holder, let team):
            if let place = holders[role]?.firstIndex(where: { $0.id == holder }) { holders[role]?[place].team = team }
        case .named(let role, let holder, let person, let day): name(person, for: holder, in: role, from: day)
        case .added(let record, let row, _, _, _): rows[record] = max(rows[record] ?? 0, row)
        case .updated: break
        case .collecting(let sheet, let rubric, let hash, let due): collect(Collection(sheet: sheet, rubric: rubric, hash: hash, due: due))
        case .sealed(let sheet, let rater, _): collections[sheet]?.sealed.append(rater)
        case .opened(let sheet, let unsettled): open(sheet, unsettled)
        case .settled(let sheet, let settlement): settle(sheet, settlement.criterion, settlement.chosen)
        case .voting(let vote, let rubric, let hash, let members): ask(Ballot(vote: vote, rubric: rubric, hash: hash, members: members))
        case .voted(let vote, let member, let cast):
            if cast.isCasting { ballots[vote]?.casting = member } else { ballots[vote]?.cast.append(member) }
        case .stoodAside(let vote, let member): ballots[vote]?.aside.append(member)
        case .voteVoid(let vote): ballots[vote] = nil
        case .designated: break
        case .counted(let vote, let tally): ballots[vote]?.tally = tally
        case .clockSet(let clock): clocks[clock.name] = clock
        case .clockStruck(let name, _, let next, let at):
            clocks[name]?.next = next
            clocks[name]?.nextAt = at
        case .clockAsking(let name): clocks[name]?.isAsking = true
        case .clockStopped(let name): clocks[name] = nil
        case .linked(let link, let id): links[link, default: []].append(LinkedCase(id: id))
        case .linkEnded(let link, let id): mark(link, to: id, hasEnded: true)
        case .linkReopened(let link, let id): mark(link, to: id, hasEnded: false)
        case .incident(let what, let refusal):
            incidents.keep(Incident(what: what, refusal: refusal, entry: entry), of: Case.incidentsKept)
        case .recounted, .letter, .letterSent, .told, .credited: break
        // What it sets aside is left out by whoever folds the entries: ``fold(id:entries:each:)``.
        case .corrected: break
        case .slipFound(let slip): slips.append(slip)
        case .slipAnswered(let number, _): slips.removeAll { $0.number == number }
        case .typed(let typed): self.typed.keep(typed, of: Case.typedKept)
        case .typedConfirmed(let confirmed): typed.removeAll { $0.entry == confirmed.entry }
        case .compared(let sheet, let unsettled): collections[sheet]?.unsettled = unsettled
        case .attached(let document): documents = max(documents, document.number)
        case .registered, .coordinating, .confided, .confidenceAnswered, .defined, .sessionSet, .sessionCancelled, .proposed, .accepted, .clockMoved, .erased: break
        }
    }

    /// Puts the state behind what is active within its parent, which is document order: regions are entered together,
    /// in document order, and of other siblings one alone is active.
    private mutating func enter(_ state: Name) {
        guard !configuration.contains(state) else { return }
        let parent = state.parentPath
        guard !parent.isEmpty else { return configuration.append(state) }
        let last = configuration.lastIndex { $0 == parent || $0.isPath(within: parent) }
        configuration.insert(state, at: last.map { $0 + 1 } ?? configuration.endIndex)
    }

    private mutating func leave(_ state: Name) {
        configuration.removeAll { $0 == state }
        if !returned.isEmpty { returned[state] = nil }
    }

    /// Nobody has sealed the sheet any more.
    private mutating func giveBack(_ sheet: Name) {
        guard let known = collections[sheet] else { return }
        collections[sheet] = Collection(sheet: sheet, rubric: known.rubric, hash: known.hash, due: known.due)
    }

    /// - Parameter person: nil where a clock or another case sent it.
    private mutating func count(_ event: Name, by person: String?) {
        counts[event, default: 0] += 1
        guard let person else { return }
        if !senders[event, default: []].contains(person) { senders[event, default: []].append(person) }
    }

    private mutating func appoint(_ holder: Holder, to role: Name) {
        if let place = holders[role]?.firstIndex(where: { $0.id == holder.id }) {
            holders[role]?[place] = holder
        } else {
            holders[role, default: []].append(holder)
        }
    }

    private mutating func release(_ holder: String, from role: Name, until: Day) {
        for var left in holders[role] ?? [] where left.id == holder && left.since <= until {
            left.until = until
            former[role, default: []].keep(left, of: Case.formerKept)
        }
        holders[role]?.removeAll { $0.id == holder }
        doubts.removeAll { $0.role == role && $0.holder == holder }
        if holders[role]?.isEmpty == true { holders[role] = nil }
    }

    private mutating func name(_ person: String, for holder: String, in role: Name, from day: Day?) {
        guard let place = holders[role]?.firstIndex(where: { $0.id == holder }), var before = holders[role]?[place] else { return }
        holders[role]?[place].person = person
        holders[role]?[place].namedOn = day
        // Until then it was whoever was named before her, or anybody of the organisation: what they did is entered though it is late.
        if let day, before.person != person, before.namedOn ?? before.since < day {
            (before.since, before.until, before.namedOn) = (before.namedOn ?? before.since, day, nil)
            former[role, default: []].keep(before, of: Case.formerKept)
        }
        doubts.removeAll { $0.role == role && $0.holder == holder }
    }

    private mutating func collect(_ asked: Collection) {
        if let known = collections[asked.sheet], !known.isOpen, known.rubric == asked.rubric {
            collections[asked.sheet]?.due = asked.due
        } else {
            collections[asked.sheet] = asked
        }
    }

    private mutating func ask(_ asked: Ballot) {
        if ballots[asked.vote]?.isOpen == false {
            ballots[asked.vote]?.members = asked.members
        } else {
            ballots[asked.vote] = asked
        }
    }

    private mutating func open(_ sheet: Name, _ unsettled: [Name]) {
        collections[sheet]?.isOpen = true
        collections[sheet]?.unsettled = unsettled
    }

    private mutating func settle(_ sheet: Name, _ criterion: Name, _ chosen: String) {
        collections[sheet]?.unsettled.removeAll { $0 == criterion }
        collections[sheet]?.settled[criterion] = chosen
    }

    private mutating func mark(_ link: Name, to id: ID, hasEnded: Bool) {
        guard let place = links[link]?.firstIndex(where: { $0.id == id }) else { return }
        links[link]?[place].hasEnded = hasEnded
    }
}

extension String {
    /// Whether the two are the same scalars: `==` would hold the Kelvin sign and the letter K equal.
    func isSame(as other: String) -> Bool { sameScalars(self, other) }
}

extension Name {
    /// `open` for `open.visiting`; empty for a state without a parent.
    var parentPath: Name {
        guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(self[..<dot])
    }

    /// Whether this path lies below `ancestor`.
    public func isPath(within ancestor: Name) -> Bool {
        let length = ancestor.utf8.count
        return utf8.count > length && utf8[utf8.index(utf8.startIndex, offsetBy: length)] == UInt8(ascii: ".") && utf8.starts(with: ancestor.utf8)
    }
}

extension Array {
    fileprivate mutating func keep(_ element: Element, of most: Int) {
        append(element)
        if count > most { removeFirst(count - most) }
    }
}
