import Casework
import CaseStore
import CivilTime
import Definitions
import JSON
import Register

extension Triad {
    /// Answers a question as the asker may see it; what is not hers to see is left out and counted nowhere.
    ///
    /// - Parameter person: an identifier or a full name; nil sees what is public.
    /// - Throws: ``FileFailure``; a question that has no answer for her is a `Refusal`.
    public func read(_ query: Query, as person: String?) throws(FileFailure) -> Result<any Answer, Refusal> {
        try answering(of: query.cases, as: person) { try $0.answer(query) }
    }

    /// Asks as somebody, of the moment at which the file is looked at.
    ///
    /// - Parameter cases: those that it is about; nil: many.
    private func answering<Value>(
        of cases: [Case.ID]?, as person: String?, _ body: (Answering) throws -> Value
    ) throws(FileFailure) -> Result<Value, Refusal> {
        guard let moment else {
            return try store.reading { reading in
                let asker = try person.map { try reading.find(.person, $0, orCoordinator: true) }
                return .success(try body(Answering(reading, asker: asker, shelf: shelf, zone: zone)))
            }
        }
        return try store.reading(asOf: moment, zone: zone, of: cases) { past, present in
            let asker = try person.map { try present.find(.person, $0, orCoordinator: true) }
            return .success(try body(Answering(past, present: present, asker: asker, shelf: shelf, zone: zone)))
        }
    }

    /// The same for what is no answer: something that is written elsewhere, or handed over in pieces.
    func asking<Value>(of cases: [Case.ID], as person: String?, _ body: (Answering) throws -> Value) throws -> Value {
        try answering(of: cases, as: person, body).get()
    }
}

extension Query {
    /// The cases that it is about; nil: it looks at many.
    fileprivate var cases: [Case.ID]? {
        switch self {
        case .case(let id), .waivers(let id?), .why(let id, _, _, _), .sheet(let id, _, _), .vote(let id, _), .log(let id?, _, _), .documents(let id), .document(let id, _), .appointments(let id?): [id]
        case .register, .definitions, .calendar: []
        case .cases, .changes, .due, .agreement, .inbox, .letters, .letter, .forming, .timetable, .comparison, .confidences, .owed, .head, .proof, .term, .history, .planner, .monday, .summary, .digest, .waivers(nil), .appointments(nil), .log(nil, _, _): nil
        }
    }
}

extension Triad {
    /// The answer to a question whose type the caller names.
    ///
    /// - Throws: ``FileFailure``, `Refusal`.
    public func answer<A: Answer>(_ query: Query, as person: String?) throws -> A {
        let answer = try read(query, as: person).get()
        guard let typed = answer as? A else { preconditionFailure("\(query) is answered with \(type(of: answer)), not with \(A.self)") }
        return typed
    }
}

/// One asker's questions to one moment of the file.
struct Answering {
    let reading: Reading
    /// The file as it is now, where she asks how it was: by this it is decided what she may see.
    let present: Reading?
    /// Nil for somebody who is not known.
    let asker: String?
    let shelf: DefinitionShelf
    let zone: Zone
    let names: NameBook
    let today: Day
    let isCoordinator: Bool
    /// What the register says of the asker: her posts, and where they are.
    let around: Register
    /// Who coordinates the file now.
    let coordinators: Set<String>

    init(_ reading: Reading, present: Reading? = nil, asker: String?, shelf: DefinitionShelf, zone: Zone) throws {
        let now = present ?? reading
        self.reading = reading
        self.present = present
        self.asker = asker
        self.shelf = shelf
        self.zone = zone
        names = NameBook(now)
        today = zone.day(of: reading.now)
        coordinators = Set(now.file.coordinators)
        isCoordinator = asker.map(coordinators.contains) ?? false
        around = try asker.map { try now.register(around: [$0]) } ?? Register()
    }

    func answer(_ query: Query) throws -> any Answer {
        switch query {
        case .cases(let wish): try cases(wish)
        case .changes(let after, let limit): try changes(after: after, limit: limit)
        case .case(let id): try caseView(of: found(id))
        case .log(let stream, let after, let limit): try log(of: stream, after: after, limit: limit)
        case .due(let until): try due(until: until)
        case .waivers(let id): try waivers(of: id)
        case .agreement(let workflow, let sheet, let person): try agreement(workflow, sheet, of: person)
        case .inbox(let person): try inbox(of: person)
        case .why(let id, let event, let form, let on): try self.why(id, event, form, on)
        case .sheet(let id, let sheet, let role): try self.sheet(sheet, role, of: found(id))
        case .vote(let id, let vote): try self.vote(vote, of: found(id))
        case .register(let part, let find): try self.register(part, find)
        case .documents(let id): try documents(of: found(id))
        case .document(let id, let number): try document(number, of: found(id))
        case .letters(let waitingOnly): try letters(waitingOnly: waitingOnly)
        case .letter(let number): try letter(number)
        case .forming(let number): try forming(number)
        case .timetable(let wish): try timetable(wish)
        case .comparison(let newer): try comparison(newer)
        case .confidences: try confidences()
        case .owed: try owed()
        case .definitions: try definitions()
        case .calendar(let name): try calendar(name)
        case .head: HeadView(try reading.head())
        case .proof(let stream, let number): try proof(of: stream, number)
        case .planner(let from, let months): try planner(from: from, months: months)
        case .term(let from, let months): try term(from: from, months: months)
        case .history(let person): try history(of: person)
        case .appointments(let id): try appointments(of: id)
        case .monday(let days): try monday(days: days)
        case .summary: try summary()
        case .digest(let year): try digest(year: year)
        }
    }

