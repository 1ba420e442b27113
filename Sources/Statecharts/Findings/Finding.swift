/// Something in a sound machine that its author will want to look at.
public struct Finding: Sendable, Hashable {
    public let code: Code
    public let state: StateIndex
    public let transition: TransitionIndex?
    /// The transition that stands in the way of `transition`.
    public let other: TransitionIndex?
    /// What was found and what could be done.
    public let sentence: String

    public enum Code: String, Sendable, Hashable, CaseIterable {
        case unreachableState = "unreachable-state"
        case noWayToEnd = "no-way-to-end"
        case shadowedTransition = "shadowed-transition"
        case orderDecides = "order-decides"
    }
}

extension Finding: CustomStringConvertible {
    public var description: String { "\(sentence) (\(code.rawValue))" }
}

extension Machine {
    /// What a look at the structure alone shows, every condition taken as one that may or may not hold.
    ///
    /// That a state cannot be reached, or cannot lead to an end, is proved; that it can is not.
    public func findings() -> [Finding] {
        let shadows = Shadows(structure)
        let reach = Reach(structure, without: shadows.shadowed)
        return reach.unreachable() + reach.withoutEnd() + shadows.findings() + OrderConflicts(structure, reach).findings()
    }
}
