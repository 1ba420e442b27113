import CEL
import CivilTime
@testable import Definitions
import Testing

/// A case that answers with what a test says.
private struct StandIn: GuardContext {
    var today = Day(year: 2027, month: 1, day: 12) ?? .first
    var event: [String: FieldValue] = [:]

    func variable(_ name: String) -> CEL.Value? {
        switch name {
        case "today": .host(DateValue(today))
        case "event": .record(GuardRecord("event") { event[$0]?.guardValue })
        default: nil
        }
    }

    func workingDays(from: Day, to: Day) -> Int { to - from }
    func schoolDays(of role: Name, from: Day, to: Day) -> Int { role == "host" ? to - from : 0 }
    func isSchoolDay(of role: Name, _ day: Day) -> Bool { role == "host" && day == today }
    func schoolDaysBeforeBreak(of role: Name, _ day: Day) -> Int { 4 }
    func unsettled(sheet: Name) -> [Name] { sheet == "peer" ? ["care"] : [] }
    func sealedBy(sheet: Name) -> [String] { ["P1", "P2"] }
    func carried(vote: Name, choice: Name) -> Bool { false }
    func passes(sheet: Name) -> Bool { sheet == "peer" }
    func apart(sheet: Name, atLeast levels: Int) -> [Name] { levels > 1 ? [] : ["care"] }
    func straddling(sheet: Name, level: Name) -> [Name] { level == "high" ? ["care"] : [] }
    func wholeApart(sheet: Name) -> Int? { nil }
    func judged(sheet: Name) -> [Name] { ["care"] }
    func unvaried(sheet: Name) -> [String] { ["lead"] }
    func below(sheet: Name, level: Name) -> [Name] { level == "high" ? ["care"] : [] }
    func happened(by day: Day, hour: String) -> Bool { day == today && hour == "15:00" }
    func interest(_ one: String, _ other: String, kind: Name) -> Bool { one == "P1" && other == "P2" && kind == "family" }
    func holds(person: String, credential: Name) -> Bool { person == "P1" && credential == "trained" }
    func did(event: Name) -> Int { event == "note" ? 3 : 0 }
    func doers(event: Name) -> [String] { ["P2"] }
}

@Suite("What guards can say")
struct GuardTests {
    /// The guard of `plan` in the small workflow, written anew.
    private func guarding(_ text: String) throws -> Guard {
        let source = Small.text.replacing("event.visit_on > today", with: text)
        let workflow = try DefinitionReader(library: Small.library).read(workflow: source, file: "small.yaml").get().value
        return try #require(workflow.rules.first { $0.event == "plan" }?.guards.first)
    }

    @Test("dates are compared, moved and taken apart; functions ask the case", arguments: [
        "event.visit_on > today", "event.visit_on == today + calendarDays(20)", "today - calendarDays(12) == date('2026-12-31')", "event.visit_on - today == 20",
        "date('2024-02-28') + calendarDays(1) == date('2024-02-29')", "today.year() == 2027 && today.month() == 1 && today.dayOfMonth() == 12", "today.weekday() == 'tuesday'",
        "workingDays(today, event.visit_on) == 20", "schoolDays('host', today, event.visit_on) == 20", "schoolDays('reviewer', today, event.visit_on) == 0",
        "isSchoolDay('host', today)", "!isSchoolDay('host', event.visit_on)", "schoolDaysBeforeBreak('host', today) > 3", "unsettled('peer') == ['care']",
        "size(sealedBy('peer')) == 2", "happenedBy(today, '15:00') && !happenedBy(today, '14:00')", "interest('P1', 'P2', 'family')", "holds('P1', 'trained')", "did('note') == 3 && did('choose') == 0", "doers('note').all(p, p == 'P2')",
        "today <= today && today != event.visit_on && !(today > event.visit_on)",
    ])
    func says(_ text: String) throws {
        let day = Day(year: 2027, month: 2, day: 1)
        let context = StandIn(event: ["visit_on": .date(day ?? .first)])
        let value = try guarding(text).program.evaluate(Activation(host: context, lookup: { context.variable($0) })).get()
        #expect(value == .bool(true))
    }

