import ArgumentParser
import Casework
import CivilTime
import JSON
import TriadKit

struct Start: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "start",
        abstract: "Start a case.",
        discussion: "Example: triad start triad-review --subject alder-bank lead=P4 data.cycle=2026/27 --as \"Ada Marsh\"")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The workflow's name.") var workflow: String
    @Option(name: .long, help: "Whom it is about: an organisation or a person; given again for each of a group.") var subject: [String]
    @Option(name: .long, help: "The case's title; else the workflow's and the subject's.") var title: String?
    @Argument(help: ArgumentHelp("Parts (role=PERSON or role=ORGANISATION) and data (data.field=value).", valueName: "name=value")) var values: [String] = []

    func carryOut() throws {
        let (roles, data) = try PartsAndData.read(values)
        try options.perform("start", [
            ("workflow", .string(workflow)), ("subject", .array(subject.map(JSON.Value.string))), ("title", title.map(JSON.Value.string)),
            ("roles", .object(roles)), ("data", .object(data)), attach.parameter,
        ], act)
    }
}

/// `role=PERSON` and `data.field=value`, as they are typed.
private enum PartsAndData {
    static func read(_ values: [String]) throws -> (roles: JSON.Object, data: JSON.Object) {
        var roles: [(key: String, value: JSON.Value)] = []
        var data = JSON.Object()
        for (name, value) in try Reading.pairs(values, again: { !$0.hasPrefix("data.") }) {
            if name.hasPrefix("data.") {
                data.append(String(name.dropFirst(5)), .string(value))
            } else {
                roles.append((name, .string(value)))
            }
        }
        var holders = JSON.Object()
        for (role, _) in roles where holders[role] == nil { holders.append(role, .array(roles.filter { $0.key == role }.map(\.value))) }
        return (holders, data)
    }
}

struct AdoptCase: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "adopt",
        abstract: "Take over a case that was begun on paper, in the state that it has reached.",
        discussion: """
            Example: triad adopt triad-review --state drafting --subject alder-bank lead=P4 reviewer=P7 data.visit_on=2026-06-09 --on 2026-01-12 --attach notes.pdf
            --on says when it began. Nothing is sent, credited or told by that; papers from before go with it (--attach).
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The workflow's name.") var workflow: String
    @Option(name: .long, help: "The state that it has reached.") var state: String
    @Option(name: .long, help: "Whom it is about: an organisation or a person; given again for each of a group.") var subject: [String]
    @Option(name: .long, help: "The case's title; else the workflow's and the subject's.") var title: String?
    @Argument(help: ArgumentHelp("Parts (role=PERSON or role=ORGANISATION) and data (data.field=value).", valueName: "name=value")) var values: [String] = []

    func carryOut() throws {
        let (roles, data) = try PartsAndData.read(values)
        try options.perform("adopt", [
            ("workflow", .string(workflow)), ("state", .string(state)), ("subject", .array(subject.map(JSON.Value.string))),
            ("title", title.map(JSON.Value.string)), ("roles", .object(roles)), ("data", .object(data)), attach.parameter,
        ], act)
    }
}

struct Amend: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "amend",
        abstract: "Put right by hand what no event can: where a case stands, what it knows, when a clock falls due.",
        discussion: """
            Example: triad amend triad-review-1 --state drafting --because "It was sent on by mistake, and both have gone on holiday" --dry-run
            Nothing is sent, credited or told by it. A mistake is corrected (triad correct), a holder appointed or released.
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: ArgumentHelp("Data that are to be otherwise.", valueName: "field=value")) var values: [String] = []
    @Option(name: .long, help: "The state in which it is to stand.") var state: String?
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("A clock, and the day on which it is to fall due; as often as needed.", valueName: "clock=date")) var clock: [String] = []
    @Option(name: .long, help: "Why.") var because: String

    func carryOut() throws {
        try options.perform("amend", [
            ("case", .string(`case`)), ("state", state.map(JSON.Value.string)), ("data", values.isEmpty ? nil : .object(try Form.read(values))),
            ("clocks", clock.isEmpty ? nil : .object(try Form.read(clock))), ("because", .string(because)), seen.parameter, attach.parameter,
        ], act)
    }
}

struct Cases: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "cases", abstract: "List cases.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: "Only cases of this workflow.") var workflow: String?
    @Option(name: .long, help: "Only cases in this state.") var state: String?
    @Option(name: .long, help: "Only cases about this organisation or person.") var subject: String?
    @Option(name: .long, help: "Only cases in which this person or organisation holds a part.") var holder: String?
    @Option(name: .customLong("due-by"), help: ArgumentHelp("Only cases in which something falls due by then.", valueName: "date")) var dueBy: String?
    @Option(name: .long, help: ArgumentHelp("Only cases in whose data such a text stands; may be given again.", valueName: "name=text")) var data: [String] = []
    @Flag(name: .long, help: "Ended cases too.") var all = false
    @Option(name: .long, help: "By id, title or due.") var sort: CaseWish.Order = .id
    @Option(name: .long, help: "At most so many; else all.") var limit: Int?
    @Option(name: .long, help: ArgumentHelp("Go on after the list that ended with this.", valueName: "next")) var after: String?

    func carryOut() throws {
        let texts = Dictionary(try Reading.pairs(data).map { ($0.name, $0.value) }) { $1 }
        let list: CaseList = try options.reading().answer(
            .cases(CaseWish(
                workflow: workflow, state: state, subject: subject, holder: holder, dueBy: try dueBy.map(Reading.day), data: texts,
                includesEnded: all, order: sort, limit: limit, after: after)),
            as: options.person)
        options.print(list) { list in
            Screen([.table(TextTable(["Case", "Title", "State", "Next due"], list.cases.map {
                [$0.id, $0.title, $0.state, $0.nextDue?.short ?? ""]
            }))] + (list.next.map { [.line("There are more: --after '\($0)'")] } ?? []))
        }
    }
}

