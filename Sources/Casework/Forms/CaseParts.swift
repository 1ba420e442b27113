import CivilTime
import Definitions
import JSON
import OrderedCollections

// The parts of a case, each with its form in JSON. What is empty or nil is left out.

extension Workflow.Reference: Transcribed {
    var json: JSON.Value { [.string(name), version.json, .string(hash)] }
    init(json: JSON.Value) throws {
        guard let name = json[0]?.stringValue, let version = json[1], let hash = json[2]?.stringValue else {
            throw Unreadable("", "A name, a version and a hash are needed here.")
        }
        self.init(name: name, version: try Int(json: version), hash: hash)
    }
}

extension Case.Subject: Transcribed {
    var json: JSON.Value {
        switch self {
        case .organisation(let id): ["organisation": .string(id)]
        case .person(let id): ["person": .string(id)]
        case .group(let ids): ["group": ids.json]
        }
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        if let id: String = try from.optional("organisation") {
            self = .organisation(id)
        } else if let id: String = try from.optional("person") {
            self = .person(id)
        } else {
            self = .group(try from("group"))
        }
    }
}

extension Case.Holder: Transcribed {
    var json: JSON.Value {
        .members([
            "organisation": organisation?.json, "person": person?.json, "team": team.isEmpty ? nil : team.json,
            "since": since.json, "until": until?.json, "named_on": namedOn?.json,
        ])
    }
    func write(to out: inout JSON.Writer) {
        out.put("{")
        if let organisation {
            out.write("\"organisation\":", organisation)
            out.put(",")
        }
        if let person {
            out.write("\"person\":", person)
            out.put(",")
        }
        if !team.isEmpty {
            out.write("\"team\":", team)
            out.put(",")
        }
        out.write("\"since\":", since)
        out.write(",\"until\":", until)
        out.write(",\"named_on\":", namedOn)
        out.put("}")
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(
            organisation: try from.optional("organisation"), person: try from.optional("person"), team: try from.list("team"),
            since: try from("since"), until: try from.optional("until"), namedOn: try from.optional("named_on"))
    }
}

extension Case.Signature: Transcribed {
    var json: JSON.Value { json(concealing: { $0 }) }
    init(json: JSON.Value) throws { try self.init(Members(json)) }

    /// The terms as a whole go through the closure.
    func json(concealing conceal: (JSON.Value) -> JSON.Value) -> JSON.Value {
        .members([
            "role": role.json, "holder": holder.json, "person": person.json, "on": on.json,
            "terms": terms.isEmpty ? nil : conceal(terms.json),
        ])
    }
    init(_ from: Members) throws {
        self.init(
            role: try from("role"), holder: try from("holder"), person: try from("person"), on: try from("on"),
            terms: try from.optionalSecret("terms") ?? [:])
    }
}

extension Clock.Amount: Transcribed {
    var json: JSON.Value { [count.json, .string(unit.rawValue)] }
    init(json: JSON.Value) throws {
        guard let count = json[0], let unit = json[1]?.stringValue.flatMap(Clock.Unit.init(rawValue:)) else {
            throw Unreadable("", "A number and a unit are needed here.")
        }
        self.init(count: try Int(json: count), unit: unit)
    }
}

extension Case.RunningClock.Step: Transcribed {
    /// `remind`, `due`, `grace`, `done`; a step of the ladder is its number.
    var json: JSON.Value {
        switch self {
        case .remind: "remind"
        case .due: "due"
        case .ladder(let number): number.json
        case .grace: "grace"
        case .done: "done"
        }
    }
    init(json: JSON.Value) throws {
        switch json {
        case "remind": self = .remind
        case "due": self = .due
        case "grace": self = .grace
        case "done": self = .done
        default: self = .ladder(try Int(json: json))
        }
    }
}

extension Case.RunningClock: Transcribed {
    var json: JSON.Value {
        .members([
            "clock": name.json, "base": base.json, "amount": amount.json, "due": due.json, "due_day": dueDay.json,
            "next": next.json, "next_at": nextAt?.json, "asking": isAsking ? true : nil,
        ])
    }
    func write(to out: inout JSON.Writer) {
        out.write("{\"clock\":", name)
        out.write(",\"base\":", base)
        out.write(",\"amount\":", amount)
        out.write(",\"due\":", due)
        out.write(",\"due_day\":", dueDay)
        out.write(",\"next\":", next)
        out.write(",\"next_at\":", nextAt)
        if isAsking { out.write(",\"asking\":", true) }
        out.put("}")
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(
            name: try from("clock"), base: try from("base"), amount: try from("amount"), due: try from("due"),
            dueDay: try from("due_day"), next: try from("next"), nextAt: try from.optional("next_at"),
            isAsking: try from.optional("asking") ?? false)
    }
}

