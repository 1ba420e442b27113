import CivilTime
import Definitions
import JSON
import Register
import Rubrics
import Timetables

extension Fact {
    /// Reads what ``json(concealing:)`` wrote.
    ///
    /// - Parameter reveal: gives the value that was concealed; it throws where the value was erased and none can stand for it.
    /// - Throws: ``Unreadable``, and whatever `reveal` throws.
    public init(json: JSON.Value, revealing reveal: (JSON.Value) throws -> JSON.Value) throws {
        self = try withoutActuallyEscaping(reveal) { reveal in
            let from = try Members(json, revealing: reveal)
            let text: String = try from("fact")
            guard let word = Word(rawValue: text) else { throw Unreadable("fact", "The fact was written by a later engine.") }
            return try Fact(word, from)
        }
    }

    private init(_ word: Word, _ from: Members) throws {
        self = switch word {
        case .began: .began(workflow: try from("workflow"), subject: try from("subject"), title: try from.secret("title"), on: try from("on"))
        case .entered: .entered(state: try from("state"))
        case .left: .left(state: try from("state"))
        case .remembered: .remembered(history: try from("history"), states: try from("states"))
        case .ended: .ended
        case .reopened: .reopened
        case .silenceUndone: .silenceUndone(clock: try from("clock"), entry: try from("entry"))
        case .returned: .returned(states: try from("states"), try from.returned())
        case .givenBack: .givenBack(sheet: try from("sheet"))
        case .waived: .waived(try from.waiver())
        case .waiversUsed: .waiversUsed(event: try from("event"))
        case .sent: .sent(event: try from("event"), by: try from("by"), role: try from.optional("role"), form: try from.named("form"))
        case .signed: .signed(event: try from("event"), try from.signature("signature"))
        case .signaturesCleared: .signaturesCleared(event: try from("event"))
        case .set: .set(try from.namedOne("value"))
        case .marked: .marked(event: try from("event"), sentence: try from.secret("sentence"))
        case .appointed: .appointed(role: try from("role"), try from("holder"), because: try from.optionalSecret("because"))
        case .released:
            .released(role: try from("role"), holder: try from("holder"), until: try from("until"), because: try from.optionalSecret("because"))
        case .named: .named(role: try from("role"), holder: try from("holder"), person: try from("person"), on: try from.optional("on"))
        case .added:
            .added(record: try from("record"), row: try from("row"), values: try from.named("values"), by: try from("by"), on: try from("on"))
        case .updated:
            .updated(record: try from("record"), row: try from("row"), values: try from.named("values"), by: try from("by"), on: try from("on"))
        case .collecting:
            .collecting(sheet: try from("sheet"), rubric: try from("rubric"), hash: try from.optional("hash"), due: try from("due"))
        case .sealed: .sealed(sheet: try from("sheet"), rater: try from("rater"), try from.secret("judgements"))
        case .opened: .opened(sheet: try from("sheet"), unsettled: try from.secret("unsettled"))
        case .settled: .settled(sheet: try from("sheet"), try from.settlement())
        case .voting: .voting(vote: try from("vote"), rubric: try from.optional("rubric"), hash: try from.optional("hash"), members: try from("members"))
        case .voted: .voted(vote: try from("vote"), member: try from("member"), try from.cast())
        case .stoodAside: .stoodAside(vote: try from("vote"), member: try from("member"))
        case .voteVoid: .voteVoid(vote: try from("vote"))
        case .counted: .counted(vote: try from("vote"), try from.secret("tally"))
        case .designated:
            .designated(.init(person: try from("person"), kind: try from("kind"), becomes: try from("is"), from: try from("from"), until: try from.optional("until")))
        case .clockSet: .clockSet(try from("clock"))
        case .clockStruck:
            .clockStruck(clock: try from("clock"), step: try from("step"), next: try from("next"), at: try from.optional("at"))
        case .clockAsking: .clockAsking(clock: try from("clock"))
        case .clockStopped: .clockStopped(clock: try from("clock"))
        case .recounted: .recounted(clock: try from("clock"), from: try from("from"), to: try from("to"), why: try from("why"))
        case .letter:
            .letter(Letter(try from("letter"), to: try from("to"), about: try from.optional("about"), due: try from.optional("due")))
        case .letterSent: .letterSent(number: try from("number"), how: try from("how"))
        case .told: .told(link: try from("link"), case: try from("case"), event: try from("event"), values: try from.named("values"))
        case .linked: .linked(link: try from("link"), case: try from("case"))
        case .linkEnded: .linkEnded(link: try from("link"), case: try from("case"))
        case .linkReopened: .linkReopened(link: try from("link"), case: try from("case"))
        case .credited: .credited(organisation: try from("organisation"), word: try from("word"))
        case .incident: .incident(what: try from("what"), refusal: try from.refusal())
        case .corrected:
            .corrected(try from.correction())
        case .slipFound: .slipFound(try from.foundSlip())
        case .typed: .typed(try from.typed())
        case .typedConfirmed: .typedConfirmed(try from.typed())
        case .slipAnswered: .slipAnswered(number: try from("number"), isMended: try from("mended"))
        case .amended: .amended(because: try from.secret("because"))
        case .doubted: .doubted(.init(role: try from("role"), holder: try from("holder"), sentence: try from.secret("sentence")))
        case .undoubted: .undoubted(.init(role: try from("role"), holder: try from("holder"), sentence: try from.secret("sentence")))
        case .carriedOn:
            .carriedOn(.init(
                doubt: .init(role: try from("role"), holder: try from("holder"), sentence: try from.secret("sentence")), by: try from("by"), on: try from("on"),
                because: try from.secret("because")))
        case .teamed: .teamed(role: try from("role"), holder: try from("holder"), team: try from("team"))
        case .compared: .compared(sheet: try from("sheet"), unsettled: try from.secret("unsettled"))
        case .attached: .attached(try Document(from))
        case .registered: .registered(try from.change())
        case .coordinating: .coordinating(person: try from("person"), isOn: try from("on"))
        case .confided:
            .confided(number: try from("number"), .init(by: try from("by"), on: try from("on"), text: try from.secret("text")))
        case .confidenceAnswered: .confidenceAnswered(number: try from("number"), by: try from("by"))
        case .defined:
            .defined(
                kind: try from("kind"), name: try from("name"), version: try from("version"), hash: try from("hash"), because: try from.optionalSecret("because"))
        case .sessionSet: .sessionSet(number: try from("number"), try from.session())
        case .sessionCancelled: .sessionCancelled(number: try from("number"))
        case .proposed: .proposed(forming: try from("number"), groups: try from("groups"), try from.secret("proposal"))
        case .accepted: .accepted(forming: try from("number"))
        case .clockMoved: .clockMoved(to: try from("to"))
        case .erased: .erased(Emptied(
                values: try from("values"), entries: try from("entries"), left: try from.list("left"), drafts: try from.optional("drafts") ?? 0,
                because: try from.secret("because")))
        }
    }
}

