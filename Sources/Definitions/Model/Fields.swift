import CivilTime
import Rubrics

/// A typed field: of the data, of a form, or of a record.
public struct Field: Sendable, Hashable {
    public var name: Name
    public var title: Words
    public var type: FieldType
    public var isOptional: Bool
    /// For a record's field: filled by a later event, never when the row is added.
    public var isLater: Bool
    public var visibility: Visibility
    public var initial: FieldValue?
    /// For a form's field: setting the datum of the same name is part of accepting the event.
    public var setsDatum: Bool
}

/// What a field holds. Every list, text and record has a maximum.
public indirect enum FieldType: Sendable, Hashable {
    /// At most `max` characters (Unicode scalars) and, where given, `words` words.
    case text(max: Int, words: Int?)
    case whole(min: Int64, max: Int64)
    case yesNo
    case date
    case choice([Name])
    case person
    case organisation
    /// A criterion of the rubric; where a choice decides between several, of the one that holds.
    case criterion(rubric: ByChoice<Name>)
    /// A row of the record, by its number.
    case row(record: Name)
    case list(FieldType, min: Int, max: Int)

    /// Whether its values are people or organisations.
    var namesSomebody: Bool {
        switch self {
        case .person, .organisation: true
        case .list(let element, _, _): element.namesSomebody
        case .text, .whole, .yesNo, .date, .choice, .criterion, .row: false
        }
    }
}

/// A value that fits a ``FieldType``.
public enum FieldValue: Sendable, Hashable {
    case text(String)
    case whole(Int64)
    case yesNo(Bool)
    case date(Day)
    case list([FieldValue])
    /// Why there is no value: never one word for five reasons.
    case absent(Absence)

    public enum Absence: String, Sendable, CaseIterable { case unknown, notApplicable = "not_applicable", notSeen = "not_seen", withheld, erased }
}

/// A list of rows that a case gathers.
public struct Record: Sendable {
    public var name: Name
    public var title: Words
    public var fields: [Field]
    public var visibility: Visibility
    /// For restricted records: the roles whose holders see it.
    public var seenBy: [Name]
    public var maximum: Int
}

/// A judgement asked of raters on a rubric.
public struct Sheet: Sendable {
    public var name: Name
    public var title: Words
    public var rubric: ByChoice<Name>
    public var by: [Name]
    /// `true`: seen by nobody but its rater until all are sealed.
    public var isSealedUntilAll: Bool
    /// The largest difference in levels that is not yet a difference to be settled with a reason.
    public var tolerance: ByChoice<Int>
    public var evidenceRequired: Bool
    /// The record whose rows the evidence of a judgement names, by their numbers; nil: evidence is named freely.
    public var evidenceFrom: Name?
    public var settledBy: [Name]
    /// From when the agreement of raters over many cases is worth a look.
    public var watch = Watch()
    /// Roles whose holders see no judgement of it before they have sealed their own.
    public var blindTo: [Name] = []
    public var isOptional: Bool
    public var visibility: Visibility
    /// For restricted sheets: the roles whose holders see them once they are open.
    public var seenBy: [Name] = []
}

/// Figures of raters' agreement below which somebody looks: marks, which forbid nothing.
public struct Watch: Sendable, Hashable {
    /// The share of judgements that are the same.
    public var exact: Share.Threshold?
    /// The share that lie one level apart at most.
    public var withinOne: Share.Threshold?
    /// By how much of a level one rater lies above another on average.
    public var bias: Share.Threshold?
}

/// One value, or one for each value of a choice datum (`{ by: profile, narrative: …, levels: … }`).
public enum ByChoice<Value: Sendable & Hashable>: Sendable, Hashable {
    case always(Value)
    case by(datum: Name, [Name: Value])

    /// Every value that may hold, in the order of the choices' names.
    public var values: [Value] {
        switch self {
        case .always(let value): [value]
        case .by(_, let values): values.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

/// Another case that this one knows.
public struct Link: Sendable, Hashable {
    public var name: Name
    public var title: Words
    public var workflow: Name
    /// The case that started this one.
    public var isParent: Bool
}

public struct Letter: Sendable {
    public var name: Name
    public var title: Words
    public var to: Addressees
    /// The template's name under Workflows (`letters/invitation`).
    public var template: String
    /// The appointments that go with it as a calendar file.
    public var appointments: [Name] = []

    public enum Addressees: Sendable, Hashable {
        case roles([Name])
        /// Whoever owes what the clock is about.
        case owed
        /// Whoever got a letter by an entry that proved mistaken.
        case corrected
        /// Whoever is named for one of the parts while the case runs, by an event or by hand.
        case appointed([Name])
        /// Whoever leaves one of the parts while the case runs.
        case released([Name])
    }
}

/// Judgements, rows and data that those who hold a part do not read until the case has come to a state.
public struct Withholding: Sendable {
    public var name: Name
    public var from: [Name]
    public var sheets: [Name]
    public var records: [Name]
    public var data: [Name]
    /// The states, by their paths, in which it is read.
    public var until: [Name]
}

public struct Report: Sendable {
    public var name: Name
    public var title: Words
    public var template: String
    public var editions: [Name]
    /// The record whose rows number the editions; nil: the report has one.
    public var numberedBy: Name?
    /// The roles whose holders may have it, beside those who manage the case; empty: whoever takes part.
    public var audience: [Name] = []
}

/// Days of a case that stand in people's calendars.
public struct Appointment: Sendable, Hashable {
    public var name: Name
    public var title: Words
    /// The datum that is its first day.
    public var from: Name
    /// The datum that is its last day; nil: it is one day.
    public var until: Name?
    /// The roles whose holders have it in their calendars.
    public var who: [Name]
    /// States in which it is called off, whatever the data say.
    public var offIn: [Name]
}

/// What organisations owe one another, as a sum over credits.
public struct Owed: Sendable {
    public var title: Words
    /// An expression over `credits.NAME`, whole numbers.
    public var expression: Expression
}
