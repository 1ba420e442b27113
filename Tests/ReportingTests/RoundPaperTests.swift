import Casework
import CivilTime
import Foundation
import JSON
import Pages
import Register
import Testing

@testable import Reporting
@testable import TriadKit

@Suite("Paper for a round of applications")
struct RoundPaperTests {
    /// A round of an invented alliance with two applications and no step before the panel.
    private final class Applications {
        let folder: String
        let triad: Triad
        static let round = "sle-round-1", people = ["Ada Marsh", "Amy Birk", "Bea Cole", "Nell Orr", "Noah Park", "Rae Abel", "Lea Moss", "Len North", "Carl Hope", "Mona Ash", "Nils Dorn", "Petra Hay", "Quin Ivory", "Rita Jarvis"]

        init() throws {
            folder = NSTemporaryDirectory() + "/triad-round-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            triad = try Triad.create(at: folder + "/a.triad", coordinators: ["Ada Marsh"], virtualFrom: try #require(Instant("2026-09-07T08:00:00Z")))
            let since = try #require(Day("2020-09-01"))
            var changes: [Register.Change] = [.organisationAdded(.init(name: "Larkmere", kind: .alliance), id: "lead")]
            for (index, name) in Self.people.enumerated().dropFirst() {
                let home = index == 3 ? "school-1" : index == 4 ? "school-2" : "school-\(index)"
                if home == "school-\(index)" { changes.append(.organisationAdded(.init(name: "School of \(name)"), id: home)) }
                changes.append(.personAdded(Person("R\(index)", name: name, email: "r\(index)@example.org")))
                changes.append(.affiliationBegun(Affiliation("R\(index)", at: home, as: [3, 4].contains(index) ? "headteacher" : "teacher", .starting(since))))
            }
            try did("Ada Marsh", .register(changes))
            try did("Ada Marsh", .start(workflow: "sle-round", subject: .organisation("lead"), title: nil, roles: [], data: [:]))
            try sent("Ada Marsh", Self.round, "open-round", [
                "name": "the autumn round", "closes_on": "2026-10-02", "closes_at": "15:00", "references_by": "2026-10-09", "readings_by": "2026-10-16",
                "assessment_on": "2026-11-05", "panel_on": "2026-11-12", "letters_on": "2026-11-19", "training_on": "2026-12-03", "next_training_on": "2027-01-21",
                "steps": [], "specialisms": ["Phonics"],
            ])
            for (event, who) in [("name-reader", "Lea Moss"), ("name-reader", "Len North"), ("name-chair", "Carl Hope"), ("name-member", "Mona Ash"), ("name-member", "Nils Dorn")] {
                try sent("Ada Marsh", Self.round, event, ["who": .string(who)])
            }
            for applicant in ["Amy Birk", "Bea Cole"] { try sent("Ada Marsh", Self.round, "begin-application", ["who": .string(applicant)]) }
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func did(_ person: String, _ act: Command.Act) throws { _ = try triad.perform(Command(as: person, act)).get() }
        func sent(_ person: String, _ id: Case.ID, _ event: String, _ form: JSON.Object = [:]) throws { try did(person, .event(case: id, event: event, form: form)) }
        func at(_ day: String) throws {
            try did("Ada Marsh", .setClock(#require(Instant("\(day)T09:00:00Z"))))
            try triad.tick()
        }

        /// Seals a sheet, green but for the first criterion.
        func seals(_ person: String, _ id: Case.ID, _ sheet: String, first: JSON.Object) throws {
            let view: SheetView = try triad.answer(.sheet(case: id, sheet: sheet, role: nil), as: person)
            var judgements = JSON.Object()
            for (index, criterion) in view.criteria.enumerated() {
                var judgement: JSON.Object = index == 0 ? first : ["level": "green"]
                judgement["narrative"] = .string("Zinnia, of \(criterion.id).")
                judgements.append(criterion.id, .object(judgement))
            }
            try did(person, .draft(case: id, sheet: sheet, role: nil, judgements: judgements))
            try did(person, .seal(case: id, sheet: sheet, role: nil))
        }

        /// Every report that there is, made for the coordinator, and every letter that waits.
        func papers() throws -> [String: String] {
            var papers: [String: String] = [:]
            for id in [Self.round, "sle-designation-1", "sle-designation-2"] {
                let view: CaseView = try triad.answer(.case(id), as: "Ada Marsh")
                for report in view.reports { papers["\(id) \(report.name)"] = FormTests.text(try triad.report(id, report.name, edition: nil, as: "Ada Marsh")) }
            }
            for letter in try triad.letterPapers(as: "Ada Marsh") { papers["\(letter.title), to \(letter.letter.to.name)"] = letter.paper.page.plainText() }
            return papers
        }
    }

    @Test("Every form, report and letter of a round and its applications is written at every stage, and says what was decided and why")
    func everything() throws {
        let applications = try Applications(), round = Applications.round
        let ids = ["sle-designation-1", "sle-designation-2"]
        #expect(try applications.papers().count == 7 + 2 * 11)
        for (id, applicant, head) in [(ids[0], "Amy Birk", "Nell Orr"), (ids[1], "Bea Cole", "Noah Park")] {
            try applications.sent(applicant, id, "name-referee", ["who": "Rae Abel", "relation": "leader_supported"])
            try applications.sent(applicant, id, "submit", [
                "specialism": "Phonics", "post": "senior_leader", "years": 4, "role_in_school": "Reading.", "improvement": "From 61 to 84.", "coaching": "Four.", "lasted": "It holds.",
                "elsewhere": "Three schools.",
            ])
            try applications.sent(head, id, "give-head-reference", ["release_agreed": true, "release_days": 10, "pays_training": true, "confirms": true, "leadership": "Calm.", "impact": "Much."])
            try applications.sent("Rae Abel", id, "give-second-reference", ["knows_her": "Well.", "impact": "Much.", "with_people": "Kind."])
            try applications.sent("Ada Marsh", id, "find-eligible")
        }
        try applications.at("2026-10-12")
        try applications.sent("Ada Marsh", round, "allow-later-references", ["until": "2026-10-13", "because": "The mail had not worked."])
        try applications.sent("Ada Marsh", round, "allocate-readers")
        for id in ids { for reader in ["Lea Moss", "Len North"] { try applications.seals(reader, id, "paper", first: ["level": "green"]) } }
        try applications.sent("Ada Marsh", round, "seat-panel")
        #expect(try applications.papers()["Receipt, to Amy Birk"]?.contains("Friday 9 October 2026, 15:00") == true)
        try applications.at("2026-11-12")
        try applications.sent("Carl Hope", round, "open-sitting")
        for (id, first, choice) in [(ids[0], ["level": "amber"] as JSON.Object, "designated"), (ids[1], ["absent": "not_seen", "because": "No interview."], "not_yet")] {
            try applications.sent("Carl Hope", id, "open-item")
            try applications.seals("Carl Hope", id, "scores", first: first)
            for member in ["Carl Hope", "Mona Ash", "Nils Dorn"] {
                let reasons: JSON.Object = choice == "designated" ? ["leadership": "Nearly."] : [:]
                try applications.did(member, .vote(case: id, vote: "decision", role: nil, choice: choice, reason: nil, reasons: reasons))
            }
        }
        try applications.sent("Carl Hope", ids[0], "plan-support", ["criteria": ["leadership"], "what": "A coach", "by_whom": "Lead", "review_on": "2027-05-20"])
        try applications.sent("Carl Hope", ids[1], "say-missing", ["missing": "An interview.", "missing_by": "2027-01-15", "aspirant": true])
        for id in ids { try applications.sent("Carl Hope", id, "sign-letter") }
        let before = try applications.papers()
        for words in ["Voted: designated 3, not yet 0, not designated this time 0.", "Outcome: designated, with support.", "Outcome: not yet.", "A coach", "Incomplete", "The mail had not worked."] {
            #expect(before["\(round) minutes"]?.contains(words) == true, "\(words): \(before["\(round) minutes"] ?? "")")
        }
        #expect(before["\(ids[0]) candidate"]?.contains("Allowed to everybody until Tuesday 13 October 2026: The mail had not worked.") == true)
        #expect(before["\(round) signing"]?.contains("designated, with support") == true)
        #expect(before["Offer, to Amy Birk"] == nil, "nobody is told before the letters go out")
        try applications.sent("Carl Hope", round, "close-sitting")
        try applications.at("2026-11-19")
        try applications.sent("Ada Marsh", round, "release-letters")
        let letters = try applications.papers()
        for words in ["designated, with support", "Zinnia, of leadership.", "A coach (Lead)"] { #expect(letters["Offer, to Amy Birk"]?.contains(words) == true, "\(words)") }
        for words in ["What is missing: An interview.", "Friday 15 January 2027", "Incomplete"] { #expect(letters["Not yet, to Bea Cole"]?.contains(words) == true, "\(words)") }
        try applications.sent("Amy Birk", ids[0], "accept")
        try applications.at("2026-12-03")
        try applications.sent("Ada Marsh", ids[0], "complete-training")
        let certificate = try #require(try applications.papers()["\(ids[0]) certificate"])
        #expect(certificate.contains("for Phonics by Larkmere, from Thursday 3 December 2026 until Monday 2 December 2030."), "\(certificate)")
        let own = try #require(try applications.papers()["Designated, to Amy Birk"]), head = try #require(try applications.papers()["Designated, to Nell Orr"])
        #expect(own.contains("You are designated as a specialist leader") && own.contains("The certificate is made out, and to be had from me.") && !own.contains("Amy Birk is"))
        #expect(head.contains("Amy Birk is designated as a specialist leader") && !head.contains("certificate"))
        #expect(own.contains("You are now designated as a specialist leader for Phonics, by Larkmere. The decision was: designated, with support. The designation runs"), "\(own)")
        #expect(own.contains("Date: Thursday 3 December 2026"), "\(own)")
        #expect(letters["Not yet, to Bea Cole"]?.contains("The panel met on Thursday 12 November 2026, and its answer is: not yet.") == true)
        #expect(letters["Outcome, to Noah Park"]?.contains("The outcome: not yet. Bea Cole has had a letter with the reasons.") == true, "\(letters["Outcome, to Noah Park"] ?? "")")
        #expect(letters["Request for the head's reference, to Nell Orr"]?.contains("There is a form for it, which is to be had from me") == true)
    }

    @Test("After an appeal that is upheld the feedback note and the letters to sign say that the appeal panel decided otherwise")
    func afterAppeal() throws {
        let applications = try Applications(), round = Applications.round, id = "sle-designation-1"
        try applications.sent("Amy Birk", id, "name-referee", ["who": "Rae Abel", "relation": "leader_supported"])
        try applications.sent("Amy Birk", id, "submit", [
            "specialism": "Phonics", "post": "senior_leader", "years": 4, "role_in_school": "Reading.", "improvement": "From 61 to 84.", "coaching": "Four.", "lasted": "It holds.",
            "elsewhere": "Three schools.",
        ])
        try applications.sent("Nell Orr", id, "give-head-reference", ["release_agreed": true, "release_days": 10, "pays_training": true, "confirms": true, "leadership": "Calm.", "impact": "Much."])
        try applications.sent("Rae Abel", id, "give-second-reference", ["knows_her": "Well.", "impact": "Much.", "with_people": "Kind."])
        try applications.sent("Ada Marsh", id, "find-eligible")
        try applications.at("2026-10-05")
        try applications.sent("Ada Marsh", round, "allocate-readers")
        for reader in ["Lea Moss", "Len North"] { try applications.seals(reader, id, "paper", first: ["level": "green"]) }
        try applications.sent("Ada Marsh", round, "seat-panel")
        try applications.at("2026-11-12")
        try applications.sent("Carl Hope", round, "open-sitting")
        try applications.sent("Carl Hope", id, "open-item")
        try applications.seals("Carl Hope", id, "scores", first: ["level": "red"])
        for member in ["Carl Hope", "Mona Ash", "Nils Dorn"] {
            try applications.did(member, .vote(case: id, vote: "decision", role: nil, choice: "not_designated", reason: nil, reasons: ["leadership": "Too little."]))
        }
        try applications.sent("Carl Hope", id, "sign-letter")
        try applications.sent("Carl Hope", round, "close-sitting")
        try applications.at("2026-11-19")
        try applications.sent("Ada Marsh", round, "release-letters")
        #expect(try applications.papers()["Not designated this time, to Amy Birk"]?.contains("The panel, which met on Thursday 12 November 2026, has decided not to designate you this time.") == true)
        try applications.sent("Amy Birk", id, "appeal", ["ground": "not_supported_by_the_evidence", "text": "The figures were overlooked."])
        try applications.sent("Ada Marsh", id, "appoint-chair", ["who": "Petra Hay"])
        for member in ["Quin Ivory", "Rita Jarvis"] { try applications.sent("Ada Marsh", id, "appoint-member", ["who": .string(member)]) }
        try applications.sent("Petra Hay", id, "open-appeal")
        try applications.seals("Petra Hay", id, "appeal_scores", first: ["level": "green"])
        for member in ["Petra Hay", "Quin Ivory", "Rita Jarvis"] { try applications.did(member, .vote(case: id, vote: "appeal_decision", role: nil, choice: "upheld", reason: "So it is.", reasons: [:])) }
        try applications.sent("Petra Hay", id, "issue-appeal-decision", ["reason": "The figures are there."])
        let note = FormTests.text(try applications.triad.report(id, "feedback", edition: nil, as: "Amy Birk"))
        #expect(note.contains("The outcome: designated. On appeal: the appeal is upheld. The colours of the appeal panel come first; those of the panel, which it looked at anew, stand below."), "\(note)")
        let places = ["The appeal panel", "Green", "The panel", "Red"].map { words in note.range(of: words)?.lowerBound }
        #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(note)")
        #expect(try applications.papers()["\(round) signing"]?.contains("not designated this time; on appeal: the appeal is upheld") == true)
    }

    @Test("A letter says you to whoever it is about, and a name to others; the appeal form says by when; a grid says what each colour means")
    func spoken() throws {
        let applications = try Applications(), id = "sle-designation-1"
        try applications.sent("Amy Birk", id, "name-referee", ["who": "Rae Abel", "relation": "leader_supported"])
        try applications.sent("Amy Birk", id, "submit", [
            "specialism": "Phonics", "post": "headteacher", "years": 4, "role_in_school": "Reading.", "improvement": "From 61 to 84.", "coaching": "Four.", "lasted": "It holds.",
            "elsewhere": "Three schools.",
        ])
        try applications.sent("Nell Orr", id, "give-head-reference", ["release_agreed": true, "release_days": 10, "pays_training": true, "confirms": true, "leadership": "Calm.", "impact": "Much."])
        try applications.sent("Rae Abel", id, "give-second-reference", ["knows_her": "Well.", "impact": "Much.", "with_people": "Kind."])
        #expect(try !applications.papers()["\(id) appeal-form", default: ""].contains("Last day"))
        try applications.sent("Ada Marsh", id, "rule-out", ["ineligible": ["headteacher"]])
        let papers = try applications.papers()
        #expect(papers["Not eligible, to Amy Birk"] == """
            Your application

            Date: Monday 7 September 2026

            Dear Amy Birk,

            Your application has been checked against the conditions for applying. It was found not eligible, because:

            * headteacher

            This says nothing about the quality of your work. Nobody has read or judged the application itself. Where a condition can be met later, you are welcome in the next round.

            You may appeal until the end of Monday 28 September 2026, in days on which your school is open. Nobody but you can, and once. An appeal says that the procedure was not followed, that the facts were other than we held them to be, or that somebody was biased. It is decided by people who have had no part in this.

            With best wishes,

            Ada Marsh

            """)
        #expect(papers["Not eligible, to Nell Orr"]?.contains("Amy Birk may appeal, and nobody else can. Nothing is asked of you.") == true)
        #expect(papers["\(id) appeal-form"]?.contains("Last day: Monday 28 September 2026") == true, "\(papers["\(id) appeal-form"] ?? "")")
        #expect(papers["\(id) scoring-grid"]?.contains("Little or nothing shows good leadership at this level") == true)
    }
}
