import CEL
import Calendars
import CivilTime
import Definitions
import OrderedCollections

/// A guard with the value of each of its parts, and the parts that decided, in words.
struct Explained {
    let parts: [Why.Part]
    /// "Working days from today to Visit on: 14; at least 20 is needed. 14 working days after …"; nil where it holds, and where the file's
    /// sentence says all that can be said in words.
    let decisive: String?
    let holds: Bool
    /// What is not there yet and could make it hold once it comes: `event.visit_on`, `data.focus`, `sheets.peer.open`.
    let needs: [[Name]]

    /// - Parameters:
    ///   - form: the fields of the event's form.
    ///   - fields: those of them that are still to be filled in.
    init(_ condition: Guard, _ judge: Judge, form: [Field], unknown fields: [Field] = []) {
        guard !judge.hides(condition.program) else {
            holds = (try? judge.holds(condition)) ?? false
            (parts, needs, decisive) = ([], [], nil)
            return
        }
        let unknowns = fields.map { ["event", $0.name] }
        let explanation = condition.program.explain(judge.activation(unknowns: unknowns))
        holds = explanation.result == .value(.bool(true))
        let deciding = explanation.deciding.map(\.step)
        parts = explanation.steps.map { step in
            Why.Part(source: step.source, value: step.outcome.text, depth: step.depth, decides: deciding.contains(step))
        }
        let words = ConditionWords(judge: judge, form: form)
        let sentences = explanation.deciding.compactMap(words.sentence) + ExplainedDays(explanation: explanation, judge: judge).sentences
        needs = holds ? [] : Explained.needs(condition.program, judge.activation(unknowns: unknowns + judge.awaitable))
        let awaited = OrderedSet(needs.map { judge.words(for: $0, fields) })
        let why = awaited.isEmpty ? sentences : ["Waiting for: \(awaited.joined(separator: ", "))."]
        decisive = holds || why.isEmpty ? nil : why.joined(separator: " ")
    }

    private static func needs(_ program: CEL.Program, _ activation: Activation) -> [[Name]] {
        if case .needs(let paths) = program.outcome(with: activation) { paths } else { [] }
    }
}

extension Judge {
    /// What a guard can read and what may still come: data that are not set, parts that nobody holds, sheets that are not open.
    fileprivate var awaitable: [[Name]] {
        let workflow = situation.workflow
        let data = workflow.data.keys.filter { self.case?.data[$0]?.guardValue == nil }
        let roles = workflow.roles.keys.filter { self.case?.holders[$0]?.isEmpty ?? true }
        let sheets = workflow.sheets.keys.filter { self.case?.collections[$0]?.isOpen != true }
        return data.map { ["data", $0] } + roles.map { ["roles", $0] } + sheets.map { ["sheets", $0] }
    }

    /// What is waited for, in words; `fields` are the form's.
    fileprivate func words(for path: [Name], _ fields: [Field]) -> String {
        guard path.count > 1 else { return path.joined() }
        let (workflow, name) = (situation.workflow, path[1])
        switch path[0] {
        case "event": return fields.first { $0.name == name }?.title.text() ?? name
        case "data": return workflow.data[name]?.title.text() ?? name
        case "roles": return "somebody as \(workflow.title(of: name))"
        case "sheets":
            let collection = self.case?.collections[name]
            let sealed = collection.map { " (\($0.sealed.count) of \($0.due.count) sealed)" } ?? ""
            return (workflow.sheets[name]?.title.text() ?? name) + sealed
        default: return path.joined(separator: ".")
        }
    }

    /// Whether a guard reads what the actor may not see: then no part of it is told, only the file's sentence.
    func hides(_ program: CEL.Program) -> Bool {
        let sight = self.sight ?? Seeing.sight(of: act.person, in: situation)
        func sees(_ visibility: Visibility, _ seenBy: [Name]) -> Bool {
            act.person == nil ? visibility > .restricted : sight.sees(visibility, seenBy: seenBy)
        }
        func sees(event: String) -> Bool {
            situation.workflow.rules(of: event).contains { sees($0.visibility, $0.seenBy) }
        }
        func sees(sheet: String) -> Bool { situation.workflow.sheets[sheet].map { sees($0.visibility, $0.seenBy) && !sight.isWithheld(sheet: sheet) } ?? true }
        func sees(vote: String) -> Bool { situation.workflow.votes[vote].map { sees($0.visibility, $0.seenBy) } ?? true }
        let hidesPath = program.references.paths.contains { path in
            guard let field = path.names.dropFirst().first else { return false }
            switch path.names.first {
            case "data": return situation.workflow.data[field].map { !sees($0.visibility, []) } ?? false || sight.isWithheld(datum: field)
            case "records":
                guard let record = situation.workflow.records[field] else { return false }
                // How many rows there are is told to whoever sees the record; what is in them, to whoever sees every field.
                let least = path.use == .value ? record.fields.map(\.visibility).min() ?? .public : .public
                return !sees(min(record.visibility, least), record.seenBy) || sight.isWithheld(record: field)
            case "sheets": return !sees(sheet: field)
            case "votes": return !sees(vote: field)
            case "roles", "clocks", "links": return !sees(.triad, [])
            default: return false
            }
        }
        return hidesPath || program.references.calls.contains { call in
            guard case .string(let name)?? = call.arguments.first else { return false }
            switch call.function {
            case _ where Judge.ofSheets.contains(call.function): return !sees(sheet: name)
            case "carried": return !sees(vote: name)
            case "did", "doers": return !sees(event: name)
            default: return false
            }
        }
    }
}

extension CEL.Explanation.Outcome {
    var text: String {
        switch self {
        case .value(let value): value.shortText
        case .error(let error): error.unknowns.isEmpty ? error.message : "not known yet"
        case .notEvaluated: "not looked at"
        }
    }
}
