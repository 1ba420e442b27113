extension Fact {
    /// The format number of facts; every engine reads all earlier ones.
    public static let format = 1

    /// The words of the ledger: stable for ever.
    public enum Word: String, Sendable, Hashable, CaseIterable {
        case began, entered, left, remembered, ended, reopened, returned, waived, sent, signed
        case amended, doubted, undoubted, carriedOn = "carried-on", teamed
        case compared, slipFound = "slip-found", slipAnswered = "slip-answered", typed, typedConfirmed = "typed-confirmed"
        case waiversUsed = "waivers-used", silenceUndone = "silence-undone", givenBack = "given-back"
        case signaturesCleared = "signatures-cleared"
        case set, marked, appointed, released, named, added, updated, collecting, sealed, opened, settled
        case clockSet = "clock-set", clockStruck = "clock-struck", clockAsking = "clock-asking", clockStopped = "clock-stopped"
        case recounted
        case voting, voted, stoodAside = "stood-aside", counted, voteVoid = "vote-void", designated
        case letter, letterSent = "letter-sent", told, linked, linkEnded = "link-ended", linkReopened = "link-reopened", credited, incident, corrected, attached
        case registered, coordinating, confided, confidenceAnswered = "confidence-answered", defined, sessionSet = "session-set", sessionCancelled = "session-cancelled", proposed, accepted, clockMoved = "clock-moved", erased
    }

    public var word: Word {
        switch self {
        case .began: .began
        case .entered: .entered
        case .left: .left
        case .remembered: .remembered
        case .ended: .ended
        case .reopened: .reopened
        case .silenceUndone: .silenceUndone
        case .returned: .returned
        case .givenBack: .givenBack
        case .waived: .waived
        case .waiversUsed: .waiversUsed
        case .sent: .sent
        case .signed: .signed
        case .signaturesCleared: .signaturesCleared
        case .set: .set
        case .marked: .marked
        case .appointed: .appointed
        case .released: .released
        case .named: .named
        case .added: .added
        case .updated: .updated
        case .collecting: .collecting
        case .sealed: .sealed
        case .opened: .opened
        case .settled: .settled
        case .voting: .voting
        case .voted: .voted
        case .stoodAside: .stoodAside
        case .counted: .counted
        case .voteVoid: .voteVoid
        case .designated: .designated
        case .clockSet: .clockSet
        case .clockStruck: .clockStruck
        case .clockAsking: .clockAsking
        case .clockStopped: .clockStopped
        case .recounted: .recounted
        case .letter: .letter
        case .letterSent: .letterSent
        case .told: .told
        case .linked: .linked
        case .linkEnded: .linkEnded
        case .linkReopened: .linkReopened
        case .credited: .credited
        case .incident: .incident
        case .corrected: .corrected
        case .slipFound: .slipFound
        case .slipAnswered: .slipAnswered
        case .typed: .typed
        case .typedConfirmed: .typedConfirmed
        case .compared: .compared
        case .amended: .amended
        case .doubted: .doubted
        case .undoubted: .undoubted
        case .carriedOn: .carriedOn
        case .teamed: .teamed
        case .attached: .attached
        case .registered: .registered
        case .coordinating: .coordinating
        case .confided: .confided
        case .confidenceAnswered: .confidenceAnswered
        case .defined: .defined
        case .sessionSet: .sessionSet
        case .sessionCancelled: .sessionCancelled
        case .proposed: .proposed
        case .accepted: .accepted
        case .clockMoved: .clockMoved
        case .erased: .erased
        }
    }
}
