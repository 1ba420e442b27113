import ArgumentParser
import Automation
import Casework
import JSON
import Matching
import TriadKit

struct FormTriads: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "form-triads", abstract: "Form triads of the schools that are in none: near to each other, kept apart where a tie stands in the way.",
        discussion: """
            The proposal is kept under a number (with --dry-run it is only shown); nobody is asked before \
            `triad forming invite NUMBER`. Every wish is off unless chosen, and what it costs in travel is shown beside it. \
            With --from a table is formed as a worked example, and no file is needed: a CSV file with the columns area, hub, region, \
            operator, latitude, longitude, or built-in:teaching-school-hubs, for which --hubs is short.
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var wishes: WishOptions
    @OptionGroup var page: FormingPageOptions
    @Option(name: .long, help: ArgumentHelp("A worked example of this table.", valueName: "file.csv"), completion: .file(extensions: ["csv"])) var from: String?
    @Flag(name: .long, help: "The hubs of England, as a worked example.") var hubs = false
    @Option(name: .long, help: "What each group is to begin; else the only workflow about a group.") var workflow: String?

    func carryOut() throws {
        if let table = hubs ? ExampleTable.hubs : from { return try formExample(of: table) }
        var parameters = wishes.parameters
        if let workflow { parameters.append("workflow", .string(workflow)) }
        try Formed.propose("form-triads", parameters, in: options.writing(), options, act, page)
    }

    private func formExample(of table: String) throws {
        let shelf = try DefinitionShelf(folder: options.definitions)
        let example = try ExampleTable(table, shelf)
        let view = try Formed.orStop { try example.triads.form(Methods.wish(wishes.parameters)).view }
        try page.write(view, notice: WorkedExample.notice, attribution: example.attribution, template: shelf.template(FormingPageOptions.template))
        options.print(view) { view in
            Screen([.title("\(WorkedExample.notice)")] + FormingScreen.screen(view).blocks + [example.attribution].compactMap(\.self).map { .line($0) })
        }
    }
}

struct FormingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forming", abstract: "A proposal of triads: look at it, change it by hand, invite its members, form the rest again.",
        subcommands: [Look.self, Swap.self, Lock.self, Invite.self, Again.self], defaultSubcommand: Look.self)

    struct Look: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "The triads of a proposal, and what became of them.")
        @OptionGroup var options: FileOptions
        @OptionGroup var page: FormingPageOptions
        @Argument(help: "Its number; else the last.") var number: Int?

        func carryOut() throws {
            let triad = try options.reading()
            let view: FormingView = try triad.answer(.forming(number), as: options.whoActs())
            try page.write(view, of: triad, options)
            options.print(view, table: FormingScreen.screen)
        }
    }

    struct Swap: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "swap", abstract: "Two schools of different triads change places: a new proposal, and the difference in each cost.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var page: FormingPageOptions
        @Argument(help: "The proposal's number.") var number: Int
        @Argument(help: "One school.") var one: String
        @Argument(help: "The other.") var other: String

        func carryOut() throws {
            let triad = try options.writing()
            // One that was done before, by its key, is shown without it where its members have been invited since.
            let change = try? triad.swap(number, one, other, as: options.whoActs())
            try Formed.propose(
                "forming.swap", ["number": .int(Int64(number)), "one": .string(one), "other": .string(other)], in: triad, options, act, page,
                after: change.map { [.table(FormingScreen.difference($0.difference))] } ?? [])
        }
    }

    struct Lock: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "lock", abstract: "Keep triads of a proposal as they are, and form the rest again: a new proposal.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var page: FormingPageOptions
        @Argument(help: "The proposal's number.") var number: Int
        @Argument(help: "A school of each triad that is kept.") var schools: [String]
        @Option(name: .long, help: "Decides every choice of the search.") var seed: UInt64 = 1

        func carryOut() throws {
            try Formed.propose(
                "forming.lock", ["number": .int(Int64(number)), "schools": .array(schools.map(JSON.Value.string)), "seed": .string(String(seed))],
                in: options.writing(), options, act, page)
        }
    }

    struct Invite: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "invite", abstract: "Begin the triads of a proposal, all or none: a letter of invitation to each member.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @Argument(help: "The proposal's number.") var number: Int
        @Option(name: .long, help: "What each group begins; else what the proposal names.") var workflow: String?
        @Option(name: .long, help: "The part that the members hold; else the workflow's own for several organisations.") var role: String?
        @Option(name: .long, help: "The title of each case, with the group's number after it; else the workflow's and the members'.") var title: String?

        func carryOut() throws {
            try options.perform("forming.invite", [
                ("number", .int(Int64(number))), ("workflow", workflow.map(JSON.Value.string)), ("role", role.map(JSON.Value.string)),
                ("title", title.map(JSON.Value.string)),
            ], act)
        }
    }

    struct Again: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "again", abstract: "After somebody has declined: form the rest again around those who accepted, as a new proposal.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var page: FormingPageOptions
        @Argument(help: "The number of the proposal whose members were invited.") var number: Int
        @Flag(name: .long, help: "Place those who declined again.") var keep = false
        @Option(name: .long, help: "Decides every choice of the search.") var seed: UInt64 = 1

        func carryOut() throws {
            try Formed.propose(
                "forming.again", ["number": .int(Int64(number)), "keep": .bool(keep), "seed": .string(String(seed))], in: options.writing(),
                options, act, page)
        }
    }
}

struct Owed: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "owed", abstract: "What schools owe one another, as the workflow counts it: a row a school.")
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        let owed: OwedView = try options.reading().answer(.owed, as: options.whoActs())
        options.print(owed) { owed in
            Screen([.title(owed.title), .table(TextTable(["School"] + owed.words + ["owed"], owed.lines.map {
                [$0.name] + $0.counts.map(String.init) + ["\($0.owed)"]
            }))])
        }
    }
}
