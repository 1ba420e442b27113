@testable import Casework
import Chance
import CivilTime
import Definitions
import JSON
import OrderedCollections
import Testing

@Suite("An entry that was mistaken is set aside, with what rested on it")
struct CorrectionTests {
    private func correct(_ number: Int, in scene: Scene, as person: String = "chris", because: String = "A slip") throws -> Result<Decision, Refusal> {
        let command = Command(as: person, .correct(case: scene.state.id, entry: number, .setAside, because: because))
        return Deciding.decide(command, in: try scene.situationWithPast())
    }

    private func correction(_ number: Int, in scene: Scene) throws -> Correction {
        let facts = try correct(number, in: scene).get().facts
        return try #require(facts.lazy.compactMap(\.correction).first)
    }

    /// The case as it stands after a correction.
    private func folded(_ scene: Scene, _ decision: Decision) throws -> Case {
        let entries = (scene.past + [Past(number: scene.past.count + 1, word: "", by: "", happened: .instant(scene.now), touched: Touched(), facts: decision.facts)])
            .map { (number: $0.number, facts: $0.facts) }
        return try #require(Case.fold(id: scene.state.id, entries: entries) as Case?)
    }

    @Test("a visit that was opened for the wrong school takes with it what was recorded there, and nothing else")
    func visitOpenedInError() throws {
        var scene = try Scene.begun()
        try scene.to("2026-09-14")
        try scene.send("concern", as: "ben", ["to": "The safeguarding lead"])
        try scene.send("agree", as: "hana", Scene.terms)
        try scene.send("agree", as: "ben")
        try scene.send("record", as: "ben", ["seen": "Pupils read."])
        try scene.perform(
            .appoint(case: scene.state.id, role: "reader", person: "oz", organisation: nil, instead: nil, because: "Needed"), as: "chris")
        let correction = try correction(4, in: scene)
        #expect(correction.setAside == [4, 5], "the concern, the host's signature and the outside reader stand")
        let state = try folded(scene, correct(4, in: scene).get())
        #expect(state.configuration == ["open", "open.agreeing"])
        #expect(state.signatures["agree"]?.map(\.person) == ["hana"])
        #expect(state.data.isEmpty)
        #expect(state.count(of: "concerns") == 1)
        #expect(state.count(of: "evidence") == 0 && state.rows["evidence"] == 1 && !state.hasRow(1, in: "evidence"), "numbers are never given twice")
        #expect(state.holders["reader"]?.map(\.id) == ["oz"])
        #expect(state.clocks["agreeing"] != nil, "the clock runs again")
    }

    @Test("rows that a sheet names as its evidence carry it; others do not")
    func evidence() throws {
        var scene = try Scene.visiting()
        try scene.to("2026-11-10")
        try scene.send("record", as: "ben", ["seen": "Pupils read to each other."])
        try scene.send("record", as: "dee", ["seen": "Teachers read too."])
        let (one, two) = (scene.state.entry - 1, scene.state.entry)
        try scene.send("leave", as: "ben")
        let leave = scene.state.entry
        #expect(try correction(two, in: scene).setAside == [two], "that there is any evidence is what leaving rests on, and one piece is left")
        #expect(try correction(one, in: scene).setAside == [one])
        scene.keep(try correct(one, in: scene).get(), "correct \(one)", by: "chris")
        #expect(try correction(two, in: scene).setAside == [two, leave], "of the last piece all that rests on it goes")
    }

    @Test("a seal, a strike, an entry that is not there, one that is set aside, no reason, and somebody without the right are refused")
    func refused() throws {
        var scene = try Scene.conferring()
        let seal = try #require(scene.past.first(where: { $0.word == "seal peer" }))
        #expect(code(try correct(seal.number, in: scene)) == .notCorrectable)
        #expect(code(try correct(99, in: scene)) == .unknownEntry)
        #expect(code(try correct(2, in: scene, because: " ")) == .missingField)
        #expect(code(try correct(2, in: scene, as: "ben")) == .notYours)
        try scene.send("settle", as: "dee", ["criterion": "itt", "chosen": "lead", "reason": "The evidence."])
        let settle = scene.state.entry
        scene.keep(try correct(settle, in: scene).get(), "correct \(settle)", by: "chris")
        #expect(code(try correct(settle, in: scene)) == .alreadySo)
    }

