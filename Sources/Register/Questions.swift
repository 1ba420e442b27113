import CivilTime

// Questions with a date: the answer is what held on that day.

extension Register {
    /// What stands for the organisation on the day: itself, or what it has been merged into or become by then.
    public func current(_ organisation: String, on day: Day) -> String {
        var (id, seen) = (organisation, Set<String>())
        // A circle is refused when it is made; should one be there all the same, the walk ends where it began.
        while Identifier.isValid(id), seen.insert(id).inserted, let succession = organisationsByID[id]?.succession, succession.on <= day,
              let next = succession.successor {
            id = next
        }
        return id
    }

    /// The organisation and all that have gone into it by the day.
    public func lineage(of organisation: String, on day: Day) -> Set<String> {
        Set(organisationsByID.keys.filter { current($0, on: day).isSame(as: organisation) }).union([organisation])
    }

    /// The organisations in which the person holds a post on the day, as what stands for them by then; each once.
    public func organisations(of person: String, on day: Day) -> [String] {
        var found: [String] = []
        for affiliation in affiliations(of: person) where affiliation.days.contains(day) {
            let organisation = current(affiliation.organisation, on: day)
            if !found.contains(organisation) { found.append(organisation) }
        }
        return found
    }

    /// The people who hold a post in the organisation, or in one that has gone into it, on the day; by identifier.
    public func people(in organisation: String, on day: Day) -> [String] {
        let wanted = current(organisation, on: day)
        return affiliationsOf.filter { _, posts in
            posts.contains { $0.days.contains(day) && current($0.organisation, on: day).isSame(as: wanted) }
        }.keys.sorted()
    }

    /// Those of them who hold that post there.
    public func people(in organisation: String, holding post: String, on day: Day) -> [String] {
        people(in: organisation, on: day).filter { person in
            posts(of: person, at: organisation, within: 0, on: day).contains { $0.post.isSame(as: post) && $0.days.contains(day) }
        }
    }

    /// The trust that the organisation belongs to on the day; of an organisation that has gone, its successor's.
    public func trust(of organisation: String, on day: Day) -> String? {
        guard let found = self.organisation(current(organisation, on: day)) else { return nil }
        return found.trusts.last { $0.days.contains(day) }.map { current($0.trust, on: day) }
    }

    /// Whether the person holds a credential of that kind on the day.
    public func holds(_ person: String, _ credential: String, on day: Day) -> Bool {
        credentials(of: person).contains { $0.kind.isSame(as: credential) && $0.holds(on: day) }
    }

    /// The person's credential of that kind that has begun by the day and not ended, though it rests; nil: there is none.
    public func credential(_ kind: String, of person: String, on day: Day) -> Credential? {
        credentials(of: person).last { $0.kind.isSame(as: kind) && $0.days.contains(day) && !$0.isVoid }
    }

    /// Whether the person holds a post at the organisation on the day or held one within so many years before.
    ///
    /// A post at what has gone into the organisation by then counts as one in it.
    /// - Parameter years: 0 for present posts only.
    public func affiliated(_ person: String, _ organisation: String, within years: Int, on day: Day) -> Bool {
        !posts(of: person, at: organisation, within: years, on: day).isEmpty
    }

    /// The person's posts at the organisation on the day or within so many years before.
    public func posts(of person: String, at organisation: String, within years: Int, on day: Day) -> [Affiliation] {
        let wanted = current(organisation, on: day)
        let earliest = day.adding(years: years == .min ? 0 : -max(0, years))
        guard let window = DayRange(from: earliest, through: day) else { return [] }
        return affiliations(of: person).filter {
            $0.days.overlaps(window) && current($0.organisation, on: day).isSame(as: wanted)
        }
    }

    /// Whether the person's last declaration of interests is at most so many months old on the day.
    public func hasDeclared(_ person: String, on day: Day, within months: Int) -> Bool {
        guard Identifier.isValid(person), let declared = declaredOn[person], declared <= day else { return false }
        return day <= declared.adding(months: months)
    }

    /// Interests in which the party has a part on the day.
    public func interests(of party: Party, on day: Day) -> [Interest] {
        allInterests.all.filter { $0.holds(on: day) && ($0.one == party || $0.other == party) }
    }
}
