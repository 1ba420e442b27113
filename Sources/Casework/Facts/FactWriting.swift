import Definitions
import JSON
import Register
import Rubrics
import Timetables

extension Fact {
    /// The fact as the ledger keeps it: `{"fact": "entered", "state": "open.visiting"}`.
    ///
    /// - Parameter conceal: gets every value that is personal, sealed or above `public` (names, texts, dates of data, reasons,
    ///   judgements) and gives what stands in its place. Keys of people and organisations stand open.
    public func json(concealing conceal: (JSON.Value) -> JSON.Value) -> JSON.Value {
        var object: JSON.Object = ["fact": .string(word.rawValue)]
        for (key, value) in members(conceal) { if let value, !value.isNull { object.append(key, value) } }
        return .object(object)
    }

    /// What the fact says, by its members' names; ``init(json:revealing:)`` reads them in the same order.
    private func members(_ conceal: (JSON.Value) -> JSON.Value) -> KeyValuePairs<String, JSON.Value?> {
        switch self {
        case .began(let workflow, let subject, let title, let day):
            ["workflow": workflow.json, "subject": subject.json, "title": conceal(title.json), "on": day.json]
        case .entered(let state), .left(let state):
            ["state": state.json]
        case .remembered(let history, let states):
            ["history": history.json, "states": states.json]
        case .ended, .reopened:
            [:]
        case .silenceUndone(let clock, let entry):
            ["clock": clock.json, "entry": entry.json]
        case .returned(let states, let returned):
            [
                "states": states.json, "by": returned.by.json, "on": returned.on.json, "reason": conceal(returned.reason.json),
                "points": .array(returned.points.map { conceal($0.json) }), "visibility": returned.visibility.json,
            ]
        case .givenBack(let sheet):
            ["sheet": sheet.json]
        case .waived(let waiver):
            [
                "event": waiver.event.json, "condition": waiver.condition.json, "by": waiver.by.json, "role": waiver.role.json, "on": waiver.on.json,
                "because": conceal(waiver.because.json),
            ]
        case .sent(let event, let person, let role, let form):
            ["event": event.json, "by": person.json, "role": role?.json, "form": form.json(concealing: conceal)]
        case .signed(let event, let signature):
            ["event": event.json, "signature": signature.json(concealing: conceal)]
        case .signaturesCleared(let event), .waiversUsed(let event):
            ["event": event.json]
        case .set(let named):
            ["value": named.json(concealing: conceal)]
        case .marked(let event, let sentence):
            ["event": event.json, "sentence": conceal(sentence.json)]
        case .appointed(let role, let holder, let because):
            ["role": role.json, "holder": holder.json, "because": because.map { conceal($0.json) }]
        case .released(let role, let holder, let until, let because):
            ["role": role.json, "holder": holder.json, "until": until.json, "because": because.map { conceal($0.json) }]
        case .named(let role, let holder, let person, let day):
            ["role": role.json, "holder": holder.json, "person": person.json, "on": day?.json]
        case .added(let record, let row, let values, let person, let day), .updated(let record, let row, let values, let person, let day):
            ["record": record.json, "row": row.json, "values": values.json(concealing: conceal), "by": person.json, "on": day.json]
        case .collecting(let sheet, let rubric, let hash, let due):
            ["sheet": sheet.json, "rubric": rubric.json, "hash": hash?.json, "due": due.json]
        case .sealed(let sheet, let rater, let judgements):
            ["sheet": sheet.json, "rater": rater.json, "judgements": conceal(judgements.json)]
        case .opened(let sheet, let unsettled), .compared(let sheet, let unsettled):
            ["sheet": sheet.json, "unsettled": conceal(unsettled.json)]
        case .settled(let sheet, let settlement):
            ["sheet": sheet.json, "settlement": conceal(settlement.json.without("because")), "because": conceal(settlement.because.json)]
        case .voting(let vote, let rubric, let hash, let members):
            ["vote": vote.json, "rubric": rubric?.json, "hash": hash?.json, "members": members.json]
        case .voted(let vote, let member, let cast):
            [
                "vote": vote.json, "member": member.json, "choice": conceal(cast.choice.json), "reason": cast.reason.map { conceal($0.json) },
                "reasons": cast.reasons.isEmpty ? nil : conceal(cast.reasons.json), "casting": cast.isCasting ? true : nil,
            ]
        case .stoodAside(let vote, let member):
            ["vote": vote.json, "member": member.json]
        case .voteVoid(let vote):
            ["vote": vote.json]
        case .counted(let vote, let tally):
            ["vote": vote.json, "tally": conceal(tally.json)]
        case .designated(let outcome):
            ["person": outcome.person.json, "kind": outcome.kind.json, "is": outcome.becomes.json, "from": outcome.from.json, "until": outcome.until?.json]
        case .clockSet(let clock):
            ["clock": clock.json]
        case .clockStruck(let clock, let step, let next, let at):
            ["clock": clock.json, "step": step.json, "next": next.json, "at": at?.json]
        case .clockAsking(let clock), .clockStopped(let clock):
            ["clock": clock.json]
        case .recounted(let clock, let from, let to, let why):
            ["clock": clock.json, "from": from.json, "to": to.json, "why": why.json]
        case .letter(let letter):
            ["letter": letter.letter.json, "to": letter.to.json, "about": letter.about?.json, "due": letter.due?.json]
        case .letterSent(let number, let how):
            ["number": number.json, "how": how.json]
        case .told(let link, let id, let event, let values):
            ["link": link.json, "case": id.json, "event": event.json, "values": values.json(concealing: conceal)]
        case .linked(let link, let id), .linkEnded(let link, let id), .linkReopened(let link, let id):
            ["link": link.json, "case": id.json]
        case .credited(let organisation, let word):
            ["organisation": organisation.json, "word": word.json]
        case .incident(let what, let refusal):
            ["what": what.json, "code": refusal.code.rawValue.json, "code": refusal.code.rawValue.json, "refusal": conceal(refusal.json)]
        case .corrected(let correction):
            correction.members(conceal)
        case .slipFound(let slip):
            slip.members(conceal)
        case .amended(let because):
            ["because": conceal(because.json)]
        case .doubted(let doubt), .undoubted(let doubt):
            ["role": doubt.role.json, "holder": doubt.holder.json, "sentence": conceal(doubt.sentence.json)]
        case .carriedOn(let carried):
            [
                "role": carried.doubt.role.json, "holder": carried.doubt.holder.json, "sentence": conceal(carried.doubt.sentence.json), "by": carried.by.json,
                "on": carried.on.json, "because": conceal(carried.because.json),
            ]
        case .teamed(let role, let holder, let team):
            ["role": role.json, "holder": holder.json, "team": team.json]
        case .slipAnswered(let number, let isMended):
            ["number": number.json, "mended": isMended.json]
        case .typed(let typed), .typedConfirmed(let typed):
            ["entry": typed.entry.json, "by": typed.by.json, "owner": typed.owner.json]
        case .attached(let document):
            document.members(conceal)
        case .registered(let change):
            ["change": change.kind.rawValue.json, "person": change.describedPerson?.json, "values": conceal(change.json)]
        case .coordinating(let person, let isOn):
            ["person": person.json, "on": isOn.json]
        case .confided(let number, let word):
            ["number": number.json, "by": word.by.json, "on": word.on.json, "text": conceal(word.text.json)]
        case .confidenceAnswered(let number, let person):
            ["number": number.json, "by": person.json]
        case .defined(let kind, let name, let version, let hash, let because):
            ["kind": kind.json, "name": name.json, "version": version.json, "hash": hash.json, "because": because.map { conceal($0.json) }]
        case .sessionSet(let number, let session):
            [
                "number": number.json, "on": session.on.json, "trainers": session.trainers.json, "term": conceal(session.key.term.json),
                "programme": conceal(session.key.programme.json), "session": conceal(session.key.name.json), "hours": conceal(session.hours.json),
                "place": conceal(session.place.json),
            ]
        case .sessionCancelled(let number):
            ["number": number.json]
        case .proposed(let number, let groups, let proposal):
            ["number": number.json, "groups": groups.json, "proposal": conceal(proposal)]
        case .accepted(let number):
            ["number": number.json]
        case .erased(let emptied):
            [
                "values": emptied.values.json, "entries": emptied.entries.json, "left": emptied.left.isEmpty ? nil : emptied.left.json,
                "drafts": emptied.drafts == 0 ? nil : emptied.drafts.json, "because": conceal(emptied.because.json),
            ]
        case .clockMoved(let instant):
            ["to": instant.json]
        }
    }
}

