import Calendars
import Casework
import Definitions
import Rubrics
import Synchronization

/// Definitions that have been read, by the hash of their content: what stands under a hash never changes.
final class CheckedDefinitions: Sendable {
    enum Definition: Sendable {
        case workflow(Workflow)
        case rubric(Rubric)
        case calendar(SchoolCalendar)
    }

    private let known = Mutex<[String: Definition]>([:])
    /// More than this are read anew when they are needed: a file uses few.
    private static let most = 64

    /// The definition under a hash, read the first time it is asked for.
    func definition(_ hash: String, read: () throws -> Definition) throws -> Definition {
        if let found = known.withLock({ $0[hash] }) { return found }
        let read = try read()
        known.withLock { known in
            if known.count >= CheckedDefinitions.most { known.removeAll() }
            known[hash] = read
        }
        return read
    }
}
