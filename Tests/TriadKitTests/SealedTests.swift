import Casework
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@testable import CaseStore
@testable import TriadKit

@Suite("Sealed is sealed")
struct SealedTests {
    /// Words that stand in one sheet alone: wherever they turn up, the sheet has been read.
    static let words = "Zinnia", chosen = "above"

    @Test("Before the sheets are opened no answer to anybody but their rater holds a word of them; afterwards those who may see them do")
    func sealed() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try play.draft(play.lead, "peer", Self.chosen, Self.words)
        try expectHidden(door, play)
        try door.did(play.lead, .seal(case: play.review, sheet: "peer", role: nil))
        try expectHidden(door, play)

        try play.draft(play.reviewer, "peer", "below", "Yarrow")
        let reply = try door.did(play.reviewer, .seal(case: play.review, sheet: "peer", role: nil))
        #expect(reply.entries.first?.sentences.contains("opened sheet peer") == true)
        let opened: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.reviewer)
        #expect(opened.isOpen)
        #expect(opened.judgements.map(\.state) == [.opened, .opened])
        #expect(opened.json.text.contains(Self.words) && opened.json.text.contains("Yarrow"))
        #expect(opened.unsettled == ["leadership", "infrastructure", "itt", "cpd", "school_support"])
        #expect(try play.everything(as: "Finn Outside").allSatisfy { !$0.contains(Self.words) && !$0.contains("Yarrow") })
        #expect(try door.triad.verify().isClean)
    }

    @Test("The host reads no judgement, minute or finding before the draft has been read by somebody outside")
    func withheld() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try door.sent(play.reviewer, play.review, "record", ["area": "itt", "polarity": "strength", "source": "Plans", "seen": "Mentors meet weekly."])
        for (person, level, words) in [(play.lead, Self.chosen, Self.words), (play.reviewer, "below", "Yarrow")] {
            try play.draft(person, "peer", level, words)
            try door.did(person, .seal(case: play.review, sheet: "peer", role: nil))
        }
        func hears(_ words: String...) throws -> Bool {
            try play.everything(as: play.host).contains { text in words.contains { text.contains($0) } }
        }
        #expect(try !hears(Self.words, "Yarrow", "unsettled\":[\""))
        for area in ["leadership", "infrastructure", "itt", "cpd", "school_support"] {
            try door.sent(play.lead, play.review, "minute", ["area": .string(area), "outcome": "agreed", "minute": "Heather"])
            try door.sent(play.lead, play.review, "agree-area", ["criterion": .string(area), "chosen": "lead", "reason": "Briar"])
        }
        func explained(_ event: String) throws -> [String] {
            let why: WhyView = try door.answer(.why(case: play.review, event: event, form: [:], on: nil), as: play.host)
            return why.conditions.flatMap { $0.parts.map(\.value) }
        }
        #expect(try explained("close-conference").isEmpty, "what a condition reads of it is not explained either")
        try door.sent(play.lead, play.review, "close-conference")
        try door.sent(play.lead, play.review, "message", ["message": "Mentoring is strong."])
        try door.sent(play.lead, play.review, "oral-feedback", ["attended": ["Head"], "both_heard": true])
        try door.sent(play.lead, play.review, "finding", ["area": "itt", "kind": "strength", "text": "Thistle", "rests_on": [1, 2]])
        #expect(try !hears(Self.words, "Yarrow", "Heather", "Briar", "Thistle"))
        try door.did("Ada Marsh", .appoint(case: play.review, role: "outside_reader", person: "P9", organisation: nil, instead: nil, because: nil))
        try door.sent(play.lead, play.review, "submit-draft", ["confirmed": true])
        #expect(try !hears(Self.words, "Yarrow", "Heather", "Briar", "Thistle"))
        // Snow postpones it: what was withheld is so while it waits.
        try door.sent(play.host, play.review, "postpone", ["reason": "Snow"])
        #expect(try !hears(Self.words, "Thistle"))
        try door.sent("Ada Marsh", play.review, "resume")
        try door.sent("Finn Outside", play.review, "pass")
        #expect(try hears(Self.words))
        #expect(try hears("Thistle"))
        try door.sent(play.host, play.review, "postpone", ["reason": "Snow"])
        #expect(try hears("Thistle"), "what she has read is not taken away")
    }

    @Test("A seal that opens the sheets is neither tried out nor taken back: she could judge anew, knowing what the others have sealed")
    func triedOut() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try play.draft(play.lead, "peer", Self.chosen, Self.words)
        let lead = Command(as: play.lead, .seal(case: play.review, sheet: "peer", role: nil))
        #expect(try door.triad.perform(lead, dryRun: true).refused == nil)
        try door.did(lead.as, lead.act)
        try play.draft(play.reviewer, "peer", "below", "Yarrow")
        let last = Command(as: play.reviewer, .seal(case: play.review, sheet: "peer", role: nil))
        // Closing the conference is refused with the areas on which they differ.
        let closing = Command(as: play.lead, .event(case: play.review, event: "close-conference", form: [:]))
        func outcomes(_ keeping: Keeping, isForGood: Bool) throws -> [Result<Reply, Refusal>] {
            try door.triad.perform([last, closing].map { Triad.Request($0) }, keeping: keeping, isForGood: isForGood)
        }
        #expect(try door.triad.perform(last, dryRun: true).refused == .opensSheets)
        #expect(try outcomes(.all, isForGood: true).map(\.refused) == [.opensSheets])
        #expect(try outcomes(.each, isForGood: false).map(\.refused) == [.opensSheets, .notNow])
        #expect(try outcomes(.each, isForGood: true).map(\.refused) == [nil, .guardNotMet])
        #expect(try door.triad.verify().isClean)
    }

    @Test("Her own draft and her own sealed sheet are shown to their rater")
    func own() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try play.draft(play.lead, "peer", Self.chosen, Self.words)
        let draft: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.lead)
        #expect(draft.judgements.map(\.state) == [.draft])
        try door.did(play.lead, .seal(case: play.review, sheet: "peer", role: nil))
        let sealed: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.lead)
        #expect(sealed.judgements.map(\.state) == [.sealed])
        #expect(sealed.json.text.contains(Self.words))
        #expect(sealed.raters.map(\.hasSealed) == [true, false])
        #expect(sealed.agreed == [] && sealed.unsettled == [])
        #expect(try door.triad.perform(Command(as: play.lead, .draft(case: play.review, sheet: "peer", role: nil, judgements: ["itt": "below"]))).refused == .alreadySealed)
    }

    @Test("A concern that is passed on is known to those alone who are to know")
    func restricted() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        let before: LogView = try door.answer(.log(stream: play.review, after: nil, limit: 1000), as: play.host)
        try door.sent(play.lead, play.review, "pass-on-concern", ["passed_to": "chair_of_governors"])
        let after: LogView = try door.answer(.log(stream: play.review, after: nil, limit: 1000), as: play.host)
        #expect(after.entries == before.entries)
        #expect(try play.everything(as: play.host).allSatisfy { !$0.contains("chair") && !$0.contains("oncern") })
        let coordinator: CaseView = try door.answer(.case(play.review), as: "Ada Marsh")
        #expect(coordinator.records.first { $0.name == "concerns" }?.rows.count == 1)
    }

    @Test("What she is told of her own act is what the log shows her of it, in every case that it reached")
    func replies() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try expectSeen(door, play.lead, .event(case: play.review, event: "pass-on-concern", form: ["passed_to": "chair_of_governors"]), in: [play.review])
        try expectSeen(door, play.host, .event(case: play.review, event: "withdraw", form: ["reason": "It cannot be."]), in: [play.review, "triad-cycle-1", "triad-cycle-1"])
        // Whoever reached a case in which she may see nothing hears nothing of it but that her command was taken.
        let made = Reply.Made(
            stream: play.review, number: 1, place: 0, actor: "P9", word: "told", recorded: try door.triad.now(), facts: [.left(state: "open")])
        let told = try door.triad.reading { reading in
            try Answering(reading, asker: "P9", shelf: door.triad.shelf, zone: door.triad.zone).seen(Reply(entries: [made, made]))
        }
        #expect(told.entries.map(\.sentences) == [[]])
    }

    private func expectSeen(_ door: Door, _ person: String, _ act: Command.Act, in streams: [String]) throws {
        let reply = try door.did(person, act)
        #expect(reply.entries.map(\.stream) == streams)
        for made in reply.entries {
            let log: LogView = try door.answer(.log(stream: made.stream, after: made.number - 1, limit: 1), as: person)
            #expect(log.entries.map(\.sentences) == [made.sentences])
        }
    }

    private func expectHidden(_ door: Door, _ play: Play) throws {
        for person in [play.host, play.reviewer, "Ada Marsh", "Finn Outside", "Eve Stone", nil] where person != play.lead {
            for text in try play.everything(as: person) { #expect(!text.contains(Self.words), "\(person ?? "nobody"): \(text)") }
        }
        let view: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.reviewer)
        #expect(view.judgements == [] && view.agreed == [] && view.unsettled == [])
    }
}