    // MARK: - Whom and what

    /// Whoever asks must be somebody.
    func known() throws(Refusal) -> String {
        guard let asker else {
            throw Refusal(.notYours, "This is for people who are known here.", place: "as", remedy: "Say who asks.")
        }
        return asker
    }

    func mustCoordinate() throws(Refusal) {
        guard isCoordinator else {
            throw Refusal(.notYours, "This is for the file's coordinators.", place: "as", remedy: "Ask one of them.")
        }
    }

    /// A case that the asker may know of. One that she may not is said not to be there.
    func found(_ id: Case.ID) throws -> Case {
        if let state = try reading.case(id), try sight(of: state).seesCase { return state }
        throw try Refusal.unknownCase(id, among: asker == nil ? [] : reading.caseNames()) { name in
            try reading.case(name).map { try sight(of: $0).seesCase } ?? false
        }
    }

    func outline(of state: Case) throws -> Situation { try reading.outline(of: state, register: around) }

    func sight(of state: Case) throws -> Sight { try sight(in: outline(of: state)) }

    /// What the asker may see of a case: by the parts that she holds now, though she asks how it was.
    func sight(in situation: Situation) throws -> Sight {
        guard let present, let id = situation.case?.id, let state = try present.case(id) else { return Seeing.sight(of: asker, in: situation) }
        return Seeing.sight(of: asker, in: try present.outline(of: state, register: around))
    }

    // MARK: - Small answers

    func definitions() throws -> DefinitionList {
        DefinitionList(lines: try reading.definitions().map {
            .init(kind: $0.kind.rawValue, name: $0.name, version: $0.version, hash: $0.hash, cases: $0.cases)
        })
    }

    func calendar(_ name: Name?) throws -> CalendarView {
        let names = try reading.definitions().filter { $0.kind == .calendar }.map(\.name)
        guard let name = name ?? (Set(names).count == 1 ? names.first : nil) else {
            throw Refusal(
                .missingField, names.isEmpty ? "No calendar is in use yet." : "Which calendar?", place: "calendar",
                remedy: names.isEmpty ? "The first case that starts takes its workflow's calendar into use." : "In use: \(Set(names).sorted().joined(separator: ", ")).")
        }
        guard let (version, text) = try reading.text(.calendar, name) else {
            throw Refusal(.unknownCalendar, "No calendar \(name) is in use in this file.", place: name, remedy: Nearest.name(to: name, among: names).map { "Did you mean \($0)?" })
        }
        return CalendarView(calendar: name, version: version, text: text)
    }

    func proof(of stream: String, _ number: Int) throws -> ProofView {
        if stream == Entry.fileStream { try mustCoordinate() } else { _ = try found(stream) }
        guard let (leaf, proof, head) = try reading.proof(of: stream, number: number) else {
            throw Refusal(.unknownRow, "There is no entry \(stream)/\(number).", place: "\(stream)/\(number)", remedy: "`triad log` shows them.")
        }
        return ProofView(
            stream: stream, number: number, place: Int(proof.place), leaf: leaf.hex, path: proof.path.map(\.hex), head: HeadView(head))
    }

    func why(_ id: Case.ID, _ event: Name, _ form: JSON.Object, _ on: When?) throws -> WhyView {
        let person = try known()
        let state = try found(id)
        let form = try reading.named(form, of: event, in: id)
        let why = try Explaining.why(
            event: event, as: person, form: form, on: on, in: reading.situation(explaining: event, form, as: person, in: state), seenBy: sight(of: state))
        return WhyView(event: why.event, title: why.title, isOpen: why.isOpen, conditions: why.conditions.map { condition in
            .init(
                holds: condition.holds, text: condition.text, source: condition.source,
                parts: condition.parts.map { .init(source: $0.source, value: $0.value, depth: $0.depth, decides: $0.decides) },
                needs: condition.needs.map { $0.joined(separator: ".") }, remedy: condition.remedy)
        })
    }
}

/// Names of people and organisations, looked up once.
final class NameBook {
    private let reading: Reading
    private var known: [String: String] = [:]

    init(_ reading: Reading) { self.reading = reading }

    func person(_ id: String) throws -> Named { try named(id, [.person]) }
    func organisation(_ id: String) throws -> Named { try named(id, [.organisation]) }

    /// A person or an organisation, else a clock, a case or the program itself, by its own words.
    func anybody(_ id: String) throws -> Named { try named(id, [.person, .organisation]) }

    private func named(_ id: String, _ kinds: [Register.Row.Kind]) throws -> Named {
        for kind in kinds {
            let key = "\(kind.rawValue) \(id)"
            let name = try known[key] ?? reading.names(kind, [id])[id]
            known[key] = name
            if let name { return Named(id: id, name: name) }
        }
        return Named(id: id, name: id)
    }

    func subject(_ subject: Case.Subject) throws -> [Named] {
        switch subject {
        case .organisation(let id): [try organisation(id)]
        case .person(let id): [try person(id)]
        case .group(let ids): try ids.map(organisation)
        }
    }
}
