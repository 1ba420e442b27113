import JSON
import Statecharts

/// The data of random machines: a few truth values, which conditions read and actions change.
///
/// It says little and so says it fast; whoever interprets the same description in another way can do so in a page.
public struct TrialModel: DataModel, Hashable {
    public var flags: [Bool]

    public init(flags: [Bool] = [false, true, false, true]) { self.flags = flags }

    public indirect enum Condition: Sendable, Hashable {
        case flag(Int)
        case isIn(String)
        case not(Condition)
        case both(Condition, Condition)
        /// Cannot be evaluated.
        case fails
    }

    public enum Action: Sendable, Hashable {
        case note(String)
        case raise(String)
        case send(String, id: String?, delay: Int64, isInternal: Bool)
        case cancel(String)
        case turn(Int)
        /// Cannot be carried out.
        case fails
    }

    public enum DoneData: Sendable, Hashable {
        case number(Int64)
        case fails
    }

    public struct Failure: Error, CustomStringConvertible {
        public var description: String { "no" }
    }

    public mutating func evaluate(_ condition: Condition, in context: Context) throws -> Bool {
        switch condition {
        case .flag(let index): flags[index]
        case .isIn(let id): context.In(id)
        case .not(let condition): !(try evaluate(condition, in: context))
        case .both(let one, let other): try evaluate(one, in: context) && evaluate(other, in: context)
        case .fails: throw Failure()
        }
    }

    public mutating func execute(_ action: Action, in context: inout Context) throws {
        switch action {
        case .note(let word): context.log(word, nil)
        case .raise(let event): context.raise(event)
        case .send(let name, let id, let delay, let isInternal):
            context.send(Event(name, sendid: id), to: isInternal ? .internal : .external, delay: delay)
        case .cancel(let id): context.cancel(id)
        case .turn(let index): flags[index].toggle()
        case .fails: throw Failure()
        }
    }

    public mutating func evaluate(_ doneData: DoneData, in context: inout Context) throws -> Value? {
        switch doneData {
        case .number(let number): .int(number)
        case .fails: throw Failure()
        }
    }
}

public typealias TrialChart = MachineDescription<TrialModel>
public typealias TrialMachine = Machine<TrialModel>
