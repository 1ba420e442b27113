import CEL
import Definitions
import Testing

@Suite("What a checked workflow says")
struct WorkflowTests {
    @Test("editing a number in a copy of the review's file changes the checked clock")
    func editing() throws {
        let text = try Shipped.text("Workflows/triad-review.yaml")
        let copy = text.replacing("after: 5 school days, of: lead, owed_by: lead", with: "after: 7 school days, of: lead, owed_by: lead")
        let workflow = try DefinitionReader(library: Shipped.library()).read(workflow: copy, file: "copy.yaml").get().value
        let clock = try #require(workflow.states["open.drafting"]?.clocks.first)
        #expect(clock.name == "drafting")
        #expect(clock.amount == Clock.Amount(count: 7, unit: .schoolDays))
        #expect(clock.of == ["lead"])
        #expect(clock.remindBefore == Clock.Amount(count: 2, unit: .schoolDays))
        #expect(clock.reminder == "chaser")
        #expect(clock.ladder.map(\.notify) == [["coordinator"]])
    }

    @Test("states stand in document order under their full paths")
    func states() throws {
        let workflow = try Shipped.workflow("triad-review")
        #expect(Array(workflow.states.keys.prefix(4)) == ["open", "open.proposed", "open.scheduled", "open.preparing"])
        #expect(workflow.states["open"]?.kind == .compound)
        #expect(workflow.states["withdrawn"]?.kind == .final)
        #expect(workflow.states["open.judging"]?.collects == ["peer"])
        #expect(workflow.states["open.judging"]?.waitsFor.map(\.role) == ["lead", "reviewer"])
    }

    @Test("rules are numbered in document order and lead to full paths")
    func rules() throws {
        let workflow = try Shipped.workflow("triad-review")
        #expect(workflow.rules.map(\.id) == Array(workflow.rules.indices))
        func targets(_ event: String, _ state: String) -> [Name]? { workflow.rules.first { $0.event == event && $0.state == state }?.targets }
        #expect(targets("accept-answers", "open.answering") == ["reported"])
        #expect(targets("resume", "postponed") == ["open.history"])
        #expect(targets("decline", "open.scheduled") == ["open.proposed"])
        #expect(targets("record", "open.on-site") == [])
        let anytime = try #require(workflow.anytime.first { $0.event == "distribute" })
        #expect(anytime.within == ["reported", "closed"])
        #expect(anytime.state == nil)
    }

    @Test("done has its own name inside the machine: of sheets, and of states within")
    func done() throws {
        let workflow = try Shipped.workflow("triad-review")
        let rule = try #require(workflow.rules.first { $0.event == "done" && $0.state == "open.judging" })
        #expect(rule.descriptor == "done.collect.open.judging")
        #expect(rule.targets == ["open.conferring"])
        guard case .itself = rule.by else {
            Issue.record("somebody may send `done`")
            return
        }
    }

    @Test("a form holds what is written and what its effects ask for")
    func forms() throws {
        let workflow = try Shipped.workflow("triad-review")
        func form(_ event: String) -> [String]? { workflow.rules.first { $0.event == event }?.form.map { "\($0.name)\($0.isOptional ? "?" : "")\($0.setsDatum ? "!" : "")" } }
        #expect(form("schedule") == ["papers_on!", "visit_on!", "visit_until!", "workshop_on!", "impact_on!"])
        #expect(form("agree-scope") == ["focus!", "out_of_scope?!", "people_to_meet?!", "development"])
        #expect(form("record") == ["area", "polarity", "source", "seen", "seen_with?"])
        #expect(form("answer-request") == ["row", "answer"])
        #expect(form("agree-area") == ["criterion", "chosen", "reason"])
        #expect(form("accept-role") == ["interest?", "confidentiality"])
    }

    @Test("clocks without a name are called after their state, windows too, so that guards can say them")
    func clockNames() throws {
        let workflow = try Shipped.workflow("triad-review")
        let check = try #require(workflow.states["open.factual-check"]?.clocks.first)
        #expect(check.name == "factual_check_window")
        guard case .window(let protects, let asks, let grace) = check.kind else {
            Issue.record("no window")
            return
        }
        #expect(protects == "host")
        #expect(asks == ["coordinator"])
        #expect(grace == Clock.Amount(count: 10, unit: .workingDays))
        #expect(check.sends == "window-ends")
        let impact = try #require(workflow.states["reported.action-plan-agreed"]?.clocks.first)
        #expect(impact.amount == Clock.Amount(count: -20, unit: .schoolDays))
        let lengthen = try #require(workflow.rules.first { $0.event == "lengthen-window" }?.effects.first)
        guard case .extend(let clock, _) = lengthen else {
            Issue.record("nothing is lengthened")
            return
        }
        #expect(clock == "factual_check_window")
    }

    @Test("what a guard reads is known before it is evaluated")
    func reads() throws {
        let workflow = try Shipped.workflow("triad-review")
        let rule = try #require(workflow.rules.first { $0.event == "close-conference" })
        let references = try #require(rule.guards.first?.program.references)
        #expect(references.paths == [References.Path(["records", "conference"])])
        #expect(references.calls == [References.Call("unsettled", [.string("peer")])])
        let leave = try #require(workflow.rules.first { $0.event == "leave" }?.guards.first?.program.references)
        #expect(leave.paths == [References.Path(["records", "evidence"], .size)])
    }

    @Test("a ring of cases is started with the parts that the rota gives")
    func start() throws {
        let workflow = try Shipped.workflow("triad-cycle")
        let rule = try #require(workflow.rules.first { $0.event == "begin-cycle" })
        let starts = rule.effects.compactMap { effect -> Start? in if case .start(let start) = effect { start } else { nil } }
        let start = try #require(starts.first)
        #expect(start.workflow == "triad-review")
        #expect(start.each == "members")
        guard case .holder("host") = start.subject else { return #expect(Bool(false), "the host is not its subject") }
        #expect(start.roles.map { "\($0.role)=\($0.from)" } == ["coordinator=coordinator", "host=host", "lead=lead", "reviewer=assistant"])
        #expect(start.data.map(\.datum) == ["cycle", "profile"])
    }

    @Test("a target that could be two states is ambiguous, and one that stands alone anywhere is found")
    func targets() throws {
        let extra = "  extra: { title: Extra, states: { finished: { title: Inner, events: { out: { by: host, to: finished } } } } }\n  finished: {"
        let text = Small.text.replacing("  finished: {", with: extra)
        #expect(Small.findings(text).contains("`finished` could be `extra.finished` or `finished`. [ambiguous-state]"))
    }

    @Test("the library's outlines say what other cases may tell")
    func outline() throws {
        let outline = try #require(WorkflowOutline(workflow: try Shipped.text("Workflows/triad-cycle.yaml"), file: "triad-cycle.yaml"))
        #expect(outline.caseEvents.keys.sorted() == ["plan-agreed", "report-final", "review-ended"])
        #expect(outline.caseEvents["report-final"]?.map(\.name) == ["host"])
        #expect(outline.starts.map(\.datum) == ["cycle", "profile"])
        #expect(WorkflowOutline(workflow: "[]", file: "f") == nil)
    }
}
