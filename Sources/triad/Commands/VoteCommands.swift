import ArgumentParser
import Casework
import JSON
import TriadKit

struct VoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vote", abstract: "A vote of a panel: look at it, cast yours.",
        discussion: """
            Nobody sees a vote but whoever cast it until all who are present have voted, and a vote is never undone or changed. \
            Example: triad vote cast CASE outcome retained --reason "The evidence carries it."; where a reason is asked for each \
            criterion: practice="Three lessons of four" inactivity="She was on leave"
            """,
        subcommands: [Look.self, Cast.self], defaultSubcommand: Look.self)

    struct Place: ParsableArguments {
        @Argument(help: "The case.") var `case`: String
        @Argument(help: "The vote; `triad show CASE` lists them.") var vote: String

        var parameters: [(String, JSON.Value?)] { [("case", .string(`case`)), ("vote", .string(vote))] }
    }

    struct Look: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Who has voted; your own vote, and whatever is open.")
        @OptionGroup var options: FileOptions
        @OptionGroup var place: Place

        func carryOut() throws {
            let view: VoteView = try options.reading().answer(.vote(case: place.case, vote: place.vote), as: options.person)
            options.print(view, table: VoteScreen.screen)
        }
    }

    struct Cast: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "cast", abstract: "Vote, or give the casting vote where it is tied.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var seen: SeenOption
        @OptionGroup var attach: AttachOptions
        @OptionGroup var place: Place
        @Argument(help: "What you vote for.") var choice: String
        @Argument(help: "Reasons by criterion, CRITERION=TEXT, where the vote asks for them.") var reasons: [String] = []
        @Option(name: .long, help: "Why.") var reason: String?
        @Option(name: .long, help: "Your part, where you hold several.") var role: String?

        func carryOut() throws {
            var given = JSON.Object()
            for (criterion, text) in try Reading.pairs(reasons) { given.append(criterion, .string(text)) }
            try options.perform("vote.cast", place.parameters + [
                ("role", role.map(JSON.Value.string)), ("choice", .string(choice)), ("reason", reason.map(JSON.Value.string)),
                ("reasons", given.isEmpty ? nil : .object(given)), seen.parameter, attach.parameter,
            ], act)
        }
    }
}

/// How a vote is shown to people.
enum VoteScreen {
    static func screen(_ view: VoteView) -> Screen {
        let quorum = "\(view.present) present, quorum \(view.quorum)\(view.isQuorate ? "" : ": too few"); \(view.rule) carry"
        var blocks: [Screen.Block] = [.title(view.title), .line("Choices: \(view.choices.joined(separator: ", "))"), .line(quorum)]
        blocks.append(.table(TextTable(["Member", "Part", "Vote"], view.members.map { [$0.holder.name, $0.roleTitle, words($0.state)] })))
        if !view.votes.isEmpty {
            blocks.append(.table(TextTable(["By", "Choice", "Why"], view.votes.map { [$0.person?.name ?? $0.role, $0.isCasting ? "\($0.choice) (casting vote)" : $0.choice, why($0)] })))
        }
        if view.isOpen {
            blocks.append(.line(view.counts.map { "\($0.choice): \($0.votes)" }.joined(separator: ", ")))
            blocks.append(.line(view.outcome.map { "Carried: \($0)" } ?? (view.tied.isEmpty ? "Nothing carried" : "Tied: \(view.tied.joined(separator: ", "))")))
        }
        return Screen(blocks)
    }

    private static func words(_ state: VoteView.Member.State) -> String {
        switch state {
        case .waited: "not yet"
        case .voted: "voted"
        case .left: "left the item"
        }
    }

    private static func why(_ cast: VoteView.Cast) -> String {
        ([cast.reason].compactMap(\.self) + cast.reasons.map { "\($0.criterion.name): \($0.text)" }).joined(separator: "\n")
    }
}