    private func code(_ outcome: Result<Decision, Refusal>) -> Refusal.Code? {
        if case .failure(let refusal) = outcome { refusal.code } else { nil }
    }

    @Test("a correction is corrected: what it had set aside stands again")
    func correctionOfCorrection() throws {
        var scene = try Scene.visiting()
        try scene.send("record", as: "ben", ["seen": "Pupils read."])
        let before = scene.state
        let record = scene.state.entry
        scene.keep(try correct(record, in: scene).get(), "correct \(record)", by: "chris")
        let back = try correction(scene.state.entry, in: scene)
        #expect(back.setAside == [record + 1])
        var state = try folded(scene, correct(record + 1, in: scene).get())
        #expect(state.entry == record + 2)
        state.entry = before.entry
        #expect(state == before)
    }

    @Test("a correction stays while what it had set aside rests on what another has set aside since")
    func restoredOnNothing() throws {
        var scene = try Scene.visiting()
        let agreed = scene.state.entry
        try scene.send("record", as: "ben", ["seen": "Pupils read."])
        let record = scene.state.entry
        for mistaken in [record, agreed] { scene.keep(try correct(mistaken, in: scene).get(), "correct \(mistaken)", by: "chris") }
        let (one, other) = (record + 1, record + 2)
        guard case .failure(let refusal) = try correct(one, in: scene) else {
            Issue.record("evidence of a visit that was never opened stands again")
            return
        }
        #expect(refusal.code == .notCorrectable)
        #expect(refusal.sentence == "Entry \(record) would stand again, and rests on entry \(agreed), which entry \(other) has set aside.")
        scene.keep(try correct(other, in: scene).get(), "correct \(other)", by: "chris")
        #expect(try correction(one, in: scene).setAside == [one])
    }

    @Test("a case that should not have begun has ended before it did anything")
    func begunInError() throws {
        let scene = try Scene.visiting()
        let correction = try correction(1, in: scene)
        #expect(correction.setAside == Array(1...scene.state.entry))
        let state = try folded(scene, correct(1, in: scene).get())
        #expect(state.hasEnded && state.configuration.isEmpty && state.holders.isEmpty && state.data.isEmpty)
    }

    // MARK: - Slips

    private func mend(
        _ number: Int, _ form: JSON.Object = [:], on: String? = nil, by: String? = nil, in scene: Scene, as person: String, because: String = "A slip of the pen",
        papers: [Command.Attachment] = []
    ) throws -> Result<Decision, Refusal> {
        let slip = Correction.Asked.clerical(form, on: try on.map { .day(try Scene.day($0)) }, by: by)
        var command = Command(as: person, .correct(case: scene.state.id, entry: number, slip, because: because))
        command.attachments = papers
        return Deciding.decide(command, in: try scene.situationWithPast())
    }

    @Test("a level that was mistyped is mended by its rater after the sheets were opened; where they differ is found anew, and both stay to be seen")
    func level() throws {
        var scene = try Scene.conferring()
        #expect(scene.state.collections["peer"]?.unsettled == ["itt"])
        let seal = try #require(scene.past.first(where: { $0.word == "seal peer" && $0.by == "ben" }))
        #expect(code(try mend(seal.number, ["itt": "emerging"], in: scene, as: "dee")) == .notYours)
        #expect(code(try mend(seal.number, ["itt": "splendid"], in: scene, as: "ben")) == .wrongType)
        #expect(code(try mend(seal.number, ["nothing": "emerging"], in: scene, as: "ben")) == .wrongType)
        guard case .failure(let refusal) = try mend(seal.number, ["itt": "emerging"], in: scene, as: "ben") else { throw Missing() }
        #expect(refusal.code == .missingField && refusal.place == "attachments", "nobody changes her mind by a slip: the paper is asked for")
        let decision = try mend(seal.number, ["itt": "emerging"], in: scene, as: "ben", papers: [DocumentTests.paper]).get()
        let state = try folded(scene, decision)
        #expect(state.collections["peer"]?.unsettled == [])
        #expect(state.configuration == scene.state.configuration)
        let correction = try #require(decision.facts.lazy.compactMap(\.correction).first)
        #expect(correction.changes == [.init("itt", old: "leading", new: "emerging")])
        #expect(decision.facts.contains(.compared(sheet: "peer", unsettled: [])))
        // A slip in the slip is mended in its turn.
        scene.keep(decision, "correct \(seal.number)", by: "ben")
        let again = try mend(seal.number, ["itt": "secure"], in: scene, as: "ben", papers: [DocumentTests.paper]).get()
        #expect(again.facts.lazy.compactMap(\.correction).first?.changes == [.init("itt", old: "emerging", new: "secure")])
        #expect(try folded(scene, again).collections["peer"]?.unsettled == ["itt"])
    }

