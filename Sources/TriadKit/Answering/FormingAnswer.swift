import Casework
import CaseStore
import Definitions
import Foundation
import JSON
import Matching

extension Triad {
    /// What `propose` keeps of a proposal: its groups, the workflow that each is to begin, and the whole of it.
    ///
    /// - Throws: `Refusal` where a figure of it cannot be written.
    public static func forming(_ proposal: Proposal, workflow: Name) throws -> JSON.Value {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let whole = try JSON.Value.parse(Array(encoder.encode(proposal)))
        return [
            "groups": .array(proposal.groups.map { .array($0.members.map { .string($0.text) }) }), "workflow": .string(workflow),
            "proposal": whole,
        ]
    }
}

extension Answering {
    /// A forming: its groups with what each costs, and the cases that they have become.
    func forming(_ asked: Int?) throws -> FormingView {
        try mustCoordinate()
        guard let number = asked ?? reading.file.formings.keys.max(), let forming = reading.file.formings[number],
              let kept = try reading.proposal(number)
        else {
            throw Refusal(
                .unknownForming, asked.map { "There is no forming \($0)." } ?? "No triads have been proposed yet.",
                place: asked.map { String($0) }, remedy: "`triad form` proposes some.")
        }
        let proposal = kept["proposal"].flatMap { try? JSONDecoder().decode(Proposal.self, from: Data($0.serialized())) }
        let cases = forming.isAccepted ? try reading.cases(workflow: forming.workflow, includesEnded: true) : []
        let register = try reading.register(around: Set(forming.groups.joined()))
        let groups = try forming.groups.enumerated().map { place, members in
            let begun = cases.first { $0.subject == .group(members) }
            let costs = proposal.flatMap { $0.groups.indices.contains(place) ? $0.groups[place] : nil }
            return FormingView.Group(
                members: try members.map(names.organisation),
                places: members.compactMap { register.organisation($0)?.details.location }.map { .init(latitude: $0.latitude, longitude: $0.longitude) },
                travel: costs?.costs.travel.kilometres ?? 0, notes: costs?.isLocked == true ? ["kept as it is"] : [], case: begun?.id,
                state: try begun.map { Wording(situation: try outline(of: $0), names: names).standing })
        }
        return FormingView(
            number: number, groups: groups, travel: proposal?.costs.travel.kilometres ?? 0, total: proposal?.total.kilometres ?? 0,
            bound: proposal?.bound.value.kilometres ?? 0, gap: Double(proposal?.gapPerMille ?? 0) / 10,
            options: proposal?.costs.rows.filter { $0.name != .travel }.map { row in
                (name: row.name.rawValue, text: row.name.rawValue, cost: "\(row.amount)")
            } ?? [],
            seed: proposal?.seed ?? 0, accepted: forming.isAccepted)
    }
}

extension Kilometres {
    fileprivate var kilometres: Double { Double(tenths) / 10 }
}
