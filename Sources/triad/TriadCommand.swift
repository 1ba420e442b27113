import ArgumentParser
import Foundation

/// The command line: parse arguments, call the door, print.
///
/// Floor 8. It decides nothing: whatever it refuses, the door refused.
@main
struct TriadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triad",
        abstract: "Peer review and quality assurance: workflows, sealed judgements, deadlines, and a ledger that can be verified.",
        discussion: """
            Every command takes --file FILE (or TRIAD_FILE) and, where somebody acts or asks, --as PERSON (or TRIAD_AS); \
            a person is named by her id or her full name. Without --as you see what is public.

            The exit code says what to do next: 0 done; 1 not now; 2 mistyped; 3 no such thing; 4 somebody else's; \
            5 something has changed, look again; 6 the definition must be mended; 7 the file cannot be used; \
            8 done, but something that is named is lacking.
            """,
        version: EngineVersion.text,
        groupedSubcommands: [
            CommandGroup(name: "A file", subcommands: [
                NewFile.self, ClockCommand.self, Verify.self, Erase.self, DoctorCommand.self, Backup.self, Restore.self, Head.self, ProofCommand.self,
            ]),
            CommandGroup(name: "The register", subcommands: [ImportCommand.self, RegisterCommand.self, CoordinatorCommand.self, CalendarCommand.self, TimetableCommand.self]),
            CommandGroup(name: "Triads", subcommands: [FormTriads.self, FormingCommand.self, Owed.self]),
            CommandGroup(name: "Cases", subcommands: [
                Start.self, AdoptCase.self, Cases.self, InboxCommand.self, ConfideCommand.self, Confidences.self, Show.self, Do.self, Why.self, SheetCommand.self, VoteCommand.self, Evidence.self, Confirm.self,
                Appoint.self, CarryOn.self, Amend.self, Release.self, Waive.self, Waivers.self, Agreement.self, Undo.self, CorrectCommand.self, SlipCommand.self, Diff.self, Log.self, ChangesCommand.self, Due.self, Tick.self,
                DocumentsCommand.self, DocumentCommand.self,
            ]),
            CommandGroup(name: "Paper", subcommands: [LettersCommand.self, ReportCommand.self, Planner.self, TermCommand.self, HistoryCommand.self, DrawCommand.self, Monday.self, Board.self, Digest.self, Appointments.self, BundleCommand.self]),
            CommandGroup(name: "For programs", subcommands: [RPC.self, Apply.self]),
            CommandGroup(name: "Workflows and rubrics", subcommands: [Check.self, Simulate.self, SchemaCommand.self, Diagram.self, Docs.self]),
        ])

    /// What cannot be parsed ends as everything else that is mistyped does, and shows no control character of what was typed.
    static func main() {
        Signals.letThrough()
        do {
            try Typed.refuseUnlessText()
            var command = try parseAsRoot()
            defer { OpenFile.close() }
            try command.run()
        } catch let stop as Stop {
            Output.say(stop.text)
            exit(withError: ExitCode(stop.exit))
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Output.say(fullMessage(for: error))
            exit(withError: ExitCode(Stop.Exit.mistyped.rawValue))
        }
    }
}

/// What the system asks of the program.
enum Signals {
    /// A program that blocks signals leaves them blocked in those that it starts, as Foundation's `Process` does: being asked to end comes
    /// all the same, or what follows a file would follow it for ever.
    static func letThrough() {
        var asking = sigset_t()
        sigemptyset(&asking)
        for number in [SIGTERM, SIGINT] { sigaddset(&asking, number) }
        pthread_sigmask(SIG_UNBLOCK, &asking, nil)
        // A file that may not grow (`ulimit -f`) is an error of writing, which is answered.
        signal(SIGXFSZ, SIG_IGN)
    }
}

/// What was typed, as the system hands it over.
enum Typed {
    /// The parser compares words with one another: time grows with the square of their number.
    private static let mostWords = 2_000

    /// The language's own list of arguments mends what is not UTF-8; it would be kept as something that nobody typed.
    static func refuseUnlessText() throws {
        guard CommandLine.argc <= mostWords else {
            throw Stop(.mistyped, "\(CommandLine.argc) words are more than any command takes.", remedy: "Do it in several commands; an import reads a file.")
        }
        for place in 1..<max(1, Int(CommandLine.argc)) {
            guard let word = CommandLine.unsafeArgv[place], String(validatingCString: word) == nil else { continue }
            throw Stop(.mistyped, "Word \(place) is not text in UTF-8: \(String(cString: word))", remedy: "Type it in a terminal that writes UTF-8.")
        }
    }
}
