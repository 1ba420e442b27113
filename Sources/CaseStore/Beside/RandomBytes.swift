import Foundation
import Synchronization

/// The system's random bytes, fetched as many at a time as it gives: a call for each byte took a tenth of what an event takes in all.
final class RandomBytes: Sendable {
    static let system = RandomBytes()

    private let waiting = Mutex<[UInt8]>([])
    /// More are not given at a time (POSIX.1-2024, getentropy).
    private static let most = 256

    /// So many bytes, none of which has been given before.
    func take(_ count: Int) -> [UInt8] {
        waiting.withLock { waiting in
            while waiting.count < count { waiting += RandomBytes.fetch() }
            defer { waiting.removeLast(count) }
            return Array(waiting.suffix(count))
        }
    }

    private static func fetch() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        // It fails only where there is no such call, or more is asked for than it gives.
        guard getentropy(&bytes, most) == 0 else { preconditionFailure("the system gives no random bytes") }
        return bytes
    }
}
