import Casework
import CivilTime
import Foundation
import JSON
import Register
import Testing

@testable import Reporting
@testable import TriadKit

@Suite("Paper of a specialist leader's case")
struct SpecialistPaperTests {
    /// A designation of an invented alliance: whom it is about, her head, and those who sit on a panel.
    private final class Designation {
        let folder: String
        let triad: Triad
        static let id = "sle-review-1", people = ["Lena Fox", "Nora Head", "Olaf Ward", "Carl Hope", "Mona Ash", "Nils Dorn"]

        init() throws {
            folder = NSTemporaryDirectory() + "/triad-designation-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            triad = try Triad.create(at: folder + "/a.triad", coordinators: ["Ada Marsh"], virtualFrom: try #require(Instant("2026-09-07T08:00:00Z")))
            var changes: [Register.Change] = []
            for (index, name) in Self.people.enumerated() {
                let school = "school-\(max(index, 1))"
                if index != 1 { changes.append(.organisationAdded(.init(name: "School of \(name)"), id: school)) }
                changes.append(.personAdded(Person("S\(index)", name: name, email: "s\(index)@example.org")))
                changes.append(.affiliationBegun(Affiliation("S\(index)", at: school, as: index == 1 ? "headteacher" : "teacher", .starting(try #require(Day("2020-09-01"))))))
            }
            changes.append(.credentialGiven(Credential("S0", "sle", try #require(DayRange(from: Day("2025-09-01"), through: Day("2029-08-31"))))))
            try did("Ada Marsh", .register(changes))
            let data: JSON.Object = ["specialism": "Phonics", "until": "2029-08-31", "review_on": "2026-11-10"]
            try did("Ada Marsh", .start(workflow: "sle-review", subject: .person("S0"), title: nil, roles: [], data: data))
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func did(_ person: String, _ act: Command.Act) throws { _ = try triad.perform(Command(as: person, act)).get() }
        func sent(_ event: String, _ form: JSON.Object = [:], as person: String = "Ada Marsh") throws { try did(person, .event(case: Self.id, event: event, form: form)) }
        func at(_ day: String) throws {
            try did("Ada Marsh", .setClock(#require(Instant("\(day)T09:00:00Z"))))
            try triad.tick()
        }

        func letters() throws -> [String: String] {
            Dictionary(uniqueKeysWithValues: try triad.letterPapers(as: "Ada Marsh").map { ("\($0.title), to \($0.letter.to.name)", $0.paper.page.plainText()) })
        }

        func report(_ name: String) throws -> String { FormTests.text(try triad.report(Self.id, name, edition: nil, as: "Ada Marsh")) }
    }

    @Test("After the annual review she reads of her own designation, her head of hers by name")
    func annual() throws {
        let designation = try Designation()
        try designation.sent("begin-annual-review")
        try designation.sent("close-annual-review", ["days": 6, "feedback": "Schools ask again.", "need": true, "next_step": "A course.", "review_on": "2027-11-10"])
        let letters = try designation.letters()
        #expect(letters["After the annual review, to Lena Fox"]?.contains(
            "Thank you for the annual review of your designation. The next one is on Wednesday 10 November 2027. You are designated until Friday 31 August 2029.") == true)
        #expect(letters["After the annual review, to Nora Head"]?.contains(
            "The annual review of the designation of Lena Fox has been held. The next one is on Wednesday 10 November 2027. The designation runs until Friday 31 August 2029.") == true)
    }

    @Test("The minutes say the choices in the workflow's words; what was only stopped is not said to be done; the appeal form has its last day")
    func panel() throws {
        let designation = try Designation()
        try designation.sent("log-concern", ["raised_by": "Nora Head", "anonymous": false, "grounds": ["terms"], "what": "So it was said.", "source": "Two visits."])
        try designation.sent("name-investigator", ["who": "Olaf Ward"])
        try designation.sent("case-to-answer", ["found": "There is something to answer."], as: "Olaf Ward")
        try designation.sent("appoint-chair", ["who": "Carl Hope"])
        for member in ["Mona Ash", "Nils Dorn"] { try designation.sent("appoint-member", ["who": .string(member)]) }
        try designation.sent("serve-notice", ["evidence": ["Two letters"], "panel_on": "2026-09-29", "no_support": "None was wanted."])
        #expect(try !designation.report("appeal_form").contains("Last day"))
        try designation.at("2026-09-29")
        try designation.sent("open-panel", as: "Carl Hope")
        for (member, choice) in [("Carl Hope", "de_designated"), ("Mona Ash", "de_designated"), ("Nils Dorn", "retained_with_conditions")] {
            try designation.did(member, .vote(case: Designation.id, vote: "decision", role: nil, choice: choice, reason: nil, reasons: ["terms": "It was not kept."]))
        }
        try designation.sent("state-reason", ["ground": "terms", "reason": "It was not kept."], as: "Carl Hope")
        try designation.sent("issue-decision", as: "Carl Hope")
        let minutes = try designation.report("minutes")
        for words in ["the designation goes on: 0", "the designation goes on, with conditions: 1", "the designation is to end: 2", "Carried: the designation is to end."] {
            #expect(minutes.contains(words), "\(words): \(minutes)")
        }
        #expect(try designation.report("appeal_form").contains("Last day: Tuesday 20 October 2026"))
        let course = try designation.report("course")
        #expect(course.contains("Hold the annual review") && course.contains("broken off"), "\(course)")
    }
}
