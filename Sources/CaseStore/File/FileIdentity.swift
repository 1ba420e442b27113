import Foundation

/// Which file stands at a path: a name may come to mean another file while this one is open, or none.
struct FileIdentity: Sendable, Hashable {
    private let device: UInt64
    private let node: UInt64
    /// No folder, pipe or device, which might keep whoever opens it waiting.
    let isRegular: Bool

    /// Nil where there is nothing.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        node = UInt64(truncatingIfNeeded: status.st_ino)
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }
}
