import CivilTime
import Register

/// The day of that text; a slip in a test gives the first day there is, and the test fails.
func day(_ text: String) -> Day { Day(text) ?? .first }

func days(_ from: String?, _ through: String? = nil) -> DayRange {
    DayRange(from: from.map(day), through: through.map(day)) ?? .always
}

/// What the tests of this folder share: two trusts, four invented schools, four people.
enum Example {
    static let register = Register(
        organisations: [
            Organisation("river", .init(name: "River Trust", kind: .trust)),
            Organisation("hill", .init(name: "Hill Trust", kind: .trust)),
            Organisation("oakfield", .init(name: "Oakfield School", phase: .primary, area: "north", partnership: "Vale Partnership"), trusts: [.init("river")]),
            Organisation("brook", .init(name: "Brook Academy", phase: .secondary), trusts: [.init("hill", days(nil, "2026-08-31")), .init("river", days("2026-09-01"))]),
            Organisation("elm", .init(name: "Elm School", phase: .special, partnership: "Vale Partnership")),
            Organisation("ash", .init(name: "Ash School", phase: .primary)),
        ],
        people: [Person("ann", name: "Ann Lee"), Person("bob", name: "Bob Roe"), Person("cat", name: "Cat Poe"), Person("dan", name: "Dan Fox")],
        affiliations: [
            Affiliation("ann", at: "oakfield", as: "headteacher", days("2020-09-01")),
            Affiliation("bob", at: "brook", as: "deputy head", days("2019-09-01", "2024-08-31")),
            Affiliation("bob", at: "elm", as: "headteacher", days("2024-09-01")),
            Affiliation("cat", at: "ash", as: "headteacher", days("2018-09-01")),
            Affiliation("dan", at: "river", as: "director", days("2021-01-01")),
        ],
        interests: [
            Interest(.person("cat"), .person("ann"), "family", declaredOn: day("2026-09-10"), note: "sisters"),
            Interest(.organisation("elm"), .organisation("ash"), "same_grant", declaredOn: day("2025-03-01"), until: day("2026-12-31")),
        ],
        credentials: [Credential("ann", "trained_reviewer", days("2025-01-15", "2027-01-14"), givenBy: "hill")],
        declarations: [Declaration(person: "ann", on: day("2026-09-10"))])

    static let rules = ConflictRules(blocking: ["family", "live_bid"], disclosed: ["same_grant"])
}
