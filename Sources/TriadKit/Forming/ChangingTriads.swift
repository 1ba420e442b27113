import Casework
import CaseStore
import Definitions
import JSON
import Matching
import Register

// A proposal changed by hand, or formed again: each is a new proposal that names the old one.

extension Triad {
    /// Swaps two organisations of different groups of a proposal that nobody has been asked about.
    ///
    /// - Returns: the triads after it, and each cost after less before.
    /// - Throws: `Forming.Failure` `breaks-rule` with the hard rule, `locked`, `same-group`; `Refusal` where its members have been invited.
    public func swap(_ number: Int, _ one: String, _ other: String, as person: String) throws -> (triads: FormedTriads, difference: Proposal.Costs) {
        let old = try old(number, as: person)
        try old.mustNotBeInvited()
        let (first, second) = try reading { (Label(try $0.find(.organisation, one)), Label(try $0.find(.organisation, other))) }
        let change = try old.kept.proposal.swapping(first, second)
        // What a wish costs is told of the best arrangement, not of one changed by hand.
        return (old.followed(by: change.proposal, old.kept.prices), change.difference)
    }

    /// Keeps the groups in which somebody is as they are, and forms the rest again.
    ///
    /// - Throws: `Forming.Failure` where the rest cannot be formed; `Refusal` where its members have been invited.
    public func lock(_ number: Int, groupsOf people: [String], seed: UInt64, as person: String) throws -> FormedTriads {
        let old = try old(number, as: person)
        try old.mustNotBeInvited()
        let labels = try reading { reading in try people.map { Label(try reading.find(.organisation, $0)) } }
        var forming = old.kept.proposal.forming
        for label in labels {
            guard let group = old.kept.proposal.groups.first(where: { $0.members.contains(label) }) else {
                throw Refusal(.unknownOrganisation, "\(label) is in no group of proposal \(number).", place: label.text, remedy: "Name one that is.")
            }
            if !forming.lockedGroups.contains(group.members) { forming.lockedGroups.append(group.members) }
        }
        let proposal = try forming.proposal(seed: seed)
        return old.followed(by: proposal, try proposal.wishPrices())
    }

    /// Forms the rest of a proposal again after somebody has declined.
    ///
    /// Groups whose case goes on stay as they are and are not invited again. Of a group whose case has ended, those who had
    /// accepted stay together; whoever ended it is left out. Organisations that are new in the register are brought in.
    /// - Parameter keepsDecliners: whoever ended a case is placed again.
    /// - Throws: `Forming.Failure` where the rest cannot be formed; `Refusal` where nobody has declined.
    public func formAgain(_ number: Int, keepsDecliners: Bool, seed: UInt64, as person: String) throws -> FormedTriads {
        let old = try old(number, as: person)
        let workflow = try glance { try $0.groupWorkflow(old.workflow) }
        let rules = try conflictRules(of: workflow)
        guard old.isAccepted else {
            throw Refusal(.notNow, "Nobody has been invited by proposal \(number), so nobody can have declined.", place: "\(number)", remedy: "Invite them first.")
        }
        let answers = try reading { try $0.answers(to: old.kept.proposal.groups.map(\.members)) }
        guard !answers.ended.isEmpty else {
            throw Refusal(.notNow, "Nobody of proposal \(number) has declined.", place: "\(number)", remedy: "Enter the answer in the group's case first.")
        }
        let leaving = keepsDecliners ? [] : answers.declined
        var forming = try old.kept.proposal.locking(accepted: answers.accepted.filter { !leaving.contains($0) }, leavingOut: leaving)
        try reading { reading in
            let day = zone.day(of: reading.now)
            let known = Set(forming.organisations.map(\.id))
            forming.organisations += try placed(FormingWish(), old.workflow, old.register, reading).filter { !known.contains(Label($0.id)) }
                .map { Forming.Organisation($0, in: old.register, on: day, leadCredential: nil) }
            // A tie declared since is between those who go on together their own triad's business.
            forming.conflicts = conflicts(among: forming.organisations.map(\.id.text), in: old.register, on: day, rules)
                .filter { pair in !answers.standing.keys.contains { $0.contains(pair.first) && $0.contains(pair.second) } }
        }
        let proposal = try forming.proposal(seed: seed)
        return old.followed(by: proposal, try proposal.wishPrices(), standing: answers.standing)
    }

