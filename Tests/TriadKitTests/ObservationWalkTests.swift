import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

/// People who put on sessions and see them, in the invented alliance.
enum Sessions {
    /// Somebody's school is open, and no break is near.
    static func door() throws -> Door {
        let door = try Door()
        try door.did("Ada Marsh", .setClock(try #require(Instant("2026-09-04T08:00:00Z"))))
        return door
    }

    static let criteria = [
        "purpose", "expert_content", "building_knowledge", "motivation", "modelling", "checking", "inclusion", "embedding", "logistics",
    ]

    /// Begins a case; whoever is not named holds her ordinary part.
    static func begin(_ workflow: String, in door: Door, _ roles: [String: String], _ data: JSON.Object = [:]) throws -> Story {
        let start = Command.Act.start(
            workflow: workflow, subject: .organisation("H1"), title: nil,
            roles: roles.sorted { $0.key < $1.key }.map { .init(role: $0.key, person: $0.value) }, data: data)
        return Story(door, try #require(try door.did("Ada Marsh", start).began.first))
    }
}

extension Story {
    /// Drafts and seals a sheet on a session: one level for all, and others where they are said; nil for what was not seen.
    @discardableResult
    func judges(_ sheet: String, _ level: String, whole: String? = nil, but others: [String: String?] = [:], evidence: JSON.Value = ["1"]) throws -> Story {
        try drafts(sheet, level, whole: whole, but: others, evidence: evidence)
        try door.did(person, .seal(case: id, sheet: sheet, role: nil))
        return self
    }

    func drafts(_ sheet: String, _ level: String, whole: String? = nil, but others: [String: String?] = [:], evidence: JSON.Value = ["1"]) throws {
        var judgements: JSON.Object = ["overall": ["level": .string(whole ?? level), "because": "Most of it."]]
        for criterion in Sessions.criteria {
            guard let level = others[criterion] ?? level else {
                judgements.append(criterion, ["absent": "not_seen", "because": "The bell rang."])
                continue
            }
            judgements.append(criterion, ["level": .string(level), "narrative": .string("Seen: \(criterion)"), "evidence": evidence])
        }
        try door.did(person, .draft(case: id, sheet: sheet, role: nil, judgements: judgements))
    }

    /// Why a sheet is not sealed, by place and code.
    func lacks(_ sheet: String) throws -> [String] {
        switch try door.triad.perform(Command(as: person, .seal(case: id, sheet: sheet, role: nil))) {
        case .success: []
        case .failure(let refusal): refusal.details.map { "\($0.place) \($0.code)" }
        }
    }

    func note(_ minute: JSON.Value = 5, _ event: String = "note", area: String = "modelling") throws {
        try does(event, ["minute": minute, "area": .string(area), "seen": "Everybody tried the question."])
    }
}

@Suite("Observation of training sessions, walked as stories of invented people")
struct ObservationWalkTests {
    private static let cast = ["observer": "P3", "trainer": "P2"]
    private static let session: JSON.Object = ["session": "Questioning 2", "session_on": "2026-09-15", "hours": "09:00 to 12:00", "place": "Room 4"]

    @Test("Every state is entered and every event taken, and the ledger holds all of it")
    func coverage() throws {
        let door = try stories()
        let workflow = try DefinitionShelf(folder: nil).workflow("session-observation")
        var coverage = Coverage()
        try coverage.add(door.triad, workflow)
        #expect(coverage.missing(of: workflow) == [])
        #expect(try door.triad.verify().differences == [])
    }

    /// Everything that may come of a session that is seen.
    func stories() throws -> Door {
        let door = try Sessions.door()
        try planned(door)
        try shortAndAgain(door)
        try support(door)
        try endsOtherwise(door)
        return door
    }

    /// Announced, seen, talked over, replied to, cleared.
    private func planned(_ door: Door) throws {
        let story = try Sessions.begin("session-observation", in: door, Self.cast)
        let (observer, trainer) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        #expect(try observer.refused("notify") == "guard-not-met: The session and its day are entered first (set-session).")
        try story.does("set-session", Self.session)
        try story.does("second-trainer", ["who": "P5"])
        let other = Story(door, "session-observation-2")
        #expect(try other.view.parts.first { $0.role == "trainer" }?.person?.name == "Eve Stone", "two trainers have a case, and a form, each")
        #expect(try story.refused("second-trainer", ["who": "P4"]).hasPrefix("guard-not-met: "))
        try observer.does("notify")
        try trainer.does("send-plan", ["aim": "Ask so that everybody answers."])
        try observer.does("ask-change", ["row": 1, "changes": "Leave time for rehearsal."])
        try trainer.does("postpone", ["reason": "A trip."])
        try observer.does("resume", ["session_on": "2026-09-16"])
        try observer.does("agree-segment", ["segment": "The first half", "segment_minutes": 90])
        try trainer.does("agree-segment")
        #expect(try story.stands == ["Segment agreed"])
        #expect(try observer.refused("observe", ["seen_minutes": 60]).hasPrefix("guard-not-met: The session has not come yet"))
        try story.at("2026-09-16")
        #expect(try observer.refused("recording", ["kept": "The drive, until July", "consent": false])
            == "guard-not-met: A session is recorded only if the trainer and everybody who takes part have consented.")
        try trainer.does("recording", ["kept": "The drive, until July", "consent": true])
        try observer.note()
        try observer.does("observe", ["seen_minutes": 60])
        try observer.note(10)
        try story.as("Ada Marsh").does("hear", ["present": 14, "answered": 11, "said": "They would have liked to try it twice."])
        #expect(try observer.refused("feedback", ["trainer_first": true]) == "guard-not-met: No strength and no next step has been noted yet (point).")
        try observer.does("point", ["kind": "strength", "text": "Everybody answered."])
        try observer.does("feedback", ["trainer_first": true])
        try observer.does("point", ["kind": "next_step", "text": "Wait for a third hand."])
        try observer.note(20)
        try observer.judges("session", "secure", but: ["modelling": "developing", "embedding": nil])
        #expect(try story.stands == ["Form ready"])
        try observer.does("send-form")
        try trainer.does("reply", ["text": "The second task came from the programme."])
        #expect(try story.stands == ["With the trainer"], "an early reply does not end the time")
        try story.does("lengthen-reply", ["days": 2, "reason": "She is ill."])
        try trainer.does("waive-reply", ["signed": true])
        try story.does("clear-to-lead")
        #expect(try story.stands == ["Cleared to lead"])
        #expect(try story.view.marks.isEmpty)
        try Story(door, "session-observation-2").does("cancel", ["reason": "One form is enough this term."])
    }

    /// Too little seen, planned anew; silence; a colleague beside her next time.
    private func shortAndAgain(_ door: Door) throws {
        let story = try Sessions.begin("session-observation", in: door, Self.cast, ["session": "Feedback", "session_on": "2026-09-25"])
        let (observer, trainer) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        try observer.does("drop-in", ["session": "Feedback", "segment": "The end", "segment_minutes": 91])
        #expect(try story.stands == ["Planned"], "the trainer has not consented yet")
        try trainer.does("drop-in")
        #expect(try story.stands == ["Segment agreed"])
        try observer.does("observe", ["seen_minutes": 45])
        #expect(try story.stands == ["Less than half seen"], "half of 91 minutes is more than 45")
        try observer.does("plan-another", ["session": "Feedback 2", "session_on": "2026-09-28"])
        #expect(try observer.refused("announced-before", ["letter_on": "2026-09-22"]) == "guard-not-met: That day has not come yet.")
        try observer.does("announced-before", ["letter_on": "2026-09-14"])
        for person in [observer, trainer] { try person.does("agree-segment", ["segment": "All of it", "segment_minutes": 90]) }
        try story.at("2026-09-28")
        try observer.note()
        try observer.does("observe", ["seen_minutes": 45])
        try story.at("2026-10-01")
        try observer.does("point", ["kind": "next_step", "text": "Name the research."])
        try observer.does("feedback", ["trainer_first": false])
        try observer.judges("session", "developing")
        try observer.does("send-form")
        #expect(try story.view.marks == [
            "The plan of the session has not been sent.", "The plan of the session has not been sent.", "The feedback did not come on the same or the next working day.",
            "The trainer did not speak first.", "Every criterion has the same level; look once more whether that is what was seen.",
        ])
        try story.at("2026-10-09")
        #expect(try story.stands == ["With the trainer"], "silence asks first")
        try door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "replying_window"))
        #expect(try story.stands == ["To be decided"])
        #expect(try story.refused("clear-to-lead") == "guard-not-met: The form does not suffice to lead alone; co-leading next time or support can be agreed.")
        try story.does("co-lead-next-time", ["with": "P4"])
        #expect(try story.stands == ["Co-leads next time"])
    }

    /// Support, and a session seen again by somebody else.
    private func support(_ door: Door) throws {
        let story = try toDeciding(door, "weak", whole: "developing")
        try story.does("agree-support")
        #expect(try story.refused("see-again", ["again_on": "2026-11-02"]).contains("by a second observer"))
        try story.appoints("P4", to: "second_observer")
        #expect(try story.refused("see-again", ["again_on": "2026-11-02"]) == "guard-not-met: The plan holds no target yet.")
        for target in ["Rehearse", "Check", "Name the research"] {
            try story.does("target", ["target": .string(target), "support": "Two planning meetings", "by_when": "2026-10-30"])
        }
        #expect(try story.refused("target", ["target": "A fourth", "support": "More", "by_when": "2026-10-30"]).hasPrefix("too-many: "))
        try story.as("Ben Oduya").does("reach-target", ["row": 1, "reached": "Both sessions had a rehearsal."])
        try story.does("see-again", ["again_on": "2026-11-02"])
        #expect(try story.stands == ["To be seen again"])
        let again = Story(door, try #require(try story.view.links.first { $0.link == "again" }?.id))
        #expect(try again.view.parts.first { $0.role == "observer" }?.person?.name == "Dev Rao")
        #expect(try again.stands == ["Planned"])
    }

    private func endsOtherwise(_ door: Door) throws {
        let asked = try toDeciding(door, "developing")
        try asked.does("part-by-agreement")
        #expect(try asked.stands == ["To be decided"], "it takes both")
        try asked.as("Ben Oduya").does("part-by-agreement")
        #expect(try asked.stands == ["Not used again, by agreement"])
        let supported = try toDeciding(door, "developing")
        try supported.does("agree-support")
        try supported.does("part-by-agreement")
        try supported.as("Ben Oduya").does("part-by-agreement")
        let off = try Sessions.begin("session-observation", in: door, Self.cast, Self.session)
        try off.as("Ben Oduya").does("postpone", ["reason": "Illness"])
        try off.does("cancel", ["reason": "The session is not given this year."])
        #expect(try off.stands == ["Called off"])
    }

    /// A drop-in whose form has been sent and answered by nothing further.
    private func toDeciding(_ door: Door, _ level: String, whole: String? = nil, but others: [String: String?] = [:]) throws -> Story {
        let story = try Sessions.begin("session-observation", in: door, Self.cast)
        let (observer, trainer) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        for person in [observer, trainer] { try person.does("drop-in", ["session": "Planning", "segment": "The middle", "segment_minutes": 60]) }
        try observer.note()
        try observer.does("observe", ["seen_minutes": 60])
        try observer.does("point", ["kind": "next_step", "text": "Rehearse."])
        try observer.does("feedback", ["trainer_first": true])
        try observer.judges("session", level, whole: whole, but: others)
        try observer.does("send-form")
        try trainer.does("waive-reply", ["signed": true])
        return story
    }

    @Test("Notice is five working days, and nobody waives it; less is a drop-in with the trainer's consent")
    func notice() throws {
        let door = try Sessions.door()
        let story = try Sessions.begin("session-observation", in: door, Self.cast, ["session": "Questioning", "session_on": "2026-09-10"])
        let refusal = "guard-not-met: Notice is five working days; a session that comes sooner is seen as a drop-in, if the trainer consents."
        #expect(try story.as("Cara Lind").refused("notify") == refusal)
        try story.does("set-session", ["session_on": "2026-09-11"])
        try story.as("Cara Lind").does("notify")
    }

    @Test("Nobody observes herself; the director's own session goes to a named peer or the external moderator, and is decided by the programme lead")
    func director() throws {
        let door = try Sessions.door()
        let herself = Command.Act.start(
            workflow: "session-observation", subject: .organisation("H1"), title: nil,
            roles: [.init(role: "observer", person: "P2"), .init(role: "trainer", person: "P2")], data: [:])
        #expect(try door.triad.perform(Command(as: "Ada Marsh", herself)).isRefused)
        let story = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2", "director": "P2", "programme_lead": "P4"], Self.session)
        let (observer, trainer) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        let refusal = "guard-not-met: The director's own session is seen by a named peer or by the external moderator."
        #expect(try observer.refused("notify") == refusal)
        try door.did("Ada Marsh", .register([.credentialGiven(Credential("P3", "named_peer", .starting(Day(year: 2026, month: 9, day: 1) ?? .first)))]))
        for person in [observer, trainer] { try person.does("drop-in", ["session": "Planning", "segment": "The middle", "segment_minutes": 60]) }
        try observer.note()
        try observer.does("observe", ["seen_minutes": 60])
        try observer.does("point", ["kind": "strength", "text": "Clear."])
        try observer.does("feedback", ["trainer_first": true])
        try observer.judges("session", "strong", but: ["logistics": "secure"])
        try observer.does("send-form")
        try trainer.does("waive-reply", ["signed": true])
        #expect(try trainer.refused("clear-to-lead") == "guard-not-met: Nobody decides about her own session; the programme lead does.")
        try story.as("Dev Rao").does("clear-to-lead")
        #expect(try story.stands == ["Cleared to lead"])
    }

    @Test("No grade is sealed without evidence, whatever was typed first; a weak criterion bounds the whole when it is sealed")
    func evidence() throws {
        let door = try Sessions.door()
        let story = try Sessions.begin("session-observation", in: door, Self.cast)
        let (observer, trainer) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        for person in [observer, trainer] { try person.does("drop-in", ["session": "Planning", "segment": "The middle", "segment_minutes": 60]) }
        try observer.does("observe", ["seen_minutes": 60])
        try observer.does("point", ["kind": "strength", "text": "Clear."])
        try observer.does("feedback", ["trainer_first": true])
        try observer.drafts("session", "secure", but: ["modelling": "weak"], evidence: [])
        #expect(try observer.lacks("session") == Sessions.criteria.map { "\($0) evidence-missing" } + ["session overall-too-high"])
        try observer.drafts("session", "secure", whole: "developing", but: ["modelling": "weak"])
        #expect(try observer.lacks("session") == Sessions.criteria.map { "\($0) evidence-unknown" }, "a note that nobody wrote is no evidence")
        try observer.note()
        #expect(try observer.lacks("session") == [])
    }

    @Test("A form is not changed once it is sealed, and only a slip on paper is mended")
    func sealed() throws {
        let door = try Sessions.door()
        let story = try toDeciding(door, "secure")
        let again = try door.triad.perform(Command(as: "Cara Lind", .draft(case: story.id, sheet: "session", role: nil, judgements: ["purpose": "strong"])))
        #expect(again.isRefused)
    }

    @Test("What participants said has no field for a name, and the trainer's time to reply is shortened by nobody else")
    func protected() throws {
        let workflow = try DefinitionShelf(folder: nil).workflow("session-observation")
        #expect(workflow.records["heard"]?.fields.map(\.name) == ["present", "answered", "said"])
        let door = try Sessions.door()
        let story = try Sessions.begin("session-observation", in: door, Self.cast)
        let (observer, trainer) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        for person in [observer, trainer] { try person.does("drop-in", ["session": "Planning", "segment": "The middle", "segment_minutes": 60]) }
        try observer.note()
        try observer.does("observe", ["seen_minutes": 60])
        try observer.does("point", ["kind": "strength", "text": "Clear."])
        try observer.does("feedback", ["trainer_first": true])
        try observer.judges("session", "secure")
        try observer.does("send-form")
        for other in ["Ada Marsh", "Cara Lind"] { #expect(try story.as(other).refused("waive-reply", ["signed": true]).hasPrefix("not-yours: ")) }
        #expect(try story.refused("agree-support").hasPrefix("not-now: "), "nothing is decided while the time to reply runs")
    }

    @Test("A new trainer covers at eight; 60 of 90 minutes are seen before the alarm: a valid drop-in, two criteria not seen, decided on the rest")
    func alarm() throws {
        let door = try Sessions.door()
        let story = try Sessions.begin("session-observation", in: door, ["observer": "P1", "trainer": "P9"])
        let (observer, trainer) = (story, story.as("Finn Outside"))
        try observer.at("2026-10-06")
        for person in [observer, trainer] { try person.does("drop-in", ["session": "Behaviour 1", "segment": "From the start", "segment_minutes": 90]) }
        for minute in [JSON.Value]([5, 25, 55]) { try observer.note(minute) }
        try observer.does("observe", ["seen_minutes": 60])
        try observer.does("point", ["kind": "strength", "text": "Calm and exact."])
        try observer.at("2026-10-07")
        try observer.does("feedback", ["trainer_first": true])
        try observer.judges("session", "secure", but: ["purpose": "strong", "embedding": nil, "logistics": nil])
        try observer.does("send-form")
        try trainer.does("waive-reply", ["signed": true])
        try observer.does("clear-to-lead")
        #expect(try story.stands == ["Cleared to lead"])
        #expect(try story.view.marks.isEmpty)
        let sheet: SheetView = try door.answer(.sheet(case: story.id, sheet: "session", role: nil), as: "Finn Outside")
        #expect(sheet.passing == .passes)
        #expect(sheet.judgements.first?.judgements.filter { if case .absent = $0.answer { true } else { false } }.map(\.criterion) == ["embedding", "logistics"])
        #expect(sheet.judgements.first?.overall?.level == "secure")
    }

    @Test("What must be seen to be cleared cannot have been unseen")
    func unseenContent() throws {
        let door = try Sessions.door()
        let story = try toDeciding(door, "strong", but: ["expert_content": nil])
        #expect(try story.refused("clear-to-lead").hasPrefix("guard-not-met: The form does not suffice"))
        let sheet: SheetView = try door.answer(.sheet(case: story.id, sheet: "session", role: nil), as: "Ada Marsh")
        #expect(sheet.passing == .open(["expert_content"]))
    }
}

extension Result {
    var isRefused: Bool { if case .failure = self { true } else { false } }
}
