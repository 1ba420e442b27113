import Casework
import CivilTime
import JSON
import Pages
import Reporting
import TriadKit

extension Methods {
    static let papers: [Method] = [
        .query("letters.list", "The letters that wait to be sent.", [
            .init("all?", .yesNo, "Those already sent too."),
        ], .letters) { given, _ in .letters(waitingOnly: !given.isSet("all")) },
        .answer("letters.write", "The letters that wait, as HTML, as text, and as an e-mail message where both have an address.", [], .papers) { given, triad in
            ["letters": .array(try triad.letterPapers(as: given.text("as")).map { letter, title, paper in
                var object: JSON.Object = ["number": .int(Int64(letter.number)), "title": .string(title), "to": letter.to.json]
                if let mailbox = letter.mailbox { object.append("mailbox", .string(mailbox)) }
                object.append("html", .string(paper.page.html()))
                object.append("text", .string(paper.page.plainText()))
                if let mail = try paper.mail() { object.append("eml", .string(mail)) }
                return .object(object)
            })]
        },
        .command("letters.sent", "Mark a letter as sent, with the date and how.", [
            .init("number", .whole, "Its number."), .init("by?", .word(Command.Came.allCases.map(\.rawValue)), "How; else by e-mail."), Method.seen, .attachments,
        ]) { given, _ in
            .letterSent(number: given.whole("number") ?? 0, how: given.text("by").flatMap { Command.Came(rawValue: $0) } ?? .email)
        },
        .lookingBack("report", "A report of a case: HTML that prints, Markdown, CSV or JSON.", [
            .init("case", .text, "The case."), .init("name?", .text, "The report, where the workflow has several."),
            .init("edition?", .text, "The edition, where the report has several."), kind,
        ], .page) { given, triad in
            page(try triad.report(given.required("case"), given.text("name"), edition: given.text("edition"), as: given.text("as")), given)
        },
        .lookingBack("planner", "The year planner: what is planned, due and done, a row a school.", [
            .init("from?", .day, "The first month begins here; else this school year's September."),
            .init("months?", .whole, "How many months; else 12."), kind,
        ], .page) { given, triad in
            page(try triad.planner(from: given.day("from"), months: given.whole("months") ?? 12, as: given.text("as")), given)
        },
        .lookingBack("term", "Who was and is to be seen in a term, at which sessions, and who has not heard yet of what was seen.", [
            .init("from?", .day, "The first month begins here; else this month."), .init("months?", .whole, "How many months; else 4."), kind,
        ], .page) { given, triad in
            page(try triad.term(from: given.day("from"), months: given.whole("months") ?? 4, as: given.text("as")), given)
        },
        .answer("draw", "Whom somebody from outside sees, drawn by the root of the log at the end of a past day: anybody can draw it again.", [
            .init("on?", .day, "By the log at the end of this day; else of yesterday."), .init("take?", .whole, "How many; else the square root of how many there are."), kind,
        ], .page) { given, triad in page(try triad.draw(on: given.day("on"), take: given.whole("take"), as: given.text("as")), given) },
        .lookingBack("history", "What was seen of somebody, time after time, as far as the asker may read it.", [.init("person", .text, "Who."), kind], .page) { given, triad in
            page(try triad.history(of: given.required("person"), as: given.text("as")), given)
        },
    ]

    static let diaries: [Method] = [
        .lookingBack("monday", "What is late or due soon in the cases that the asker manages, whom it waits for, and a reminder for each.", [
            .init("days?", .whole, "How many days ahead; else 14."), kind,
        ], .monday) { given, triad in
            let monday = try triad.monday(days: given.whole("days") ?? 14, as: given.text("as"))
            guard case .object(var object) = page(monday.page, given) else { return .null }
            object.append("chasers", .array(try monday.chasers.map { line, paper in
                var chaser: JSON.Object = ["case": .string(line.case), "text": .string(paper.page.plainText())]
                if let to = line.to { chaser.append("to", to.json) }
                if let mail = try paper.mail() { chaser.append("eml", .string(mail)) }
                return .object(chaser)
            }))
            return .object(object)
        },
        .lookingBack("board", "One page for a strategic board: how far the reviews are and what came of them, in numbers.", [kind], .page) { given, triad in
            page(try triad.board(as: given.text("as")), given)
        },
        .lookingBack("digest", "What judgements have come to over a school year that is over, in rounded counts.", [
            .init("year", .whole, "In which the school year begins."), kind,
        ], .page) { given, triad in
            page(try triad.digest(year: given.whole("year") ?? 0, as: given.text("as")), given)
        },
        .lookingBack("appointments", "The asker's days in one case or in all, and the same as a calendar file (RFC 5545).", [
            .init("case?", .text, "The case; else all."),
        ], .appointments) { given, triad in
            let list: AppointmentList = try triad.answer(.appointments(case: given.text("case")), as: given.text("as"))
            guard case .object(var object) = list.json, let calendar = list.calendar else { return list.json }
            object.append("calendar", .string(calendar))
            return .object(object)
        },
    ]

    private static let kind = Shape.Member("kind?", .word(PageKind.allCases.map(\.rawValue)), "How it is written; else html.")

    private static func page(_ page: Page, _ given: Arguments) -> JSON.Value {
        let kind = given.text("kind").flatMap { PageKind(rawValue: $0) } ?? .html
        return ["kind": .string(kind.rawValue), "text": .string(kind.text(of: page))]
    }

    static let file: [Method] = [
        .answer("clock.show", "What time it is in the file.", [], .object([.init("now", .moment), .init("today", .day), .init("virtual", .yesNo)])) { _, triad in
            let now = try triad.now()
            return ["now": .string(now.description), "today": .string(triad.zone.day(of: now).description), "virtual": .bool(triad.isVirtual)]
        },
        .command("clock.set", "Move a virtual file's clock forwards.", [
            .init("to", .moment, "A date, for eight in the morning, or a moment."),
        ]) { given, _ in .setClock(morning(of: given.moment("to") ?? .day(.first))) },
        .command("erase", "Empty what is kept of a person, or every value in which a text stands; with `dry_run` it says in which entries. What was, and when, is kept, and the ledger still verifies.", [
            .init("person?", .text, "Whose name, address and register rows."), .init("text?", .text, "A text; every value in which it stands is emptied."),
            .init("because", .text, "Why."),
        ]) { given, _ in .erase(person: given.text("person"), text: given.text("text"), because: given.required("because")) },
        .answer("verify", "Rebuild everything from the ledger and compare; check every hash; name what differs.", [], .verification) { _, triad in
            try triad.verify().json
        },
        .answer("doctor", "Look the file over: the database, incidents, cases that nobody can move.", [], .diagnosis) { given, triad in
            try triad.doctor(as: given.text("as")).json
        },
        .query("head", "The head of the ledger's tree: how many entries, and their hash.", [], .head) { _, _ in .head },
        .query("proof", "The proof that an entry stands in the ledger (RFC 9162).", [
            .init("entry", .text, "CASE/17: the stream and the number of the entry."),
        ], .proof) { given, _ in
            let (stream, number) = try EntryName.parse(given.required("entry"))
            return .proof(stream: stream, number: number)
        },
    ]

    private static func morning(of moment: When) -> Instant {
        switch moment {
        case .day(let day): Zone.london.instant(day, hour: 8, minute: 0) ?? moment.earliest(in: .london)
        case .instant(let instant): instant
        }
    }
}
