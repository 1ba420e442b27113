import ArgumentParser
import Casework
import CivilTime
import Foundation
import JSON
import Pages
import Reporting
import TriadKit

struct LettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters", abstract: "Letters that wait to be sent: list them, write them to a folder, mark them as sent.",
        discussion: "Triad writes letters; a mail program or the post sends them.",
        subcommands: [List.self, Write.self, Sent.self], defaultSubcommand: List.self)

    struct List: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "The letters that wait; all with --all.")
        @OptionGroup var options: FileOptions
        @Flag(name: .long, help: "Those already sent too.") var all = false

        func carryOut() throws {
            let list: LetterList = try options.reading().answer(.letters(waitingOnly: !all), as: options.person)
            options.print(list) { list in
                Screen([.table(TextTable(["No.", "Since", "Letter", "To", "Case", "Sent"], list.letters.map {
                    ["\($0.number)", $0.since.short, $0.title, $0.to.name, $0.case, $0.sent.map { day in day.short } ?? ""]
                }))])
            }
        }
    }

    struct Write: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "write", abstract: "Write the waiting letters to a folder, as .eml, .html and .txt.")
        @OptionGroup var options: FileOptions
        @Argument(help: "The folder.", completion: .directory) var folder: String

        func carryOut() throws {
            let triad = try options.reading()
            let list: LetterList = try triad.answer(.letters(waitingOnly: true), as: options.whoActs())
            for line in list.letters {
                let letter: RenderedLetter = try triad.answer(.letter(number: line.number), as: options.whoActs())
                let written = try LetterPaper(letter, today: triad.zone.day(of: triad.now()), at: triad.now())
                let base = "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(letter.number)-\(line.title.lowercased().replacing(" ", with: "-"))"
                try FileText.write(written.page.html(), to: base + ".html")
                try FileText.write(written.page.plainText(), to: base + ".txt")
                if let mail = try written.mail() { try FileText.write(mail, to: base + ".eml") }
                Output.data("\(base).html  \(letter.to.name)\(unmailed(letter))")
            }
            if list.letters.isEmpty { Output.say("No letter waits.") }
        }

        /// Why there is no .eml of a letter.
        private func unmailed(_ letter: RenderedLetter) -> String {
            if letter.mailbox == nil { return " (no e-mail address: no .eml)" }
            return letter.fromMailbox == nil ? " (no e-mail address of \(letter.from.name), who writes it: no .eml)" : ""
        }
    }

    struct Sent: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "sent", abstract: "Mark letters as sent, with the date and how.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @Argument(help: "Their numbers.") var numbers: [Int]
        @Option(name: .long, help: "How: email, post, telephone, meeting or system.") var by: ActOptions.Arrival = .email

        func carryOut() throws {
            let triad = try options.writing()
            for number in numbers {
                let sent = Command.Act.letterSent(number: number, how: by.came)
                Output.reply(try triad.done(act.command(as: options.whoActs(), sent, in: triad), dryRun: act.dryRun), options.format)
            }
        }
    }
}

struct ReportCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "A report of a case: HTML that prints, Markdown, CSV or JSON.",
        discussion: "Example: triad report triad-review-1 review --edition shareable --out report.html")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "The report; `triad report CASE` alone lists them where there are several.") var name: String?
    @Option(name: .long, help: "The edition, where the report has several.") var edition: String?
    @Option(name: .customLong("kind"), help: "html, markdown, csv or json.") var kind: PageKind = .html
    @Option(name: .long, help: "Write it here; else to standard output.", completion: .file()) var out: String?

    func carryOut() throws {
        let triad = try options.reading()
        let view: CaseView = try triad.answer(.case(`case`), as: options.person)
        guard !view.parts.isEmpty else {
            throw Stop(.notYours, "\(options.person ?? "Who is not named") sees of \(`case`) only what is public; a report needs more.",
                       remedy: "Ask for it --as somebody who takes part in the case.")
        }
        let report = try chosen(view)
        let edition = try chosen(report)
        let owed: OwedView = try triad.answer(.owed, as: options.person)
        let page = try CaseReport(
            view, owed: owed, edition: .init(name: edition, number: report.number), editions: report.editions.isEmpty ? [edition] : report.editions,
            today: triad.zone.day(of: triad.now())
        ).page(template: triad.template(report.template), named: report.template)
        try kind.write(page, to: out)
    }

    private func chosen(_ view: CaseView) throws -> CaseView.ReportView {
        let names = view.reports.map { "\($0.name) (\($0.title))" }.joined(separator: ", ")
        if let name {
            if let report = view.reports.first(where: { $0.name == name }) { return report }
            throw Stop(.notThere, "There is no report `\(name)` of this workflow.", remedy: "There are: \(names).")
        }
        if view.reports.count == 1, let only = view.reports.first { return only }
        throw Stop(.mistyped, "Which report?", remedy: "There are: \(names).")
    }

    private func chosen(_ report: CaseView.ReportView) throws -> String {
        guard let edition else { return report.editions.first ?? "whole" }
        if report.editions.contains(edition) { return edition }
        throw Stop(.notThere, "There is no edition `\(edition)` of this report.", remedy: "There are: \(report.editions.joined(separator: ", ")).")
    }
}

struct Planner: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "planner", abstract: "The year planner: what is planned, due and done, a row a school.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("The first month begins here; else this school year's September.", valueName: "date")) var from: String?
    @Option(name: .long, help: "How many months.") var months = 12
    @Option(name: .customLong("kind"), help: "html, markdown, csv or json.") var kind: PageKind = .html
    @Option(name: .long, help: "Write it here; else to standard output.", completion: .file()) var out: String?

    func carryOut() throws {
        let triad = try options.reading()
        let today = triad.zone.day(of: try triad.now())
        let september = Day(year: today.month >= 9 ? today.year : today.year - 1, month: 9, day: 1) ?? today
        let view: PlannerView = try triad.answer(.planner(from: from.map(Reading.day) ?? september, months: months), as: options.whoActs())
        let head: HeadView = try triad.answer(.head, as: options.person)
        let page = try PlannerPage(view, head: head, today: today).page(template: triad.template("reports/planner"), named: "reports/planner")
        try kind.write(page, to: out)
    }
}

/// What a page can be written as.
enum PageKind: String, Choice {
    case html, markdown, csv, json

    func write(_ page: Page, to path: String?) throws {
        let text = switch self {
        case .html: page.html()
        case .markdown: page.markdown()
        case .csv: page.csv().map { "\($0.title)\r\n\($0.text)" }.joined(separator: "\r\n")
        case .json: page.json().pretty
        }
        if let path {
            try FileText.write(text, to: path)
            Output.say("Wrote \(path).")
        } else {
            Output.plain(text)
        }
    }
}
