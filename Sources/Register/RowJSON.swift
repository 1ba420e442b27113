import CivilTime
import JSON

// The forms of rows in JSON. What is not there is left out.

extension Organisation.Details {
    static let keys = ["name", "kind", "phase", "region", "area", "partnership", "latitude", "longitude"]

    func add(to object: inout JSON.Object) {
        object.add("name", name)
        object.add("kind", kind.rawValue)
        object.add("phase", phase?.rawValue)
        object.add("region", region)
        object.add("area", area)
        object.add("partnership", partnership)
        if let location {
            object["latitude"] = .double(location.latitude)
            object["longitude"] = .double(location.longitude)
        }
    }

    init(_ members: Members) throws(RegisterShapeError) {
        self.init(
            name: try members.text("name"), kind: try members.required("kind", try members.word("kind", of: Organisation.Kind.self)),
            phase: try members.word("phase", of: Organisation.Phase.self), region: try members.optionalText("region"),
            area: try members.optionalText("area"), partnership: try members.optionalText("partnership"),
            location: try Organisation.Details.location(members))
    }

    private static func location(_ members: Members) throws(RegisterShapeError) -> Organisation.Location? {
        guard let latitude = members.value("latitude"), let longitude = members.value("longitude") else {
            if members.value("latitude") == nil, members.value("longitude") == nil { return nil }
            throw members.fault("latitude", "Latitude and longitude go together.")
        }
        guard let x = latitude.doubleValue, let y = longitude.doubleValue, let location = Organisation.Location(latitude: x, longitude: y) else {
            throw members.fault("latitude", "Degrees are expected: a latitude from -90 to 90, a longitude from -180 to 180.")
        }
        return location
    }
}

extension Organisation.Succession {
    var json: JSON.Value {
        var object: JSON.Object = ["kind": .string(kind.rawValue), "on": .string(on.description)]
        object.add("successor", successor)
        return .object(object)
    }

    init(json: JSON.Value, at place: String) throws(RegisterShapeError) {
        let members = try Members(json, at: place, knows: ["kind", "on", "successor"])
        self.init(try members.required("kind", try members.word("kind", of: Kind.self)), on: try members.day("on"),
                  successor: try members.optionalText("successor"))
    }
}

extension Organisation {
    /// `{ id, name, kind, phase, region, area, partnership, latitude, longitude, trusts: [{ trust, from, until }], succession: { kind, on, successor } }`.
    public var json: JSON.Value {
        var object: JSON.Object = ["id": .string(id)]
        details.add(to: &object)
        if !trusts.isEmpty { object["trusts"] = .array(trusts.map(\.json)) }
        if let succession { object["succession"] = succession.json }
        return .object(object)
    }

    /// - Throws: ``RegisterShapeError``.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        let members = try Members(json, knows: ["id"] + Details.keys + ["trusts", "succession"])
        var trusts: [Membership] = []
        if let value = members.value("trusts") {
            guard let list = value.arrayValue else { throw members.fault("trusts", "A list is expected here.") }
            for (index, item) in list.enumerated() { trusts.append(try Membership(json: item, at: "trusts/\(index)")) }
        }
        var succession: Succession?
        if let value = members.value("succession") { succession = try Succession(json: value, at: "succession") }
        self.init(try members.text("id"), try Details(members), trusts: trusts, succession: succession)
    }
}

extension Organisation.Membership {
    var json: JSON.Value {
        var object: JSON.Object = ["trust": .string(trust)]
        object.add(days)
        return .object(object)
    }

    init(json: JSON.Value, at place: String) throws(RegisterShapeError) {
        let members = try Members(json, at: place, knows: ["trust", "from", "until"])
        self.init(try members.text("trust"), try members.days())
    }
}

extension Person {
    /// `{ id, name, email }`.
    public var json: JSON.Value {
        var object: JSON.Object = ["id": .string(id), "name": .string(name)]
        object.add("email", email)
        return .object(object)
    }

