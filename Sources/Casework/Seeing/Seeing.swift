import CivilTime
import Definitions
import OrderedCollections
import Register

/// What a person, or nobody in particular, may see of a case. The door puts everything through it: data, fields of records, sheets,
/// facts, letters.
public enum Seeing {
    /// - Parameter person: nil for somebody who is not known.
    public static func sight(of person: String?, in situation: Situation) -> Sight {
        let widest = situation.workflow.visibility
        guard let current = situation.case, let person else {
            return Sight(person: nil, most: .public, roles: [], isManaging: false, isOutside: widest < .alliance, parts: [], votesApart: [], sealedApart: [], withheld: [], blind: [])
        }
        let day = situation.calendar.zone.day(of: situation.now)
        let parts = situation.parts(of: person, on: day)
        let isManaging = situation.manages(person, holding: parts)
        let most = isManaging ? .triad : least(person, current, situation, parts, day)
        let (roles, workflow) = (Set(parts.map(\.role)), situation.workflow)
        let (ballots, collections) = (current.ballots, current.collections)
        return Sight(
            person: person, most: most, roles: roles, isManaging: isManaging, isOutside: widest < .alliance && most > widest, parts: parts,
            votesApart: Set(workflow.votes.keys.lazy.filter { ballots[$0]?.isOpen != true }),
            sealedApart: Set(workflow.sealedSheets.lazy.filter { collections[$0]?.isOpen != true }),
            withheld: isManaging ? [] : workflow.withheld(from: roles, in: current),
            blind: Set(workflow.blindingSheets.lazy.filter { sheet in parts.contains { isBlind($0, to: sheet, collections, workflow) } }.map(\.name)))
    }

    /// Whether a part has still to seal a sheet of its own before it sees this one: every one that it owes.
    private static func isBlind(_ part: Part, to sheet: Sheet, _ collections: OrderedDictionary<Name, Case.Collection>, _ workflow: Workflow) -> Bool {
        guard sheet.blindTo.contains(part.role) else { return false }
        let own = workflow.sheets.values.filter { $0.by.contains(part.role) && $0.name != sheet.name }
        let owed = own.filter { !$0.isOptional }
        return !(owed.isEmpty ? own : owed).allSatisfy { own in
            collections[own.name]?.sealed.contains { $0.role == part.role && $0.holder == part.holder.id } == true
        }
    }

    /// The lowest class of visibility that is open to the person.
    private static func least(_ person: String, _ current: Case, _ situation: Situation, _ parts: [Part], _ day: Day) -> Visibility {
        if !parts.isEmpty { return .triad }
        let own: [String] = switch current.subject {
        case .organisation(let id): [id]
        case .group(let ids): ids
        case .person: []
        }
        if own.contains(where: { situation.register.affiliated(person, $0, within: 0, on: day) }) { return .host }
        if case .person(let id) = current.subject, id == person { return .host }
        return situation.knows(person: person) ? .alliance : .public
    }
}

/// A filter for one pair of eyes.
public struct Sight: Sendable {
    public let person: String?
    /// The least visible class that is open: `triad` for holders, `host` for the subject's people, `alliance` for everybody in the
    /// register, `public` for anybody.
    let most: Visibility
    /// The parts that she holds in the case.
    public let roles: Set<Name>
    /// Coordinators and those who manage the case: they see all but what is restricted or sealed.
    public let isManaging: Bool
    /// Whether the case is none that she may know of.
    let isOutside: Bool
    let parts: [Part]
    /// Votes that are not open now.
    let votesApart: Set<Name>
    /// Sheets that open only together and are not open now: nothing is told of them, of how they once stood neither.
    let sealedApart: Set<Name>
    /// What she is not to read until the case has come further.
    let withheld: [Withholding]
    /// Sheets that she is not to see before she has sealed her own, whatever else she holds or manages.
    let blind: Set<Name>

    /// Whether she is not to read a sheet yet.
    func isWithheld(sheet: Name) -> Bool { blind.contains(sheet) || withheld.contains { $0.sheets.contains(sheet) } }
    func isWithheld(record: Name) -> Bool { withheld.contains { $0.records.contains(record) } }
    func isWithheld(datum: Name) -> Bool { withheld.contains { $0.data.contains(datum) } }

    /// Whether she acts in a part for its holder.
    public func acts(for holder: Case.Holder, as role: Name) -> Bool { parts.contains { $0.role == role && $0.holder.id == holder.id } }