    @Test("a date, a text and a person that were mistyped are mended; clocks count from the right day")
    func fields() throws {
        var scene = try Scene.visiting()
        #expect(code(try mend(3, ["visit_on": "2026-11-12"], in: scene, as: "ben")) == .notCorrectable, "what several have signed is signed anew")
        #expect(code(try mend(3, ["colour": "red"], in: scene, as: "ben")) == .unknownField)
        #expect(code(try mend(3, in: scene, as: "ben")) == .missingField)
        try scene.to("2026-11-10")
        try scene.send("record", as: "ben", ["seen": "Pupils raed."])
        let record = scene.state.entry
        #expect(code(try mend(record, ["seen": "Pupils read."], by: "bo", in: scene, as: "ben")) == .wrongType, "whose act it was is corrected by itself")
        #expect(code(try mend(record, by: "bo", in: scene, as: "bo")) == .notYours, "nobody takes over what another did")
        #expect(code(try mend(record, ["seen": "Pupils raed."], in: scene, as: "ben")) == .alreadySo)
        let theirs = try mend(record, by: "bo", in: scene, as: "ben").get()
        guard case .corrected(let correction)? = theirs.facts.first else { throw Missing() }
        #expect(correction.changes == [.init("by", old: "ben", new: "bo", kind: .person)])
        var taken = scene
        taken.keep(theirs, "correct \(record)", by: "ben")
        #expect(code(try mend(record, ["seen": "Pupils read."], in: taken, as: "ben")) == .notYours, "it is hers now")
        let mended = try mend(record, ["seen": "Pupils read."], in: taken, as: "bo").get()
        taken.keep(mended, "correct \(record)", by: "bo")
        let held = Standing(taken.past.map { ($0.number, $0.facts) }).facts(of: record, taken.past[record - 1].facts)
        guard case .added(_, 1, let values, let by, _)? = held.last else { throw Missing() }
        #expect(values.map(\.value) == [.text("Pupils read.")] && by == "bo")
        #expect(code(try mend(record, by: "dee", in: scene, as: "ben")) == .notEligible, "she acts in another part")
        #expect(code(try mend(record, on: "2027-01-01", in: scene, as: "ben")) == .dateInFuture)
        #expect(code(try mend(record, on: "2026-01-01", in: scene, as: "ben")) == .beforeCase)
        try scene.send("postpone", as: "hana", ["reason": "Snow"])
        let postponed = scene.state.entry
        #expect(scene.state.clocks["postponed"]?.dueDay == (try Scene.day("2026-12-22")))
        let state = try folded(scene, try mend(postponed, on: "2026-11-09", in: scene, as: "hana").get())
        #expect(state.clocks["postponed"]?.dueDay == (try Scene.day("2026-12-21")))
    }

    private struct Missing: Error {}

    @Test("each slip of an entry stands by itself: without the first, the second still says what it mended")
    func severalSlips() throws {
        var scene = try Scene.visiting()
        try scene.to("2026-11-10")
        try scene.send("record", as: "ben", ["seen": "Pupils raed."])
        let record = scene.state.entry
        scene.keep(try mend(record, ["seen": "Pupils read."], in: scene, as: "ben").get(), "correct \(record)", by: "ben")
        scene.keep(try mend(record, on: "2026-11-09", in: scene, as: "ben").get(), "correct \(record)", by: "ben")
        scene.keep(try correct(record + 1, in: scene).get(), "correct \(record + 1)", by: "chris")
        let held = Standing(scene.past.map { ($0.number, $0.facts) }).facts(of: record, scene.past[record - 1].facts)
        guard case .added(_, 1, let values, _, let day)? = held.last else { throw Missing() }
        #expect(try values.map(\.value) == [.text("Pupils raed.")] && day == Scene.day("2026-11-09"))
    }

