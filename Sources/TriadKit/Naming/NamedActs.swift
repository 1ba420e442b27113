import Casework
import CaseStore
import Definitions
import JSON
import Register

extension Reading {
    /// The act with everybody in it named by identifier.
    ///
    /// - Throws: `Refusal` where nobody, or more than one, has the name.
    func named(_ act: Command.Act) throws -> Command.Act {
        switch act {
        case .event(let id, let event, let form): .event(case: id, event: event, form: try named(form, of: event, in: id))
        case .appoint(let id, let role, let person, let organisation, let instead, let because, let team):
            .appoint(
                case: id, role: role, person: try person.map { try find(.person, $0) },
                organisation: try organisation.map { try find(.organisation, $0) }, instead: try instead.map { try holder($0).id },
                because: because, team: try team.map { try find(.person, $0) })
        case .release(let id, let role, let leaver, let because):
            .release(case: id, role: role, holder: try holder(leaver).id, because: because)
        case .start(let workflow, let subject, let title, let roles, let data):
            .start(workflow: workflow, subject: try named(subject), title: title, roles: try roles.map(named), data: data)
        case .adopt(let workflow, let subject, let title, let roles, let data, let state):
            .adopt(workflow: workflow, subject: try named(subject), title: title, roles: try roles.map(named), data: data, state: state)
        case .coordinate(let person, let isOn): .coordinate(person: try find(.person, person), isOn: isOn)
        case .correct(let id, let entry, .clerical(let form, let on, let by), let because, let elsewhere):
            .correct(
                case: id, entry: entry, .clerical(try named(form, ofEntry: entry, in: id), on: on, by: by),
                because: because, elsewhere: elsewhere)
        case .correct: act
        case .seal, .vote, .confirmClosed, .confirmTyped, .draft, .letterSent, .undo, .waive, .carryOn, .amend, .register, .adoptDefinition, .applyCalendar, .timetable, .propose, .accept, .confide, .setClock: act
        case .erase(let person, let text, let because): .erase(person: try person.map { try find(.person, $0) }, text: text, because: because)
        }
    }

    private func named(_ subject: Case.Subject) throws -> Case.Subject {
        switch subject {
        case .organisation(let id): .organisation(try find(.organisation, id))
        case .person(let id): .person(try find(.person, id))
        case .group(let ids): .group(try ids.map { try find(.organisation, $0) })
        }
    }

    private func named(_ assignment: Command.RoleAssignment) throws -> Command.RoleAssignment {
        Command.RoleAssignment(
            role: assignment.role, person: try assignment.person.map { try find(.person, $0) },
            organisation: try assignment.organisation.map { try find(.organisation, $0) })
    }

    /// The fields of an event's form that name people or organisations.
    func named(_ form: JSON.Object, of event: Name, in id: Case.ID) throws -> JSON.Object {
        guard !form.isEmpty, let state = try self.case(id) else { return form }
        var form = form
        for rule in try workflow(state.workflow.hash).rules(of: event) {
            for field in rule.form {
                guard let value = form[field.name], let kind = field.type.named else { continue }
                form[field.name] = try named(value, kind)
            }
        }
        return form
    }

    /// The same of what an entry's event should have said.
    private func named(_ form: JSON.Object, ofEntry number: Int, in id: Case.ID) throws -> JSON.Object {
        guard let word = try entries(of: id, after: number - 1, most: 1).first?.entry.word, word.hasPrefix("event ") else { return form }
        return try named(form, of: String(word.dropFirst("event ".count)), in: id)
    }

    private func named(_ value: JSON.Value, _ kind: Register.Row.Kind) throws -> JSON.Value {
        switch value {
        case .string(let text): .string(try find(kind, text))
        case .array(let elements): .array(try elements.map { try named($0, kind) })
        // Of another kind than a name: what is wrong with it, deciding says.
        case .null, .bool, .int, .double, .object: value
        }
    }
}

extension FieldType {
    /// Whose name it holds; nil for what is no name.
    fileprivate var named: Register.Row.Kind? {
        switch self {
        case .person: .person
        case .organisation: .organisation
        case .list(let element, _, _): element.named
        case .text, .whole, .yesNo, .date, .choice, .criterion, .row: nil
        }
    }
}
