import Casework
import CaseStore
import CivilTime
import Definitions
import JSON
import Testing

@testable import TriadKit

/// A story of one case, told as who does what on which day.
struct Story {
    let door: Door
    let id: Case.ID
    var person = "Ada Marsh"

    init(_ door: Door, _ id: Case.ID) { (self.door, self.id) = (door, id) }

    /// The file's clock goes on to nine o'clock of a day, and what was due by then is struck.
    @discardableResult
    func at(_ day: String) throws -> Story {
        try door.did("Ada Marsh", .setClock(try #require(Instant("\(day)T09:00:00Z"))))
        try door.triad.tick()
        return self
    }

    func `as`(_ person: String) -> Story {
        var story = self
        story.person = person
        return story
    }

    @discardableResult
    func does(_ event: String, _ form: JSON.Object = [:]) throws -> Story {
        try door.sent(person, id, event, form)
        return self
    }

    @discardableResult
    func seals(_ sheet: String, _ level: String, areas: [String] = Story.areas) throws -> Story {
        var judgements = JSON.Object()
        for area in areas {
            judgements.append(area, ["level": .string(level), "narrative": .string("Seen in \(area)"), "evidence": ["1"]])
        }
        try door.did(person, .draft(case: id, sheet: sheet, role: nil, judgements: judgements))
        try door.did(person, .seal(case: id, sheet: sheet, role: nil))
        return self
    }

    /// The refusal that an event meets.
    func refused(_ event: String, _ form: JSON.Object = [:]) throws -> String {
        switch try door.triad.perform(Command(as: person, .event(case: id, event: event, form: form))) {
        case .success: return "accepted"
        case .failure(let refusal): return "\(refusal.code.rawValue): \(refusal.sentence)"
        }
    }

    func appoints(_ person: String?, _ organisation: String? = nil, to role: String, because: String? = nil) throws {
        try door.did("Ada Marsh", .appoint(case: id, role: role, person: person, organisation: organisation, instead: nil, because: because))
    }

    /// What the coordinator sees of it.
    var view: CaseView { get throws { try door.answer(.case(id), as: "Ada Marsh") } }
    var stands: [String] { get throws { try view.states.map(\.title) } }

    static let areas = ["leadership", "infrastructure", "itt", "cpd", "school_support"]
}

/// Which states were entered and which rules were taken, told from the facts of the ledger's entries.
struct Coverage {
    var states: Set<Name> = []
    var rules: Set<EventRule.ID> = []

    mutating func add(_ door: Door, _ workflow: Workflow) throws {
        let entries = try door.triad.reading { try $0.entries(after: -1, most: 100_000) }
        var active: [String: [Name]] = [:]
        for told in entries where told.entry.stream.hasPrefix("\(workflow.reference.name)-") {
            let stream = told.entry.stream
            let hasOpened = told.facts.contains { if case .opened = $0 { true } else { false } }
            for fact in told.facts {
                if case .entered(let state) = fact {
                    states.insert(state)
                    active[stream, default: []].append(state)
                }
                if case .left(let state) = fact {
                    active[stream]?.removeAll { $0 == state }
                    if hasOpened, let done = workflow.rules.first(where: { $0.state == state && $0.by == .itself }) { rules.insert(done.id) }
                }
                if case .sent(let event, _, _, _) = fact, let rule = rule(event, in: active[stream] ?? [], entering: told.facts, workflow) { rules.insert(rule.id) }
            }
        }
    }

    /// The rule by which an event was taken: the innermost active state's, of several the one that leads where the case went; else one
    /// taken at any time.
    private func rule(_ event: Name, in active: [Name], entering facts: [Fact], _ workflow: Workflow) -> EventRule? {
        let taken = workflow.rules.filter { $0.event == event && $0.state.map(active.contains) == true }
        let entered = facts.compactMap { if case .entered(let state) = $0 { state } else { nil } }
        let leading = taken.filter { rule in rule.targets.contains(where: entered.contains) }
        let own = leading.isEmpty ? taken : leading
        let anytime = workflow.anytime.filter { $0.event == event && $0.within.contains(where: active.contains) }
        return own.max { ($0.state ?? "").utf8.count < ($1.state ?? "").utf8.count } ?? anytime.first
    }

    func missing(of workflow: Workflow) -> [String] {
        workflow.states.keys.filter { !states.contains($0) }
            + workflow.rules.filter { !rules.contains($0.id) }.map { "\($0.state ?? "anytime") \($0.event)" }
    }
}
