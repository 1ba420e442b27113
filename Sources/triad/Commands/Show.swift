import ArgumentParser
import TriadKit

struct Show: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "A case as you may see it: where it stands, what it waits for, what you can do.")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String

    func carryOut() throws {
        let view: CaseView = try options.reading().answer(.case(`case`), as: options.person)
        options.print(view, table: CaseScreen.screen)
    }
}

struct Evidence: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "rows", abstract: "The rows of a record of a case: evidence, findings, comments, actions …", aliases: ["evidence"])
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "The record; nothing for all.") var record: String?

    func carryOut() throws {
        let view: CaseView = try options.reading().answer(.case(`case`), as: options.person)
        let records = try view.records(named: record)
        options.print(view) { _ in Screen(records.filter { record != nil || !$0.rows.isEmpty }.flatMap(CaseScreen.rows)) }
    }
}

/// How a case is shown to people.
enum CaseScreen {
    static func screen(_ view: CaseView) -> Screen {
        var blocks: [Screen.Block] = [
            .title("\(view.title) (\(view.id))"),
            .line("\(view.workflowTitle), version \(view.workflow.version); \(view.hasEnded ? "ended: " : "")\(view.states.map(\.title).joined(separator: ", ")); entry \(view.entry)"),
        ]
        for returned in view.returned {
            blocks.append(.line("Sent back to \(returned.title) by \(returned.by.name) on \(returned.on.short): \(returned.reason)"))
            blocks += returned.points.enumerated().map { .line("  \($0.offset + 1). \($0.element)") }
        }
        blocks += section("Waits for", view.waiting.isEmpty ? nil : TextTable(["By", "Who", "What"], view.waiting.map {
            [($0.due?.short ?? "") + ($0.isLate ? " (late)" : ""), $0.roleTitle, $0.text]
        }))
        blocks += section("You can", view.events.isEmpty ? nil : TextTable(["Event", "What", "Fields"], view.events.map { event in
            [event.name, event.title, event.form.map { "\($0.name)\($0.isOptional ? "?" : "")=\($0.expects)" }.joined(separator: "\n")]
        }))
        blocks += section("Parts", TextTable(["Part", "Who", "From", "Since"], view.parts.map {
            [$0.title, $0.person?.name ?? "", $0.organisation?.name ?? "", $0.since?.short ?? ""]
        }))
        blocks += section("Data", view.data.isEmpty ? nil : TextTable(["", "", ""], view.data.map { [$0.name, $0.title, $0.text] }))
        blocks += section("Deadlines", view.deadlines.isEmpty ? nil : TextTable(["Due", "Done", "What"], view.deadlines.map {
            [$0.due.short, $0.isBrokenOff ? "broken off" : $0.done?.short ?? ($0.isAsking ? "did anything arrive?" : $0.isLate ? "late" : ""), "\($0.title) [\($0.clock)]"]
        }))
        blocks += section("Sheets", view.sheets.isEmpty ? nil : TextTable(["Sheet", "What", "Sealed", ""], view.sheets.map { sheet in
            [sheet.sheet, sheet.title, "\(sheet.raters.count { $0.hasSealed }) of \(sheet.raters.count)", sheet.isOpen ? "open" : ""]
        }))
        blocks += section("Votes", view.votes.isEmpty ? nil : TextTable(["Vote", "What", "Voted", ""], view.votes.map { vote in
            let voted = vote.members.count { $0.state == .voted }
            return [vote.vote, vote.title, "\(voted) of \(vote.present) present", vote.isOpen ? vote.outcome ?? "open" : ""]
        }))
        blocks += section("Records", TextTable(["Record", "What", "Rows"], view.records.filter { !$0.rows.isEmpty }.map { [$0.name, $0.title, "\($0.rows.count)"] }))
        blocks += section("Paper", TextTable(["Report", "What", "For"], view.reports.filter(\.isYours).map { [$0.name, $0.title, $0.audience.map(\.title).joined(separator: ", ")] }))
        blocks += section("Documents", view.documents.isEmpty ? nil : DocumentScreen.table(view.documents))
        blocks += section("Linked", view.links.isEmpty ? nil : TextTable(["Case", "What", "State"], view.links.map { [$0.id, $0.caseTitle, $0.state] }))
        blocks += view.marks.map { .line("Noted: \($0)") } + view.corrections.map { .line($0.sentence) } + view.typed.filter { $0.confirmed == nil || $0.sheet != nil }.map { .line($0.sentence) } + view.disclosures.map { .line("Disclosed: \($0)") } + view.register.map { .line("In the register: \($0)") } + view.earlierHolders.map { .line($0) } + view.incidents.map { .line("To look at: \($0)") }
        return Screen(blocks)
    }

    static func rows(_ record: CaseView.RecordView) -> [Screen.Block] {
        section("\(record.title) [\(record.name)]", TextTable(["#", "On", "By"] + record.columns.map(\.title), record.rows.map { row in
            ["\(row.number)", row.on.short, row.by.name] + row.values.map { $0?.text ?? "" }
        }))
    }

    private static func section(_ title: String, _ table: TextTable?) -> [Screen.Block] {
        guard let table, !table.rows.isEmpty else { return [] }
        return [.line(""), .title(title), .table(table)]
    }
}
