import Casework
import Crypto
import Foundation
import JSON

/// The folder beside the file in which documents lie under the SHA-256 of their content, each once.
///
/// A document is on the disk before anything in the file names it: what a crash leaves behind is named by nothing, and harms nothing.
public struct DocumentFolder: Sendable {
    private let file: String

    init(of file: String) { self.file = file }

    /// `alliance.triad.documents`, beside the file that a symbolic link leads to; asked for only where there is a document.
    var path: String { URL(fileURLWithPath: file).resolvingSymlinksInPath().path + ".documents" }

    /// Where the content with a hash lies: `af/af31…`.
    func place(of hash: String) -> String { "\(path)/\(hash.prefix(2))/\(hash)" }

    /// Bytes that are read or written at once.
    static let piece = 1 << 20

    // MARK: - Keeping

    /// Keeps these bytes, on the disk when this returns.
    func keep(_ bytes: [UInt8], hash: String) throws(StoreFailure) {
        try Store.guarded(path) { try keep(hash) { try $0.write(bytes[...]) } }
    }

    /// Keeps what comes in pieces.
    ///
    /// - Parameter write: writes one piece after the other.
    func keep(_ hash: String, _ write: (DiskFile) throws -> Void) throws {
        let folder = "\(path)/\(hash.prefix(2))"
        try makeFolder(path)
        try makeFolder(folder)
        // Somebody else may have written the same a moment ago, and not yet made sure of it.
        if try state(of: hash) == .there { return try DiskFile.synchronise(place(of: hash), folder, path, parent) }
        let temporary = "\(folder)/.\(RandomBytes.system.take(8).hex)"
        let file = try DiskFile(creating: temporary)
        do {
            try write(file)
            try file.synchronise()
            try file.rename(to: place(of: hash))
        } catch {
            unlink(temporary)
            throw error
        }
        try DiskFile.synchronise(folder, path, parent)
    }

    /// The folder in which the file itself lies.
    private var parent: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

    private func makeFolder(_ folder: String) throws(StoreFailure) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw StoreFailure.ofDisk(folder, "cannot be made") }
    }

    // MARK: - Looking

    /// How a content lies in the folder.
    enum State: Sendable, Equatable { case there, missing, changed }

    /// Reads it through, a piece at a time.
    func state(of hash: String) throws -> State {
        guard let found = try read(hash, { _ in }) else { return .missing }
        return sameScalars(found, hash) ? .there : .changed
    }

    /// Whether a content of that size lies there; it is not read.
    func has(_ hash: String, size: Int) -> Bool {
        var status = stat()
        return stat(place(of: hash), &status) == 0 && Int(status.st_size) == size
    }

    /// Hands over a content in pieces.
    ///
    /// - Returns: the hash of what was read, to be compared with the one that was asked for; nil where there is no such file.
    func read(_ hash: String, _ give: ([UInt8]) throws -> Void) throws -> String? {
        // What has been erased, or was put there by another hand, names no file.
        guard Hash(hex: hash) != nil, let file = try DiskFile(reading: place(of: hash)) else { return nil }
        var digest = SHA256()
        while let piece = try file.read(atMost: DocumentFolder.piece) {
            digest.update(data: piece)
            try give(piece)
        }
        return Hash(digest.finalize()).hex
    }

    /// - Throws: `Refusal` `document-lost`, after the last piece, where it is missing or has been changed.
    func eachPiece(of document: Document, _ give: ([UInt8]) throws -> Void) throws {
        let found = try read(document.hash, give)
        guard let found, sameScalars(found, document.hash) else { throw Refusal.lost(document, found == nil) }
    }

    /// A content as a whole.
    ///
    /// - Throws: `Refusal` `document-lost` where it is missing or has been changed.
    func bytes(of document: Document) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(document.size)
        try eachPiece(of: document) { bytes += $0 }
        return bytes
    }

    /// Writes a document into a new file, which is there only once all of it is.
    ///
    /// - Parameter replaces: whether a file that is there is replaced.
    func write(_ document: Document, to other: String, replacing replaces: Bool) throws {
        try Store.write(to: other, replacing: replaces) { try eachPiece(of: document, $0) }
    }

    // MARK: - What nothing names

    /// Contents that an erasure has left without a name: their hashes lie beside them until they are gone.
    private var waitingPlace: String { path + "/.erased" }
    var hasWaiting: Bool { access(waitingPlace, F_OK) == 0 }
    var waiting: Set<String> {
        Set(((try? String(contentsOfFile: waitingPlace, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init))
    }

    func keepWaiting(_ hashes: [String]) throws {
        guard hashes.contains(where: { Hash(hex: $0) != nil }), access(path, F_OK) == 0 else { return }
        try Store.put(at: waitingPlace, replacing: true) { try $0(Array(waiting.union(hashes).sorted().joined(separator: "\n").utf8)) }
    }

    func forgetWaiting() { unlink(waitingPlace) }

    /// The files in the folder: their hashes, and their sizes. What is under way has a name of its own.
    func files() -> [(name: String, size: Int)] {
        let folder = URL(fileURLWithPath: path)
        let keys: [URLResourceKey] = [.isRegularFileKey, .fileSizeKey]
        guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys) else { return [] }
        return found.compactMap { one in
            guard let file = one as? URL, let values = try? file.resourceValues(forKeys: Set(keys)), values.isRegularFile == true, file.path != waitingPlace else { return nil }
            return (file.lastPathComponent, values.fileSize ?? 0)
        }
    }

    /// Takes a content away.
    ///
    /// - Returns: whether it is not there.
    func remove(_ hash: String) -> Bool {
        guard Hash(hex: hash) != nil else { return true }
        return unlink(place(of: hash)) == 0 || errno == ENOENT
    }
}

extension Store {
    /// Writes a new file piece by piece; it is there only once all of it is.
    ///
    /// - Parameter body: gets what takes the next bytes.
    /// - Throws: ``StoreFailure`` where the name is that of a Triad file, or of something of its own.
    public static func write(to path: String, replacing replaces: Bool, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        try FileChecks.refuseIfOurs(path)
        try put(at: path, replacing: replaces, body)
    }

    /// The same among the documents too.
    fileprivate static func put(at path: String, replacing replaces: Bool, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        // Said before anything is read; whether it is still so is looked at again when the name is given.
        if !replaces, FileManager.default.fileExists(atPath: path) { throw StoreFailure.isThere(path, remedy: DiskFile.replaceRemedy) }
        let temporary = "\(path).\(RandomBytes.system.take(8).hex)"
        let file = try DiskFile(creating: temporary)
        do {
            try body { try file.write($0[...]) }
            try file.synchronise()
            try file.rename(to: path, replacing: replaces)
        } catch {
            unlink(temporary)
            throw error
        }
    }
}

extension Refusal {
    static func lost(_ document: Document, _ isMissing: Bool) -> Refusal {
        Refusal(
            .documentLost, "The content of document \(document.number) is \(isMissing ? "missing" : "not what was attached").",
            place: String(document.number), remedy: "Go back to a backup that has it, or attach the same document again: its content is then there again.")
    }
}
