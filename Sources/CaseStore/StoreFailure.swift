/// Why a file could not be opened, made, read or written, and the way out.
public struct StoreFailure: Error, Sendable, Hashable {
    public var code: Code
    /// One sentence of plain English.
    public var sentence: String
    /// The file or folder.
    public var place: String?
    /// What to do instead.
    public var remedy: String

    public enum Code: String, Sendable, CaseIterable {
        case fileMissing = "file-missing"
        case fileExists = "file-exists"
        case folderMissing = "folder-missing"
        case isFolder = "is-folder"
        case notDatabase = "not-a-database"
        case otherProgram = "other-program"
        case newerVersion = "newer-version"
        case olderVersion = "older-version"
        case readOnly = "read-only"
        case busy = "file-busy"
        case synchronised = "synchronised-folder"
        case notDurable = "not-durable"
        case full = "disk-full"
        case diskFailed = "disk-failed"
        case damaged = "file-damaged"
        case failed = "file-failed"
        /// Its name means another file by now.
        case fileReplaced = "file-replaced"
        /// It is restored, not opened.
        case isBackup = "is-a-backup"
        /// It is opened, not restored.
        case notBackup = "not-a-backup"

        /// The `code` of a JSON-RPC error.
        public var number: Int {
            switch self {
            case .fileMissing: 701
            case .fileExists: 702
            case .folderMissing: 703
            case .isFolder: 704
            case .notDatabase: 705
            case .otherProgram: 706
            case .newerVersion: 707
            case .olderVersion: 708
            case .readOnly: 709
            case .busy: 710
            case .synchronised: 711
            case .notDurable: 712
            case .full: 713
            case .damaged: 714
            case .failed: 715
            case .diskFailed: 716
            case .fileReplaced: 717
            case .isBackup: 718
            case .notBackup: 720
            }
        }
    }

    init(_ code: Code, _ sentence: String, at place: String? = nil, remedy: String) {
        self.code = code
        self.sentence = sentence
        self.place = place
        self.remedy = remedy
    }

    /// There is no folder of definitions of that name.
    public static func noDefinitions(_ folder: String) -> StoreFailure {
        StoreFailure(.folderMissing, "There is no folder \(folder).", at: folder, remedy: "Name the folder that holds the definitions.")
    }

    /// What stands in the file cannot have been written by this program.
    static func damaged(_ what: String, at place: String? = nil) -> StoreFailure {
        StoreFailure(
            .damaged, "The file is damaged: \(what).", at: place,
            remedy: "Run `triad doctor` and `triad verify`, and go back to the last backup that verifies.")
    }
}
