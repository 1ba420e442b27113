import ArgumentParser
import Casework
import Definitions
import TriadKit

struct Simulate: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "simulate",
        abstract: "Play a workflow through on a virtual clock, by a script or at random. Nothing is kept.",
        discussion: """
            A script is YAML: when the case begins, and its events in the order of their days.

              begin: "2026-05-04"
              events:
                - { on: "2026-05-11", event: schedule, form: { visit_on: "2026-10-06" } }
                - { on: "2026-06-01", event: accept-role }

            Whoever sends an event is taken to be the right one, and what is asked of it to be so. Dates in a form set the \
            clocks that count from them; clocks do what they do on the days between. Where conditions leave several ways, \
            `to: STATE` says which. After the last event, --to-the-end lets the clocks run out.

            With --walks, events and conditions are drawn by dice; the same --seed walks the same ways.
            """)
    @Argument(help: "The workflow's name, or a file.") var workflow: String
    @Option(name: .long, help: "The script; - is standard input.", completion: .file(extensions: ["yaml", "yml"])) var script: String?
    @Flag(name: .customLong("to-the-end"), help: "After the script, let the clocks run until none is left or the case has ended.") var toTheEnd = false
    @Option(name: .long, help: "How many random walks.") var walks: Int?
    @Option(name: .long, help: "Decides every choice of the walks.") var seed: UInt64 = 1
    @Option(name: .long, help: "A folder with definitions.", completion: .directory) var definitions: String?
    @Option(name: .long, help: "How to print: table, json or csv.") var format: OutputFormat = .table

    func carryOut() throws {
        let shelf = try DefinitionShelf(folder: definitions)
        switch (script, walks) {
        case (let path?, nil): try follow(path, shelf)
        case (nil, let walks?): try walk(walks, shelf)
        case (nil, nil): throw Stop(.mistyped, "Which script?", remedy: "Add --script FILE, or --walks 100 for random walks.")
        case (.some, .some): throw Stop(.mistyped, "A script and random walks are two things.", remedy: "Leave out --script or --walks.")
        }
    }

    private func follow(_ path: String, _ shelf: DefinitionShelf) throws {
        let text = try FileText.read(path, atMost: FileText.limitByHand)
        if case .failure(let mistakes) = DefinitionReader().read(script: text, file: path) {
            throw Stop(.mistyped, mistakes.text, remedy: "`triad help simulate` shows a script.")
        }
        let (view, failure) = try shelf.simulation(of: shelf.workflow(namedOrIn: workflow), script: text, file: path, toTheEnd: toTheEnd)
        // How far it came is half of the answer.
        if failure == nil || format == .table { print(view) }
        if let failure { throw failure }
    }

    private func walk(_ walks: Int, _ shelf: DefinitionShelf) throws {
        Output.print(try shelf.walks(of: shelf.workflow(namedOrIn: workflow), count: walks, seed: seed), as: format) { view in
            Screen([.title("\(view.workflow), \(view.walks.count) walks from seed \(view.seed)")] + lines(view.walks) + screen(view.walks.coverage))
        }
    }

    private func lines(_ walks: Walks) -> [Screen.Block] {
        let unended = walks.unended.sorted { ($1.value, $0.key.joined()) < ($0.value, $1.key.joined()) }
        return [.line("\(walks.eventCount) events; \(walks.endedCount) walks came to an end.")]
            + unended.prefix(5).map { .line("\($0.value) were given up in \($0.key.joined(separator: ", ")).") }
    }

    private func print(_ view: SimulationView) {
        Output.print(view, as: format) { view in
            Screen([
                .title(view.workflow),
                .table(TextTable(["Day", "What happens", "State"], view.steps.map { ["\($0.day)", $0.what, $0.states.joined(separator: ", ")] })),
                .line(view.ended ? "The case has ended." : "The case goes on."),
            ] + screen(view.coverage))
        }
    }

    private func screen(_ coverage: Coverage) -> [Screen.Block] {
        let untaken = coverage.untaken
        let head = Screen.Block.line("\(coverage.takenCount) of \(coverage.count) transitions taken\(untaken.isEmpty ? "." : "; not these:")")
        guard !untaken.isEmpty else { return [head] }
        return [head, .table(TextTable(["In", "On", "To"], untaken.map { [$0.state, $0.event, $0.targets.isEmpty ? "(stays)" : $0.targets.joined(separator: ", ")] }))]
    }
}
