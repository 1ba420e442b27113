import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("Two observers of one session, walked as stories of invented people")
struct JointObservationTests {
    private static let session: JSON.Object = [
        "session": "Questioning 2", "session_on": "2026-09-15", "trainer": "P9", "segment": "The first half", "segment_minutes": 60, "term_ends_on": "2026-12-18",
    ]

    private func begin(_ door: Door, third: String? = nil) throws -> Story {
        var roles = ["first": "P3", "second": "P2"]
        roles["third"] = third
        return try Sessions.begin("joint-observation", in: door, roles)
    }

    /// Both have seen the same minutes.
    private func toJudging(_ door: Door, third: String? = nil, recorded: Bool = false) throws -> (story: Story, first: Story, second: Story) {
        let story = try begin(door, third: third)
        let (first, second) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        var session = Self.session
        session["session_on"] = "2026-09-01"
        try story.does("pair", session)
        try first.note()
        if recorded { try second.does("recording", ["recorded": true]) }
        try first.does("close-watching", ["seen_from": 0, "seen_until": 60])
        try second.does("close-watching")
        return (story, first, second)
    }

    @Test("Every state is entered and every event taken, and the ledger holds all of it")
    func coverage() throws {
        let door = try stories()
        let workflow = try DefinitionShelf(folder: nil).workflow("joint-observation")
        var coverage = Coverage()
        try coverage.add(door.triad, workflow)
        #expect(coverage.missing(of: workflow) == [])
        #expect(try door.triad.verify().differences == [])
    }

    /// Everything that may come of a session that two see.
    func stories() throws -> Door {
        let door = try Door()
        try agreed(door)
        try byThird(door)
        try leftOpen(door)
        let off = try begin(door)
        try off.does("call-off", ["reason": "The session is not given."])
        return door
    }

    private func agreed(_ door: Door) throws {
        let story = try begin(door)
        let (first, second) = (story.as("Cara Lind"), story.as("Ben Oduya"))
        var own = Self.session
        own["trainer"] = "P3"
        #expect(try story.refused("pair", own) == "guard-not-met: Nobody observes her own session.")
        try story.does("pair", Self.session)
        try second.does("see-another", ["session": "Questioning 3", "session_on": "2026-09-01"])
        try first.note()
        #expect(try first.refused("recording", ["recorded": false]).hasPrefix("guard-not-met: A session is recorded only if"))
        try first.does("close-watching", ["seen_from": 0, "seen_until": 60])
        #expect(try second.refused("close-watching", ["seen_from": 30, "seen_until": 60]) != "accepted", "they saw other parts of the session")
        try second.does("close-watching", ["seen_from": 0, "seen_until": 60])
        try second.note(10)
        try first.judges("joint", "secure", but: ["modelling": "developing", "embedding": "developing"])
        #expect(try story.stands == ["Judging apart"])
        try second.judges("joint", "secure", but: ["embedding": "secure"])
        #expect(try story.stands == ["Comparing"])
        #expect(try first.refused("close-agreed").hasPrefix("guard-not-met: A criterion differs and is not agreed yet"))
        let between = try first.refused("agree-criterion", ["criterion": "modelling", "chosen": "third", "reason": "Between the two."])
        #expect(between != "accepted", "the agreed value is one of the two")
        #expect(try first.refused("agree-criterion", ["criterion": "modelling", "chosen": "first"]).hasPrefix("missing-field: "))
        try first.does("agree-criterion", ["criterion": "modelling", "chosen": "first", "reason": "Nobody practised."])
        try second.does("agree-criterion", ["criterion": "embedding", "chosen": "second", "reason": "The prompt cards."])
        try first.does("note-difference", ["area": "modelling", "learnt": "We read 'practised' in two ways."])
        try first.does("close-agreed")
        #expect(try story.stands == ["Agreed"])
        #expect(try story.view.marks == ["One sheet has the same level for every criterion; look once more whether that is what was seen."])
        // Where nothing differs there is nothing to talk over.
        let same = try toJudging(door)
        for observer in [same.first, same.second] { try observer.judges("joint", "secure", but: ["purpose": "strong"]) }
        #expect(try same.story.stands == ["Agreed"])
    }

