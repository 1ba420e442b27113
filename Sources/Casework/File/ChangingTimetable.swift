import Timetables

extension Deciding {
    /// What a term's timetable changes in the sessions that are kept.
    static func change(to newer: Timetable, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        for trainer in newer.sessions.flatMap(\.trainers) where file.register.person(trainer) == nil {
            throw Refusal(.unknownPerson, "There is nobody called \(trainer) in the register.", place: "trainers", remedy: "Add the person first.")
        }
        let kept = Timetable(Array(file.sessions.values))
        let changes = kept.changes(to: newer)
        guard !changes.isEmpty else { throw Refusal(.alreadySo, "Nothing would change: the timetable says so already.") }
        let count = kept.applying(changes).sessions.count
        guard count <= Timetables.mostSessions else {
            throw Refusal(.tooMany, "There would be \(count) sessions; a file keeps \(Timetables.mostSessions).", place: "sessions")
        }
        let numbers = Dictionary(file.sessions.map { ($0.value.key, $0.key) }, uniquingKeysWith: max)
        var next = file.state.sessions
        return changes.compactMap { change in
            switch change {
            case .added(let session):
                next += 1
                return .sessionSet(number: next, session)
            case .changed(let old, let session, _): return numbers[old.key].map { .sessionSet(number: $0, session) }
            case .cancelled(let session): return numbers[session.key].map { .sessionCancelled(number: $0) }
            }
        }
    }
}
