import CELTrial
import Foundation

/// Random typed expressions with what must hold of them, then texts that are broken on purpose.
enum CELFuzz {
    /// - Returns: whether everything held.
    static func run(minutes: Double, seed: UInt64, expressions: UInt64) -> Bool {
        let trials = trials(seed..<seed &+ expressions)
        let breakage = breakage(until: Date(timeIntervalSinceNow: minutes * 60), seed: seed)
        return trials && breakage
    }

    private static func trials(_ seeds: Range<UInt64>) -> Bool {
        var (valued, found) = (0, 0)
        for seed in seeds {
            var trial = ExpressionTrial(seed: seed)
            trial.run()
            if trial.hasValue { valued += 1 }
            for finding in trial.findings {
                found += 1
                print("seed \(seed): \(finding)")
            }
        }
        print("\(seeds.count) typed expressions: \(valued) came to a value, the others to an error; \(found) findings.")
        return found == 0
    }

    /// What takes longer than this is a finding: no text that is allowed needs it.
    private static let patience = 5.0

    private static func breakage(until end: Date, seed: UInt64) -> Bool {
        var breaker = ExpressionBreaker(seed: seed)
        var slow: [String] = []
        repeat {
            let start = Date()
            breaker.round()
            let took = Date().timeIntervalSince(start)
            if took > patience { slow.append("`\(breaker.source.prefix(200))` takes \(took) seconds") }
        } while Date() < end
        for finding in breaker.findings + slow { print(finding) }
        let tally = breaker.tally.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print("Broken on purpose: \(tally); \(breaker.findings.count + slow.count) findings.")
        return breaker.findings.isEmpty && slow.isEmpty
    }
}