    private func byThird(_ door: Door) throws {
        let (story, first, second) = try toJudging(door, third: "P4", recorded: true)
        try first.judges("joint", "secure", whole: "developing", but: ["modelling": "weak", "purpose": "strong"])
        try second.judges("joint", "secure")
        let apart = try first.refused("agree-criterion", ["criterion": "modelling", "chosen": "first", "reason": "So it was."])
        #expect(apart.contains("talking does not decide that"))
        try second.does("call-third")
        let third = story.as("Dev Rao")
        try third.note(5, "note-recording")
        try third.judges("third", "secure", whole: "developing", but: ["modelling": "developing", "purpose": "strong"])
        // modelling: 1 and 3 lie as near to 2, and nothing is forced.
        #expect(try story.stands == ["Not agreed"])
        let sheet: SheetView = try door.answer(.sheet(case: story.id, sheet: "joint", role: nil), as: "Cara Lind")
        #expect(sheet.unsettled == ["modelling"])
        #expect(sheet.agreed.first { $0.criterion == "purpose" }?.answer == .level("strong"))
        #expect(sheet.agreed.first { $0.criterion == "purpose" }?.reason == "It lies nearest to the judgement of Third observer.")
        let other = try toJudging(door, third: "P4", recorded: true)
        try other.first.judges("joint", "secure", but: ["modelling": "developing"])
        try other.second.judges("joint", "secure", but: ["modelling": "strong"])
        try other.first.does("call-third")
        try story.as("Dev Rao").declines(other.story)
        let last = try toJudging(door, third: "P4", recorded: true)
        try last.first.judges("joint", "secure", but: ["modelling": "developing"])
        try last.second.judges("joint", "secure", but: ["modelling": "strong"])
        try last.first.does("call-third")
        try last.story.as("Dev Rao").note(5, "note-recording")
        try last.story.as("Dev Rao").judges("third", "strong")
        #expect(try last.story.stands == ["Agreed"], "the judgement nearest to the third stands")
    }

