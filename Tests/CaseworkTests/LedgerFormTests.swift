@testable import Casework
import CivilTime
import Definitions
import JSON
import Register
import Rubrics
import Testing

@Suite("Facts and cases in JSON")
struct LedgerFormTests {
    /// A story that says every kind of fact of a case.
    private func story() throws -> Scene {
        var scene = try Scene.begun()
        try scene.send("agree", as: "hana", ["focus": "Secret focus", "visit_on": "2027-02-01"])
        try scene.to("2026-09-17")
        try scene.strikeDue()
        try scene.send("agree", as: "ben")
        try scene.send("name", as: "bo")
        try scene.send("concern", as: "bo", ["to": "Secret safeguarding lead"])
        try scene.send("record", as: "bo", ["seen": "Secret sight"])
        try scene.send("leave", as: "bo")
        try scene.send("postpone", as: "hana", ["reason": "Secret flood"])
        try scene.send("resume", as: "chris")
        try scene.perform(.appoint(case: scene.state.id, role: "reviewer", person: "dan", organisation: "elm", instead: nil, because: "Secret illness"), as: "chris")
        try scene.perform(.appoint(case: scene.state.id, role: "reader", person: "oz", organisation: nil, instead: nil, because: "Secret need"), as: "chris")
        try scene.perform(.release(case: scene.state.id, role: "reader", holder: "oz", because: "Secret grudge"), as: "chris")
        try scene.seal(as: "bo", ["itt": "leading", "cpd": "emerging"])
        try scene.seal(as: "dan", ["itt": "emerging", "cpd": "emerging"])
        try scene.send("settle", as: "dan", ["criterion": "itt", "chosen": "lead", "reason": "Secret reason"])
        try scene.send("close", as: "bo")
        try scene.send("comment", as: "hana", ["text": "Secret comment"])
        try scene.to("2026-10-01")
        try scene.strikeDue()
        try scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris")
        try scene.send("decide", as: "bo", ["row": 1, "decision": "accepted"])
        return scene
    }

