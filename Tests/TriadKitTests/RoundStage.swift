import Casework
import CivilTime
import JSON
import Register
import Testing

@testable import TriadKit

/// A round of an invented alliance, its applicants, and everybody whom their applications may need, each from a school of her own.
struct RoundStage {
    let door: Door
    let round: Story
    let applications: [Story]
    static let coordinator = "Ada Marsh"
    static let applicants = ["Amy Birk", "Bea Cole", "Cem Dale", "Dot Ewing", "Eli Frost", "Fay Grant", "Gus Hart", "Hal Ives"]
    static let heads = ["Nell Orr", "Noah Park", "Nia Quill", "Ned Rook", "Nina Sayer", "Nat Thorn", "Nora Upton", "Niall Vane"]
    static let referees = ["Rae Abel", "Rex Blunt", "Rhea Cross", "Rob Dunn", "Ros Eden", "Rufus Fenn", "Ruth Gale", "Ryan Hale"]
    static let readers = ["Lea Moss", "Len North", "Lil Oakes", "Lou Penn"]
    static let assessors = ["Sam Reed", "Sue Stone", "Sid Tarn"]
    static let chair = "Carl Hope", panel = ["Mona Ash", "Nils Dorn", "Olga Elm"]
    static let appealChair = "Petra Hay", appealPanel = ["Quin Ivory", "Rita Jarvis"]
    static let others = ["Tess Kent", "Uma Lark", "Vic Meads"]
    static let criteria = ["leadership", "experience", "track_record", "coaching", "outreach", "communication", "working_with_peers", "what_good_looks_like", "whole_school"]
    static let dates: JSON.Object = [
        "references_by": "2026-10-09", "readings_by": "2026-10-16", "assessment_on": "2026-11-05", "panel_on": "2026-11-12",
        "letters_on": "2026-11-19", "training_on": "2026-12-03", "next_training_on": "2027-01-21",
    ]

    static func opening(_ steps: [String]) -> JSON.Object {
        var form: JSON.Object = [
            "name": "the autumn round", "closes_on": "2026-10-02", "closes_at": "15:00", "steps": .array(steps.map(JSON.Value.string)),
            "specialisms": ["Phonics", "Maths", "Science"],
        ]
        for (key, value) in dates { form.append(key, value) }
        return form
    }

