import Casework
import CaseStore
import CivilTime
import Definitions
import JSON

extension Answering {
    /// What was corrected in a case, a line a correction that stands, as far as the asker may see it.
    func corrections(of state: Case, told: [Reading.Told], _ sight: Sight, _ wording: Wording) throws -> [CaseView.CorrectionView] {
        let workflow = wording.workflow
        let titles = Dictionary(told.map { ($0.entry.number, $0) }, uniquingKeysWith: { first, _ in first })
        return try told.filter { $0.setAsideBy == nil }.flatMap { told in
            try told.facts.compactMap { fact -> CaseView.CorrectionView? in
                guard case .corrected(let correction) = fact, sight.sees(fact, of: workflow), let entry = titles[correction.entry], mayBeNamed(entry, workflow, sight)
                else { return nil }
                return CaseView.CorrectionView(
                    number: told.entry.number, entry: correction.entry, kind: correction.kind, on: told.entry.happened.day(in: zone),
                    what: title(of: entry, workflow, sight), by: try names.anybody(told.entry.actor), because: correction.because,
                    also: correction.setAside.count { $0 != correction.entry },
                    changes: try correction.changes.filter { sight.sees($0, of: correction, in: workflow) }.map { try sentence(of: $0, correction, wording) })
            }
        }
    }

    /// What was typed by another hand and stands.
    func typed(in state: Case, told: [Reading.Told], _ sight: Sight, _ workflow: Workflow) throws -> [CaseView.TypedView] {
        let held = told.filter { $0.setAsideBy == nil }
        var confirmed: [Int: Day] = [:]
        for told in held {
            for case .typedConfirmed(let typed) in told.facts { confirmed[typed.entry] = told.entry.happened.day(in: zone) }
        }
        return try held.flatMap { told in
            try told.facts.compactMap { fact -> CaseView.TypedView? in
                guard case .typed(let typed) = fact, let what = try entry(told, of: state, workflow, sight)?.title else { return nil }
                let sheet = told.facts.lazy.compactMap { fact -> Name? in if case .sealed(let sheet, _, _) = fact { sheet } else { nil } }.first
                return .init(
                    entry: typed.entry, what: what, sheet: sheet, owner: try names.anybody(typed.owner), by: try names.anybody(typed.by),
                    on: told.entry.happened.day(in: zone), confirmed: confirmed[typed.entry])
            }
        }
    }

    /// "Area: Continuing professional development instead of Initial teacher training".
    private func sentence(of change: Correction.Change, _ correction: Correction, _ wording: Wording) throws -> String {
        switch change.kind {
        case .happened: return "It happened on \(try day(change.new)) instead of \(try day(change.old))"
        case .person: return "It was the act of \(try person(change.new)) instead of \(try person(change.old))"
        case .field:
            let workflow = wording.workflow
            let field = correction.about.events.flatMap { workflow.rules(of: $0) }.flatMap(\.form).first { $0.name == change.name }
            let state = wording.situation.case
            let named = correction.about.sheet.flatMap { state?.collections[$0]?.rubric }
            let rubric = try state.flatMap { state in try named.flatMap { try reading.rubric($0, in: state) } }
            let criterion = rubric?.criterion(change.name)
            let title = field?.title.text() ?? criterion?.title ?? change.name
            func words(_ json: JSON.Value) throws -> String {
                if let level = rubric?.scale.first(where: { $0.id == json.stringValue })?.title { return level }
                return try (try? FieldValue(json: json)).map { try wording.text($0, as: field?.type) } ?? json.text
            }
            return "\(title): \(try words(change.new)) instead of \(try words(change.old))"
        }
    }

    private func day(_ json: JSON.Value) throws -> String { json.stringValue.flatMap { Day($0) }?.spelled ?? json.text }
    private func person(_ json: JSON.Value) throws -> String { try json.stringValue.map { try names.anybody($0).name } ?? json.text }
}

extension CaseView {
    /// An entry that was mistaken, and what is held to be so instead.
    public struct CorrectionView: Sendable, Hashable {
        /// The correction's own entry.
        public var number: Int
        /// The entry that was mistaken.
        public var entry: Int
        public var kind: Correction.Kind
        public var on: Day
        /// What the mistaken entry was, in words.
        public var what: String
        public var by: Named
        public var because: String
        /// How many entries more were set aside with it.
        public var also: Int
        /// Of a slip: what is held to be so, and what had been said.
        public var changes: [String]

        /// As a report prints it.
        public var sentence: String {
            let reason = because.isEmpty ? "" : " Reason: \(because)"
            if kind == .clerical {
                // What it said instead may not be hers to read.
                let said = changes.isEmpty ? "" : " \(changes.joined(separator: "; "))."
                return "Corrected on \(on.spelled): \(what) (entry \(entry)).\(said)\(reason)"
            }
            let more = also == 0 ? "" : ", and with it \(also) more that rested on it"
            return "\(kind == .undone ? "Taken back" : "Set aside") on \(on.spelled): \(what) (entry \(entry))\(more).\(reason)"
        }

        var json: JSON.Value {
            .view([
                "number": .number(number), "entry": .number(entry), "kind": .text(kind.rawValue), "on": .day(on), "what": .text(what), "by": by.json,
                "because": .text(because), "also": .number(also), "changes": .texts(changes), "sentence": .text(sentence),
            ])
        }
    }
}
