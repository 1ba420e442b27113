import Foundation

extension Triad {
    /// The longest that is waited for changes, in milliseconds.
    public static let longestWait = 1_000

    /// What was entered after a place; where nothing is there yet, it is asked for again for a while. Nothing of the file is held
    /// meanwhile.
    ///
    /// - Parameters:
    ///   - waiting: for how long, in milliseconds, at most ``longestWait``.
    ///   - mayWait: asked again and again; once it says no, what is there is the answer.
    /// - Throws: ``FileFailure``, `Refusal`.
    public func changes(after: Int?, limit: Int, waiting: Int, while mayWait: () -> Bool = { true }, as person: String?) throws -> Changes {
        let end = ContinuousClock.now + .milliseconds(min(max(waiting, 0), Triad.longestWait))
        while true {
            let changes: Changes = try answer(.changes(after: after, limit: limit), as: person)
            if !changes.changes.isEmpty || changes.next > after ?? -1 || ContinuousClock.now >= end || !mayWait() { return changes }
            Thread.sleep(forTimeInterval: 0.01)
        }
    }
}
