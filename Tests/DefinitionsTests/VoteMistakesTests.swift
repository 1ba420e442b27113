import Testing

@Suite("Mistakes in votes")
struct VoteMistakesTests {
    /// The small workflow with a vote that a state takes.
    private static let vote = """
          peer: { title: Judgement, rubric: { by: profile, words: plain, levels: graded }, by: reviewer, settled_by: [reviewer] }

        votes:
          outcome: { title: Outcome, by: [reviewer, reader], of: [good, bad], quorum: 1, rule: majority, tie: reviewer }
        """

    private static func findings(_ old: String, _ new: String) -> String {
        let sheet = "  peer: { title: Judgement, rubric: { by: profile, words: plain, levels: graded }, by: reviewer, settled_by: [reviewer] }\n"
        let source = Small.text.replacing(sheet, with: vote + "\n").replacing("collect: peer", with: "collect: [peer, outcome]")
        return Small.findings(source.replacing(old, with: new, maxReplacements: 1))
    }

    @Test("a vote as it should be has none")
    func right() { #expect(Self.findings("x", "x") == "") }

    @Test("each is told at its place, with what to write instead", arguments: [
        ("quorum: 1", "quorum: 3", """
            small.yaml:26:79: error: At most 2 vote on `outcome`, so that 3 are never present. [unsatisfiable-duty]
               26 |   outcome: { title: Outcome, by: [reviewer, reader], of: [good, bad], quorum: 3, rule: majority, tie: reviewer }
                  |                                                                               ^
                  = lower the quorum, or write `many: true` for those who vote.

            1 mistake
            """),
        ("rule: majority, tie: reviewer", "rule: 1/2", """
            small.yaml:26:88: error: `1/2` is no rule by which one choice carries. [out-of-range]
               26 |   outcome: { title: Outcome, by: [reviewer, reader], of: [good, bad], quorum: 1, rule: 1/2 }
                  |                                                                                        ^~~
                  = write `majority`, `unanimous`, or a fraction of more than a half, such as `2/3`.

            1 mistake
            """),
        ("rule: majority", "rule: 2/3", """
            small.yaml:26:98: error: A casting vote settles a majority; what needs at least 2/3 of the votes is not carried by one more. [contradiction]
               26 |   outcome: { title: Outcome, by: [reviewer, reader], of: [good, bad], quorum: 1, rule: 2/3, tie: reviewer }
                  |                                                                                                  ^~~~~~~~
                  = take `tie` out, or write `rule: majority`.

            1 mistake
            """),
        ("by: [reviewer, reader], of: [good, bad]", "by: [reviewer], of: [good]", """
            small.yaml:26:51: error: Where there is one choice, or none, nothing is voted on. [out-of-range]
               26 |   outcome: { title: Outcome, by: [reviewer], of: [good], quorum: 1, rule: majority, tie: reviewer }
                  |                                                   ^~~~
                  = give two or more.

            1 mistake
            """),
        ("collect: [peer, outcome]", "collect: [peer, outcom]", """
            small.yaml:52:21: error: There is no sheet or vote `outcom`. [unknown-sheet]
               52 |     collect: [peer, outcom]
                  |                     ^~~~~~
                  = did you mean `outcome`?

            1 mistake
            """),
        ("add: notes }", "add: notes, leaves: outcom }", """
            small.yaml:54:69: error: There is no vote `outcom`. [unknown-vote]
               54 |       note: { title: Take a note, by: reviewer, add: notes, leaves: outcom }
                  |                                                                     ^~~~~~
                  = did you mean `outcome`?

            1 mistake
            """),
        ("extend: { clock: window, by: \"event.days\" }", "leaves: outcome", """
            small.yaml:66:9: error: Nobody votes on `outcome` where this event is taken. [contradiction]
               66 |         leaves: outcome
                  |         ^~~~~~
                  = put the event into the state that collects `outcome`.

            1 mistake
            """),
        ("event.visit_on > today", "event.visit_on > today && carried('outcome', 'god')", """
            small.yaml:46:65: error: There is no choice of this vote `god`. [expression]
               46 |           - that: "event.visit_on > today && carried('outcome', 'god')"
                  |                                                                 ^~~~~
                  = did you mean `good`?

            1 mistake
            """),
        ("event.visit_on > today", "event.visit_on > today && votes.outcome.outcome == 'god'", """
            small.yaml:46:71: error: `god` is not one of `good` or `bad`, so that the comparison says the same for ever. [expression]
               46 |           - that: "event.visit_on > today && votes.outcome.outcome == 'god'"
                  |                                                                       ^~~~~
                  = did you mean `good`?

            1 mistake
            """),
        ("reader: { title: Reader, ", "reader: { title: Reader, apart_from: [reader], ", """
            small.yaml:13:41: error: Nobody is apart from herself. [unsatisfiable-duty]
               13 |   reader: { title: Reader, apart_from: [reader], outside: [subject, reviewer], optional: true }
                  |                                         ^~~~~~
                  = take `reader` out.

            1 mistake
            """),
    ])
    func told(_ old: String, _ new: String, _ says: String) { #expect(Self.findings(old, new) == says) }
}
