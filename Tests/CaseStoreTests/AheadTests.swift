import Foundation
import Synchronization
import Testing

@testable import CaseStore

@Suite("Work that is done ahead on all cores")
struct AheadTests {
    @Test("What comes of it is handed over in the order in which it was given, however long each piece takes, and nothing is left out")
    func order() {
        var (ahead, given, outcomes) = (Ahead<Int>(), 0, [Int]())
        func give() -> (@Sendable () -> Int)? {
            guard given < 500 else { return nil }
            given += 1
            return { [given] in
                // Those that are given first take longest.
                Thread.sleep(forTimeInterval: given.isMultiple(of: 7) ? 0.002 : 0)
                return given
            }
        }
        while let outcome = ahead.next(give) { outcomes.append(outcome) }
        #expect(outcomes == Array(1...500))
    }

    @Test("No more is begun than the cores can be kept busy with")
    func bound() {
        var (ahead, given, most, taken) = (Ahead<Int>(), 0, 0, 0)
        while let _ = ahead.next({ given < 100 ? { given += 1; return { 0 } }() : nil }) {
            taken += 1
            most = max(most, given - taken)
        }
        #expect(taken == 100)
        #expect(most < 2 * ProcessInfo.processInfo.activeProcessorCount)
    }

    @Test("What cannot be given is told to whoever asks")
    func failing() {
        struct Gone: Error {}
        var ahead = Ahead<Int>()
        #expect(throws: Gone.self) { _ = try ahead.next { throw Gone() } }
    }
}