    private var others: [Fact] {
        get throws {
            let refusal = Refusal(.guardNotMet, "Secret sentence", place: "x", remedy: "y", details: [.init(place: "a", code: "b", sentence: "c")])
            return [
                .letterSent(number: 3, how: .post), .told(link: "cycle", case: "c-1", event: "e", values: [.init("host", .text("Secret"), .triad)]),
                .reopened, .silenceUndone(clock: "checking_window", entry: 9), .givenBack(sheet: "self"), .waiversUsed(event: "decide"),
                .returned(
                    states: ["open.drafting"],
                    .init(by: "bo", on: try Scene.day("2026-10-01"), reason: "Secret reason", points: ["Secret point"], visibility: .triad)),
                .waived(.init(
                    event: "decide", condition: "It must be so.", by: "chris", role: "coordinator", on: try Scene.day("2026-10-01"), because: "Secret need")),
                .linkReopened(link: "cycle", case: "c-1"), .linked(link: "cycle", case: "c-1"), .linkEnded(link: "cycle", case: "c-1"), .credited(organisation: "ash", word: "hosted"),
                .incident(what: "clock x", refusal: refusal), .registered(.personAdded(.init("new", name: "Secret name", email: "secret@example.org"))),
                .coordinating(person: "chris", isOn: true), .defined(kind: .rubric, name: "maturity", version: 1, hash: "00"),
                .defined(kind: .calendar, name: "test-schools", version: 2, hash: "01", because: "Secret flood"),
                .recounted(clock: "checking_window", from: try Scene.day("2026-11-03"), to: try Scene.day("2026-11-04"), why: "Thu 22 Oct 2026 no longer counts (flood)"),
                .proposed(forming: 1, groups: [["ash", "elm", "oak"]], ["note": "Secret note"]), .accepted(forming: 1),
                .clockMoved(to: try Scene.noon("2026-12-01")),
                .corrected(Correction(entry: 3, kind: .inError, because: "Secret slip", setAside: [3, 5])),
                .corrected(Correction(
                    entry: 4, kind: .clerical, because: "Secret slip",
                    changes: [.init("focus", old: "Secret old", new: "Secret new"), .init("on", old: "2026-09-01", new: "2026-09-02", kind: .happened)],
                    day: try Scene.day("2026-09-02"), remarks: [.init(entry: 4, event: "agree", marks: ["Secret: it was late."])], about: .init(by: "ben", events: ["agree"], records: ["evidence"], sheet: "peer"))),
                .slipFound(.init(
                    number: 9, entry: 4, by: "chris", owner: "ben", form: ["focus": "Secret focus"], happened: .day(try Scene.day("2026-09-02")), because: "Secret slip")),
                .doubted(.init(role: "lead", holder: "elm", sentence: "Secret tie")), .undoubted(.init(role: "lead", holder: "elm", sentence: "Secret tie")), .teamed(role: "lead", holder: "elm", team: ["bo"]),
                .carriedOn(.init(
                    doubt: .init(role: "lead", holder: "elm", sentence: "Secret tie"), by: "chris", on: try Scene.day("2026-09-02"), because: "Secret need")),
                .amended(because: "Secret need"), .erased(.init(values: 2, entries: ["file/3", "small-review-1/4"], because: "Secret need")), .erased(.init(left: ["small-review-1/9"], drafts: 1, because: "Secret need")),
                .sessionSet(number: 1, .init(.init(term: "Secret term", programme: "Secret programme", name: "Secret session"), on: try Scene.day("2027-01-12"), hours: "Secret hours", trainers: ["ben"], place: "Secret room")),
                .sessionCancelled(number: 1),
                .confided(number: 1, .init(by: "ben", on: try Scene.day("2026-09-02"), text: "Secret word")), .confidenceAnswered(number: 1, by: "chris"),
                .slipAnswered(number: 9, isMended: true), .typed(.init(entry: 9, by: "chris", owner: "ben")), .typedConfirmed(.init(entry: 9, by: "chris", owner: "ben")), .compared(sheet: "peer", unsettled: ["itt"]),
                .attached(Document(
                    number: 1, name: "Secret.pdf", kind: .pdf, size: 3, hash: "Secret hash", received: try Scene.day("2026-12-01"), by: "chris", visibility: .restricted,
                    seenBy: ["coordinator"], part: .row(record: "concerns", number: 1))),
                .attached(Document(
                    number: 2, name: "Secret.txt", kind: .txt, size: 3, hash: "Secret hash", received: try Scene.day("2026-12-01"), by: "ben", visibility: .triad,
                    part: .sheet("peer", .init(role: "lead", holder: "beech", person: "ben")))),
                .designated(.init(person: "hana", kind: "sle", becomes: .ended, from: try Scene.day("2026-12-01"))),
                .designated(.init(person: "hana", kind: "sle", becomes: .given, from: try Scene.day("2026-12-01"), until: try Scene.day("2030-12-01"))),
                .voteVoid(vote: "outcome"), .voting(vote: "outcome", rubric: "maturity", hash: "00", members: [.init(role: "chair", holder: "dee")]), .voting(vote: "outcome", rubric: nil, hash: nil, members: []),
                .voted(vote: "outcome", member: .init(role: "chair", holder: "dee", person: "dee"), .init(choice: "Secret choice", reason: "Secret reason", reasons: ["itt": "Secret"])),
                .voted(vote: "outcome", member: .init(role: "chair", holder: "dee", person: "dee"), .init(choice: "Secret choice", isCasting: true)),
                .stoodAside(vote: "outcome", member: .init(role: "chair", holder: "dee")),
                .counted(vote: "outcome", .init(counts: ["Secret": 1, "b": 1], tied: ["Secret", "b"])), .counted(vote: "outcome", .init(counts: ["Secret": 2], outcome: "Secret")),
                .attached(Document(
                    number: 3, name: "Secret.txt", kind: .txt, size: 3, hash: "Secret hash", received: try Scene.day("2026-12-01"), by: "ben", visibility: .triad,
                    part: .vote("outcome", .init(role: "chair", holder: "dee", person: "dee")))),
                .set(.init("visit_on", .date(try Scene.day("2026-12-01")), .public)), .set(.init("x", .absent(.withheld), .triad)),
                .set(.init("y", .list([.whole(3), .yesNo(true), .text("")]), .triad)),
            ]
        }
    }

    @Test("every fact is read back as it was written")
    func roundTrip() throws {
        let facts = try story().facts + others
        for fact in facts {
            let text = fact.json(concealing: { $0 }).text
            #expect(try Fact(json: JSON.Value.parse(text), revealing: { $0 }) == fact, "\(text)")
        }
        #expect(Set(facts.map(\.word)) == Set(Fact.Word.allCases))
    }

