import CivilTime
import JSON

/// One session of a programme.
public struct Session: Sendable, Hashable {
    /// What tells it from others: two programmes, and two terms, may give sessions of one name.
    public struct Key: Sendable, Hashable, Comparable, CustomStringConvertible {
        public var term: String
        public var programme: String
        public var name: String

        public init(term: String = "", programme: String, name: String) {
            self.term = term
            self.programme = programme
            self.name = name
        }

        public static func < (one: Key, other: Key) -> Bool { (one.term, one.programme, one.name) < (other.term, other.programme, other.name) }
        public var description: String { "\(programme): \(name)" }
    }

    public var key: Key
    public var on: Day
    /// "09:00 to 12:00": as it was written.
    public var hours: String
    /// Who gives it, by their identifiers.
    public var trainers: [String]
    /// A room, or a link.
    public var place: String

    public init(_ key: Key, on: Day, hours: String = "", trainers: [String] = [], place: String = "") {
        self.key = key
        self.on = on
        self.hours = hours
        self.trainers = trainers
        self.place = place
    }

    /// Whether it belongs to a programme, which one writes `ITT` and another `itt`.
    public func isIn(programme: String) -> Bool { key.programme.lowercased() == programme.lowercased() }

    /// `{ term, programme, session, on, hours, trainers, place }`.
    public var json: JSON.Value {
        [
            "term": .string(key.term), "programme": .string(key.programme), "session": .string(key.name), "on": .string(on.description), "hours": .string(hours),
            "trainers": .array(trainers.map { .string($0) }), "place": .string(place),
        ]
    }

    /// Nil where it is no session.
    public init?(json: JSON.Value) {
        guard let term = json["term"]?.stringValue, let programme = json["programme"]?.stringValue, let name = json["session"]?.stringValue, let on = json["on"]?.stringValue.flatMap(Day.init(_:)),
              let trainers = json["trainers"]?.arrayValue
        else { return nil }
        self.init(
            Key(term: term, programme: programme, name: name), on: on, hours: json["hours"]?.stringValue ?? "", trainers: trainers.compactMap(\.stringValue),
            place: json["place"]?.stringValue ?? "")
    }
}
