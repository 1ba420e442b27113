import Statecharts

/// What can be said beforehand of the data of random machines: flags may be anything.
public struct TrialForesight: Foresight {
    public typealias Model = TrialModel

    public init() {}

    public func outlook(of condition: TrialModel.Condition, isActive: (String) -> Bool) -> Outlook {
        switch condition.decided(isActive) {
        case true?: .holds
        case false?: .fails
        case nil: .open(mayErr: condition.mayErr)
        }
    }

    public func deeds(of action: TrialModel.Action) -> [Deed] {
        switch action {
        case .note, .turn: []
        case .raise(let event): [.raise(event)]
        case .send(let event, let id, let delay, let isInternal):
            [isInternal && delay == 0 ? .raise(event) : delay > 0 ? .delay(event, id: id) : .send(event)]
        case .cancel(let id): [.cancel(id)]
        case .fails: [.fail("error.execution")]
        }
    }

    public func deeds(of doneData: TrialModel.DoneData) -> [Deed] {
        switch doneData {
        case .number: []
        case .fails: [.raise("error.execution")]
        }
    }
}

extension TrialModel.Condition {
    /// The truth that follows from the active states alone.
    public func decided(_ isActive: (String) -> Bool) -> Bool? {
        switch self {
        case .flag, .fails: return nil
        case .isIn(let id): return isActive(id)
        case .not(let condition): return condition.decided(isActive).map { !$0 }
        case .both(let one, let other):
            switch (one.decided(isActive), other.decided(isActive)) {
            case (false?, _), (_, false?): return false
            case (true?, true?): return true
            case (nil, _), (_, nil): return nil
            }
        }
    }

    public var mayErr: Bool {
        switch self {
        case .flag, .isIn: false
        case .fails: true
        case .not(let condition): condition.mayErr
        case .both(let one, let other): one.mayErr || other.mayErr
        }
    }
}
