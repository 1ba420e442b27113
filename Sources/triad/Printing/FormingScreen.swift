import Automation
import Casework
import JSON
import Matching
import Pages
import TriadKit

/// How a proposal is shown to people.
enum FormingScreen {
    static func screen(_ view: FormingView) -> Screen {
        let heading = view.number > 0 ? "Proposal \(view.number)\(view.accepted ? ", members invited" : "")" : "\(view.groups.count) triads"
        let stands = view.groups.map { group in [group.case, group.state].compactMap(\.self) + group.notes }
        let hasWishes = view.groups.contains { $0.cost != $0.travel }
        let columns = ["No.", "Members", "Travel"] + (hasWishes ? ["Cost"] : []) + (stands.contains { !$0.isEmpty } ? ["Stands"] : [])
        let rows = view.groups.enumerated().map { place, group in
            ["\(place + 1)", group.members.map(\.name).joined(separator: "\n"), kilometres(group.travel)]
                + (hasWishes ? [kilometres(group.cost)] : []) + (columns.last == "Stands" ? [stands[place].joined(separator: "\n")] : [])
        }
        var blocks: [Screen.Block] = [
            .title(heading + (view.after.map { ", after proposal \($0)" } ?? "")), .table(TextTable(columns, rows)),
            .line("Travel \(kilometres(view.travel))\(view.total == view.travel ? "" : ", with the wishes \(kilometres(view.total))"); no arrangement "
                + "under these rules is below \(kilometres(view.bound)): \(view.nearness)."),
        ]
        if !view.options.isEmpty { blocks.append(.table(TextTable(["Wish", "Less without it, at least"], view.options.map { [$0.text, $0.cost] }))) }
        return Screen(blocks)
    }

    /// Each cost that a change by hand has changed.
    static func difference(_ costs: Proposal.Costs) -> TextTable {
        func signed(_ amount: Kilometres) -> String { amount > .zero ? "+\(amount)" : "\(amount)" }
        let rows = costs.rows.filter { $0.amount != .zero }.map { [$0.name.rawValue, signed($0.amount)] }
        return TextTable(["Cost", "Difference"], rows + [["total", signed(costs.total)]])
    }

    private static func kilometres(_ distance: Double) -> String {
        Kilometres(distance).map { "\($0)" } ?? "\(distance) km"
    }
}

/// Formed triads on their way into the file.
enum Formed {
    /// What forbids them, in the words of every other refusal.
    static func orStop<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as Forming.Failure {
            var stop = Stop(.init(rawValue: Int32(failure.code.exit.rawValue)) ?? .notNow, failure.sentence, remedy: failure.remedy)
            stop.code = failure.code.rawValue
            throw stop
        }
    }

    /// Does what a method of the pipe does that proposes triads, and shows what it has kept; a rehearsal only shows them.
    static func propose(
        _ method: String, _ parameters: JSON.Object, in triad: Triad, _ options: FileOptions, _ act: ActOptions,
        _ page: FormingPageOptions, after blocks: [Screen.Block] = []
    ) throws {
        guard let method = Methods.named(method) else { preconditionFailure("there is no method \(method)") }
        let view = try orStop { try method.propose(act.parameters(parameters, as: options.whoActs()), in: triad).view }
        try page.write(view, of: triad, options)
        options.print(view) { Screen(FormingScreen.screen($0).blocks + blocks) }
        Output.say(act.dryRun ? "Nothing is kept." : "Kept as proposal \(view.number). Nobody has been asked: `triad forming invite \(view.number)` does.")
    }
}

/// A table of organisations from which a worked example is formed.
struct ExampleTable {
    static let hubs = "built-in:teaching-school-hubs"

    let triads: WorkedExample
    /// Whose data they are; nil for a table of one's own.
    let attribution: String?

    init(_ name: String, _ shelf: DefinitionShelf) throws {
        let shipped = shelf.data("teaching-school-hubs")
        let text: String
        if name.hasPrefix("built-in:") {
            guard let data = shelf.data(String(name.dropFirst(9))) else {
                throw Stop(.notThere, "There is no built-in table \(name.dropFirst(9)).", remedy: "There is \(ExampleTable.hubs).")
            }
            text = data.text
        } else {
            text = try FileText.read(name)
        }
        triads = try WorkedExample(rows: CSVText.rows(text, from: name), file: name)
        attribution = text.utf8.elementsEqual(shipped?.text.utf8 ?? "".utf8) ? WorkedExample.attribution : nil
    }
}
