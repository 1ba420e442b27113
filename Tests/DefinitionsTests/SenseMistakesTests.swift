import Testing

@Suite("What makes no sense together")
struct SenseMistakesTests {
    @Test("each mistake is told at its place, in whole sentences, with what to write instead", arguments: mistakes)
    func told(_ mistake: Mistaken) {
        #expect(Small.text.contains(mistake.old))
        #expect(Small.findings(changing: mistake.old, to: mistake.new) == mistake.says)
    }

    @Test("regions that take one event to different places are told, since only the order of the file would decide")
    func regions() {
        let source = """
            triad: 1
            workflow: regions
            version: 1
            title: Regions
            subject: person
            calendar: somewhere
            roles: { coordinator: { title: Coordinator } }
            states:
              both:
                title: Both
                parallel: true
                states:
                  left: { title: Left, events: { stop: { by: coordinator, to: gone } } }
                  right: { title: Right, events: { stop: { by: coordinator, to: done_well } } }
              gone: { title: Gone, final: true }
              done_well: { title: Done, final: true }
            """
        #expect(Small.findings(source) == """
            small.yaml:14:40: error: `stop` is taken in line 13 too, in a region that is active beside this one, and the two exclude each other. [conflicting-transitions]
               14 |       right: { title: Right, events: { stop: { by: coordinator, to: done_well } } }
                  |                                        ^~~~
                  = keep it in one of them, or move it to the state around them.

            1 mistake
            """)
    }

    static let mistakes: [Mistaken] = [
        Mistaken("a state that nothing leads to", old: "  finished: {", new: #"""
              lost: { title: Lost, events: { find: { by: host, to: finished } } }
              finished: {
            """#, says: #"""
            small.yaml:65:3: error: Nothing leads to the state `lost`. [unreachable-state]
               65 |   lost: { title: Lost, events: { find: { by: host, to: finished } } }
                  |   ^~~~
                  = let an event lead to it, or take it out.

            1 mistake
            """#),
        Mistaken("a state without a way out", old: "closed: { title: The window closes, by: clock, to: finished }", new: #"""
            closed: { title: The window closes, by: clock }
                  stay: { by: host, to: stuck }
                  stop: { by: host, to: finished }
              stuck: { title: Stuck }
            """#, says: #"""
            small.yaml:67:3: error: From the state `stuck` no final state can be reached; a case comes there by `plan`, `stay`. [no-way-to-end]
               67 |   stuck: { title: Stuck }
                  |   ^~~~~
                  = add an event that leads on.

            1 mistake
            """#),
        Mistaken("a case that never ends", old: #"""
            to: finished }

            """#, new: #"""
            to: planning }

            """#, says: #"""
            small.yaml:33:1: error: A case cannot come to an end: no final state can be reached. [no-way-to-end]
               33 | states:
                  | ^~~~~~
                  = add a state with `final: true`, and a way to it.

            small.yaml:65:3: error: Nothing leads to the state `finished`. [unreachable-state]
               65 |   finished: { title: Finished, final: true, on_entry: { tell: { link: parent, event: finished } } }
                  |   ^~~~~~~~
                  = let an event lead to it, or take it out.

            2 mistakes
            """#),
        Mistaken("a final state with events", old: "finished: { title: Finished, final: true,", new: "finished: { title: Finished, final: true, events: { again: { by: host, to: planning } },", says: #"""
            small.yaml:65:45: error: `finished` is final, so it has no `events`. [ended-state]
               65 |   finished: { title: Finished, final: true, events: { again: { by: host, to: planning } }, on_entry: { tell: { link: parent, event: finished } } }
                  |                                             ^~~~~~
                  = take `events` out, or `final`; what is taken in an ended case stands under `anytime`.

            1 mistake
            """#),
        Mistaken("an eventless circle", old: #"""
                title: Planning

            """#, new: #"""
                title: Planning
                always: [{ to: waiting }]
              waiting:
                title: Waiting
                always: [{ to: planning }]
              real:
                title: Planning

            """#, says: #"""
            small.yaml:36:16: error: From here the case would go round for ever: nothing in the circle waits for an event or a condition. [eventless-cycle]
               36 |     always: [{ to: waiting }]
                  |                ^
                  = give one of them a `when`.

