import CEL
import CivilTime
import Rubrics

/// The functions that guards can call: signature, documentation and implementation side by side.
public enum GuardFunctions {
    /// One row of the documentation's table.
    public struct Row: Sendable, Hashable {
        public var name: String
        /// `schoolDays(string, date, date) -> int`
        public var signature: String
        public var documentation: String
    }

    /// The table, in the order in which the documentation prints it.
    public static var table: [Row] {
        (counting(Names()) + caseFunctions(Names()) + dates).flatMap { function in
            function.overloads.map { Row(name: function.name, signature: $0.signature(of: function.name), documentation: $0.documentation) }
        }
    }

    /// What the language itself brings, macros and operators with it.
    public static var language: [Row] {
        FunctionReference.rows(of: .standard).map { Row(name: $0.name, signature: $0.signature, documentation: $0.documentation) }
    }

    /// The names that a literal argument may have.
    struct Names: Sendable {
        var roles: [Name] = []
        var sheets: [Name] = []
        var events: [Name] = []
        var votes: [Vote] = []
        /// Of each sheet, the rubrics that are known of those by which it may be judged; nil where none is known.
        var rubrics: [Name: [Rubric]]?
    }

    static func declarations(_ names: Names) -> [FunctionDeclaration] { counting(names) + caseFunctions(names) + dates }

    // MARK: - Counting days

    private static func counting(_ names: Names) -> [FunctionDeclaration] {
        let role = literal(0, "role", names.roles)
        return [
            FunctionDeclaration("workingDays", overloads: [
                Overload("working_days_date_date", [date, date], .int,
                    documentation: "How many working days lie after the first date up to and with the second; negative where the second comes first.") { arguments, context in
                    .int(Int64(try host(context).workingDays(from: day(arguments, 0), to: day(arguments, 1))))
                },
            ]),
            FunctionDeclaration("schoolDays", overloads: [
                Overload("school_days_role_date_date", [.string, date, date], .int, literalArguments: [role],
                    documentation: "The same in days on which the schools of the role's holders are open.") { arguments, context in
                    .int(Int64(try host(context).schoolDays(of: text(arguments, 0), from: day(arguments, 1), to: day(arguments, 2))))
                },
            ]),
            FunctionDeclaration("isSchoolDay", overloads: [
                Overload("is_school_day_role_date", [.string, date], .bool, literalArguments: [role],
                    documentation: "Whether the schools of the role's holders are open on the date.") { arguments, context in
                    .bool(try host(context).isSchoolDay(of: text(arguments, 0), day(arguments, 1)))
                },
            ]),
            FunctionDeclaration("schoolDaysBeforeBreak", overloads: [
                Overload("school_days_before_break_role_date", [.string, date], .int, literalArguments: [role],
                    documentation: "How many school days are left before the role's next break of a week or more, the date itself among them; 0 within the break.") { arguments, context in
                    .int(Int64(try host(context).schoolDaysBeforeBreak(of: text(arguments, 0), day(arguments, 1))))
                },
            ]),
        ]
    }

    // MARK: - The case