    @Test("choices may be compared with their words, texts with any", arguments: [
        "data.profile == 'levels' || 'words' != data.profile", "records.notes.exists(n, n.answer == 'kept' && n.text == 'kep')", "data.profile == \\\"words\\\"",
        "actor.id == 'kep' || subject.name == 'level'", "'data.profile == level' != ''",
    ])
    func choices(_ text: String) throws { _ = try guarding(text) }

    @Test("a field that was left out is absent")
    func absent() throws {
        let context = StandIn()
        let guarding = try guarding("!has(event.visit_on)")
        #expect(try guarding.program.evaluate(Activation(host: context, lookup: { context.variable($0) })).get() == .bool(true))
        #expect(guarding.otherwise?.text() == "The visit lies in the past.")
    }

    @Test("dates outside the calendar are errors, never other dates")
    func outside() throws {
        let context = StandIn()
        let result = try guarding("today + calendarDays(3000000) > today").program.evaluate(Activation(host: context, lookup: { context.variable($0) }))
        guard case .failure(let error) = result else {
            Issue.record("there was a date")
            return
        }
        #expect(error.code == .overflow)
    }

    @Test("what does not type, or names what is not there, is found when the file is loaded", arguments: [
        ("today == now", "`==` does not go between `date` and `timestamp`."), ("unsettled('pear') == []", "There is no sheet `pear`."), ("did('notes') > 0", "There is no event `notes`."),
        ("date('2027-02-30') > today", "`2027-02-30` is not a date such as 2027-01-12."), ("holds(actor.id, 'Trained one')", "`Trained one` is not the name of a credential."),
        ("roles.hots.filled", "Unknown field `hots` of `roles`."), ("records.notes.all(n, n.anser == 'kept')", "Unknown field `anser` of `n`."), ("sheets.peer.opened", "Unknown field `opened` of `sheets.peer`."),
        ("clocks.checking_window.due", "The expression must be of type `bool`, not `date`."), ("links.parent[0].case_id == ''", "Unknown field `case_id` of `link`."),
        ("row.text == ''", "`row` is not declared."),
        ("data.profile == 'level'", "`level` is not one of `words` or `levels`, so that the comparison says the same for ever."),
        ("'kep' != records.notes[0].answer || records.notes.exists(n, n.answer == 'kep')", "`kep` is not one of `kept` or `dropped`, so that the comparison says the same for ever."),
    ])
    func refused(_ text: String, _ sentence: String) {
        let source = Small.text.replacing("event.visit_on > today", with: text)
        guard case .failure(let mistakes) = DefinitionReader(library: Small.library).read(workflow: source, file: "small.yaml") else {
            Issue.record("it was taken")
            return
        }
        #expect(mistakes.findings.map(\.sentence) == [sentence])
    }

    @Test("a guard that can take too long by the maxima of the file is not taken, and the part that costs most is named")
    func costly() throws {
        let guarded = "records.notes.all(a, records.notes.all(b, records.notes.all(c, a.text == b.text || b.text == c.text)))"
        func reading(max: Int) -> Result<Checked<Workflow>, Mistakes> {
            let source = Small.text.replacing("event.visit_on > today", with: guarded).replacing("title: Notes", with: "title: Notes\n    max: \(max)")
            return DefinitionReader(library: Small.library).read(workflow: source, file: "small.yaml")
        }
        _ = try reading(max: 20).get()
        guard case .failure(let mistakes) = reading(max: 200), let sentence = mistakes.findings.first?.sentence else {
            Issue.record("it was taken")
            return
        }
        #expect(mistakes.findings.count == 1)
        #expect(sentence == "The expression can take 504120603 steps, and 10000000 are allowed; most of them go into `\(guarded)`.")
    }

