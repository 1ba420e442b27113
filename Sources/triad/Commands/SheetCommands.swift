import ArgumentParser
import Casework
import Foundation
import JSON
import TriadKit

struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "A judgement on a rubric: look at it, draft it, seal it.",
        discussion: """
            A draft is written in a file, YAML or CSV, or answered question by question with --ask. In YAML:

              leadership:
                level: embedding
                narrative: Shared by a core group, and spreading.
                evidence: [1, 4]
              itt:
                absent: not_seen
                because: No session ran on the day.

            Where the rubric asks for a level of the whole, it stands under overall, with level and because.

            In CSV the columns are criterion, level, narrative, evidence, absent, because; the level of the whole is a row \
            of its own, with overall for its criterion. Nobody but you sees a draft, \
            and nobody sees a sealed sheet until all are sealed.
            """,
        subcommands: [Look.self, Draft.self, Seal.self], defaultSubcommand: Look.self)

    struct Place: ParsableArguments {
        @Argument(help: "The case.") var `case`: String
        @Argument(help: "The sheet; `triad show CASE` lists them.") var sheet: String
        @Option(name: .long, help: "Your part, where you hold several.") var role: String?

        var parameters: [(String, JSON.Value?)] {
            [("case", .string(`case`)), ("sheet", .string(sheet)), ("role", role.map(JSON.Value.string))]
        }
    }

    struct Look: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "The rubric, your own sheet, and whatever is open.")
        @OptionGroup var options: FileOptions
        @OptionGroup var place: Place

        func carryOut() throws {
            let view: SheetView = try options.reading().answer(.sheet(case: place.case, sheet: place.sheet, role: place.role), as: options.person)
            options.print(view, table: SheetScreen.screen)
        }
    }

    struct Draft: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "draft", abstract: "Save a draft, whole or in part; it can be changed until it is sealed.", aliases: ["save"])
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var place: Place
        @Option(name: .long, help: "A file, YAML or CSV; - for standard input, in YAML.", completion: .file(extensions: ["yaml", "yml", "csv"])) var from: String?
        @Flag(name: .long, help: "Ask question by question.") var ask = false

        func carryOut() throws {
            guard act.key == nil else {
                throw Stop(.mistyped, "A draft takes no key: it makes no entry that could be answered again.", remedy: "Leave it out; the same draft may be saved again.")
            }
            let view: SheetView = try options.reading().answer(.sheet(case: place.case, sheet: place.sheet, role: place.role), as: options.whoActs())
            let judgements: JSON.Object
            if let from {
                judgements = try SheetFile.read(from)
            } else if ask {
                judgements = try SheetQuestions(view).asked()
            } else {
                throw Stop(.mistyped, "Where is the draft?", remedy: "Add --from FILE, or --ask.")
            }
            try options.perform("sheet.draft", place.parameters + [("judgements", .object(judgements))], act)
            guard options.format == .table, !act.dryRun else { return }
            // Whoever types it in for somebody is told what is there by now, and no value.
            let saved: SheetView = try options.reading().answer(.sheet(case: place.case, sheet: place.sheet, role: place.role), as: options.whoActs())
            if let own = saved.judgements.first(where: { $0.state == .draft }) { Output.say(Self.completeness(of: own.judgements, among: view.criteria.count)) }
        }

        /// "5 of 5 areas, evidence for 4 of them."
        private static func completeness(of judgements: [SheetView.Judgement], among all: Int) -> String {
            let evidenced = judgements.count { !$0.evidence.isEmpty }
            let evidence = evidenced == judgements.count ? "evidence for each" : "evidence for \(evidenced) of them"
            return "\(judgements.count) of \(all) areas, \(evidence)."
        }
    }

    struct Seal: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "seal", abstract: "Seal your sheet: from then on nobody changes it.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var seen: SeenOption
        @OptionGroup var attach: AttachOptions
        @OptionGroup var place: Place

        func carryOut() throws {
            try options.perform("sheet.seal", place.parameters + [seen.parameter, attach.parameter], act)
        }
    }
}

/// A draft in a file.
enum SheetFile {
    /// - Throws: ``Stop`` where it cannot be read, with the place.
    static func read(_ path: String) throws -> JSON.Object {
        let text = try FileText.read(path, atMost: FileText.limitByHand)
        guard path.lowercased().hasSuffix(".csv") else { return try FileText.map(text, from: path) }
        var object = JSON.Object()
        let columns = ["criterion", "level", "narrative", "evidence", "absent", "because"]
        for row in try CSVText.rows(text, from: path) {
            if let unknown = row.keys.sorted().first(where: { !columns.contains($0) }) {
                throw Stop(
                    .mistyped, "\(path) has a column `\(unknown)`, which no sheet has.",
                    remedy: "The columns are \(columns.joined(separator: ", "))\(unknown.contains(";") ? ", separated by commas" : "").")
            }
            guard let criterion = row["criterion"], !criterion.isEmpty else {
                throw Stop(.mistyped, "\(path) has a row without a criterion.", remedy: "The columns are criterion, level, narrative, evidence, absent, because.")
            }
            guard object[criterion] == nil else { throw Stop(.mistyped, "\(path) has two rows for `\(criterion)`.", remedy: "Keep one of them.") }
            var judgement = JSON.Object()
            for name in ["level", "narrative", "absent", "because"] {
                if let value = row[name], !value.isEmpty { judgement.append(name, .string(value)) }
            }
            if let evidence = row["evidence"], !evidence.isEmpty {
                judgement.append("evidence", .array(evidence.split { " ,;|".contains($0) }.map { .string(String($0)) }))
            }
            object.append(criterion, .object(judgement))
        }
        return object
    }
}

