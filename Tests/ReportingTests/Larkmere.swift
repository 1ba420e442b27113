import Casework
import CivilTime
import Foundation
import JSON
import Register
import Synchronization
import Testing

@testable import TriadKit

/// An invented triad in a virtual file, and the review of Alder Bank: led by Birch Hill, seconded by Cedar Vale.
final class Larkmere {
    static let begin = Instant("2026-09-01T08:00:00Z") ?? .first
    static let coordinator = "Ada Marsh", host = "Ben Oduya", lead = "Cara Lind", second = "Dev Rao", reader = "Finn Outside"
    static let areas = ["leadership", "infrastructure", "itt", "cpd", "school_support"]

    let folder: String
    let triad: Triad
    let review: Case.ID

    init() throws {
        folder = NSTemporaryDirectory() + "/triad-forms-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let counter = Mutex(UInt8(0))
        let surroundings = Triad.Surroundings(now: { Larkmere.begin }, random: { count in
            (0..<count).map { _ in counter.withLock { $0 &+= 1; return $0 } }
        })
        let triad = try Triad.create(at: folder + "/a.triad", coordinators: [Self.coordinator], virtualFrom: Self.begin, surroundings: surroundings)
        self.triad = triad
        func did(_ person: String, _ act: Command.Act) throws -> Reply { try triad.perform(Command(as: person, act)).get() }
        _ = try did(Self.coordinator, .register(Self.register))
        let group = try did(Self.coordinator, .start(workflow: "triad-cycle", subject: .group(["H1", "H2", "H3"]), title: nil, roles: [], data: [:]))
        let cycle = try #require(group.began.first)
        for head in [Self.host, Self.lead, Self.second] { _ = try did(head, .event(case: cycle, event: "accept", form: [:])) }
        let begun = try did(Self.coordinator, .event(case: cycle, event: "begin-cycle", form: ["cycle": "2026/27"]))
        review = try #require(begun.began.first)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static var register: [Register.Change] {
        let since = Day(year: 2020, month: 9, day: 1) ?? .first
        var changes: [Register.Change] = ["Alder Bank", "Cedar Vale", "Birch Hill"].enumerated().map { .organisationAdded(.init(name: $1, kind: .hub), id: "H\($0 + 1)") }
        for (id, name, hub) in [("P2", host, "H1"), ("P3", second, "H2"), ("P4", lead, "H3")] {
            changes.append(.personAdded(Person(id, name: name, email: "\(id.lowercased())@example.org")))
            changes.append(.affiliationBegun(Affiliation(id, at: hub, as: "headteacher", .starting(since))))
            changes.append(.credentialGiven(Credential(id, "trained_reviewer", .starting(since))))
            changes.append(.declarationMade(Declaration(person: id, on: Day(year: 2026, month: 8, day: 20) ?? .first)))
        }
        return changes + [.personAdded(Person("P9", name: reader)), .personEdited(Person("P1", name: coordinator, email: "ada@example.org"))]
    }

    @discardableResult
    func did(_ person: String, _ act: Command.Act) throws -> Reply { try triad.perform(Command(as: person, act)).get() }

    @discardableResult
    func sent(_ person: String, _ event: String, _ form: JSON.Object = [:]) throws -> Reply {
        try did(person, .event(case: review, event: event, form: form))
    }

    func clock(_ moment: String) throws {
        try did(Self.coordinator, .setClock(#require(Instant(moment.contains("T") ? moment : "\(moment)T09:00:00Z"))))
    }

    func seals(_ person: String, _ sheet: String, _ level: String, _ words: String) throws {
        var judgements = JSON.Object()
        for area in Self.areas { judgements.append(area, ["level": .string(level), "narrative": .string(words), "evidence": ["1"]]) }
        try did(person, .draft(case: review, sheet: sheet, role: nil, judgements: judgements))
        try did(person, .seal(case: review, sheet: sheet, role: nil))
    }

    // MARK: - How far it goes

    func toPreparing() throws {
        try sent(Self.coordinator, "schedule", [
            "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
        ])
        for person in [Self.lead, Self.second] { try sent(person, "accept-role", ["confidentiality": true]) }
    }

    func toVisit() throws {
        try toPreparing()
        try clock("2026-12-02")
        try seals(Self.host, "self", "embedding", "We say so.")
        try sent(Self.lead, "agree-scope", ["focus": ["Reading"], "development": true])
        try sent(Self.host, "agree-scope", ["development": true])
        try clock("2027-01-19")
        try sent(Self.lead, "open-visit", ["reviewers_present": 2, "timetable": true])
        try sent(Self.second, "record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Trainees plan with mentors."])
        try sent(Self.lead, "record", ["area": "itt", "polarity": "strength", "source": "Talk", "seen": "Mentors say the same.", "seen_with": "mentor"])
        try sent(Self.lead, "update-host", ["said": "A good morning."])
    }

    /// The lead has sealed, the second reviewer has not.
    func toJudging() throws {
        try toVisit()
        try clock("2027-01-20")
        try sent(Self.lead, "leave")
        try seals(Self.lead, "peer", "above", "What only the lead knows.")
    }

    func toEnd() throws {
        try toJudging()
        try seals(Self.second, "peer", "above", "The second reviewer's own.")
        try sent(Self.lead, "close-conference")
        try sent(Self.lead, "message", ["message": "Mentoring is strong."])
        try sent(Self.lead, "oral-feedback", ["attended": ["Head"], "both_heard": true])
        try sent(Self.lead, "finding", ["area": "itt", "kind": "strength", "text": "Trainees and mentors plan together.", "rests_on": [1, 2]])
        try did(Self.coordinator, .appoint(case: review, role: "outside_reader", person: "P9", organisation: nil, instead: nil, because: nil))
        try sent(Self.lead, "submit-draft", ["confirmed": true])
        try clock("2027-01-25")
        try sent(Self.reader, "pass")
        try sent(Self.host, "comment", ["kind": "factual", "place": "Teacher training", "text": "There are nine mentors."])
        try sent(Self.host, "respond", ["response": "We recognise ourselves."])
        try sent(Self.host, "waive-window", ["signed": true])
        try sent(Self.lead, "decide-comment", ["row": 1, "decision": "accepted", "reason": "So it is."])
        try sent(Self.lead, "close-comments")
        try sent(Self.coordinator, "plan-workshop", ["workshop_on": "2027-02-23"])
        try clock("2027-02-23")
        try sent(Self.host, "action", ["goal": "Mentors meet each term", "owner": "Deputy head", "by_when": "2027-05-28", "measure": "Three meetings held"])
        try sent(Self.host, "agree-plan", ["impact_on": "2027-06-22"])
        try clock("2027-06-22")
        try triad.tick()
        try sent(Self.host, "action-status", ["row": 1, "status": "done", "impact": "Trainees hear one thing in both places."])
        for person in [Self.lead, Self.host] { try sent(person, "impact-review", ["loose_ends": "Nothing."]) }
    }

    var view: CaseView { get throws { try triad.answer(.case(review), as: Self.coordinator) } }
}
