import Casework
import CivilTime
import JSON
import Register
import Testing

@testable import TriadKit

/// A specialist leader of an invented school, and everybody whom her case may need, each from a school of her own.
struct SpecialistStage {
    let door: Door
    let story: Story
    static let leader = "Lena Fox", head = "Nora Head", coordinator = "Ada Marsh"

    /// Everybody else: identifier, name, school.
    static let others = [
        ("S10", "Ines Quist", "S-quarry"), ("S11", "Olaf Ward", "S-weir"), ("S12", "Pia Byrne", "S-birch"), ("S13", "Carl Hope", "S-hope"), ("S14", "Mona Ash", "S-ash"),
        ("S15", "Nils Dorn", "S-dorn"), ("S16", "Ruth Elm", "S-elm"), ("S17", "Vera Holm", "S-holm"), ("S18", "Walt Inge", "S-inge"), ("S19", "Yara Lund", "S-lund"),
        ("S20", "Zoe Moor", "S-moor"), ("S21", "Ulla Crane", "S-crane"),
    ]

    init(until: String = "2029-08-31", reviewOn: String = "2026-11-10") throws {
        door = try Door()
        let since = try #require(Day("2020-09-01"))
        var changes: [Register.Change] = [
            .organisationAdded(.init(name: "The Wood Trust", kind: .trust), id: "S-trust"), .organisationAdded(.init(name: "Elder Wood School"), id: "S-home"),
            .trustJoined(organisation: "S-home", trust: "S-trust", from: nil), .organisationAdded(.init(name: "Under Wood School"), id: "S-under"),
            .trustJoined(organisation: "S-under", trust: "S-trust", from: nil),
        ]
        func add(_ id: String, _ name: String, _ school: String, _ post: String) {
            changes.append(.personAdded(Person(id, name: name, email: "\(id.lowercased())@example.org")))
            changes.append(.affiliationBegun(Affiliation(id, at: school, as: post, .starting(since))))
        }
        add("S1", Self.leader, "S-home", "assistant headteacher")
        add("S2", Self.head, "S-home", "headteacher")
        add("S3", "Hugh Peer", "S-home", "teacher")
        add("S4", "Tess Wood", "S-under", "headteacher")
        for (id, name, school) in Self.others {
            changes.append(.organisationAdded(.init(name: "\(name) School"), id: school))
            add(id, name, school, "deputy headteacher")
        }
        changes.append(.credentialGiven(Credential("S1", "sle", try #require(DayRange(from: Day("2025-09-01"), through: Day(until))), givenBy: "Larkmere Alliance")))
        try door.did(Self.coordinator, .register(changes))
        let start = Command.Act.start(
            workflow: "sle-review", subject: .person("S1"), title: nil, roles: [],
            data: ["specialism": "Phonics", "until": .string(until), "review_on": .string(reviewOn)])
        story = Story(door, try #require(try door.did(Self.coordinator, start).began.first))
    }

    var leader: Story { story.as(Self.leader) }
    var home: Story { story.as(Self.head) }

    /// Whether the register says that she holds the designation on a day.
    func holds(_ day: String) throws -> Bool {
        let day = try #require(Day(day))
        return try door.triad.reading { try $0.register(around: ["S1"]).holds("S1", "sle", on: day) }
    }

    static func concern(_ grounds: [String], _ more: JSON.Object = [:]) -> JSON.Object {
        var form: JSON.Object = [
            "raised_by": "Ines Quist", "anonymous": false, "grounds": .array(grounds.map(JSON.Value.string)), "what": "Zinnia said so.", "source": "Three visits.",
        ]
        for (key, value) in more { form[key] = value }
        return form
    }

    /// Written down and looked into, so that there is a case to answer.
    func toNotice(_ grounds: [String] = ["terms"]) throws {
        try story.does("log-concern", Self.concern(grounds))
        try story.does("name-investigator", ["who": "Olaf Ward"])
        if grounds.contains("practice_quality") {
            for observer in ["Pia Byrne", "Ulla Crane"] {
                try story.does("name-observer", ["who": .string(observer)])
                try story.as(observer).does("observe", ["seen": "A lesson on sounds."])
            }
        }
        try story.as("Olaf Ward").does("case-to-answer", ["found": "There is something to answer."])
        try story.does("appoint-chair", ["who": "Carl Hope"])
        for member in ["Mona Ash", "Nils Dorn"] { try story.does("appoint-member", ["who": .string(member)]) }
    }

    func notice(_ panel: String) -> JSON.Object { ["evidence": ["The visit reports"], "panel_on": .string(panel), "no_support": "She asked for none."] }

    /// Served on one day, replied to, and the panel opened on another.
    func toPanel(_ grounds: [String] = ["terms"], served: String, panel: String) throws {
        try story.at(served)
        try toNotice(grounds)
        try story.does("serve-notice", notice(panel))
        try story.at(panel)
        try story.door.did(Self.coordinator, .confirmClosed(case: story.id, clock: "replying_window"))
        try story.as("Carl Hope").does("open-panel")
    }

    func vote(_ vote: String, _ choices: [(String, String)], grounds: [String] = ["terms"]) throws {
        let reasons = JSON.Object(grounds.map { (key: $0, value: JSON.Value.string("Yarrow: what was agreed was not kept.")) })
        for (person, choice) in choices {
            try door.did(person, .vote(
                case: story.id, vote: vote, role: nil, choice: choice, reason: vote == "decision" ? nil : "So it is.", reasons: vote == "decision" ? reasons : [:]))
        }
    }

    /// The panel decides, and the letter is issued.
    func decides(_ choice: String, _ grounds: [String] = ["terms"], conditions: String? = nil, because: String = "What was agreed was not kept.") throws {
        try vote("decision", [("Carl Hope", choice), ("Mona Ash", choice), ("Nils Dorn", "retained")], grounds: grounds)
        for ground in grounds { try story.as("Carl Hope").does("state-reason", ["ground": .string(ground), "reason": .string(because)]) }
        try story.as("Carl Hope").does("issue-decision", conditions.map { ["conditions": .string($0)] } ?? [:])
    }

    static let appeal: JSON.Object = ["ground": "bias", "text": "The chair had made up his mind."]

    func toAppeal() throws {
        try leader.does("appeal", Self.appeal)
        try story.does("appoint-chair", ["who": "Ruth Elm"])
        for member in ["Vera Holm", "Walt Inge", "Yara Lund"] { try story.does("appoint-member", ["who": .string(member)]) }
        try story.as("Ruth Elm").does("open-appeal")
    }

    func decidesAppeal(_ choice: String) throws {
        try story.as("Yara Lund").does("leave-item", ["interest": "We wrote a book together."])
        try vote("appeal_decision", [("Ruth Elm", choice), ("Vera Holm", choice), ("Walt Inge", choice)])
        try story.as("Ruth Elm").does("issue-appeal-decision", ["reason": "The papers say so."])
    }
}
