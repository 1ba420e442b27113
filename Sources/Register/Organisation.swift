import CivilTime

/// A school, a trust, a hub, an authority: whatever people belong to.
public struct Organisation: Sendable, Hashable {
    public let id: String
    public var details: Details
    /// The trusts (or other operators) that it has belonged to, oldest first.
    public var trusts: [Membership]
    /// What became of it, where it is no longer itself.
    public var succession: Succession?

    public init(_ id: String, _ details: Details, trusts: [Membership] = [], succession: Succession? = nil) {
        self.id = id
        self.details = details
        self.trusts = trusts
        self.succession = succession
    }

    public var name: String { details.name }

    /// What describes an organisation, without dates.
    public struct Details: Sendable, Hashable {
        public var name: String
        public var kind: Kind
        /// Nil for what is no school.
        public var phase: Phase?
        public var region: String?
        /// The area of the calendar whose school terms it keeps.
        public var area: String?
        /// The local partnership that it belongs to.
        public var partnership: String?
        public var location: Location?

        public init(
            name: String, kind: Kind = .school, phase: Phase? = nil, region: String? = nil, area: String? = nil, partnership: String? = nil,
            location: Location? = nil
        ) {
            self.name = name
            self.kind = kind
            self.phase = phase
            self.region = region
            self.area = area
            self.partnership = partnership
            self.location = location
        }
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case school, trust, hub, alliance, ittProvider = "itt_provider", localAuthority = "local_authority", university, diocese, other
    }

    public enum Phase: String, Sendable, Hashable, CaseIterable {
        case nursery, primary, middle, secondary, allThrough = "all_through", special, alternativeProvision = "alternative_provision",
             sixteenPlus = "sixteen_plus"
    }

    /// Where it lies, in degrees (WGS 84).
    public struct Location: Sendable, Hashable {
        public let latitude: Double
        public let longitude: Double

        /// Nil outside the globe, and for what is no number.
        public init?(latitude: Double, longitude: Double) {
            guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// Belonging to a trust, from a date to a date.
    public struct Membership: Sendable, Hashable {
        /// The trust's identifier.
        public var trust: String
        public var days: DayRange

        public init(_ trust: String, _ days: DayRange = .always) {
            self.trust = trust
            self.days = days
        }
    }

    /// What became of an organisation on a day: from that day on its successor stands for it.
    public struct Succession: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// It went into another that was there already.
            case mergedInto = "merged_into"
            /// It goes on as another (a school that became an academy).
            case became
            /// It closed; a successor may be named for what it owes.
            case closed
        }

        public var kind: Kind
        public var on: Day
        /// The successor's identifier.
        public var successor: String?

        public init(_ kind: Kind, on: Day, successor: String? = nil) {
            self.kind = kind
            self.on = on
            self.successor = successor
        }
    }
}
