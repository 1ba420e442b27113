import Casework
import CaseStore
import Definitions

extension Answering {
    /// A forming: its groups with what each costs, and the cases that they have become.
    func forming(_ asked: Int?) throws -> FormingView {
        try mustCoordinate()
        guard let number = asked ?? reading.file.formings.keys.max(), let forming = reading.file.formings[number],
              let json = try reading.proposal(number)
        else {
            throw Refusal(
                .unknownForming, asked.map { "There is no forming \($0)." } ?? "No triads have been proposed yet.",
                place: asked.map { String($0) }, remedy: "`triad form-triads` proposes some.")
        }
        let cases = try reading.groupCases()
        func became(_ members: [String]) throws -> FormedTriads.Became? {
            // A group of an earlier proposal may stand in a later one; it is no case of a proposal that nobody was invited by.
            guard forming.isAccepted || !forming.groups.contains(members) else { return nil }
            return try cases.last { $0.subject == .group(members) }.map { .init(case: $0.id, state: try reading.standing(of: $0)) }
        }
        if let kept = KeptForming(json) {
            return try FormingView(kept, number: number, accepted: forming.isAccepted, name: names.organisation, became: became)
        }
        return FormingView(
            number: number, groups: try forming.groups.map { members in
                let begun = try became(members)
                return .init(
                    members: try members.map(names.organisation), places: members.map { _ in nil }, travel: 0, cost: 0, notes: [],
                    case: begun?.case, state: begun?.state)
            },
            travel: 0, total: 0, bound: 0, gap: nil, options: [], seed: 0, accepted: forming.isAccepted, after: nil)
    }
}