extension Command.Came: Transcribed {}
extension Command.DefinitionKind: Transcribed {}
extension Correction.Kind: Transcribed {}
extension Designation.Becomes: Transcribed {}

extension Correction.Change.Kind: Transcribed {}

extension Correction {
    fileprivate func members(_ conceal: (JSON.Value) -> JSON.Value) -> KeyValuePairs<String, JSON.Value?> {
        [
            "entry": entry.json, "kind": kind.json, "because": conceal(because.json), "set_aside": setAside.isEmpty ? nil : setAside.json,
            "changes": changes.isEmpty ? nil : .array(changes.map {
                .members([
                    "kind": $0.kind == .field ? nil : $0.kind.json, "name": $0.name.json, "visibility": $0.visibility.json, "old": conceal($0.old),
                    "new": conceal($0.new),
                ])
            }),
            "day": day.map { conceal($0.json) }, "remarks": remarks.isEmpty ? nil : .array(remarks.map { ["entry": $0.entry.json, "event": $0.event.json, "marks": conceal($0.marks.json)] }), "by": about.by.json, "events": about.events.isEmpty ? nil : about.events.json,
            "records": about.records.isEmpty ? nil : about.records.json, "sheet": about.sheet?.json, "vote": about.vote?.json,
        ]
    }
}

extension JSON.Value {
    /// An object without one of its members.
    fileprivate func without(_ name: String) -> JSON.Value {
        guard case .object(var object) = self else { return self }
        object[name] = nil
        return .object(object)
    }
}

extension FoundSlip {
    fileprivate func members(_ conceal: (JSON.Value) -> JSON.Value) -> KeyValuePairs<String, JSON.Value?> {
        [
            "number": number.json, "entry": entry.json, "by": by.json, "owner": owner.json, "form": conceal(.object(form)),
            "happened": happened.map { conceal(.string($0.description)) }, "because": conceal(because.json),
        ]
    }
}

extension Register.Change {
    /// The key of the person whose name and address it says: it stands open, so that she is known by it though they are erased.
    var describedPerson: String? {
        switch self {
        case .personAdded(let person), .personEdited(let person): person.id
        default: nil
        }
    }
}