extension Case.Collection.Rater: Transcribed {
    /// `["lead", "EE2"]`, with who sealed it third.
    var json: JSON.Value { .array([.string(role), .string(holder)] + (person.map { [.string($0)] } ?? [])) }
    init(json: JSON.Value) throws {
        let words = try [String](json: json)
        guard words.count == 2 || words.count == 3 else { throw Unreadable("", "A role and a holder are needed here.") }
        self.init(role: words[0], holder: words[1], person: words.count == 3 ? words[2] : nil)
    }
}

extension Case.Collection: Transcribed {
    var json: JSON.Value {
        .members([
            "sheet": sheet.json, "rubric": rubric.json, "hash": hash?.json, "due": due.json, "sealed": sealed.isEmpty ? nil : sealed.json,
            "open": isOpen ? true : nil, "settled": settled.isEmpty ? nil : settled.json,
            "unsettled": unsettled.isEmpty ? nil : unsettled.json,
        ])
    }
    func write(to out: inout JSON.Writer) {
        out.write("{\"sheet\":", sheet)
        out.write(",\"rubric\":", rubric)
        out.write(",\"hash\":", hash)
        out.write(",\"due\":", due)
        if !sealed.isEmpty { out.write(",\"sealed\":", sealed) }
        if isOpen { out.write(",\"open\":", true) }
        if !settled.isEmpty { out.write(",\"settled\":", settled) }
        if !unsettled.isEmpty { out.write(",\"unsettled\":", unsettled) }
        out.put("}")
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(sheet: try from("sheet"), rubric: try from("rubric"), hash: try from.optional("hash"), due: try from("due"))
        sealed = try from.list("sealed")
        isOpen = try from.optional("open") ?? false
        settled = try from.optional("settled") ?? [:]
        unsettled = try from.list("unsettled")
    }
}

extension Case.Ballot: Transcribed {
    var json: JSON.Value {
        .members([
            "vote": vote.json, "rubric": rubric?.json, "hash": hash?.json, "members": members.json, "aside": aside.isEmpty ? nil : aside.json,
            "cast": cast.isEmpty ? nil : cast.json, "casting": casting?.json, "tally": tally?.json,
        ])
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(vote: try from("vote"), rubric: try from.optional("rubric"), hash: try from.optional("hash"), members: try from("members"))
        aside = try from.list("aside")
        cast = try from.list("cast")
        casting = try from.optional("casting")
        tally = try from.optional("tally")
    }
}

extension Case.Tally: Transcribed {
    var json: JSON.Value { .members(["counts": counts.json, "outcome": outcome?.json, "tied": tied.isEmpty ? nil : tied.json]) }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(counts: try from("counts"), outcome: try from.optional("outcome"), tied: try from.list("tied"))
    }
}

extension CastVote: Transcribed {
    public var json: JSON.Value {
        .members(["choice": choice.json, "reason": reason?.json, "reasons": reasons.isEmpty ? nil : reasons.json, "casting": isCasting ? true : nil])
    }
    public init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(
            choice: try from("choice"), reason: try from.optional("reason"), reasons: try from.optional("reasons") ?? [:],
            isCasting: try from.optional("casting") ?? false)
    }
}

extension Case.LinkedCase: Transcribed {
    /// The case's number alone while it runs, in a list once it has ended.
    var json: JSON.Value { hasEnded ? [.string(id)] : .string(id) }
    init(json: JSON.Value) throws {
        if let id = json.stringValue {
            self.init(id: id)
        } else {
            guard let id = json[0]?.stringValue else { throw Unreadable("", "A case is needed here.") }
            self.init(id: id, hasEnded: true)
        }
    }
}

extension Case.Mark: Transcribed {
    var json: JSON.Value { [.string(event), .string(sentence), entry.json] }
    init(json: JSON.Value) throws {
        guard let event = json[0]?.stringValue, let sentence = json[1]?.stringValue, let entry = json[2] else {
            throw Unreadable("", "An event, a sentence and an entry are needed here.")
        }
        self.init(event: event, sentence: sentence, entry: try Int(json: entry))
    }
}

