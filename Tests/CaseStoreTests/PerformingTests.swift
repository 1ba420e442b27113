import Casework
import CivilTime
import Foundation
import JSON
import Testing

@testable import CaseStore

@Suite("A command is one commit: decided, written, answered")
struct PerformingTests {
    @Test("A cycle begins three reviews in one commit, and everything verifies")
    func cycle() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        for head in ["P2", "P3", "P4"] { _ = try alliance.perform(head, .event(case: triad, event: "accept", form: [:])).get() }
        let reply = try alliance.perform("P1", .event(case: triad, event: "begin-cycle", form: ["cycle": "2026/27"])).get()
        #expect(reply.began == ["triad-review-1", "triad-review-2", "triad-review-3"])
        #expect(reply.entries.map(\.stream) == ["triad-cycle-1", "triad-review-1", "triad-review-2", "triad-review-3"])
        let verification = try alliance.store.verify()
        #expect(verification.differences == [])
        #expect(verification.isClean)
        #expect(verification.head == (try alliance.store.read { try Log(db: $0).head() }))
    }
}