    private func old(_ number: Int, as person: String) throws -> OldProposal {
        let register = try glance { try $0.register(as: person) }
        return try reading { reading in
            guard let forming = reading.file.formings[number], let json = try reading.proposal(number) else {
                throw Refusal(.unknownForming, "There is no proposal \(number).", place: "\(number)", remedy: "`triad forming` shows the last.")
            }
            guard let kept = KeptForming(json) else {
                throw Refusal(.unknownForming, "Proposal \(number) holds groups alone, and nothing that they could be formed from again.", place: "\(number)")
            }
            return OldProposal(number: number, kept: kept, workflow: forming.workflow, isAccepted: forming.isAccepted, register: register)
        }
    }
}

extension Glance {
    /// The command that begins a case for each group of a proposal: all of them or none.
    ///
    /// - Parameters:
    ///   - workflow: nil: the one that the proposal names.
    ///   - role: the part for several that the members hold; nil: the workflow's own.
    ///   - title: each case's title is this with the group's number after it.
    /// - Throws: `Refusal` `already-so` where somebody stands in a group already, `wrong-type` where the workflow is about no group.
    public func invitation(to number: Int, workflow: Name?, role: Name?, title: String?, as person: String) throws -> Command.Act {
        _ = try register(as: person)
        if let workflow { _ = try groupWorkflow(workflow) }
        let groups = reading.file.formings[number].flatMap { $0.isAccepted ? nil : $0.groups } ?? []
        for standing in try groups.isEmpty ? [] : reading.groupCases() where !standing.hasEnded {
            if let busy = groups.joined().first(where: standing.subject.ids.contains) {
                throw Refusal(
                    .alreadySo, "\(busy) is in \(standing.id) already.", place: busy, remedy: "End that case first, or form again without it.")
            }
        }
        return .accept(forming: number, workflow: workflow, role: role, title: title)
    }
}

/// A proposal that another is to follow.
private struct OldProposal {
    var number: Int
    var kept: KeptForming
    var workflow: Name
    var isAccepted: Bool
    var register: Register

    func mustNotBeInvited() throws(Refusal) {
        guard isAccepted else { return }
        throw Refusal(
            .notNow, "The members of proposal \(number) have been invited.", place: "\(number)",
            remedy: "After somebody has declined, form again around those who accepted.")
    }

    func followed(by proposal: Proposal, _ prices: [WishPrice], standing: [[Label]: FormedTriads.Became] = [:]) -> FormedTriads {
        FormedTriads(
            proposal: proposal, prices: prices, workflow: workflow, after: number, standing: standing, names: register.organisationNames)
    }
}

/// What came of the invitations of a proposal.
private struct Answers {
    var standing: [[Label]: FormedTriads.Became] = [:]
    var ended: [[Label]] = []
    var accepted: [Label] = []
    var declined: [Label] = []
}

extension Reading {
    /// What the members of each group have answered, as far as cases of theirs say.
    fileprivate func answers(to groups: [[Label]]) throws -> Answers {
        var answers = Answers()
        let cases = try groupCases()
        for group in groups {
            guard let state = cases.last(where: { $0.subject == .group(group.map(\.text)) }) else { continue }
            if !state.hasEnded {
                answers.standing[group] = .init(case: state.id, state: try standing(of: state))
                answers.accepted += group
            } else {
                answers.ended.append(group)
                let decliners = try organisations(ending: state).filter(group.contains)
                let signers = try signers(of: state).filter { group.contains($0) && !decliners.contains($0) }
                answers.declined += decliners
                // All of them accepted, and it ended later: nobody holds to it any more.
                if signers.count < group.count { answers.accepted += signers }
            }
        }
        return answers
    }

    /// The organisations of whoever sent the event with which a case ended.
    private func organisations(ending state: Case) throws -> [Label] {
        let held = Reading.held(try entries(of: state.id))
        guard let last = held.last(where: { $0.facts.contains(.ended) }) else { return [] }
        let senders = last.facts.compactMap { if case .sent(_, let by, _, _) = $0 { by } else { nil } }
        let register = try register(around: Set(senders))
        let day = last.happened.day(in: .london)
        return senders.flatMap { register.organisations(of: $0, on: day) }.map { Label($0) }
    }

    /// Those for whom somebody has signed, in the order in which they did.
    private func signers(of state: Case) throws -> [Label] {
        var signers: [Label] = []
        for case .signed(_, let signature) in Reading.held(try entries(of: state.id)).flatMap(\.facts) where !signers.contains(Label(signature.holder)) {
            signers.append(Label(signature.holder))
        }
        return signers
    }

    /// Where a case stands, in its workflow's words.
    func standing(of state: Case) throws -> String {
        Wording(situation: try outline(of: state, register: Register()), names: NameBook(self)).standing
    }
}