    @Test("a slip in one sheet changes nothing in another, though its seal opened them")
    func anothersSheet() throws {
        var scene = try Scene.conferring()
        let seals = scene.past.filter { $0.word == "seal peer" }
        let (first, last) = (seals[0], seals[1])
        scene.keep(try mend(last.number, ["cpd": "leading"], in: scene, as: last.by, papers: [DocumentTests.paper]).get(), "correct \(last.number)", by: last.by)
        let slip = scene.state.entry
        scene.keep(try mend(first.number, ["itt": "emerging"], in: scene, as: first.by, papers: [DocumentTests.paper]).get(), "correct \(first.number)", by: first.by)
        scene.keep(try correct(slip, in: scene).get(), "correct \(slip)", by: "chris")
        let standing = Standing(scene.past.map { ($0.number, $0.facts) })
        #expect(standing.facts(of: last.number, last.facts) == last.facts, "as she sealed it")
        #expect(standing.facts(of: first.number, first.facts) != first.facts)
    }

    @Test("what was judged on a mended value is judged again: where it would have gone otherwise, it is no slip that is mended by itself")
    func judgedAgain() throws {
        var scene = try Scene.checking()
        try scene.send("comment", as: "hana", ["text": "The date is wrong."])
        try scene.to("2026-11-04")
        try scene.strikeDue()
        try scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris")
        try scene.send("decide", as: "ben", ["row": 1, "decision": "accepted"])
        let decide = scene.state.entry
        guard case .failure(let refusal) = try mend(decide, ["decision": "undecided"], in: scene, as: "ben") else {
            Issue.record("a decision that ended the case became another")
            return
        }
        #expect([.wrongType, .notCorrectable].contains(refusal.code))
    }

    @Test("a slip that somebody else finds waits for the person whose act it was")
    func foundSlip() throws {
        var scene = try Scene.visiting()
        try scene.to("2026-11-10")
        try scene.send("record", as: "ben", ["seen": "Pupils raed."])
        let record = scene.state.entry
        #expect(code(try mend(record, ["seen": "Pupils read."], in: scene, as: "dee")) == .notYours)
        let found = try mend(record, ["seen": "Pupils read."], in: scene, as: "chris").get()
        scene.keep(found, "correct \(record)", by: "chris")
        let number = scene.state.entry
        #expect(scene.state.slips.map(\.owner) == ["ben"])
        #expect(Waiting.items(in: try scene.situation(), for: "ben").contains { $0.text.contains("Pupils read.") })
        #expect(!Waiting.items(in: try scene.situation(), for: "dee").contains { $0.text.contains("Pupils read.") })
        func answer(_ agrees: Bool, as person: String) throws -> Result<Decision, Refusal> {
            Deciding.decide(
                Command(as: person, .correct(case: scene.state.id, entry: number, .answer(agrees: agrees), because: "")), in: try scene.situationWithPast())
        }
        #expect(code(try answer(true, as: "chris")) == .notYours)
        #expect(code(try answer(true, as: "dee")) == .unknownEntry)
        #expect(try answer(false, as: "chris").get().facts == [.slipAnswered(number: number, isMended: false)], "whoever found it may take it back")
        let agreed = try answer(true, as: "ben").get()
        #expect(try folded(scene, agreed).slips.isEmpty)
        #expect(agreed.facts.lazy.compactMap(\.correction).first?.changes.map(\.new) == ["Pupils read."])
    }

    @Test("one who may not see an entry learns neither that it is there nor whose it is")
    func hiddenEntry() throws {
        var scene = try Scene.begun()
        try scene.to("2026-09-14")
        try scene.send("concern", as: "ben", ["to": "The safeguarding lead"])
        let concern = scene.state.entry
        for person in ["hana", "dee"] {
            guard case .failure(let refusal) = try mend(concern, ["to": "The head"], in: scene, as: person) else { throw Missing() }
            #expect(refusal.code == .unknownEntry && refusal.sentence == "There is no entry \(concern) here, or it is not yours to see.")
        }
    }

