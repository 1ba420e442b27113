import Foundation

/// A copy that is being made beside the name that it is to have: `alliance.triad.1f0c….unfinished`.
///
/// The process that makes it holds a lock on it. What one left behind that was killed is locked by nobody, and the next that makes a copy
/// of that name takes it away.
final class UnfinishedCopy {
    let path: String
    private let descriptor: Int32

    init(of other: String) throws(StoreFailure) {
        UnfinishedCopy.removeLeft(of: other)
        path = "\(other).\(RandomBytes.system.take(8).hex)\(UnfinishedCopy.ending)"
        descriptor = try Store.openEmptyFile(at: path)
        // Whoever cleans up in this very moment holds it no longer than it takes to unlink it.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, access(path, F_OK) == 0 else {
            close(descriptor)
            throw StoreFailure(.busy, "Another program is making a copy beside \(other).", at: other, remedy: "Ask again.")
        }
    }

    deinit { close(descriptor) }

    /// Takes it away, with its documents, if it has not been given another name.
    func remove() { UnfinishedCopy.remove(path) }

    private static let ending = ".unfinished"

    private static func remove(_ path: String) {
        Store.removeFile(at: path)
        try? FileManager.default.removeItem(atPath: DocumentFolder(of: path).path)
    }

    private static func removeLeft(of other: String) {
        let url = URL(fileURLWithPath: other)
        let folder = url.deletingLastPathComponent().path
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasPrefix(url.lastPathComponent + "."), name.hasSuffix(ending) else { continue }
            let hex = name.dropFirst(url.lastPathComponent.count + 1).dropLast(ending.count)
            guard hex.count == 16, hex.allSatisfy(\.isHexDigit) else { continue }
            removeUnlessHeld("\(folder)/\(name)")
        }
    }

    private static func removeUnlessHeld(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove(path) }
    }
}
