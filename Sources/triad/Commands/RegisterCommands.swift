import ArgumentParser
import Casework
import Foundation
import JSON
import Register
import TriadKit

struct ImportCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read organisations, people and their ties from CSV files: shown first, applied with --apply.",
        discussion: """
            What a file holds is known by its name (organisations.csv, people.csv, …), else by its columns; several files are one change, applied whole or not at all. \
            `triad register columns` lists the columns.
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @Argument(help: "CSV files.", completion: .file(extensions: ["csv"])) var files: [String]
    @Flag(name: .long, help: "Apply it.") var apply = false

    func carryOut() throws {
        let triad = try options.writing()
        var tables = RegisterTables(register: try triad.glance { try $0.register(as: options.whoActs()) })
        var rows = JSON.Object()
        let given = try files.map { path in
            let read = try CSVText.rows(FileText.read(path), from: path)
            return (place: path, table: try Register.Import.Table.of(read, in: path), rows: read)
        }
        tables.read(given)
        for (_, table, read) in given {
            rows[table.rawValue] = .array((rows[table.rawValue]?.arrayValue ?? []) + read.map(JSON.Value.row))
        }
        guard tables.mistakes.isEmpty else {
            throw Stop(.mistyped, "Nothing was changed; mend these first:\n" + tables.mistakes.map { "  \($0)" }.joined(separator: "\n"))
        }
        for (path, read) in tables.read {
            Output.say("\(path): \(read.table.rawValue): \(read.added.count) new, \(read.changed.count) changed, \(read.unchanged) as before")
            for line in read.changed { Output.say("  row \(line.row): \(line.what): \(line.columns.joined(separator: ", "))") }
        }
        guard apply else {
            let count = tables.changes.count
            Output.say(count == 0 ? "Nothing would change." : "\(count) changes; nothing is changed yet. Add --apply.")
            return
        }
        // A key that was used has its first answer, though what it changed is there by now.
        guard !tables.changes.isEmpty || act.key != nil else { return Output.say("Nothing to change.") }
        do {
            try options.perform("import", [("tables", .object(rows))], act)
        } catch let refusal as Refusal where refusal.code == .alreadySo {
            Output.say("Nothing to change.")
        }
    }
}

extension JSON.Value {
    /// A row of a table: a text for each column.
    static func row(_ row: [String: String]) -> JSON.Value {
        .object(JSON.Object(row.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) }))
    }
}

struct RegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Organisations, people, affiliations, interests, credentials.",
        subcommands: [List.self, Add.self, Columns.self], defaultSubcommand: List.self)

    struct List: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Look a part of the register up.")
        @OptionGroup var options: FileOptions
        @Argument(help: "organisations, people, affiliations, interests or credentials.") var part: Part = .organisations
        @Option(name: .long, help: "Only rows in which this text stands.") var find: String?

        func carryOut() throws {
            let view: RegisterView = try options.reading().answer(.register(part.query, find: find), as: options.person)
            options.print(view) { Screen([.table(TextTable($0.columns, $0.rows))]) }
        }
    }

    struct Add: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "add",
            abstract: "Add or change one row, by the columns of the import.",
            discussion: "Example: triad register add interests person=P4 with_organisation=alder-bank kind=family declared_on=2026-09-01")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @Argument(help: "organisations, people, affiliations, interests or credentials.") var part: Part
        @Argument(help: ArgumentHelp("The columns.", valueName: "column=value")) var values: [String]

        func carryOut() throws {
            let row = JSON.Object(try Reading.pairs(values).map { (key: $0.name, value: .string($0.value)) })
            try options.perform("register.add", [("part", .string(part.rawValue)), ("row", .object(row))], act)
        }
    }

    struct Columns: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "columns", abstract: "The columns that each kind of CSV file has.")

        func carryOut() throws {
            Output.data(Screen([.table(TextTable(["File", "Columns"], Register.Import.Table.allCases.map {
                [$0.rawValue, $0.columns.joined(separator: ", ")]
            }))]).text(width: Output.width, style: .standard))
        }
    }

    enum Part: String, Choice {
        case organisations, people, affiliations, interests, credentials

        var query: Query.RegisterPart { Query.RegisterPart(rawValue: rawValue) ?? .organisations }
        var table: Register.Import.Table { Register.Import.Table(rawValue: rawValue) ?? .organisations }
    }
}

struct CoordinatorCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "coordinator", abstract: "Make somebody one of the file's coordinators, or no longer one.")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @Argument(help: "Who.") var who: String
    @Flag(name: .long, help: "No longer.") var remove = false

    func carryOut() throws {
        try options.perform("coordinator", [("who", .string(who)), ("remove", .bool(remove))], act)
    }
}

extension Register.Import.Table {
    /// The table that a file is for: as its name says, else the only one whose columns fit.
    static func of(_ rows: [[String: String]], in path: String) throws -> Self {
        let file = path.split(separator: "/").last.map { String($0).lowercased() } ?? path
        let names = Set(rows.first?.keys.map { $0 } ?? [])
        let fitting = allCases.filter { names.isSubset(of: Set($0.columns)) }
        if let named = allCases.first(where: { file.hasPrefix($0.rawValue) }) { return named }
        if fitting.count == 1, let only = fitting.first { return only }
        guard fitting.isEmpty else {
            throw Stop(.mistyped, "\(path) could be for \(fitting.map(\.rawValue).joined(separator: " or ")).",
                       remedy: "Begin the file's name with what it holds, such as \(fitting[0].rawValue).csv.")
        }
        throw Stop(.mistyped, "\(path) has columns that belong to no table: \(names.sorted().joined(separator: ", ")).",
                   remedy: "`triad register columns` lists them.")
    }
}