    @Test("concealed values stand nowhere in the concealed JSON, and are revealed again")
    func concealed() throws {
        let facts = try story().facts + others
        for fact in facts {
            var kept: [JSON.Value] = []
            let concealed = fact.json { value in
                kept.append(value)
                return ["sha256": .string(String(kept.count - 1))]
            }
            let text = concealed.text.lowercased()
            for secret in ["secret", "leading", "emerging"] { #expect(!text.contains(secret), "\(text)") }
            let read = try Fact(json: JSON.Value.parse(concealed.text)) { hidden in
                let number = try #require(hidden["sha256"]?.stringValue.flatMap { Int($0) })
                return kept[number]
            }
            #expect(read == fact)
        }
    }

    @Test("whatever is erased of a fact is read as erased, but for what nothing can replace: judgements, what was counted of them, the day of a slip")
    func erased() throws {
        var irreplaceable: Set<Fact.Word> = []
        for fact in try story().facts + others {
            var count = 0
            let json = fact.json { _ in
                count += 1
                return ["sha256": .string(String(count - 1))]
            }
            var kept: [JSON.Value] = []
            _ = fact.json { value in
                kept.append(value)
                return value
            }
            for place in 0..<count {
                func read(_ erased: JSON.Value) -> Fact? {
                    try? Fact(json: json) { hidden in
                        guard let number = hidden["sha256"]?.stringValue.flatMap({ Int($0) }) else { return hidden }
                        return number == place ? erased : kept[number]
                    }
                }
                if (read(["absent": "erased"]) ?? read("(erased)")) == nil { irreplaceable.insert(fact.word) }
            }
        }
        #expect(irreplaceable == [.sealed, .opened, .compared, .settled, .counted, .corrected])
    }

    @Test("what was written before a reason was concealed by itself is read as it was")
    func before() throws {
        let settled = try Fact(json: .parse(#"{"fact":"settled","sheet":"peer","settlement":{"criterion":"itt","chosen":"lead","by":"bo","because":"So it is."}}"#)) { $0 }
        #expect(settled == .settled(sheet: "peer", try Settlement(json: ["criterion": "itt", "chosen": "lead", "by": "bo", "because": "So it is."])))
        let incident = try Fact(json: .parse(#"{"fact":"incident","what":"clock x","refusal":{"code":"not-now","sentence":"It is too late."}}"#)) { $0 }
        #expect(incident == .incident(what: "clock x", refusal: Refusal(.notNow, "It is too late.")))
        let hidden = try Fact(json: .parse(#"{"fact":"returned","states":["a"],"by":"bo","on":"2026-10-01","reason":"R","points":{"sha256":"0"},"visibility":"triad"}"#)) {
            $0["sha256"] == nil ? $0 : ["One.", "Two."]
        }
        #expect(hidden == .returned(states: ["a"], .init(by: "bo", on: try Scene.day("2026-10-01"), reason: "R", points: ["One.", "Two."], visibility: .triad)))
    }

    @Test("what is public stands open")
    func open() throws {
        let text = try story().facts.map { $0.json(concealing: { _ in "x" }).text }.joined()
        #expect(text.contains(#"["visit_on","public",{"date":"2027-02-01"}]"#))
    }

    @Test("a case is read back from its row as it was, at every step of its life")
    func rows() throws {
        let story = try story()
        var state = try #require(Case.began(id: "small-review-1", by: story.facts[0]))
        for (number, fact) in story.facts.enumerated().dropFirst() {
            state.entry = number
            state.apply(fact)
            #expect(try Case(json: JSON.Value.parse(state.text)) == state)
        }
    }

    @Test("what a row holds of a case is written as its own form in JSON, member for member")
    func partsOfRows() throws {
        let story = try story()
        var state = try #require(Case.began(id: "small-review-1", by: story.facts[0]))
        for fact in story.facts.dropFirst() {
            state.apply(fact)
            let row = try JSON.Value.parse(state.text)
            let parts = [("data", state.data.json), ("holders", state.holders.json), ("clocks", state.clocks.json), ("collections", state.collections.json)]
            for (name, part) in parts { #expect((row[name] ?? [:]).text == part.text) }
        }
    }

    @Test("a row of a later engine is not read")
    func laterFormat() throws {
        guard case .object(var object) = try JSON.Value.parse(Scene.begun().state.text) else { return }
        object["format"] = 2
        let later = JSON.Value.object(object)
        #expect(throws: Unreadable("format", "The case was written by a later engine (format 2); this one reads up to 1.")) { try Case(json: later) }
    }

    @Test("a fact that fits nothing changes nothing but what it says")
    func total() throws {
        let state = try Scene.begun().state
        for fact in [Fact.left(state: "nowhere"), .released(role: "x", holder: "y", until: try Scene.day("2026-09-08"), because: nil), .clockStopped(clock: "z"), .linkEnded(link: "a", case: "b"), .opened(sheet: "q", unsettled: [])] {
            #expect(state.applying(fact) == state)
        }
    }
}
