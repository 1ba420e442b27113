import JSON
import Statecharts

/// A document made ready to run, with the machines that are written within it.
public struct CompiledStatechart: Sendable {
    public let document: StatechartDocument
    public let machine: Machine<CELModel>
    private let inner: [Place: CompiledStatechart]

    /// A place at which a machine is written: a state, and which of its invocations.
    private struct Place: Hashable, Sendable {
        let state: StateIndex
        let index: Int
    }

    /// - Throws: `MachineErrors`, or `DocumentError` for a machine within.
    public init(_ document: StatechartDocument) throws { try self.init(document, within: 0) }

    private init(_ document: StatechartDocument, within machinesAround: Int) throws {
        self.document = document
        machine = try document.machine()
        var inner: [Place: CompiledStatechart] = [:]
        for state in machine.states {
            for (index, invocation) in machine.invocations(of: state).enumerated() {
                guard case .definition(let definition) = invocation.content.source, machinesAround < FormReader.machineDepth else { continue }
                inner[Place(state: state, index: index)] = try CompiledStatechart(
                    try StatechartDocument(json: definition), within: machinesAround + 1)
            }
        }
        self.inner = inner
    }

    /// The machine that is written at an invocation.
    func inner(of invocation: ActiveInvocation) -> CompiledStatechart? {
        inner[Place(state: invocation.state, index: invocation.index)]
    }
}
