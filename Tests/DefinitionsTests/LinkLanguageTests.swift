@testable import Definitions
import Testing

@Suite("Mistakes in what is said to linked cases")
struct LinkLanguageTests {
    private static let item = """
        triad: 1
        workflow: item
        version: 1
        title: Item
        subject: person
        calendar: somewhere
        roles: { coordinator: { title: Coordinator }, judge: { title: Judge, outside: [subject] } }
        states:
          open:
            title: Open
            events:
              take: { title: Take, by: case, form: { who: { title: Who, type: person } }, appoint: { role: judge, person: "event.who" } }
              wait: { title: Wait, by: case, form: { days: { title: Days, type: whole, min: 1, max: 9 } } }
              end: { title: End, by: coordinator, to: ended }
          ended: { title: Ended, final: true }
        """

    /// The small workflow with a link to items, and an event that does something to them.
    private static func findings(_ does: String) -> String {
        let source = Small.text
            .replacing("links:\n", with: "links:\n  items: { title: Items, workflow: item }\n")
            .replacing("      plan:\n", with: "      act:\n        title: Act\n        by: coordinator\n        form: { who: { title: Who, type: person } }\n        \(does)\n      plan:\n")
        var library = Small.library
        library.workflows?["item"] = WorkflowOutline(workflow: item, file: "item.yaml")
        return switch DefinitionReader(library: library).read(workflow: source, file: "small.yaml") {
        case .success(let checked): checked.warnings.isEmpty ? "" : Mistakes(findings: checked.warnings, source: source).text
        case .failure(let mistakes): mistakes.text
        }
    }

    @Test("as it should be, it has none", arguments: [
        "start: { link: items, workflow: item, person: \"event.who\", roles: { coordinator: coordinator } }",
        "allocate: { link: items, from: reviewer, as: judge, each: 2, event: take }",
        "allocate: [{ link: items, from: reviewer, as: judge, event: take }, { link: items, from: reader, as: judge, event: take }]",
        "tell: { link: items, about: \"event.who\", event: wait, with: { days: \"3\" } }",
    ])
    func right(_ does: String) { #expect(Self.findings(does) == "") }

    @Test("each is told at its place, with what to write instead", arguments: [
        ("start: { link: items, workflow: item, roles: { coordinator: coordinator } }", """
            small.yaml:43:24: error: What the new case is about is not said. [missing-key]
               43 |         start: { link: items, workflow: item, roles: { coordinator: coordinator } }
                  |                        ^~~~~
                  = add `subject`, `person` or `organisation`.

            1 mistake
            """),
        ("start: { link: items, workflow: item, subject: host, person: \"event.who\" }", """
            small.yaml:43:62: error: What the new case is about is said twice. [contradiction]
               43 |         start: { link: items, workflow: item, subject: host, person: "event.who" }
                  |                                                              ^~~~~~
                  = take one of them out.

            1 mistake
            """),
        ("start: { link: items, workflow: item, organisation: \"event.who\" }", """
            small.yaml:43:47: error: Cases of `item` are about person, not about organisation. [contradiction]
               43 |         start: { link: items, workflow: item, organisation: "event.who" }
                  |                                               ^~~~~~~~~~~~
                  = write `person`.

            1 mistake
            """),
        ("allocate: { link: items, from: reviewer, as: judg, event: take }", """
            small.yaml:43:54: error: There is no role `judg` in `item`. [unknown-role]
               43 |         allocate: { link: items, from: reviewer, as: judg, event: take }
                  |                                                      ^~~~
                  = did you mean `judge`?

            1 mistake
            """),
        ("allocate: { link: items, from: reviewer, as: judge, event: wait }", """
            small.yaml:43:68: error: The form of `wait` in `item` asks for other than one person. [contradiction]
               43 |         allocate: { link: items, from: reviewer, as: judge, event: wait }
                  |                                                                    ^~~~
                  = give it one field of the type person, and let it appoint whom that names.

            1 mistake
            """),
        ("allocate: { link: items, from: reviewer, as: judge, event: end }", """
            small.yaml:43:68: error: `item` takes no event `end` by another case. [event-not-taken]
               43 |         allocate: { link: items, from: reviewer, as: judge, event: end }
                  |                                                                    ^~~
                  = add it there, `by: case`.

            1 mistake
            """),
        ("tell: { link: items, about: \"event.whom\", event: wait, with: { days: \"3\" } }", """
            small.yaml:43:44: error: Unknown field `whom` of `event`. [expression]
               43 |         tell: { link: items, about: "event.whom", event: wait, with: { days: "3" } }
                  |                                            ^~~~
                  = did you mean `who`?

            1 mistake
            """),
    ])
    func mistakes(_ does: String, _ says: String) { #expect(Self.findings(does) == says) }

    @Test("a sheet may be seen by some; `seen_by` is for what is restricted")
    func sheets() {
        let sheet = "  peer: { title: Judgement,"
        #expect(Small.findings(changing: sheet, to: "  peer: { visibility: restricted, seen_by: [host], title: Judgement,") == "")
        #expect(Small.findings(changing: sheet, to: "  peer: { seen_by: [host], title: Judgement,") == """
            small.yaml:23:11: error: `seen_by` is for what is restricted. [contradiction]
               23 |   peer: { seen_by: [host], title: Judgement, rubric: { by: profile, words: plain, levels: graded }, by: reviewer, settled_by: [reviewer] }
                  |           ^~~~~~~
                  = add `visibility: restricted`, or take `seen_by` out.

            1 mistake
            """)
    }
}
