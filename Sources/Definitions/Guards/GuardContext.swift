import CEL
import CivilTime

/// What guards ask of a case while they are evaluated; Casework answers.
///
/// Counting functions throw where the calendar ends or a school's days are not known: an answer is never guessed.
public protocol GuardContext: Sendable {
    /// The value of a variable (`data`, `event`, `row`, `actor`, `subject`, `roles`, `sheets`, `votes`, `records`, `clocks`, `links`,
    /// `today`, `now`, `credits`), in the shape that ``GuardEnvironment`` gives it; nil where there is none.
    func variable(_ name: String) throws -> CEL.Value?
    /// How many working days lie after `from` up to and with `to`; negative where `to` comes first.
    func workingDays(from: Day, to: Day) throws -> Int
    /// The same in days on which the schools of a role's holders are open.
    func schoolDays(of role: Name, from: Day, to: Day) throws -> Int
    func isSchoolDay(of role: Name, _ day: Day) throws -> Bool
    /// How many school days there are after the day before the next break of a week or more.
    func schoolDaysBeforeBreak(of role: Name, _ day: Day) throws -> Int
    /// Criteria on which the opened sheets differ and nothing has been chosen yet.
    func unsettled(sheet: Name) throws -> [Name]
    /// The persons who have sealed the sheet; nobody while it is sealed until all have.
    func sealedBy(sheet: Name) throws -> [String]
    /// Whether a vote has been taken and the choice carried.
    func carried(vote: Name, choice: Name) throws -> Bool
    /// Whether the opened sheets suffice by their rubric's rule; not while they are not open.
    func passes(sheet: Name) throws -> Bool
    /// Criteria on which the opened sheets lie so many levels apart, or more, or cannot be compared.
    func apart(sheet: Name, atLeast levels: Int) throws -> [Name]
    /// Criteria on which one of the opened sheets reaches the level and another does not.
    func straddling(sheet: Name, level: Name) throws -> [Name]
    /// How many levels apart the opened sheets lie on the whole; nil where one chose no level for it.
    func wholeApart(sheet: Name) throws -> Int?
    /// Criteria on which every opened sheet gives a level.
    func judged(sheet: Name) throws -> [Name]
    /// The parts (or `role:holder`) whose opened sheets give one and the same level to all that was judged.
    func unvaried(sheet: Name) throws -> [String]
    /// Criteria on which the opened sheets lie below the level: what was chosen counts, else the lowest.
    func below(sheet: Name, level: Name) throws -> [Name]
    /// Whether the event happened no later than that hour of the day; a bare date is in time until that day's end.
    func happened(by day: Day, hour: String) throws -> Bool
    /// Whether the register knows an interest of that kind between two persons.
    func interest(_ one: String, _ other: String, kind: Name) throws -> Bool
    func holds(person: String, credential: Name) throws -> Bool
    /// How often the event was accepted in this case.
    func did(event: Name) throws -> Int
    /// The persons who sent it, each once.
    func doers(event: Name) throws -> [String]
}

/// A record for guards whose fields are fetched when they are read.
public struct GuardRecord: RecordValue {
    public let typeName: String
    private let fetch: @Sendable (String) throws -> CEL.Value?

    public init(_ typeName: String, _ fetch: @escaping @Sendable (String) throws -> CEL.Value?) {
        self.typeName = typeName
        self.fetch = fetch
    }

    public func field(_ name: String) throws -> CEL.Value? { try fetch(name) }
}

extension FieldValue {
    /// The value as guards see it; nil for an absence, which `has(…)` tests.
    public var guardValue: CEL.Value? {
        switch self {
        case .text(let text): .string(text)
        case .whole(let number): .int(number)
        case .yesNo(let truth): .bool(truth)
        case .date(let day): .host(DateValue(day))
        case .list(let values): .list(values.compactMap(\.guardValue))
        case .absent: nil
        }
    }
}

extension CEL.Value {
    /// The field's value that a `set`, `with` or `data` expression has given; nil where it does not fit the type.
    public func fieldValue(as type: FieldType) -> FieldValue? {
        switch (type, self) {
        case (.text, .string(let text)), (.choice, .string(let text)), (.person, .string(let text)), (.organisation, .string(let text)), (.criterion, .string(let text)):
            return .text(text)
        case (.whole, .int(let number)), (.row, .int(let number)): return .whole(number)
        case (.yesNo, .bool(let truth)): return .yesNo(truth)
        case (.date, .host(let host)): return (host as? DateValue).map { .date($0.day) }
        case (.list(let element, _, _), .list(let values)):
            var fields: [FieldValue] = []
            for value in values {
                guard let field = value.fieldValue(as: element) else { return nil }
                fields.append(field)
            }
            return .list(fields)
        case (.text, _), (.choice, _), (.person, _), (.organisation, _), (.criterion, _), (.whole, _), (.row, _), (.yesNo, _), (.date, _), (.list, _):
            return nil
        }
    }
}
