import Casework
import CivilTime
import JSON

extension Command {
    /// What a key stands for: everything that the sender asks, and nothing that the door adds.
    public var request: JSON.Value {
        var object: JSON.Object = ["as": .string(self.as), "came": .string(came.rawValue), "act": act.request]
        if let typedBy { object.append("typed_by", .string(typedBy)) }
        if let on { object.append("on", .string(on.description)) }
        if let seen { object.append("seen", .int(Int64(seen))) }
        if !attachments.isEmpty { object.append("attachments", .array(attachments.map(\.request))) }
        return .object(object)
    }
}

extension Command.Attachment {
    fileprivate var request: JSON.Value {
        [.string(name), .string(hash), received.map { .string($0.description) } ?? .null, visibility.map { .string($0.rawValue) } ?? .null]
    }
}

extension Command.Act {
    /// A list: what is asked, then its parts, absent ones as null.
    fileprivate var request: JSON.Value {
        switch self {
        case .event(let id, let event, let form): ["event", .string(id), .string(event), .object(form)]
        case .seal(let id, let sheet, let role): ["seal", .string(id), .string(sheet), text(role)]
        case .vote(let id, let vote, let role, let choice, let reason, let reasons):
            ["vote", .string(id), .string(vote), text(role), .string(choice), text(reason), .object(reasons)]
        case .confirmClosed(let id, let clock): ["confirm-closed", .string(id), .string(clock)]
        case .confirmTyped(let id, let entry): ["confirm-typed", .string(id), .int(Int64(entry))]
        case .appoint(let id, let role, let person, let organisation, let instead, let because, let team):
            .array(
                ["appoint", .string(id), .string(role), text(person), text(organisation), text(instead), text(because)]
                    + (team.isEmpty ? [] : [.array(team.map(JSON.Value.string))]))
        case .amend(let id, let amendment, let because):
            [
                "amend", .string(id), text(amendment.state), .object(amendment.data),
                .object(JSON.Object(amendment.clocks.map { (key: $0.key, value: .string($0.value.description)) })), .string(because),
            ]
        case .adopt(let workflow, let subject, let title, let roles, let data, let state):
            [
                "adopt-case", .string(workflow), subject.request, text(title),
                .array(roles.map { [.string($0.role), text($0.person), text($0.organisation)] }), .object(data), .string(state),
            ]
        case .carryOn(let id, let role, let because): ["carry-on", .string(id), .string(role), .string(because)]
        case .release(let id, let role, let holder, let because):
            ["release", .string(id), .string(role), .string(holder), .string(because)]
        case .draft(let id, let sheet, let role, let judgements): ["draft", .string(id), .string(sheet), text(role), .object(judgements)]
        case .letterSent(let number, let how): ["letter-sent", .int(Int64(number)), .string(how.rawValue)]
        case .waive(let id, let event, let condition, let because): ["waive", .string(id), .string(event), text(condition), .string(because)]
        case .undo(let id): ["undo", .string(id)]
        case .correct(let id, let entry, .setAside, let because, let elsewhere):
            ["correct", .string(id), .int(Int64(entry)), .string(because), .bool(elsewhere)]
        case .correct(let id, let entry, .answer(let agrees), let because, _):
            ["correct", .string(id), .int(Int64(entry)), .string(because), .bool(agrees), "answer"]
        case .correct(let id, let entry, .clerical(let form, let on, let by), let because, _):
            ["correct", .string(id), .int(Int64(entry)), .string(because), .object(form), text(on?.description), text(by)]
        case .start(let workflow, let subject, let title, let roles, let data):
            [
                "start", .string(workflow), subject.request, text(title),
                .array(roles.map { [.string($0.role), text($0.person), text($0.organisation)] }), .object(data),
            ]
        case .register(let changes): ["register", .array(changes.map(\.json))]
        case .coordinate(let person, let isOn): ["coordinate", .string(person), .bool(isOn)]
        case .adoptDefinition(let kind, let source, let file): ["adopt", .string(kind.rawValue), .string(source), .string(file)]
        case .applyCalendar(let source, let file, let because, let shorten):
            ["apply-calendar", .string(source), .string(file), .string(because), .bool(shorten)]
        case .confide(.says(let text)): ["confide", .string(text)]
        case .confide(.answered(let number)): ["confide", .int(Int64(number))]
        case .timetable(let timetable): ["timetable", .array(timetable.sessions.map(\.json))]
        case .propose(let forming): ["propose", forming]
        case .accept(let forming, nil, nil, nil): ["accept-forming", .int(Int64(forming))]
        case .accept(let forming, let workflow, let role, let title):
            ["accept-forming", .int(Int64(forming)), text(workflow), text(role), text(title)]
        case .erase(let person, let words, let because): ["erase", text(person), text(words), .string(because)]
        case .setClock(let instant): ["set-clock", .string(instant.description)]
        }
    }

    private func text(_ text: String?) -> JSON.Value { text.map(JSON.Value.string) ?? .null }
}

extension Case.Subject {
    fileprivate var request: JSON.Value {
        switch self {
        case .organisation(let id): ["organisation", .string(id)]
        case .person(let id): ["person", .string(id)]
        case .group(let ids): ["group", .array(ids.map(JSON.Value.string))]
        }
    }
}