extension Members {
    fileprivate func namedOne(_ key: String) throws -> Fact.NamedValue {
        guard let json = object[key] else { throw Unreadable(key, "It is missing.") }
        return try Fact.NamedValue(json: json, revealing: reveal)
    }

    fileprivate func correction() throws -> Correction {
        Correction(
            entry: try self("entry"), kind: try self("kind"), because: try secret("because"), setAside: try list("set_aside"),
            changes: try (object["changes"]?.arrayValue ?? []).map { json in
                let from = try Members(json)
                return .init(
                    try from("name"), old: try reveal(from.object["old"] ?? .null), new: try reveal(from.object["new"] ?? .null),
                    try from.optional("visibility") ?? .triad, kind: try from.optional("kind") ?? .field)
            },
            day: try optionalSecret("day"), remarks: try (object["remarks"]?.arrayValue ?? []).map { json in
                let from = try Members(json, revealing: reveal)
                let marks: JSON.Value = try from.secret("marks")
                return .init(entry: try from("entry"), event: try from("event"), marks: marks.arrayValue?.compactMap(\.stringValue) ?? ["(erased)"])
            },
            about: .init(
                by: try optional("by") ?? "", events: try list("events"), records: try list("records"), sheet: try optional("sheet"), vote: try optional("vote")))
    }

