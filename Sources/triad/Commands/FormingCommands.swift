import ArgumentParser
import Casework
import CivilTime
import JSON
import Matching
import Pages
import Reporting
import TriadKit

struct FormTriads: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "form-triads", abstract: "Form triads of the schools that are in none: near to each other, kept apart where a tie stands in the way.",
        discussion: """
            The proposal is kept under a number; `triad forming invite NUMBER` begins its triads. With --hubs the 87 Teaching School \
            Hubs of England are formed as an example, and no file is needed.
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @Flag(name: .long, help: "The hubs of England, as an example.") var hubs = false
    @Option(name: .long, help: ArgumentHelp("Not placed this time; may be given again.", valueName: "school")) var without: [String] = []
    @Option(name: .long, help: ArgumentHelp("A,B: never in one triad; may be given again.", valueName: "pair")) var apart: [String] = []
    @Option(name: .long, help: "Decides every choice of the search: the same seed gives the same triads.") var seed: UInt64 = 1
    @Option(name: .long, help: "Write a page with a map here.", completion: .file()) var out: String?
    @Option(name: .customLong("kind"), help: "html, markdown, csv or json.") var kind: PageKind = .html

    func carryOut() throws {
        do {
            if hubs { try formHubs() } else { try formSchools() }
        } catch let failure as Forming.Failure {
            throw Stop(.mistyped, failure.sentence, remedy: failure.remedy)
        }
    }

    private func formHubs() throws {
        let example = try HubExample(DefinitionShelf(folder: options.definitions))
        let view = try example.view(seed: seed)
        let template = try DefinitionShelf(folder: options.definitions).template("reports/forming")
        if let out {
            try kind.write(FormingPage(view, notice: HubExample.notice, attribution: HubExample.attribution)
                .page(template: template, named: "reports/forming"), to: out)
        }
        Output.say("\(HubExample.notice).")
        options.print(view, table: FormingScreen.screen)
    }

    private func formSchools() throws {
        let triad = try options.writing()
        let wish = Triad.FormingWish(without: without, apart: apart.map { $0.split(separator: ",").map(String.init) }, seed: seed)
        let proposal = try triad.proposal(wish, as: options.whoActs())
        let propose = Command.Act.propose(forming: try Triad.forming(proposal, workflow: wish.workflow))
        let reply = try triad.done(act.command(as: options.whoActs(), propose, in: triad), dryRun: act.dryRun)
        guard !act.dryRun else { return Output.reply(reply, options.format) }
        let view: FormingView = try triad.answer(.forming(nil), as: options.whoActs())
        if let out { try FormingScreen.write(view, triad, options, to: out, as: kind) }
        options.print(view, table: FormingScreen.screen)
    }
}

struct FormingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forming", abstract: "A proposal of triads: look at it, invite its members.",
        subcommands: [Look.self, Invite.self], defaultSubcommand: Look.self)

    struct Look: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "The triads of a proposal, and what became of them.")
        @OptionGroup var options: FileOptions
        @Argument(help: "Its number; else the last.") var number: Int?
        @Option(name: .long, help: "Write a page with a map here.", completion: .file()) var out: String?
        @Option(name: .customLong("kind"), help: "html, markdown, csv or json.") var kind: PageKind = .html

        func carryOut() throws {
            let triad = try options.reading()
            let view: FormingView = try triad.answer(.forming(number), as: options.whoActs())
            if let out { try FormingScreen.write(view, triad, options, to: out, as: kind) }
            options.print(view, table: FormingScreen.screen)
        }
    }

    struct Invite: TriadCommanding {
        static let configuration = CommandConfiguration(abstract: "Begin the triads of a proposal: a letter of invitation to each member.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @Argument(help: "The proposal's number.") var number: Int

        func carryOut() throws {
            let triad = try options.writing()
            Output.reply(try triad.done(act.command(as: options.whoActs(), .accept(forming: number), in: triad), dryRun: act.dryRun), options.format)
        }
    }
}

struct Owed: TriadCommanding {
    static let configuration = CommandConfiguration(abstract: "Reviews owed: two given for one received, a row a school.")
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        let owed: OwedView = try options.reading().answer(.owed, as: options.whoActs())
        options.print(owed) { owed in
            Screen([.title(owed.title), .table(TextTable(["School"] + owed.words + ["owed"], owed.lines.map {
                [$0.organisation.name] + $0.counts.map(String.init) + ["\($0.owed)"]
            }))])
        }
    }
}

/// How a proposal is shown to people.
enum FormingScreen {
    static func screen(_ view: FormingView) -> Screen {
        Screen([
            .title(view.number > 0 ? "Proposal \(view.number)\(view.accepted ? ", members invited" : "")" : "\(view.groups.count) triads"),
            .table(TextTable(["No.", "Members", "Travel", "Stands"], view.groups.enumerated().map { place, group in
                ["\(place + 1)", group.members.map(\.name).joined(separator: "\n"), "\(group.travel) km", [group.case, group.state].compactMap(\.self).joined(separator: "\n")]
            })),
            .line("Travel \(view.travel) km; no arrangement is below \(view.bound) km\(view.gap == 0 ? ": nothing better is possible" : "")."),
        ])
    }

    static func write(_ view: FormingView, _ triad: Triad, _ options: FileOptions, to path: String, as kind: PageKind) throws {
        let head: HeadView = try triad.answer(.head, as: options.person)
        let page = try FormingPage(view, head: head, today: triad.zone.day(of: triad.now()))
            .page(template: triad.template("reports/forming"), named: "reports/forming")
        try kind.write(page, to: path)
    }
}

/// The 87 Teaching School Hubs of England, formed as an example from the data that ship.
struct HubExample {
    static let notice = "Worked example, not an arrangement of these hubs"
    static let attribution = """
        Contains public sector information licensed under the Open Government Licence v3.0. Distances are great circles between the hubs' \
        principal towns. No hub has been asked, and none has agreed to anything shown here.
        """

    private let forming: Forming
    private let names: [String: String]
    private let places: [String: FormingView.Place]

    init(_ shelf: DefinitionShelf) throws {
        guard let data = shelf.data("teaching-school-hubs") else { throw Stop(.notThere, "The table of hubs is not there.") }
        var names: [String: String] = [:], places: [String: FormingView.Place] = [:]
        let organisations = try CSVText.rows(data.text, from: data.file).map { row -> Forming.Organisation in
            guard let area = row["area"], let latitude = row["latitude"].flatMap(Double.init), let longitude = row["longitude"].flatMap(Double.init) else {
                throw Stop(.mistyped, "A row of \(data.file) has no area or no place.")
            }
            names[area] = "\(row["hub"] ?? area) (\(row["principal_town"] ?? ""))"
            places[area] = .init(latitude: latitude, longitude: longitude)
            return Forming.Organisation(
                id: Label(area), place: .init(latitude: latitude, longitude: longitude), operatedBy: row["operator"].map { Label($0) },
                region: row["region"].map { Label($0) }, canLead: true)
        }
        forming = Forming(organisations: organisations)
        self.names = names
        self.places = places
    }

    func view(seed: UInt64) throws -> FormingView {
        let proposal = try forming.proposal(seed: seed)
        func kilometres(_ distance: Kilometres) -> Double { Double(distance.tenths) / 10 }
        return FormingView(
            number: 0,
            groups: proposal.groups.map { group in
                .init(
                    members: group.members.map { Named(id: $0.text, name: names[$0.text] ?? $0.text) }, places: group.members.compactMap { places[$0.text] },
                    travel: kilometres(group.costs.travel), notes: [], case: nil, state: nil)
            },
            travel: kilometres(proposal.costs.travel), total: kilometres(proposal.total), bound: kilometres(proposal.bound.value),
            gap: Double(proposal.gapPerMille ?? 0) / 10, options: [], seed: seed, accepted: false)
    }
}
