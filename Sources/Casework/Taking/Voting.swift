import Definitions
import JSON
import OrderedCollections

// Votes: asked of a panel, sealed until all who are present have voted, then counted; a tie waits for the casting vote.

extension Working {
    /// Asks each holder of the vote's roles; what is cast already stays.
    func ask(_ name: Name) throws(Refusal) {
        guard let vote = workflow.votes[name] else { return }
        look(at: vote.by.map { "holders.\($0)" } + ["votes.\(name)"])
        let members = vote.by.flatMap { role in (self.case.holders[role] ?? []).map { Case.Ballot.Member(role: role, holder: $0.id) } }
        guard let known = self.case.ballots[name], !known.isOpen else {
            let rubric: Name? = if case .each(let rubric, _) = vote.reasons { rubric } else { nil }
            return emit(.voting(vote: name, rubric: rubric, hash: rubric.flatMap { situation.rubricHashes[$0] }, members: members))
        }
        look(at: ["votes.\(name).cast"])
        // A vote that a leaver cast stays hers, and counts.
        let stay = known.cast.filter { cast in !members.contains { $0.isSame(as: cast) } }.map { Case.Ballot.Member(role: $0.role, holder: $0.holder) }
        let asked = stay + members.filter { member in !stay.contains { $0.role == member.role && workflow.roles[member.role]?.isMany != true } }
        if asked != known.members { emit(.voting(vote: name, rubric: known.rubric, hash: known.hash, members: asked)) }
    }

    /// Who votes has changed: votes that are not open yet are asked anew.
    func askAnew() throws(Refusal) {
        for (name, ballot) in self.case.ballots where !ballot.isOpen { try ask(name) }
    }

    /// Counts the votes of a state that all who are present have cast.
    ///
    /// - Returns: whether everything on which the state votes is decided now, as far as it will be.
    func countWhatIsComplete(of state: State) -> Bool {
        for name in state.votes where self.case.ballots[name]?.isOpen == false && isComplete(vote: name) { count(name) }
        return isDecided(state)
    }

    /// Whether the votes of a state are counted, and none is tied that somebody can still settle.
    func isDecided(_ state: State) -> Bool {
        state.votes.allSatisfy { name in self.case.ballots[name]?.isOpen == true && !waitsForCasting(name) }
    }

    /// A quorum is present, and all who are have voted.
    private func isComplete(vote name: Name) -> Bool {
        guard let ballot = self.case.ballots[name], isQuorate(name) else { return false }
        return ballot.present.allSatisfy(ballot.hasVoted)
    }

    private func isQuorate(_ name: Name) -> Bool { situation.isQuorate(name) }

    private func count(_ name: Name) {
        guard let vote = workflow.votes[name] else { return }
        look(at: ["votes.\(name)", "votes.\(name).cast"])
        emit(.counted(vote: name, Case.Tally((situation.votes[name] ?? []).map(\.vote), on: vote)))
    }

    /// Open votes are counted anew: a slip was mended.
    func countVotesAnew() {
        for (name, ballot) in self.case.ballots {
            guard let tally = ballot.tally, let vote = workflow.votes[name], let votes = situation.votes[name] else { continue }
            let anew = Case.Tally(votes.map(\.vote), on: vote)
            if anew != tally { emit(.counted(vote: name, anew)) }
        }
    }

    /// A tie that somebody can still settle: whoever holds the part, and has not left the item.
    func waitsForCasting(_ name: Name) -> Bool { !situation.castingMembers(of: name).isEmpty }

    /// Casts a vote; with the last all are counted, and what follows is done.
    func vote(on name: Name, by member: Case.Ballot.Member, _ cast: CastVote) throws(Refusal) {
        emit(.voted(vote: name, member: member, cast))
        situation.votes[name, default: []].append(.init(member: member, vote: cast))
        if cast.isCasting { count(name) }
        for state in gathering(name) where try openWhatIsComplete(of: state) { try move(on: "done.collect.\(state.path)") }
    }

    /// The states that are active and take the vote.
    func gathering(_ vote: Name) -> [State] {
        workflow.states.values.filter { self.case.configuration.contains($0.path) && $0.votes.contains(vote) }
    }