            1 mistake
            """#),
        Mistaken("an event that nobody may send", old: "note: { title: Take a note, by: reviewer, add: notes }", new: "note: { title: Take a note, add: notes }", says: #"""
            small.yaml:51:7: error: Nobody may send `note`. [nobody-may-send]
               51 |       note: { title: Take a note, add: notes }
                  |       ^~~~
                  = say who, with `by`: a role, `clock` or `case`.

            1 mistake
            """#),
        Mistaken("a target alone, so that nobody may send it", old: "done: checking", new: #"""
            done: checking
                  skip: checking
            """#, says: #"""
            small.yaml:55:7: error: Nobody may send `skip`. [nobody-may-send]
               55 |       skip: checking
                  |       ^~~~
                  = say who, with `by`: a role, `clock` or `case`.

            1 mistake
            """#),
        Mistaken("duties that nobody can fulfil", old: "host: { title: Host, from: subject }", new: "host: { title: Host, from: subject, outside: [subject] }", says: #"""
            small.yaml:11:49: error: `host` is held by the subject and must be outside the subject: nobody can be both. [unsatisfiable-duty]
               11 |   host: { title: Host, from: subject, outside: [subject] }
                  |                                                 ^~~~~~~
                  = take `from: subject` out, or `subject` here.

            1 mistake
            """#),
        Mistaken("a home that only a person has", old: "host: { title: Host, from: subject }", new: "host: { title: Host, from: home, post: headteacher }", says: #"""
            small.yaml:11:30: error: Only a person has a home organisation, and a case is about an organisation. [contradiction]
               11 |   host: { title: Host, from: home, post: headteacher }
                  |                              ^~~~
                  = write `from: subject`.

            1 mistake
            """#),
        Mistaken("a post of a part that is not held from home", old: "host: { title: Host, from: subject }", new: "host: { title: Host, from: subject, post: headteacher }", says: #"""
            small.yaml:11:39: error: `post` is for a part that is held from home. [contradiction]
               11 |   host: { title: Host, from: subject, post: headteacher }
                  |                                       ^~~~
                  = add `from: home`, or take `post` out.

            1 mistake
            """#),
        Mistaken("a role that must be distinct from itself", old: "reader: { title: Reader, ", new: "reader: { title: Reader, distinct: [reader], ", says: #"""
            small.yaml:13:39: error: Nobody can be another person than herself. [unsatisfiable-duty]
               13 |   reader: { title: Reader, distinct: [reader], outside: [subject, reviewer], optional: true }
                  |                                       ^~~~~~
                  = take `reader` out.

            1 mistake
            """#),
        Mistaken("fewer holders than the fewest", old: "reader: { title: Reader, ", new: "reader: { title: Reader, min: 3, ", says: #"""
            small.yaml:13:3: error: The role `reader` has at least 3 holders and at most 1. [contradiction]
               13 |   reader: { title: Reader, min: 3, outside: [subject, reviewer], optional: true }
                  |   ^~~~~~
                  = write `many: true` where several hold it.

            1 mistake
            """#),
        Mistaken("a clock at whose end nothing happens", old: "clock: { after: 5 working days, owed_by: coordinator }", new: "clock: { after: 5 working days }", says: #"""
            small.yaml:36:5: error: Nothing happens when this clock falls due. [clock-without-effect]
               36 |     clock: { after: 5 working days }
                  |     ^~~~~
                  = say who owes it (`owed_by`), whose inbox shows it (`later`) or what it sends (`send`).

            1 mistake
            """#),
        Mistaken("a clock that is met by an event of another name", old: "clock: { after: 5 working days, owed_by: coordinator }", new: "clock: { after: 5 working days, owed_by: coordinator, met_by: paln }", says: #"""
            small.yaml:36:5: error: `paln`, by which `planning` is met, is not taken where it runs. [event-not-taken]
               36 |     clock: { after: 5 working days, owed_by: coordinator, met_by: paln }
                  |     ^
                  = did you mean `plan`?