/// A draft asked for question by question on a terminal.
struct SheetQuestions {
    private let view: SheetView

    init(_ view: SheetView) { self.view = view }

    func asked() throws -> JSON.Object {
        var object = JSON.Object()
        Output.say("\(view.title): \(view.criteria.count) questions. Leave an answer empty to come back to it later.\n")
        for (number, criterion) in view.criteria.enumerated() {
            Output.say("\(number + 1). \(criterion.title)\(criterion.looksAt.isEmpty ? "" : " (\(criterion.looksAt))")")
            for (level, descriptor) in zip(view.levels, criterion.descriptors) { Output.say("   \(level.id): \(descriptor)") }
            criterion.questions.forEach { Output.say("   \($0)") }
            if let judgement = answer() { object.append(criterion.id, .object(judgement)) }
        }
        if view.asksForWhole, let overall = overall() { object.append(SheetView.whole, .object(overall)) }
        return object
    }

    private func overall() -> JSON.Object? {
        Output.say("The level that fits the whole best")
        guard let level = line("   \(view.levels.map(\.id).joined(separator: ", ")): ") else { return nil }
        return ["level": .string(level), "because": .string(line("   because: ") ?? "")]
    }

    private func answer() -> JSON.Object? {
        var judgement = JSON.Object()
        if !view.levels.isEmpty {
            let words = view.levels.map(\.id).joined(separator: ", ")
            guard let level = line("   \(words), or not_seen / not_applicable: ") else { return nil }
            if view.levels.contains(where: { $0.id == level }) {
                judgement.append("level", .string(level))
            } else {
                judgement.append("absent", .string(level))
                judgement.append("because", .string(line("   because: ") ?? ""))
            }
        }
        if let narrative = line("   In words: ") { judgement.append("narrative", .string(narrative)) }
        if let evidence = line("   Evidence (row numbers): ") {
            judgement.append("evidence", .array(evidence.split { " ,".contains($0) }.map { .string(String($0)) }))
        }
        return judgement.count == 0 ? nil : judgement
    }

    private func line(_ prompt: String) -> String? {
        FileHandle.standardError.write(Data(prompt.utf8))
        guard let answer = readLine()?.trimmingCharacters(in: .whitespaces), !answer.isEmpty else { return nil }
        return answer
    }
}

/// How a sheet is shown to people.
enum SheetScreen {
    static func screen(_ view: SheetView) -> Screen {
        let sealed = view.raters.map { "\($0.roleTitle) (\($0.person?.name ?? $0.holder.name)): \($0.hasSealed ? "sealed" : "not yet")" }
        var blocks: [Screen.Block] = [.title(view.title), .line("\(view.rubricTitle); \(view.isOpen ? "open" : sealed.joined(separator: ", "))")]
        let columns = view.judgements.map { judgement in
            "\(view.raters.first { $0.role == judgement.role }?.roleTitle ?? judgement.role)\(judgement.state == .draft ? " (draft)" : "")"
        }
        let rows = view.criteria.map { criterion in
            [criterion.title + "\n[\(criterion.id)]"]
                + view.judgements.map { rater in rater.judgements.first { $0.criterion == criterion.id }.map { words($0, view) } ?? "" }
                + (view.isOpen ? [agreed(criterion.id, view)] : [])
        }
        let whole = view.judgements.contains { $0.overall != nil }
            ? [["The whole\n[overall]"] + view.judgements.map { $0.overall.map { words($0, view) } ?? "" } + (view.isOpen ? [""] : [])] : []
        blocks.append(.table(TextTable(["Criterion"] + columns + (view.isOpen ? ["Agreed"] : []), rows + whole)))
        if let passing = passing(view) { blocks.append(.line(passing)) }
        if view.judgements.isEmpty, !view.levels.isEmpty { blocks.append(.line("Levels: \(view.levels.map(\.id).joined(separator: ", "))")) }
        return Screen(blocks)
    }

    private static func words(_ overall: SheetView.Whole, _ view: SheetView) -> String {
        (view.levels.first { $0.id == overall.level }?.name ?? overall.level) + "\n\(overall.because)"
    }

    private static func passing(_ view: SheetView) -> String? {
        func titles(_ criteria: [String]) -> String { criteria.map { id in view.criteria.first { $0.id == id }?.title ?? id }.joined(separator: ", ") }
        return switch view.passing {
        case .notAsked: nil
        case .passes: "It suffices, by what the rubric asks."
        case .fails(let criteria): "It does not suffice yet, because of: \(titles(criteria))."
        case .open(let criteria): "Whether it suffices is open: not seen were \(titles(criteria))."
        }
    }

    private static func agreed(_ criterion: String, _ view: SheetView) -> String {
        guard let agreed = view.agreed.first(where: { $0.criterion == criterion }) else { return "not agreed" }
        let answer = agreed.answer.map { self.answer($0, view) } ?? "not agreed"
        return agreed.reason.map { "\(answer)\n(\($0))" } ?? answer
    }

    private static func words(_ judgement: SheetView.Judgement, _ view: SheetView) -> String {
        let evidence = judgement.evidence.isEmpty ? "" : "\nevidence \(judgement.evidence.joined(separator: ", "))"
        return answer(judgement.answer, view) + (judgement.narrative.isEmpty ? "" : "\n\(judgement.narrative)") + evidence
    }

    private static func answer(_ answer: SheetView.Judgement.Answer, _ view: SheetView) -> String {
        switch answer {
        case .level(let level): view.levels.first { $0.id == level }?.name ?? level
        case .words: "in words"
        case .absent(let absence, let because): absence.rawValue.replacingOccurrences(of: "_", with: " ") + (because.isEmpty ? "" : ": \(because)")
        }
    }
}
