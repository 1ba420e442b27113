/// Which entries of a case stand, and which have been set aside.
///
/// A correction holds unless a later one sets it aside; then what it had set aside stands again.
public struct Standing: Sendable, Hashable {
    /// The entries that are set aside, each with the number of the correction by which it is.
    public private(set) var aside: [Int: Int] = [:]

    /// - Parameter entries: the entries of one case, oldest first.
    public init(_ entries: some BidirectionalCollection<(number: Int, facts: [Fact])>) {
        for (number, facts) in entries.reversed() where aside[number] == nil {
            for case .corrected(let correction) in facts {
                for entry in correction.setAside { aside[entry] = number }
            }
        }
    }

    public func holds(_ number: Int) -> Bool { aside[number] == nil }
}
