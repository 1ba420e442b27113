import Casework
import JSON
import Testing

@testable import TriadKit

@Suite("A word for the coordinators")
struct ConfidingTests {
    private static let word = "I should rather not review with her again."

    private func waiting(_ door: Door, for person: String) throws -> [String] {
        let inbox: Inbox = try door.answer(.inbox(person: nil), as: person)
        return inbox.items.filter { $0.kind == .confidence }.map(\.text)
    }

    private func listed(_ door: Door, for person: String) throws -> [String] {
        let list: ConfidenceList = try door.answer(.confidences, as: person)
        return list.lines.map { "\($0.number) \($0.by.name) \($0.on): \($0.text)" }
    }

    private func refusal(_ door: Door, _ person: String, _ confidence: Command.Confidence) throws -> String? {
        guard case .failure(let refusal) = try door.triad.perform(Command(as: person, .confide(confidence))) else { return nil }
        return "\(refusal.code.rawValue): \(refusal.sentence)"
    }

    @Test("it waits in the coordinators' inbox until one of them has dealt with it; its author sees it, and nobody else does")
    func seen() throws {
        let door = try Door()
        let reply = try door.did("Dev Rao", .confide(.says(Self.word)))
        #expect(reply.entries.map { "\($0.stream): \($0.facts.map(\.sentence))" } == [#"file: ["word in confidence 1 by P4"]"#])
        #expect(try waiting(door, for: "Ada Marsh") == ["Dev Rao says: \(Self.word)"])
        #expect(try listed(door, for: "Ada Marsh") == ["1 Dev Rao 2026-09-01: \(Self.word)"])
        #expect(try listed(door, for: "Dev Rao") == ["1 Dev Rao 2026-09-01: \(Self.word)"])
        #expect(try waiting(door, for: "Dev Rao").isEmpty && listed(door, for: "Cara Lind").isEmpty && waiting(door, for: "Cara Lind").isEmpty)
        #expect(try door.refusal(.confidences, as: nil)?.code == .notYours)
        #expect(try refusal(door, "Dev Rao", .answered(1))?.hasPrefix("not-yours: ") == true, "a coordinator says that it is dealt with")
        try door.did("Ada Marsh", .confide(.answered(1)))
        #expect(try waiting(door, for: "Ada Marsh").isEmpty && listed(door, for: "Dev Rao").isEmpty)
        #expect(try refusal(door, "Ada Marsh", .answered(1)) == "unknown-confidence: Word in confidence 1 is dealt with already.")
        #expect(try refusal(door, "Ada Marsh", .answered(2)) == "unknown-confidence: There is no word in confidence 2.")
        #expect(try door.triad.verify().differences == [])
    }

    @Test("it stands in no case, nor in what anybody else is told of the file")
    func nowhere() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try door.did("Dev Rao", .confide(.says(Self.word)))
        for person in ["Cara Lind", "Ben Oduya", "Dev Rao"] {
            let log: LogView = try door.answer(.log(stream: nil, after: nil, limit: 1_000), as: person)
            let changes: Changes = try door.answer(.changes(after: nil, limit: 1_000), as: person)
            #expect(!log.json.text.contains("confidence") && !changes.json.text.contains("confide"), "\(person) is told of it")
        }
        let view: CaseView = try door.answer(.case(story.id), as: "Ada Marsh")
        #expect(!view.json.text.contains(Self.word))
        let log: LogView = try door.answer(.log(stream: "file", after: nil, limit: 1_000), as: "Ada Marsh")
        #expect(log.entries.last?.title == "In confidence: \(Self.word)", "a coordinator finds it again")
    }

    @Test("it is bounded, and has an author", arguments: [
        ("", "missing-field: Say what the coordinators are to know."), ("  \n", "missing-field: Say what the coordinators are to know."),
        (String(repeating: "x", count: 2_001), "out-of-range: It has 2001 characters; at most 2000 are kept."),
    ])
    func bounded(text: String, told: String) throws {
        #expect(try refusal(Door(), "Dev Rao", .says(text)) == told)
    }
}
