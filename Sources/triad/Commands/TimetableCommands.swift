import ArgumentParser
import Automation
import JSON
import TriadKit

struct TimetableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timetable", abstract: "The sessions of a term: who gives which, when and where.", subcommands: [List.self, Compare.self, Import.self],
        defaultSubcommand: List.self)

    struct List: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The sessions, from today on; to those who coordinate or manage all, to anybody else her own.")
        @OptionGroup var options: FileOptions
        @Option(name: .long, help: ArgumentHelp("From this day; else today.", valueName: "date")) var from: String?
        @Option(name: .long, help: ArgumentHelp("Up to this day.", valueName: "date")) var until: String?
        @Option(name: .long, help: "Only the sessions of this person.") var person: String?
        @Option(name: .long, help: "Only this programme.") var programme: String?
        @Option(name: .long, help: "Only this term, past days too.") var term: String?

        func carryOut() throws {
            let triad = try options.reading()
            let first = try from.map(Reading.day) ?? (term == nil ? triad.zone.day(of: triad.now()) : nil)
            let wish = TimetableWish(from: first, until: try until.map(Reading.day), person: person, programme: programme, term: term)
            let view: TimetableView = try triad.answer(.timetable(wish), as: options.person)
            options.print(view) { view in
                Screen([.table(TextTable(["On", "Hours", "Programme", "Session", "Trainers", "Place", "Cases"], view.sessions.map { session in
                    [
                        session.on.short, session.hours, session.programme, session.session, session.trainers.map(\.name).joined(separator: ", "), session.place,
                        session.cases.joined(separator: ", "),
                    ]
                }))])
            }
        }
    }

    /// A table, and the term that it is of.
    struct Given: ParsableArguments {
        @Argument(help: "A CSV file; - for standard input.", completion: .file(extensions: ["csv"])) var path: String
        @Option(name: .long, help: "Which term's: \"Spring 2027\".") var term: String

        /// Prints what it changes.
        ///
        /// - Returns: how much that is, and the rows.
        func compare(in triad: Triad, _ options: FileOptions) throws -> (changes: Int, rows: [[String: String]]) {
            let rows = try CSVText.rows(FileText.read(path), from: path)
            let newer = try triad.glance { try $0.timetable(rows, term: term) }
            let comparison: TimetableComparison = try triad.answer(.comparison(newer), as: options.person)
            options.print(comparison) { comparison in
                Screen(comparison.changes.isEmpty ? [] : [.table(TextTable(["What changes", "Running cases about it"], comparison.changes.map { change in
                    [change.sentence, change.cases.map { "\($0.title) (\($0.case)): \($0.state)" }.joined(separator: "; ")]
                }))])
            }
            return (comparison.changes.count, rows)
        }
    }

    struct Compare: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "compare", abstract: "What a term's timetable would change in the one that is kept, and the running cases about that.")
        @OptionGroup var options: FileOptions
        @OptionGroup var given: Given

        func carryOut() throws {
            let changes = try given.compare(in: options.reading(), options).changes
            if changes == 0 { Output.say("Nothing would change.") }
        }
    }

    struct Import: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Read a term's timetable from a CSV file: what it changes is shown first, and kept with --apply.",
            discussion: """
                Columns: session, on, hours, trainers (several with | between), place, programme. A table says what happens in its term from its first day \
                on: what is no longer in it is cancelled. Running cases about a session that moves are listed; each stays as it is until somebody changes it.
                """)
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var given: Given
        @Flag(name: .long, help: "Keep it.") var apply = false

        func carryOut() throws {
            _ = try options.whoActs()
            let (count, rows) = try given.compare(in: options.writing(), options)
            guard apply else {
                return Output.say(count == 0 ? "Nothing would change." : "\(count) change\(count == 1 ? "" : "s"); nothing is changed yet. Add --apply.")
            }
            // A key that was used has its first answer, though what it changed is there by now.
            guard count > 0 || act.key != nil else { return Output.say("Nothing to change.") }
            let reply = try options.reply("timetable.import", [("term", .string(given.term)), ("rows", .array(rows.map(JSON.Value.row)))], act)
            if options.format != .json { Output.reply(reply, options.format) }
        }
    }
}
