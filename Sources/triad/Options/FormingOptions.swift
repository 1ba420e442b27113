import ArgumentParser
import JSON
import Reporting
import TriadKit

/// What is wished of triads; every wish is off unless chosen.
struct WishOptions: ParsableArguments {
    @Option(name: .long, help: "Decides every choice of the search: the same seed gives the same triads.") var seed: UInt64 = 1
    @Option(name: [.long, .customLong("exclude")], help: ArgumentHelp("Not placed this time; may be given again.", valueName: "school")) var without: [String] = []
    @Option(name: .long, help: ArgumentHelp("Only these are placed; may be given again.", valueName: "school")) var only: [String] = []
    @Option(name: .customLong("only-kind"), help: "Only organisations of this kind are placed: school or hub. Else both.") var kind: Kind?
    @Option(name: .long, help: ArgumentHelp("A,B: never in one triad, and nobody is told why; may be given again.", valueName: "pair")) var apart: [String] = []
    @Option(name: .long, help: ArgumentHelp("A,B: would like to share a triad; may be given again.", valueName: "pair")) var together: [String] = []
    @Option(name: .long, help: ArgumentHelp("A,B,C: a triad already, kept as it is; of two, that they share one.", valueName: "triad")) var keep: [String] = []
    @Option(name: .customLong("lead-credential"), help: ArgumentHelp("Each triad has somebody who holds this credential.", valueName: "kind")) var leadCredential: String?
    @Flag(name: .long, help: "Rather within one partnership.") var partnership = false
    @Flag(name: .customLong("phase-mix"), help: "Rather schools of several phases in each triad.") var phaseMix = false
    @Flag(name: .long, help: "Rather within one region.") var region = false
    @Option(name: .long, help: ArgumentHelp("How much further may be travelled to grant --together, --partnership, --phase-mix or --region.", valueName: "km")) var weight = 50.0
    @Option(name: .customLong("travel-cap"), help: ArgumentHelp("Nobody of a triad further than this from another.", valueName: "km")) var travelCap: Double?
    @Option(name: .customLong("repeat"), help: ArgumentHelp("How much further may be travelled to meet somebody new.", valueName: "km")) var repeatPenalty: Double?

    enum Kind: String, Choice { case school, hub }

    /// The same as parameters of the method `form-triads`.
    var parameters: JSON.Object {
        func texts(_ texts: [String]) -> JSON.Value { .array(texts.map(JSON.Value.string)) }
        func sets(_ sets: [String]) -> JSON.Value {
            .array(sets.map { texts($0.split(separator: ",").map { String($0.drop { $0 == " " }) }) })
        }
        var parameters: JSON.Object = [
            "without": texts(without), "only": texts(only), "apart": sets(apart), "together": sets(together), "keep": sets(keep),
            "partnership": .bool(partnership), "phase_mix": .bool(phaseMix), "region": .bool(region), "weight": .double(weight),
            "seed": .string(String(seed)),
        ]
        if let kind { parameters.append("only_kind", .string(kind.rawValue)) }
        if let leadCredential { parameters.append("lead_credential", .string(leadCredential)) }
        if let travelCap { parameters.append("travel_cap", .double(travelCap)) }
        if let repeatPenalty { parameters.append("repeat", .double(repeatPenalty)) }
        return parameters
    }
}

/// Where a page with a map is written.
struct FormingPageOptions: ParsableArguments {
    @Option(name: [.long, .customLong("map")], help: "Write a page with a map here.", completion: .file()) var out: String?
    @Option(name: .customLong("kind"), help: "How that page is written: html, markdown, csv or json.") var kind: PageKind = .html

    static let template = "reports/forming"

    func write(_ view: FormingView, of triad: Triad, _ options: FileOptions) throws {
        guard let out else { return }
        let head: HeadView = try triad.answer(.head, as: options.person)
        let page = try FormingPage(view, head: head, today: triad.zone.day(of: triad.now()))
            .page(template: triad.template(FormingPageOptions.template), named: FormingPageOptions.template)
        try kind.write(page, to: out)
    }

    func write(_ view: FormingView, notice: String, attribution: String?, template: String) throws {
        guard let out else { return }
        let page = try FormingPage(view, notice: notice, attribution: attribution).page(template: template, named: FormingPageOptions.template)
        try kind.write(page, to: out)
    }
}
