import Foundation

/// A file that is written or read piece by piece, and is on the disk once that is asked for.
final class DiskFile {
    private let path: String
    private let descriptor: Int32

    /// Makes a file that is its owner's alone.
    init(creating path: String) throws(StoreFailure) {
        self.path = path
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw StoreFailure.ofDisk(path, "cannot be made") }
    }

    /// Nil where there is none.
    init?(reading path: String) throws(StoreFailure) {
        self.path = path
        // A pipe that somebody has put there would keep whoever opens it waiting.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor < 0 else { return }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw StoreFailure.ofDisk(path, "cannot be read")
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func write(_ bytes: ArraySlice<UInt8>) throws(StoreFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw StoreFailure.ofDisk(path, "cannot be written") }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    /// The next bytes; nil past the last.
    func read(atMost most: Int) throws(StoreFailure) -> [UInt8]? {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
                count = Foundation.read(descriptor, buffer.baseAddress, most)
                filled = max(count, 0)
            }
            if count > 0 { return bytes }
            if count == 0 { return nil }
            if errno != EINTR { throw StoreFailure.ofDisk(path, "cannot be read") }
        }
    }

    func synchronise() throws(StoreFailure) {
        if fsync(descriptor) != 0 { throw StoreFailure.ofDisk(path, "cannot be written") }
    }

    /// Gives it the name under which it is known.
    ///
    /// - Parameter replaces: else a file that has that name already is left alone, and said to be there.
    func rename(to other: String, replacing replaces: Bool = true) throws(StoreFailure) {
        guard replaces else { return try DiskFile.rename(path, to: other, remedy: DiskFile.replaceRemedy) }
        if Foundation.rename(path, other) != 0 { throw StoreFailure.ofDisk(other, "cannot be written") }
    }

    static let replaceRemedy = "Give another name, or say --replace."

    /// Gives a file a name that no other has.
    static func rename(_ path: String, to other: String, remedy: String = StoreFailure.otherName) throws(StoreFailure) {
        // A second name is never given over a first one; file systems without second names have `rename` alone.
        if link(path, other) == 0 {
            unlink(path)
        } else if errno == EEXIST || access(other, F_OK) == 0 {
            throw StoreFailure.isThere(other, remedy: remedy)
        } else if Foundation.rename(path, other) != 0 {
            throw StoreFailure.ofDisk(other, "cannot be written")
        }
    }

    /// Makes sure of files and folders that somebody has written.
    static func synchronise(_ paths: String...) throws(StoreFailure) {
        for path in paths {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw StoreFailure.ofDisk(path, "cannot be read") }
            defer { close(descriptor) }
            if fsync(descriptor) != 0 { throw StoreFailure.ofDisk(path, "cannot be written") }
        }
    }
}

extension StoreFailure {
    /// Words for what the system has just said of a file or folder.
    static func ofDisk(_ path: String, _ what: String) -> StoreFailure {
        let error = errno
        let words = String(cString: strerror(error))
        return switch error {
        case ENOSPC, EDQUOT: StoreFailure(.full, "The disk is full; nothing was changed.", at: path, remedy: "Make room, and ask again.")
        case EIO, EFBIG: StoreFailure(.diskFailed, "\(path) \(what): \(words).", at: path, remedy: "See to the disk, and ask again.")
        case EROFS, EACCES, EPERM: FileChecks.readOnly(path)
        default: StoreFailure(.failed, "\(path) \(what): \(words).", at: path, remedy: "Look whether its folder is there, and yours to write in.")
        }
    }

    static let otherName = "Give another name."

    static func isThere(_ path: String, remedy: String = otherName) -> StoreFailure {
        StoreFailure(.fileExists, "\(path) is there already; nothing in it was changed.", at: path, remedy: remedy)
    }
}
