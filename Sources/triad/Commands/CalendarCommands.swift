import ArgumentParser
import JSON
import TriadKit

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "The calendar by which days are counted.", subcommands: [Apply.self, Show.self], defaultSubcommand: Show.self)

    struct Apply: TriadCommanding {
        static let configuration = CommandConfiguration(
            commandName: "apply", abstract: "Put a new version of a calendar in the place of the one in use.",
            discussion: """
                Write out the calendar in use (triad calendar show > mine.yaml), change its dates and raise its version. With --dry-run you see \
                which running clocks would move, from which day to which, and why. Nothing takes effect by it: what would have been due \
                before today is due today.
                """)
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @Argument(help: "The file; - for standard input.", completion: .file(extensions: ["yaml", "yml"])) var path: String
        @Option(name: .long, help: "Why: what was proclaimed or changed.") var because: String
        @Flag(name: .long, help: "Protected windows may end sooner by it; each belongs to whoever it protects.") var shorten = false

        func carryOut() throws {
            let reply = try options.reply("calendar.apply", [
                ("text", .string(try FileText.read(path, atMost: FileText.limitByHand))), ("name", .string(path)), ("because", .string(because)),
                ("shorten", shorten ? true : nil),
            ], act)
            guard options.format != .json else { return Output.plain(reply.json.text) }
            Output.reply(reply, options.format)
            let moves = reply.moves ?? []
            Output.say("\(CalendarCommand.heading(moves.count, isTrial: act.dryRun))")
            if !moves.isEmpty || options.format == .csv { Output.data(table(moves), newline: false) }
        }

        private func table(_ moves: [Reply.Move]) -> String {
            let table = TextTable(["Case", "Clock", "From", "To", "Why"], moves.map { [$0.case, $0.clock, $0.from.short, $0.to.short, $0.why] })
            let screen = Screen([.table(table)])
            return options.format == .csv ? screen.csv : screen.text(width: Output.width, style: .standard) + "\n"
        }
    }

    struct Show: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "A calendar in use, as it was written.")
        @OptionGroup var options: FileOptions
        @Argument(help: "Its name, where several are in use.") var calendar: String?

        func carryOut() throws {
            let view: CalendarView = try options.reading().answer(.calendar(calendar), as: options.person)
            if options.format == .json { Output.plain(view.json.text) } else { Output.plain(view.text, newline: false) }
        }
    }

    /// "2 running clocks move.", "No running clock would move."
    private static func heading(_ count: Int, isTrial: Bool) -> String {
        let verb = isTrial ? "would move" : count > 1 ? "move" : "moves"
        return count == 0 ? "No running clock \(verb)." : "\(count) running clock\(count == 1 ? "" : "s") \(verb)."
    }
}
