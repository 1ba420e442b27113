import Casework
import Definitions
import JSON
import TriadKit

extension Methods {
    private static let workflow = Shape.Member("workflow", .text, "The workflow's name.")
    private static let text: Shape = .object([.init("text", .text)])
    private static let coverage: Shape = .object([
        .init("taken", .whole), .init("all", .whole),
        .init("untaken", .list(.object([.init("state", .text), .init("event", .text), .init("to", .list(.text))]))),
    ])

    static let definitions: [Method] = [
        .answer("check", "Check workflow, rubric and calendar files: every mistake at once, with its place.", [
            .init("files?", .list(.object([.init("file", .text), .init("text", .text)])), "Names and contents."),
            .init("all?", .yesNo, "Every definition at hand."),
        ], .object([.init("files", .list(.object([
            .init("file", .text), .init("what?", .text), .init("findings", .list(.map(.any))), .init("configurations?", .whole),
            .init("gone_through?", .text),
        ])))])) { given, triad in
            let named = (given["files"]?.arrayValue ?? []).map { (file: $0["file"]?.stringValue ?? "", text: $0["text"]?.stringValue ?? "") }
            guard !named.isEmpty || given.isSet("all") else {
                throw Refusal(.missingField, "Which files?", place: "files", remedy: "Give their names and texts, or all.")
            }
            let checked = given.isSet("all")
                ? triad.shelf.check(together: named + triad.shelf.sources()) : named.map { triad.shelf.check($0.text, file: $0.file) }
            return ["files": .array(checked.map(\.json))]
        },
        .answer("simulate", "Play a workflow through on a virtual clock, by a script or at random. Nothing is kept.", [
            workflow, .init("script?", .text, "The script, in YAML."), .init("to_the_end?", .yesNo, "After the script, let the clocks run out."),
            .init("walks?", .whole, "How many random walks, in place of a script."), seed,
        ], .object([
            .init("workflow", .text),
            .init("steps?", .list(.object([.init("day", .day), .init("what", .text), .init("states", .list(.text))]))),
            .init("seed?", .text), .init("walks?", .whole), .init("events?", .whole), .init("ended", .either(.yesNo, .whole)), .init("coverage", coverage),
        ])) { given, triad in
            let found = try triad.shelf.workflow(given.required("workflow"))
            switch (given.text("script"), given.whole("walks")) {
            case (let script?, nil):
                let (view, failure) = try triad.shelf.simulation(of: found, script: script, file: "script", toTheEnd: given.isSet("to_the_end"))
                if let failure { throw failure }
                return view.json
            case (nil, let walks?): return try triad.shelf.walks(of: found, count: walks, seed: seed(given)).json
            case (nil, nil), (.some, .some):
                throw Refusal(.missingField, "Either a script or random walks are simulated.", place: "script", remedy: "Give script or walks.")
            }
        },
        .answer("schema", "The JSON Schema of workflow, rubric or calendar files, for editors.", [
            .init("kind", .word(["workflow", "rubric", "calendar"]), "Of which."),
        ], .map(.any)) { given, _ in
            switch given.required("kind") {
            case "rubric": Schema.rubric
            case "calendar": Schema.calendar
            default: Schema.workflow
            }
        },
        .answer("diagram", "A workflow as a diagram: Mermaid or DOT.", [
            workflow, .init("case?", .text, "Mark where this case stands."), .init("kind?", .word(["mermaid", "dot"]), "Else mermaid."),
        ], text) { given, triad in
            let found = try triad.shelf.workflow(given.required("workflow"))
            let view: CaseView? = try given.text("case").map { try triad.answer(.case($0), as: given.text("as")) }
            let active = Set(view?.states.map(\.path) ?? [])
            return ["text": .string(given.text("kind") == "dot" ? found.dot(active: active) : found.mermaid(active: active))]
        },
        .answer("docs.functions", "What guards can call.", [], text) { _, _ in ["text": .string(Reference.functions)] },
        .answer("docs.methods", "What can be asked through the pipe: every method with its parameters.", [], text) { _, _ in ["text": .string(Reference.methods)] },
        .answer("docs.codes", "Why something is not accepted: codes, exit codes, JSON-RPC numbers.", [], text) { _, _ in ["text": .string(Reference.refusals)] },
        .answer("docs.findings", "What `check` finds, with an example each.", [], text) { _, _ in ["text": .string(Reference.findings)] },
    ]
}