    @Test("a window that stands again after its last day asks first, however long ago that was")
    func windowAsksAgain() throws {
        var scene = try Scene.checking()
        try scene.send("withdraw", as: "chris")
        let withdrawn = scene.state.entry
        try scene.to("2027-02-15")
        let decision = try correct(withdrawn, in: scene).get()
        let state = try folded(scene, decision)
        let window = try #require(state.clocks["checking_window"])
        #expect(window.isAsking && window.next == .grace)
        #expect(try #require(window.nextAt) > scene.now, "the grace runs from now")
    }

    // MARK: - Taken back

    @Test("whoever did something last takes it back, as long as nothing rests on it, no letter has gone out, and it is no seal")
    func undo() throws {
        func undo(_ scene: Scene, as person: String, told: Set<Int> = []) throws -> Result<Decision, Refusal> {
            var situation = try scene.situationWithPast()
            for place in situation.past.indices where told.contains(situation.past[place].number) { situation.past[place].wroteTo = ["oak"] }
            return Deciding.decide(Command(as: person, .undo(case: scene.state.id)), in: situation)
        }
        var scene = try Scene.visiting()
        try scene.to("2026-11-10")
        let before = scene.state
        try scene.send("record", as: "ben", ["seen": "Pupils read."])
        let record = scene.state.entry
        #expect(code(try undo(scene, as: "ben", told: [record])) == .notCorrectable)
        #expect(code(try undo(scene, as: "dee")) == .alreadySo, "she has done nothing")
        #expect(code(try undo(scene, as: "hana")) == .notCorrectable, "the visit rests on what she signed")
        let decision = try undo(scene, as: "ben").get()
        var state = try folded(scene, decision)
        (state.entry, state.rows, state.gone) = (before.entry, before.rows, before.gone)
        #expect(state == before)
        try scene.send("leave", as: "ben")
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        #expect(code(try undo(scene, as: "ben")) == .notCorrectable, "a seal stays")
    }

    @Test("corrections, corrections of corrections and acts between them leave the case where a case can stand, and where it can go on", arguments: 0..<30)
    func mixed(_ seed: UInt64) throws {
        var dice = SplitMix64(seed: 9_000 + seed)
        var scene = try Histories.random(&dice, steps: 15)
        var corrected = 0
        for _ in 0..<25 {
            let number = 2 + dice.below(scene.past.count - 1)
            if case .success(let decision) = try correct(number, in: scene) {
                scene.keep(decision, "correct \(number)", by: "chris")
                corrected += 1
            }
            #expect(throws: Never.self, "seed \(seed), entry \(number)") { try scene.state.snapshot(of: scene.workflow.machine) }
            try Histories.goOn(&scene, &dice, to: scene.past.count + dice.below(4))
        }
        #expect(corrected > 0)
    }

    // MARK: - Folding what is left equals deciding it

    @Test("folding what is left equals deciding the commands that are left, and none of them is refused", arguments: 0..<40)
    func property(_ seed: UInt64) throws {
        var dice = SplitMix64(seed: 1_000 + seed)
        let scene = try Histories.random(&dice, steps: 60)
        var tried = 0
        for entry in scene.past.dropFirst() where tried == 0 || dice.below(4) == 0 {
            guard case .success(let decision) = try correct(entry.number, in: scene), let correction = decision.facts.compactMap(\.correction).first else { continue }
            tried += 1
            let again = try Histories.decided(scene, but: Set(correction.setAside))
            Histories.expectSame(try folded(scene, decision), again, "seed \(seed), without \(correction.setAside)")
        }
        #expect(tried > 0)
    }
}

extension Fact {
    fileprivate var correction: Correction? { if case .corrected(let correction) = self { correction } else { nil } }
}

/// Random histories of the small review, and how they are decided again.
enum Histories {
    static func random(_ dice: inout SplitMix64, steps: Int) throws -> Scene {
        var scene = try Scene.begun()
        try goOn(&scene, &dice, to: steps)
        return scene
    }