extension CaseWish.Order: Choice {}

struct InboxCommand: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "inbox", abstract: "What waits for you, and by when.")
    @OptionGroup var options: FileOptions
    @Argument(help: "Somebody else's, where you may see it.") var of: String?

    func carryOut() throws {
        let inbox: Inbox = try options.reading().answer(.inbox(person: of), as: options.whoActs())
        options.print(inbox) { inbox in
            Screen([
                .title("\(inbox.person.name), \(inbox.today.spelled)"),
                inbox.items.isEmpty ? .line("Nothing waits for you.") : .table(TextTable(["By", "What", "Case", "With"], inbox.items.map {
                    [$0.due.map { due in due.short } ?? "", $0.text + ($0.isLate ? " (late)" : ""), "\($0.caseTitle) (\($0.case))", $0.ways.joined(separator: ", ")]
                })),
            ])
        }
    }
}

extension Inbox.Item {
    /// What is typed to deal with it: events of its case, or a command of the program.
    fileprivate var ways: [String] {
        switch (kind, about) {
        case (.sheet, let sheet?): ["sheet \(sheet)"] + events
        case (.vote, let vote?): ["vote cast \(vote)"] + events
        case (.window, let clock?): ["confirm \(clock)"]
        case (.doubt, let role?): ["carry-on \(role)", "appoint \(role)"]
        case (.slip, let entry?): ["slip \(entry)"]
        case (.typed, let entry?): ["confirm \(entry)"]
        case (.confidence, let number?): ["confide --answered \(number)"]
        case (.todo, _), (.incident, _), (.notice, _), (_, nil): events
        }
    }
}

struct Do: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "do",
        abstract: "Do something in a case: send it an event.",
        discussion: "Example: triad do triad-review-1 leave --on 2026-11-12. A list is written with | between its items: focus=\"Training|Succession\".")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Flag(name: .long, help: "Read the parameters of the method `do` from standard input, one object in JSON, and print the reply in JSON.") var json = false
    @Argument(help: "The case.") var `case`: String?
    @Argument(help: "The event; `triad show CASE` lists those that are open to you.") var event: String?
    @Argument(help: ArgumentHelp("The fields of its form.", valueName: "field=value")) var fields: [String] = []

    func validate() throws {
        guard json == (`case` == nil), json == (event == nil) else {
            throw ValidationError(json ? "With --json, case and event stand in the JSON." : "Missing: a case and an event, such as triad-review-1 leave.")
        }
    }

    func carryOut() throws {
        if json { return try options.performJSON("do", FileText.read("-", atMost: FileText.limitOfJSON), act, [seen.parameter, attach.parameter]) }
        try options.perform("do", [
            ("case", `case`.map(JSON.Value.string)), ("event", event.map(JSON.Value.string)), ("form", .object(Form.read(fields))), seen.parameter, attach.parameter,
        ], act)
    }
}

struct Why: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "why", abstract: "What would have to be so for an event to be accepted, each part with its value.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("As if it happened then.", valueName: "date")) var on: String?
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "The event.") var event: String
    @Argument(help: ArgumentHelp("Fields of its form, as far as they are known.", valueName: "field=value")) var fields: [String] = []

    func carryOut() throws {
        let triad = try options.reading()
        let when = try on.map { try Reading.moment($0, in: triad.zone) }
        let why: WhyView = try triad.answer(.why(case: `case`, event: event, form: try Form.read(fields), on: when), as: options.person)
        options.print(why, table: WhyScreen.screen)
    }
}

struct Confirm: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "Confirm that nothing arrived before a window closed, or that what was typed for you is as you gave it.",
        discussion: "Examples: triad confirm triad-review-3 factual_check_window; triad confirm triad-review-3/21 --as \"Ben Oduya\"")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case; or the entry that was typed for you, as your inbox names it: CASE/NUMBER.") var what: String
    @Argument(help: "The window's clock, as the inbox names it.") var clock: String?

    func validate() throws {
        guard what.contains("/") == (clock == nil) else {
            throw ValidationError("Name a case and its window's clock (triad-review-3 factual_check_window), or an entry (triad-review-3/21).")
        }
    }

    func carryOut() throws {
        let asked: [(String, JSON.Value?)] = clock.map { [("case", .string(what)), ("clock", .string($0))] } ?? [("entry", .string(what))]
        try options.perform("confirm", asked + [seen.parameter, attach.parameter], act)
    }
}

