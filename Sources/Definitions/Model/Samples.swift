/// Which of a timetable's sessions a case is about: `timetable`.
public struct SessionData: Sendable, Hashable {
    /// Key `session`: the datum that is its name there.
    public var session: Name
    /// Key `day`: the datum that is its day.
    public var day: Name
    /// Key `programme`: the datum that is its programme; by its name alone, where left out.
    public var programme: Name?
}

/// Whom a workflow's cases are about one after another, and how often each must have been: `samples`.
///
/// The population stands in the register: everybody who holds a credential. Somebody has been seen when a case in which she holds the role
/// has a day under `seen_on`.
public struct Sample: Sendable, Hashable {
    public var name: Name
    public var title: Words
    /// Key `of`: the role whose holders are seen.
    public var role: Name
    /// Key `among`: the credential; its first day is the day since when somebody is to be seen.
    public var credential: Name
    /// Key `seen_on`: the datum that is the day on which she was seen; without a value she was not.
    public var seenOn: Name
    /// Key `apart_by`: a choice for each of whose values is counted apart.
    public var apartBy: Name?
    /// Key `judged_by`: the sheet that says what was seen.
    public var judgedBy: Name?
    /// Key `told_by`: the letter by which she hears of it.
    public var toldBy: Name?
    /// In the order of the file; of those that apply, the one that asks soonest holds.
    public var rules: [Rule]

    public struct Rule: Sendable, Hashable {
        /// Why somebody is to be seen, in the words of the file.
        public var title: Words
        /// Key `until_seen`: applies to those who have been seen fewer times.
        public var untilSeen: Int?
        /// Key `in_first`: applies so many months from the first day on.
        public var inFirstMonths: Int?
        /// Key `after`: applies where the last case in which she was seen stands, or ended, in one of these states.
        public var after: [Name]
        /// Key `within`: so long after she was last seen; after the first day, where she never was. Nothing: at the next opportunity.
        public var within: Within
    }

    public struct Within: Sendable, Hashable {
        public var count: Int
        public var unit: Unit

        public init(count: Int, unit: Unit) {
            self.count = count
            self.unit = unit
        }

        public enum Unit: String, Sendable, CaseIterable { case days, workingDays = "working days", months }
    }
}
