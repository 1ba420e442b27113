import Casework
import CaseStore
import CivilTime
import Definitions
import Foundation
import JSON
import Testing

@testable import TriadKit

@Suite("Whatever was entered in error can be mended")
struct MendingTests {
    @Test("every event that people send in the shipped workflows can be set aside, wherever it stood, and the file still verifies")
    func everyEvent() throws {
        let walks = WalkTests()
        var mended: [Name: Set<Name>] = [:]
        let doors = [try walks.wholeYear(), try walks.whatEndsEarly()] + (try SpecialistWalkTests().stories())
            + [try ObservationWalkTests().stories(), try JointObservationTests().stories()]
        for door in doors {
            let entries = try door.triad.reading { try $0.entries(after: -1, most: 100_000) }
            for told in entries where told.entry.stream != Entry.fileStream && told.entry.word.hasPrefix("event ") {
                let correct = Command.Act.correct(
                    case: told.entry.stream, entry: told.entry.number, .setAside, because: "It was another case's.", elsewhere: true)
                // What those who manage the case may not see is set aside by whoever did it.
                var outcome = try door.triad.perform(Command(as: "Ada Marsh", correct), dryRun: true)
                if outcome.refused == .unknownEntry { outcome = try door.triad.perform(Command(as: told.entry.actor, correct), dryRun: true) }
                switch outcome {
                case .success(let reply):
                    // She is told that it is done, and of what she may not see no more.
                    let asides = reply.entries.first?.facts.compactMap { if case .corrected(let correction) = $0 { correction.setAside } else { nil } }
                    #expect(asides?.allSatisfy { $0.contains(told.entry.number) } == true, "\(told.entry.name)")
                    mended[try workflow(of: told, door), default: []].insert(String(told.entry.word.dropFirst(6)))
                case .failure(let refusal): Issue.record("\(told.entry.name) (\(told.entry.word)) cannot be mended: \(refusal.sentence)")
                }
            }
            // One after the other for good, the latest first, as somebody who goes back step by step would.
            for told in entries.reversed().filter({ $0.entry.stream == "triad-review-1" && $0.entry.word.hasPrefix("event ") }).prefix(12) {
                let correct = Command.Act.correct(
                    case: told.entry.stream, entry: told.entry.number, .setAside, because: "Step by step.", elsewhere: true)
                if case .failure(let refusal) = try door.triad.perform(Command(as: "Ada Marsh", correct)) { #expect(refusal.code == .alreadySo) }
            }
            #expect(try door.triad.verify().differences == [])
        }
        #expect(shipped.count > 4)
        for name in shipped {
            let workflow = try DefinitionShelf(folder: nil).workflow(name)
            let sent = Set(workflow.rules.filter(\.isSentByPeople).map(\.event))
            #expect(sent.subtracting(mended[name] ?? []) == [], "\(name)")
        }
    }

    private var shipped: [Name] {
        EmbeddedDefinitions.files.map(\.path).filter { $0.hasPrefix("Workflows/") && $0.hasSuffix(".yaml") && $0.count(where: { $0 == "/" }) == 1 }
            .map { String($0.dropFirst("Workflows/".count).dropLast(".yaml".count)) }
    }

    private func workflow(of told: Reading.Told, _ door: Door) throws -> Name {
        try #require(door.triad.reading { try $0.case(told.entry.stream) }).workflow.name
    }
}

extension EventRule {
    fileprivate var isSentByPeople: Bool {
        switch by {
        case .anyOf, .allOf: true
        case .clock, .linkedCase, .itself: false
        }
    }
}
