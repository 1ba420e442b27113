import ArgumentParser
import JSON
import TriadKit

struct ConfideCommand: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "confide",
        abstract: "Say something to the file's coordinators alone.",
        discussion: """
            Example: triad confide "I should rather not work with him again" --as "Tom Sedgley"
            It stands in no case, no report and no letter. The coordinators see it, and whoever said it, and nobody else; one of them says when it \
            is dealt with (--answered).
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @Argument(help: "What they are to know, in at most 2000 characters.") var text: String?
    @Option(name: .long, help: ArgumentHelp("Instead, as a coordinator: the one of this number is dealt with.", valueName: "number")) var answered: Int?

    func carryOut() throws {
        guard text == nil || answered == nil else { throw Stop(.mistyped, "Say something, or that something is dealt with; not both.") }
        try options.perform("confide", [("text", text.map(JSON.Value.string)), ("answered", answered.map { .int(Int64($0)) })], act)
    }
}

struct Confidences: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "confidences", abstract: "What was said to the coordinators and waits for an answer: all of it to them, to anybody else her own.")
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        let list: ConfidenceList = try options.reading().answer(.confidences, as: options.whoActs())
        options.print(list) { list in
            guard !list.lines.isEmpty else { return Screen([.line("Nothing waits.")]) }
            return Screen([.table(TextTable(["No.", "On", "By", "What"], list.lines.map { ["\($0.number)", $0.on.short, $0.by.name, $0.text] }))])
        }
    }
}
