import Statecharts

/// How far the cases that a workflow may have were gone through, guards being free to hold or not.
public struct Soundness: Sendable, Hashable {
    /// In how many ways a case may stand: the states it is in, and those that it would go back to.
    public var configurations: Int
    public var extent: Exploration.Extent

    /// `412 configurations, each with a way to an end`.
    ///
    /// Where one has none, the workflow has a mistake and is not taken into use.
    public var sentence: String {
        let count = "\(configurations) configuration\(configurations == 1 ? "" : "s")"
        return switch extent {
        case .complete: "\(count), each with a way to an end"
        case .reduced: "each configuration with a way to an end (too many to count; \(configurations) stand for all)"
        case .stopped: "too many configurations to see whether each has a way to an end"
        }
    }

    /// One word for programs.
    public var word: String {
        switch extent {
        case .complete: "complete"
        case .reduced: "reduced"
        case .stopped: "stopped"
        }
    }
}