    /// The round opened on 7 September, everybody named, and so many applications begun.
    init(_ count: Int = 1, steps: [String] = ["visit", "task", "interview"], more: [Register.Change] = []) throws {
        door = try Door()
        let since = try #require(Day("2020-09-01"))
        var changes: [Register.Change] = [.organisationAdded(.init(name: "Larkmere Teaching School"), id: "R-lead")]
        var number = 0
        func add(_ name: String, _ post: String, at school: String? = nil) -> String {
            number += 1
            let id = "R\(number)"
            if school == nil { changes.append(.organisationAdded(.init(name: "\(name) School"), id: "school-\(id)")) }
            changes.append(.personAdded(Person(id, name: name, email: "\(id.lowercased())@example.org")))
            changes.append(.affiliationBegun(Affiliation(id, at: school ?? "school-\(id)", as: post, .starting(since))))
            return "school-\(id)"
        }
        for (applicant, head) in zip(Self.applicants, Self.heads) {
            let school = add(applicant, "subject leader")
            _ = add(head, "headteacher", at: school)
        }
        let everybodyElse = Self.referees + Self.readers + Self.assessors + [Self.chair] + Self.panel + [Self.appealChair] + Self.appealPanel + Self.others
        for name in everybodyElse { _ = add(name, "deputy headteacher") }
        try door.did(Self.coordinator, .register(changes + more))
        let start = Command.Act.start(workflow: "sle-round", subject: .organisation("R-lead"), title: nil, roles: [], data: [:])
        round = Story(door, try #require(try door.did(Self.coordinator, start).began.first))
        try round.at("2026-09-07")
        try round.does("open-round", Self.opening(steps))
        for reader in Self.readers { try round.does("name-reader", ["who": .string(reader)]) }
        for assessor in Self.assessors { try round.does("name-assessor", ["who": .string(assessor)]) }
        try round.does("name-chair", ["who": .string(Self.chair)])
        for member in Self.panel { try round.does("name-member", ["who": .string(member)]) }
        var begun: [Story] = []
        for applicant in Self.applicants.prefix(count) {
            let reply = try door.sent(Self.coordinator, round.id, "begin-application", ["who": .string(applicant)])
            begun.append(Story(door, try #require(reply.began.first)))
        }
        applications = begun
    }

    // MARK: One application

    func applicant(_ index: Int = 0) -> Story { applications[index].as(Self.applicants[index]) }
    func head(_ index: Int = 0) -> Story { applications[index].as(Self.heads[index]) }
    func referee(_ index: Int = 0) -> Story { applications[index].as(Self.referees[index]) }
    func stands(_ index: Int = 0) throws -> String { try applications[index].stands.joined(separator: ", ") }

    static func application(_ more: JSON.Object = [:]) -> JSON.Object {
        var form: JSON.Object = [
            "specialism": "Phonics", "post": "senior_leader", "years": 4, "role_in_school": "Phonics and early reading.", "improvement": "From 61 to 84 in the check.",
            "coaching": "Four teachers plan by themselves now.", "lasted": "Two years on it holds.", "elsewhere": "Three schools in the town.",
        ]
        for (key, value) in more { form[key] = value }
        return form
    }

    static let headReference: JSON.Object = [
        "release_agreed": true, "release_days": 10, "pays_training": true, "confirms": true, "leadership": "Calm and exact.", "impact": "Reading has come up.",
    ]
    static let secondReference: JSON.Object = ["knows_her": "She coached me.", "impact": "I plan otherwise now.", "with_people": "She asks first."]

    func submits(_ index: Int = 0, _ more: JSON.Object = [:]) throws {
        try applicant(index).does("name-referee", ["who": .string(Self.referees[index]), "relation": "leader_supported"])
        try applicant(index).does("submit", Self.application(more))
    }

    func references(_ index: Int = 0) throws {
        try head(index).does("give-head-reference", Self.headReference)
        try referee(index).does("give-second-reference", Self.secondReference)
    }

    /// In, found eligible.
    func toReading(_ indices: [Int]? = nil) throws {
        for index in indices ?? Array(applications.indices) {
            try submits(index)
            try references(index)
            try applications[index].does("find-eligible")
        }
    }

    func holders(_ role: String, _ index: Int = 0) throws -> [String] {
        try applications[index].view.parts.filter { $0.role == role }.compactMap { $0.person?.name }
    }

    func reads(_ index: Int = 0, _ levels: [String] = ["green", "green"]) throws {
        for (reader, level) in zip(try holders("reader", index), levels) { try applications[index].as(reader).colours("paper", [level]) }
    }

    func visit(_ index: Int = 0) throws {
        try applications[index].does("agree-visit", ["who": "Tess Kent", "visit_on": "2026-10-21"])
        try applications[index].as("Tess Kent").does("note-visit", ["seen": "A meeting that she led well."])
    }

    func task(_ index: Int = 0) throws { try applications[index].does("note-task", ["task": "A plan for a school in need", "found": "Clear."]) }

    func assess(_ index: Int = 0, _ level: String = "green") throws {
        for assessor in try holders("assessor", index) { try applications[index].as(assessor).colours("assessed", [level]) }
    }

    /// All the applications read, visited and assessed, and the sitting opened on 12 November.
    func toSitting(_ levels: [String] = ["green", "green"]) throws {
        try toReading()
        try round.at("2026-10-05")
        try round.does("allocate-readers")
        for index in applications.indices {
            try reads(index, levels)
            try visit(index)
            try task(index)
        }
        try round.at("2026-11-05")
        try round.does("allocate-assessors")
        try round.does("seat-panel")
        for index in applications.indices { try assess(index) }
        try round.at("2026-11-12")
        try round.as(Self.chair).does("open-sitting")
    }

    /// The panel takes an item: its colours, its votes, its letter.
    ///
    /// - Parameter first: what the chair has to say before the letter is signed.
    func decides(_ index: Int = 0, _ choice: String, _ levels: [String] = ["green"], first: (event: String, form: JSON.Object)? = nil) throws {
        let chair = applications[index].as(Self.chair)
        try chair.does("open-item")
        try chair.colours("scores", levels)
        try votes(index, choice, levels)
        if let first { try chair.does(first.event, first.form) }
        try chair.does("sign-letter")
    }

    func votes(_ index: Int = 0, _ choice: String, _ levels: [String] = ["green"], by members: [String]? = nil) throws {
        let weighed = zip(Self.criteria, Self.spread(levels)).filter { $0.1 == "amber" || $0.1 == "red" }.map(\.0)
        let reasons = JSON.Object(weighed.map { (key: $0, value: JSON.Value.string("Yarrow: not quite.")) })
        for member in try members ?? (holders("chair", index) + holders("panel", index)) {
            try door.did(member, .vote(case: applications[index].id, vote: "decision", role: nil, choice: choice, reason: nil, reasons: reasons))
        }
    }

    static let support: (event: String, form: JSON.Object) = ("plan-support", ["criteria": ["leadership"], "what": "A coach for two terms", "by_whom": "Head of professional development", "review_on": "2027-05-20"])
    static let notYet: (event: String, form: JSON.Object) = ("say-missing", ["missing": "What became of the third school.", "missing_by": "2027-01-15", "aspirant": true])
    static let appeal: JSON.Object = ["ground": "not_supported_by_the_evidence", "text": "The figures were overlooked."]

    func releases() throws {
        try round.as(Self.chair).does("close-sitting")
        try round.at("2026-11-19")
        try round.does("release-letters")
    }

    /// Heard before new people, with their colours where it is about a decision.
    func hears(_ index: Int = 0, _ choice: String, _ levels: [String]?) throws {
        let application = applications[index]
        try application.does("appoint-chair", ["who": .string(Self.appealChair)])
        for member in Self.appealPanel { try application.does("appoint-member", ["who": .string(member)]) }
        let chair = application.as(Self.appealChair)
        try chair.does("open-appeal")
        if let levels { try chair.colours("appeal_scores", levels) }
        for member in [Self.appealChair] + Self.appealPanel {
            try door.did(member, .vote(case: application.id, vote: "appeal_decision", role: nil, choice: choice, reason: "So it is.", reasons: [:]))
        }
    }

    /// Whether the register says that she holds the designation on a day.
    func holds(_ index: Int = 0, _ day: String) throws -> Bool {
        let day = try #require(Day(day)), id = "R\(2 * index + 1)"
        return try door.triad.reading { try $0.register(around: [id]).holds(id, "sle", on: day) }
    }

    /// One colour for each criterion: the first ones as given, the rest by the last.
    static func spread(_ levels: [String]) -> [String] { criteria.indices.map { levels[min($0, levels.count - 1)] } }
}

extension Story {
    /// Seals a sheet by the nine criteria: the colours as given for the first ones, the last for the rest; an empty one is incomplete.
    @discardableResult
    func colours(_ sheet: String, _ levels: [String]) throws -> Story {
        var judgements = JSON.Object()
        for (criterion, level) in zip(RoundStage.criteria, RoundStage.spread(levels)) {
            judgements.append(criterion, level.isEmpty
                ? ["absent": "not_seen", "because": "There was no interview.", "narrative": "To be seen."]
                : ["level": .string(level), "narrative": .string("Zinnia on \(criterion).")])
        }
        try door.did(person, .draft(case: id, sheet: sheet, role: nil, judgements: judgements))
        try door.did(person, .seal(case: id, sheet: sheet, role: nil))
        return self
    }
}
