import ArgumentParser
import Casework
import CivilTime
import JSON
import TriadKit

struct Undo: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what you did last in a case, as long as nothing rests on it and no letter has gone out.")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The case.") var `case`: String

    func carryOut() throws { try options.perform("undo", [("case", .string(`case`)), seen.parameter, attach.parameter], act) }
}

struct CorrectCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Say that an entry was mistaken: a slip is mended, what should not have been done is set aside. Both stay in the log.",
        discussion: """
            Examples: triad correct triad-review-3/17 --clerical visit_on=2027-01-20 --because "Typed for the 19th" --as "Ben Oduya"
                      triad correct triad-review-3/17 --in-error --because "The visit was opened for the wrong school" --dry-run
            A slip in another's act is found by whoever manages the case, and waits in her inbox: she says whether it was one (triad slip).
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The entry, as `triad log` names it: CASE/NUMBER.") var entry: String
    @Argument(help: ArgumentHelp("Of a slip: fields of the form, or criteria of the sheet, with what they should have said.", valueName: "name=value")) var values: [String] = []
    @Flag(name: .long, help: "A slip: a wrong figure, date or person. Said by the person whose act it was.") var clerical = false
    @Flag(name: .customLong("in-error"), help: "What it did should not have been done: it is set aside, with what rested on it.") var inError = false
    @Option(name: .long, help: "Why.") var because: String
    @Option(name: .long, help: ArgumentHelp("Of a slip: when it happened in truth.", valueName: "date")) var happened: String?
    @Option(name: .long, help: ArgumentHelp("Of a slip: whose act it was in truth; by itself.", valueName: "person")) var by: String?
    @Flag(name: .long, help: "What other cases did on it is set aside too.") var elsewhere = false

    func validate() throws {
        guard clerical != inError else { throw ValidationError("Say what kind of mistake it was: --clerical or --in-error.") }
        guard clerical || values.isEmpty && happened == nil && by == nil else {
            throw ValidationError("What should not have been done is set aside as a whole: values, --happened and --by are of slips (--clerical).")
        }
    }

    func carryOut() throws {
        let kind: Correction.Kind = clerical ? .clerical : .inError
        let reply = try options.perform("correct", [
            ("entry", .string(entry)), ("kind", .string(kind.rawValue)), ("because", .string(because)),
            ("form", values.isEmpty ? nil : .object(try Form.read(values))), ("happened", happened.map(JSON.Value.string)),
            ("by", by.map(JSON.Value.string)), ("elsewhere", elsewhere ? true : nil), seen.parameter, attach.parameter,
        ], act)
        guard options.format == .table else { return }
        for made in reply.entries {
            for case .corrected(let correction) in made.facts where !correction.setAside.isEmpty { try show(correction.setAside, of: made.stream) }
        }
    }

    /// What is set aside, and the letters that have gone out on it.
    private func show(_ numbers: [Int], of id: String) throws {
        let (triad, asker) = (try options.reading(), options.person)
        let letters: LetterList = try triad.answer(.letters(waitingOnly: false), as: asker)
        let screen = Screen(try NamedEntries(numbers.map { (id, $0) }, in: triad, as: asker).blocks("Set aside") + letters.letters.filter { $0.case == id && numbers.contains($0.entry) && $0.sent != nil }.map {
            .line("Letter \($0.number) went out: \($0.title) to \($0.to.name), \($0.sent?.short ?? "")")
        })
        Output.say(screen.text(width: Output.width, style: .standard))
    }
}

struct SlipCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "slip", abstract: "Say whether a slip that somebody else has found in what you did was one.",
        discussion: "Example: triad slip triad-review-3/21 --agree --as \"Ben Oduya\"")
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var attach: AttachOptions
    @Argument(help: "The entry in which it was found, as your inbox names it: CASE/NUMBER.") var entry: String
    @Flag(name: .long, help: "It was one, and is mended.") var agree = false
    @Flag(name: .long, help: "It was none; or, by whoever found it: it is taken back.") var decline = false

    func validate() throws {
        guard agree != decline else { throw ValidationError("Say whether it was one: --agree or --decline.") }
    }

    func carryOut() throws {
        try options.perform("slip", [("entry", .string(entry)), ("agrees", .bool(agree)), seen.parameter, attach.parameter], act)
    }
}

struct Diff: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What changed in a case between two moments, in words.",
        discussion: "Example: triad diff triad-review-1 triad-review-1/12 2027-01-31")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "An entry (CASE/17), a time, or a day.") var from: String
    @Argument(help: "The same; else now.") var to: String?

    func validate() throws {
        guard options.asOf == nil else { throw ValidationError("The moments are named after the case, not by --as-of.") }
    }

    func carryOut() throws {
        let triad = try options.reading()
        func moment(_ text: String) throws -> AsOf {
            var moment = try AsOf(text, in: triad.zone)
            moment.isCorrected = options.corrected
            return moment
        }
        let difference = try triad.difference(of: `case`, from: moment(from), to: to.map(moment), as: options.person)
        options.print(difference) { difference in
            Screen(difference.changes.isEmpty ? [.line("Nothing changed that you may see.")] : difference.changes.map { .line($0) })
        }
    }
}
