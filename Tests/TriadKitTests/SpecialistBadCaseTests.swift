import Casework
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Testing

@testable import CaseStore
@testable import TriadKit

@Suite("What must not happen to a specialist leader")
struct SpecialistBadCaseTests {
    @Test("Nothing ends a designation but a notice, a reply in its time, and a panel: a decision is not possible without notice, nor while the window is open")
    func windowFirst() throws {
        let stage = try SpecialistStage(), story = stage.story
        try story.at("2026-09-07")
        try stage.toNotice()
        #expect(try story.as("Carl Hope").refused("open-panel").hasPrefix("not-now: "))
        try story.does("serve-notice", stage.notice("2026-09-22"))
        try story.at("2026-09-21")
        #expect(try story.as("Carl Hope").refused("open-panel").hasPrefix("not-now: "), "it is the last day of the window")
        let vote = Command.Act.vote(case: story.id, vote: "decision", role: nil, choice: "de_designated", reason: nil, reasons: ["terms": "Now."])
        #expect(try stage.door.triad.perform(Command(as: "Carl Hope", vote)).refused == .voteNotAsked)
        let confirm = Command(as: "Ada Marsh", .confirmClosed(case: story.id, clock: "replying_window"))
        #expect(try stage.door.triad.perform(confirm).refused == .notAsking)
        #expect(try stage.leader.refused("shorten-window", ["signed": false])
            == "guard-not-met: The time belongs to her; only her own signed statement shortens it.")
        #expect(try story.refused("shorten-window", ["signed": true]).hasPrefix("not-yours: "))
    }

    @Test("A notice needs ten school days, a day in term, support or a reason why not; and none is served in August or just before a break", arguments: [
        ("2026-09-07", "2026-09-18", "She asked for none.", "The panel meets no sooner than ten school days after the notice: the whole bundle goes out with it."),
        ("2026-10-06", "2026-10-28", "She asked for none.", "The panel meets in term, on a day on which her school is open."),
        ("2026-09-07", "2026-09-22", "", "A notice needs support that was offered within a year, or a reason why not."),
        ("2026-10-22", "2026-11-17", "She asked for none.", "Her school breaks up within three school days; the time for her reply may begin then only if she agrees."),
        ("2027-08-09", "2027-09-22", "She asked for none.", "Nothing of this kind is served in August."),
    ])
    func notice(_ served: String, _ panel: String, _ noSupport: String, _ sentence: String) throws {
        let stage = try SpecialistStage(), story = stage.story
        try story.at(served)
        try stage.toNotice()
        var form: JSON.Object = ["evidence": ["The visit reports"], "panel_on": .string(panel)]
        if !noSupport.isEmpty { form["no_support"] = .string(noSupport) }
        #expect(try story.refused("serve-notice", form) == "guard-not-met: \(sentence)")
    }

    @Test("Who raised it looks into nothing and sits nowhere; an observer, an investigator, her own school and trust do not sit; the appeal panel is new")
    func apart() throws {
        let stage = try SpecialistStage(), story = stage.story
        try story.at("2026-09-07")
        try story.does("log-concern", SpecialistStage.concern(["practice_quality"]))
        #expect(try story.refused("name-investigator", ["who": "Ines Quist"]) == "not-eligible: Ines Quist cannot be Preliminary reviewer here. Whoever raised a concern does not look into it.")
        #expect(try story.refused("name-investigator", ["who": "Tess Wood"]).hasPrefix("conflict-of-interest: "))
        try story.does("name-investigator", ["who": "Olaf Ward"])
        try story.does("name-observer", ["who": "Pia Byrne"])
        try story.as("Pia Byrne").does("observe", ["seen": "A lesson."])
        #expect(try story.as("Olaf Ward").refused("case-to-answer", ["found": "Weak."]) == "guard-not-met: Where practice is the ground, two observers see it again first.")
        try story.does("name-observer", ["who": "Ulla Crane"])
        try story.as("Ulla Crane").does("observe", ["seen": "Another."])
        try story.as("Olaf Ward").does("case-to-answer", ["found": "Weak."])
        #expect(try story.refused("appoint-chair", ["who": "Ines Quist"]) == "not-eligible: Ines Quist cannot be Chair of the panel here. Whoever raised a concern does not sit on the panel.")
        for (person, sentence) in [
            ("Olaf Ward", "not-eligible: Olaf Ward has been Preliminary reviewer here, and may not be Panel."),
            ("Pia Byrne", "not-eligible: Pia Byrne has been Observer here, and may not be Panel."),
            ("Hugh Peer", "conflict-of-interest: Hugh Peer cannot be Panel beside Lena Fox. Both belong to Elder Wood School."),
            ("Tess Wood", "conflict-of-interest: Tess Wood cannot be Panel beside Lena Fox. Both belong to the trust The Wood Trust."),
        ] {
            #expect(try story.refused("appoint-member", ["who": .string(person)]) == sentence)
        }
        for role in ["chair", "panel", "appeal_chair", "appeal_panel"] {
            #expect(throws: Refusal.self, "by hand neither") { try story.appoints("Ines Quist", to: role) }
        }
        #expect(throws: Refusal.self, "nor does she whom it is about manage it") { try story.appoints("Lena Fox", to: "coordinator") }
        try story.does("appoint-chair", ["who": "Carl Hope"])
        for member in ["Mona Ash", "Nils Dorn"] { try story.does("appoint-member", ["who": .string(member)]) }
        try story.does("serve-notice", stage.notice("2026-09-22"))
        try stage.leader.does("shorten-window", ["signed": true])
        try story.at("2026-09-22").as("Carl Hope").does("open-panel")
        try stage.decides("de_designated", ["practice_quality"])
        #expect(try stage.home.refused("appeal", SpecialistStage.appeal).hasPrefix("not-yours: "), "nobody appeals for her, her head neither")
        #expect(try story.refused("appeal", SpecialistStage.appeal).hasPrefix("not-yours: "))
        try stage.leader.does("appeal", SpecialistStage.appeal)
        for person in ["Carl Hope", "Mona Ash", "Olaf Ward", "Pia Byrne"] {
            #expect(try story.refused("appoint-member", ["who": .string(person)]).hasPrefix("not-eligible: "), "\(person)")
        }
        #expect(try stage.leader.refused("appeal", SpecialistStage.appeal).hasPrefix("not-now: "), "there is no second appeal")
    }

    @Test("Grounds: unnamed sources need another, results are those of her own classes, leave is no inactivity, a school's grade is none, the protected have fewer")
    func grounds() throws {
        let stage = try SpecialistStage(), story = stage.story
        func refused(_ grounds: [String], _ more: JSON.Object = [:]) throws -> String { try story.refused("log-concern", SpecialistStage.concern(grounds, more)) }
        #expect(try refused(["terms"], ["anonymous": true]) == "guard-not-met: What nobody will put a name to needs somebody else who says the same.")
        #expect(try refused(["pupil_performance"], ["own_class": false]) == "guard-not-met: Results count where she teaches the class.")
        #expect(try refused(["inspection_grade"]).hasPrefix("wrong-type: "), "a home school whose grade drops is no ground")
        #expect(try refused(["role_change"]).hasPrefix("wrong-type: "), "a promotion is a withdrawal, and no concern")
        try story.at("2026-09-14")
        try stage.leader.does("go-on-leave")
        try story.at("2027-04-19")
        try stage.leader.does("return")
        try story.at("2027-09-13")
        #expect(try refused(["inactivity"]) == "guard-not-met: Days on leave are no inactivity; a year of work must have passed since.")
        try story.does("protect", ["moved_on": "2027-09-01"])
        #expect(try refused(["deployment_feedback"])
            == "guard-not-met: Within 18 months of the move to a school that struggles, only conduct and the terms of the role can be a ground.")
        try story.does("log-concern", SpecialistStage.concern(["misconduct"]))
        #expect(try story.refused("log-concern", SpecialistStage.concern(["misconduct"])).hasPrefix("not-now: "))
    }

    @Test("Deployments rest before a decision only where conduct is in question")
    func rests() throws {
        let stage = try SpecialistStage()
        try stage.story.does("log-concern", SpecialistStage.concern(["terms"]))
        try stage.story.does("name-investigator", ["who": "Olaf Ward"])
        #expect(try stage.story.refused("rest-deployments", ["school": "S-dorn", "plan": "A colleague."])
            == "guard-not-met: Deployments rest before a decision only where conduct is in question.")
    }

    @Test("A resignation while the panel sits ends the case and erases nothing; on leave every clock stops")
    func resignation() throws {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.vote("decision", [("Carl Hope", "de_designated")])
        try stage.leader.does("resign")
        #expect(try story.stands == ["Resigned"])
        let view = try story.view
        #expect(view.records.first { $0.name == "notices" }?.rows.count == 1 && view.votes.first?.members.count == 3)
        #expect(try !stage.holds("2026-09-22") && stage.holds("2026-09-21"))
        let resting = try SpecialistStage()
        try resting.leader.does("go-on-leave")
        let clocks = try resting.door.triad.reading { try $0.case(resting.story.id)?.clocks.count }
        #expect(clocks == 0)
    }

    @Test("A notice that proves served in error is set aside with the panel and its decision: the register is restored from that date, and the votes do not stand")
    func servedInError() throws {
        let stage = try SpecialistStage(), story = stage.story
        try story.at("2026-09-07")
        try stage.toNotice()
        try story.does("serve-notice", stage.notice("2026-09-22"))
        let notice = try story.view.entry
        try story.at("2026-09-22")
        try stage.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "replying_window"))
        try story.as("Carl Hope").does("open-panel")
        try stage.decides("de_designated")
        try stage.leader.does("accept-decision", ["signed": true])
        #expect(try story.stands == ["De-designated"] && !stage.holds("2026-10-01"))
        try story.at("2026-11-10")
        let reply = try stage.door.did("Ada Marsh", .correct(case: story.id, entry: notice, .setAside, because: "It went to an old address."))
        #expect(try story.stands == ["Notice being prepared"])
        #expect(try stage.holds("2026-10-01") && stage.holds("2026-12-01"))
        #expect(reply.entries.map(\.stream).contains("file"))
        #expect(try story.view.votes == [])
        #expect(try stage.door.triad.verify().differences == [])
        #expect(try story.refused("appoint-member", ["who": "Zoe Moor"]) == "accepted", "a fresh panel can be appointed")
    }

    @Test("An appeal that came in time and is entered after it was held not to have come undoes that, in the register too")
    func lateAppeal() throws {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.decides("de_designated")
        try story.at("2026-10-14")
        try stage.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "appealable_window"))
        #expect(try story.stands == ["De-designated"])
        let posted = Command(as: SpecialistStage.leader, on: When("2026-10-09", in: .london), came: .post, .event(case: story.id, event: "appeal", form: SpecialistStage.appeal))
        _ = try stage.door.triad.perform(posted).get()
        #expect(try story.stands == ["Appeal received"])
        let held = try stage.door.triad.reading { try $0.register(around: ["S1"]).credentials(of: "S1").last }
        #expect(held?.days.through == Day("2029-08-31") && held?.pauses == [.starting(Day("2026-09-22") ?? .first)], "it rests again, and has not ended")
        try story.does("appoint-chair", ["who": "Ruth Elm"])
        for member in ["Vera Holm", "Walt Inge", "Yara Lund"] { try story.does("appoint-member", ["who": .string(member)]) }
        try story.as("Ruth Elm").does("open-appeal")
        try stage.decidesAppeal("reinstated")
        #expect(try stage.holds("2026-10-15"))
        #expect(try stage.door.triad.verify().differences == [])
    }

    @Test("A reply that came in time and is found when the panel has voted, or has decided, makes what was voted without it void")
    func lateReply() throws {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.vote("decision", [("Carl Hope", "de_designated"), ("Mona Ash", "de_designated"), ("Nils Dorn", "retained")])
        #expect(try story.stands == ["Decision being written"])
        let posted = Command(as: SpecialistStage.leader, on: When("2026-09-18", in: .london), came: .post, .event(case: story.id, event: "reply", form: ["reply": "It was agreed."]))
        _ = try stage.door.triad.perform(posted).get()
        #expect(try story.stands == ["Time to reply"])
        #expect(try story.view.votes == [])
        try stage.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "replying_window"))
        try story.as("Carl Hope").does("open-panel")
        try stage.decides("retained")
        #expect(try story.stands == ["Active"])
        #expect(try stage.door.triad.verify().differences == [])
    }

    @Test("Whoever takes no part is told of no such case; her head knows where it stands and reads nothing that was said of her; votes are sealed from everybody")
    func sight() throws {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.vote("decision", [("Carl Hope", "de_designated"), ("Mona Ash", "retained")])
        for person in ["Hugh Peer", "Tess Wood", "Ines Quist", "Yara Lund", nil] {
            #expect(try stage.door.refusal(.case(story.id), as: person)?.code == .unknownCase, "\(person ?? "nobody")")
            let cases: CaseList = try stage.door.answer(.cases(CaseWish(includesEnded: true)), as: person)
            #expect(cases.cases.isEmpty)
        }
        #expect(try story.as("Ines Quist").refused("resign").hasPrefix("unknown-case: "), "not even she who raised it")
        func everything(_ person: String) throws -> String {
            let queries: [Query] = [.case(story.id), .log(stream: story.id, after: nil, limit: 500), .log(stream: nil, after: nil, limit: 500), .inbox(person: nil), .documents(case: story.id), .waivers(case: story.id)]
            return try queries.compactMap { try? stage.door.triad.read($0, as: person).get().json.text }.joined()
        }
        let head = try everything(SpecialistStage.head)
        #expect(try stage.home.view.states.map(\.title) == ["Panel"])
        #expect(!head.contains("Zinnia") && !head.contains("visit reports") && !head.contains("\"terms\""))
        #expect(!head.contains("voted on") && !head.contains("Voted"), "that there is a vote is not her head's to see")
        for person in [SpecialistStage.leader, SpecialistStage.head, "Nils Dorn", "Ada Marsh"] {
            #expect(try !everything(person).contains("Yarrow"), "\(person) reads a sealed vote")
        }
        #expect(try everything("Carl Hope").contains("Yarrow"), "her own")
        let last = Command(as: "Nils Dorn", .vote(case: story.id, vote: "decision", role: nil, choice: "de_designated", reason: nil, reasons: ["terms": "Yarrow."]))
        #expect(try stage.door.triad.perform(last, dryRun: true).refused == .opensSheets)
        _ = try stage.door.triad.perform(last).get()
        #expect(try everything("Nils Dorn").contains("de_designated"))
        #expect(try everything("Ada Marsh").contains("Yarrow"))
        #expect(try !everything(SpecialistStage.leader).contains("Yarrow"), "how each voted is not told to her")
        #expect(try stage.leader.view.states.map(\.title) == ["Decision being written"])
        #expect(try !everything(SpecialistStage.leader).contains("is to end"), "what was decided is told with its reasons")
        #expect(try stage.door.refusal(.vote(case: story.id, vote: "decision"), as: SpecialistStage.leader)?.code == .unknownVote)
    }

    @Test("The letters say what they should: notice with the last day, decision with a reason for each ground, a word to her head without one")
    func letters() throws {
        let stage = try SpecialistStage(), story = stage.story
        try stage.toPanel(served: "2026-09-07", panel: "2026-09-22")
        try stage.decides("de_designated")
        let list: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(list.letters.map { "\($0.title): \($0.to.name)" } == ["Notice of a panel: Lena Fox", "Decision of the panel: Lena Fox"])
        let texts = try list.letters.map { try stage.door.answer(.letter(number: $0.number), as: "Ada Marsh") as RenderedLetter }
        let data = texts.map(\.data.text)
        #expect(data[0].contains("The terms of the role were not kept") && data[0].contains("21 September 2026") && data[0].contains("The visit reports"))
        #expect(data[1].contains("What was agreed was not kept.") && data[1].contains("13 October 2026"))
        #expect(!data[1].contains("Yarrow") && !data[0].contains("Zinnia"))
        #expect(data[1].contains("the designation is to end"))
        // A second decision, years on, brings the reasons of its own.
        try stage.toAppeal()
        try stage.decidesAppeal("reinstated")
        try stage.toPanel(served: "2026-11-02", panel: "2026-11-17")
        try stage.decides("retained", because: "It is kept now.")
        let later: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        let number = try #require(later.letters.last { $0.title == "Decision of the panel" }?.number)
        let letter: RenderedLetter = try stage.door.answer(.letter(number: number), as: "Ada Marsh")
        #expect(letter.data["new"]?["reasons"]?.arrayValue?.compactMap { $0["reason"]?.stringValue } == ["It is kept now."])
        #expect(letter.data["rows"]?["reasons"]?.arrayValue?.count == 2)
        #expect(letter.data["data"]?["outcome"]?.stringValue == "the designation goes on")
    }
}
