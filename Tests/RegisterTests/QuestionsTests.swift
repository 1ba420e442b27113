import Testing
import CivilTime
import Register

@Suite("Asking a register by date") struct QuestionsTests {
    let register = Example.register

    @Test("A post counts on its first and its last day, and not beyond")
    func posts() {
        #expect(register.organisations(of: "bob", on: day("2024-08-31")) == ["brook"])
        #expect(register.organisations(of: "bob", on: day("2024-09-01")) == ["elm"])
        #expect(register.organisations(of: "bob", on: day("2019-08-31")) == [])
        #expect(register.people(in: "elm", on: day("2026-01-01")) == ["bob"])
    }

    @Test("A school belongs to the trust of the day")
    func trusts() {
        #expect(register.trust(of: "brook", on: day("2026-08-31")) == "hill")
        #expect(register.trust(of: "brook", on: day("2026-09-01")) == "river")
        #expect(register.trust(of: "elm", on: day("2026-09-01")) == nil)
        #expect(register.trust(of: "nowhere", on: day("2026-09-01")) == nil)
    }

    @Test("A credential holds from its first to its last day")
    func credentials() {
        #expect(register.holds("ann", "trained_reviewer", on: day("2027-01-14")))
        #expect(!register.holds("ann", "trained_reviewer", on: day("2027-01-15")))
        #expect(!register.holds("ann", "trainer", on: day("2026-01-15")))
    }

    @Test("Employment looks back so many years, to the day")
    func employment() {
        #expect(register.affiliated("bob", "brook", within: 3, on: day("2027-08-31")))
        #expect(!register.affiliated("bob", "brook", within: 3, on: day("2027-09-01")))
        #expect(!register.affiliated("bob", "brook", within: 0, on: day("2024-09-01")))
        #expect(register.affiliated("bob", "elm", within: 0, on: day("2024-09-01")))
        #expect(!register.affiliated("bob", "brook", within: .min, on: day("2025-01-01")))
        #expect(register.affiliated("bob", "brook", within: .max, on: day("2027-09-01")))
    }

    @Test("A declaration is good for so many months")
    func declarations() {
        #expect(register.hasDeclared("ann", on: day("2027-09-10"), within: 12))
        #expect(!register.hasDeclared("ann", on: day("2027-09-11"), within: 12))
        #expect(!register.hasDeclared("ann", on: day("2026-09-09"), within: 12))
        #expect(!register.hasDeclared("bob", on: day("2026-09-10"), within: 12))
    }

    @Test("After a merger posts, trusts and past employment pass to the successor, from the day on")
    func successions() {
        let merged = register.applying(.organisationSucceeded(organisation: "brook", .init(.mergedInto, on: day("2027-01-01"), successor: "ash")))
        #expect(merged.current("brook", on: day("2026-12-31")) == "brook")
        #expect(merged.current("brook", on: day("2027-01-01")) == "ash")
        #expect(merged.lineage(of: "ash", on: day("2027-01-01")) == ["ash", "brook"])
        #expect(merged.affiliated("bob", "ash", within: 3, on: day("2027-01-01")))
        #expect(!register.affiliated("bob", "ash", within: 3, on: day("2027-01-01")))
        #expect(merged.trust(of: "brook", on: day("2026-12-31")) == "river" && merged.trust(of: "brook", on: day("2027-01-01")) == nil)
    }

    @Test("A key that only looks like an identifier finds nothing")
    func lookalikes() {
        let kelvin = Register(people: [Person("K1", name: "Kay")])
        #expect(kelvin.person("K1")?.name == "Kay")
        #expect(kelvin.person("\u{212A}1") == nil)
    }
}

@Suite("Obstacles") struct ObstacleTests {
    private func sentences(_ person: String, _ organisation: String, _ on: String = "2027-01-12", _ rules: ConflictRules = Example.rules,
                           in register: Register = Example.register) -> [String] {
        register.obstacles(person, to: organisation, on: day(on), rules: rules).map { "\($0.ruling.rawValue): \(register.sentence($0))" }
    }

    @Test("The same school, the same trust and the same partnership stand in the way as the rules say")
    func belonging() {
        #expect(sentences("ann", "oakfield", "2026-09-01") == ["blocks: Both belong to Oakfield School."])
        #expect(sentences("ann", "brook") == ["blocks: Both belong to the trust River Trust."])
        #expect(sentences("ann", "brook", "2026-08-31") == [], "Brook was in another trust then")
        #expect(sentences("dan", "oakfield") == ["blocks: Both belong to the trust River Trust."], "employed by the trust itself")
        #expect(sentences("ann", "elm") == ["disclosed: Both belong to the partnership Vale Partnership."])
    }

    @Test("Past employment stands in the way within the years of the rules")
    func employment() {
        #expect(sentences("bob", "brook") == ["blocks: Bob Roe was deputy head at Brook Academy until 31 Aug 2024."])
        #expect(sentences("bob", "brook", "2027-09-01") == [])
        var rules = Example.rules
        rules.employed = .disclosed
        #expect(sentences("bob", "brook", "2027-01-12", rules) == ["disclosed: Bob Roe was deputy head at Brook Academy until 31 Aug 2024."])
    }

    @Test("An interest with somebody who works there counts, and its note stays private")
    func interests() {
        let family = "Between Cat Poe and Ann Lee an interest is declared: family, on 10 Sep 2026"
        #expect(sentences("cat", "oakfield") == ["blocks: \(family)."])
        #expect(sentences("cat", "oakfield", "2026-09-09") == [], "not declared yet")
        #expect(sentences("ann", "ash") == ["blocks: \(family)."], "whichever of the two it is")
        #expect(sentences("cat", "oakfield", "2027-09-11") == ["blocks: \(family); the declaration is due for renewal."], "a tie does not lapse")
    }

    @Test("An interest between organisations binds those who work in them, until it is withdrawn")
    func organisations() {
        #expect(sentences("bob", "ash", "2025-06-01") == ["disclosed: Between Elm School and Ash School an interest is declared: same grant, on 1 Mar 2025."])
        #expect(sentences("bob", "ash", "2027-01-01") == [])
        let between = Example.register.obstacles(of: .organisation("ash"), to: .organisation("elm"), on: day("2025-06-01"), rules: Example.rules)
        #expect(between.map(\.isBlocking) == [false])
    }

    @Test("No kind blocks by itself: the rules alone decide, also for a kind that they do not name")
    func rulesDecide() {
        #expect(sentences("cat", "oakfield", "2027-01-12", ConflictRules(blocking: [], disclosed: ["family"])).first?.hasPrefix("disclosed") == true)
        #expect(sentences("cat", "oakfield", "2027-01-12", ConflictRules(blocking: [], disclosed: [], otherKinds: .ignored)) == [])
        #expect(sentences("ann", "oakfield", "2026-09-01", ConflictRules(blocking: [], disclosed: [], sameOrganisation: .ignored)) == [])
    }

    @Test("What blocks comes first, and a merger brings the obstacles of what went into it")
    func order() {
        let merged = Example.register.applying(.organisationSucceeded(organisation: "oakfield", .init(.mergedInto, on: day("2027-01-01"), successor: "elm")))
        #expect(sentences("cat", "elm", "2027-01-12", in: merged) == ["blocks: Between Cat Poe and Ann Lee an interest is declared: family, on 10 Sep 2026."])
        #expect(sentences("bob", "oakfield", "2027-01-12", in: merged) == ["blocks: Both belong to Elm School."])
    }
}
