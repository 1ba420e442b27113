import CivilTime
internal import GRDB

/// The file's own time: the wall's in a live file, and in a virtual one what it was last set to.
struct FileClock {
    /// The file's random id.
    let file: String
    let isVirtual: Bool
    private let set: Instant?

    init(_ db: Database) throws {
        let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT id, is_virtual FROM file"))
        guard let row else { throw StoreFailure.damaged("it has no first entry") }
        file = row["id"]
        isVirtual = row["is_virtual"]
        set = isVirtual ? try Rows(db: db).fileState().clock : nil
    }

    /// When something is recorded: a wall clock that stepped back is held at the last entry's time.
    func recorded(wall: Instant, after last: Instant?) -> Instant {
        max(isVirtual ? set ?? wall : wall, last ?? .first)
    }
}
