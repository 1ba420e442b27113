import Foundation
internal import GRDB

extension Store {
    /// Makes a file and its documents of a backup.
    ///
    /// Everything is put together under another name beside it, and verified there: under the name that was asked for there is the whole
    /// file, or nothing.
    /// - Returns: what was verified; documents that the backup says it lacks are counted in it, and are no difference.
    /// - Throws: ``StoreFailure``: no backup, something is there already, a folder that another program synchronises, no room, a backup that
    ///   does not say what its ledger says.
    public static func restore(_ backup: String, to path: String, surroundings: Surroundings = .system) throws(StoreFailure) -> Verification {
        try FileChecks.refuseUnlessBackup(backup)
        if let folder = SynchronisedFolder.containing(path) { throw folder.failure(at: path) }
        for place in [path, DocumentFolder(of: path).path] where FileManager.default.fileExists(atPath: place) { throw StoreFailure.isThere(place) }
        let unfinished = try UnfinishedCopy(of: path)
        defer { unfinished.remove() }
        let verification = try putTogether(backup, at: unfinished.path, surroundings)
        try guarded(path) { try giveNames(unfinished.path, path) }
        return verification
    }

    private static func putTogether(_ backup: String, at path: String, _ surroundings: Surroundings) throws(StoreFailure) -> Verification {
        try guarded(path) {
            let source = try DatabaseQueue(
                path: Connection.place(backup), configuration: Connection.configuration(isReading: true, patience: surroundings.patience))
            try source.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [Connection.place(path)]) }
            try source.close()
            let lacking = try Copying(path, surroundings).finish(unpackingInto: DocumentFolder(of: path))
            let store = try Store(at: path, mode: .writing, surroundings: surroundings)
            let verification = try store.verify(lacking: lacking)
            try store.close()
            guard let first = verification.differences.first else { return verification }
            throw StoreFailure.damaged("the backup does not say what its ledger says (\(first)); nothing was restored", at: backup)
        }
    }

    /// The folder first: without its file it is nothing that anybody opens.
    private static func giveNames(_ temporary: String, _ path: String) throws {
        let (from, to) = (DocumentFolder(of: temporary).path, DocumentFolder(of: path).path)
        let hasDocuments = FileManager.default.fileExists(atPath: from)
        if hasDocuments, rename(from, to) != 0 { throw StoreFailure.ofDisk(to, "cannot be written") }
        do {
            try DiskFile.rename(temporary, to: path)
            try DiskFile.synchronise(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        } catch {
            if hasDocuments { rename(to, from) }
            throw error
        }
    }
}
