import Testing

@Suite("Keys and values that do not fit")
struct ShapeMistakesTests {
    @Test("each mistake is told at its place, in whole sentences, with what to write instead", arguments: mistakes)
    func told(_ mistake: Mistaken) {
        #expect(Small.text.contains(mistake.old))
        #expect(Small.findings(changing: mistake.old, to: mistake.new) == mistake.says)
    }

    static let mistakes: [Mistaken] = [
        Mistaken("a key misspelt", old: #"""
            roles:

            """#, new: #"""
            rols:

            """#, says: #"""
            small.yaml:9:1: error: `rols` means nothing in a workflow. [unknown-key]
                9 | rols:
                  | ^~~~
                  = did you mean `roles`?

            1 mistake
            """#),
        Mistaken("a key that means nothing in a state", old: "    title: Check", new: #"""
                title: Check
                colour: red
            """#, says: #"""
            small.yaml:57:5: error: `colour` means nothing in a state. [unknown-key]
               57 |     colour: red
                  |     ^~~~~~
                  = a state has `title`, `final`, `parallel`, `initial`, `on_entry`, `on_exit`, `waits_for`, `waits_until`, `collect`, `clock`, `clocks`, `window` and others.

            1 mistake
            """#),
        Mistaken("a key missing", old: "  host: { title: Host, from: subject }", new: "  host: { from: subject }", says: #"""
            small.yaml:11:11: error: `title` is missing in the role `host`. [missing-key]
               11 |   host: { from: subject }
                  |           ^
                  = add `title`: what people call it.

            1 mistake
            """#),
        Mistaken("a text where a number belongs", old: #"""
            version: 1
            title: Small
            """#, new: #"""
            version: one
            title: Small
            """#, says: #"""
            small.yaml:3:10: error: `version` must be a whole number from 1 to 1000000, not `one`. [wrong-type]
                3 | version: one
                  |          ^~~

            1 mistake
            """#),
        Mistaken("a list where a text belongs", old: "title: Small review", new: "title: [Small, review]", says: #"""
            small.yaml:4:8: error: `title` must be a text, or a map from languages to texts, not a list. [wrong-type]
                4 | title: [Small, review]
                  |        ^

            1 mistake
            """#),
        Mistaken("a map where a list belongs", old: "of: [kept, dropped]", new: "of: { kept: 1 }", says: #"""
            small.yaml:30:52: error: `of` must be a name, or a list, not a map. [wrong-type]
               30 |       answer: { title: Answer, type: choice, of: { kept: 1 }, later: true }
                  |                                                    ^

            1 mistake
            """#),
        Mistaken("a number out of range", old: #"""
            version: 1
            title: Small
            """#, new: #"""
            version: 0
            title: Small
            """#, says: #"""
            small.yaml:3:10: error: `version` must be between 1 and 1000000. [out-of-range]
                3 | version: 0
                  |          ^

            1 mistake
            """#),
        Mistaken("a name in capitals", old: "  reader: {", new: "  Reader: {", says: #"""
            small.yaml:13:3: error: `Reader` is not a name. [bad-name]
               13 |   Reader: { title: Reader, outside: [subject, reviewer], optional: true }
                  |   ^~~~~~
                  = use small letters, digits, underscores, beginning with a letter.

            1 mistake
            """#),
        Mistaken("an amount without a unit", old: "after: 5 working days", new: "after: 5", says: #"""
            small.yaml:36:21: error: `after` must be a number and a unit, such as `10 days`, not `5`. [wrong-type]
               36 |     clock: { after: 5, owed_by: coordinator }
                  |                     ^

            1 mistake
            """#),
        Mistaken("a datum called by a word of the guard language", old: "visit_on: { title: Day of the visit, type: date }", new: #"""
            visit_on: { title: Day of the visit, type: date }
              in: { title: In, type: date }
            """#, says: #"""
            small.yaml:20:3: error: `in` is a word of the guard language and cannot be the name of a datum. [reserved-name]
               20 |   in: { title: In, type: date }
                  |   ^~
                  = choose another name.

            1 mistake
            """#),
        Mistaken("a role called by a word of the language", old: "  reader: {", new: "  clock: {", says: #"""
            small.yaml:13:3: error: `clock` has a meaning of its own where roles stand. [reserved-name]
               13 |   clock: { title: Reader, outside: [subject, reviewer], optional: true }
                  |   ^~~~~
                  = choose another name.

            1 mistake
            """#),
        Mistaken("a record's field that every row has", old: "text: { title: Note, type: text, max: 200 }", new: "by: { title: By, type: text, max: 200 }", says: #"""
            small.yaml:29:7: error: Each row has `by` already. [reserved-name]
               29 |       by: { title: By, type: text, max: 200 }
                  |       ^~
                  = choose another name.

            1 mistake
            """#),
        Mistaken("a later version of the language", old: "triad: 1", new: "triad: 2", says: #"""
            small.yaml:1:8: error: This engine reads version 1 of the language, not 2. [language-version]
                1 | triad: 2
                  |        ^
                  = write `triad: 1`, or use another engine.

            1 mistake
            """#),
    ]
}
