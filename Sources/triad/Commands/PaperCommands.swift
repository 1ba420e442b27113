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
                    ["\($0.number)", $0.since.short, $0.title, $0.to.name, $0.case, $0.sent.map { day in day.short } ?? ($0.isOvertaken ? "overtaken" : "")]
                }))])
            }
        }
    }

    struct Write: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "write", abstract: "Write the waiting letters to a folder, as .eml, .html and .txt.")
        @OptionGroup var options: FileOptions
        @Argument(help: "The folder.", completion: .directory) var folder: String

        func carryOut() throws {
            guard !folder.isEmpty else { throw Stop(.mistyped, "No folder is named.", remedy: "Name the folder into which they are written.") }
            let papers = try options.reading().letterPapers(as: options.whoActs())
            for (letter, title, paper) in papers {
                let base = "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(letter.number)-\(title.lowercased().replacing(" ", with: "-"))"
                try FileText.write(paper.page.html(), to: base + ".html")
                try FileText.write(paper.page.plainText(), to: base + ".txt")
                if let mail = try paper.mail() { try FileText.write(mail, to: base + ".eml") }
                Output.data("\(base).html  \(letter.to.name)\(unmailed(letter))")
            }
            if papers.isEmpty { Output.say("No letter waits.") }
        }

        /// Why there is no .eml of a letter.
        private func unmailed(_ letter: RenderedLetter) -> String {
            if letter.mailbox == nil { return " (no e-mail address: no .eml)" }
            return letter.fromMailbox == nil ? " (no e-mail address of \(letter.from.name), who writes it: no .eml)" : ""
        }
    }

    struct Sent: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "sent", abstract: "Mark letters as sent, with the date and how: all of them, or none.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var seen: SeenOption
        @OptionGroup var attach: AttachOptions
        @Argument(help: "Their numbers.") var numbers: [Int]
        @Option(name: .long, help: "How: email, post, telephone, meeting or system.") var by: ActOptions.Arrival = .email

        func validate() throws {
            guard numbers.count == 1 || (act.key == nil && seen.seen == nil) else {
                throw ValidationError("--key and --seen stand for one letter: give one number with them.")
            }
        }

        func carryOut() throws {
            let attachments = try attach.parameter
            try options.performAll("letters.sent", numbers.map { number in
                [("number", .int(Int64(number))), ("by", .string(by.rawValue)), seen.parameter, attachments]
            }, act)
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
    @OptionGroup var page: PageOptions

    func carryOut() throws {
        try page.write(options.reading().report(`case`, name, edition: edition, as: options.person))
    }
}

struct Monday: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "monday", abstract: "What is late or due soon, whom it waits for, and the text of a reminder for each.",
        discussion: "Example: triad monday --out monday.html --chasers reminders")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: "How many days ahead.") var days = 14
    @OptionGroup var page: PageOptions
    @Option(name: .long, help: ArgumentHelp("Write each reminder to this folder, as an e-mail draft (.eml) or, without an address, as text.", valueName: "folder"), completion: .directory)
    var chasers: String?

    func carryOut() throws {
        let monday = try options.reading().monday(days: days, as: options.whoActs())
        try page.write(monday.page)
        guard let chasers else { return }
        for (place, (line, paper)) in monday.chasers.enumerated() {
            let mail = try paper.mail()
            let path = "\(chasers.hasSuffix("/") ? String(chasers.dropLast()) : chasers)/\(place + 1)-\(line.case).\(mail == nil ? "txt" : "eml")"
            try FileText.write(mail ?? paper.page.plainText(), to: path)
            Output.say("\(path)  \(line.to?.name ?? "")")
        }
    }
}

struct Board: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "One page for a strategic board: how far the reviews are and what came of them, in numbers.")
    @OptionGroup var options: FileOptions
    @OptionGroup var page: PageOptions

    func carryOut() throws {
        try page.write(options.reading().board(as: options.whoActs()))
    }
}

struct Digest: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "digest", abstract: "What judgements have come to over a school year, in rounded counts: for a region or the public.",
        discussion: """
            Example: triad digest 2026 --out digest.html --as "Ada Marsh"
            The year is the one in which the school year begins; it must be over. Each school counts once. Counts are rounded to the nearest five, so
            that none, one and two are 0; of fewer than five schools nothing is told.
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var page: PageOptions
    @Argument(help: "The year in which the school year begins.") var year: Int

    func carryOut() throws { try page.write(options.reading().digest(year: year, as: options.whoActs())) }
}

struct Appointments: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "appointments", abstract: "Your days in one case or in all: a list, or with --to a calendar file (.ics).",
        discussion: "Example: triad appointments triad-review-1 --to visit.ics")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case; all where left out.") var `case`: String?
    @Option(name: .long, help: ArgumentHelp("Write a calendar file here, to be opened or imported.", valueName: "file.ics"), completion: .file(extensions: ["ics"])) var to: String?

    func carryOut() throws {
        let list: AppointmentList = try options.reading().answer(.appointments(case: `case`), as: options.person)
        guard let to else {
            return options.print(list) { list in
                Screen([.table(TextTable(["From", "Until", "What", "Whose", "Case", "Moved", ""], list.appointments.map {
                    [
                        $0.from.short, $0.until.short, $0.title, $0.subject.map(\.name).joined(separator: ", "), $0.case,
                        $0.sequence == 0 ? "" : "\($0.sequence)", $0.isCancelled ? "called off" : "",
                    ]
                }))])
            }
        }
        guard let calendar = list.calendar else { return Output.say("No day has been set: nothing was written.") }
        try FileText.write(calendar, to: to)
        Output.say("Wrote \(to).")
    }
}

struct Planner: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "planner", abstract: "The year planner: what is planned, due and done, a row a school.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("The first month begins here; else this school year's September.", valueName: "date")) var from: String?
    @Option(name: .long, help: "How many months.") var months = 12
    @OptionGroup var page: PageOptions

    func carryOut() throws {
        try page.write(options.reading().planner(from: from.map(Reading.day), months: months, as: options.whoActs()))
    }
}

struct TermCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "term", abstract: "Who was and is to be seen in a term, at which sessions, and who has not heard yet of what was seen.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("The first month begins here; else this month.", valueName: "date")) var from: String?
    @Option(name: .long, help: "How many months.") var months = 4
    @OptionGroup var page: PageOptions

    func carryOut() throws {
        try page.write(options.reading().term(from: from.map(Reading.day), months: months, as: options.whoActs()))
    }
}

struct DrawCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Whom somebody from outside sees, drawn by the root of the log at the end of a past day.",
        discussion: "Example: triad draw --on 2026-11-01 --take 3 --out draw.html")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("By the log at the end of this day; else of yesterday.", valueName: "date")) var on: String?
    @Option(name: .long, help: "How many; else the square root of how many there are.") var take: Int?
    @OptionGroup var page: PageOptions

    func carryOut() throws {
        try page.write(options.reading().draw(on: on.map(Reading.day), take: take, as: options.whoActs()))
    }
}

struct HistoryCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What was seen of somebody, time after time, as far as you may read it.",
        discussion: "Example: triad history \"Ben Oduya\" --out ben.html")
    @OptionGroup var options: FileOptions
    @Argument(help: "Who.") var who: String
    @OptionGroup var page: PageOptions

    func carryOut() throws {
        try page.write(options.reading().history(of: who, as: options.whoActs()))
    }
}
