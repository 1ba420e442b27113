/// Which entries of a case stand, which have been set aside, and which are held to have said something else.
///
/// A correction holds unless a later one sets it aside; then what it had set aside stands again.
public struct Standing: Sendable {
    /// The entries that are set aside, each with the number of the correction by which it is.
    public private(set) var aside: [Int: Int] = [:]
    /// The entries that are held to have said something else, each with the number of the last correction that says what.
    public private(set) var revised: [Int: (correction: Int, facts: [Fact])] = [:]

    /// - Parameter entries: the entries of one case, oldest first.
    public init(_ entries: some BidirectionalCollection<(number: Int, facts: [Fact])>) {
        for (number, facts) in entries.reversed() where aside[number] == nil {
            for case .corrected(let correction) in facts {
                for entry in correction.setAside { aside[entry] = number }
                for revision in correction.revised where revised[revision.entry] == nil { revised[revision.entry] = (number, revision.facts) }
            }
        }
    }

    public func holds(_ number: Int) -> Bool { aside[number] == nil }

    /// What an entry is held to have said.
    public func facts(of number: Int, _ written: [Fact]) -> [Fact] { revised[number]?.facts ?? written }
}
