/// Who hosts, leads and assists in one cycle (one academic year) of one group.
///
/// Three members A, B, C: A leads at B, B at C, C at A, and the third assists. Four members A, B, C, D: each is led by the
/// one before her in the ring and assisted by the one before that. In every second cycle the ring is reversed. So each
/// member hosts once, leads once and assists once, and nobody leads at the school that led at hers in the same cycle.
/// Two members (one has left): each hosts once and assists once, and somebody from outside leads both.
public struct Rota: Hashable, Sendable, Codable {
    public let members: [Label]
    /// 0 for the group's first cycle.
    public let cycle: Int
    /// In the order in which they are held.
    public let reviews: [Review]

    public struct Review: Hashable, Sendable, Codable {
        public let host: Label
        public let lead: Lead
        public let assistant: Label
        public let slot: Slot

        public init(host: Label, lead: Lead, assistant: Label, slot: Slot) {
            self.host = host
            self.lead = lead
            self.assistant = assistant
            self.slot = slot
        }
    }

    public enum Lead: Hashable, Sendable, Codable {
        case member(Label)
        /// From outside the group.
        case outside(Label)
    }

    public enum Term: Int, Hashable, Sendable, Codable, CaseIterable {
        case autumn = 1, spring, summer
    }

    /// A term, and which of the group's reviews in it: the first, or in a group of four once the second.
    public struct Slot: Hashable, Sendable, Codable {
        public let term: Term
        public let place: Int

        public init(term: Term, place: Int = 1) {
            self.term = term
            self.place = place
        }
    }

    public enum Failure: String, Error, Hashable, Sendable, Codable, CustomStringConvertible {
        case notTwoToFour = "not-two-to-four"
        case memberTwice = "member-twice"
        case outsideLeadNeeded = "outside-lead-needed"
        case outsideLeadUnneeded = "outside-lead-unneeded"

        public var description: String {
            switch self {
            case .notTwoToFour: "A group has two, three or four members. Form the group first."
            case .memberTwice: "A member, or the outside lead, is named twice. Name each organisation once."
            case .outsideLeadNeeded: "Two members need a lead from outside. Name who leads."
            case .outsideLeadUnneeded: "Three or four members lead one another. Name no outside lead."
            }
        }
    }

    /// - Parameters:
    ///   - members: two to four, in the order of the ring (``Proposal/Group/members``).
    ///   - cycle: 0 for the group's first; odd cycles are reversed.
    ///   - outsideLead: who leads where there are only two members.
    ///   - doubleTerm: the term in which a group of four has two reviews.
    /// - Throws: ``Failure``.
    public init(
        members: [Label], cycle: Int = 0, outsideLead: Label? = nil, doubleTerm: Term = .spring
    ) throws(Failure) {
        guard (2...4).contains(members.count) else { throw .notTwoToFour }
        guard Set(members).count == members.count, !members.contains(where: { $0 == outsideLead }) else {
            throw .memberTwice
        }
        guard members.count > 2 || outsideLead != nil else { throw .outsideLeadNeeded }
        guard members.count == 2 || outsideLead == nil else { throw .outsideLeadUnneeded }
        self.members = members
        self.cycle = cycle
        let ring = cycle % 2 == 0 ? members : members.reversed()
        func before(_ place: Int, by steps: Int) -> Label { ring[(place + ring.count - steps) % ring.count] }
        let slots = Rota.slots(for: members.count, doubleTerm)
        reviews = zip(members, slots).map { host, slot in
            let place = ring.firstIndex(of: host) ?? 0
            if let outsideLead {
                return Review(host: host, lead: .outside(outsideLead), assistant: before(place, by: 1), slot: slot)
            }
            return Review(
                host: host, lead: .member(before(place, by: 1)), assistant: before(place, by: 2), slot: slot)
        }
    }

    /// One review a term; of four reviews two fall in `doubleTerm`.
    private static func slots(for reviews: Int, _ doubleTerm: Term) -> [Slot] {
        let slots = Term.allCases.flatMap { term in
            reviews == 4 && term == doubleTerm ? [Slot(term: term), Slot(term: term, place: 2)] : [Slot(term: term)]
        }
        return Array(slots.prefix(reviews))
    }
}
