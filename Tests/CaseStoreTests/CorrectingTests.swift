import Casework
import CivilTime
import Foundation
import GRDB
import JSON
import Testing

@testable import CaseStore

@Suite("A correction in the file")
struct CorrectingTests {
    private func correct(_ id: Case.ID, _ entry: Int, elsewhere: Bool = false) -> Command.Act {
        .correct(case: id, entry: entry, .setAside, because: "It was a slip.", elsewhere: elsewhere)
    }

    private func state(_ id: Case.ID, _ alliance: Alliance) throws -> Case {
        try #require(try alliance.store.reading { .success(try $0.case(id)) }.get())
    }

    @Test("A head's acceptance that was entered for the wrong school is set aside; her letters wait no longer; everything verifies")
    func acceptance() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let before = try state(triad, alliance)
        _ = try alliance.perform("P2", .event(case: triad, event: "accept", form: [:])).get()
        _ = try alliance.perform("P1", correct(triad, 2)).get()
        var after = try state(triad, alliance)
        #expect(after.entry == 3)
        after.entry = before.entry
        #expect(after == before)
        let told = try alliance.store.reading { .success(try $0.entries(of: triad)) }.get()
        #expect(told.map(\.setAsideBy) == [nil, 3, nil])
        #expect(try alliance.store.verify().differences == [])
        _ = try alliance.perform("P2", .event(case: triad, event: "accept", form: [:])).get()
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("A letter whose day of sending was mistyped went out on the day that is held to be right, now and in what is known of then")
    func letterSent() throws {
        let alliance = try Alliance()
        _ = try alliance.beginCycle()
        let dates: JSON.Object = ["papers_on": "2026-10-12", "visit_on": "2026-11-10", "visit_until": "2026-11-11", "workshop_on": "2026-12-08", "impact_on": "2027-03-09"]
        _ = try alliance.perform("P1", .event(case: "triad-review-2", event: "schedule", form: dates)).get()
        _ = try alliance.perform("P1", .setClock(#require(Instant("2026-09-10T08:00:00Z")))).get()
        func letters(_ reading: Reading) throws -> [Reading.Letter] { try reading.letters(waitingOnly: false).filter { $0.case == "triad-review-2" } }
        let number = try #require(try alliance.store.reading { .success(try letters($0)) }.get().first).number
        let (typed, right) = (When.day(try #require(Day("2026-09-09"))), When.day(try #require(Day("2026-09-07"))))
        _ = try alliance.store.perform(Command(as: "P1", on: typed, .letterSent(number: number, how: .post))).get()
        let entry = try state("triad-review-2", alliance).entry
        _ = try alliance.perform("P1", .correct(case: "triad-review-2", entry: entry, .clerical([:], on: right, by: nil), because: "It went out on Monday.", elsewhere: false)).get()
        let then = AsOf(.entry(stream: "triad-review-2", number: entry), isCorrected: true)
        #expect(try alliance.store.reading { .success(try letters($0)) }.get().first { $0.number == number }?.sent == right)
        let known = try alliance.store.reading(asOf: then, zone: .london, of: ["triad-review-2"]) { past, _ in .success(try letters(past)) }.get()
        #expect(known.first { $0.number == number }?.sent == right)
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("What other cases did on it is listed first, and set aside with it where that is meant; the letters of what is set aside are not sent")
    func elsewhere() throws {
        let alliance = try Alliance()
        let triad = try alliance.beginCycle()
        let reviews = ["triad-review-1", "triad-review-2", "triad-review-3"]
        let dates: JSON.Object = ["papers_on": "2026-10-12", "visit_on": "2026-11-10", "visit_until": "2026-11-11", "workshop_on": "2026-12-08", "impact_on": "2027-03-09"]
        _ = try alliance.perform("P1", .event(case: "triad-review-2", event: "schedule", form: dates)).get()
        let waiting = try alliance.store.reading { .success(try $0.letters(waitingOnly: true)) }.get().filter { reviews.contains($0.case) }
        #expect(!waiting.isEmpty)
        let begun = try state(triad, alliance).entry
        guard case .failure(let refusal) = try alliance.perform("P1", correct(triad, begun)) else { throw Missing() }
        #expect(refusal.code == .restsElsewhere)
        #expect(refusal.details.map(\.place) == reviews.map { "\($0)/1" })
        let reply = try alliance.perform("P1", correct(triad, begun, elsewhere: true)).get()
        #expect(reply.entries.map(\.stream) == [triad] + reviews)
        for review in reviews {
            let state = try state(review, alliance)
            #expect(state.hasEnded && state.configuration.isEmpty && state.clocks.isEmpty)
        }
        #expect(try state(triad, alliance).links["reviews"] == nil)
        #expect(try alliance.store.reading { .success(try $0.letters(waitingOnly: true)) }.get().allSatisfy { !reviews.contains($0.case) })
        #expect(try alliance.store.verify().differences == [])
        // And that was a mistake in its turn.
        _ = try alliance.perform("P1", correct(triad, begun + 1, elsewhere: true)).get()
        #expect(try state(triad, alliance).links["reviews"]?.map(\.id) == reviews)
        #expect(try state("triad-review-2", alliance).data["visit_on"] == .date(Day(year: 2026, month: 11, day: 10) ?? .first))
        #expect(try alliance.store.reading { .success(try $0.letters(waitingOnly: true)) }.get().filter { reviews.contains($0.case) } == waiting)
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("Of two who correct the same entry at once one is told that it is so already; a rehearsal changes nothing")
    func atOnce() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        _ = try alliance.perform("P2", .event(case: triad, event: "accept", form: [:])).get()
        let before = try state(triad, alliance)
        _ = try alliance.store.rehearse(Command(as: "P1", correct(triad, 2))).get()
        #expect(try state(triad, alliance) == before)
        let other = try Store(at: alliance.folder.file, mode: .writing, sources: Alliance.shipped, surroundings: Alliance.surroundings)
        _ = try alliance.perform("P1", correct(triad, 2)).get()
        guard case .failure(let refusal) = try other.perform(Command(as: "P1", correct(triad, 2))) else { throw Missing() }
        #expect(refusal.code == .alreadySo)
    }

    private struct Missing: Error {}
}
