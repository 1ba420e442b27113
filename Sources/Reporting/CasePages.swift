import Casework
import CivilTime
import Pages
import TriadKit

/// What a page can be written as.
public enum PageKind: String, Sendable, CaseIterable {
    case html, markdown, csv, json

    public func text(of page: Page) -> String {
        switch self {
        case .html: page.html()
        case .markdown: page.markdown()
        case .csv: page.csv().map { "\($0.title)\r\n\($0.text)" }.joined(separator: "\r\n")
        case .json: page.json().pretty
        }
    }
}

extension Triad {
    /// A report of a case, as the asker may see it.
    ///
    /// - Parameters:
    ///   - name: nil: the only one that the workflow has.
    ///   - edition: nil: the first.
    /// - Throws: ``FileFailure``; `Pages.Mistakes`; `Refusal` `not-yours` where she sees no more than what is public, `unknown-report`,
    ///   `missing-field` where the workflow has several and none is named.
    public func report(_ id: Case.ID, _ name: String?, edition: String?, as person: String?) throws -> Page {
        let view: CaseView = try answer(.case(id), as: person)
        try view.refuseUnlessInside(person, "a report")
        let report = try view.report(name)
        let chosen = try report.edition(edition)
        let editions = report.editions.isEmpty ? [chosen] : report.editions
        let text = try template(report.template)
        return try CaseReport(
            view, previous: previous(to: view, as: person), linked: text.contains("cases.") ? linked(to: view, as: person) : [], owed: answer(.owed, as: person),
            edition: .init(name: chosen, number: report.number), editions: editions, audience: report.audience, today: zone.day(of: now())
        ).page(template: text, named: report.template)
    }

    /// The linked cases that the asker may look into.
    private func linked(to view: CaseView, as person: String?) throws -> [(link: String, view: CaseView)] {
        try view.links.compactMap { link in
            do {
                let other: CaseView = try answer(.case(link.id), as: person)
                return other.parts.isEmpty ? nil : (link.link, other)
            } catch is Refusal {
                return nil
            }
        }
    }

    /// The last case of the same kind about the same subject, as far as the asker may look into it.
    private func previous(to view: CaseView, as person: String?) throws -> CaseView? {
        guard let subject = view.subject.first, view.subject.count == 1 else { return nil }
        let cases: CaseList = try answer(.cases(CaseWish(workflow: view.workflow.name, subject: subject.id, includesEnded: true)), as: person)
        let earlier = try cases.cases.filter { $0.id != view.id }.map { line -> CaseView in try answer(.case(line.id), as: person) }
        return earlier.filter { $0.began < view.began && !$0.parts.isEmpty }.max { $0.began < $1.began }
    }

    /// What has to be seen to: late or due within so many days, whom it waits for, and a reminder for each.
    public func monday(days: Int, as person: String?) throws -> MondayPage {
        let view: MondayList = try answer(.monday(days: days), as: person)
        let template = "reports/monday"
        return try MondayPage(view, head: answer(.head, as: person), template: self.template(template), named: template, at: now())
    }

    /// One page for whoever governs the alliance: how far the reviews are, what came of them; nobody is named.
    public func board(as person: String?) throws -> Page {
        let view: SummaryView = try answer(.summary, as: person)
        let template = "reports/board"
        return try BoardPage(view, owed: answer(.owed, as: person), head: answer(.head, as: person), today: zone.day(of: now()))
            .page(template: self.template(template), named: template)
    }

    /// What judgements have come to over a school year that is over, in rounded counts: for a region, or the public.
    ///
    /// - Parameter year: in which the school year begins.
    public func digest(year: Int, as person: String?) throws -> Page {
        let view: DigestView = try answer(.digest(year: year), as: person)
        let template = "reports/digest"
        return try DigestPage(view: view, head: answer(.head, as: person), today: zone.day(of: now()).spelled)
            .page(template: self.template(template), named: template)
    }

    /// The year planner: what is planned, due and done, a row an organisation.
    ///
    /// - Parameter from: the first month begins here; nil: this school year's September.
    public func planner(from: Day?, months: Int, as person: String?) throws -> Page {
        let today = zone.day(of: try now())
        let september = Day(year: today.month >= 9 ? today.year : today.year - 1, month: 9, day: 1) ?? today
        let view: PlannerView = try answer(.planner(from: from ?? september, months: months), as: person)
        let template = "reports/planner"
        return try PlannerPage(view, head: answer(.head, as: person), today: today).page(template: self.template(template), named: template)
    }

