import Casework
import CaseStore
import Definitions
import RaterAgreement
import Rubrics

extension Answering {
    /// How well those agree who have judged together on a sheet, pair by pair.
    ///
    /// Only opened sheets count, of cases that the asker manages, or whose rater she is.
    func agreement(_ workflow: Name, _ sheet: Name, of person: String?) throws -> AgreementView {
        let own = try known()
        let one = try person.map { try reading.find(.person, $0, orCoordinator: true) }
        let newest = try reading.definitions().last { $0.kind == .workflow && $0.name == workflow }
        guard let newest else { throw Refusal(.unknownWorkflow, "The workflow \(workflow) is not in use in this file.", place: workflow, remedy: "`triad cases` shows what is.") }
        guard let declared = try reading.workflow(newest.hash).sheets[sheet] else {
            let names = try reading.workflow(newest.hash).sheets.keys.joined(separator: ", ")
            throw Refusal(.unknownSheet, "\(workflow) has no sheet \(sheet).", place: sheet, remedy: "It has \(names).")
        }
        var tallies: [PairTally.Key: PairTally] = [:]
        for state in try reading.cases(workflow: workflow, includesEnded: true) {
            guard let collection = state.collections[sheet], let rubric = try reading.rubric(collection.rubric, in: state) else { continue }
            let sight = try sight(of: state)
            let isRater = collection.sealed.contains { $0.person == own }
            guard sight.isOpen(collection), sight.isManaging || isRater else { continue }
            let opened = try OpenedSheets(try collection.labelled(reading.sealed(sheet, of: state)), due: collection.due.map(collection.label), under: rubric)
            for key in PairTally.keys(collection, rubric) where (one == nil || key.people.contains(one ?? "")) && (sight.isManaging || key.people.contains(own)) {
                tallies[key, default: PairTally(levels: rubric.scale.count)].add(opened, collection, key)
            }
        }
        let pairs = try tallies.map { key, tally in try tally.pair(key, watching: declared.watch, names) }
        return AgreementView(workflow: workflow, sheet: sheet, title: declared.title.text(), pairs: pairs.sorted {
            ($0.first.name, $0.second.name, $0.rubric) < ($1.first.name, $1.second.name, $1.rubric)
        })
    }
}

/// What two people have judged together, counted over cases.
private struct PairTally {
    struct Key: Hashable {
        /// In the order of their identifiers, whichever part each held.
        var first: String
        var second: String
        var rubric: Name
        var levels: [String]

        var people: [String] { [first, second] }
    }

    private var ratings: PairedRatings
    private var cases = 0
    private var unpaired = 0
    private var unsettled = 0
    private var unvaried = 0

    init(levels: Int) { ratings = PairedRatings(levels: max(1, levels)) }

    /// Each two persons who sealed a sheet of the collection.
    static func keys(_ collection: Case.Collection, _ rubric: Rubric) -> [Key] {
        let people = Set(collection.sealed.compactMap(\.person)).sorted()
        return people.indices.flatMap { one in
            people.indices.dropFirst(one + 1).map { Key(first: people[one], second: people[$0], rubric: rubric.name, levels: rubric.scale.map(\.id)) }
        }
    }

    mutating func add(_ opened: OpenedSheets, _ collection: Case.Collection, _ key: Key) {
        func label(_ person: String) -> String? { collection.sealed.first { $0.person == person }.map(collection.label) }
        guard let first = label(key.first), let second = label(key.second) else { return }
        cases += 1
        unsettled += collection.unsettled.count
        unvaried += [first, second].count { opened.unvaried.contains($0) }
        for criterion in opened.rubric.criteria.map(\.id) {
            let levels = [first, second].map { rater -> Int? in
                guard case .level(let level)? = opened.answer(of: rater, on: criterion) else { return nil }
                return opened.rubric.position(of: level)
            }
            if let one = levels[0], let other = levels[1] { ratings.add(one, other) } else if levels[0] != levels[1] { unpaired += 1 }
        }
    }

    func pair(_ key: Key, watching watch: Watch, _ names: NameBook) throws -> AgreementView.Pair {
        AgreementView.Pair(
            first: try names.person(key.first), second: try names.person(key.second), rubric: key.rubric, cases: cases, judged: ratings.count, unpaired: unpaired,
            exact: ratings.exact, withinOne: ratings.share(within: 1), bias: ratings.bias, kappa: ratings.weightedKappa, unsettled: unsettled,
            unvaried: unvaried, marks: marks(watch))
    }

    private func marks(_ watch: Watch) -> [String] {
        var marks: [String] = []
        if let least = watch.exact, let exact = ratings.exact, exact < Fraction(least) { marks.append("Fewer than \(least) of their judgements are the same.") }
        if let least = watch.withinOne, let near = ratings.share(within: 1), near < Fraction(least) {
            marks.append("Fewer than \(least) of their judgements lie one level apart or less.")
        }
        if let most = watch.bias, let bias = ratings.bias, max(bias, Fraction(-bias.numerator, bias.denominator)) > Fraction(most) {
            marks.append("One lies more than \(most) of a level above the other on average.")
        }
        if unvaried > 0 { marks.append(unvaried == 1 ? "One of their sheets has one level for everything." : "\(unvaried) of their sheets have one level for everything.") }
        return marks
    }
}

extension Fraction {
    fileprivate init(_ threshold: Share.Threshold) { self.init(threshold.numerator, threshold.denominator) }
}
