import CivilTime

/// Which ties stand in the way of a part and which are only disclosed. All of it is data: no kind blocks by itself.
public struct ConflictRules: Sendable, Hashable {
    public enum Ruling: String, Sendable, Hashable, CaseIterable {
        case blocks, disclosed, ignored
    }

    /// Kinds of interest that block.
    public var blocking: [String]
    /// Kinds of interest that are disclosed.
    public var disclosed: [String]
    /// What holds for a kind that is in neither list.
    public var otherKinds: Ruling
    public var sameOrganisation: Ruling
    public var sameTrust: Ruling
    public var samePartnership: Ruling
    /// A post held within so many years, besides present ones.
    public var employedWithinYears: Int
    public var employed: Ruling
    /// A declaration older than so many months is marked as grown old.
    public var declaredWithinMonths: Int

    public init(
        blocking: [String], disclosed: [String], otherKinds: Ruling = .disclosed, sameOrganisation: Ruling = .blocks, sameTrust: Ruling = .blocks,
        samePartnership: Ruling = .disclosed, employedWithinYears: Int = 3, employed: Ruling = .blocks, declaredWithinMonths: Int = 12
    ) {
        self.blocking = blocking
        self.disclosed = disclosed
        self.otherKinds = otherKinds
        self.sameOrganisation = sameOrganisation
        self.sameTrust = sameTrust
        self.samePartnership = samePartnership
        self.employedWithinYears = employedWithinYears
        self.employed = employed
        self.declaredWithinMonths = declaredWithinMonths
    }

    func ruling(_ kind: String) -> Ruling {
        if blocking.contains(where: { $0.isSame(as: kind) }) { return .blocks }
        return disclosed.contains { $0.isSame(as: kind) } ? .disclosed : otherKinds
    }
}

/// One tie between two parties, and whether it blocks or is to be disclosed.
public struct Obstacle: Sendable, Hashable {
    public enum Tie: Sendable, Hashable {
        /// Both belong to it.
        case sameOrganisation(String)
        /// Both belong to organisations of this trust, or to the trust itself.
        case sameTrust(String)
        case samePartnership(String)
        /// The person held this post there, within the years that the rules look back; `until` is its last day.
        case employed(person: String, organisation: String, post: String, until: Day)
        /// A declared interest. The private note is not part of it.
        case interest(kind: String, between: Party, and: Party, declaredOn: Day, isOld: Bool)
    }

    public let tie: Tie
    /// `blocks` or `disclosed`.
    public let ruling: ConflictRules.Ruling

    public var isBlocking: Bool { ruling == .blocks }
}

extension Register {
    /// Everything that stands between the two on the day, what blocks first.
    ///
    /// A person brings along the organisations in which she holds posts, an organisation the people who hold posts in it: an interest
    /// between any of one side and any of the other counts.
    public func obstacles(of one: Party, to other: Party, on day: Day, rules: ConflictRules) -> [Obstacle] {
        let (left, right) = (circle(one, on: day), circle(other, on: day))
        var found: [Obstacle] = []
        func add(_ tie: Obstacle.Tie, _ ruling: ConflictRules.Ruling) {
            let obstacle = Obstacle(tie: tie, ruling: ruling)
            if ruling != .ignored, !found.contains(obstacle) { found.append(obstacle) }
        }
        let shared = left.organisations.filter { right.organisations.contains($0) }
        for organisation in shared { add(.sameOrganisation(organisation), rules.sameOrganisation) }
        for trust in left.trusts where shared.isEmpty && right.trusts.contains(trust) { add(.sameTrust(trust), rules.sameTrust) }
        for partnership in left.partnerships where shared.isEmpty && right.partnerships.contains(where: { $0.isSame(as: partnership) }) {
            add(.samePartnership(partnership), rules.samePartnership)
        }
        for tie in pastPosts(one, right, on: day, rules) + pastPosts(other, left, on: day, rules) { add(tie, rules.employed) }
        for interest in allInterests.all where interest.holds(on: day) && interest.joins(left.parties, right.parties) {
            let isOld = day > interest.declaredOn.adding(months: rules.declaredWithinMonths)
            add(.interest(kind: interest.kind, between: interest.one, and: interest.other, declaredOn: interest.declaredOn, isOld: isOld),
                rules.ruling(interest.kind))
        }
        return found.filter(\.isBlocking) + found.filter { !$0.isBlocking }
    }

