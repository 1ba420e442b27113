#if DEBUG
import Foundation
import Synchronization
#endif

/// A place on a request's way to the disk at which a debug build can be made to die, to try what a crash there leaves.
///
/// `TRIAD_CRASH_AT=beforeCommit:3` ends the process by SIGKILL when it comes to that place for the third time. A release build
/// does not look for that name: there, to reach a place is to call nothing.
public enum CrashPoint: CaseIterable, Sendable {
    /// A document lies beside the file, and nothing names it yet.
    case afterDocument
    case beforeEntry
    /// The entry stands in the log; the other tables do not yet hold what it says.
    case afterEntry
    case afterProjection
    /// One of several requests that are committed together is done, and the next not begun.
    case afterRequest
    case beforeCommit
    /// It is on the disk, and nobody has been told.
    case afterCommit
    case beforeCheckpoint
    case afterCheckpoint
    case beforeAnswer
    case afterAnswer

    #if DEBUG
    public static func reached(_ point: CrashPoint) {
        guard point == planned, left.subtract(1, ordering: .relaxed).newValue == 0 else { return }
        kill(getpid(), SIGKILL)
    }

    private static let plan = ProcessInfo.processInfo.environment["TRIAD_CRASH_AT"]?.split(separator: ":") ?? []
    private static let planned = allCases.first { point in plan.first.map { $0 == "\(point)" } ?? false }
    /// How many more passings there are, with the last.
    private static let left = Atomic(plan.last.flatMap { Int($0) } ?? 1)
    #else
    @inlinable @inline(__always)
    public static func reached(_ point: CrashPoint) {}
    #endif
}
