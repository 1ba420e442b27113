import Foundation

/// What can be told about a path before SQLite is asked: so that another program's file is never touched.
enum FileChecks {
    /// Refuses everything that is not a database of this program's.
    static func refuseUnlessOurs(_ path: String) throws(StoreFailure) {
        guard try application(of: path) == Schema.applicationID else {
            throw StoreFailure(
                .isBackup, "\(path) is a backup, with documents in it.", at: path,
                remedy: "Make a file of it: `triad restore \(path) --to FILE`, in a folder on this machine's own disk.")
        }
    }

    /// Refuses everything that is not a backup of a file of this program's. One without documents is a file like any other.
    static func refuseUnlessBackup(_ path: String) throws(StoreFailure) {
        _ = try application(of: path)
        // A backup has its documents in it.
        guard !FileManager.default.fileExists(atPath: DocumentFolder(of: path).path) else {
            throw StoreFailure(
                .notBackup, "\(path) is a file in use, with its documents beside it, and no backup.", at: path,
                remedy: "Make a backup of it (`triad backup BACKUP --file \(path)`), and restore that.")
        }
    }

    /// Refuses to write a paper where a file of this program's lies, a backup, SQLite's own log beside it, or among its documents.
    static func refuseIfOurs(_ path: String) throws(StoreFailure) {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        var ours = ["-wal", "-shm", "-journal"].compactMap { place.path.hasSuffix($0) ? String(place.path.dropLast($0.count)) : nil } + [place.path]
        for depth in place.pathComponents.indices {
            let folder = NSString.path(withComponents: Array(place.pathComponents[...depth]))
            if folder.hasSuffix(".documents") { ours.append(String(folder.dropLast(".documents".count))) }
        }
        guard ours.contains(where: isOurs) else { return }
        throw StoreFailure(.fileExists, "\(path) is a Triad file, or belongs to one.", at: path, remedy: "Give a name that is not there yet.")
    }

    private static func isOurs(_ path: String) -> Bool {
        do throws(StoreFailure) {
            _ = try application(of: path)
            return true
        } catch {
            return error.code == .newerVersion
        }
    }

    /// Whose database it is: a file of this program's, or a backup of one.
    private static func application(of path: String) throws(StoreFailure) -> Int32 {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw StoreFailure(
                .fileMissing, "There is no file \(path).", at: path,
                remedy: "Check the name, or make one with `triad new`.")
        }
        guard !isFolder.boolValue else {
            throw StoreFailure(.isFolder, "\(path) is a folder.", at: path, remedy: "Name the file in it.")
        }
        guard let header = header(of: path) else {
            throw StoreFailure(
                .failed, "\(path) cannot be read.", at: path, remedy: "Ask its owner for the right to read it.")
        }
        guard header.count == headerLength, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw StoreFailure(
                .notDatabase, "\(path) is not a Triad file.", at: path,
                remedy: "Name another file, or make one with `triad new`.")
        }
        let application = Int32(bitPattern: number(in: header, at: 68))
        guard application == Schema.applicationID || application == Schema.backupID else {
            throw StoreFailure(
                .otherProgram, "\(path) is another program's database.", at: path,
                remedy: "Name another file; nothing in this one was changed.")
        }
        let version = number(in: header, at: 60)
        guard version <= UInt32(Schema.version) else { throw newer(Int(version), path) }
        return application
    }

    static func newer(_ version: Int, _ path: String) -> StoreFailure {
        StoreFailure(
            .newerVersion,
            "\(path) was written by a newer Triad (file version \(version), this program knows \(Schema.version)).",
            at: path, remedy: "Bring this program up to date.")
    }

    /// Refuses a file that is marked as not to be written, for the system's administrator too.
    static func refuseUnlessWritable(_ path: String) throws(StoreFailure) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let permissions = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0o600
        guard permissions & 0o222 != 0, FileManager.default.isWritableFile(atPath: path) else { throw readOnly(path) }
    }

    static func readOnly(_ path: String) -> StoreFailure {
        StoreFailure(
            .readOnly, "\(path) may only be read.", at: path,
            remedy: "Ask for the right to write it and its folder, or copy it to a folder of your own.")
    }

    /// Refuses to go on with a file whose name means another one by now, or none: nobody would find what is written to it.
    static func refuseUnlessStill(_ identity: FileIdentity?, at path: String) throws(StoreFailure) {
        guard let found = FileIdentity(at: path) else {
            throw StoreFailure(
                .fileMissing, "\(path) was moved or deleted while it was open.", at: path,
                remedy: "Put it back, or go on from a backup; then begin anew.")
        }
        guard found == identity else {
            throw StoreFailure(
                .fileReplaced, "\(path) is another file than the one that was opened.", at: path,
                remedy: "Begin anew: what was answered so far stands in the file that was there before.")
        }
    }

    /// SQLite's database header (https://www.sqlite.org/fileformat.html, section 1.3).
    private static let headerLength = 100

    private static func header(of path: String) -> [UInt8]? {
        guard FileIdentity(at: path)?.isRegular == true else { return [] }
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: headerLength) else { return [] }
        return Array(data)
    }

    private static func number(in header: [UInt8], at offset: Int) -> UInt32 {
        header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