extension Result where Failure == Refusal {
    var refused: Refusal.Code? {
        if case .failure(let refusal) = self { refusal.code } else { nil }
    }
}

/// The first review of a cycle, played through the door.
struct Play {
    let door: Door
    let review: Case.ID
    let host, lead, reviewer: String

    init(_ door: Door) throws {
        self.door = door
        review = try door.beginCycle()
        let view: CaseView = try door.answer(.case(review), as: "Ada Marsh")
        let heads = ["H1": "Ben Oduya", "H2": "Cara Lind", "H3": "Dev Rao"]
        func head(_ role: String) throws -> String {
            let organisation = try #require(view.parts.first { $0.role == role }?.organisation?.id)
            return try #require(heads[organisation])
        }
        (host, lead, reviewer) = (try head("host"), try head("lead"), try head("reviewer"))
    }

    func clock(_ day: String) throws {
        let moment = try #require(Instant("\(day)T09:00:00Z"))
        try door.did("Ada Marsh", .setClock(moment))
    }

    func draft(_ person: String, _ sheet: String, _ level: String, _ words: String) throws {
        var judgements = JSON.Object()
        for area in ["leadership", "infrastructure", "itt", "cpd", "school_support"] {
            judgements.append(area, ["level": .string(level), "narrative": .string("\(words) \(area)"), "evidence": ["1"]])
        }
        try door.did(person, .draft(case: review, sheet: sheet, role: nil, judgements: judgements))
    }