    /// Moves on where whoever left by an event of any time was the last who was waited for.
    func takeDecidedVotes(_ rule: EventRule) throws(Refusal) {
        for effect in rule.effects {
            guard case .leaves(let name, _) = effect else { continue }
            for state in gathering(name) where try openWhatIsComplete(of: state) { try move(on: "done.collect.\(state.path)") }
        }
    }

    /// Whoever is named, else the actor, takes no part in a vote.
    ///
    /// - Returns: the states whose votes are decided now.
    func leave(_ name: Name, _ person: Definitions.Expression?, _ opening: Opening?) throws(Refusal) -> [State] {
        let leaver = try person.map { expression throws(Refusal) in try judge(opening).text(expression) } ?? act.person ?? ""
        guard let vote = workflow.votes[name], let ballot = self.case.ballots[name], !gathering(name).isEmpty, !ballot.isOpen else {
            throw Refusal.voteNotAsked(name, workflow)
        }
        let parts = situation.parts(of: leaver, on: act.day).filter { vote.by.contains($0.role) }
        let own = ballot.members.filter { member in parts.contains { $0.role == member.role && $0.holder.id == member.holder } }
        guard !own.isEmpty else {
            throw Refusal(.notYours, "\(situation.name(person: leaver)) does not vote on \(vote.title.text()).", place: name, remedy: "Name one of those who do.")
        }
        look(at: ["votes.\(name)", "votes.\(name).cast"])
        for member in own where !ballot.hasLeft(member) {
            if ballot.hasVoted(member) {
                throw Refusal(.alreadyVoted, "\(situation.name(person: leaver)) has voted on \(vote.title.text()), and a vote is never undone.", place: name)
            }
            emit(.stoodAside(vote: name, member: member))
        }
        var decided: [State] = []
        for state in gathering(name) where try openWhatIsComplete(of: state) { decided.append(state) }
        return decided
    }
}

extension Situation {
    /// Whether enough are present: members who have not left the item.
    func isQuorate(_ name: Name) -> Bool {
        guard let vote = workflow.votes[name], let ballot = self.case?.ballots[name] else { return false }
        return ballot.present.count >= vote.quorum
    }

    /// Who may give the casting vote on a vote that is tied: nobody where there is no tie, or where it has been given.
    func castingMembers(of name: Name) -> [Case.Ballot.Member] {
        guard let vote = workflow.votes[name], let ballot = self.case?.ballots[name], let tie = vote.tie, ballot.casting == nil,
              ballot.tally?.tied.isEmpty == false
        else { return [] }
        let holders = (self.case?.holders[tie] ?? []).map { Case.Ballot.Member(role: tie, holder: $0.id) }
        let left = Set(ballot.aside.map(\.holder))
        return holders.filter { !left.contains($0.holder) }
    }
}

extension Case.Ballot {
    /// Of these votes those that count in this ballot: not those of an earlier one.
    public func counting(_ votes: [Situation.Cast]) -> [Situation.Cast] {
        votes.reversed().reduce(into: [Situation.Cast]()) { found, one in
            let isKnown = one.vote.isCasting ? casting == one.member : cast.contains(one.member)
            let isTaken = found.contains { $0.member.isSame(as: one.member) && $0.vote.isCasting == one.vote.isCasting }
            if isKnown, !isTaken { found.insert(one, at: 0) }
        }
    }
}

extension CastVote {
    /// The same with another choice, reason or reason for a criterion.
    func saying(_ text: String, on name: Name) -> CastVote {
        var other = self
        switch name {
        case "choice": other.choice = text
        case "reason": other.reason = text
        default: if other.reasons[name] != nil { other.reasons[name] = text }
        }
        return other
    }
}

extension Refusal {
    static func voteNotAsked(_ name: Name, _ workflow: Workflow) -> Refusal {
        guard let vote = workflow.votes[name] else {
            let names = workflow.votes.keys.joined(separator: ", ")
            return Refusal(.unknownVote, "There is no vote \(name)\(names.isEmpty ? "" : "; there are \(names)").", place: name)
        }
        return Refusal(.voteNotAsked, "\(vote.title.text()) is not voted on now.", place: name, remedy: workflow.whenAsked(name))
    }

    static func noChoice(_ word: String, of vote: Vote) -> Refusal {
        Refusal(
            .outOfRange, "`\(word)` is not one of \(vote.choices.joined(separator: ", ")).", place: "choice",
            remedy: Nearest.name(to: word, among: vote.choices).map { "Did you mean \($0)?" })
    }
}
