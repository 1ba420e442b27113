import CEL
import JSON
import Statecharts

/// One session of the tree: a machine where it stands, and the sessions it invoked.
struct SessionNode: Sendable {
    /// `_sessionid`.
    let id: String
    /// How many sessions it is invoked within.
    let depth: Int
    let chart: CompiledStatechart
    var snapshot: Snapshot
    var model: CELModel
    var children: [Child] = []

    struct Child: Sendable {
        let invocation: ActiveInvocation
        let definition: Definition
        var node: SessionNode
    }

    /// Where a session's machine comes from, so that it can be found again.
    enum Definition: Sendable, Hashable {
        /// It is written in the machine that invokes it.
        case inner
        case address(String)
        case content(JSON.Value)
    }

    var nextDue: Int64? {
        ([snapshot.isRunning ? snapshot.nextDue : nil] + children.map(\.node.nextDue)).compactMap { $0 }.min()
    }

    /// The ids of this session and all below.
    var ids: [String] { [id] + children.flatMap(\.node.ids) }

    /// The session with an id, here or below.
    subscript(id wanted: String) -> SessionNode? {
        get {
            if sameScalars(id, wanted) { return self }
            for child in children {
                if let found = child.node[id: wanted] { return found }
            }
            return nil
        }
        set {
            guard let newValue else { return }
            if sameScalars(id, wanted) {
                self = newValue
            } else if let index = children.firstIndex(where: { $0.node[id: wanted] != nil }) {
                children[index].node[id: wanted] = newValue
            }
        }
    }

    /// The first session, from the outside in, with a send that is due at `moment` or before.
    func first(dueBy moment: Int64) -> String? {
        if snapshot.isRunning, let due = snapshot.nextDue, due <= moment { return id }
        for child in children {
            if let found = child.node.first(dueBy: moment) { return found }
        }
        return nil
    }

    /// The session that invoked the one with an id, and as what.
    func parent(of wanted: String) -> (id: String, invocation: ActiveInvocation)? {
        for child in children {
            if sameScalars(child.node.id, wanted) { return (id, child.invocation) }
            if let found = child.node.parent(of: wanted) { return found }
        }
        return nil
    }
}
