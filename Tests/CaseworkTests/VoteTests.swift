@testable import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@Suite("Votes of a panel")
struct VoteTests {
    @Test("a vote is sealed until all who are present have voted; then all are counted, and the case goes where its outcome says")
    func sealed() throws {
        var scene = try SmallPanel.voting()
        #expect(scene.state.ballots["outcome"]?.members.map(\.holder) == ["dee", "dan", "oz", "ivy"])
        for (person, choice) in [("dee", "ended"), ("dan", "retained"), ("oz", "ended")] {
            let decision = try scene.vote(choice, as: person)
            #expect(decision.facts.map(\.word) == [.voted])
            #expect(scene.state.ballots["outcome"]?.tally == nil)
        }
        let sight = Seeing.sight(of: "dan", in: try scene.situation())
        let vote = try #require(scene.workflow.votes["outcome"]), ballot = try #require(scene.state.ballots["outcome"])
        #expect(scene.votes["outcome"]?.map { sight.seesVote(of: $0.member, vote, ballot) } == [false, true, false])
        let last = try scene.vote("ended", as: "ivy")
        #expect(last.facts.map(\.sentence) == ["voted on outcome by ivy", "counted the votes on outcome", "left panel", "entered gone", "ended"])
        #expect(scene.state.ballots["outcome"]?.tally == Case.Tally(counts: ["retained": 1, "with_conditions": 0, "ended": 3], outcome: "ended"))
        let open = try #require(scene.state.ballots["outcome"])
        func sees(_ person: String) throws -> [Bool]? {
            let sight = Seeing.sight(of: person, in: try scene.situation())
            return scene.votes["outcome"]?.map { sight.seesVote(of: $0.member, vote, open) }
        }
        #expect(try sees("dan") == [true, true, true, true])
        #expect(try sees("chris") == [true, true, true, true])
        #expect(try sees("hana") == [false, false, false, false], "whom it is about is told the outcome, not who voted how")
    }

    @Test("what carries is compared in whole numbers", arguments: [
        ("majority", 2, 4, false), ("majority", 3, 4, true), ("unanimous", 4, 4, true), ("unanimous", 3, 4, false), ("2/3", 2, 3, true), ("2/3", 66, 99, true),
        ("2/3", 66, 100, false), ("9/10", 896, 1_000, false), ("9/10", 900, 1_000, true),
    ])
    func rules(_ word: String, _ votes: Int, _ cast: Int, _ carries: Bool) throws {
        let vote = try #require(Scene.workflow(SmallPanel.yaml(rule: word, tie: "")).votes["outcome"])
        #expect(vote.rule.isMet(by: votes, of: cast) == carries)
    }

    @Test("a tie waits for the casting vote, which needs a reason and is for one of the choices that are tied")
    func tie() throws {
        var scene = try SmallPanel.voting()
        for (person, choice) in [("dee", "retained"), ("dan", "retained"), ("oz", "ended"), ("ivy", "ended")] { try scene.vote(choice, as: person) }
        #expect(scene.state.configuration == ["panel"])
        #expect(scene.state.ballots["outcome"]?.tally?.tied == ["retained", "ended"])
        #expect(Waiting.items(in: try scene.situation(), for: "dee").map(\.text) == ["Outcome: give the casting vote", "Vote"].filter { $0 != "Vote" })
        #expect(try scene.refusal(of: "with_conditions", as: "dee")?.sentence == "The tie is between retained and ended.")
        #expect(try scene.refusal(of: "ended", as: "dee", because: nil)?.code == .missingField)
        #expect(try scene.refusal(of: "ended", as: "dan")?.code == .alreadyVoted)
        try scene.vote("ended", as: "dee", because: "The pupils come first.")
        #expect(scene.state.ballots["outcome"]?.tally == Case.Tally(counts: ["retained": 2, "with_conditions": 0, "ended": 2], outcome: "ended"))
        #expect(scene.state.configuration == ["gone"])
    }

    @Test("without a casting vote, or where whoever would give it has left the item, a tie stays one and the case goes on")
    func undecided() throws {
        var without = try SmallPanel.voting(SmallPanel.yaml(tie: ""))
        for (person, choice) in [("dee", "retained"), ("dan", "retained"), ("oz", "ended"), ("ivy", "ended")] { try without.vote(choice, as: person) }
        #expect(without.state.configuration == ["undecided"])
        var left = try SmallPanel.voting(panel: ["dan", "oz", "ivy", "una"])
        try left.send("leave-item", as: "dee", ["interest": "She taught my daughter."])
        for (person, choice) in [("una", "retained"), ("dan", "retained"), ("oz", "ended"), ("ivy", "ended")] { try left.vote(choice, as: person) }
        #expect(left.state.configuration == ["undecided"])
    }

