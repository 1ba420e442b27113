import CivilTime
import JSON

/// The dates that decide which days count, as a calendar file gives them.
///
/// Not called Calendar, so that it stands beside Foundation's without a prefix.
///
/// A file has these keys, each the property of the same name in lower_snake:
///
/// ```yaml
/// triad: 1                        # read by Definitions
/// calendar: england-schools       # name
/// version: 1
/// title: Schools in England
/// zone: Europe/London             # IANA name
/// weekend: [saturday, sunday]
/// default_nation: england_and_wales
/// default_area: pattern_one       # may be left out
/// nations: { NAME: … }            # `nations`, in the file's order; each a Nation
/// areas:   { NAME: … }            # `areas`; each an Area
/// schools: { ID: … }              # `schools`; each a School; may be left out
/// ```
///
/// Layers: a school's own dates go over its area's, an area's over the nation's. Every date is quoted text, "2027-01-12".
/// The values are plain and may be wrong until ``mistakes()`` returns none.
public struct SchoolCalendar: Sendable, Hashable {
    /// Key `calendar`: `[a-z][a-z0-9_-]*`.
    public var name: String
    /// Key `version`: 1 or more.
    public var version: Int
    /// Key `title`.
    public var title: String
    /// Key `zone`: where its days begin and end.
    public var zone: Zone
    /// Key `weekend`: the days of the week that are neither working nor school days.
    public var weekend: [Weekday]
    /// Key `default_nation`: the nation of an area that names none, and of an addressee without an area.
    public var defaultNation: String
    /// Key `default_area`: the area of an addressee whose own is not known; nil where there is none.
    public var defaultArea: String?
    /// Key `nations`, in the file's order.
    public var nations: [Nation]
    /// Key `areas`, in the file's order.
    public var areas: [Area]
    /// Key `schools`, in the file's order.
    public var schools: [School]

    public init(
        name: String, version: Int = 1, title: String, zone: Zone = .london, weekend: [Weekday] = [.saturday, .sunday],
        defaultNation: String, defaultArea: String? = nil, nations: [Nation], areas: [Area] = [], schools: [School] = []
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.zone = zone
        self.weekend = weekend
        self.defaultNation = defaultNation
        self.defaultArea = defaultArea
        self.nations = nations
        self.areas = areas
        self.schools = schools
    }

    /// Bank holidays of a nation. They are known for whole years, from the first year that has one to the last.
    public struct Nation: Sendable, Hashable {
        /// The key under `nations`: `[a-z][a-z0-9_]*`.
        public var name: String
        /// Key `title`.
        public var title: String
        /// Key `bank_holidays`: a list of `{ date, name }`.
        public var bankHolidays: [NamedDay]

        public init(name: String, title: String, bankHolidays: [NamedDay]) {
            self.name = name
            self.title = title
            self.bankHolidays = bankHolidays
        }
    }

    /// The school years that an area (an authority, a trust) sets for its schools.
    public struct Area: Sendable, Hashable {
        /// The key under `areas`: `[a-z][a-z0-9_]*`.
        public var name: String
        /// Key `title`.
        public var title: String
        /// Key `nation`: one of `nations`, or nil for `default_nation`.
        public var nation: String?
        /// Key `school_years`, oldest first.
        public var schoolYears: [SchoolYear]

        public init(name: String, title: String, nation: String? = nil, schoolYears: [SchoolYear]) {
            self.name = name
            self.title = title
            self.nation = nation
            self.schoolYears = schoolYears
        }
    }

    /// One school's own dates, which go over its area's.
    public struct School: Sendable, Hashable {
        /// The key under `schools`: the organisation's identifier in the register, `[A-Za-z0-9][A-Za-z0-9_-]*`.
        public var id: String
        /// Key `title`.
        public var title: String
        /// Key `area`: one of `areas`, or nil for `default_area`.
        public var area: String?
        /// Key `school_years`: only what differs. Terms given replace the area's of the year with the same name, training days
        /// given replace the area's, closures are added to the area's.
        public var schoolYears: [SchoolYear]

        public init(id: String, title: String, area: String? = nil, schoolYears: [SchoolYear]) {
            self.id = id
            self.title = title
            self.area = area
            self.schoolYears = schoolYears
        }
    }

    public struct SchoolYear: Sendable, Hashable {
        /// Key `name`: "2026/27".
        public var name: String
        /// Key `terms`, in order; nil where a school keeps its area's.
        public var terms: [Term]?
        /// Key `training_days`: a list of `{ date, name }`; nil where a school keeps its area's, empty for none.
        public var trainingDays: [NamedDay]?
        /// Key `closures`: a list of `{ name, from, through }`: days on which school is closed besides (a polling day, a flood).
        public var closures: [NamedSpan]

        public init(name: String, terms: [Term]?, trainingDays: [NamedDay]? = nil, closures: [NamedSpan] = []) {
            self.name = name
            self.terms = terms
            self.trainingDays = trainingDays
            self.closures = closures
        }
    }

    public struct Term: Sendable, Hashable {
        /// Key `name`: "Autumn term".
        public var name: String
        /// Key `from`: the first day on which the school is open or trains.
        public var from: Day
        /// Key `through`: the last such day.
        public var through: Day
        /// Key `breaks`: a list of `{ name, from, through }`: half-terms.
        public var breaks: [NamedSpan]

        public init(name: String, from: Day, through: Day, breaks: [NamedSpan] = []) {
            self.name = name
            self.from = from
            self.through = through
            self.breaks = breaks
        }
    }

    /// A date with a name: `{ date: "2027-03-26", name: Good Friday }`.
    public struct NamedDay: Sendable, Hashable {
        /// Key `date`.
        public var date: Day
        /// Key `name`.
        public var name: String

        public init(_ date: Day, _ name: String) {
            self.date = date
            self.name = name
        }
    }

    /// Days with a name: `{ name: half-term, from: "2026-10-26", through: "2026-10-30" }`.
    public struct NamedSpan: Sendable, Hashable {
        /// Key `name`.
        public var name: String
        /// Key `from`.
        public var from: Day
        /// Key `through`; the file may leave it out for one day alone.
        public var through: Day

        public init(_ name: String, from: Day, through: Day) {
            self.name = name
            self.from = from
            self.through = through
        }
    }
}

// MARK: - Finding a layer

extension SchoolCalendar {
    func nation(_ name: String?) -> Nation? {
        nations.first { ($0.name).isSame(as: name ?? defaultNation) }
    }

    func area(_ name: String) -> Area? {
        areas.first { $0.name.isSame(as: name) }
    }

    func school(_ id: String) -> School? {
        schools.first { $0.id.isSame(as: id) }
    }
}

extension String {
    /// Whether the two are the same scalars: `==` would hold the Kelvin sign and the letter K equal.
    func isSame(as other: String) -> Bool {
        sameScalars(self, other)
    }
}