struct Appoint: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "appoint",
        abstract: "Put somebody into a part of a case, from a date; whoever held it leaves it.",
        discussion: "Example: triad appoint triad-review-1 lead=\"Ben Oduya\" --on 2027-01-04 --because \"Left the school\"")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: ArgumentHelp("The part, and a person or an organisation.", valueName: "role=person")) var part: String
    @Option(name: .long, help: "Which of several holders leaves.") var instead: String?
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Of an organisation: somebody who acts in the part besides whoever is named; as often as needed.", valueName: "person")) var team: [String] = []
    @Option(name: .long, help: "Why.") var because: String?

    func carryOut() throws {
        let (role, holder) = try Reading.pair(part)
        try options.perform("appoint", [
            ("case", .string(`case`)), ("role", .string(role)), ("holder", .string(holder)), ("instead", instead.map(JSON.Value.string)),
            ("team", team.isEmpty ? nil : .array(team.map(JSON.Value.string))),
            ("because", because.map(JSON.Value.string)), seen.parameter, attach.parameter,
        ], act)
    }
}

struct CarryOn: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "carry-on", abstract: "Let whoever holds a part go on, though a change in the register would not let her have it now; that is disclosed.",
        discussion: "Example: triad carry-on triad-review-1 reviewer --because \"She had seen everything before the two schools joined\"")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "The part, as your inbox names it.") var role: String
    @Option(name: .long, help: "Why.") var because: String

    func carryOut() throws {
        try options.perform("carry-on", [
            ("case", .string(`case`)), ("role", .string(role)), ("because", .string(because)), seen.parameter, attach.parameter,
        ], act)
    }
}

struct Release: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "release", abstract: "Take somebody out of a part of a case, from a date.")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: ArgumentHelp("The part and who leaves it.", valueName: "role=person")) var part: String
    @Option(name: .long, help: "Why.") var because: String

    func carryOut() throws {
        let (role, holder) = try Reading.pair(part)
        try options.perform("release", [
            ("case", .string(`case`)), ("role", .string(role)), ("holder", .string(holder)), ("because", .string(because)), seen.parameter, attach.parameter,
        ], act)
    }
}

struct Waive: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Let an event pass, once, though a condition of it does not hold: for whoever the workflow names for that.",
        discussion: "Example: triad waive triad-review-1 agree-scope --because \"Both schools want to look at strengths first\"")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "The event.") var event: String
    @Option(name: .long, help: "The beginning of the condition's sentence, where several can be waived.") var condition: String?
    @Option(name: .long, help: "Why.") var because: String

    func carryOut() throws {
        try options.perform("waive", [
            ("case", .string(`case`)), ("event", .string(event)), ("condition", condition.map(JSON.Value.string)), ("because", .string(because)),
            seen.parameter, attach.parameter,
        ], act)
    }
}

struct Waivers: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "waivers", abstract: "Conditions that were let pass, of one case or of all.")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case; nothing for all.") var `case`: String?

    func carryOut() throws {
        let list: WaiverList = try options.reading().answer(.waivers(case: `case`), as: options.person)
        options.print(list) { list in
            Screen([.table(TextTable(["On", "Case", "Event", "Condition", "Waived by", "Because", ""], list.lines.map {
                [$0.on.short, "\($0.caseTitle) (\($0.case))", $0.eventTitle, $0.condition, "\($0.by.name) (\($0.roleTitle))", $0.because, $0.isWaiting ? "not used yet" : ""]
            }))])
        }
    }
}

struct Agreement: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "How well those agree who have judged together on a sheet, pair by pair over all cases.",
        discussion: """
            Counted are criteria on which both gave a level, on opened sheets, in cases that you manage or whose rater you are. The figures are \
            exact; they are shown to two places. "Higher" is by how many levels the first lies above the second on average. Kappa is Cohen's, with \
            linear weights, from twenty judgements on.
            """)
    @OptionGroup var options: FileOptions
    @Argument(help: "The workflow.") var workflow: String
    @Argument(help: "The sheet.") var sheet: String
    @Option(name: .long, help: "Only pairs that she is one of.") var of: String?

    func carryOut() throws {
        let view: AgreementView = try options.reading().answer(.agreement(workflow: workflow, sheet: sheet, of: of), as: options.person)
        options.print(view) { view in
            Screen([.table(TextTable(["First", "Second", "Cases", "Judged", "Same", "Within one", "Higher", "Kappa", "Not agreed", ""], view.pairs.map { pair in
                [
                    pair.first.name, pair.second.name, String(pair.cases), String(pair.judged), pair.exact?.decimal(2) ?? "", pair.withinOne?.decimal(2) ?? "",
                    pair.bias?.decimal(2) ?? "", pair.kappa?.decimal(2) ?? "too few", String(pair.unsettled), pair.marks.joined(separator: " "),
                ]
            }))])
        }
    }
}
