import CEL
import OrderedCollections

/// What an expression of a workflow may speak of: everything that the workflow declares, typed.
///
/// ``base`` serves every expression; a rule adds `event`, the type of its form, and an update `row`. Each is made when the first of
/// its expressions is compiled: of a workflow that was kept, a command asks for few or none.
struct GuardEnvironment {
    let base: Deferred<Environment>

    /// Before anything is declared.
    static let empty = GuardEnvironment(Declarations(), names: GuardFunctions.Names())

    init(_ declarations: Declarations, names: GuardFunctions.Names) {
        base = Deferred {
            var environment = Environment(functions: GuardFunctions.declarations(names))
            environment.declare(orderedType: DateValue.type)
            environment.declare(type: CalendarDays.type)
            environment.variables = GuardEnvironment.variables(declarations)
            environment.maxima.declare(declarations.data.values, under: ["data"])
            for record in declarations.records.values {
                environment.maxima[["records", record.name]] = record.maximum
                environment.maxima.declare(record.fields, under: ["records", record.name, "*"])
            }
            return environment
        }
    }

    /// The environment of a rule.
    func rule(form: [Field], updates record: Record?) -> Deferred<Environment> {
        Deferred { [base] in
            var environment = base.value
            environment.variables["event"] = .record(RecordType("event", fields: form.map(\.guardField)))
            environment.maxima.declare(form, under: ["event"])
            if let record {
                environment.variables["row"] = .record(record.rowType)
                environment.maxima.declare(record.fields, under: ["row"])
            }
            return environment
        }
    }

    /// The environment of what is asked of whoever is named for a role.
    func naming() -> Deferred<Environment> {
        Deferred { [base] in
            var environment = base.value
            environment.variables["holder"] = .string
            environment.variables["actor"] = nil
            return environment
        }
    }

    /// The environment of what is owed: the credits' words alone.
    static func owed(words: [Name]) -> Deferred<Environment> {
        Deferred {
            var environment = Environment()
            environment.variables = ["credits": .record(RecordType("credits", fields: words.map { .init($0, .int) }))]
            return environment
        }
    }

    private static func variables(_ declared: Declarations) -> [String: CEL.`Type`] {
        func record(_ name: String, _ fields: [RecordType.Field]) -> CEL.`Type` { .record(RecordType(name, fields: fields)) }
        let role = record("role", [
            .init("filled", .bool), .init("person", .string), .init("organisation", .string),
            .init("persons", .list(.string)), .init("organisations", .list(.string)), .init("former", .list(.string)),
        ])
        let sheet = record("sheet", [.init("due", .int), .init("sealed", .int), .init("open", .bool)])
        let vote = record("vote", [
            .init("due", .int), .init("present", .int), .init("cast", .int), .init("quorate", .bool), .init("open", .bool), .init("tied", .bool),
            .init("outcome", .string),
        ])
        let clock = record("clock", [.init("due", DateValue.type), .init("running", .bool), .init("asking", .bool)])
        let link = record("link", [.init("case", .string), .init("ended", .bool), .init("subject", .string)])
        return [
            "data": record("data", declared.data.values.map(\.guardField)),
            "actor": record("actor", [.init("id", .string), .init("roles", .list(.string)), .init("organisations", .list(.string))]),
            "subject": record("subject", [.init("id", .string), .init("name", .string), .init("organisation", .string)]),
            "roles": record("roles", declared.roles.keys.map { .init($0, role) }),
            "sheets": record("sheets", declared.sheets.keys.map { .init($0, sheet) }),
            "votes": record("votes", declared.votes.keys.map { .init($0, vote) }),
            "records": record("records", declared.records.values.map { .init($0.name, .list(.record($0.rowType))) }),
            "clocks": record("clocks", declared.clockNames.map { .init($0, clock) }),
            "links": record("links", declared.links.keys.map { .init($0, .list(link)) }),
            "today": DateValue.type,
            "now": .timestamp,
        ]
    }
}

/// What a workflow declares before its states: filled while it is read.
struct Declarations {
    var roles: OrderedDictionary<Name, Role> = [:]
    var data: OrderedDictionary<Name, Field> = [:]
    var sheets: OrderedDictionary<Name, Sheet> = [:]
    var votes: OrderedDictionary<Name, Vote> = [:]
    var records: OrderedDictionary<Name, Record> = [:]
    var links: OrderedDictionary<Name, Link> = [:]
    var letters: OrderedDictionary<Name, Letter> = [:]
    var reports: OrderedDictionary<Name, Report> = [:]
    var appointments: OrderedDictionary<Name, Appointment> = [:]
    var samples: OrderedDictionary<Name, Sample> = [:]
    var withheld: [Withholding] = []
    var clockNames: [Name] = []
}

// What the cost of an expression is estimated from: the maxima that the file declares.
extension Maxima {
    fileprivate mutating func declare(_ fields: some Sequence<Field>, under path: [String]) {
        for field in fields { declare(field.type, at: path + [field.name]) }
    }

    private mutating func declare(_ type: FieldType, at path: [String]) {
        switch type {
        case .text(let max, _): self[path] = max
        case .list(let element, _, let max):
            self[path] = max
            declare(element, at: path + ["*"])
        case .choice(let words): self[path] = words.map(\.unicodeScalars.count).max() ?? 0
        case .whole, .yesNo, .date, .person, .organisation, .criterion, .row: break
        }
    }
}

extension Field {
    var guardField: RecordType.Field { .init(name, type.guardType, documentation: title.text()) }
}

extension Record {
    /// A row: its fields, its number, who added it and when.
    var rowType: RecordType {
        RecordType(name, fields: fields.map(\.guardField) + [.init("row", .int), .init("by", .string), .init("on", DateValue.type)])
    }
}

extension FieldType {
    /// The type as guards see it.
    public var guardType: CEL.`Type` {
        switch self {
        case .text, .choice, .person, .organisation, .criterion: .string
        case .whole, .row: .int
        case .yesNo: .bool
        case .date: DateValue.type
        case .list(let element, _, _): .list(element.guardType)
        }
    }
}