    /// A person whose name and address were erased is still known by her key.
    fileprivate func change() throws -> Register.Change {
        guard let concealed = object["values"] else { throw Unreadable("values", "It is missing.") }
        let values = try reveal(concealed)
        guard let person: String = try optional("person"), values.objectValue == nil || values["absent"] != nil else { return try Register.Change(json: values) }
        let described = Person(person, name: "(erased)")
        return object["change"]?.stringValue == Register.Change.Kind.personEdited.rawValue ? .personEdited(described) : .personAdded(described)
    }

    /// What was erased of a session says so; its day and whose it is stand open.
    fileprivate func session() throws -> Session {
        func text(_ key: String) throws -> String {
            let value: JSON.Value = try secret(key)
            return value.stringValue ?? "(erased)"
        }
        return Session(
            .init(term: try text("term"), programme: try text("programme"), name: try text("session")), on: try self("on"), hours: try text("hours"),
            trainers: try list("trainers"), place: try text("place"))
    }

    fileprivate func typed() throws -> Case.Typed {
        let from = self
        return Case.Typed(entry: try from("entry"), by: try from("by"), owner: try from("owner"))
    }

    fileprivate func foundSlip() throws -> FoundSlip {
        let (form, happened): (JSON.Value, String?) = (try secret("form"), try optionalSecret("happened"))
        return FoundSlip(
            number: try self("number"), entry: try self("entry"), by: try self("by"), owner: try self("owner"), form: form.objectValue ?? JSON.Object(),
            happened: happened.flatMap { When($0, in: .utc) }, because: try secret("because"))
    }

    /// What was erased of a vote says so.
    fileprivate func cast() throws -> CastVote {
        func text(_ value: JSON.Value) throws -> String { value.stringValue ?? "(erased)" }
        let reasons: JSON.Value? = try optionalSecret("reasons")
        return CastVote(
            choice: try secret("choice"), reason: try (optionalSecret("reason") as JSON.Value?).map(text),
            reasons: .init(try (reasons?.objectValue ?? JSON.Object()).filter { $0.key != "absent" }.map { ($0.key, try text($0.value)) }, uniquingKeysWith: { $1 }),
            isCasting: try optional("casting") ?? false)
    }

    /// What was erased of the points says so; in files of before they are concealed as one.
    fileprivate func returned() throws -> Case.Returned {
        let points = try object["points"]?.arrayValue?.map(reveal) ?? (secret("points") as JSON.Value).arrayValue
        return Case.Returned(
            by: try self("by"), on: try self("on"), reason: try secret("reason"),
            points: points?.map { $0.stringValue ?? "(erased)" } ?? ["(erased)"], visibility: try self("visibility"))
    }

    /// What was erased of its reason says so; in files of before the reason is concealed with the choice.
    fileprivate func settlement() throws -> Settlement {
        let json: JSON.Value = try secret("settlement")
        guard case .object(var object) = json, let because: JSON.Value = try optionalSecret("because") else { return try Settlement(json: json) }
        object["because"] = .string(because.stringValue ?? "(erased)")
        return try Settlement(json: .object(object))
    }

    /// What was erased of why something could not be taken says so, under the code that stands open; files of before say no code.
    fileprivate func refusal() throws -> Refusal {
        let json: JSON.Value = try secret("refusal")
        guard json["code"] == nil, let word: String = try optional("code"), let code = Refusal.Code(rawValue: word) else { return try Refusal(json: json) }
        return Refusal(code, "(erased)")
    }

    fileprivate func waiver() throws -> Case.Waiver {
        Case.Waiver(
            event: try self("event"), condition: try self("condition"), by: try self("by"), role: try self("role"), on: try self("on"),
            because: try secret("because"))
    }

    fileprivate func signature(_ key: String) throws -> Case.Signature {
        let json: JSON.Value = try self(key)
        return try Case.Signature(Members(json, revealing: reveal))
    }
}