    private static func caseFunctions(_ names: Names) -> [FunctionDeclaration] {
        let (sheet, event) = (literal(0, "sheet", names.sheets), literal(0, "event", names.events))
        let (vote, choice) = (literal(0, "vote", names.votes.map(\.name)), choice(names))
        return [
            FunctionDeclaration("unsettled", overloads: [
                Overload("unsettled_sheet", [.string], .list(.string), literalArguments: [sheet],
                    documentation: "The criteria on which the opened sheets differ and nothing has been chosen yet.") { arguments, context in
                    .list(try host(context).unsettled(sheet: text(arguments, 0)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("sealedBy", overloads: [
                Overload("sealed_by_sheet", [.string], .list(.string), literalArguments: [sheet],
                    documentation: "The persons who have sealed the sheet, once it is open.") { arguments, context in
                    .list(try host(context).sealedBy(sheet: text(arguments, 0)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("carried", overloads: [
                Overload("carried_vote_choice", [.string, .string], .bool, literalArguments: [vote, choice],
                    documentation: "Whether the vote has been taken and the choice carried, by its rule or by the casting vote.") { arguments, context in
                    .bool(try host(context).carried(vote: text(arguments, 0), choice: text(arguments, 1)))
                },
            ]),
            FunctionDeclaration("passes", overloads: [
                Overload("passes_sheet", [.string], .bool, literalArguments: [sheet, passing(names)],
                    documentation: "Whether the opened sheets suffice by the rubric's `passes`. Where they differ and nothing was chosen, the lowest level counts; what is open has not passed.") { arguments, context in
                    .bool(try host(context).passes(sheet: text(arguments, 0)))
                },
            ]),
            FunctionDeclaration("apart", overloads: [
                Overload("apart_sheet_int", [.string, .int], .list(.string), literalArguments: [sheet],
                    documentation: "The criteria on which the opened sheets lie so many levels apart or more, or cannot be compared, whether anything was chosen or not.") { arguments, context in
                    guard arguments.count == 2, case .int(let levels) = arguments[1] else { throw Fault(.noMatchingOverload, "a number was expected") }
                    return .list(try host(context).apart(sheet: text(arguments, 0), atLeast: Int(clamping: levels)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("straddling", overloads: [
                Overload("straddling_sheet_level", [.string, .string], .list(.string), literalArguments: [sheet, level(names)],
                    documentation: "The criteria on which one of the opened sheets reaches the level and another does not.") { arguments, context in
                    .list(try host(context).straddling(sheet: text(arguments, 0), level: text(arguments, 1)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("wholeApart", overloads: [
                Overload("whole_apart_sheet", [.string], .int, literalArguments: [sheet],
                    documentation: "How many levels apart the opened sheets lie on the level chosen for the whole; 0 where none is chosen.") { arguments, context in
                    .int(Int64(try host(context).wholeApart(sheet: text(arguments, 0)) ?? 0))
                },
            ]),
            FunctionDeclaration("judged", overloads: [
                Overload("judged_sheet", [.string], .list(.string), literalArguments: [sheet],
                    documentation: "The criteria on which every opened sheet gives a level.") { arguments, context in
                    .list(try host(context).judged(sheet: text(arguments, 0)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("below", overloads: [
                Overload("below_sheet_level", [.string, .string], .list(.string), literalArguments: [sheet, level(names)],
                    documentation: "The criteria on which the opened sheets lie below the level. Where they differ and nothing was chosen, the lowest counts; without a level a criterion is not below one.") { arguments, context in
                    .list(try host(context).below(sheet: text(arguments, 0), level: text(arguments, 1)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("unvaried", overloads: [
                Overload("unvaried_sheet", [.string], .list(.string), literalArguments: [sheet],
                    documentation: "The parts whose opened sheets give one and the same level to all that was judged (three criteria, and more than half of them).") { arguments, context in
                    .list(try host(context).unvaried(sheet: text(arguments, 0)).map { .string($0) })
                },
            ]),
            FunctionDeclaration("interest", overloads: [
                Overload("interest_person_person_kind", [.string, .string, .string], .bool, literalArguments: [kind],
                    documentation: "Whether the register knows an interest of that kind between the two persons today.") { arguments, context in
                    .bool(try host(context).interest(text(arguments, 0), text(arguments, 1), kind: text(arguments, 2)))
                },
            ]),
            FunctionDeclaration("happenedBy", overloads: [
                Overload("happened_by_date_hour", [date, .string], .bool,
                    documentation: "Whether what is sent happened no later than that hour ('15:00') of the date; said to have happened on a date alone, it is in time until that day's end.") { arguments, context in
                    .bool(try host(context).happened(by: day(arguments, 0), hour: text(arguments, 1)))
                },
            ]),
            FunctionDeclaration("holds", overloads: [
                Overload("holds_person_credential", [.string, .string], .bool, literalArguments: [credential],
                    documentation: "Whether the person holds the credential today.") { arguments, context in
                    .bool(try host(context).holds(person: text(arguments, 0), credential: text(arguments, 1)))
                },
            ]),
            FunctionDeclaration("did", overloads: [
                Overload("did_event", [.string], .int, literalArguments: [event],
                    documentation: "How often the event was accepted in this case.") { arguments, context in
                    .int(Int64(try host(context).did(event: text(arguments, 0))))
                },
            ]),
            FunctionDeclaration("doers", overloads: [
                Overload("doers_event", [.string], .list(.string), literalArguments: [event],
                    documentation: "The persons who sent the event, each once.") { arguments, context in
                    .list(try host(context).doers(event: text(arguments, 0)).map { .string($0) })
                },
            ]),
        ]
    }

    /// That a sheet's rubrics say what suffices.
    private static func passing(_ names: Names) -> LiteralArgument {
        LiteralArgument(0) { value in
            guard case .string(let sheet) = value, let rubric = names.rubrics?[sheet]?.first(where: { $0.passes == nil }) else { return nil }
            return .init("the rubric `\(rubric.name)` does not say what passes")
        }
    }

    /// That a level is one that every rubric of the sheet has.
    private static func level(_ names: Names) -> LiteralArgument {
        LiteralArgument(1, beside: { value, arguments in
            guard case .string(let level) = value, case .string(let sheet)? = arguments.first.flatMap(\.self) else { return nil }
            let rubric = names.rubrics?[sheet]?.first { rubric in !rubric.scale.contains { $0.id.sameScalars(as: level) } }
            return rubric.map { .unknown("level", level, known: $0.scale.map(\.id)) }
        })
    }

    /// That a choice is one of the vote's.
    private static func choice(_ names: Names) -> LiteralArgument {
        LiteralArgument(1, beside: { value, arguments in
            guard case .string(let choice) = value, case .string(let name)? = arguments.first.flatMap(\.self),
                  let vote = names.votes.first(where: { $0.name.sameScalars(as: name) }), !vote.choices.contains(where: { $0.sameScalars(as: choice) })
            else { return nil }
            return .unknown("choice of this vote", choice, known: vote.choices)
        })
    }

    private static func literal(_ index: Int, _ kind: String, _ known: [Name]) -> LiteralArgument {
        LiteralArgument(index) { value in
            guard case .string(let name) = value, !known.contains(where: { $0.sameScalars(as: name) }) else { return nil }
            return .unknown(kind, name, known: known)
        }
    }

    /// Credentials and kinds of interest are the register's words; only their form can be checked here.
    private static let credential = word(1, "a credential")
    private static let kind = word(2, "a kind of interest")

    private static func word(_ index: Int, _ what: String) -> LiteralArgument {
        LiteralArgument(index) { value in
            guard case .string(let name) = value else { return nil }
            let isName = name.utf8.first.map { (0x61...0x7A).contains($0) } == true && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0.isDigit || $0 == 0x5F }
            return isName ? nil : .init("`\(name)` is not the name of \(what)")
        }
    }

    // MARK: - Dates

    private static let date = DateValue.type

    private static let dates: [FunctionDeclaration] = [
        FunctionDeclaration("calendarDays", overloads: [
            Overload.unary("calendar_days_int", .int, CalendarDays.type, documentation: "So many calendar days, to be added to a date or taken from it.") { value in
                guard case .int(let number) = value, let count = Int(exactly: number), abs(count) <= 4_000_000 else { throw Fault(.overflow, "so many days lie outside every calendar") }
                return .host(CalendarDays(count: count))
            },
        ]),
        FunctionDeclaration("date", overloads: [
            Overload("date_string", [.string], date, literalArguments: [dateLiteral], documentation: "A date written as '2027-01-12'.") { arguments, _ in
                guard let day = Day(text(arguments, 0)) else { throw Fault(.conversion, "`\(text(arguments, 0))` is not a date such as 2027-01-12") }
                return .host(DateValue(day))
            },
        ]),
        FunctionDeclaration("_+_", overloads: [
            Overload.binary("add_date_calendar_days", date, CalendarDays.type, date, documentation: "The date so many days later.") { left, right in
                try moved(left, right, by: 1)
            },
        ]),
        FunctionDeclaration("_-_", overloads: [
            Overload.binary("subtract_date_calendar_days", date, CalendarDays.type, date, documentation: "The date so many days earlier.") { left, right in
                try moved(left, right, by: -1)
            },
            Overload.binary("subtract_date_date", date, date, .int, documentation: "How many calendar days the first date lies after the second.") { left, right in
                .int(Int64(try day(left) - day(right)))
            },
        ]),
        FunctionDeclaration("year", overloads: [Overload.unary("date_year", date, .int, isMember: true, documentation: "The year of the date.") { .int(Int64(try day($0).year)) }]),
        FunctionDeclaration("month", overloads: [Overload.unary("date_month", date, .int, isMember: true, documentation: "The month of the date, 1 to 12.") { .int(Int64(try day($0).month)) }]),
        FunctionDeclaration("dayOfMonth", overloads: [Overload.unary("date_day_of_month", date, .int, isMember: true, documentation: "The day of the month, 1 to 31.") { .int(Int64(try day($0).day)) }]),
        FunctionDeclaration("weekday", overloads: [Overload.unary("date_weekday", date, .string, isMember: true, documentation: "The day of the week in small letters: 'monday'.") { .string(try day($0).weekday.name.lowercased()) }]),
    ]

    private static let dateLiteral = LiteralArgument(0) { value in
        guard case .string(let text) = value, Day(text) == nil else { return nil }
        return .init("`\(text)` is not a date such as 2027-01-12")
    }

    private static func moved(_ left: CEL.Value, _ right: CEL.Value, by sign: Int) throws -> CEL.Value {
        guard case .host(let host) = right, let days = host as? CalendarDays else { throw Fault(.noMatchingOverload, "calendar days were expected") }
        let result = try day(left) + sign * days.count
        guard result > .first, result < .last else { throw Fault(.overflow, "the date lies outside the years 1 to 9999") }
        return .host(DateValue(result))
    }

    // MARK: - Arguments

    private static func host(_ context: CallContext) throws -> any GuardContext {
        guard let host = context.host as? any GuardContext else { throw Fault(.host, "there is no case to ask") }
        return host
    }

    private static func day(_ value: CEL.Value) throws -> Day {
        guard case .host(let host) = value, let date = host as? DateValue else { throw Fault(.noMatchingOverload, "a date was expected") }
        return date.day
    }

    private static func day(_ arguments: [CEL.Value], _ index: Int) throws -> Day {
        guard arguments.indices.contains(index) else { throw Fault(.noMatchingOverload, "an argument is missing") }
        return try day(arguments[index])
    }

    private static func text(_ arguments: [CEL.Value], _ index: Int) -> String {
        guard arguments.indices.contains(index), case .string(let text) = arguments[index] else { return "" }
        return text
    }
}
