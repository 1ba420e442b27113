import Casework
import CivilTime
import JSON
import Register
import Reporting
import Testing
import TriadKit

@Suite("What many judgements have come to, told of nobody")
struct DigestTests {
    /// Reviews of so many further schools, each with a self-evaluation: for leadership the first two say another level than the rest.
    private func judged(_ count: Int, eachTwice: Bool = false) throws -> Larkmere {
        let larkmere = try Larkmere()
        let since = try #require(Day("2020-09-01"))
        var changes: [Register.Change] = []
        for number in 0..<count {
            changes.append(.organisationAdded(.init(name: "School \(number)", kind: .school), id: "S\(number)"))
            changes.append(.personAdded(Person("T\(number)", name: "Head \(number)")))
            changes.append(.affiliationBegun(Affiliation("T\(number)", at: "S\(number)", as: "headteacher", .starting(since))))
        }
        if !changes.isEmpty { try larkmere.did(Larkmere.coordinator, .register(changes)) }
        var reviews: [(number: Int, id: Case.ID)] = []
        for number in (0..<count).flatMap({ eachTwice ? [$0, $0] : [$0] }) {
            let begun = try larkmere.did(Larkmere.coordinator, .start(workflow: "triad-review", subject: .organisation("S\(number)"), title: nil, roles: [
                .init(role: "lead", organisation: "H2"), .init(role: "reviewer", organisation: "H3"),
            ], data: [:]))
            let review = try #require(begun.began.first)
            func sent(_ person: String, _ event: String, _ form: JSON.Object) throws { try larkmere.did(person, .event(case: review, event: event, form: form)) }
            try sent(Larkmere.coordinator, "schedule", [
                "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
            ])
            for reviewer in [Larkmere.lead, Larkmere.second] { try sent(reviewer, "accept-role", ["confidentiality": true]) }
            reviews.append((number, review))
        }
        try larkmere.clock("2026-12-02")
        try larkmere.triad.tick()
        for (number, review) in reviews {
            var judgements = JSON.Object()
            for area in Larkmere.areas {
                let level = number < 2 && area == "leadership" ? "leading" : "embedding"
                judgements.append(area, ["level": .string(level), "narrative": "As we see it", "evidence": ["1"]])
            }
            try larkmere.did("Head \(number)", .draft(case: review, sheet: "self", role: nil, judgements: judgements))
            try larkmere.did("Head \(number)", .seal(case: review, sheet: "self", role: nil))
        }
        return larkmere
    }

    private func digest(_ larkmere: Larkmere) throws -> DigestView {
        try larkmere.clock("2027-09-06")
        return try larkmere.triad.answer(.digest(year: 2026), as: Larkmere.coordinator)
    }

    @Test("each school counts once, and every count is rounded; for the file's coordinators alone")
    func counted() throws {
        let larkmere = try judged(6, eachTwice: true)
        let view = try digest(larkmere)
        let line = try #require(view.workflows.first)
        // Six schools were judged, and three more have a review without a judgement.
        #expect(view.workflows.map(\.workflow) == ["triad-review"] && line.subjects == 10)
        #expect(view.absent.contains("triad-cycle"), "of one cycle nothing is told")
        let sheet = try #require(line.sheets.first)
        #expect(line.sheets.count == 1 && sheet.name == "self")
        let shown = sheet.criteria.map { criterion in "\(criterion.id): \(zip(sheet.levels, criterion.levels).map { "\($0.id) \($1)" }.joined(separator: ", "))" }
        #expect(shown[0] == "leadership: beginning 0, developing 0, embedding 5, leading 0", "four of six, and two")
        #expect(shown[1] == "infrastructure: beginning 0, developing 0, embedding 5, leading 0")
        let text = FormTests.text(try larkmere.triad.digest(year: 2026, as: Larkmere.coordinator))
        #expect(text.contains("About 10 schools") && text.contains("How schools judged themselves"))
        for name in ["Alder", "School 0", "Head 0", Larkmere.lead] { #expect(!text.contains(name), "\(name)") }
        #expect(throws: Refusal.self) { try larkmere.triad.digest(year: 2026, as: Larkmere.lead) }
    }

    @Test("of fewer than five schools nothing is told, and of no year that is not over")
    func few() throws {
        let larkmere = try judged(1, eachTwice: true)
        let refusal = #expect(throws: Refusal.self) { try larkmere.triad.digest(year: 2026, as: Larkmere.coordinator) }
        #expect(refusal?.code == .outOfRange)
        #expect(try digest(larkmere).workflows.isEmpty)
        #expect(FormTests.text(try larkmere.triad.digest(year: 2026, as: Larkmere.coordinator)).contains("fewer than 5 schools"))
    }

    @Test("none, one and two are nought; whatever is nearest else", arguments: [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
    func rounded(_ count: Int, _ shown: Int) { #expect(StandardRounding.rounded(count) == shown) }
}
