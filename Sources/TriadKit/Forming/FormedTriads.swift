import Casework
import Definitions
import Foundation
import JSON
import Matching

/// Triads as they were formed: to look at, to change by hand, to keep as a proposal. Nobody has been asked yet.
public struct FormedTriads: Sendable, Hashable {
    public let proposal: Proposal
    /// What each chosen wish costs.
    public let prices: [WishPrice]
    /// What each group is to begin.
    public let workflow: Name
    /// The number of the proposal that this one follows.
    public let after: Int?
    /// Groups that stand already, with their case and where it stands: they are shown, and not invited again.
    let standing: [[Label]: Became]
    let names: [String: String]

    struct Became: Sendable, Hashable { var `case`: Case.ID; var state: String }

    /// The command that keeps it in the file. The whole of it is kept beside the groups that are to be invited.
    ///
    /// - Throws: `Refusal` where everybody stands in a group already.
    public func act() throws -> Command.Act {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let invited = proposal.groups.map(\.members).filter { standing[$0] == nil }
        guard !invited.isEmpty else { throw Refusal(.alreadySo, "Every group of it stands already.", place: "groups") }
        var kept: JSON.Object = [
            "groups": .array(invited.map { .array($0.map { .string($0.text) }) }), "workflow": .string(workflow),
            "prices": try JSON.Value.parse(Array(encoder.encode(prices))), "proposal": try JSON.Value.parse(Array(encoder.encode(proposal))),
        ]
        if let after { kept["after"] = .int(Int64(after)) }
        return .propose(forming: .object(kept))
    }

    /// As people see it before it is kept.
    public var view: FormingView {
        let kept = KeptForming(proposal: proposal, prices: prices, after: after)
        return FormingView(kept, number: 0, accepted: false, name: { Named(id: $0, name: names[$0] ?? $0) }) { group in
            standing[group.map { Label($0) }]
        }
    }
}

/// What `propose` has kept of formed triads.
struct KeptForming {
    var proposal: Proposal
    var prices: [WishPrice]
    var after: Int?

    init(proposal: Proposal, prices: [WishPrice], after: Int?) {
        self.proposal = proposal
        self.prices = prices
        self.after = after
    }

    /// Nil for what another program has proposed in another form: only its groups are known.
    init?(_ json: JSON.Value) {
        func read<Value: Decodable>(_ name: String) -> Value? {
            json[name].flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.serialized())) }
        }
        guard let proposal: Proposal = read("proposal"), proposal.isWithinReach else { return nil }
        self.init(proposal: proposal, prices: read("prices") ?? [], after: json["after"]?.intValue.flatMap { Int(exactly: $0) })
    }
}

extension Proposal {
    /// Sums of figures that no forming comes to would overflow further on.
    fileprivate var isWithinReach: Bool {
        let most = 1_000_000_000_000
        return ([costs] + groups.map(\.costs)).allSatisfy { $0.rows.allSatisfy { (-most...most).contains($0.amount.tenths) } }
            && (-most...most).contains(bound.value.tenths)
    }
}

extension FormingView {
    init(
        _ kept: KeptForming, number: Int, accepted: Bool, name: (String) throws -> Named, became: ([String]) throws -> FormedTriads.Became?
    ) rethrows {
        let proposal = kept.proposal
        let places = Dictionary(proposal.forming.organisations.map { ($0.id, $0.place) }, uniquingKeysWith: { $1 })
        self.init(
            number: number,
            groups: try proposal.groups.map { group in
                let members = group.members.map(\.text)
                let begun = try became(members)
                let named = try members.map(name)
                let unplaced = zip(group.members, named).filter { places[$0.0] ?? nil == nil }.map(\.1.name)
                return Group(
                    members: named, places: group.members.map { label in
                        (places[label] ?? nil).map { Place(latitude: $0.latitude, longitude: $0.longitude) }
                    },
                    travel: group.costs.travel.kilometres, cost: group.costs.total.kilometres,
                    notes: (group.isLocked ? ["kept as it is"] : []) + unplaced.map { "no coordinates: \($0)" }, case: begun?.case, state: begun?.state)
            },
            travel: proposal.costs.travel.kilometres, total: proposal.total.kilometres, bound: proposal.bound.value.kilometres,
            gap: proposal.gapPerMille.map { Double($0) / 10 },
            options: proposal.forming.options.chosen.map { option in
                let price = kept.prices.first { $0.option == option }?.amount
                return (name: option.rawValue, text: proposal.sentence(of: option), cost: price.map { "\($0)" } ?? "not known")
            },
            seed: proposal.seed, accepted: accepted, after: kept.after)
    }
}

extension Proposal {
    /// What came of a wish, without the names of those who are kept apart.
    fileprivate func sentence(of option: Forming.OptionName) -> String {
        let options = forming.options
        func times(_ cost: CostName, _ weight: Kilometres?) -> String {
            guard let weight, weight.tenths > 0 else { return "not counted" }
            return "\(costs[cost].tenths / weight.tenths)"
        }
        switch option {
        case .leadInEach: return "Somebody who can lead in each triad"
        case .keepApart: return "Pairs kept apart as asked: \(options.keepApart.count)"
        case .preferTogether:
            return "Wishes to be together: \(options.preferTogether?.pairs.count ?? 0); not granted: "
                + times(.preferTogether, options.preferTogether?.weight)
        case .samePartnership: return "One partnership; pairs of two: \(times(.partnership, options.samePartnership))"
        case .phaseMix: return "Phases mixed; triads of one phase: \(times(.phaseMix, options.phaseMix))"
        case .withinRegion: return "Within one region; pairs of two: \(times(.region, options.withinRegion))"
        case .travelCap:
            return switch options.travelCap {
            case .never(let limit), .costs(let limit, _): "Nobody further from another than \(limit)"
            case nil: ""
            }
        case .repeatPenalty: return "Somebody new; earlier meetings within triads: \(times(.repeats, options.repeatPenalty))"
        }
    }
}

extension Kilometres {
    var kilometres: Double { Double(tenths) / 10 }
}
