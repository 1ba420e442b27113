import Foundation
import JSON
import Testing

@testable import Pages

private func mistakes(_ body: () throws -> Page) -> String {
    do { return "no mistake: " + (try body()).markdown() } catch { return "\(error)" }
}

@Suite("The page language")
struct PageLanguageTests {
    @Test("A template and its data make a page")
    func page() throws {
        let template = try Template(
            name: "visit.page",
            text: """
            {{! The report. }}
            ::title Visit to {{place}}
            ::subtitle Autumn
            ::note Edition | {{edition}}
            ::footer For {{place}}
            ::log {{head}}

            # What we saw
            It was **good**, and {{#late}}late, {{/late}}
            {{#late}}very late, {{/late}}
            *not* bad: 2 * 3.

            {{#findings}}
            - {{.}}
            {{/findings}}

            1. one
              and more
            2. two

            ::facts
            Place | {{place}} \\| co
            ::end
            ::grid Counts
            Area | Pieces >
            {{#areas}}
            {{name}} | {{count}}
            {{/areas}}
            ::end
            ::table given
            ::chart dots | with table
            ::quote {{response}} | {{place}}, in writing
            ::callout Why
            First.

            Second.
            ::end
            ::write Signed | 3 lines
            ::grid Seen | 4 rows
            What
            ::end
            \\::not a directive
            """)
        let data: JSON.Value = [
            "place": "Larkrise", "edition": 2, "head": "q8F=", "late": false, "findings": ["calm", "kind"],
            "areas": [["name": "A | B", "count": 3]], "response": "We agree.\n::pagebreak",
        ]
        let page = try template.page(data, supplies: Supplies(
            tables: ["given": Table(columns: ["X"], rows: [["y"]])],
            charts: ["dots": .dots(Dots(title: "D", rows: [.init("r", 1, of: 2)]))]))
        #expect(page.markdown() == """
            # Visit to Larkrise

            *Autumn*

            - **Edition:** 2

            ## What we saw

            It was **good**, and *not* bad: 2 \\* 3.

            - calm
            - kind

            1. one and more
            2. two

            - **Place:** Larkrise \\| co

            **Counts**

            | Area | Pieces |
            | --- | ---: |
            | A \\| B | 3 |

            | X |
            | --- |
            | y |

            **D**

            | Row | Count | Out of |
            | --- | ---: | ---: |
            | r | 1 | 2 |

            > We agree.\\
            > ::pagebreak
            >
            > — Larkrise, in writing

            > **Why**
            >
            > First.
            >
            > Second.

            Signed: \\_\\_\\_\\_\\_\\_\\_\\_

            **Seen**

            | What |
            | --- |

            ::not a directive

            ---

            For Larkrise

            Log head: q8F=

            """)
    }

    @Test("No text of a person becomes markup, wherever it stands",
        arguments: ["::pagebreak", "# big", "- item", "**x**", "a | b", "\n\n::title stolen", "{{title}}", "\\*"])
    func injection(_ text: String) throws {
        let template = try Template(
            name: "t", text: "::title T\n{{v}}\n\n# {{v}}\n- {{v}}\n::note N | {{v}}\n::grid\nA | B\n{{v}} | c\n::end\n")
        let page = try template.page(["v": .string(text)])
        #expect(page.title == "T")
        #expect(page.blocks.count == 4)
        guard case .paragraph(let paragraph) = page.blocks[0], case .heading(1, let heading) = page.blocks[1],
            case .list(let list) = page.blocks[2], case .table(let table) = page.blocks[3]
        else { return #expect(Bool(false), "the blocks are others") }
        #expect([paragraph, heading, list.items[0], page.notes[0].value].allSatisfy { $0.runs.count == 1 && $0.plain == text })
        #expect(table.rows.map { $0.map(\.text) } == [[text, "c"]])
    }

    @Test("Every mistake is given with its template and line")
    func mistaken() throws {
        let template = try Template(
            name: "r.page",
            text: """
            ::subtitle
            ::table missing
            ::chart
            ::chart here | with table and more
            ::quote plain words
            ::facts
            no bar
            ::end
            ::grid
            A | B
            1
            ::end
            ::nonsense
            ::end
            a **b

            ::write Signed | many lines
            ::write | 2 lines
            ::callout Why
            - item
            ::end
            {{>inner}}
            ::callout Open
            """,
            partials: ["inner": "\n::contents now\n"])
        #expect(mistakes { try template.page([:], supplies: Supplies(tables: ["given": Table(columns: [], rows: [])])) } == """
            r.page:1: Nothing stands after ::subtitle. Write it on the same line. (bad-line)
            r.page:2: No table "missing" was supplied. There are: given. (unknown-supply)
            r.page:3: Nothing stands after ::chart. Write it on the same line. (bad-line)
            r.page:4: "with table and more" is no wish for a chart. Write: ::chart NAME | with table (bad-line)
            r.page:5: ::quote prints one value of the data, unedited. Write: ::quote {{response}} | {{name}}, who said it (bad-line)
            r.page:7: A fact is a label and its value with one | between. Write: Label | {{value}} (bad-line)
            r.page:11: The row has 1 cells where the headings are 2. Put one | between each two cells. (bad-line)
            r.page:13: "::nonsense" is not known. Known are: ::title ::subtitle ::language ::note ::footer ::log ::contents ::landscape ::compact ::large ::facts ::table ::chart ::grid ::quote ::callout ::write ::sign ::cut ::enclosures ::pagebreak ::end. (unknown-line)
            r.page:14: ::end ends nothing. Take it out. (bad-block)
            r.page:15: "**" is opened and not closed. Close it in the same paragraph, or write \\* for the character. (bad-line)
            r.page:17: "many lines" says no number of lines to write on. Write: ::write TEXT | 5 lines (bad-line)
            r.page:18: Nothing stands after ::write. Write it on the same line. (bad-line)
            r.page:20: A callout holds paragraphs alone. Put headings and lists outside of it. (bad-line)
            inner:2: ::contents stands alone on its line. Take the rest of the line out. (bad-line)
            r.page:23: ::callout is not ended. Write ::end on a line of its own after it. (bad-block)
            r.page:1: The page has no title. Write a line such as: ::title Report on {{name}} (no-title)
            """)
    }

    @Test("A form has boxes to tick, columns of their own widths, rows to fill in counted with those that are, and lines to sign on")
    func forms() throws {
        let template = try Template(name: "form", text: """
            ::title Form
            ::compact
            - [ ] not yet
            - [x] done, and *so* {{text}}

            ::grid Seen | 3 rows in all
            What :3 | How ^ :1
            {{#rows}}
            {{.}} | [ ]
            {{/rows}}
            ::end
            ::grid | tall rows
            Area | Note
            One |
            ::end
            ::sign Name | Date
            ::cut Reply slip
            ::pagebreak | with title
            """)
        let page = try template.page(["text": "[ ] as typed", "rows": ["a", "b"]])
        #expect(page.size == .compact)
        #expect(page.plainText() == """
            Form

            * \u{2610} not yet
            * \u{2611} done, and so [ ] as typed

            Seen
            * a
              How: \u{2610}
            * b
              How: \u{2610}

            * One

            Name: ________   Date: ________

            - - - Reply slip - - -

            """)
        let html = page.html()
        #expect(html.contains("<body class=\"compact\">"))
        #expect(html.contains("<li class=\"box\" dir=\"auto\">\u{2610} not yet</li>"))
        #expect(html.contains("<colgroup><col style=\"width: 75%\"><col style=\"width: 25%\"></colgroup>"))
        #expect(html.components(separatedBy: "<tr class=\"blank\">").count == 2)
        #expect(html.contains("<div class=\"head\">\n<p class=\"title\" dir=\"auto\">Form</p>\n</div>"))
    }

    @Test("What a form lacks is told")
    func formMistakes() throws {
        let template = try Template(name: "form", text: """
            ::title Form
            ::sign | Date
            ::pagebreak | here
            ::grid | some rows in all
            A | B
            ::end
            ::cut
            """)
        #expect(mistakes { try template.page([:]) } == """
            form:2: ::sign has one to four labels with one | between. Write: ::sign Name | Signature | Date (bad-line)
            form:3: ::pagebreak stands alone on its line. Take the rest of the line out. (bad-line)
            form:4: "some rows" says no number of rows to write on. Write: ::grid TEXT | 5 rows (bad-line)
            form:7: Nothing stands after ::cut. Write it on the same line. (bad-line)
            """)
    }
}
