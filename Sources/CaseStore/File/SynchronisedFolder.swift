import Foundation

/// A folder in which another program copies files while they are written: a database does not survive that.
public struct SynchronisedFolder: Sendable, Hashable {
    /// `OneDrive`, `a network share (cifs)`.
    public var what: String

    /// What synchronises the folder in which `path` lies, or nil.
    ///
    /// - Parameters:
    ///   - path: absolute, symbolic links resolved.
    ///   - mounts: what Linux says in `/proc/self/mounts`.
    public init?(path: String, mounts: String) {
        if path.hasPrefix("//") || path.hasPrefix("\\\\") {
            what = "a network share"
        } else if let service = path.split(separator: "/").lazy.compactMap({ Self.service(in: $0) }).first {
            what = service
        } else if let kind = Self.fileSystem(of: path, mounts: mounts), Self.networkFileSystems.contains(kind) {
            what = "a network share (\(kind))"
        } else {
            return nil
        }
    }

    /// What synchronises that folder on this machine.
    public static func containing(_ path: String) -> SynchronisedFolder? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        let isShare = path.hasPrefix("//") || path.hasPrefix("\\\\")
        return SynchronisedFolder(path: isShare ? path : folder, mounts: mounts)
    }

    func failure(at path: String) -> StoreFailure {
        StoreFailure(
            .synchronised, "\(path) would lie in a folder that \(what) copies while it is written to.", at: path,
            remedy: "Keep the file in a folder on this machine's own disk, such as \(Self.suggestion), and let `triad backup` write a copy here.")
    }

    private static var suggestion: String {
        FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent("Triad").path
    }

    /// Folder names as the services make them: `OneDrive - Northern Alliance`, `Dropbox (Personal)`.
    private static func service(in component: Substring) -> String? {
        let name = component.lowercased()
        return services.first { name == $0.folder || name.hasPrefix($0.folder + " ") || name.hasPrefix($0.folder + "-") }?.name
    }

    private static let services = [
        (folder: "onedrive", name: "OneDrive"), (folder: "sharepoint", name: "SharePoint"),
        (folder: "dropbox", name: "Dropbox"), (folder: "google drive", name: "Google Drive"),
        (folder: "googledrive", name: "Google Drive"), (folder: "icloud drive", name: "iCloud Drive"),
        (folder: "mobile documents", name: "iCloud Drive"), (folder: "nextcloud", name: "Nextcloud"),
    ]

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.glusterfs", "fuse.sshfs",
        "fuse.rclone", "fuse.onedriver", "fuse.davfs", "davfs", "fuse.google-drive-ocamlfuse",
    ]

    /// The kind of file system on which the path lies: of the longest mount point that leads to it.
    private static func fileSystem(of path: String, mounts: String) -> String? {
        var longest = (length: -1, kind: String?.none)
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count >= 3 else { continue }
            let point = fields[1].replacingOccurrences(of: "\\040", with: " ")
            let leads = point == "/" || path == point || path.hasPrefix(point + "/")
            if leads, point.utf8.count >= longest.length { longest = (point.utf8.count, String(fields[2])) }
        }
        return longest.kind
    }
}