    @Test("the table of functions documents every one")
    func table() {
        #expect(GuardFunctions.table.allSatisfy { $0.documentation.hasSuffix(".") })
        #expect(GuardFunctions.table.first == .init(name: "workingDays", signature: "workingDays(date, date) -> int", documentation: "How many working days lie after the first date up to and with the second; negative where the second comes first."))
        #expect(Set(GuardFunctions.table.map(\.name)) == [
            "workingDays", "schoolDays", "isSchoolDay", "schoolDaysBeforeBreak", "unsettled", "sealedBy", "carried", "passes", "apart", "straddling", "wholeApart", "judged", "below", "unvaried", "interest", "happenedBy", "holds", "did", "doers", "calendarDays", "date", "_+_", "_-_",
            "year", "month", "dayOfMonth", "weekday",
        ])
    }

    @Test("values of expressions become values of fields where they fit")
    func values() {
        #expect(CEL.Value.string("a").fieldValue(as: .choice(["a"])) == .text("a"))
        #expect(CEL.Value.int(3).fieldValue(as: .whole(min: 0, max: 9)) == .whole(3))
        #expect(CEL.Value.host(DateValue(.first)).fieldValue(as: .date) == .date(.first))
        #expect(CEL.Value.list([.string("a")]).fieldValue(as: .list(.text(max: 9, words: nil), min: 0, max: 3)) == .list([.text("a")]))
        #expect(CEL.Value.list([.int(1)]).fieldValue(as: .list(.text(max: 9, words: nil), min: 0, max: 3)) == nil)
        #expect(CEL.Value.null.fieldValue(as: .yesNo) == nil)
        #expect(FieldValue.absent(.notSeen).guardValue == nil)
    }
}

@Suite("The table of findings")
struct FindingTableTests {
    @Test("every code has a row that says what it means and what to do")
    func rows() {
        #expect(Finding.Code.table.count == Finding.Code.allCases.count)
        #expect(Finding.Code.table.allSatisfy { $0.meaning.hasSuffix(".") && !$0.example.isEmpty && !$0.fix.isEmpty })
        #expect(Finding.Code.unknownRole.row == .init(code: "unknown-role", severity: .error, meaning: "A role that is not declared.", example: "by: reviwer", fix: "by: reviewer"))
    }

    @Test("findings are JSON for programs")
    func json() throws {
        guard case .failure(let mistakes) = DefinitionReader(library: Small.library).read(workflow: Small.text.replacing("to: visiting", with: "to: visting"), file: "small.yaml") else {
            Issue.record("it was taken")
            return
        }
        #expect(mistakes.json.text == """
            [{"severity":"error","code":"unknown-state","file":"small.yaml","line":45,"column":13,"length":7,"sentence":"There is no state `visting`.","fix":"did you mean `visiting`?"}]
            """)
    }
}

@Suite("Diagrams of workflows")
struct DiagramTests {
    @Test("a diagram has the titles of states and events, and who may send")
    func mermaid() throws {
        let workflow = try DefinitionReader(library: Small.library).read(workflow: Small.text, file: "small.yaml").get().value
        #expect(workflow.mermaid() == """
            stateDiagram-v2
              classDef active stroke-width:4px,font-weight:bold
              state "Planning" as s1
              state "Visit" as s2
              state "Check" as s3
              state "Finished" as s4
              s4 --> [*]
              [*] --> s1
              s1 --> s2: Plan the visit (Coordinator)
              s2 --> s2: Take a note (Reviewer) (stays)
              s2 --> s2: Answer a note (Host) (stays)
              s2 --> s2: Choose a judgement (Reviewer) (stays)
              s2 --> s3: done
              s3 --> s3: Lengthen (Coordinator) (stays)
              s3 --> s4: The window closes (clock)

            """)
        #expect(workflow.dot().contains("Plan the visit (Coordinator)"))
    }
}
