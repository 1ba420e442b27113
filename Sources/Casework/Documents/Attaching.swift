import CivilTime
import Definitions

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
        let company = Company(of: decision, in: situation.workflow)
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
    /// The least of it.
    private(set) var visibility = Visibility.triad
    /// Of what is restricted: the parts that see all of it.
    private(set) var seenBy: [Name]?
    private(set) var part: Document.Part?

    init(of decision: Decision, in workflow: Workflow) {
        var things: [(visibility: Visibility, seenBy: [Name]?)] = []
        for fact in decision.facts {
            switch fact {
            // Which of an event's rules it was is not said: the one that fewest see counts.
            case .sent(let event, _, _, _), .signed(let event, _): things += workflow.rules(of: event).map { ($0.visibility, $0.seenBy) }
            case .waived(let waiver): things += workflow.rules(of: waiver.event).map { ($0.visibility, $0.seenBy) }
            case .added(let record, let row, _, _, _) where part == nil:
                if let declared = workflow.records[record] { things.append((declared.visibility, declared.seenBy)) }
                part = .row(record: record, number: row)
            case .sealed(let sheet, let rater, _):
                if let declared = workflow.sheets[sheet] { things.append((declared.visibility, nil)) }
                part = .sheet(sheet, rater)
            case .corrected(let correction):
                things += correction.about.events.flatMap { workflow.rules(of: $0) }.map { ($0.visibility, $0.seenBy) }
                things += correction.about.records.compactMap { workflow.records[$0] }.map { ($0.visibility, $0.seenBy) }
            default: break
            }
        }
        visibility = things.map(\.visibility).min() ?? .triad
        for thing in things where thing.visibility == .restricted {
            guard let parts = thing.seenBy else { continue }
            seenBy = seenBy.map { known in known.filter(parts.contains) } ?? parts
        }
    }
}

extension Sight {
    /// Whether something may be known of a document: that it is there, its name, its content.
    public func sees(_ document: Document, in state: Case, of workflow: Workflow) -> Bool {
        if case .sheet(let name, let rater) = document.part {
            guard let sheet = workflow.sheets[name], let collection = state.collections[name], seesJudgements(of: rater, sheet, collection) else { return false }
        }
        return sees(document)
    }

    /// The same whatever of its entry it belongs to: enough to know that there is one.
    func sees(_ document: Document) -> Bool {
        if let person, document.by == person { return true }
        guard document.visibility == .restricted else { return sees(document.visibility) }
        return document.seenBy.map { sees(.restricted, seenBy: $0) } ?? isManaging
    }
}