    private func leftOpen(_ door: Door) throws {
        let (story, first, second) = try toJudging(door)
        try second.note(15)
        try first.judges("joint", "secure", whole: "developing", but: ["modelling": "weak"])
        try second.judges("joint", "secure")
        #expect(try first.refused("call-third") == "guard-not-met: A third observer judges a recording only, made with consent; without one both judgements stand.")
        try first.does("leave-open")
        try second.does("note-difference", ["area": "modelling", "learnt": "One of us sat at the back."])
        try story.does("next-session", ["next_on": "2026-11-10"])
        #expect(try story.stands == ["Not agreed; another session named"])
        let next = Story(door, try #require(try story.view.links.first { $0.link == "next" }?.id))
        #expect(try next.stands == ["Pair named"])
    }

    @Test("The third observer sees neither sheet, no note, no log of what was agreed, and no difference before she has sealed her own")
    func blind() throws {
        let door = try Door()
        let (story, first, second) = try toJudging(door, third: "P4", recorded: true)
        try first.judges("joint", "secure", whole: "developing", but: ["modelling": "developing", "purpose": "weak"])
        try second.judges("joint", "secure", but: ["modelling": "secure"])
        try first.does("agree-criterion", ["criterion": "modelling", "chosen": "first", "reason": "Zinnia."])
        try first.does("call-third")
        let before: CaseView = try door.answer(.case(story.id), as: "Dev Rao")
        let log: LogView = try door.answer(.log(stream: story.id, after: nil, limit: 100), as: "Dev Rao")
        for text in [before.json.text, log.json.text] {
            for secret in ["Seen: modelling", "Zinnia", "Everybody tried the question.", "Most of it."] { #expect(!text.contains(secret), "\(secret)") }
        }
        let sheet: SheetView = try door.answer(.sheet(case: story.id, sheet: "joint", role: nil), as: "Dev Rao")
        #expect(sheet.judgements.isEmpty && sheet.agreed.isEmpty && sheet.unsettled.isEmpty && !sheet.isOpen)
        try story.as("Dev Rao").note(5, "note-recording")
        try story.as("Dev Rao").judges("third", "secure")
        let after: SheetView = try door.answer(.sheet(case: story.id, sheet: "joint", role: nil), as: "Dev Rao")
        #expect(after.judgements.count == 2)
    }

    @Test("Before both sheets are sealed each reads her own notes, and of the other's nothing; then both read all")
    func ownNotes() throws {
        let door = try Door()
        let (story, first, second) = try toJudging(door)
        try second.note(10)
        func notes(_ person: String) throws -> [String] {
            let view: CaseView = try door.answer(.case(story.id), as: person)
            return (view.records.first { $0.name == "notes" }?.rows ?? []).map { "\($0.number) \($0.by.name) \($0.values[0]?.text ?? "")" }
        }
        #expect(try notes("Cara Lind") == ["1 Cara Lind 5"])
        #expect(try notes("Ben Oduya") == ["2 Ben Oduya 10"])
        let other: CaseView = try door.answer(.case(story.id), as: "Dev Rao")
        #expect(!other.records.contains { $0.name == "notes" })
        for observer in [first, second] { try observer.judges("joint", "secure", whole: observer.person == "Cara Lind" ? "developing" : nil, but: ["purpose": "strong"], evidence: observer.person == "Cara Lind" ? ["1"] : ["2"]) }
        for person in ["Cara Lind", "Ben Oduya"] { #expect(try notes(person) == ["1 Cara Lind 5", "2 Ben Oduya 10"]) }
    }

    @Test("Whoever led the session has no part and reads neither sheet, and nobody outside does")
    func trainer() throws {
        let door = try Door()
        let (story, first, second) = try toJudging(door)
        for observer in [first, second] { try observer.judges("joint", "secure", but: ["purpose": "strong"]) }
        for person in ["Finn Outside", "Eve Stone"] {
            let refusal = try door.refusal(.sheet(case: story.id, sheet: "joint", role: nil), as: person)
            #expect(refusal?.code == .unknownSheet || refusal?.code == .unknownCase)
        }
    }

    @Test("Nobody is both observers, a sheet with a criterion missing is not sealed, and nothing is changed once it is")
    func badCases() throws {
        let door = try Door()
        let twice = Command.Act.start(
            workflow: "joint-observation", subject: .organisation("H1"), title: nil,
            roles: [.init(role: "first", person: "P3"), .init(role: "second", person: "P3")], data: [:])
        #expect(try door.triad.perform(Command(as: "Ada Marsh", twice)).isRefused)
        let colleague = Command.Act.start(
            workflow: "joint-observation", subject: .organisation("H1"), title: nil,
            roles: [.init(role: "first", person: "P3"), .init(role: "second", person: "P2"), .init(role: "third", person: "P5")], data: [:])
        #expect(try door.triad.perform(Command(as: "Ada Marsh", colleague)).isRefused, "the third observer is from neither's school")
        let (story, first, second) = try toJudging(door)
        try first.drafts("joint", "secure")
        try first.judges("joint", "secure", but: ["purpose": "strong"])
        try door.did("Ben Oduya", .draft(case: story.id, sheet: "joint", role: nil, judgements: ["overall": ["level": "secure", "because": "It is."]]))
        #expect(try second.lacks("joint") == Sessions.criteria.map { "\($0) not-answered" })
        #expect(try door.triad.perform(Command(as: "Cara Lind", .draft(case: story.id, sheet: "joint", role: nil, judgements: ["purpose": "weak"]))).isRefused)
        try second.judges("joint", "developing", but: ["purpose": "strong"])
        #expect(try first.refused("close-agreed").hasPrefix("guard-not-met: "))
        #expect(try door.triad.perform(Command(as: "Cara Lind", .draft(case: story.id, sheet: "joint", role: nil, judgements: ["purpose": "weak"]))).isRefused)
    }

    @Test("The third observer is nobody who has held a part in which the two sheets are read: neither the director nor somebody who was one of the pair")
    func sawTheScores() throws {
        let door = try Door()
        let (story, first, second) = try toJudging(door, recorded: true)
        try door.did("Ada Marsh", .appoint(case: story.id, role: "first", person: "P4", organisation: nil, instead: nil, because: "She is ill."))
        try story.as("Dev Rao").judges("joint", "secure", whole: "developing", but: ["modelling": "weak"])
        try second.judges("joint", "secure", but: ["purpose": "strong"])
        _ = first
        for person in ["P3", "P1"] {
            let third = Command.Act.appoint(case: story.id, role: "third", person: person, organisation: nil, instead: nil, because: "A third look.")
            #expect(try door.triad.perform(Command(as: "Ada Marsh", third)).isRefused, "\(person)")
        }
    }

    @Test("Half of the segment must have been seen by both; what one of them saw nothing of is not settled by talking")
    func seenByOne() throws {
        let door = try Door()
        let early = try begin(door)
        var session = Self.session
        session["session_on"] = "2026-09-01"
        try early.does("pair", session)
        let short = try early.as("Cara Lind").refused("close-watching", ["seen_from": 31, "seen_until": 60])
        #expect(short == "guard-not-met: Less than half of the agreed segment was seen by both; another session is seen (see-another).")
        let (story, first, second) = try toJudging(door)
        try first.judges("joint", "secure", but: ["purpose": "strong"])
        try second.judges("joint", "secure", but: ["purpose": "strong", "embedding": nil])
        #expect(try story.stands == ["Comparing"])
        let one = try first.refused("agree-criterion", ["criterion": "embedding", "chosen": "first", "reason": "I saw it."])
        #expect(one == "guard-not-met: Two levels or more lie between the judgements, or one of them saw nothing of it: talking does not decide that.")
        #expect(try first.refused("close-agreed") == "guard-not-met: A criterion differs and is not agreed yet (agree-criterion).")
        try first.does("leave-open")
        #expect(try story.stands == ["Not agreed"])
    }

    @Test("Agreed one by one, it is no agreement yet where too many lie across the line or the whole lies two apart")
    func tolerance() throws {
        let door = try Door()
        let (_, first, second) = try toJudging(door)
        let three = ["purpose": "developing", "motivation": "developing", "checking": "developing"] as [String: String?]
        try first.judges("joint", "secure", whole: "strong", but: three)
        try second.judges("joint", "secure", whole: "developing", but: ["logistics": "strong"])
        for criterion in ["purpose", "motivation", "checking", "logistics"] {
            try first.does("agree-criterion", ["criterion": .string(criterion), "chosen": "first", "reason": "The notes carry it."])
        }
        #expect(try first.refused("close-agreed") == "guard-not-met: On more than a quarter of the criteria one of you says secure and the other does not: that is no agreement yet.")
        #expect(try second.refused("close-agreed") != "accepted")
    }
}

extension Story {
    fileprivate func declines(_ story: Story) throws {
        try story.as(person).does("decline-third")
        #expect(try story.stands == ["Not agreed"])
    }
}
