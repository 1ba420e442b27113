import CivilTime

/// The sessions that are known, in the order of their days.
public struct Timetable: Sendable, Hashable {
    public private(set) var sessions: [Session]

    /// Of two sessions with one key the last counts.
    public init(_ sessions: [Session] = []) {
        var byKey: [Session.Key: Session] = [:]
        for session in sessions { byKey[session.key] = session }
        self.sessions = byKey.values.sorted { ($0.on, $0.hours, $0.key) < ($1.on, $1.hours, $1.key) }
    }

    public subscript(key: Session.Key) -> Session? { sessions.first { $0.key == key } }

    /// A difference between two timetables.
    public enum Change: Sendable, Hashable {
        case added(Session)
        case changed(from: Session, to: Session, [What])
        case cancelled(Session)

        /// What is different in a session that goes on.
        public enum What: Sendable, Hashable {
            /// To another day or other hours; `with`: the session that takes its old place.
            case moved(with: Session.Key?)
            /// Other people; `with`: the session whose people they were, and which has hers now.
            case trainers(with: Session.Key?)
            case place
        }

        public var session: Session {
            switch self {
            case .added(let session), .cancelled(let session): session
            case .changed(_, let session, _): session
            }
        }
    }

    /// What a newer timetable changes, in the order of the days.
    ///
    /// A timetable says what happens in its term from its first day on: what lies before, and other terms, stay as they are.
    public func changes(to newer: Timetable) -> [Change] {
        guard let first = newer.sessions.first?.on else { return [] }
        let kept = Dictionary(sessions.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        let changed = newer.sessions.compactMap { session in kept[session.key].flatMap { $0 == session ? nil : (from: $0, to: session) } }
        let changes: [Change] = newer.sessions.compactMap { session in
            guard let old = kept[session.key] else { return .added(session) }
            return old == session ? nil : .changed(from: old, to: session, Timetable.what(old, session, among: changed))
        }
        let (told, terms) = (Set(newer.sessions.map(\.key)), Set(newer.sessions.map(\.key.term)))
        let gone = sessions.filter { session in session.on >= first && terms.contains(session.key.term) && !told.contains(session.key) }
        return (changes + gone.map(Change.cancelled)).sorted { ($0.session.on, $0.session.hours, $0.session.key) < ($1.session.on, $1.session.hours, $1.session.key) }
    }

    private static func what(_ old: Session, _ new: Session, among changed: [(from: Session, to: Session)]) -> [Change.What] {
        func partner(_ isSwapped: ((from: Session, to: Session)) -> Bool) -> Session.Key? {
            let found = changed.filter { $0.from.key != old.key && isSwapped($0) }
            return found.count == 1 ? found[0].from.key : nil
        }
        var what: [Change.What] = []
        if !old.isAt(new) { what.append(.moved(with: partner { $0.from.isAt(new) && $0.to.isAt(old) })) }
        if Set(old.trainers) != Set(new.trainers) {
            what.append(.trainers(with: partner { Set($0.from.trainers) == Set(new.trainers) && Set($0.to.trainers) == Set(old.trainers) }))
        }
        if old.place != new.place { what.append(.place) }
        return what
    }

    /// The timetable with those changes.
    public func applying(_ changes: [Change]) -> Timetable {
        let gone = Set(changes.compactMap { if case .cancelled(let session) = $0 { session.key } else { nil } })
        let put = changes.compactMap { change -> Session? in
            switch change {
            case .added(let session), .changed(_, let session, _): session
            case .cancelled: nil
            }
        }
        return Timetable(sessions.filter { !gone.contains($0.key) } + put)
    }

    /// The sessions of somebody; in one programme, where it is given.
    public func sessions(of person: String, in programme: String? = nil) -> [Session] {
        sessions.filter { session in session.trainers.contains(person) && (programme.map(session.isIn) ?? true) }
    }
}

extension Session {
    fileprivate func isAt(_ other: Session) -> Bool { on == other.on && hours == other.hours }
}