            1 mistake
            """#),
        Mistaken("a part that is done without having been asked for", old: "title: Visit\n", new: "title: Visit\n    waits_until: { reviewer: \"size(records.notes) > 0\" }\n", says: #"""
            small.yaml:49:20: error: The state does not wait for `reviewer`. [contradiction]
               49 |     waits_until: { reviewer: "size(records.notes) > 0" }
                  |                    ^~~~~~~~
                  = say in `waits_for` what it has to do.

            1 mistake
            """#),
        Mistaken("a window that sends nothing", old: "grace: 5 working days, send: closed }", new: "grace: 5 working days }", says: #"""
            small.yaml:57:5: error: Nothing happens when this window closes. [clock-without-effect]
               57 |     window: { after: 5 school days, of: host, protects: host, grace: 5 working days }
                  |     ^~~~~~
                  = say what it sends, with `send`.

            1 mistake
            """#),
        Mistaken("a window without grace", old: "protects: host, grace: 5 working days,", new: "protects: host,", says: #"""
            small.yaml:57:15: error: `grace` is missing in the window. [missing-key]
               57 |     window: { after: 5 school days, of: host, protects: host, send: closed }
                  |               ^
                  = add `grace`: how long it asks before it takes effect.

            1 mistake
            """#),
        Mistaken("school days of nobody", old: "after: 5 school days, of: host,", new: "after: 5 school days,", says: #"""
            small.yaml:57:5: error: School days are somebody's: say whose. [missing-key]
               57 |     window: { after: 5 school days, protects: host, grace: 5 working days, send: closed }
                  |     ^~~~~~
                  = add `of: ROLE`.

            1 mistake
            """#),
        Mistaken("a clock that sends what nothing takes", old: "send: closed", new: "send: close", says: #"""
            small.yaml:57:92: error: Nothing takes `close` where this clock runs. [event-not-taken]
               57 |     window: { after: 5 school days, of: host, protects: host, grace: 5 working days, send: close }
                  |                                                                                            ^~~~~
                  = did you mean `closed`?

            1 mistake
            """#),
        Mistaken("a clock that sends what a person sends", old: "closed: { title: The window closes, by: clock", new: "closed: { title: The window closes, by: host", says: #"""
            small.yaml:57:92: error: `closed` (line 64) is not taken from a clock. [event-not-taken]
               57 |     window: { after: 5 school days, of: host, protects: host, grace: 5 working days, send: closed }
                  |                                                                                            ^~~~~~
                  = write `by: clock` there.

            1 mistake
            """#),
        Mistaken("a sheet that no state collects", old: #"""
                collect: peer

            """#, new: "", says: #"""
            small.yaml:23:3: error: No state collects the sheet `peer`. [sheet-not-collected]
               23 |   peer: { title: Judgement, rubric: { by: profile, words: plain, levels: graded }, by: reviewer, settled_by: [reviewer] }
                  |   ^~~~
                  = add `collect: peer` to a state.

            small.yaml:53:7: error: `visiting` collects no sheet and has no states of its own, so that it is never done. [done-never-raised]
               53 |       done: checking
                  |       ^~~~
                  = add `collect`, or name an event that somebody sends.

            2 mistakes
            """#),
        Mistaken("a record to which nothing adds", old: "by: reviewer, add: notes }", new: "by: reviewer }", says: #"""
            small.yaml:26:3: error: No event adds to the record `notes`. [record-not-filled]
               26 |   notes:
                  |   ^~~~~
                  = add `add: notes` to an event.

            1 mistake
            """#),
        Mistaken("a later field that nothing fills", old: "update: { record: notes, fields: [answer] } }", new: "to: checking }", says: #"""
            small.yaml:30:7: error: No event fills the later field `answer` of `notes`. [later-not-filled]
               30 |       answer: { title: Answer, type: choice, of: [kept, dropped], later: true }
                  |       ^~~~~~
                  = add `update: { record: notes, fields: [answer] }` to an event.

            1 mistake
            """#),
        Mistaken("a choice left out", old: "{ by: profile, words: plain, levels: graded }", new: "{ by: profile, words: plain }", says: #"""
            small.yaml:23:43: error: `rubric` says nothing for `levels` of `profile`. [choice-not-covered]
               23 |   peer: { title: Judgement, rubric: { by: profile, words: plain }, by: reviewer, settled_by: [reviewer] }
                  |                                           ^~~~~~~
                  = add a value for each choice.

