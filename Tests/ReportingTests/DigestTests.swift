import Casework
import CivilTime
import JSON
import Reporting
import Testing
import TriadKit

@Suite("What many judgements have come to, told of nobody")
struct DigestTests {
    /// Further reviews of the three schools, each with a self-evaluation; one school is alone with its level for leadership.
    private func judged(_ count: Int) throws -> Larkmere {
        let larkmere = try Larkmere()
        func did(_ person: String, _ act: Command.Act) throws -> Reply { try larkmere.triad.perform(Command(as: person, act)).get() }
        func sent(_ person: String, _ review: Case.ID, _ event: String, _ form: JSON.Object) throws { _ = try did(person, .event(case: review, event: event, form: form)) }
        let reviews = try (0..<count).map { _ in
            let begun = try did(Larkmere.coordinator, .start(workflow: "triad-review", subject: .organisation("H1"), title: nil, roles: [
                .init(role: "lead", organisation: "H2"), .init(role: "reviewer", organisation: "H3"),
            ], data: [:]))
            return try #require(begun.began.first)
        }
        for review in reviews {
            try sent(Larkmere.coordinator, review, "schedule", [
                "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
            ])
            for reviewer in [Larkmere.lead, Larkmere.second] { try sent(reviewer, review, "accept-role", ["confidentiality": true]) }
        }
        _ = try did(Larkmere.coordinator, .setClock(try #require(Instant("2026-12-02T09:00:00Z"))))
        try larkmere.triad.tick()
        for review in reviews {
            var judgements = JSON.Object()
            for area in Larkmere.areas {
                let level = review == reviews[0] && area == "leadership" ? "leading" : "embedding"
                judgements.append(area, ["level": .string(level), "narrative": "As we see it", "evidence": ["1"]])
            }
            _ = try did(Larkmere.host, .draft(case: review, sheet: "self", role: nil, judgements: judgements))
            _ = try did(Larkmere.host, .seal(case: review, sheet: "self", role: nil))
        }
        return larkmere
    }

    @Test("counts of one to four are not given, nor what would give them away; to the file's coordinators alone")
    func counted() throws {
        let larkmere = try judged(7)
        let view: DigestView = try larkmere.triad.answer(.digest(from: nil, until: nil), as: Larkmere.coordinator)
        let line = try #require(view.workflows.first)
        #expect(view.workflows.map(\.workflow) == ["triad-review"] && line.cases == 10)
        #expect(view.absent.contains("triad-cycle"), "of one cycle nothing is told")
        let sheet = try #require(line.sheets.first)
        #expect(line.sheets.count == 1 && sheet.name == "self")
        let shown = sheet.criteria.map { criterion in "\(criterion.id): \(zip(sheet.levels, criterion.levels).map { "\($0.id) \($1.map(String.init) ?? "-")" }.joined(separator: ", "))" }
        #expect(shown[0].contains("leading -") && shown[0].contains("embedding -"), "\(shown)")
        #expect(shown[1].contains("embedding 7"), "\(shown)")
        let text = FormTests.text(try larkmere.triad.digest(from: nil, until: nil, as: Larkmere.coordinator))
        #expect(text.contains("10 reviews") && text.contains("How schools judged themselves"))
        for name in ["Alder", "Birch", "Cedar", Larkmere.host, Larkmere.lead] { #expect(!text.contains(name), "\(name)") }
        let refusal = #expect(throws: Refusal.self) { try larkmere.triad.digest(from: nil, until: nil, as: Larkmere.lead) }
        #expect(refusal?.code == .notYours)
    }

    @Test("of fewer than five nothing is told")
    func few() throws {
        let larkmere = try judged(1)
        let view: DigestView = try larkmere.triad.answer(.digest(from: nil, until: nil), as: Larkmere.coordinator)
        #expect(view.workflows.isEmpty)
        #expect(FormTests.text(try larkmere.triad.digest(from: nil, until: nil, as: Larkmere.coordinator)).contains("fewer than 5 reviews"))
        let more = try judged(7)
        let later: DigestView = try more.triad.answer(.digest(from: Day("2027-01-01"), until: nil), as: Larkmere.coordinator)
        #expect(later.workflows.isEmpty, "none began since then")
    }
}
