import Casework
import CaseStore

extension Answering {
    /// A reply as whoever acts may see it: one act may lead to facts in cases that are not hers, and in her own to some that are
    /// kept from her part. That her command is an entry she is always told.
    func seen(_ reply: Reply) throws -> Reply {
        var shown: [Reply.Made] = []
        for var entry in reply.entries {
            if entry.stream != Entry.fileStream { entry.facts = try seen(entry.facts, in: entry.stream) }
            if shown.isEmpty || !entry.facts.isEmpty { shown.append(entry) }
        }
        return Reply(entries: shown)
    }

    private func seen(_ facts: [Fact], in stream: Case.ID) throws -> [Fact] {
        guard let state = try reading.case(stream) else { return [] }
        let situation = try outline(of: state)
        let sight = try sight(in: situation)
        return facts.filter { sight.sees($0, of: situation.workflow) }
    }
}