    /// Whether something of this visibility is shown; what is restricted only to the roles that are named with it.
    public func sees(_ visibility: Visibility, seenBy: [Name] = []) -> Bool {
        if visibility == .restricted { return !roles.isDisjoint(with: seenBy) }
        return visibility >= most && !isOutside
    }

    /// Whether she may know that the case is there, and where it stands.
    public var seesCase: Bool { sees(.alliance) }

    public func sees(_ field: Field, of record: Record) -> Bool {
        sees(min(field.visibility, record.visibility), seenBy: record.seenBy) && !isWithheld(record: record.name)
    }

    public func sees(_ record: Record) -> Bool { sees(record.visibility, seenBy: record.seenBy) && !isWithheld(record: record.name) }
    /// Whether a datum of the case is shown.
    public func sees(_ field: Field) -> Bool { sees(field.visibility) && !isWithheld(datum: field.name) }
    public func sees(_ rule: EventRule) -> Bool { sees(rule.visibility, seenBy: rule.seenBy) }

    /// Whether a rater's judgements are shown: her own always, anybody's once the sheets are open; before that nobody's while the
    /// sheets are sealed until all are.
    public func seesJudgements(of rater: Case.Collection.Rater, _ sheet: Sheet, _ collection: Case.Collection) -> Bool {
        let isOwn = parts.contains { $0.role == rater.role && $0.holder.id == rater.holder } && (rater.person == nil || rater.person == person)
        if isOwn { return true }
        guard !isWithheld(sheet: sheet.name), isOpen(collection) || (!sheet.isSealedUntilAll && collection.hasSealed(rater)) else { return false }
        return sees(sheet)
    }

    /// Whether the sheets of a collection may be compared by whoever sees them: open then, and open now.
    public func isOpen(_ collection: Case.Collection) -> Bool { collection.isOpen && !sealedApart.contains(collection.sheet) && !isWithheld(sheet: collection.sheet) }

    /// Whether a correction is shown: to whoever may see what it corrects; of a sheet that is still sealed, to its rater alone; of one that is
    /// open, to those who see the sheet.
    func sees(_ about: Correction.About, of workflow: Workflow) -> Bool {
        if about.by == person { return true }
        if let sheet = about.sheet, sealedApart.contains(sheet) || isWithheld(sheet: sheet) || workflow.sheets[sheet].map({ !sees($0) }) ?? true { return false }
        if let name = about.vote, votesApart.contains(name) || workflow.votes[name].map({ !sees($0) }) ?? true { return false }
        let rules = about.events.flatMap { workflow.rules(of: $0) }
        return sees(.triad) && (rules.isEmpty || rules.contains { sees($0) }) && about.records.allSatisfy { workflow.records[$0].map { sees($0) } ?? true }
    }

    /// Whether what a slip said, and what it should have said, is shown.
    public func sees(_ change: Correction.Change, of correction: Correction, in workflow: Workflow) -> Bool {
        guard sees(correction.about, of: workflow) else { return false }
        if correction.about.by == person || change.visibility > .restricted || correction.about.vote != nil || correction.about.sheet != nil { return true }
        let seers = correction.about.events.flatMap { workflow.rules(of: $0).flatMap(\.seenBy) } + correction.about.records.flatMap { workflow.records[$0]?.seenBy ?? [] }
        return !roles.isDisjoint(with: seers)
    }

    /// Whether what was noted is shown: to whoever may see the event of which it was noted; what is of no event, to all who hold a part.
    public func sees(_ mark: Case.Mark, of workflow: Workflow) -> Bool {
        let rules = workflow.rules(of: mark.event)
        return rules.isEmpty ? sees(.triad) : rules.contains { sees($0) }
    }

    public func sees(_ sheet: Sheet) -> Bool { sees(sheet.visibility, seenBy: sheet.seenBy) }
    public func sees(_ vote: Vote) -> Bool { sees(vote.visibility, seenBy: vote.seenBy) }

    /// Whether what a member has voted is shown: her own always, anybody's once all who are present have voted.
    public func seesVote(of member: Case.Ballot.Member, _ vote: Vote, _ ballot: Case.Ballot) -> Bool {
        if member.person == person, person != nil { return true }
        return isOpen(ballot) && sees(vote)
    }

    /// Whether the votes of a ballot may be read by whoever sees them: open then, and open now.
    public func isOpen(_ ballot: Case.Ballot) -> Bool { ballot.isOpen && !votesApart.contains(ballot.vote) }

