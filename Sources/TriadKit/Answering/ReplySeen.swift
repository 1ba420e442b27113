import Casework
import CaseStore

extension Triad {
    /// A reply as whoever acts may see it: one act may lead to facts in cases that are not hers, and in her own to some that are
    /// kept from her part. That her command is an entry she is always told.
    func seen(_ outcome: Result<Reply, Refusal>, by person: String) throws(FileFailure) -> Result<Reply, Refusal> {
        guard case .success(let reply) = outcome, reply.entries.contains(where: { $0.stream != Entry.fileStream }) else { return outcome }
        return try store.reading { reading in
            let answering = try Answering(reading, asker: person, shelf: shelf, zone: zone)
            return .success(Reply(entries: try answering.seen(reply.entries)))
        }
    }
}

extension Answering {
    func seen(_ entries: [Reply.Made]) throws -> [Reply.Made] {
        var shown: [Reply.Made] = []
        for var entry in entries {
            if entry.stream != Entry.fileStream { entry.facts = try seen(entry.facts, in: entry.stream) }
            if shown.isEmpty || !entry.facts.isEmpty { shown.append(entry) }
        }
        return shown
    }

    private func seen(_ facts: [Fact], in stream: Case.ID) throws -> [Fact] {
        guard let state = try reading.case(stream) else {
            // Rehearsed only: of a case that does not stand yet she is told that it would begin.
            return facts.filter { if case .began = $0 { true } else { false } }
        }
        let situation = try outline(of: state)
        let sight = Seeing.sight(of: asker, in: situation)
        return facts.filter { sight.sees($0, of: situation.workflow) }
    }
}
