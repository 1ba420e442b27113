import JSON
import Statecharts

/// State machines with CEL as their data model, read from and written to files.
///
/// A `StatechartDocument` comes from JSON (`init(json:)`) or from SCXML, and goes back to either; it compiles to a
/// machine of `Statecharts` over `CELModel`. The JSON form is the pivot: SCXML is translated into it and out of it, so
/// that there is one reader, one set of checks and one kind of place for a mistake.
///
/// It knows nothing of workflows, and the `triad` program does without it.
///
/// Floor 2 (the craft).
public struct StatechartDocument: Sendable {
    public var description: MachineDescription<CELModel>
    /// The data model; all of it is there before the first state is entered.
    public var data: [Datum<CELExpression>]

    public init(description: MachineDescription<CELModel>, data: [Datum<CELExpression>] = []) {
        self.description = description
        self.data = data
    }

    /// The machine.
    /// - Throws: `MachineErrors` with every mistake in its shape.
    public func machine() throws(MachineErrors) -> Machine<CELModel> { try Machine(compiling: description) }

    /// The data of a session of this machine before it starts.
    /// - Parameters:
    ///   - session: its id, `_sessionid`.
    ///   - given: first values that count instead of the data model's own.
    public func model(session: String, given: Object = [:]) -> CELModel {
        CELModel(
            CELEvaluator(session: session), session: session, data: data, given: given)
    }
}