    /// Who has sealed and who has not may be shown to whoever sees the sheet; the judgements may not.
    public func seesWhoSealed(_ sheet: Sheet) -> Bool { sees(sheet) || (sheet.visibility == .restricted && !roles.isDisjoint(with: sheet.by)) }

    /// What facts come to for this person, with nothing of those that are not shown to her.
    public func sentence(of facts: [Fact], in workflow: Workflow) -> String {
        let shown = facts.filter { sees($0, of: workflow) }.map(\.sentence)
        return shown.isEmpty ? "something that is not shown to you" : shown.joined(separator: "; ")
    }

    /// Whether a fact is shown, and which of its named values; its ``Fact/sentence`` says no value.
    public func sees(_ fact: Fact, of workflow: Workflow) -> Bool {
        switch fact {
        case .sent(let event, let by, _, _):
            by == person || workflow.rules(of: event).contains { sees($0) }
        case .signed(let event, _), .signaturesCleared(let event), .marked(let event, _), .waiversUsed(let event):
            workflow.rules(of: event).contains { sees($0) }
        case .waived(let waiver): workflow.rules(of: waiver.event).contains { sees($0) }
        case .returned(_, let returned): returned.by == person || sees(returned.visibility)
        case .set(let named): sees(named.visibility) && !isWithheld(datum: named.name)
        case .added(let record, _, _, let by, _), .updated(let record, _, _, let by, _):
            by == person || (workflow.records[record].map { sees($0) } ?? false)
        case .collecting(let sheet, _, _, _), .givenBack(let sheet), .sealed(let sheet, _, _), .opened(let sheet, _), .compared(let sheet, _), .settled(let sheet, _):
            workflow.sheets[sheet].map { sees($0) } ?? false
        case .voting(let vote, _, _, _), .stoodAside(let vote, _), .counted(let vote, _), .voteVoid(let vote): workflow.votes[vote].map { sees($0) } ?? false
        case .voted(let vote, let member, _): (member.person != nil && member.person == person) || (workflow.votes[vote].map { sees($0) } ?? false)
        case .letter(let letter): letter.to == person || sees(.triad)
        case .began, .entered, .ended, .reopened: seesCase
        case .designated(let outcome): sees(.triad) && workflow.rules.filter { $0.makes(outcome) }.allSatisfy { sees($0) }
        case .left, .remembered, .silenceUndone, .appointed, .released, .named, .teamed, .carriedOn, .amended, .clockSet, .clockStruck, .clockAsking, .clockStopped, .recounted, .letterSent, .told,
            .linked, .linkEnded, .linkReopened, .credited:
            sees(.triad)
        case .corrected(let correction): sees(correction.about, of: workflow)
        case .slipFound(let slip): [slip.by, slip.owner].contains(person)
        case .slipAnswered: sees(.triad)
        case .typed(let typed), .typedConfirmed(let typed): [typed.by, typed.owner].contains(person)
        case .attached(let document): sees(document)
        case .incident, .doubted, .undoubted: isManaging
        case .registered, .coordinating, .confided, .confidenceAnswered, .defined, .sessionSet, .sessionCancelled, .proposed, .accepted, .clockMoved, .erased: isManaging
        }
    }
}

extension EventRule {
    /// Whether a designation may have come of the event. Which of several events it was the fact does not say: the one that fewest see counts.
    fileprivate func makes(_ outcome: DesignationOutcome) -> Bool {
        effects.contains { effect in
            if case .designation(let designation) = effect { designation.kind == outcome.kind && designation.becomes == outcome.becomes } else { false }
        }
    }
}

extension Situation {
    /// What those who hold these parts, and no other, are not to read yet.
    public func withheld(from roles: Set<Name>) -> [Withholding] {
        self.case.map { workflow.withheld(from: roles, in: $0) } ?? []
    }
}

extension Workflow {
    fileprivate func withheld(from roles: Set<Name>, in current: borrowing Case) -> [Withholding] {
        var found: [Withholding] = []
        for withholding in withheld where roles.isSubset(of: withholding.from) && !current.hasCome(to: withholding.until) { found.append(withholding) }
        return found
    }
}

extension Case {
    /// Whether the case is in one of the states; where it has been interrupted, whether it goes back to one.
    fileprivate func hasCome(to states: [Name]) -> Bool {
        states.contains { configuration.contains($0) } || (!hasEnded && history.values.contains { $0.contains(where: states.contains) })
    }
}
