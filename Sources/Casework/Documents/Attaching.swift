import CivilTime
import Definitions
import OrderedCollections

// Documents go with the entry that a command makes, and are seen by no more people than what they go with.

extension Deciding {
    /// The most documents that come with one entry.
    public static let mostAttachments = 20

    public static func tooMany(attachments count: Int) -> Refusal? {
        guard count > mostAttachments else { return nil }
        return Refusal(
            .tooMany, "\(count) documents are more than go with one entry; \(mostAttachments) do.", place: "attachments",
            remedy: "Enter the others with another entry, or put several into one document.")
    }

    /// The decision with the documents that came with the command.
    static func attach(_ attachments: [Command.Attachment], to decision: Decision, by person: String, in situation: Situation) throws(Refusal) -> Decision {
        if let refusal = tooMany(attachments: attachments.count) { throw refusal }
        let company = Company(of: decision, in: situation)
        if let rule = company.refusing {
            throw Refusal(
                .noDocuments, "\(rule.title.text()) takes no documents.", place: "attachments",
                remedy: "Keep the paper where it belongs, and enter this without it.")
        }
        let zone = situation.calendar.zone
        let (today, happened) = (zone.day(of: situation.now), decision.happened.day(in: zone))
        var decision = decision
        for (place, attachment) in attachments.enumerated() {
            let received = attachment.received ?? happened
            guard received <= today else {
                throw Refusal(.dateInFuture, "\(received.spelled) has not come yet.", place: "attachments[\(place)].received", remedy: "Say when it was received.")
            }
            let visibility = attachment.visibility ?? company.visibility
            guard visibility <= company.visibility else {
                throw Refusal(
                    .outOfRange, "A document is seen by no more people than what it goes with (\(company.visibility.rawValue)).",
                    place: "attachments[\(place)].visibility", remedy: "Leave it out, or ask for fewer.")
            }
            decision.facts.append(.attached(Document(
                number: (situation.case?.documents ?? 0) + place + 1, name: attachment.name, kind: attachment.kind, size: attachment.size,
                hash: attachment.hash, received: received, by: person, visibility: visibility, seenBy: company.seenBy, part: company.part)))
        }
        return decision
    }
}

/// What documents go with: an entry's event, and the row or the sheet that it has added.
private struct Company {
    private let workflow: Workflow
    private let past: [Past]
    /// Slips that wait for an answer.
    private let slips: [FoundSlip]
    /// Who has sealed each sheet.
    private let raters: OrderedDictionary<Name, [Case.Collection.Rater]>
    /// Everything that is seen by no more than its own class.
    private var things: [(visibility: Visibility, seenBy: [Name]?)] = []
    private(set) var part: Document.Part?
    /// An event of the entry, or of the one that is corrected, with which no document comes.
    private(set) var refusing: EventRule?

    init(of decision: Decision, in situation: Situation) {
        (workflow, past, slips) = (situation.workflow, situation.past, situation.case?.slips ?? [])
        raters = situation.case?.collections.mapValues(\.sealed) ?? [:]
        for fact in decision.facts { add(fact) }
    }

    /// The least of it; where nothing is known to be seen by more, those who manage the case see it.
    var visibility: Visibility { things.map(\.visibility).min() ?? (part == nil ? .restricted : .triad) }

    /// Of what is restricted: the parts that see all of it; nil: those who manage the case.
    var seenBy: [Name]? {
        let lists = things.filter { $0.visibility == .restricted }.compactMap(\.seenBy)
        return lists.dropFirst().reduce(lists.first) { known, parts in known?.filter(parts.contains) }
    }