extension Case.Incident: Transcribed {
    var json: JSON.Value { [.string(what), refusal.json, entry.json] }
    init(json: JSON.Value) throws {
        guard let what = json[0]?.stringValue, let refusal = json[1], let entry = json[2] else {
            throw Unreadable("", "What it was, why not and an entry are needed here.")
        }
        self.init(what: what, refusal: try Refusal(json: refusal), entry: try Int(json: entry))
    }
}

extension Refusal: Transcribed {
    /// `{"code": "not-now", "sentence": …, "place": …, "remedy": …, "details": [{"place", "code", "sentence"}]}`.
    public var json: JSON.Value {
        .members([
            "code": .string(code.rawValue), "sentence": .string(sentence), "place": place?.json, "remedy": remedy?.json,
            "details": details.isEmpty ? nil : .array(details.map {
                ["place": .string($0.place), "code": .string($0.code), "sentence": .string($0.sentence)]
            }),
        ])
    }
    /// - Throws: ``Unreadable`` where it is another form.
    public init(json: JSON.Value) throws {
        let from = try Members(json)
        let word: String = try from("code")
        guard let code = Code(rawValue: word) else { throw Unreadable("code", "The code is not known.") }
        let details: [JSON.Value] = try from.list("details")
        self.init(
            code, try from("sentence"), place: try from.optional("place"), remedy: try from.optional("remedy"),
            details: try details.map {
                let detail = try Members($0)
                return Detail(place: try detail("place"), code: try detail("code"), sentence: try detail("sentence"))
            })
    }
}

extension OrderedDictionary: Transcribed where Key == String, Value: Transcribed {
    var json: JSON.Value {
        var object = JSON.Object()
        object.makeRoom(for: count)
        for (key, value) in self { object.appendAbsent(key, value.json) }
        return .object(object)
    }
    func write(to out: inout JSON.Writer) {
        out.put("{")
        var isFirst = true
        for (key, value) in self {
            if !isFirst { out.put(",") }
            isFirst = false
            out.write(string: key)
            out.put(":")
            value.write(to: &out)
        }
        out.put("}")
    }
    init(json: JSON.Value) throws {
        guard let object = json.objectValue else { throw Unreadable("", "An object is needed here.") }
        self = [:]
        for (key, value) in object { self[key] = try Value(json: value) }
    }
}

extension Case.Returned: Transcribed {
    var json: JSON.Value {
        ["by": by.json, "on": on.json, "reason": reason.json, "points": points.json, "visibility": visibility.json]
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(
            by: try from("by"), on: try from("on"), reason: try from("reason"), points: try from("points"), visibility: try from("visibility"))
    }
}

extension Case.Waiver: Transcribed {
    var json: JSON.Value {
        ["event": event.json, "condition": condition.json, "by": by.json, "role": role.json, "on": on.json, "because": because.json]
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(
            event: try from("event"), condition: try from("condition"), by: try from("by"), role: try from("role"), on: try from("on"),
            because: try from("because"))
    }
}

extension Visibility: Transcribed {}

extension FoundSlip: Transcribed {
    var json: JSON.Value {
        .members([
            "number": number.json, "entry": entry.json, "by": by.json, "owner": owner.json, "form": .object(form),
            "happened": (happened?.description).map(JSON.Value.string), "because": because.json,
        ])
    }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        let (form, happened): (JSON.Value, String?) = (try from("form"), try from.optional("happened"))
        self.init(
            number: try from("number"), entry: try from("entry"), by: try from("by"), owner: try from("owner"), form: form.objectValue ?? JSON.Object(),
            happened: happened.flatMap { When($0, in: .utc) }, because: try from("because"))
    }
}

extension Case.Typed: Transcribed {
    var json: JSON.Value { ["entry": entry.json, "by": by.json, "owner": owner.json] }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(entry: try from("entry"), by: try from("by"), owner: try from("owner"))
    }
}

extension Case.Doubt: Transcribed {
    var json: JSON.Value { ["role": role.json, "holder": holder.json, "sentence": sentence.json] }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(role: try from("role"), holder: try from("holder"), sentence: try from("sentence"))
    }
}

extension Case.CarriedOn: Transcribed {
    var json: JSON.Value { ["doubt": doubt.json, "by": by.json, "on": on.json, "because": because.json] }
    init(json: JSON.Value) throws {
        let from = try Members(json)
        self.init(doubt: try from("doubt"), by: try from("by"), on: try from("on"), because: try from("because"))
    }
}
