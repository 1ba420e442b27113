import Casework
import CaseStore
import CivilTime
import Definitions
import Matching
import Register

extension Triad {
    /// Forms triads of the schools and hubs in the register that are in no standing triad.
    ///
    /// Two of one trust never share a group, nor two between whose people an interest is declared that stands in the way of a review.
    /// - Throws: `Refusal` `unknown-organisation` with the nearest, `missing-field` where a travel cap is asked for and a place is not
    ///   known; `Forming.Failure` where no arrangement exists; ``FileFailure``.
    public func form(_ wish: FormingWish, as person: String) throws -> FormedTriads {
        let register = try glance { try $0.register(as: person) }
        let workflow = try glance { try $0.groupWorkflow(wish.workflow) }
        let rules = try conflictRules(of: workflow)
        let forming = try reading { reading in
            let placed = try self.placed(wish, workflow.reference.name, register, reading)
            let day = zone.day(of: reading.now)
            var forming = Forming(
                organisations: placed.map { Forming.Organisation($0, in: register, on: day, leadCredential: wish.leadCredential) },
                conflicts: conflicts(among: placed.map(\.id), in: register, on: day, rules), history: try reading.meetings())
            try wish.choose(in: &forming) { Label(try reading.find(.organisation, $0)) }
            return forming
        }
        // After reading: the search takes seconds, and its failures are not the file's.
        let proposal = try forming.proposal(seed: wish.seed)
        return FormedTriads(
            proposal: proposal, prices: try proposal.wishPrices(), workflow: workflow.reference.name, after: nil, standing: [:],
            names: register.organisationNames)
    }

    /// Who is to be placed, in the order of identifiers.
    func placed(_ wish: FormingWish, _ workflow: Name, _ register: Register, _ reading: Reading) throws -> [Organisation] {
        let without = try wish.without.map { try reading.find(.organisation, $0) }
        let only = try wish.only.map { try reading.find(.organisation, $0) }
        var standing: [String: Case.ID] = [:]
        for group in try reading.cases(workflow: workflow) { for id in group.subject.ids { standing[id] = group.id } }
        if let busy = (only + (try wish.keep.joined().map { try reading.find(.organisation, $0) })).first(where: { standing[$0] != nil }) {
            throw Refusal(.alreadySo, "\(busy) is in \(standing[busy] ?? "a group") already.", place: busy, remedy: "Leave it out, or end that case first.")
        }
        return register.organisations.filter { organisation in
            let isOfKind = switch organisation.details.kind {
            case let kind where wish.kind != nil: kind == wish.kind
            case .school, .hub: true
            case .trust, .alliance, .ittProvider, .localAuthority, .university, .diocese, .other: false
            }
            return (only.isEmpty ? isOfKind : only.contains(organisation.id)) && organisation.succession == nil
                && standing[organisation.id] == nil && !without.contains(organisation.id)
        }
    }

    /// The ties that stand in the way of a review in the workflow that the group's own starts.
    func conflictRules(of workflow: Workflow) throws -> ConflictRules {
        let link = workflow.links.values.first { !$0.isParent }
        let review = try link.map { link in try glance { try $0.workflow(link.workflow) } } ?? workflow
        return ConflictRules(
            blocking: review.interests.blocking, disclosed: review.interests.disclosed,
            employedWithinYears: review.interests.employedWithinYears, declaredWithinMonths: review.interests.declaredWithinMonths)
    }

    func conflicts(among ids: [String], in register: Register, on day: Day, _ rules: ConflictRules) -> [Forming.Pair] {
        ids.indices.flatMap { one in
            ids.indices.filter { $0 > one }.compactMap { other in
                let obstacles = register.obstacles(of: .organisation(ids[one]), to: .organisation(ids[other]), on: day, rules: rules)
                return obstacles.contains { $0.isBlocking && !$0.tie.isOperator } ? Forming.Pair(Label(ids[one]), Label(ids[other])) : nil
            }
        }
    }
}

// MARK: - Workflows about a group