    static func goOn(_ scene: inout Scene, _ dice: inout SplitMix64, to steps: Int) throws {
        let people = ["hana", "ben", "bo", "dee", "chris"]
        let events: [(Name, JSON.Object)] = [
            ("agree", Scene.terms), ("agree", [:]), ("record", ["seen": "Reading."]), ("name", [:]), ("leave", [:]), ("postpone", ["reason": "Snow"]),
            ("resume", [:]), ("settle", ["criterion": "itt", "chosen": "lead", "reason": "Because."]), ("close", [:]), ("comment", ["text": "Wrong date."]),
            ("decide", ["row": 1, "decision": "accepted"]), ("concern", ["to": "The lead"]), ("share", ["seen": "Practice."]),
        ]
        for _ in 0..<steps * 4 where scene.past.count < steps {
            let person = people[dice.below(people.count)]
            let (event, form) = events[dice.below(events.count)]
            _ = try? scene.send(event, as: person, form)
            if dice.below(3) == 0 { _ = try? scene.seal(as: person, ["itt": dice.below(2) == 0 ? "leading" : "emerging", "cpd": "secure"]) }
            if dice.below(12) == 0 {
                let schools = ["beech", "elm", "oak", "ash"], role = ["lead", "reviewer"][dice.below(2)]
                _ = try? scene.perform(
                    .appoint(case: scene.state.id, role: role, person: nil, organisation: schools[dice.below(4)], instead: nil, because: "Ill"), as: "chris")
            }
            if dice.below(30) == 0, let leaver = scene.state.holders["reviewer"]?.first?.id {
                _ = try? scene.perform(.release(case: scene.state.id, role: "reviewer", holder: leaver, because: "Left"), as: "chris")
            }
            if dice.below(8) == 0 {
                scene.now = scene.now.adding(milliseconds: 86_400_000 * 3)
                try scene.strikeDue()
                if dice.below(2) == 0 { _ = try? scene.perform(.confirmClosed(case: scene.state.id, clock: "checking_window"), as: "chris") }
            }
        }
    }

    /// The same commands and strikes without some of them, each at its own time.
    static func decided(_ scene: Scene, but aside: Set<Int>) throws -> Scene {
        var again = try Scene.begun()
        // Where a row was left out, those after it have other numbers.
        var numbers: [Name: [Int: Int]] = [:]
        for (entry, step) in zip(scene.past, scene.steps) where !aside.contains(entry.number) {
            switch step {
            case nil: continue
            case .command(var command, let draft, let now):
                again.now = now
                if case .event(let id, let event, var form) = command.act, let row = form["row"]?.intValue {
                    form["row"] = .int(Int64(numbers["comments"]?[Int(row)] ?? 0))
                    command.act = .event(case: id, event: event, form: form)
                }
                do {
                    try again.perform(command, draft)
                } catch {
                    Issue.record("entry \(entry.number) (\(command.act)) would not have been accepted without \(aside.sorted()): \(error)")
                    return again
                }
            case .strike(let clock, let now):
                again.now = now
                try again.strike(clock)
            }
            for (original, made) in zip(entry.facts, again.past.last?.facts ?? []) {
                if case .added(let record, let row, _, _, _) = original, case .added(_, let number, _, _, _) = made { numbers[record, default: [:]][row] = number }
            }
        }
        return again
    }

    static func expectSame(_ folded: Case, _ again: Scene, _ comment: String) {
        let decided = again.state
        #expect(folded.configuration == decided.configuration, "\(comment)")
        #expect(folded.history == decided.history, "\(comment)")
        #expect(folded.hasEnded == decided.hasEnded, "\(comment)")
        #expect(folded.data == decided.data, "\(comment)")
        #expect(folded.holders == decided.holders, "\(comment)")
        #expect(folded.signatures == decided.signatures, "\(comment)")
        #expect(folded.clocks == decided.clocks, "\(comment)")
        #expect(folded.collections == decided.collections, "\(comment)")
        #expect(folded.senders == decided.senders, "\(comment)")
        #expect(folded.counts == decided.counts, "\(comment)")
        #expect(folded.marks.map(\.sentence) == decided.marks.map(\.sentence), "\(comment)")
        #expect(folded.rows.keys.allSatisfy { folded.count(of: $0) == decided.count(of: $0) }, "\(comment)")
    }
}
