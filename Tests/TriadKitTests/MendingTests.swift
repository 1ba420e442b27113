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
        var mended: [Name: Set<Name>] = [:]
        for door in try Walks.all.flatMap({ try $0() }) {
            let entries = try door.triad.reading { try $0.entries(after: -1, most: 100_000) }
            // Of many cases that go one way each way is tried once.
            var tried: Set<[String]> = []
            for told in entries where told.entry.stream != Entry.fileStream && told.entry.word.hasPrefix("event ") && tried.insert(told.way).inserted {
                let correct = Command.Act.correct(
                    case: told.entry.stream, entry: told.entry.number, .setAside, because: "It was another case's.", elsewhere: true)
                // What those who manage the case may not see is set aside by whoever did it.
                var outcome = try door.triad.perform(Command(as: "Ada Marsh", correct), dryRun: true)
                if outcome.refused == .unknownEntry { outcome = try door.triad.perform(Command(as: told.entry.actor, correct), dryRun: true) }
                // On what others have read as a judgement's ground nothing is taken back: it is mended as a slip.
                if outcome.refused == .notCorrectable, let (name, text) = told.text {
                    let slip = Command.Act.correct(
                        case: told.entry.stream, entry: told.entry.number, .clerical([name: .string("\(text) Or so.")], on: nil, by: nil), because: "Misheard.")
                    if case .failure(let refusal) = try door.triad.perform(Command(as: told.entry.actor, slip), dryRun: true) {
                        Issue.record("\(told.entry.name) (\(told.entry.word)) cannot be mended as a slip: \(refusal.sentence)")
                    }
                    mended[try workflow(of: told, door), default: []].insert(String(told.entry.word.dropFirst(6)))
                    continue
                }
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
        #expect(Walks.shipped.count > 4)
        for name in Walks.shipped {
            let workflow = try DefinitionShelf(folder: nil).workflow(name)
            let sent = Set(workflow.rules.filter { !$0.by.roles.isEmpty }.map(\.event))
            #expect(sent.subtracting(mended[name] ?? []) == [], "\(name)")
        }
    }

    private func workflow(of told: Reading.Told, _ door: Door) throws -> Name {
        try #require(door.triad.reading { try $0.case(told.entry.stream) }).workflow.name
    }
}

extension Reading.Told {
    /// The event, whose workflow it is, and the states that were left and entered by it.
    fileprivate var way: [String] {
        [String(entry.stream.prefix { !$0.isNumber }), entry.word] + facts.compactMap { fact in
            switch fact {
            case .left(let state): "left \(state)"
            case .entered(let state): "entered \(state)"
            default: nil
            }
        }
    }
}
