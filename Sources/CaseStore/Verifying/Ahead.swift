import Dispatch
import Foundation
import Synchronization

/// Work that is done on all of the machine's cores ahead of whoever needs what comes of it.
///
/// Outcomes are handed over in the order in which the work was given. So much is begun ahead that no core waits, and no more:
/// what is held does not grow with the work.
struct Ahead<Outcome: Sendable> {
    private var begun: [Promise] = []
    private let most = 2 * ProcessInfo.processInfo.activeProcessorCount

    /// What comes of the work that was given first; nil once there is none left.
    ///
    /// - Parameter give: the next piece of work, whatever the thread; nil where there is no more.
    mutating func next(_ give: () throws -> (@Sendable () -> Outcome)?) rethrows -> Outcome? {
        while begun.count < most, let work = try give() { begun.append(Promise(work)) }
        return begun.isEmpty ? nil : begun.removeFirst().outcome()
    }

    /// What will have come of one piece of work.
    private final class Promise: Sendable {
        private let kept = Mutex<Outcome?>(nil)
        private let isDone = DispatchSemaphore(value: 0)

        init(_ work: @escaping @Sendable () -> Outcome) {
            DispatchQueue.global(qos: .userInitiated).async { [self] in
                let outcome = work()
                kept.withLock { $0 = outcome }
                isDone.signal()
            }
        }

        /// Waits for it; to be asked for once.
        func outcome() -> Outcome {
            isDone.wait()
            guard let outcome = kept.withLock({ $0.take() }) else { preconditionFailure("An outcome is handed over once.") }
            return outcome
        }
    }
}