    /// - Throws: ``RegisterShapeError``.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        let members = try Members(json, knows: ["id", "name", "email"])
        self.init(try members.text("id"), name: try members.text("name"), email: try members.optionalText("email"))
    }
}

extension Affiliation {
    /// `{ person, organisation, post, from, until }`.
    public var json: JSON.Value {
        var object: JSON.Object = ["person": .string(person), "organisation": .string(organisation), "post": .string(post)]
        object.add(days)
        return .object(object)
    }

    /// - Throws: ``RegisterShapeError``.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        let members = try Members(json, knows: ["person", "organisation", "post", "from", "until"])
        self.init(try members.text("person"), at: try members.text("organisation"), as: try members.text("post"), try members.days())
    }
}

extension Credential {
    /// `{ person, kind, from, until, given_by, area, conditions, pauses: [{ from, until }], void }`.
    public var json: JSON.Value {
        var object: JSON.Object = ["person": .string(person), "kind": .string(kind)]
        object.add(days)
        object.add("given_by", givenBy)
        object.add("area", area)
        object.add("conditions", conditions)
        if !pauses.isEmpty {
            object["pauses"] = .array(pauses.map { days in
                var pause = JSON.Object()
                pause.add(days)
                return .object(pause)
            })
        }
        if isVoid { object["void"] = .bool(true) }
        return .object(object)
    }

    /// - Throws: ``RegisterShapeError``.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        let members = try Members(json, knows: ["person", "kind", "from", "until", "given_by", "area", "conditions", "pauses", "void"])
        var pauses: [DayRange] = []
        for (index, item) in (members.value("pauses")?.arrayValue ?? []).enumerated() {
            pauses.append(try Members(item, at: "pauses/\(index)", knows: ["from", "until"]).days())
        }
        self.init(
            try members.text("person"), try members.text("kind"), try members.days(), givenBy: try members.optionalText("given_by"),
            area: try members.optionalText("area"), conditions: try members.optionalText("conditions"), pauses: pauses,
            isVoid: members.value("void")?.boolValue ?? false)
    }
}

extension Party {
    /// `{ person }` or `{ organisation }`.
    public var json: JSON.Value {
        switch self {
        case .person(let id): ["person": .string(id)]
        case .organisation(let id): ["organisation": .string(id)]
        }
    }

    init(json: JSON.Value, at place: String) throws(RegisterShapeError) {
        let members = try Members(json, at: place, knows: ["person", "organisation"])
        switch (try members.optionalText("person"), try members.optionalText("organisation")) {
        case (let person?, nil): self = .person(person)
        case (nil, let organisation?): self = .organisation(organisation)
        case (nil, nil), (_?, _?): throw .init(place: place, sentence: "Either a person or an organisation is expected here.")
        }
    }
}

extension Interest {
    /// `{ one, other, kind, since, declared_on, until, note }`.
    public var json: JSON.Value {
        var object: JSON.Object = ["one": one.json, "other": other.json, "kind": .string(kind)]
        object.add("since", since)
        object.add("declared_on", declaredOn)
        object.add("until", until)
        object.add("note", note)
        return .object(object)
    }

    /// - Throws: ``RegisterShapeError``.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        let members = try Members(json, knows: ["one", "other", "kind", "since", "declared_on", "until", "note"])
        let key = try Key(members)
        self.init(key.one, key.other, key.kind, declaredOn: try members.day("declared_on"), since: try members.optionalDay("since"),
                  until: try members.optionalDay("until"), note: try members.optionalText("note"))
    }
}

extension Interest.Key {
    init(_ members: Members) throws(RegisterShapeError) {
        let one = try members.required("one", members.value("one")), other = try members.required("other", members.value("other"))
        self.init(try Party(json: one, at: "one"), try Party(json: other, at: "other"), try members.text("kind"))
    }
}

extension Declaration {
    /// `{ person, on }`.
    public var json: JSON.Value { ["person": .string(person), "on": .string(on.description)] }

    /// - Throws: ``RegisterShapeError``.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        let members = try Members(json, knows: ["person", "on"])
        self.init(person: try members.text("person"), on: try members.day("on"))
    }
}
