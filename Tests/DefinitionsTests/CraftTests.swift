import Calendars
import CivilTime
import Definitions
import Rubrics
import Testing

@Suite("Rubrics and calendars")
struct CraftTests {
    @Test("every shipped rubric is read without a finding", arguments: Shipped.files(in: "Rubrics"))
    func rubrics(_ file: String) throws {
        let checked = try DefinitionReader().read(rubric: Shipped.text("Rubrics/" + file), file: file).get()
        #expect(checked.warnings == [])
        #expect(checked.reference.name + ".yaml" == file)
        #expect(checked.value.name == checked.reference.name)
        #expect(!checked.value.criteria.isEmpty)
    }

    @Test("every shipped calendar is read without a finding", arguments: Shipped.files(in: "Workflows/calendars"))
    func calendars(_ file: String) throws {
        let checked = try DefinitionReader().read(calendar: Shipped.text("Workflows/calendars/" + file), file: file).get()
        #expect(checked.warnings == [])
        #expect(checked.value.name + ".yaml" == file)
        #expect(!checked.value.areas.isEmpty)
    }

    private static let rubric = """
        triad: 1
        rubric: plain
        version: 2
        title: Plain
        profile: graded
        scale:
          - { id: low, title: Low }
          - { id: high, title: High, points: 5 }
        judgement:
          narrative: { required: true, max: 300 }
          evidence: required
          absences: { not_seen: { title: Not seen, reason: false } }
        aggregation: { sum: { pass: 5, floor: low } }
        tolerance: 1
        criteria:
          - { id: care, title: Care, levels: { low: Little, high: Much }, questions: [Who?] }
        """

    @Test("a rubric is read whole")
    func whole() throws {
        let rubric = try DefinitionReader().read(rubric: Self.rubric, file: "plain.yaml").get().value
        #expect(rubric == Rubric(
            name: "plain", version: 2, title: "Plain", profile: .graded, scale: [.init("low", "Low"), .init("high", "High", points: 5)],
            judgement: .init(narrativeRequired: true, narrativeMaximum: 300, evidence: .required, absences: [.init(.notSeen, "Not seen", needsReason: false)]),
            aggregation: .sumWithFloor(pass: 5, floor: "low"), tolerance: 1,
            criteria: [.init("care", "Care", descriptors: ["low": "Little", "high": "Much"], questions: ["Who?"])]))
    }

    @Test("what suffices, and what bounds the whole, are read in the order of the file")
    func passes() throws {
        let text = Self.rubric.replacing("aggregation: { sum: { pass: 5, floor: low } }", with: "aggregation: { best_fit: { any: low, at_best: low } }\npasses: { none_at: low, at_most: { low: 0 }, at_least: { care: high }, seen: 1 }")
        let rubric = try DefinitionReader().read(rubric: text, file: "plain.yaml").get().value
        #expect(rubric.aggregation == .bestFit(.init(any: "low", atBest: "low")))
        #expect(rubric.passes == PassRule(noneAt: "low", atMost: [.init("low", 0)], atLeast: [.init("care", "high")], seen: 1))
        #expect(told(changing: "tolerance: 1", to: "passes: { at_least: { car: high } }\ntolerance: 1") == """
            plain.yaml:14:23: error: There is no criterion car. [rubric]
               14 | passes: { at_least: { car: high } }
                  |                       ^~~
                  = use one of: care.

            1 mistake
            """)
        #expect(told(changing: "tolerance: 1", to: "passes: { none_at: lwo }\ntolerance: 1") == """
            plain.yaml:14:11: error: The scale has no level lwo. [rubric]
               14 | passes: { none_at: lwo }
                  |           ^~~~~~~
                  = use one of: low, high.

            1 mistake
            """)
    }

    private func told(changing old: String, to new: String) -> String {
        switch DefinitionReader().read(rubric: Self.rubric.replacing(old, with: new), file: "plain.yaml") {
        case .success: "nothing"
        case .failure(let mistakes): mistakes.text
        }
    }

    @Test("a rubric's mistakes are told at their places")
    func rubricMistakes() {
        #expect(told(changing: "levels: { low: Little, high: Much }", to: "levels: { low: Little }") == """
            plain.yaml:16:30: error: Care does not say what High looks like. [rubric]
               16 |   - { id: care, title: Care, levels: { low: Little }, questions: [Who?] }
                  |                              ^~~~~~
                  = describe every level, or none.

            1 mistake
            """)
        #expect(told(changing: "not_seen:", to: "not_sen:") == """
            plain.yaml:12:15: error: There is no absence `not_sen`. [rubric]
               12 |   absences: { not_sen: { title: Not seen, reason: false } }
                  |               ^~~~~~~
                  = did you mean `not_seen`?

            1 mistake
            """)
        #expect(told(changing: "profile: graded", to: "profile: gradd") == """
            plain.yaml:5:10: error: `profile` cannot be `gradd`. [wrong-type]
                5 | profile: gradd
                  |          ^~~~~
                  = did you mean `graded`?

            1 mistake
            """)
    }

    @Test("a calendar's mistakes are told at their places, in its own words")
    func calendarMistakes() throws {
        let text = try Shipped.text("Workflows/calendars/england-schools.yaml").replacing("default_area: pattern_one", with: "default_area: patern_one")
        guard case .failure(let mistakes) = DefinitionReader().read(calendar: text, file: "c.yaml") else {
            Issue.record("the calendar was read")
            return
        }
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("default_area") }.map { $0 + 1 }
        #expect(mistakes.findings.map { "\($0.code.rawValue) \($0.place.line) \($0.sentence)" } == ["calendar \(line ?? 0) There is no area patern_one."])
        guard case .failure(let dates) = DefinitionReader().read(calendar: text.replacing("\"2025-12-25\"", with: "\"25 December\""), file: "c.yaml") else { return }
        #expect(dates.findings.contains { $0.sentence == "`date` must be a date in quotes, such as \"2027-01-12\", not `25 December`." })
    }

    @Test("the hash of a rubric does not change with its comments")
    func hash() throws {
        let reader = DefinitionReader()
        let plain = try reader.read(rubric: Self.rubric, file: "a").get().reference
        #expect(try reader.read(rubric: "# a comment\n" + Self.rubric, file: "b").get().reference == plain)
        #expect(try reader.read(rubric: Self.rubric.replacing("max: 300", with: "max: 301"), file: "b").get().reference != plain)
    }
}