    @Test("whoever leaves the item does not count towards the quorum; where too few are left nobody votes until somebody is appointed")
    func quorum() throws {
        var scene = try SmallPanel.voting()
        try scene.send("leave-item", as: "dan", ["interest": "We apply for one grant."])
        #expect(try scene.refusal(of: "ended", as: "dan")?.sentence == "You have left this vote.")
        try scene.vote("ended", as: "dee")
        #expect(try scene.refusal("leave-item", as: "dee", ["interest": "Later."])?.sentence == "Dee has voted on Outcome, and a vote is never undone.")
        try scene.send("absent", as: "dee", ["who": "oz"])
        #expect(try scene.refusal(of: "ended", as: "ivy")?.sentence == "2 are present for Outcome, and 3 must be.")
        try scene.perform(.appoint(case: scene.state.id, role: "panel", person: "una", organisation: nil, instead: nil, because: "Oz is ill."), as: "chris")
        try scene.vote("ended", as: "ivy")
        let decision = try scene.vote("retained", as: "una")
        #expect(decision.facts.contains { if case .counted = $0 { true } else { false } })
        #expect(scene.state.ballots["outcome"]?.tally?.counts == ["retained": 1, "with_conditions": 0, "ended": 2])
    }

    @Test("whoever leaves last, all others having voted, opens the votes")
    func leavesLast() throws {
        var scene = try SmallPanel.voting()
        for (person, choice) in [("dee", "retained"), ("dan", "retained"), ("oz", "ended")] { try scene.vote(choice, as: person) }
        try scene.send("leave-item", as: "ivy", ["interest": "Her sister works for me."])
        #expect(scene.state.ballots["outcome"]?.tally?.outcome == "retained")
        #expect(scene.state.configuration == ["kept"])
        #expect(scene.state == Case.fold(id: scene.state.id, entries: scene.past.map { ($0.number, $0.facts) }))
    }

    @Test("reasons: a text with the choice, or one for each criterion that the case names")
    func reasons() throws {
        let plain = try SmallPanel.voting()
        #expect(try plain.refusal(of: "ended", as: "dan", because: " ")?.sentence == "Say why (reason).")
        #expect(try plain.refusal(of: "endde", as: "dan")?.remedy == "Did you mean ended?")
        #expect(try plain.refusal(of: "ended", as: "hana")?.sentence == "Outcome is voted on by Chair, Panel.")
        var each = try SmallPanel.voting(SmallPanel.yaml(reasons: "{ rubric: maturity, among: grounds }"))
        let missing = try #require(try each.refusal(of: "ended", as: "dan", because: nil))
        #expect(missing.details.map(\.sentence) == ["Initial teacher training has no reason yet."])
        #expect(try each.refusal(of: "ended", as: "dan", because: nil, ["itt": "Weak.", "cpd": "Weak."])?.sentence == "No reason is asked for cpd.")
        try each.vote("ended", as: "dan", because: nil, ["itt": "Three lessons of four."])
        #expect(each.votes["outcome"]?.first?.vote.reasons == ["itt": "Three lessons of four."])
    }

    @Test("a vote is not undone, not set aside and not changed; a slip is mended, after opening against the paper, and the votes are counted anew")
    func corrections() throws {
        var scene = try SmallPanel.voting()
        try scene.vote("ended", as: "dan")
        let entry = scene.state.entry
        func refused(_ act: Command.Act, as person: String) throws -> Refusal? {
            if case .failure(let refusal) = Deciding.decide(Command(as: person, act), in: try scene.situationWithPast()) { refusal } else { nil }
        }
        #expect(try refused(.undo(case: scene.state.id), as: "dan")?.sentence == "A vote is not set aside: it is never undone or changed.")
        #expect(try refused(.correct(case: scene.state.id, entry: entry, .setAside, because: "No."), as: "chris")?.code == .notCorrectable)
        for (person, choice) in [("dee", "ended"), ("oz", "retained"), ("ivy", "retained")] { try scene.vote(choice, as: person) }
        #expect(scene.state.ballots["outcome"]?.tally?.tied == ["retained", "ended"])
        let slip = Command.Act.correct(case: scene.state.id, entry: entry, .clerical(["choice": "retained"], on: nil, by: nil), because: "The paper says retained.")
        #expect(try refused(slip, as: "dan")?.place == "attachments")
        var command = Command(as: "dan", slip)
        command.attachments = [.init(name: "ballot.pdf", kind: .pdf, size: 9, hash: String(repeating: "0", count: 64))]
        let mended = try Deciding.decide(command, in: try scene.situationWithPast()).get()
        #expect(mended.facts.contains(.counted(vote: "outcome", .init(counts: ["retained": 3, "with_conditions": 0, "ended": 1], outcome: "retained"))))
        #expect(mended.facts.contains { if case .attached(let paper) = $0 { paper.visibility == .restricted && paper.seenBy == ["chair", "panel", "coordinator"] } else { false } })
        // The tie for which the case waited is none any more: it goes on.
        #expect(mended.facts.contains(.entered(state: "kept")))
        scene.keep(mended)
        #expect(scene.state.configuration == ["kept"])
    }