    /// The visit has ended; the reviewers judge apart.
    func toJudging() throws {
        try door.sent("Ada Marsh", review, "schedule", [
            "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
        ])
        for person in [lead, reviewer] { try door.sent(person, review, "accept-role", ["confidentiality": true]) }
        try clock("2026-12-02")
        try draft(host, "self", "embedding", "Ours")
        try door.did(host, .seal(case: review, sheet: "self", role: nil))
        try door.sent(lead, review, "agree-scope", ["focus": ["Reading"], "development": true])
        try door.sent(host, review, "agree-scope", ["development": true])
        try clock("2027-01-19")
        try door.sent(lead, review, "open-visit", ["reviewers_present": 2, "timetable": true])
        try door.sent(reviewer, review, "record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Trainees plan with mentors."])
        try door.sent(lead, review, "update-host", ["said": "A good morning."])
        try clock("2027-01-20")
        try door.sent(lead, review, "leave")
    }

    /// Every answer that somebody can get, as JSON, and every refusal.
    func everything(as person: String?) throws -> [String] {
        let queries: [Query] = [
            .cases(CaseWish(includesEnded: true)), .case(review), .case("triad-cycle-1"),
            .log(stream: nil, after: nil, limit: 10_000), .log(stream: review, after: nil, limit: 10_000), .log(stream: "file", after: nil, limit: 10_000),
            .due(until: nil), .inbox(person: nil), .sheet(case: review, sheet: "peer", role: nil), .sheet(case: review, sheet: "peer", role: "lead"),
            .sheet(case: review, sheet: "self", role: nil), .why(case: review, event: "close-conference", form: [:], on: nil),
            .why(case: review, event: "agree-area", form: ["criterion": "itt", "chosen": "lead"], on: nil), .letters(waitingOnly: false),
            .letter(number: 4), .owed, .definitions, .planner(from: Door.begin.day, months: 12), .register(.interests, find: nil),
        ]
        return try queries.map { query in
            switch try door.triad.read(query, as: person) {
            case .success(let answer): answer.json.text
            case .failure(let refusal): refusal.json.text
            }
        }
    }
}

extension Instant {
    fileprivate var day: Day { Zone.london.day(of: self) }
}
