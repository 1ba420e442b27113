import Foundation
import ProgramRunning
import Testing

@Suite("Playing a workflow through")
struct SimulateTests {
    let program: Program

    init() throws { program = try Program() }

    static let workflow = """
        triad: 1
        workflow: walk
        version: 1
        title: Walk
        subject: organisation
        calendar: england-schools
        roles: { coordinator: { title: Coordinator }, host: { title: Host, from: subject } }
        data: { walk_on: { title: Day, type: date }, calm: { title: Calm, type: yes_no } }
        states:
          open:
            title: Open
            initial: planned
            events: { call-off: { by: coordinator, to: off } }
            states:
              planned:
                title: Planned
                clock: { after: 5 working days, owed_by: host }
                events:
                  agree: { by: host, form: { walk_on: {}, calm: { optional: true } }, to: walking }
              walking:
                title: Walking
                clocks: { walk: { at: "data.walk_on", send: over } }
                always: [{ when: "has(data.calm) && data.calm", to: checking }]
                events: { over: { by: clock, to: checking } }
              checking:
                title: Checking
                window: { after: 3 working days, protects: host, grace: 2 working days, send: shut }
                events: { shut: { by: clock, to: closed } }
          closed: { title: Closed, final: true }
          off: { title: Off, final: true }
        """

    private func simulated(_ script: String, _ more: String...) throws -> Program.Ended {
        try program.write(Self.workflow, to: "walk.yaml")
        try program.write(script, to: "script.yaml")
        return try program.run(["simulate", "walk.yaml", "--script", "script.yaml"] + more, as: nil)
    }

    @Test("a script's events come on their days and the clocks on theirs; what was not taken is named; no file is left behind")
    func script() throws {
        let ended = try simulated("""
            begin: "2026-05-05"
            events:
              - { on: "2026-05-14", event: agree, form: { walk_on: "2026-05-19" } }
            """, "--to-the-end")
        #expect(ended == Program.Ended(code: 0, out: """
            walk
            Day         What happens                                   State
            2026-05-05  begins                                         open.planned
            2026-05-12  the clock planned is due                       open.planned
            2026-05-14  agree                                          open.walking
            2026-05-19  the clock walk is due, sends over              open.checking
            2026-05-22  the window checking_window is over and asks    open.checking
            2026-05-27  the window checking_window closes, sends shut  closed
            The case has ended.
            3 of 5 transitions taken; not these:
            In            On                                    To
            open          call-off                              off
            open.walking  always (has(data.calm) && data.calm)  open.checking

            """, err: ""))
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path).sorted() == ["script.yaml", "walk.yaml"])
    }

    @Test("where conditions leave several ways, the state to come to says which; JSON has the same")
    func choosing() throws {
        let ended = try simulated("""
            events:
              - { on: "2026-05-14", event: agree, to: open.checking }
            """, "--format", "json")
        #expect(ended == Program.Ended(code: 0, out: #"""
            {"workflow":"walk","steps":[{"day":"2026-05-14","what":"begins","states":["open.planned"]},{"day":"2026-05-14","what":"agree","states":["open.checking"]}],"ended":false,"coverage":{"taken":2,"all":5,"untaken":[{"state":"open","event":"call-off","to":["off"]},{"state":"open.walking","event":"over","to":["open.checking"]},{"state":"open.checking","event":"shut","to":["closed"]}]}}

            """#, err: ""))
    }

    @Test(
        "a script that cannot be followed is answered with its place and a way out",
        arguments: [
            ("", 2, "script.yaml:1:1: error:"),
            ("begin: 2026-05-05\nevnts: []\n", 2, "did you mean `events`?"),
            ("events: [{ on: tomorrow, event: agree }]", 2, "script.yaml:1:16: error:"),
            ("events: [{ on: 2026-05-14 }]", 2, "`event`"),
            ("events:\n  - { on: 2026-05-14, event: agree }\n  - { on: 2026-05-13, event: call-off }\n", 2, "script.yaml:3:7: error: 2026-05-13 lies before 2026-05-14"),
            ("events: [{ on: 2026-05-14, event: agrea }]", 3, "Did you mean agree?"),
            ("events: [{ on: 2026-05-14, event: shut }]", 1, "On 2026-05-14 the case is in open.planned, where nothing takes shut.  (not-now)\n  where: script.yaml:1:12"),
            ("events: [{ on: 2026-05-14, event: call-off }, { on: 2026-05-15, event: agree }]", 1, "case-ended"),
            ("events: [{ on: 2026-05-14, event: agree, form: { walk_onn: 2026-05-19 } }]", 2, "Did you mean walk_on?"),
            ("events: [{ on: 2026-05-14, event: agree, form: { walk_on: soon } }]", 2, "walk_on is a date, not soon."),
            ("events: [{ on: 2026-05-14, event: agree, to: open.planned }]", 1, "No way of agree leads to open.planned."),
            ("events: [{ on: 2026-05-14, event: agree, to: checking }]", 3, "Did you mean open.checking?"),
        ])
    func mistaken(_ script: String, _ code: Int32, _ part: String) throws {
        let ended = try simulated(script)
        #expect(ended.code == code, "\(ended.err)")
        #expect(ended.err.contains(part), "\(ended.err)")
    }

    @Test("a command that asks for neither, for both, or for too much is mistyped")
    func mistyped() throws {
        for (arguments, part) in [([], "Which script?"), (["--script", "a.yaml", "--walks", "2"], "two things"), (["--walks", "0"], "0 walks"), (["--walks", "3", "--seed", "-1"], "seed")] {
            let ended = try program.run(["simulate", "triad-review"] + arguments, as: nil)
            #expect(ended.code == 2, "\(ended.err)")
            #expect(ended.err.contains(part), "\(ended.err)")
        }
        #expect(try program.run(["simulate", "triad-revue", "--walks", "1"], as: nil).code == 3)
    }

    @Test("random walks of one seed are the same walks")
    func seeds() throws {
        let ended = try program.run(["simulate", "triad-review", "--walks", "20", "--seed", "7"], as: nil)
        #expect(ended.code == 0)
        #expect(ended == (try program.run(["simulate", "triad-review", "--walks", "20", "--seed", "7"], as: nil)))
        #expect(ended.out != (try program.run(["simulate", "triad-review", "--walks", "20", "--seed", "8"], as: nil)).out)
    }

    @Test("random walks take every transition of the shipped workflows")
    func walks() throws {
        for workflow in ["triad-review", "triad-cycle"] {
            let ended = try program.run(["simulate", workflow, "--walks", "3000"], as: nil)
            #expect(ended.code == 0)
            #expect(ended.out.hasSuffix("transitions taken.\n"), "\(ended.out)")
        }
    }
}