    @Test("a slip that would turn the count on which the case has gone on is not mended by itself")
    func turned() throws {
        var scene = try SmallPanel.voting(SmallPanel.yaml(tie: "", quorum: 3), panel: ["dan", "oz"])
        try scene.vote("ended", as: "dan")
        let entry = scene.state.entry
        try scene.vote("ended", as: "dee")
        try scene.vote("retained", as: "oz")
        #expect(scene.state.configuration == ["gone"])
        for (choice, isRefused) in [("retained", true), ("with_conditions", true)] {
            let slip = Command.Act.correct(case: scene.state.id, entry: entry, .clerical(["choice": .string(choice)], on: nil, by: nil), because: "The paper says so.")
            var command = Command(as: "dan", slip)
            command.attachments = [.init(name: "ballot.pdf", kind: .pdf, size: 9, hash: String(repeating: "0", count: 64))]
            let refusal = Deciding.decide(command, in: try scene.situationWithPast()).failure
            #expect((refusal?.code == .notCorrectable) == isRefused)
            #expect(refusal?.sentence == "Outcome would have come out otherwise, and the case has gone on by how it did.")
        }
    }

    @Test("where all but one have voted and she is taken off the panel, the votes are counted and the case goes on")
    func released() throws {
        var scene = try SmallPanel.voting()
        for (person, choice) in [("dee", "ended"), ("dan", "ended"), ("oz", "retained")] { try scene.vote(choice, as: person) }
        let release = Command.Act.release(case: scene.state.id, role: "panel", holder: "ivy", because: "She is ill.")
        let facts = try Deciding.decide(Command(as: "chris", release), in: try scene.situation()).get().facts
        #expect(facts.suffix(5).map(\.sentence) == ["taking the vote outcome of dee as chair, dan as panel, oz as panel", "counted the votes on outcome", "left panel", "entered gone", "ended"])
    }

    @Test("what was carried on with for one tie does not stand for another")
    func anotherTie() throws {
        var scene = try SmallPanel.voting()
        scene.register = scene.register.applying(.interestDeclared(.init(.person("dan"), .person("hana"), "family"), on: try Scene.day("2026-09-05"), note: nil))
        let doubts = try scene.situation().doubts(on: try Scene.day("2026-09-07"))
        let doubt = try #require(doubts.first)
        scene.keep(Decision(facts: [.doubted(doubt)], happened: .instant(scene.now)))
        try scene.perform(.carryOn(case: scene.state.id, role: "panel", because: "Nobody else is there."), as: "chris")
        scene.register = scene.register.applying(.affiliationBegun(Affiliation("dan", at: "ash", as: "teacher")))
        #expect(try scene.refusal(of: "ended", as: "dan")?.code == .conflictOfInterest, "he has come to her school since")
    }

    @Test("members of the appeal panel are new: nobody who is, or ever was, of the first panel, whoever of them is appointed first")
    func apart() throws {
        var scene = try SmallPanel.begun()
        func appoint(_ person: String, _ role: String) throws -> Result<Decision, Refusal> {
            Deciding.decide(
                Command(as: "chris", .appoint(case: scene.state.id, role: role, person: person, organisation: nil, instead: nil, because: "Needed.")), in: try scene.situationWithPast())
        }
        try scene.perform(.release(case: scene.state.id, role: "panel", holder: "oz", because: "Ill."), as: "chris")
        for person in ["dee", "dan", "oz"] {
            guard case .failure(let refusal) = try appoint(person, "appeal") else { return #expect(Bool(false), "\(person) was let in") }
            #expect(refusal.code == .notEligible)
            #expect(refusal.sentence.hasSuffix("here, and may not be Appeal panel."))
        }
        scene.keep(try appoint("una", "appeal").get())
        guard case .failure(let refusal) = try appoint("una", "panel") else { return #expect(Bool(false), "una was let in") }
        #expect(refusal.sentence == "Una has been Appeal panel here, and may not be Panel.")
        let earlier = Past(
            number: 1, word: "begin", by: "chris", happened: .instant(scene.now), touched: Touched(), facts: [.appointed(role: "panel", .init(person: "vic", since: scene.state.began), because: nil)])
        var situation = try scene.situationWithPast()
        situation.earlier = [earlier]
        let command = Command(as: "chris", .appoint(case: scene.state.id, role: "appeal", person: "vic", organisation: nil, instead: nil, because: "Needed."))
        #expect(Deciding.decide(command, in: situation).failure?.sentence == "Vic has been Panel here, and may not be Appeal panel.")
    }

    @Test("an interest that comes up after the appointment stands in the way of the vote; she leaves the item")
    func lateInterest() throws {
        var scene = try SmallPanel.voting()
        scene.register = scene.register.applying(.interestDeclared(.init(.person("dan"), .person("hana"), "family"), on: try Scene.day("2026-09-05"), note: nil))
        #expect(try scene.refusal(of: "ended", as: "dan")?.code == .conflictOfInterest)
        let leaving = try scene.refusal("leave-item", as: "dan", ["interest": "We have married."])
        #expect(leaving == nil)
        try scene.send("leave-item", as: "dan", ["interest": "We have married."])
        #expect(scene.state.ballots["outcome"]?.present.count == 3)
    }
}

extension Result where Failure == Refusal {
    fileprivate var failure: Refusal? { if case .failure(let refusal) = self { refusal } else { nil } }
}
