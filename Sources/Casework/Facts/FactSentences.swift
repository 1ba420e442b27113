import Definitions

extension Fact {
    /// The fact in a few words: `entered visiting`, `sealed sheet peer by P17`, `clock report set for 2027-03-02`.
    ///
    /// It says names of the definition, keys of people and organisations, and dates of clocks, and no value: anybody who may
    /// know that the fact is there may read it.
    public var sentence: String {
        switch self {
        case .began(let workflow, _, _, let day): "began \(workflow.name) \(workflow.version) on \(day)"
        case .entered(let state): "entered \(state)"
        case .left(let state): "left \(state)"
        case .remembered(let name, let states): "remembered \(states.joined(separator: ", ")) for \(name)"
        case .ended: "ended"
        case .reopened: "reopened"
        case .silenceUndone(let clock, let entry): "undid that \(clock) closed in silence (entry \(entry))"
        case .returned(let states, let returned): "sent back to \(states.joined(separator: ", ")) by \(returned.by)"
        case .givenBack(let sheet): "gave back sheet \(sheet)"
        case .waived(let waiver): "waived a condition of \(waiver.event) by \(waiver.by) as \(waiver.role)"
        case .waiversUsed(let event): "waivers for \(event) used"
        case .sent(let event, let person, let role, _): "\(event) by \(person)\(role.map { " as \($0)" } ?? "")"
        case .signed(let event, let signature): "signed \(event) by \(signature.person) for \(signature.holder) as \(signature.role)"
        case .signaturesCleared(let event): "signatures on \(event) cleared"
        case .set(let named): "set \(named.name)"
        case .marked(let event, let sentence): "marked at \(event): \(sentence)"
        case .appointed(let role, let holder, _): "appointed \(holder.id) as \(role) from \(holder.since)"
        case .released(let role, let holder, let day, _): "released \(holder) as \(role) on \(day)"
        case .named(let role, let holder, let person, _): "named \(person) for \(holder) as \(role)"
        case .added(let record, let row, _, let person, _): "added row \(row) to \(record) by \(person)"
        case .updated(let record, let row, _, let person, _): "filled in row \(row) of \(record) by \(person)"
        case .collecting(let sheet, _, _, let due): "collecting sheet \(sheet) from \(due.map { "\($0.holder) as \($0.role)" }.joined(separator: ", "))"
        case .sealed(let sheet, let rater, _): "sealed sheet \(sheet) by \(rater.person ?? rater.holder)"
        case .opened(let sheet, _): "opened sheet \(sheet)"
        case .settled(let sheet, _): "settled a difference on sheet \(sheet)"
        case .voting(let vote, _, _, let members): "taking the vote \(vote) of \(members.map { "\($0.holder) as \($0.role)" }.joined(separator: ", "))"
        case .voted(let vote, let member, _): "voted on \(vote) by \(member.person ?? member.holder)"
        case .stoodAside(let vote, let member): "\(member.holder) as \(member.role) left the vote \(vote)"
        case .voteVoid(let vote): "the votes on \(vote) do not count"
        case .counted(let vote, _): "counted the votes on \(vote)"
        case .designated(let outcome): outcome.sentence
        case .clockSet(let clock): "clock \(clock.name) set for \(clock.dueDay)"
        case .clockStruck(let clock, let step, _, _): "clock \(clock) struck: \(step.sentence)"
        case .clockAsking(let clock): "clock \(clock) asks whether anything arrived"
        case .clockStopped(let clock): "clock \(clock) stopped"
        case .recounted(let clock, let from, let to, let why): "clock \(clock) moved from \(from) to \(to): \(why)"
        case .letter(let letter): "letter \(letter.letter) to \(letter.to)"
        case .letterSent(let number, let how): "letter \(number) sent by \(how.rawValue)"
        case .told(_, let id, let event, _): "told \(id) \(event)"
        case .linked(let link, let id): "linked \(id) as \(link)"
        case .linkEnded(let link, let id): "\(id) (\(link)) ended"
        case .linkReopened(let link, let id): "\(id) (\(link)) goes on"
        case .credited(let organisation, let word): "credited \(organisation) with \(word)"
        case .incident(let what, let refusal): "could not take \(what): \(refusal.code.rawValue)"
        case .corrected(let correction): correction.sentence
        case .slipFound(let slip): "asked \(slip.owner) whether entry \(slip.entry) has a slip"
        case .typed(let typed): "typed by \(typed.by) for \(typed.owner)"
        case .typedConfirmed(let typed): "entry \(typed.entry) is as \(typed.owner) gave it"
        case .slipAnswered(let number, let isMended): "the slip found in entry \(number) \(isMended ? "was mended" : "is left as it is")"
        case .amended: "put right by hand"
        case .undoubted(let doubt): "asked no longer whether \(doubt.holder) may go on as \(doubt.role)"
        case .doubted(let doubt): "asked whether \(doubt.holder) may go on as \(doubt.role)"
        case .carriedOn(let carried): "\(carried.doubt.holder) goes on as \(carried.doubt.role), disclosed"
        case .teamed(let role, let holder, let team): "team of \(holder) as \(role): \(team.joined(separator: ", "))"
        case .compared(let sheet, _): "found anew where the sheets of \(sheet) differ"
        case .attached(let document): "attached document \(document.number)"
        case .registered(let change): "register: \(change.sentence)"
        case .coordinating(let person, let isOn): "\(person) \(isOn ? "coordinates" : "coordinates no longer")"
        case .confided(let number, let word): "word in confidence \(number) by \(word.by)"
        case .confidenceAnswered(let number, let person): "word in confidence \(number) answered by \(person)"
        case .defined(let kind, let name, let version, _, _): "defined \(kind.rawValue) \(name) \(version)"
        case .sessionSet(let number, let session): "session \(number) on \(session.on)"
        case .sessionCancelled(let number): "session \(number) cancelled"
        case .proposed(let number, let groups, _): "proposed triads \(number): \(groups.count) groups"
        case .accepted(let number): "accepted triads \(number)"
        case .clockMoved(let instant): "clock moved to \(instant)"
        case .erased(let emptied): emptied.sentence
        }
    }
}

extension Case.RunningClock.Step {
    /// `reminded`, `due`, `step 1 after it was due`.
    var sentence: String {
        switch self {
        case .remind: "reminder"
        case .due: "due"
        case .ladder(let number): "step \(number + 1) after it was due"
        case .grace: "took effect"
        case .done: "done"
        }
    }
}

extension Correction {
    /// `entry 12 set aside, and with it 13, 15`; `entry 12 corrected: visit_on`.
    fileprivate var sentence: String {
        if kind == .clerical { return "entry \(entry) corrected: \(changes.map(\.name).joined(separator: ", "))" }
        let rested = setAside.filter { $0 != entry }.map { String($0) }
        return "entry \(entry) set aside" + (rested.isEmpty ? "" : ", and with it \(rested.joined(separator: ", "))")
    }
}
