import JSON
import Testing

@testable import Pages

/// The mistakes as text, or what came out instead.
private func mistakes(_ body: () throws -> String) -> String {
    do { return "no mistake: " + (try body()) } catch { return "\(error)" }
}

@Suite("Templates")
struct TemplateTests {
    @Test("Values are printed as they are in text and escaped in HTML")
    func values() throws {
        let template = try Template(name: "hello", text: "Dear {{name}}, {{count}} & more")
        let data: JSON.Value = ["name": "<Ada> & \"Bob\"", "count": 2]
        #expect(try template.text(data) == "Dear <Ada> & \"Bob\", 2 & more")
        #expect(try template.html(data) == "Dear &lt;Ada&gt; &amp; &quot;Bob&quot;, 2 & more")
    }

    @Test("Sections, lists, partials and places in a list")
    func sections() throws {
        let template = try Template(
            name: "t",
            text: """
            {{#items}}
            {{number()}}. {{name}}{{^last()}},{{/last()}}
            {{/items}}
            {{^none}}
            nothing
            {{/none}}
            {{>foot}}
            """,
            partials: ["foot": "-- {{by.name}}\n"])
        let data: JSON.Value = ["items": [["name": "a"], ["name": "b"]], "none": [], "by": ["name": "C"]]
        #expect(try template.text(data) == "1. a,\n2. b\nnothing\n-- C\n")
    }

    @Test("A value that looks like a tag stays a text")
    func noTags() throws {
        let template = try Template(name: "t", text: "{{a}}|{{#a}}{{.}}{{/a}}")
        #expect(try template.text(["a": "{{b}}"]) == "{{b}}|{{b}}")
    }

    @Test("A name that the data lacks is a mistake with its line and the names that are there")
    func unknown() throws {
        let template = try Template(
            name: "letter", text: "Dear {{place.nmae}},\n\n{{#place}}\n{{town}}\n{{/place}}\n{{>end}}",
            partials: ["end": "\n{{signed}}"])
        #expect(mistakes { try template.text(["place": ["name": "Ada"]]) } == """
            letter:1: The data has no "place.nmae". Names here: place. (unknown-name)
            letter:4: The data has no "town". Names here: name. (unknown-name)
            end:2: The data has no "signed". Names here: place. (unknown-name)
            """)
        #expect(try template.text(["place": ["name": "Ada"]], strict: false) == "Dear ,\n\n\n\n")
    }

    @Test("An empty value where text is printed is a mistake; in a section it is absence")
    func empty() throws {
        let template = try Template(name: "letter", text: "Dear {{name}},\n{{#note}}PS {{note}}{{/note}}")
        #expect(mistakes { try template.text(["name": " ", "note": nil]) } == """
            letter:1: "name" is empty. Give it a value, or put what needs it between {{#name}} and {{/name}}. (empty-value)
            """)
        #expect(try template.text(["name": "Ada", "note": nil]) == "Dear Ada,\n")
    }

    @Test("A list, an object or a truth value is not printed")
    func notText() throws {
        let template = try Template(name: "t", text: "{{a}}")
        #expect(mistakes { try template.text(["a": true]) } == """
            t:1: "a" is not a text or a number. Open a section with it, {{#a}}, or name a part of it. (not-text)
            """)
    }

    @Test("Every mistake in a template is found at its line")
    func broken() {
        #expect(mistakes {
            try Template(
                name: "t",
                text: """
                {{#a}}
                {{{raw}}}
                {{/b}}
                {{=<% %>=}}
                {{two words}}
                {{>nowhere}}
                {{! a comment
                over lines }}
                {{/a}}
                {{/a}}
                {{#open}}
                {{never closed
                """).text([:])
        } == """
            t:2: A value cannot be printed raw. Write {{name}}: values are escaped for where they go. (tag-not-taken)
            t:3: {{/b}} stands where the section "a" of line 1 is open. Write {{/a}} first. (bad-section)
            t:4: "{{=<% %>=}}" is mustache that is not taken here. Use variables, sections, comments and partials. (tag-not-taken)
            t:5: "two words" is no name. Use letters, digits, _ and -, with dots between, such as {{place.name}}. (bad-tag)
            t:10: {{/a}} closes a section that is not open. Take it out, or open it before. (bad-section)
            t:12: The tag is not closed. Write }} after it. (bad-tag)
            t:11: The section "open" is not closed. Write {{/open}} after it. (bad-section)
            t:6: There is no partial "nowhere". No partials were given. (unknown-partial)
            """)
    }

    @Test("Partials that come round to themselves are refused, and so are templates that would never end")
    func bounds() throws {
        #expect(mistakes {
            try Template(name: "t", text: "{{>a}}", partials: ["a": "\n{{>b}}", "b": "{{>a}}"]).text([:])
        } == "b:1: The partial \"a\" comes round to itself. Take this one out. (partial-ring)")

        var doubling: [String: String] = ["p0": "x"]
        for n in 1...30 { doubling["p\(n)"] = "{{>p\(n - 1)}}{{>p\(n - 1)}}" }
        #expect(mistakes { try Template(name: "t", text: "{{>p30}}", partials: doubling).text([:]) }.contains("(too-large)"))

        let deep = String(repeating: "{{#a}}", count: 5000) + String(repeating: "{{/a}}", count: 5000)
        #expect(mistakes { try Template(name: "t", text: deep).text([:]) }.contains("(too-large)"))

        let nested = String(repeating: "{{#a}}", count: 20) + "x" + String(repeating: "{{/a}}", count: 20)
        let list = JSON.Value.array(Array(repeating: 1, count: 30))
        #expect(mistakes { try Template(name: "t", text: nested).text(["a": list]) }
            == "t:1: Filling in this template takes more than a million steps. Use fewer lists within lists. (too-large)")
    }

    @Test("Names are told apart by their scalars")
    func scalars() throws {
        let template = try Template(name: "t", text: "{{e}}")
        #expect(mistakes { try template.text(["e\u{301}": "x"]) }.contains("(unknown-name)"))
        #expect(mistakes { try Template(name: "t", text: "{{e\u{301}}}").text([:]) }.contains("(bad-tag)"))
        #expect(mistakes { try Template(name: "t", text: "a{{e}}\u{301}").text(["e": "x"]) }.contains("t:1: "))
    }
}
