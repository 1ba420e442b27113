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
        try door.tick()
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

    /// A review whose host and lead (Ben Oduya, Dev Rao) have signed the scope; Cara Lind comes along, and the visit begins on 19 January 2027.
    static func scoped() throws -> Story {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try story.does("schedule", WalkTests.dates)
        for reviewer in ["Dev Rao", "Cara Lind"] { try story.as(reviewer).does("accept-role", ["confidentiality": true]) }
        try story.at("2026-12-02")
        try story.as("Ben Oduya").seals("self", "embedding")
        try story.as("Dev Rao").does("agree-scope", ["focus": ["Reading"], "development": true])
        try story.as("Ben Oduya").does("agree-scope", ["development": true])
        return story
    }

    static let areas = ["leadership", "infrastructure", "itt", "cpd", "school_support"]
}

/// Which states were entered and which rules were taken, told from the facts of the ledger's entries.
struct Coverage {
    var states: Set<Name> = []
    var rules: Set<EventRule.ID> = []

    mutating func add(_ triad: Triad, _ workflow: Workflow) throws {
        let entries = try triad.reading { try $0.entries(after: -1, most: 100_000) }
        var active: [String: [Name]] = [:]
        for told in entries where told.entry.stream.hasPrefix("\(workflow.reference.name)-") {
            let stream = told.entry.stream
            let hasOpened = told.facts.contains { if case .opened = $0 { true } else { false } }
            let tally = told.facts.lazy.compactMap { if case .counted(_, let tally) = $0 { tally } else { nil } }.last
            for fact in told.facts {
                if case .entered(let state) = fact {
                    states.insert(state)
                    active[stream, default: []].append(state)
                }
                if case .left(let state) = fact {
                    active[stream]?.removeAll { $0 == state }
                    let ways = workflow.ownRules(of: state).filter { $0.fits(told.facts) }
                    if let tally, let done = self.done(ways, tally) { rules.insert(done.id) }
                    if hasOpened, let done = ways.first(where: { $0.leads(told.facts) }) { rules.insert(done.id) }
                }
                if case .sent(let event, _, _, _) = fact, let rule = rule(event, in: active[stream] ?? [], entering: told.facts, workflow) { rules.insert(rule.id) }
            }
        }
    }

    /// The way that a vote led on: the one whose condition names what carried, else the one without a condition.
    private func done(_ ways: [EventRule], _ tally: Case.Tally) -> EventRule? {
        return ways.first { way in way.guards.contains { guarding in tally.outcome.map { guarding.program.source.contains("'\($0)'") } ?? false } }
            ?? ways.first { $0.guards.isEmpty }
    }

    /// The rule by which an event was taken: the innermost active state's, else one taken at any time.
    ///
    /// Of several ways of one state, the one that leads where the case went.
    private func rule(_ event: Name, in active: [Name], entering facts: [Fact], _ workflow: Workflow) -> EventRule? {
        let own = workflow.rules.filter { $0.event == event && $0.state.map(active.contains) == true }
        let anytime = workflow.anytime.filter { $0.event == event && $0.within.contains(where: active.contains) }
        let innermost = own.map { ($0.state ?? "").utf8.count }.max()
        let ways = own.filter { ($0.state ?? "").utf8.count == innermost }
        return ways.first { $0.leads(facts) && $0.fits(facts) } ?? ways.first ?? anytime.first
    }

    func missing(of workflow: Workflow) -> [String] {
        workflow.states.keys.filter { !states.contains($0) }
            + workflow.rules.filter { !rules.contains($0.id) }.map { "\($0.state ?? "anytime") \($0.event)" }
    }
}

/// The stories that between them enter every state and take every event of the shipped workflows.
enum Walks {
    static let all: [@Sendable () throws -> [Door]] = [
        { [try WalkTests().wholeYear(), try WalkTests().whatEndsEarly()] },
        { try SpecialistWalkTests().stories() },
        { [try ObservationWalkTests().stories(), try JointObservationTests().stories()] },
        { try RoundWalkTests().stories() },
    ]

    static var shipped: [Name] {
        EmbeddedDefinitions.files.map(\.path).filter { $0.hasPrefix("Workflows/") && $0.hasSuffix(".yaml") && $0.count(where: { $0 == "/" }) == 1 }
            .map { String($0.dropFirst("Workflows/".count).dropLast(".yaml".count)) }
    }
}

extension EventRule {
    /// Whether the facts enter a state to which it leads.
    fileprivate func leads(_ facts: [Fact]) -> Bool {
        facts.contains { if case .entered(let state) = $0 { targets.contains(state) } else { false } }
    }

    /// Whether the facts set what it sets outright, and mark what it always marks: by that one way is told from others to the same state.
    fileprivate func fits(_ facts: [Fact]) -> Bool {
        let sets = effects.allSatisfy { effect in
            guard case .set(let datum, let expression) = effect, let text = expression.program.source.wholeMatch(of: /'(.*)'/)?.1 else { return true }
            return facts.contains { if case .set(let named) = $0 { named.name == datum && named.value == .text(String(text)) } else { false } }
        }
        let marks = guards.filter { !$0.isMust && $0.program.source == "false" }.compactMap { $0.otherwise?.text() }
        return sets && marks.allSatisfy { sentence in facts.contains { if case .marked(_, sentence) = $0 { true } else { false } } }
    }
}
