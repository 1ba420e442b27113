import Casework
import CaseStore
import CivilTime
import Definitions
import Rubrics

extension Answering {
    func vote(_ name: Name, of state: Case) throws -> VoteView {
        let situation = try reading.situation(showing: state, as: asker)
        let sight = try sight(in: situation)
        guard let vote = situation.workflow.votes[name], sight.sees(vote) else {
            let names = situation.workflow.votes.values.filter { sight.sees($0) }.map(\.name)
            throw Refusal(
                .unknownVote, "There is no vote \(name).", place: name, remedy: names.isEmpty ? nil : "There are \(names.joined(separator: ", ")).")
        }
        guard let view = try voteView(name, of: state, situation, sight) else {
            throw Refusal(.voteNotAsked, "\(vote.title.text()) has not been voted on yet.", place: name)
        }
        return view
    }

    /// A ballot as the asker may see it; nil where it is not hers to see, or nothing is voted on.
    func voteView(_ name: Name, of state: Case, _ situation: Situation, _ sight: Sight) throws -> VoteView? {
        guard let vote = situation.workflow.votes[name], let ballot = state.ballots[name], sight.sees(vote) else { return nil }
        let isOpen = sight.isOpen(ballot)
        let rubric = try ballot.rubric.flatMap { try reading.rubric($0, in: state) }
        func criterion(_ id: Name) -> Named { Named(id: id, name: rubric?.criterion(id)?.title ?? id) }
        let votes = try reading.votes(name, of: state).filter { sight.seesVote(of: $0.member, vote, ballot) }.map { cast in
            VoteView.Cast(
                role: ballot.label(of: cast.member), person: try cast.member.person.map(names.person), choice: cast.vote.choice, reason: cast.vote.reason,
                reasons: cast.vote.reasons.map { (criterion($0.key), $0.value) }, isCasting: cast.vote.isCasting)
        }
        let tally = isOpen ? ballot.tally : nil
        return VoteView(
            vote: name, title: vote.title.text(), choices: vote.choices, titles: vote.choices.map(situation.workflow.spoken), rule: vote.rule.sentence, quorum: vote.quorum, present: ballot.present.count,
            isQuorate: ballot.present.count >= vote.quorum, isOpen: isOpen,
            members: try ballot.members.map { member in
                .init(
                    role: ballot.label(of: member), roleTitle: situation.workflow.roles[member.role]?.title.text() ?? member.role, holder: try names.anybody(member.holder),
                    state: ballot.hasLeft(member) ? .left : ballot.hasVoted(member) ? .voted : .waited)
            },
            reasonsFor: reasonsFor(vote, rubric, state), votes: votes, counts: tally?.counts.map { .init(choice: $0.key, votes: $0.value) } ?? [],
            outcome: tally?.outcome, tied: tally?.tied ?? [])
    }

    /// The criteria for which each vote gives a reason.
    private func reasonsFor(_ vote: Vote, _ rubric: Rubric?, _ state: Case) -> [Named] {
        guard case .each(_, let among) = vote.reasons, let rubric else { return [] }
        let all = rubric.criteria.map { Named(id: $0.id, name: $0.title) }
        guard let among else { return all }
        guard case .list(let values)? = state.data[among] else { return [] }
        return all.filter { criterion in values.contains(.text(criterion.id)) }
    }
}
