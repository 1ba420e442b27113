import ArgumentParser

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
            5 something has changed, look again; 6 the definition must be mended; 7 the file cannot be used.
            """,
        version: EngineVersion.text,
        groupedSubcommands: [
            CommandGroup(name: "A file", subcommands: [
                NewFile.self, ClockCommand.self, Verify.self, DoctorCommand.self, Backup.self, Head.self, ProofCommand.self,
            ]),
            CommandGroup(name: "The register", subcommands: [ImportCommand.self, RegisterCommand.self, CoordinatorCommand.self]),
            CommandGroup(name: "Triads", subcommands: [FormTriads.self, FormingCommand.self, Owed.self]),
            CommandGroup(name: "Cases", subcommands: [
                Start.self, Cases.self, InboxCommand.self, Show.self, Do.self, Why.self, SheetCommand.self, Evidence.self, Confirm.self,
                Appoint.self, Release.self, Log.self, Due.self, Tick.self,
            ]),
            CommandGroup(name: "Paper", subcommands: [LettersCommand.self, ReportCommand.self, Planner.self]),
            CommandGroup(name: "Workflows and rubrics", subcommands: [Check.self, SchemaCommand.self, Diagram.self, Docs.self]),
        ])
}