extension Glance {
    /// The workflow that a group begins: the one named, else the only one that the file uses, else the only one at hand.
    ///
    /// - Throws: `Refusal` `unknown-workflow`; `wrong-type` where it is about no group.
    func groupWorkflow(_ named: Name?) throws -> Workflow {
        if let named {
            let workflow = try self.workflow(named)
            if workflow.subject == .group { return workflow }
            throw Refusal(
                .wrongType, "\(named) is about one \(workflow.subject.rawValue), not about a group.", place: named,
                remedy: "Name a workflow whose subject is a group.")
        }
        let used = try reading.groupWorkflows()
        let all = used.isEmpty ? shelf.workflows.filter { $0.subject == .group } : used
        if all.count == 1 { return all[0] }
        throw Refusal(
            .unknownWorkflow,
            all.isEmpty ? "No workflow is about a group." : "Several workflows are about a group: \(all.map(\.reference.name).joined(separator: ", ")).",
            place: "workflow", remedy: "Say which one is to begin.")
    }

    /// The newest that the file has used, else the one at hand.
    func workflow(_ name: Name) throws -> Workflow { try reading.workflow(named: name) ?? shelf.workflow(name) }
}

extension DefinitionShelf {
    /// Every workflow at hand that has no mistakes.
    fileprivate var workflows: [Workflow] {
        sources().filter { $0.text.hasPrefix("workflow:") || $0.text.contains("\nworkflow:") }.compactMap { source in
            switch DefinitionReader().read(workflow: source.text, file: source.file) {
            case .success(let checked): checked.value
            case .failure: nil
            }
        }
    }
}

extension Reading {
    /// The newest of each workflow in use whose cases are about a group.
    fileprivate func groupWorkflows() throws -> [Workflow] {
        let names = Set(try definitions().filter { $0.kind == .workflow }.map(\.name)).sorted()
        return try names.compactMap { try workflow(named: $0) }.filter { $0.subject == .group }
    }

    /// Cases about groups, ended ones too.
    func groupCases() throws -> [Case] {
        try groupWorkflows().flatMap { try cases(workflow: $0.reference.name, includesEnded: true) }
    }

    /// How often two have been in one group. Those whose case began nothing that its workflow has it begin never worked together.
    fileprivate func meetings() throws -> [Forming.Meeting] {
        var times: [Forming.Pair: Int] = [:]
        for group in try groupCases() {
            let begins = try workflow(group.workflow.hash).links.values.filter { !$0.isParent }
            guard begins.isEmpty || begins.contains(where: { group.links[$0.name]?.isEmpty == false }) else { continue }
            let members = group.subject.ids
            for (place, one) in members.enumerated() {
                for other in members.dropFirst(place + 1) { times[Forming.Pair(Label(one), Label(other)), default: 0] += 1 }
            }
        }
        return times.map { Forming.Meeting($0.key, times: min($0.value, 1_000)) }
            .sorted { ($0.pair.first, $0.pair.second) < ($1.pair.first, $1.pair.second) }
    }
}

// MARK: - The register

extension Register {
    var organisationNames: [String: String] { Dictionary(organisations.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 }) }
}

extension Obstacle.Tie {
    /// Forming has a rule of its own for those whom one operator runs, and says so.
    fileprivate var isOperator: Bool {
        switch self {
        case .sameTrust: true
        case .sameOrganisation, .samePartnership, .employed, .interest: false
        }
    }
}

extension Forming.Organisation {
    init(_ organisation: Organisation, in register: Register, on day: Day, leadCredential: Name?) {
        let details = organisation.details
        self.init(
            id: Label(organisation.id), place: details.location.map { .init(latitude: $0.latitude, longitude: $0.longitude) },
            operatedBy: register.trust(of: organisation.id, on: day).map { Label($0) }, partnership: details.partnership.map { Label($0) },
            phase: details.phase.map { Label($0.rawValue) }, region: details.region.map { Label($0) },
            canLead: leadCredential.map { kind in
                register.people(in: organisation.id, on: day).contains { register.holds($0, kind, on: day) }
            } ?? false)
    }
}
