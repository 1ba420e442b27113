import Testing

@Suite("Names and expressions that do not fit")
struct NameMistakesTests {
    @Test("each mistake is told at its place, in whole sentences, with what to write instead", arguments: mistakes)
    func told(_ mistake: Mistaken) {
        #expect(Small.text.contains(mistake.old))
        #expect(Small.findings(changing: mistake.old, to: mistake.new) == mistake.says)
    }

    static let mistakes: [Mistaken] = [
        Mistaken("an unknown role with the nearest", old: "note: { title: Take a note, by: reviewer", new: "note: { title: Take a note, by: reviwer", says: #"""
            small.yaml:51:39: error: There is no role `reviwer`. [unknown-role]
               51 |       note: { title: Take a note, by: reviwer, add: notes }
                  |                                       ^~~~~~~
                  = did you mean `reviewer`?

            1 mistake
            """#),
        Mistaken("an unknown role in a duty", old: "outside: [subject, reviewer]", new: "outside: [subject, viewer]", says: #"""
            small.yaml:13:47: error: There is no role `viewer`. [unknown-role]
               13 |   reader: { title: Reader, outside: [subject, viewer], optional: true }
                  |                                               ^~~~~~
                  = did you mean `reviewer`?

            1 mistake
            """#),
        Mistaken("an unknown state", old: "to: visiting", new: "to: visting", says: #"""
            small.yaml:45:13: error: There is no state `visting`. [unknown-state]
               45 |         to: visting
                  |             ^~~~~~~
                  = did you mean `visiting`?

            1 mistake
            """#),
        Mistaken("an unknown sheet", old: "collect: peer", new: "collect: pear", says: #"""
            small.yaml:49:14: error: There is no sheet `pear`. [unknown-sheet]
               49 |     collect: pear
                  |              ^~~~
                  = did you mean `peer`?

            1 mistake
            """#),
        Mistaken("an unknown record", old: "add: notes", new: "add: note", says: #"""
            small.yaml:51:54: error: There is no record `note`. [unknown-record]
               51 |       note: { title: Take a note, by: reviewer, add: note }
                  |                                                      ^~~~
                  = did you mean `notes`?

            1 mistake
            """#),
        Mistaken("an unknown later field", old: "fields: [answer]", new: "fields: [anser]", says: #"""
            small.yaml:52:83: error: There is no field `anser` in `notes`. [unknown-field]
               52 |       answer: { title: Answer a note, by: host, update: { record: notes, fields: [anser] } }
                  |                                                                                   ^~~~~
                  = did you mean `answer`?

            1 mistake
            """#),
        Mistaken("a field that is no later field", old: "fields: [answer]", new: "fields: [text]", says: #"""
            small.yaml:52:83: error: `text` is filled when the row is added, so no later event fills it. [contradiction]
               52 |       answer: { title: Answer a note, by: host, update: { record: notes, fields: [text] } }
                  |                                                                                   ^~~~
                  = declare it with `later: true`.

            1 mistake
            """#),
        Mistaken("an unknown datum in a form", old: "form: { visit_on: {} }", new: "form: { visit_onn: {} }", says: #"""
            small.yaml:41:17: error: `visit_onn` has no type here, and there is no datum of that name. [unknown-datum]
               41 |         form: { visit_onn: {} }
                  |                 ^~~~~~~~~
                  = did you mean `visit_on`?

            1 mistake
            """#),
        Mistaken("an unknown letter", old: "letters: [planned]", new: "letters: [plan]", says: #"""
            small.yaml:46:19: error: There is no letter `plan`. [unknown-letter]
               46 |         letters: [plan]
                  |                   ^~~~
                  = declared is `planned`.

            small.yaml:68:3: warning: Nothing sends the letter `planned`. [letter-not-used]
               68 |   planned: { title: The visit, to: [host, reviewer], template: letters/planned }
                  |   ^~~~~~~
                  = add `letters: [planned]` to an event, or take it out.

            1 mistake, 1 warning
            """#),
        Mistaken("an appointment on no datum", old: "\nletters:", new: "\nappointments: { visit: { title: Visit, from: visit, who: host } }\nletters:", says: #"""
            small.yaml:67:46: error: There is no datum `visit`. [unknown-datum]
               67 | appointments: { visit: { title: Visit, from: visit, who: host } }
                  |                                              ^~~~~
                  = declared are `visit_on` and `profile`.

            1 mistake
            """#),
        Mistaken("an appointment on what is no date", old: "\nletters:", new: "\nappointments: { visit: { title: Visit, from: profile, who: host } }\nletters:", says: #"""
            small.yaml:67:46: error: `profile` is not a date, so that it cannot stand in a calendar. [wrong-type]
               67 | appointments: { visit: { title: Visit, from: profile, who: host } }
                  |                                              ^~~~~~~
                  = give it `type: date`, or name one that has it.

            1 mistake
            """#),
        Mistaken("a letter with an unknown appointment", old: "template: letters/planned", new: "template: letters/planned, appointments: visit", says: #"""
            small.yaml:68:95: error: There is no appointment `visit`. [unknown-appointment]
               68 |   planned: { title: The visit, to: [host, reviewer], template: letters/planned, appointments: visit }
                  |                                                                                               ^~~~~
                  = none is declared.

            1 mistake
            """#),
        Mistaken("a report for an unknown role", old: "\nletters:", new: "\nreports: { notes: { title: Notes, template: letters/planned, for: [hosts] } }\nletters:", says: #"""
            small.yaml:67:68: error: There is no role `hosts`. [unknown-role]
               67 | reports: { notes: { title: Notes, template: letters/planned, for: [hosts] } }
                  |                                                                    ^~~~~
                  = did you mean `host`?

            1 mistake
            """#),
        Mistaken("an unknown template", old: "template: letters/planned", new: "template: letters/plan", says: #"""
            small.yaml:68:64: error: There is no template `letters/plan`. [unknown-template]
               68 |   planned: { title: The visit, to: [host, reviewer], template: letters/plan }
                  |                                                                ^~~~~~~~~~~~
                  = did you mean `letters/planned`?

            1 mistake
            """#),
        Mistaken("an unknown link", old: "tell: { link: parent", new: "tell: { link: parents", says: #"""
            small.yaml:65:71: error: There is no link `parents`. [unknown-link]
               65 |   finished: { title: Finished, final: true, on_entry: { tell: { link: parents, event: finished } } }
                  |                                                                       ^~~~~~~
                  = did you mean `parent`?

            1 mistake
            """#),
        Mistaken("an unknown workflow", old: "workflow: round, parent", new: "workflow: rounds, parent", says: #"""
            small.yaml:16:37: error: There is no workflow `rounds`. [unknown-workflow]
               16 |   parent: { title: Round, workflow: rounds, parent: true }
                  |                                     ^~~~~~
                  = did you mean `round`?

            1 mistake
            """#),
        Mistaken("an event that the other workflow does not take", old: "event: finished } } }", new: "event: finish } } }", says: #"""
            small.yaml:65:86: error: `round` takes no event `finish` by another case. [event-not-taken]
               65 |   finished: { title: Finished, final: true, on_entry: { tell: { link: parent, event: finish } } }
                  |                                                                                      ^~~~~~
                  = did you mean `finished`?

            1 mistake
            """#),
        Mistaken("an unknown clock", old: "clock: window", new: "clock: windw", says: #"""
            small.yaml:63:26: error: No clock `windw` runs where this event is taken. [unknown-clock]
               63 |         extend: { clock: windw, by: "event.days" }
                  |                          ^~~~~
                  = did you mean `window`?

            1 mistake
            """#),
        Mistaken("an unknown type", old: "type: whole, min: 1, max: 9", new: "type: number, min: 1, max: 9", says: #"""
            small.yaml:62:44: error: There is no type `number`. [wrong-type]
               62 |         form: { days: { title: Days, type: number, min: 1, max: 9 } }
                  |                                            ^~~~~~
                  = write `text`, `whole`, `yes_no`, `date`, `choice`, `person`, `organisation`, `criterion` or `row`, or `list(…)` of one of them.

            1 mistake
            """#),
        Mistaken("a choice without choices", old: "type: choice, of: [kept, dropped], later", new: "type: choice, later", says: #"""
            small.yaml:30:38: error: A choice needs its choices. [missing-key]
               30 |       answer: { title: Answer, type: choice, later: true }
                  |                                      ^~~~~~
                  = add `of: [one, another]`.

            1 mistake
            """#),
        Mistaken("a default that is no choice", old: "default: words", new: "default: word", says: #"""
            small.yaml:20:74: error: There is no choice `word`. [out-of-range]
               20 |   profile: { title: Profile, type: choice, of: [words, levels], default: word }
                  |                                                                          ^~~~
                  = did you mean `words`?

            1 mistake
            """#),
        Mistaken("a guard with a misspelt field", old: "event.visit_on > today", new: "event.visit_onn > today", says: #"""
            small.yaml:43:26: error: Unknown field `visit_onn` of `event`. [expression]
               43 |           - that: "event.visit_onn > today"
                  |                          ^~~~~~~~~
                  = did you mean `visit_on`?

            1 mistake
            """#),
        Mistaken("a guard that compares a date with a number", old: "event.visit_on > today", new: "event.visit_on > 5", says: #"""
            small.yaml:43:20: error: `>` does not go between `date` and `int`. [expression]
               43 |           - that: "event.visit_on > 5"
                  |                    ^~~~~~~~~~~~~~~~~~

            1 mistake
            """#),
        Mistaken("a guard that is no condition", old: "event.visit_on > today", new: "event.visit_on", says: #"""
            small.yaml:43:20: error: The expression must be of type `bool`, not `date`. [expression]
               43 |           - that: "event.visit_on"
                  |                    ^~~~~~~~~~~~~~

            1 mistake
            """#),
        Mistaken("a guard that cannot be parsed", old: "event.visit_on > today", new: "event.visit_on > ", says: #"""
            small.yaml:43:37: error: A value is expected here, not the end of the expression. [expression]
               43 |           - that: "event.visit_on > "
                  |                                     ^

            1 mistake
            """#),
        Mistaken("a function that names an unknown role", old: "event.visit_on > today", new: "isSchoolDay('hots', event.visit_on)", says: #"""
            small.yaml:43:32: error: There is no role `hots`. [expression]
               43 |           - that: "isSchoolDay('hots', event.visit_on)"
                  |                                ^~~~~~
                  = did you mean `host`?

            1 mistake
            """#),
        Mistaken("a function whose role is computed", old: "event.visit_on > today", new: "isSchoolDay(actor.id, event.visit_on)", says: #"""
            small.yaml:43:32: error: This argument must be written out, not computed. [expression]
               43 |           - that: "isSchoolDay(actor.id, event.visit_on)"
                  |                                ^~~~~~~~

            1 mistake
            """#),
        Mistaken("two mistakes in one guard", old: "event.visit_on > today", new: "event.visit > todai", says: #"""
            small.yaml:43:26: error: Unknown field `visit` of `event`. [expression]
               43 |           - that: "event.visit > todai"
                  |                          ^~~~~

            small.yaml:43:34: error: `todai` is not declared. [expression]
               43 |           - that: "event.visit > todai"
                  |                                  ^~~~~
                  = did you mean `today`?

            2 mistakes
            """#),
        Mistaken("a value of the wrong type", old: #"""
            by: "event.days"
            """#, new: #"""
            by: "today"
            """#, says: #"""
            small.yaml:63:39: error: The expression must be of type `int`, not `date`. [expression]
               63 |         extend: { clock: window, by: "today" }
                  |                                       ^~~~~

            1 mistake
            """#),
        Mistaken("a value that is no choice", old: "add: notes }", new: #"""
            add: notes, set: { profile: "'level'" } }
            """#, says: #"""
            small.yaml:51:77: error: `level` is not one of `words` or `levels`. [expression]
               51 |       note: { title: Take a note, by: reviewer, add: notes, set: { profile: "'level'" } }
                  |                                                                             ^~~~~~~~~
                  = did you mean `levels`?

            1 mistake
            """#),
    ]
}
