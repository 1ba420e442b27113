import Casework
import CaseStore
import CivilTime
import Foundation
import JSON
import ProgramRunning
import Testing

@testable import TriadKit

/// What has been done through the door done again from outside, in a file of its own: as people type it, or as scripts ask for it.
///
/// Who there is is put into the register beforehand as it stands in the journal; whatever concerns a case goes through the face.
struct FromOutside {
    let program: Program

    init() throws {
        program = try Program()
        try #require(try program.run("new", "a.triad", "--coordinator", "Ada Marsh", "--virtual", "2026-09-01 09:00").code == 0)
    }

    func open() throws -> Triad { try Triad.open(at: program.place("a.triad"), for: .writing) }

    func remove() { try? FileManager.default.removeItem(at: program.folder) }

    /// Each act as one run of the program.
    func typed(_ journal: [Door.Step]) throws {
        for step in journal {
            guard case .command(let command) = step else {
                try expectDone(try program.run("tick"), "tick")
                continue
            }
            if case .register = command.act {
                try registers(command)
            } else {
                let arguments = try words(of: command.act) + (command.on.map { ["--on", "\($0)"] } ?? []) + ["--came", command.came.rawValue]
                try expectDone(try program.run(arguments, as: command.as), arguments.joined(separator: " "))
            }
        }
    }

    /// All acts as requests in JSON on the standard input of the pipe; a new pipe after each change of the register.
    func asked(_ journal: [Door.Step]) throws {
        var lines: [String] = []
        func flush() throws {
            guard !lines.isEmpty else { return }
            let ended = try program.run(["rpc"], as: nil, input: lines.joined(separator: "\n") + "\n")
            let answers = ended.out.split(separator: "\n")
            #expect(answers.count == lines.count && ended.code == 0, "\(ended.err)")
            for (line, answer) in zip(lines, answers) where try JSON.Value.parse(String(answer))["result"] == nil { Issue.record("\(line): \(answer)") }
            lines = []
        }
        for step in journal {
            guard case .command(let command) = step else {
                lines.append(Self.request("tick", [:]))
                continue
            }
            if case .register = command.act {
                try flush()
                try registers(command)
            } else {
                var (method, parameters) = try Self.method(of: command.act)
                parameters.append("as", .string(command.as))
                parameters.append("came", .string(command.came.rawValue))
                if let on = command.on { parameters.append("on", .string("\(on)")) }
                lines.append(Self.request(method, parameters))
            }
        }
        try flush()
    }

    private func registers(_ command: Command) throws {
        let triad = try open()
        _ = try triad.perform(command).get()
        try triad.close()
    }

    private func expectDone(_ ended: Program.Ended, _ words: String) throws {
        try #require(ended.code == 0, "triad \(words): \(ended.err)")
    }

