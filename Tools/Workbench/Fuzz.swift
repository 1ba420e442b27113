import Foundation
import StatechartsTrial

/// Random machines against the plain interpreter, then descriptions and snapshots with mistakes made in them; or random
/// expressions with what must hold of them, then broken ones.
enum Fuzz: Subcommand {
    static let name = "fuzz"
    static let usage = "fuzz cel [--minutes N] [--seed S] [--expressions N] | statecharts [--minutes N] [--seed S] [--machines N]      status 1 where something is found"

    static func run(_ words: [String]) throws -> Int32 {
        guard let what = words.first, ["cel", "statecharts"].contains(what) else { throw Misuse(sentence: "What is to be fuzzed?") }
        var (minutes, seed, machines, expressions) = (0.0, UInt64(1), UInt64(100_000), UInt64(50_000))
        var rest = words.dropFirst()
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Misuse(sentence: "\(option) wants a number.") }
            switch option {
            case "--minutes": minutes = try number(value, option)
            case "--seed": seed = try number(value, option)
            case "--machines" where what == "statecharts": machines = try number(value, option)
            case "--expressions" where what == "cel": expressions = try number(value, option)
            default: throw Misuse(sentence: "There is no option \(option).")
            }
        }
        if what == "cel" { return CELFuzz.run(minutes: minutes, seed: seed, expressions: expressions) ? 0 : 1 }
        let trials = try trials(seed..<seed &+ machines)
        let breakage = breakage(until: Date(timeIntervalSinceNow: minutes * 60), seed: seed)
        return trials && breakage ? 0 : 1
    }

    private static func number<Number: LosslessStringConvertible>(_ text: String, _ option: String) throws -> Number {
        guard let number = Number(text) else { throw Misuse(sentence: "\(option) wants a number, not \(text).") }
        return number
    }

    /// - Returns: whether everything held.
    private static func trials(_ seeds: Range<UInt64>) throws -> Bool {
        var (ran, refused, steps, found) = (0, 0, 0, 0)
        for seed in seeds {
            // Every twentieth is one of independent regions, in two orders.
            var trial = Trial(seed: seed)
            if seed % 20 == 0 { trial.shuffle() } else { trial.run() }
            if trial.isRefused { refused += 1 } else { ran += 1 }
            steps += trial.steps
            for finding in trial.findings {
                found += 1
                print("seed \(seed): \(finding)")
            }
        }
        print("\(seeds.count) machines: \(ran) ran \(steps) steps, \(refused) were refused; \(found) findings.")
        return found == 0
    }

    private static func breakage(until end: Date, seed: UInt64) -> Bool {
        var breaker = Breaker(seed: seed)
        repeat { breaker.round() } while Date() < end
        for finding in breaker.findings { print(finding) }
        print("Broken on purpose: \(breaker.tally); \(breaker.findings.count) findings.")
        return breaker.findings.isEmpty
    }
}
