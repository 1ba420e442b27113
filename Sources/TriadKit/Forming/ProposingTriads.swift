import Casework
import CaseStore
import CivilTime
import Definitions
import Matching
import Register

extension Triad {
    /// What a coordinator asks for when triads are formed.
    public struct FormingWish: Sendable, Hashable {
        /// Not placed this time.
        public var without: [String]
        /// Pairs that never share a triad, for a reason of nobody else's.
        public var apart: [[String]]
        public var seed: UInt64
        /// What each group is to begin.
        public var workflow: Name

        public init(without: [String] = [], apart: [[String]] = [], seed: UInt64 = 1, workflow: Name = "triad-cycle") {
            self.without = without
            self.apart = apart
            self.seed = seed
            self.workflow = workflow
        }
    }

    /// Forms triads of the schools and hubs in the register that are in no standing triad.
    ///
    /// Two of one trust never share a group, nor two between whose people an interest is declared that stands in the way of a review.
    /// - Throws: `Refusal` `unknown-organisation`; `Forming.Failure` where no arrangement exists; ``FileFailure``.
    public func proposal(_ wish: FormingWish, as person: String) throws -> Proposal {
        let register = try register(as: person)
        let rules = try conflictRules(of: wish.workflow)
        let forming = try reading { reading in
            let today = zone.day(of: reading.now)
            let standing = try reading.cases(workflow: wish.workflow, includesEnded: false).flatMap(\.subject.ids)
            let without = try wish.without.map { try reading.find(.organisation, $0) }
            let placed = register.organisations.filter { organisation in
                switch organisation.details.kind {
                case .school, .hub: organisation.succession == nil && !standing.contains(organisation.id) && !without.contains(organisation.id)
                case .trust, .alliance, .ittProvider, .localAuthority, .university, .diocese, .other: false
                }
            }
            var forming = Forming(
                organisations: placed.map { Forming.Organisation($0, in: register, on: today) },
                conflicts: conflicts(among: placed.map(\.id), in: register, on: today, rules))
            forming.options.keepApart = try wish.apart.filter { $0.count == 2 }.map { pair in
                let ids = try pair.map { try reading.find(.organisation, $0) }
                return Forming.Pair(Label(ids[0]), Label(ids[1]))
            }
            return forming
        }
        // After reading: the search takes seconds, and its failures are not the file's.
        return try forming.proposal(seed: wish.seed)
    }

    /// The ties that stand in the way of a review in the workflow that the triad's own starts.
    private func conflictRules(of workflow: Name) throws -> ConflictRules {
        let cycle = try shelf.workflow(workflow)
        let review = try cycle.links.values.first { !$0.isParent }.map { try shelf.workflow($0.workflow) } ?? cycle
        return ConflictRules(
            blocking: review.interests.blocking, disclosed: review.interests.disclosed,
            employedWithinYears: review.interests.employedWithinYears, declaredWithinMonths: review.interests.declaredWithinMonths)
    }

    private func conflicts(among ids: [String], in register: Register, on day: Day, _ rules: ConflictRules) -> [Forming.Pair] {
        ids.indices.flatMap { one in
            ids.indices.filter { $0 > one }.compactMap { other in
                let obstacles = register.obstacles(of: .organisation(ids[one]), to: .organisation(ids[other]), on: day, rules: rules)
                return obstacles.contains(where: \.isBlocking) ? Forming.Pair(Label(ids[one]), Label(ids[other])) : nil
            }
        }
    }
}

extension Forming.Organisation {
    fileprivate init(_ organisation: Organisation, in register: Register, on day: Day) {
        let details = organisation.details
        self.init(
            id: Label(organisation.id), place: details.location.map { .init(latitude: $0.latitude, longitude: $0.longitude) },
            operatedBy: register.trust(of: organisation.id, on: day).map { Label($0) }, partnership: details.partnership.map { Label($0) },
            phase: details.phase.map { Label($0.rawValue) }, region: details.region.map { Label($0) },
            canLead: register.people(in: organisation.id, on: day).contains { register.holds($0, "trained_reviewer", on: day) })
    }
}