    private static func request(_ method: String, _ parameters: JSON.Object) -> String {
        JSON.Value.object(["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(parameters)]).text
    }

    struct NoWords: Error { var act: Command.Act }
}

// MARK: As people type it

extension FromOutside {
    private func words(of act: Command.Act) throws -> [String] {
        switch act {
        case .event(let id, let event, let form): return ["do", id, event] + pairs(form)
        case .seal(let id, let sheet, let role): return ["sheet", "seal", id, sheet] + option("role", role)
        case .draft(let id, let sheet, let role, let judgements):
            return ["sheet", "draft", id, sheet, "--from", try program.write(JSON.Value.object(judgements).text, to: "draft.yaml")] + option("role", role)
        case .vote(let id, let vote, let role, let choice, let reason, let reasons):
            return ["vote", "cast", id, vote, choice] + pairs(reasons) + option("reason", reason) + option("role", role)
        case .confirmClosed(let id, let clock): return ["confirm", id, clock]
        case .appoint(let id, let role, let person, let organisation, let instead, let because, _):
            return ["appoint", id, "\(role)=\(person ?? organisation ?? "")"] + option("instead", instead) + option("because", because)
        case .release(let id, let role, let holder, let because): return ["release", id, "\(role)=\(holder)"] + option("because", because)
        case .start(let workflow, let subject, let title, let roles, let data):
            return ["start", workflow] + subject.names.flatMap { ["--subject", $0] } + option("title", title)
                + roles.map { "\($0.role)=\($0.person ?? $0.organisation ?? "")" } + pairs(data).map { "data.\($0)" }
        case .setClock(let instant): return ["clock", "set", "\(instant)"]
        case .correct(let id, let entry, .setAside, let because, let elsewhere):
            return ["correct", "\(id)/\(entry)", "--in-error", "--because", because] + (elsewhere ? ["--elsewhere"] : [])
        default: throw NoWords(act: act)
        }
    }

    private func option(_ name: String, _ value: String?) -> [String] { value.map { ["--\(name)", $0] } ?? [] }

    private func pairs(_ values: JSON.Object) -> [String] { values.map { "\($0.key)=\(Self.typed($0.value))" } }

    /// A value as it is typed: a list with | between its items.
    private static func typed(_ value: JSON.Value) -> String {
        switch value {
        case .string(let text): text
        case .bool(let holds): holds ? "yes" : "no"
        case .array(let items): items.map(typed).joined(separator: "|")
        case .null, .int, .double, .object: value.text
        }
    }
}

// MARK: As scripts ask for it

extension FromOutside {
    private static func method(of act: Command.Act) throws -> (String, JSON.Object) {
        switch act {
        case .event(let id, let event, let form): ("do", ["case": .string(id), "event": .string(event), "form": .object(form)])
        case .seal(let id, let sheet, let role): ("sheet.seal", members(["case": id, "sheet": sheet, "role": role]))
        case .draft(let id, let sheet, let role, let judgements):
            ("sheet.draft", members(["case": id, "sheet": sheet, "role": role], ["judgements": .object(judgements)]))
        case .vote(let id, let vote, let role, let choice, let reason, let reasons):
            ("vote.cast", members(
                ["case": id, "vote": vote, "role": role, "choice": choice, "reason": reason], reasons.isEmpty ? [:] : ["reasons": .object(reasons)]))
        case .confirmClosed(let id, let clock): ("confirm", members(["case": id, "clock": clock]))
        case .appoint(let id, let role, let person, let organisation, let instead, let because, _):
            ("appoint", members(["case": id, "role": role, "holder": person ?? organisation, "instead": instead, "because": because]))
        case .release(let id, let role, let holder, let because): ("release", members(["case": id, "role": role, "holder": holder, "because": because]))
        case .start(let workflow, let subject, let title, let roles, let data):
            ("start", members(["workflow": workflow, "title": title], [
                "subject": .array(subject.names.map(JSON.Value.string)), "data": .object(data),
                "roles": .object(roles.reduce(into: JSON.Object()) { object, one in
                    object[one.role] = .array((object[one.role]?.arrayValue ?? []) + [.string(one.person ?? one.organisation ?? "")])
                }),
            ]))
        case .setClock(let instant): ("clock.set", ["to": .string("\(instant)")])
        case .correct(let id, let entry, .setAside, let because, let elsewhere):
            ("correct", ["entry": .string("\(id)/\(entry)"), "kind": "in-error", "because": .string(because), "elsewhere": .bool(elsewhere)])
        default: throw NoWords(act: act)
        }
    }

    private static func members(_ texts: KeyValuePairs<String, String?>, _ more: JSON.Object = [:]) -> JSON.Object {
        var object = more
        for (name, text) in texts { if let text { object.append(name, .string(text)) } }
        return object
    }
}

extension Case.Subject {
    fileprivate var names: [String] {
        switch self {
        case .organisation(let id), .person(let id): [id]
        case .group(let ids): ids
        }
    }
}
