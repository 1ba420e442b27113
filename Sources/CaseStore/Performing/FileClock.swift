import CivilTime

/// The file's own time: the wall's in a live file, and in a virtual one what it was last set to.
struct FileClock {
    /// The file's random id.
    let file: String
    let isVirtual: Bool
    private let set: Instant?

    init(_ rows: Rows) throws {
        (file, isVirtual) = try rows.identity()
        set = isVirtual ? try rows.fileState().clock : nil
    }

    /// When something is recorded: a wall clock that stepped back is held at the last entry's time.
    func recorded(wall: Instant, after last: Instant?) -> Instant {
        max(isVirtual ? set ?? wall : wall, last ?? .first)
    }
}