    /// Everything that stands between a person and an organisation on the day, what blocks first.
    public func obstacles(_ person: String, to organisation: String, on day: Day, rules: ConflictRules) -> [Obstacle] {
        obstacles(of: .person(person), to: .organisation(organisation), on: day, rules: rules)
    }

    /// A party with those it brings along.
    private struct Circle {
        var parties: Set<Party>
        var organisations: [String]
        var trusts: [String]
        var partnerships: [String]
    }

    private func circle(_ party: Party, on day: Day) -> Circle {
        let organisations: [String]
        var parties: Set<Party> = [party]
        switch party {
        case .person(let id):
            organisations = self.organisations(of: id, on: day)
        case .organisation(let id):
            organisations = [current(id, on: day)]
            parties.formUnion(people(in: id, on: day).map(Party.person))
        }
        // Interests may have been declared with what has gone into the organisation since.
        for organisation in organisations { parties.formUnion(lineage(of: organisation, on: day).map(Party.organisation)) }
        let trusts = organisations.compactMap { organisation in
            trust(of: organisation, on: day) ?? (self.organisation(organisation)?.details.kind == .trust ? organisation : nil)
        }
        let partnerships = organisations.compactMap { self.organisation($0)?.details.partnership }
        return Circle(parties: parties, organisations: organisations, trusts: trusts, partnerships: partnerships)
    }

    /// Posts that a person has left and held within the years of the rules, at an organisation of the other side.
    private func pastPosts(_ party: Party, _ side: Circle, on day: Day, _ rules: ConflictRules) -> [Obstacle.Tie] {
        guard case .person(let person) = party else { return [] }
        return side.organisations.flatMap { organisation in
            posts(of: person, at: organisation, within: rules.employedWithinYears, on: day).compactMap { post -> Obstacle.Tie? in
                guard let until = post.days.through, until < day else { return nil }
                return .employed(person: person, organisation: post.organisation, post: post.post, until: until)
            }
        }
    }

    /// The obstacle in words that name both: for whoever reads it without having asked about these two.
    public func sentence(_ obstacle: Obstacle, between one: Party, and other: Party) -> String {
        switch obstacle.tie {
        case .sameOrganisation, .sameTrust, .samePartnership: "\(name(one)) and \(name(other)) b\(sentence(obstacle).dropFirst())"
        case .employed, .interest: sentence(obstacle)
        }
    }

    /// The obstacle in words: "Ann Lee was deputy head at Brook Academy until 31 Aug 2026."
    public func sentence(_ obstacle: Obstacle) -> String {
        switch obstacle.tie {
        case .sameOrganisation(let id): "Both belong to \(name(.organisation(id)))."
        case .sameTrust(let id): "Both belong to the trust \(name(.organisation(id)))."
        case .samePartnership(let partnership): "Both belong to the partnership \(partnership)."
        case .employed(let person, let organisation, let post, let until):
            "\(name(.person(person))) was \(post) at \(name(.organisation(organisation))) until \(until.short)."
        case .interest(let kind, let one, let other, let declaredOn, let isOld):
            "Between \(name(one)) and \(name(other)) an interest is declared: \(kind.split(separator: "_").joined(separator: " ")), on \(declaredOn.short)"
                + (isOld ? "; the declaration is due for renewal." : ".")
        }
    }

    /// The name of a party, or its identifier where it is not in this slice.
    public func name(_ party: Party) -> String {
        switch party {
        case .person(let id): person(id)?.name ?? id
        case .organisation(let id): organisation(id)?.name ?? id
        }
    }
}

extension Interest {
    fileprivate func joins(_ left: Set<Party>, _ right: Set<Party>) -> Bool {
        (left.contains(one) && right.contains(other)) || (left.contains(other) && right.contains(one))
    }
}
