import Casework
import Matching

extension Forming.Code {
    /// How the command line ends where triads cannot be formed or changed.
    public var exit: Refusal.Code.Exit {
        switch self {
        case .unknownOrganisation: .notThere
        case .amountOutOfRange, .badMatrix, .badPlace, .badPair, .duplicateOrganisation, .contradictoryLocks, .tooMany: .mistyped
        case .tooFew, .cannotSplit, .lockBreaksRule, .noPartners, .operatorTooLarge, .tooFewLeads, .noArrangement, .noneFound, .breaksRule,
            .locked, .sameGroup:
            .notNow
        }
    }
}