    private mutating func add(_ fact: Fact) {
        switch fact {
        // Which of an event's rules it was is not said: the one that fewest see counts.
        case .sent(let event, _, _, _), .signed(let event, _): add(event)
        case .waived(let waiver): add(waiver.event)
        case .returned(_, let returned): things.append((returned.visibility, nil))
        case .set(let named): things.append((named.visibility, nil))
        case .added(let record, let row, _, _, _), .updated(let record, let row, _, _, _):
            if let declared = workflow.records[record] { things.append((declared.visibility, declared.seenBy)) }
            part = part ?? .row(record: record, number: row)
        case .sealed(let sheet, let rater, _):
            if let declared = workflow.sheets[sheet] { things.append((declared.visibility, nil)) }
            part = .sheet(sheet, rater)
        case .voted(let vote, let member, _):
            if let declared = workflow.votes[vote] { things.append((declared.visibility, declared.seenBy)) }
            part = .vote(vote, member)
        case .corrected(let correction): add(correction.about)
        case .slipFound(let slip): add(slip)
        case .slipAnswered(let number, _): if let slip = slips.first(where: { $0.number == number }) { add(slip) }
        case .typedConfirmed(let typed): for fact in past.first(where: { $0.number == typed.entry })?.facts ?? [] { add(fact) }
        case .settled(let sheet, _): if let declared = workflow.sheets[sheet] { things.append((declared.visibility, nil)) }
        case .stoodAside(let vote, _): if let declared = workflow.votes[vote] { things.append((declared.visibility, declared.seenBy)) }
        case .began, .appointed, .released, .named, .teamed, .carriedOn, .amended, .clockStruck, .letterSent, .silenceUndone: things.append((.triad, nil))
        // What an entry leads to says nothing of the paper that came with it.
        case .entered, .left, .remembered, .ended, .reopened, .givenBack, .signaturesCleared, .waiversUsed, .marked, .collecting, .opened, .compared, .voting, .voteVoid, .counted,
            .designated, .clockSet, .clockAsking, .clockStopped, .recounted, .letter, .told, .linked, .linkEnded, .linkReopened, .credited, .incident, .doubted, .undoubted, .typed, .attached:
            break
        // Facts of the file go with no document.
        case .registered, .coordinating, .confided, .confidenceAnswered, .defined, .proposed, .accepted, .clockMoved, .erased, .sessionSet, .sessionCancelled: break
        }
    }

    /// The paper of a correction shows what the entry said: it is seen by no more people than that, and with a sheet it is sealed.
    private mutating func add(_ event: Name) {
        let rules = workflow.rules(of: event)
        things += rules.map { ($0.visibility, $0.seenBy) }
        refusing = refusing ?? rules.first(where: \.isWithoutDocuments)
    }

    private mutating func add(_ about: Correction.About) {
        for event in about.events { add(event) }
        things += about.records.compactMap { workflow.records[$0] }.map { ($0.visibility, $0.seenBy) }
        if let vote = about.vote {
            if let declared = workflow.votes[vote] { things.append((declared.visibility, declared.seenBy)) }
            part = .vote(vote, .init(role: "", holder: "", person: about.by))
        }
        guard let sheet = about.sheet else { return }
        if let declared = workflow.sheets[sheet] { things.append((declared.visibility, nil)) }
        let rater = raters[sheet]?.last { $0.person == about.by }
        part = .sheet(sheet, rater ?? Case.Collection.Rater(role: "", holder: "", person: about.by))
    }
}

extension Company {
    /// A slip that was found in another's act is between the two: its paper is for her and for those who manage the case, and with a sheet it is sealed.
    private mutating func add(_ slip: FoundSlip) {
        (part, things) = (.slip(owner: slip.owner), things + [(.restricted, nil)])
        for fact in past.first(where: { $0.number == slip.entry })?.facts ?? [] {
            switch fact {
            case .sealed(let sheet, let rater, _): (part, things) = (.sheet(sheet, rater), [])
            case .voted(let vote, let member, _): (part, things) = (.vote(vote, member), [])
            case .sent(let event, _, _, _): refusing = refusing ?? workflow.rules(of: event).first(where: \.isWithoutDocuments)
            default: break
            }
        }
    }
}

extension Sight {
    /// Whether something may be known of a document: that it is there, its name, its content.
    public func sees(_ document: Document, in state: Case, of workflow: Workflow) -> Bool {
        if case .sheet(let name, let rater) = document.part {
            guard let sheet = workflow.sheets[name], let collection = state.collections[name], seesJudgements(of: rater, sheet, collection) else { return false }
        }
        if case .vote(let name, let member) = document.part {
            guard let vote = workflow.votes[name], let ballot = state.ballots[name], seesVote(of: member, vote, ballot) else { return false }
        }
        return sees(document)
    }

    /// The same whatever of its entry it belongs to: enough to know that there is one.
    func sees(_ document: Document) -> Bool {
        if let person, document.by == person || document.part == .slip(owner: person) { return true }
        if case .row(let record, _) = document.part, isWithheld(record: record) { return false }
        guard document.visibility == .restricted else { return sees(document.visibility) }
        return document.seenBy.map { sees(.restricted, seenBy: $0) } ?? isManaging
    }
}
