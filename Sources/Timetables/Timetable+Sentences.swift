import CivilTime

extension Timetable.Change {
    /// What changes, in a sentence for whoever decides whether it is to be so.
    /// - Parameter name: how somebody is called.
    public func sentence(_ name: (String) -> String) -> String {
        switch self {
        case .added(let session): "\(session.key.name) is new: \(Self.when(session))\(Self.who(session.trainers, name)), \(session.place.isEmpty ? "no place yet" : session.place)."
        case .cancelled(let session): "\(session.key.name) on \(Self.when(session)) is cancelled."
        case .changed(let old, let new, let what):
            what.isEmpty
                ? "\(new.key.name): the order of its trainers is another."
                : what.map { Self.sentence($0, old, new, name) }.joined(separator: " ")
        }
    }

    private static func sentence(_ what: What, _ old: Session, _ new: Session, _ name: (String) -> String) -> String {
        switch what {
        case .moved(let other?): "\(new.key.name) and \(other.name) change places: it is on \(when(new)) instead of \(when(old))."
        case .moved(nil): "\(new.key.name) moves from \(when(old)) to \(when(new))."
        case .trainers(let other?): "\(new.key.name) and \(other.name) change trainers: it has \(names(new.trainers, name)) instead of \(names(old.trainers, name))."
        case .trainers(nil): "\(new.key.name) has \(names(new.trainers, name)) instead of \(names(old.trainers, name))."
        case .place: "\(new.key.name) is at \(new.place.isEmpty ? "no place yet" : new.place) instead of \(old.place.isEmpty ? "no place" : old.place)."
        }
    }

    private static func when(_ session: Session) -> String { session.hours.isEmpty ? session.on.short : "\(session.on.short), \(session.hours)" }
    private static func who(_ trainers: [String], _ name: (String) -> String) -> String { trainers.isEmpty ? "" : ", \(names(trainers, name))" }
    private static func names(_ trainers: [String], _ name: (String) -> String) -> String {
        trainers.isEmpty ? "nobody yet" : trainers.map(name).joined(separator: " and ")
    }
}