            1 mistake
            """#),
        Mistaken("a datum that is read and never set", old: #"""
            form: { visit_on: {} }
                    when:
                      - that: "event.visit_on > today"
            """#, new: #"""
            when:
                      - that: "data.visit_on > today"
            """#, says: #"""
            small.yaml:19:3: warning: `visit_on` is read, but nothing in the file sets it. [datum-never-set]
               19 |   visit_on: { title: Day of the visit, type: date }
                  |   ^~~~~~~~
                  = add it to an event's `form`, or give it a `default`; who begins a case may give it too.

            1 warning
            """#),
        Mistaken("a letter that nothing sends", old: #"""
                    letters: [planned]

            """#, new: "", says: #"""
            small.yaml:67:3: warning: Nothing sends the letter `planned`. [letter-not-used]
               67 |   planned: { title: The visit, to: [host, reviewer], template: letters/planned }
                  |   ^~~~~~~
                  = add `letters: [planned]` to an event, or take it out.

            1 warning
            """#),
        Mistaken("a rule that one before it hides", old: "done: checking", new: #"""
            done: checking
                  leave: [{ by: reviewer, to: checking }, { by: reviewer, when: "today > data.visit_on", to: finished }]
            """#, says: #"""
            small.yaml:55:7: warning: This way of `leave` is never reached: one before it (line 55) has no `when`. [hidden-rule]
               55 |       leave: [{ by: reviewer, to: checking }, { by: reviewer, when: "today > data.visit_on", to: finished }]
                  |       ^~~~~
                  = give that one a `when`, or put it last.

            1 warning
            """#),
        Mistaken("somebody who may settle and may not", old: "choose: { title: Choose a judgement, by: reviewer", new: "choose: { title: Choose a judgement, by: host", says: #"""
            small.yaml:53:7: error: `host` may send `choose`, but not settle the sheet `peer`. [contradiction]
               53 |       choose: { title: Choose a judgement, by: host, settle: peer }
                  |       ^~~~~~
                  = add `host` to the sheet's `settled_by`.

            1 mistake
            """#),
        Mistaken("restricted, and seen by nobody", old: #"""
                title: Notes

            """#, new: #"""
                title: Notes
                visibility: restricted

            """#, says: #"""
            small.yaml:28:17: error: What is restricted is seen by nobody until `seen_by` says by whom. [missing-key]
               28 |     visibility: restricted
                  |                 ^~~~~~~~~~
                  = add `seen_by: [ROLE]`.

            1 mistake
            """#),
        Mistaken("an event of another case that no workflow tells", old: "done: checking", new: #"""
            done: checking
                  told: { by: case }
            """#, says: #"""
            small.yaml:55:7: warning: No workflow tells cases of this one of `told`. [event-not-sent]
               55 |       told: { by: case }
                  |       ^~~~
                  = add a `tell` there.

            1 warning
            """#),
        Mistaken("several mistakes at once, in the order of the file", old: #"""
            host: { title: Host, from: subject }
              reviewer: { title: Reviewer, outside: [subject] }
            """#, new: #"""
            host: { titel: Host, from: subjct }
              reviewer: { title: Reviewer, outside: [subjekt] }
            """#, says: #"""
            small.yaml:11:11: error: `titel` means nothing in a role. [unknown-key]
               11 |   host: { titel: Host, from: subjct }
                  |           ^~~~~
                  = did you mean `title`?

            small.yaml:11:30: error: `from` cannot be `subjct`. [wrong-type]
               11 |   host: { titel: Host, from: subjct }
                  |                              ^~~~~~
                  = did you mean `subject`?

            small.yaml:12:42: error: There is no role `subjekt`. [unknown-role]
               12 |   reviewer: { title: Reviewer, outside: [subjekt] }
                  |                                          ^~~~~~~
                  = declared are `coordinator`, `host`, `reviewer` and `reader`.

            3 mistakes
            """#),
    ]
}
