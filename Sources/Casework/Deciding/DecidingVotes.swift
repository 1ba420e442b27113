import Definitions
import JSON
import OrderedCollections

extension Deciding {
    /// Characters (Unicode scalars) of a reason for a vote.
    static let longestVoteReason = 2_000

    /// A vote of a member, or the casting vote of whoever settles a tie.
    static func vote(
        _ name: Name, _ role: Name?, _ choice: Name, _ reason: String?, _ reasons: JSON.Object, _ command: Command, _ id: Case.ID, _ situation: Situation
    ) throws(Refusal) -> Decision {
        let working = try working(command, id, situation)
        guard let vote = situation.workflow.votes[name], let ballot = working.case.ballots[name], !working.gathering(name).isEmpty else {
            throw Refusal.voteNotAsked(name, situation.workflow)
        }
        let (member, isCasting) = try voter(vote, ballot, role, command.as, working)
        guard let choice = vote.choices.first(where: { $0.isSame(as: choice) }) else { throw Refusal.noChoice(choice, of: vote) }
        if isCasting, let tied = ballot.tally?.tied, !tied.contains(choice) {
            throw Refusal(.outOfRange, "The tie is between \(tied.joined(separator: " and ")).", place: "choice", remedy: "Choose one of them.")
        }
        var cast = CastVote(choice: choice, reason: try given(reason, "reason"), isCasting: isCasting)
        cast.reasons = try self.reasons(reasons, vote, isCasting, situation)
        if vote.reasons == .required || isCasting, cast.reason == nil {
            throw Refusal(.missingField, "Say why (reason).", place: "reason", remedy: "The reason is kept with the vote.")
        }
        working.look(at: ["states", "votes.\(name)"])
        working.look(atDutiesOf: member.role)
        try working.vote(on: name, by: .init(role: member.role, holder: member.holder, person: command.as), cast)
        return working.decision
    }

    /// In which of her parts a person votes now.
    private static func voter(
        _ vote: Vote, _ ballot: Case.Ballot, _ role: Name?, _ person: String, _ working: Working
    ) throws(Refusal) -> (member: Case.Ballot.Member, isCasting: Bool) {
        let situation = working.situation, day = working.act.day
        let parts = situation.parts(of: person, on: day).filter { role == nil || $0.role == role }
        func own(_ members: [Case.Ballot.Member]) -> [Case.Ballot.Member] {
            members.filter { member in parts.contains { $0.role == member.role && $0.holder.id == member.holder } }
        }
        let isCasting = ballot.isOpen
        let asked = own(isCasting ? situation.castingMembers(of: vote.name) : ballot.members)
        guard let member = asked.first(where: { isCasting || !ballot.hasVoted($0) && !ballot.hasLeft($0) }) else {
            if isCasting { throw Refusal(.alreadyVoted, "All have voted on \(vote.title.text()); the votes are open.", place: vote.name, remedy: "A slip is corrected as an entry of its own.") }
            if asked.contains(where: ballot.hasLeft) { throw Refusal(.notYours, "You have left this vote.", place: vote.name) }
            if !asked.isEmpty { throw Refusal(.alreadyVoted, "You have voted; a vote is never undone.", place: vote.name, remedy: "A slip is corrected as an entry of its own.") }
            let titles = vote.by.map { situation.workflow.title(of: $0) }.joined(separator: ", ")
            throw Refusal(.notYours, "\(vote.title.text()) is voted on by \(titles).", place: vote.name)
        }
        guard let part = parts.first(where: { $0.role == member.role && $0.holder.id == member.holder }) else { return (member, isCasting) }
        // Interests are looked at when the part is taken and again when it is acted in.
        if let refusal = situation.unmetDuty(of: person, in: part, on: day, checksTies: true) { throw refusal }
        guard situation.isQuorate(vote.name) else {
            throw Refusal(
                .notQuorate, "\(ballot.present.count) are present for \(vote.title.text()), and \(vote.quorum) must be.", place: vote.name,
                remedy: "Somebody more is appointed to the panel, or it meets another time.")
        }
        return (member, isCasting)
    }

    /// A reason for each criterion that needs one.
    private static func reasons(
        _ given: JSON.Object, _ vote: Vote, _ isCasting: Bool, _ situation: Situation
    ) throws(Refusal) -> OrderedDictionary<Name, String> {
        guard case .each(let name, let among) = vote.reasons, !isCasting else {
            guard given.isEmpty else { throw Refusal(.unknownField, "\(vote.title.text()) takes one reason, not one for each criterion.", place: "reasons", remedy: "Give it as `reason`.") }
            return [:]
        }
        guard let rubric = situation.rubrics[name] else { throw Refusal(.guardError, "The rubric \(name) is not at hand.", place: vote.name) }
        var asked = rubric.criteria.map { (id: $0.id, title: $0.title) }
        if let among {
            let listed: [String] = if case .list(let values)? = situation.case?.data[among] { values.compactMap { if case .text(let text) = $0 { text } else { nil } } } else { [] }
            asked = asked.filter { listed.contains($0.id) }
        }
        for (key, _) in given where !asked.contains(where: { $0.id.isSame(as: key) }) {
            throw Refusal(.unknownField, "No reason is asked for \(key).", place: key, remedy: "Reasons are asked for \(asked.map(\.id).joined(separator: ", ")).")
        }
        var reasons: OrderedDictionary<Name, String> = [:], missing: [Refusal.Detail] = []
        for (id, title) in asked {
            if let reason = try self.given(given[id]?.stringValue, id) {
                reasons[id] = reason
            } else {
                missing.append(.init(place: id, code: Refusal.Code.missingField.rawValue, sentence: "\(title) has no reason yet."))
            }
        }
        guard missing.isEmpty else {
            throw Refusal(.missingField, "A reason is needed for each.", place: "reasons", remedy: "Give them by criterion.", details: missing)
        }
        return reasons
    }

    /// A text that says something; nil for none.
    private static func given(_ text: String?, _ place: String) throws(Refusal) -> String? {
        guard let text, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return nil }
        try fits(text, most: longestVoteReason, place: place)
        return text
    }
}
