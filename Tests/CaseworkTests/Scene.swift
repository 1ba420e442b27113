@testable import Casework
import Calendars
import CivilTime
import Definitions
import JSON
import OrderedCollections
import Register
import Rubrics
import Testing

/// One case with everything around it, played by commands. Rows and sheets are kept as the database keeps them: from the facts.
struct Scene {
    var workflow: Workflow
    var state: Case
    var register: Register
    var now: Instant
    var facts: [Fact] = []
    var messages: [Message] = []
    var records: [Name: [Situation.Row]] = [:]
    var sealed: [Name: [Situation.Sealed]] = [:]
    var votes: [Name: [Situation.Cast]] = [:]
    var coordinators: Set<String> = ["chris"]
    var rubrics: [Name: Rubric] = ["maturity": Scene.rubric]
    /// The entries, oldest first.
    var past: [Past] = []
    /// What each of them was decided from; nil for the first.
    var steps: [Step?] = []

    /// What can be decided again.
    enum Step {
        case command(Command, DraftSheet?, at: Instant)
        case strike(Name, at: Instant)
    }

    /// The day's noon.
    static func noon(_ day: String) throws -> Instant { try #require(Instant("\(day)T12:00:00Z")) }
    static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    static func workflow(_ yaml: String = SmallReview.yaml, file: String = "small-review.yaml") throws -> Workflow {
        try DefinitionReader().read(workflow: yaml, file: file).get().value
    }

    /// A small review of Ash School that began on 7 September 2026: led by Beech School, Dee assisting for Elm School.
    static func begun() throws -> Scene {
        let workflow = try workflow()
        let now = try noon("2026-09-07")
        let situation = Situation(
            workflow: workflow, case: nil, register: try people(), calendar: try calendar(), rubrics: ["maturity": rubric],
            nextNumbers: ["small-review": 1], now: now, coordinators: ["chris"])
        let roles = [
            Command.RoleAssignment(role: "host", person: "hana", organisation: "ash"),
            Command.RoleAssignment(role: "lead", organisation: "beech"), Command.RoleAssignment(role: "reviewer", person: "dee", organisation: "elm"),
        ]
        let command = Command(as: "chris", .start(workflow: "small-review", subject: .organisation("ash"), title: nil, roles: roles, data: [:]))
        let decision = try Deciding.decide(command, in: situation).get()
        let began = try #require(Case.began(id: "small-review-1", by: decision.facts[0]))
        var scene = Scene(workflow: workflow, state: began, register: try people(), now: now)
        scene.keep(Decision(facts: Array(decision.facts.dropFirst()), messages: decision.messages, touched: decision.touched, happened: decision.happened))
        scene.facts.insert(decision.facts[0], at: 0)
        scene.past[0].facts.insert(decision.facts[0], at: 0)
        return scene
    }

    // MARK: Acting

    func situation(draft: DraftSheet? = nil) throws -> Situation {
        var situation = Situation(
            workflow: workflow, case: state, register: register, calendar: try Scene.calendar(), rubrics: rubrics,
            records: Dictionary(uniqueKeysWithValues: workflow.records.keys.map { ($0, records[$0] ?? []) }), sealed: sealed, draft: draft, now: now,
            coordinators: coordinators)
        for (name, ballot) in state.ballots { situation.votes[name] = ballot.counting(votes[name] ?? []) }
        return situation
    }

    /// The same with the entries, for a correction.
    func situationWithPast() throws -> Situation {
        var situation = try situation()
        situation.past = past
        return situation
    }

    mutating func to(_ day: String) throws { now = try Scene.noon(day) }

    /// Performs a command; what it comes to is kept.
    @discardableResult
    mutating func perform(_ act: Command.Act, as person: String, on day: String? = nil, draft: DraftSheet? = nil) throws -> Decision {
        let command = Command(as: person, on: try day.map { .day(try Scene.day($0)) }, act)
        return try perform(command, draft)
    }

    @discardableResult
    mutating func perform(_ command: Command, _ draft: DraftSheet?) throws -> Decision {
        let decision = try Deciding.decide(command, in: try situation(draft: draft)).get()
        let word = switch command.act {
        case .seal(_, let sheet, _): "seal \(sheet)"
        case .vote(_, let vote, _, _, _, _): "vote \(vote)"
        case .correct(_, let entry, _, _, _): "correct \(entry)"
        default: "command"
        }
        keep(decision, word, by: command.as, .command(command, draft, at: now))
        return decision
    }

    @discardableResult
    mutating func send(_ event: Name, as person: String, _ form: JSON.Object = [:], on day: String? = nil) throws -> Decision {
        try perform(.event(case: state.id, event: event, form: form), as: person, on: day)
    }

    /// The refusal of an event.
    func refusal(_ event: Name, as person: String, _ form: JSON.Object = [:], on day: String? = nil) throws -> Refusal? {
        let command = Command(as: person, on: try day.map { .day(try Scene.day($0)) }, .event(case: state.id, event: event, form: form))
        if case .failure(let refusal) = Deciding.decide(command, in: try situation()) { return refusal }
        return nil
    }

    @discardableResult
    mutating func seal(_ sheet: Name = "peer", as person: String, _ levels: KeyValuePairs<String, String>, evidence: [String] = []) throws -> Decision {
        let judgements = levels.map { Judgement($0.key, .level($0.value), evidence: evidence) }
        let draft = DraftSheet(rubric: Scene.rubric.reference, rater: person, judgements: judgements)
        return try perform(.seal(case: state.id, sheet: sheet, role: nil), as: person, draft: draft)
    }

    @discardableResult
    mutating func vote(_ choice: String, as person: String, on vote: Name = "outcome", because reason: String? = "So it is.", _ reasons: JSON.Object = [:]) throws -> Decision {
        try perform(.vote(case: state.id, vote: vote, role: nil, choice: choice, reason: reason, reasons: reasons), as: person)
    }

    /// The refusal of a vote.
    func refusal(of choice: String, as person: String, on vote: Name = "outcome", because reason: String? = "So it is.", _ reasons: JSON.Object = [:]) throws -> Refusal? {
        let command = Command(as: person, .vote(case: state.id, vote: vote, role: nil, choice: choice, reason: reason, reasons: reasons))
        if case .failure(let refusal) = Deciding.decide(command, in: try situationWithPast()) { return refusal }
        return nil
    }

    /// Strikes every clock that is due, the longest overdue first.
    mutating func strikeDue() throws {
        while let next = state.clocks.values.filter({ $0.nextAt.map { $0 <= now } ?? false }).min(by: { ($0.nextAt ?? .last) < ($1.nextAt ?? .last) }) {
            try strike(next.name)
        }
    }

    mutating func strike(_ clock: Name) throws {
        keep(Deciding.strike(clock: clock, in: try situation()), "strike \(clock)", by: "clock:\(clock)", .strike(clock, at: now))
    }

    /// Folds what was decided, and keeps rows and sheets.
    mutating func keep(_ decision: Decision, _ word: String = "", by: String = "", _ step: Step? = nil) {
        state.entry += 1
        past.append(Past(number: state.entry, word: word, by: by, happened: decision.happened, touched: decision.touched, facts: decision.facts))
        steps.append(step)
        facts += decision.facts
        messages += decision.messages
        for fact in decision.facts {
            state.apply(fact)
            switch fact {
            case .added(let record, let row, let values, let by, let on):
                let values = OrderedDictionary(uniqueKeysWithValues: values.map { ($0.name, $0.value) })
                records[record, default: []].append(.init(number: row, values: values, by: by, on: on))
            case .updated(let record, let row, let values, _, _):
                for named in values { records[record]?[row - 1].values[named.name] = named.value }
            case .voted(let vote, let member, let cast): votes[vote, default: []].append(.init(member: member, vote: cast))
            case .sealed(let sheet, let rater, let judgements): sealed[sheet, default: []].append(.init(rater: rater, sheet: judgements))
            default: break
            }
        }
    }

    // MARK: Along the way

    static let terms: JSON.Object = ["focus": "Reading", "visit_on": "2026-11-10"]

    /// Agreed by both and on the visit.
    static func visiting() throws -> Scene {
        var scene = try begun()
        try scene.to("2026-09-14")
        try scene.send("agree", as: "hana", terms)
        try scene.send("agree", as: "ben")
        return scene
    }

    static func judging() throws -> Scene {
        var scene = try visiting()
        try scene.to("2026-11-10")
        try scene.send("record", as: "ben", ["seen": "Pupils read to each other."])
        try scene.send("leave", as: "ben")
        return scene
    }

    static func conferring() throws -> Scene {
        var scene = try judging()
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        try scene.seal(as: "dee", ["itt": "emerging", "cpd": "emerging"])
        return scene
    }

    /// In the window of five school days, from Tuesday 20 October 2026, a week before the half-term.
    static func checking() throws -> Scene {
        var scene = try begun()
        try scene.send("agree", as: "hana", ["focus": "Reading", "visit_on": "2026-10-19"])
        try scene.send("agree", as: "ben")
        try scene.to("2026-10-20")
        try scene.send("record", as: "ben", ["seen": "Pupils read to each other."])
        try scene.send("leave", as: "ben")
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "leading"])
        try scene.seal(as: "dee", ["itt": "leading", "cpd": "leading"])
        try scene.send("close", as: "ben")
        return scene
    }

    // MARK: Around the case

    static let rubric = Rubric(
        name: "maturity", title: "Maturity", profile: .graded,
        scale: [.init("emerging", "Emerging"), .init("secure", "Secure"), .init("leading", "Leading")],
        criteria: [.init("itt", "Initial teacher training"), .init("cpd", "Professional development")])

    static func calendar() throws -> SchoolCalendar {
        func day(_ text: String, _ name: String) throws -> SchoolCalendar.NamedDay { .init(try Scene.day(text), name) }
        func term(_ name: String, _ from: String, _ through: String, _ half: (String, String)) throws -> SchoolCalendar.Term {
            .init(name: name, from: try Scene.day(from), through: try Scene.day(through),
                  breaks: [.init("half-term", from: try Scene.day(half.0), through: try Scene.day(half.1))])
        }
        return SchoolCalendar(
            name: "test-schools", title: "Test schools", defaultNation: "england", defaultArea: "county",
            nations: [.init(name: "england", title: "England", bankHolidays: [
                try day("2026-01-01", "New Year's Day"), try day("2026-12-25", "Christmas Day"), try day("2026-12-28", "Boxing Day"),
                try day("2027-01-01", "New Year's Day"), try day("2027-03-26", "Good Friday"), try day("2027-03-29", "Easter Monday"),
                try day("2027-12-27", "Christmas Day"),
            ])],
            areas: [.init(name: "county", title: "County", schoolYears: [.init(name: "2026/27", terms: [
                try term("Autumn term", "2026-09-01", "2026-12-18", ("2026-10-26", "2026-10-30")),
                try term("Spring term", "2027-01-04", "2027-03-25", ("2027-02-15", "2027-02-19")),
                try term("Summer term", "2027-04-12", "2027-07-21", ("2027-05-31", "2027-06-04")),
            ])])])
    }

    /// Ash, Beech and Elm School; Hana at Ash, Ben and Bo at Beech, Dee and Dan at Elm, Chris coordinates, Fay is Hana's sister at Fir.
    static func people() throws -> Register {
        let people = ["hana", "ben", "bo", "dee", "dan", "chris", "fay", "oz"]
        let at = [("hana", "ash"), ("ben", "beech"), ("bo", "beech"), ("dee", "elm"), ("dan", "elm"), ("fay", "fir"), ("oz", "oak")]
        let schools = ["ash", "beech", "elm", "fir", "oak"]
        let declared = try day("2026-09-01")
        return Register(
            organisations: schools.map { Organisation($0, .init(name: "\($0.capitalized) School")) },
            people: people.map { Person($0, name: $0.capitalized) },
            affiliations: at.map { Affiliation($0.0, at: $0.1, as: "teacher") },
            interests: [Interest(.person("fay"), .person("hana"), "family", declaredOn: declared)],
            credentials: ["ben", "bo", "dee", "dan", "fay"].map { Credential($0, "trained_reviewer", .always) })
    }
}