    /// Who was and is to be seen in a term, and who has not heard of it yet.
    ///
    /// - Parameter from: the first month begins here; nil: this month.
    public func term(from: Day?, months: Int, as person: String?) throws -> Page {
        let today = zone.day(of: try now())
        let month = Day(year: today.year, month: today.month, day: 1) ?? today
        let template = "reports/term"
        return try TermPage(answer(.term(from: from ?? month, months: months), as: person), head: answer(.head, as: person))
            .page(template: self.template(template), named: template)
    }

    /// Whom somebody from outside sees, drawn from those whom the workflows in use sample.
    ///
    /// - Parameters:
    ///   - day: by the log as it stood at the end of this day; nil: of yesterday. It is past, so that nobody can choose what is drawn.
    ///   - take: how many; nil: the square root of how many there are.
    public func draw(on day: Day?, take: Int?, as person: String?) throws -> Page {
        let yesterday = zone.day(of: try now()) - 1
        let day = day ?? yesterday
        guard day <= yesterday else {
            throw Refusal(.outOfRange, "\(day.spelled) is not past: what is drawn by it could still be chosen.", place: "on", remedy: "Give a day before today.")
        }
        guard take.map({ $0 > 0 }) ?? true else {
            throw Refusal(.outOfRange, "One is drawn at least.", place: "take", remedy: "Leave it out for the square root of how many there are.")
        }
        let past = at(AsOf(.time(.day(day))))
        let template = "reports/draw"
        let month = Day(year: day.year, month: day.month, day: 1) ?? day
        return try DrawPage(past.answer(.term(from: month, months: 12), as: person), head: past.answer(.head, as: person), on: day, take: take)
            .page(template: self.template(template), named: template)
    }

    /// What was seen of somebody, time after time, as far as the asker may read it.
    public func history(of somebody: String, as person: String?) throws -> Page {
        let template = "reports/history"
        return try HistoryPage(answer(.history(person: somebody), as: person), head: answer(.head, as: person)).page(template: self.template(template), named: template)
    }

    /// The letters that wait, on paper and as e-mail.
    public func letterPapers(as person: String?) throws -> [(letter: RenderedLetter, title: String, paper: LetterPaper)] {
        let list: LetterList = try answer(.letters(waitingOnly: true), as: person)
        return try list.letters.filter { !$0.isOvertaken }.map { line in
            let letter: RenderedLetter = try answer(.letter(number: line.number), as: person)
            return (letter, line.title, try LetterPaper(letter, today: zone.day(of: now()), at: now()))
        }
    }
}

extension CaseView {
    /// - Throws: `Refusal` `not-yours` where the asker sees no more than what is public.
    func refuseUnlessInside(_ person: String?, _ what: String) throws(Refusal) {
        guard parts.isEmpty else { return }
        throw Refusal(
            .notYours, "\(person ?? "Who is not named") sees of \(id) only what is public; \(what) needs more.", place: "as",
            remedy: "Ask for it as somebody who takes part in the case.")
    }

    fileprivate func report(_ name: String?) throws(Refusal) -> ReportView {
        let yours = reports.filter(\.isYours)
        let names = yours.map { "\($0.name) (\($0.title)\($0.audienceWords))" }.joined(separator: ", ")
        if let name {
            if let report = yours.first(where: { $0.name == name }) { return report }
            guard let other = reports.first(where: { $0.name == name }) else {
                throw Refusal(.unknownReport, "There is no report `\(name)` of this workflow.", place: "name", remedy: "There are: \(names).")
            }
            throw Refusal(.notYours, "`\(name)` is made\(other.audienceWords).", place: "name", remedy: "For you there are: \(names).")
        }
        if yours.count == 1, let only = yours.first { return only }
        throw Refusal(.missingField, "Which report?", place: "name", remedy: "There are: \(names).")
    }
}

extension CaseView.ReportView {
    /// ` for the lead reviewer and the second reviewer`; nothing where it is for everybody.
    var audienceWords: String {
        guard !audience.isEmpty else { return "" }
        let words = audience.map { "the " + $0.title.lowercased() }
        return " for " + (words.count > 1 ? words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1] : words[0])
    }

    fileprivate func edition(_ name: String?) throws(Refusal) -> String {
        guard let name else { return editions.first ?? "whole" }
        if editions.contains(name) { return name }
        throw Refusal(
            .unknownReport, "There is no edition `\(name)` of this report.", place: "edition", remedy: "There are: \(editions.joined(separator: ", ")).")
    }
}
