import Casework
import CivilTime
import Foundation
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("What must not happen to an applicant")
struct RoundBadCaseTests {
    private func refusal(_ stage: RoundStage, _ person: String, on: String, came: Command.Came, _ event: String, _ form: JSON.Object, of index: Int = 0) throws -> String {
        let command = Command(as: person, on: When(on, in: .london), came: came, .event(case: stage.applications[index].id, event: event, form: form))
        switch try stage.door.triad.perform(command) {
        case .success: return "accepted"
        case .failure(let refusal): return "\(refusal.code.rawValue): \(refusal.sentence)"
        }
    }

    @Test("The closing hour is the same for all: a minute after it is late, and what was sent before it is in time though it is entered days later")
    func closingHour() throws {
        let stage = try RoundStage(2)
        for index in [0, 1] { try stage.applicant(index).does("name-referee", ["who": .string(RoundStage.referees[index]), "relation": "saw_the_impact"]) }
        try stage.round.at("2026-10-05")
        #expect(try refusal(stage, "Amy Birk", on: "2026-10-02 15:01", came: .email, "submit", RoundStage.application())
            == "guard-not-met: The round has closed; the next one takes applications again.")
        #expect(try refusal(stage, "Amy Birk", on: "2026-10-02 14:59", came: .email, "submit", RoundStage.application()) == "accepted")
        #expect(try refusal(stage, "Bea Cole", on: "2026-10-02", came: .post, "submit", RoundStage.application(), of: 1) == "accepted", "a bare date is in time until that day's end")
    }

    @Test("A referee is neither the head, nor of her line management, nor of her family; whoever is referee reads, visits, assesses and decides nothing")
    func referees() throws {
        let day = try #require(Day("2026-09-01"))
        // Amy Birk is R1; Uma Lark is married to her, Tess Kent appraises her.
        let stage = try RoundStage(2, more: [
            .interestDeclared(.init(.person("R1"), .person("R40"), "family"), on: day, note: nil),
            .interestDeclared(.init(.person("R1"), .person("R39"), "line_manager"), on: day, note: nil),
        ])
        let applicant = stage.applicant(), register = try stage.door.triad.reading { try $0.register(around: ["R38", "R39", "R40"]) }
        let (line, spouse) = (try #require(register.person("R39")?.name), try #require(register.person("R40")?.name))
        func refused(_ who: String, _ relation: String = "saw_the_impact") throws -> String { try applicant.refused("name-referee", ["who": .string(who), "relation": .string(relation)]) }
        #expect(try refused("Nell Orr") == "guard-not-met: The second referee is not of her own line management.")
        #expect(try refused(line) == "guard-not-met: The second referee is not of her own line management.")
        #expect(try refused("Rae Abel", "line_manager") == "guard-not-met: The second referee is not of her own line management.")
        #expect(try refused(spouse) == "guard-not-met: A referee is not of the applicant's family.")
        #expect(try refused("Rae Abel", "family") == "guard-not-met: A referee is not of the applicant's family.")
        #expect(try refused("Amy Birk").hasPrefix("not-eligible: "), "not herself either")
        #expect(try applicant.refused("submit", RoundStage.application()) == "guard-not-met: The second referee is named first (name-referee).")
        // A reader of the round is her referee: he reads other applications, and not hers.
        try applicant.does("name-referee", ["who": "Lea Moss", "relation": "leader_supported"])
        try applicant.does("submit", RoundStage.application())
        try stage.head().does("give-head-reference", RoundStage.headReference)
        try stage.applications[0].as("Lea Moss").does("give-second-reference", RoundStage.secondReference)
        try stage.applications[0].does("find-eligible")
        try stage.toReading([1])
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        #expect(try !stage.holders("reader").contains("Lea Moss") && stage.holders("reader").count == 2)
        #expect(try stage.holders("reader", 1).contains("Lea Moss"))
        #expect(throws: Refusal.self) { try stage.applications[0].appoints("Lea Moss", to: "chair") }
    }

    @Test("Readers are away from their own schools, as evenly as can be; where too few are free nobody is told, and the sentence says why")
    func allocation() throws {
        let since = try #require(Day("2020-09-01"))
        // Three of the four readers work at Amy Birk's school.
        let stage = try RoundStage(4, more: ["R25", "R26", "R27"].map { .affiliationBegun(Affiliation($0, at: "school-R1", as: "governor", .starting(since))) })
        try stage.toReading()
        try stage.round.at("2026-10-05")
        #expect(try stage.round.refused("allocate-readers") == """
            cast-incomplete: Application: Amy Birk: 2 more are needed as Reader, and 1 of Readers are free.
            """)
        #expect(try stage.holders("reader", 1) == [])
        try stage.round.does("name-reader", ["who": "Uma Lark"])
        try stage.round.does("allocate-readers")
        #expect(try stage.holders("reader") == ["Lou Penn", "Uma Lark"])
        let loads = Dictionary(grouping: try (0..<4).flatMap { try stage.holders("reader", $0) }) { $0 }.mapValues(\.count)
        #expect(loads.values.sorted() == [1, 1, 2, 2, 2])
        try stage.round.does("allocate-readers")
        #expect(try (0..<4).map { try stage.holders("reader", $0).count } == [2, 2, 2, 2], "asked again, nobody is added")
        #expect(throws: Refusal.self) { try stage.applications[0].appoints("Lea Moss", to: "assessor") }
    }

    @Test("A member of the panel who is tied takes part in every item but that one; why is shown to the coordinator, and one of another alliance sits like any other")
    func panel() throws {
        let day = try #require(Day("2026-09-01")), since = try #require(Day("2020-09-01"))
        let stage = try RoundStage(2, more: [
            .interestDeclared(.init(.person("R1"), .person("R33"), "paid_work"), on: day, note: nil),
            .organisationAdded(.init(name: "Wold Alliance School"), id: "wold"), .personAdded(Person("W1", name: "Wilma Wold")),
            .affiliationBegun(Affiliation("W1", at: "wold", as: "headteacher", .starting(since))),
        ])
        let tied = try #require(stage.door.triad.reading { try $0.register(around: ["R33"]).person("R33")?.name })
        try stage.round.does("name-member", ["who": "Wilma Wold"])
        try stage.toSitting()
        #expect(try stage.holders("panel") == (RoundStage.panel + ["Wilma Wold"]).filter { $0 != tied })
        #expect(try stage.holders("panel", 1) == RoundStage.panel + ["Wilma Wold"])
        #expect(try stage.round.view.marks.contains { $0.contains("\(tied) cannot be Panel beside Amy Birk.") })
        #expect(try stage.round.view.incidents.isEmpty && stage.applications[0].view.incidents.isEmpty)
        #expect(try stage.door.refusal(.case(stage.applications[0].id), as: tied)?.code == .unknownCase, "of the item that is not hers she is told nothing")
    }

    private static let notEligible: [(form: JSON.Object, reference: JSON.Object, sentence: String)] = [
        (["post": "headteacher"], [:], "A specialist leader is a middle or senior leader: neither a head nor a teaching assistant."),
        (["post": "teaching_assistant"], [:], "A specialist leader is a middle or senior leader: neither a head nor a teaching assistant."),
        (["years": 1], [:], "Two years in leadership are needed."),
        ([:], ["release_agreed": false], "The head does not release the applicant."),
        (["specialism": "Latin"], [:], "The specialism is not on the round's list; she may choose another (change-specialism)."),
    ]

    @Test("Neither a head nor a teaching assistant is eligible, nor with less than two years, no release, or a specialism off the list", arguments: notEligible)
    func eligibility(_ form: JSON.Object, _ reference: JSON.Object, _ sentence: String) throws {
        let stage = try RoundStage()
        try stage.submits(0, form)
        var given = RoundStage.headReference
        for (key, value) in reference { given[key] = value }
        try stage.head().does("give-head-reference", given)
        try stage.referee().does("give-second-reference", RoundStage.secondReference)
        #expect(try stage.applications[0].refused("find-eligible") == "guard-not-met: \(sentence)")
    }

    @Test("With one reference only there is no assessment")
    func oneReference() throws {
        let stage = try RoundStage()
        try stage.submits()
        try stage.head().does("give-head-reference", RoundStage.headReference)
        #expect(try stage.applications[0].refused("close-references") == "guard-not-met: References may still come.")
        try stage.round.at("2026-10-12")
        try stage.applications[0].does("close-references")
        #expect(try stage.applications[0].refused("find-eligible") == "guard-not-met: Two references are needed.")
    }

    @Test("Two alliances do not designate one person: refused when the application would begin, when eligibility is checked, and when training is complete")
    func designatedElsewhere() throws {
        let stage = try RoundStage(1, steps: [])
        func designates(_ person: String, from: String) throws {
            try stage.door.did("Ada Marsh", .register([.credentialGiven(Credential(person, "sle", .starting(try #require(Day(from))), givenBy: "Wold Alliance"))]))
        }
        try designates("R3", from: "2026-09-07")
        #expect(try stage.round.refused("begin-application", ["who": "Bea Cole"])
            == "guard-not-met: She is designated already; one may apply to several alliances and be designated by one.")
        #expect(try stage.round.refused("begin-application", ["who": "Amy Birk"]) == "guard-not-met: She has an application in this round.")
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        try stage.round.does("seat-panel")
        try stage.round.at("2026-11-12")
        try stage.round.as(RoundStage.chair).does("open-sitting")
        try stage.decides(0, "designated")
        try stage.releases()
        try stage.applicant().does("accept")
        try designates("R1", from: "2026-11-25")
        try stage.round.at("2026-12-03")
        #expect(try stage.applications[0].refused("complete-training")
            == "guard-not-met: Another alliance has designated her meanwhile; one may apply to several and be designated by one.")
    }

    @Test("A reference that is forty minutes late after the mail had not worked: the coordinator lets it pass with a reason, offers the same to all, and the panel is shown both")
    func fortyMinutes() throws {
        let stage = try RoundStage(2), application = stage.applications[0]
        try stage.submits(0)
        try stage.submits(1)
        for index in [0, 1] { try stage.head(index).does("give-head-reference", RoundStage.headReference) }
        try stage.round.at("2026-10-12")
        #expect(try refusal(stage, "Rae Abel", on: "2026-10-09 15:40", came: .email, "give-second-reference", RoundStage.secondReference)
            == "guard-not-met: The reference came after the closing hour.")
        try stage.door.did("Ada Marsh", .waive(case: application.id, event: "give-second-reference", condition: nil, because: "The mail of the referee's school had not worked."))
        #expect(try refusal(stage, "Rae Abel", on: "2026-10-09 15:40", came: .email, "give-second-reference", RoundStage.secondReference) == "accepted")
        try stage.round.does("allow-later-references", ["until": "2026-10-13", "because": "The mail of a school had not worked."])
        try stage.referee(1).does("give-second-reference", RoundStage.secondReference)
        for index in [0, 1] { try stage.applications[index].does("find-eligible") }
        try stage.round.does("allocate-readers")
        try stage.round.does("seat-panel")
        let chair: CaseView = try stage.door.answer(.case(application.id), as: RoundStage.chair)
        #expect(chair.marks.contains("The second reference came after the closing hour."))
        #expect(chair.waivers.map(\.because) == ["The mail of the referee's school had not worked."])
        #expect(chair.records.first { $0.name == "allowances" }?.rows.map { $0.values.compactMap { $0?.text } } == [["Tuesday 13 October 2026", "The mail of a school had not worked."]])
        let list: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        let told = list.letters.filter { $0.title == "Later references are allowed to everybody" }.map(\.to.name)
        #expect(Set(told) == ["Amy Birk", "Nell Orr", "Rae Abel", "Bea Cole", "Noah Park", "Rex Blunt"])
    }

    @Test("Judged apart: no reader sees another's colours before all are sealed, the applicant no colour before the letters and no reference ever, her head not what readers said")
    func apart() throws {
        let stage = try RoundStage(1, steps: [])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        let readers = try stage.holders("reader")
        try stage.applications[0].as(readers[0]).colours("paper", ["red", "green"])
        func everything(_ person: String) throws -> String {
            let id = stage.applications[0].id
            let queries: [Query] = [.case(id), .log(stream: id, after: nil, limit: 500), .log(stream: nil, after: nil, limit: 500), .inbox(person: nil)]
            return try queries.compactMap { try? stage.door.triad.read($0, as: person).get().json.text }.joined()
        }
        for person in [readers[1], "Ada Marsh", "Amy Birk", "Nell Orr", "Rae Abel"] { #expect(try !everything(person).contains("Zinnia"), "\(person)") }
        try stage.applications[0].as(readers[1]).colours("paper", ["amber", "green"])
        #expect(try everything(readers[1]).contains("Zinnia") && everything("Ada Marsh").contains("Zinnia"))
        for person in ["Amy Birk", "Nell Orr", "Rae Abel"] { #expect(try !everything(person).contains("Zinnia"), "\(person)") }
        #expect(try !everything("Amy Birk").contains("Calm and exact") && !everything("Amy Birk").contains("She coached me"), "references")
        #expect(try !everything("Rae Abel").contains("Calm and exact") && everything("Rae Abel").contains("She coached me"))
        #expect(try !everything("Nell Orr").contains("She coached me"))
        for stranger in ["Noah Park", "Vic Meads", "Quin Ivory"] { #expect(try stage.door.refusal(.case(stage.applications[0].id), as: stranger)?.code == .unknownCase) }
        try stage.round.does("seat-panel")
        try stage.round.at("2026-11-12")
        try stage.round.as(RoundStage.chair).does("open-sitting")
        try stage.decides(0, "designated", ["amber", "green"], first: RoundStage.support)
        for person in ["Amy Birk", "Nell Orr", "Rae Abel"] {
            let text = try everything(person)
            #expect(!text.contains("Zinnia") && !text.contains("A coach for two terms") && !text.contains("Yarrow") && !text.contains("with support") && !text.contains("had given a red"), "\(person)")
        }
        #expect(try stage.applications[0].view.marks.contains("A reader had given a red that the panel does not share; its reasons say why."))
        try stage.releases()
        #expect(try everything("Amy Birk").contains("Zinnia on leadership") && everything("Amy Birk").contains("A coach for two terms"))
        #expect(try !everything("Amy Birk").contains("Yarrow"), "how each voted is not told to her")
    }

    @Test("A member of the panel who leads the applicant's school reads no minute of her item before the letters, and the chair does")
    func minutes() throws {
        let stage = try RoundStage(1, steps: [])
        try stage.round.does("name-member", ["who": "Nell Orr"])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        try stage.round.does("seat-panel")
        try stage.round.at("2026-11-12")
        try stage.round.as(RoundStage.chair).does("open-sitting")
        try stage.decides(0, "designated")
        try stage.round.as(RoundStage.chair).does("minute", ["who": "Amy Birk", "minute": "All green."])
        func minutes(_ person: String) throws -> [String]? {
            let view: CaseView = try stage.door.answer(.case(stage.round.id), as: person)
            return view.records.first { $0.name == "minutes" }?.rows.map { $0.values[1]?.text ?? "" }
        }
        #expect(try minutes("Nell Orr") == nil && minutes("Mona Ash") == nil)
        #expect(try minutes(RoundStage.chair) == ["All green."] && minutes("Ada Marsh") == ["All green."])
        try stage.releases()
        #expect(try minutes("Nell Orr") == ["All green."])
    }

    @Test("A reminder goes to whoever has still to give a reference, and not to whoever has given hers")
    func remindedOnce() throws {
        let stage = try RoundStage(2)
        for index in [0, 1] { try stage.submits(index) }
        try stage.round.at("2026-09-28")
        try stage.head(0).does("give-head-reference", RoundStage.headReference)
        try stage.round.at("2026-10-03")
        let list: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(list.letters.filter { $0.title == "Reminder" }.map { "\($0.case) \($0.to.name)" }.sorted() == [
            "sle-designation-1 Rae Abel", "sle-designation-2 Noah Park", "sle-designation-2 Rex Blunt",
        ])
    }

    @Test("Letters that go out before their day are marked; what is asked of an applicant has its day, and stands no longer when that is past")
    func daysInTheInbox() throws {
        let stage = try RoundStage(1, steps: ["interview"])
        func asked(_ person: String) throws -> [String] {
            let inbox: Inbox = try stage.door.answer(.inbox(person: nil), as: person)
            return inbox.items.map { "\($0.text)\($0.due.map { " by \($0)" } ?? "")" }
        }
        let task = "Allocate readers and assessors, give slots, seat the panel"
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        #expect(try asked("Amy Birk") == ["Come to the assessment by 2026-11-05"])
        try stage.round.at("2026-11-05")
        try stage.round.does("allocate-assessors")
        #expect(try asked("Ada Marsh").contains { $0.hasPrefix(task) })
        try stage.round.at("2026-11-06")
        #expect(try asked("Amy Birk") == [])
        try stage.assess()
        #expect(try asked("Ada Marsh").contains { $0.hasPrefix(task) }, "the panel is not seated")
        try stage.round.does("seat-panel")
        #expect(try !asked("Ada Marsh").contains { $0.hasPrefix(task) })
        try stage.round.at("2026-11-12")
        try stage.round.as(RoundStage.chair).does("open-sitting")
        try stage.decides(0, "designated")
        try stage.round.as(RoundStage.chair).does("close-sitting")
        #expect(try asked("Ada Marsh") == ["Release the letters by 2026-11-19"], "once, in the round")
        try stage.round.does("release-letters")
        #expect(try stage.round.view.marks.contains("The letters go out before the day that was said."))
        try stage.applicant().does("accept")
        #expect(try asked("Amy Birk") == ["Attend core training by 2026-12-03"])
        try stage.round.at("2026-12-04")
        #expect(try asked("Amy Birk") == [])
        #expect(try asked("Ada Marsh").contains("Enter who attended by 2026-12-03"))
    }

    @Test("An appeal that is upheld when core training is past says when the next one is; the offer says that day, and nobody has missed one")
    func trainingAfterAppeal() throws {
        let stage = try RoundStage(1, steps: [])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        try stage.reads()
        try stage.round.does("seat-panel")
        try stage.round.at("2026-11-12")
        try stage.round.as(RoundStage.chair).does("open-sitting")
        try stage.decides(0, "not_designated", ["amber", "green"])
        try stage.releases()
        try stage.applicant().does("appeal", RoundStage.appeal)
        try stage.round.at("2026-12-04")
        try stage.hears(0, "upheld", ["green"])
        let chair = stage.applications[0].as(RoundStage.appealChair), past = "guard-not-met: Core training of the round is past: say when the next one is (training_on), and the one after it (next_training_on)."
        #expect(try chair.refused("issue-appeal-decision", ["reason": "The figures are there."]) == past)
        #expect(try chair.refused("issue-appeal-decision", ["reason": "The figures are there.", "training_on": "2027-01-21"]) == past, "the one after it is on the same day")
        try chair.does("issue-appeal-decision", ["reason": "The figures are there.", "training_on": "2027-01-21", "next_training_on": "2027-03-18"])
        #expect(try stage.stands() == "Offered")
        let list: LetterList = try stage.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        let offer = try #require(list.letters.last { $0.title == "Offer" })
        let letter: RenderedLetter = try stage.door.answer(.letter(number: offer.number), as: "Ada Marsh")
        #expect(letter.data["data"]?["training_on"] == "Thursday 21 January 2027")
        #expect(try stage.applications[0].view.data.first { $0.name == "missed" }?.text == "0")
    }

    @Test("An amber needs its support plan; a red and an incomplete criterion outrun the vote, and are shown")
    func colours() throws {
        let stage = try RoundStage(3, steps: [])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        for index in 0..<3 { try stage.reads(index) }
        try stage.round.does("seat-panel")
        let chair = stage.applications.map { $0.as(RoundStage.chair) }
        #expect(try chair[0].refused("open-item") == "guard-not-met: The sitting has not been opened yet.")
        try stage.round.at("2026-11-12")
        try stage.round.as(RoundStage.chair).does("open-sitting")
        for (index, levels) in [["green", "green", "green", "green", "green", "green", "amber", "green"], ["red", "green"], ["", "green"]].enumerated() {
            try chair[index].does("open-item")
            try chair[index].colours("scores", levels)
            try stage.votes(index, "designated", levels)
        }
        #expect(try chair[0].refused("sign-letter") == "guard-not-met: A criterion is amber and no support is planned for it yet (plan-support).")
        try chair[0].does("plan-support", RoundStage.support.form)
        #expect(try chair[0].refused("sign-letter") == "guard-not-met: A criterion is amber and no support is planned for it yet (plan-support).", "it is planned for another")
        #expect(try stage.round.as(RoundStage.chair).refused("close-sitting")
            == "guard-not-met: An application is not decided yet, or its letter is not signed.")
        #expect(try stage.applications[1].view.marks.contains("The panel voted to designate, and a criterion is red; any red is no designation this time."))
        #expect(try stage.applications[2].view.marks.contains("The panel voted to designate, and a criterion is incomplete; it is not yet."))
        #expect(try chair[1].refused("plan-support", RoundStage.support.form) == "guard-not-met: Support is planned where the outcome is a designation with support.")
        try chair[1].does("sign-letter")
        #expect(try chair[2].refused("sign-letter") == "guard-not-met: What is missing is not said yet (say-missing).")
        #expect(try chair[2].refused("say-missing", ["missing": "An interview.", "missing_by": "2026-11-12", "aspirant": false])
            == "guard-not-met: The day by which it may be sent lies in the future.")
    }

    @Test("An appeal is hers alone, once, before new people, and brings new evidence only where it could not have been there")
    func appeal() throws {
        let stage = try RoundStage(1, steps: [])
        try stage.submits(0, ["years": 1])
        try stage.references()
        try stage.applications[0].does("rule-out", ["ineligible": ["under_two_years"]])
        #expect(try stage.head().refused("appeal", RoundStage.appeal).hasPrefix("not-yours: "))
        #expect(try stage.applications[0].refused("appeal", RoundStage.appeal).hasPrefix("not-yours: "))
        var form = RoundStage.appeal
        form["new_evidence"] = "A letter of my last school."
        #expect(try stage.applicant().refused("appeal", form) == "guard-not-met: New evidence needs the reason why it could not have been there before.")
        form["why_not_before"] = "It was written last week."
        try stage.applicant().does("appeal", form)
        #expect(try stage.applicant().refused("appeal", form).hasPrefix("not-now: "))
        #expect(try stage.applications[0].refused("appoint-member", ["who": "Rae Abel"]) == "not-eligible: Rae Abel has been Second referee here, and may not be Appeal panel.")
        try stage.hears(0, "confirmed", nil)
        try stage.applications[0].as(RoundStage.appealChair).does("issue-appeal-decision", ["reason": "One year is one year."])
        #expect(try stage.applicant().refused("appeal", form).hasPrefix("case-ended: "))
    }

    @Test("A slot is given to one applicant, at an hour, and to nobody whom no application is about")
    func slots() throws {
        let stage = try RoundStage(2, steps: ["interview"])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        for index in [0, 1] { try stage.reads(index) }
        try stage.round.does("give-slot", ["who": "Amy Birk", "slot_at": "09:30"])
        #expect(try stage.round.refused("give-slot", ["who": "Bea Cole", "slot_at": "09:30"]) == "guard-not-met: Somebody else has that slot.")
        #expect(try stage.round.refused("give-slot", ["who": "Bea Cole", "slot_at": "9.30"]) == "guard-not-met: The hour is written as 09:30.")
        #expect(try stage.round.refused("give-slot", ["who": "Vic Meads", "slot_at": "10:30"]) == "unknown-case: Applications: none that runs is about Vic Meads.")
        #expect(try stage.applications[0].view.data.first { $0.name == "slot_at" }?.text == "09:30")
        #expect(try stage.applications[1].view.data.contains { $0.name == "slot_at" } == false)
    }

    @Test("The dates of a round follow one another, and each step is taken once")
    func dates() throws {
        let door = try Door()
        let reply = try door.did("Ada Marsh", .start(workflow: "sle-round", subject: .organisation("H1"), title: nil, roles: [], data: [:]))
        let round = Story(door, try #require(reply.began.first))
        func refused(_ changes: JSON.Object, steps: [String] = ["visit"]) throws -> String {
            var form = RoundStage.opening(steps)
            for (key, value) in changes { form[key] = value }
            return try round.refused("open-round", form)
        }
        #expect(try refused(["panel_on": "2026-10-12"]).hasPrefix("guard-not-met: The dates follow one another"))
        #expect(try refused(["closes_at": "3 pm"]).hasPrefix("guard-not-met: The closing hour is written as 15:00."))
        #expect(try refused([:], steps: ["visit", "visit"]) == "guard-not-met: Each step is taken once.")
        #expect(try refused(["assessment_on": "2026-09-30"]) == "guard-not-met: The assessment day lies between the closing day and the panel.")
    }
}
