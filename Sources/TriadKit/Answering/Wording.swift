import Casework
import CaseStore
import CivilTime
import Definitions
import Rubrics

/// Values and states in words for people.
struct Wording {
    let situation: Situation
    let names: NameBook

    var workflow: Workflow { situation.workflow }

    func value(_ name: Name, _ title: Words, _ value: FieldValue, as type: FieldType?) throws -> CaseView.Value {
        CaseView.Value(name: name, title: title.text(), value: value, text: try text(value, as: type))
    }

    func text(_ value: FieldValue, as type: FieldType?) throws -> String {
        switch value {
        case .text(let text): try self.text(text, as: type)
        case .whole(let number):
            if case .row = type { "no. \(number)" } else { String(number) }
        case .yesNo(let isYes): isYes ? "yes" : "no"
        case .date(let day): day.spelled
        case .list(let values): try values.map { try text($0, as: type?.element) }.joined(separator: "; ")
        case .absent(let absence): absence.words
        }
    }

    private func text(_ text: String, as type: FieldType?) throws -> String {
        switch type {
        case .person: try names.person(text).name
        case .organisation: try names.organisation(text).name
        case .choice: workflow.spoken(text)
        case .criterion(let rubric): rubric.all.lazy.compactMap { situation.rubrics[$0]?.criterion(text)?.title }.first ?? text
        case .text, .whole, .yesNo, .date, .row, .list, nil: text
        }
    }

    /// The innermost active states, in document order.
    var innermost: [State] {
        let active = situation.case?.configuration ?? []
        return active.compactMap { workflow.states[$0] }.filter { state in !state.children.contains { active.contains($0) } }
    }

    /// `Factual check`, or several.
    var standing: String { innermost.map { $0.title.text() }.joined(separator: ", ") }

    func title(of role: Name) -> String { workflow.roles[role]?.title.text() ?? role }

    /// What a clock is about: the sentence of whoever it waits for, of one role where it is asked for, else its state.
    func title(ofClock name: Name, for role: Name? = nil) -> String {
        guard let clock = workflow.clock(name), let state = workflow.states[clock.state] else { return name }
        let owed = state.waitsFor.filter { clock.owedBy.contains($0.role) }
        let waits = owed.first { $0.role == role } ?? owed.first
        return waits?.text.text() ?? state.title.text()
    }
}

extension FieldType {
    /// What a list is a list of.
    var element: FieldType {
        if case .list(let element, _, _) = self { element } else { self }
    }

    /// What a form's field expects, in words.
    ///
    /// - Parameter offered: what there is to choose from.
    func expects(_ offered: String?) -> String {
        switch self {
        case .text(let max, let words): words.map { "text of at most \($0) words" } ?? "text of at most \(max) characters"
        case .whole(let min, let max): "a whole number from \(min) to \(max)"
        case .yesNo: "yes or no"
        case .date: "a date"
        case .choice(let names): "one of \(offered ?? names.joined(separator: ", "))"
        case .person: "a person"
        case .organisation: "an organisation"
        case .criterion: offered.map { "one of \($0)" } ?? "a criterion"
        case .row(let record): "a row of \(record)"
        case .list(let element, _, let max): "up to \(max), each \(element.expects(offered))"
        }
    }

    var column: CaseView.RecordView.Column.Kind {
        switch self {
        case .whole: .number
        case .date: .date
        case .criterion: .criterion
        case .row: .rows
        case .list(let element, _, _): element.column == .rows ? .rows : .text
        case .text, .yesNo, .choice, .person, .organisation: .text
        }
    }
}

extension FieldValue.Absence {
    var words: String {
        switch self {
        case .unknown: "not known"
        case .notApplicable: "not applicable"
        case .notSeen: "not seen"
        case .withheld: "withheld"
        case .erased: "erased"
        }
    }
}

extension ByChoice<Name> {
    var all: [Name] {
        switch self {
        case .always(let name): [name]
        case .by(_, let names): Set(names.values).sorted()
        }
    }
}
