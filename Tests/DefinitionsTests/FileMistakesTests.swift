import Testing

@Suite("What is not YAML as Triad reads it")
struct FileMistakesTests {
    @Test("each mistake is told at its place, in whole sentences, with what to write instead", arguments: mistakes)
    func told(_ mistake: Mistaken) {
        #expect(Small.text.contains(mistake.old))
        #expect(Small.findings(changing: mistake.old, to: mistake.new) == mistake.says)
    }

    static let mistakes: [Mistaken] = [
        Mistaken("a tag where a guard stands asks for quotes", old: #"""
            - that: "event.visit_on > today"
            """#, new: "- that: !event.visit_on", says: #"""
            small.yaml:43:19: error: In YAML an exclamation mark here begins a tag, so this is not read as a guard. [tag]
               43 |           - that: !event.visit_on
                  |                   ^
                  = Put the guard in quotes.

            1 mistake
            """#),
        Mistaken("a tag elsewhere", old: "title: Small review", new: "title: !important Small review", says: #"""
            small.yaml:4:8: error: Tags (`!name`) are not part of the language. [tag]
                4 | title: !important Small review
                  |        ^
                  = Put the text in quotes.

            1 mistake
            """#),
        Mistaken("an anchor", old: #"""
            outside: [subject] }
              reader
            """#, new: #"""
            outside: &away [subject] }
              reader
            """#, says: #"""
            small.yaml:12:41: error: Anchors (`&name`) are not part of the language. [anchor]
               12 |   reviewer: { title: Reviewer, outside: &away [subject] }
                  |                                         ^
                  = Write the value out where it is needed, or put the text in quotes.

            1 mistake
            """#),
        Mistaken("an alias", old: "outside: [subject, reviewer], optional", new: "outside: *away, optional", says: #"""
            small.yaml:13:37: error: Aliases (`*name`) are not part of the language. [alias]
               13 |   reader: { title: Reader, outside: *away, optional: true }
                  |                                     ^
                  = Write the value out where it is needed, or put the text in quotes.

            1 mistake
            """#),
        Mistaken("a merge key", old: #"""
                  plan:

            """#, new: #"""
                  plan:
                    <<: {}

            """#, says: #"""
            small.yaml:39:9: error: Merge keys (`<<`) are not part of the language. [merge-key]
               39 |         <<: {}
                  |         ^
                  = Write the keys out.

            1 mistake
            """#),
        Mistaken("a key that comes twice", old: #"""
                title: Visit

            """#, new: #"""
                title: Visit
                title: Again

            """#, says: #"""
            small.yaml:49:5: error: The key `title` is given twice; the first is in line 48. [duplicate-key]
               49 |     title: Again
                  |     ^
                  = Keep one of them.

            1 mistake
            """#),
        Mistaken("a tab", old: "    title: Check", new: "\ttitle: Check", says: #"""
            small.yaml:56:1: error: A line is indented with a tab. [tab]
               56 | \#ttitle: Check
                  | ^
                  = Indent with spaces.

            1 mistake
            """#),
        Mistaken("a text with a colon and no quotes", old: "else: The visit lies in the past.", new: "else: Mind: the visit lies in the past.", says: #"""
            small.yaml:44:23: error: The file cannot be read as YAML here: mapping values are not allowed in this context. [yaml-syntax]
               44 |             else: Mind: the visit lies in the past.
                  |                       ^
                  = A text that holds a colon and a space needs quotes.

            1 mistake
            """#),
        Mistaken("a bracket that is not closed", old: "fields: [answer] } }", new: "fields: [answer } }", says: #"""
            small.yaml:52:90: error: The file cannot be read as YAML here: while parsing a flow sequence (line 52), did not find expected ',' or ']'. [yaml-syntax]
               52 |       answer: { title: Answer a note, by: host, update: { record: notes, fields: [answer } }
                  |                                                                                          ^
                  = Close the bracket, or separate the parts with commas.

            1 mistake
            """#),
        Mistaken("a second document", old: #"""
            letters:

            """#, new: #"""
            ---
            letters:

            """#, says: #"""
            small.yaml:67:1: error: A second document begins here; a file holds one definition. [several-documents]
               67 | ---
                  | ^
                  = Put it in a file of its own.

            1 mistake
            """#),
        Mistaken("a key that is a list", old: "initial: planning", new: #"""
            ? [initial]
            : planning
            """#, says: #"""
            small.yaml:32:3: error: A key is a single word here, never a list or a map. [key-not-text]
               32 | ? [initial]
                  |   ^
                  = Write `key: value`.

            1 mistake
            """#),
        Mistaken("a word that other readers take for false", old: "title: Small review", new: "title: no", says: #"""
            small.yaml:4:8: warning: Other programs read `no` as false. [ambiguous-scalar]
                4 | title: no
                  |        ^
                  = Put it in quotes: "no".

            1 warning
            """#),
        Mistaken("a number with a leading zero, and a date", old: "title: Small review", new: "title: { en: 0123, cy: 2027-01-12 }", says: #"""
            small.yaml:4:14: warning: Other programs read `0123` as an octal number. [ambiguous-scalar]
                4 | title: { en: 0123, cy: 2027-01-12 }
                  |              ^
                  = Put it in quotes: "0123".

            small.yaml:4:24: warning: Other programs read `2027-01-12` as a date and time. [ambiguous-scalar]
                4 | title: { en: 0123, cy: 2027-01-12 }
                  |                        ^
                  = Put it in quotes: "2027-01-12".

            2 warnings
            """#),
    ]
}
