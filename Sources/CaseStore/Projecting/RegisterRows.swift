import Casework
import CivilTime
internal import GRDB
import JSON
import Register

extension Projection {
    /// Applies a change to the slice of the register that it is about, and writes the one row that it makes or alters.
    func register(_ change: Register.Change) throws {
        // What was read is made of what stood there.
        defer { rows.remembered?.forgetRegister() }
        let changed = try rows.register(of: change.owners).applying(change)
        guard let row = changed.row(of: change) else { return }
        let statement = try db.cachedStatement(sql: "SELECT number FROM register_row WHERE kind = ? AND id = ?")
        if let number = try Int64.fetchOne(statement, arguments: [row.kind.rawValue, row.id]) {
            try run("UPDATE register_row SET body = ? WHERE number = ?", [row.json.text, number])
            try own(row, number)
        } else {
            let number = (try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(number) FROM register_row")) ?? 0) &+ 1
            try run(
                "INSERT INTO register_row (number, kind, id, body) VALUES (?, ?, ?, ?)",
                [number, row.kind.rawValue, row.id, row.json.text])
            try own(row, number)
        }
    }

    /// A successor owns the row of what has gone into it too: posts there count as posts in it.
    private func own(_ row: Register.Row, _ number: Int64) throws {
        var owners = Set(row.owners)
        if case .organisation(let organisation) = row, let successor = organisation.succession?.successor { owners.insert(successor) }
        for owner in owners.sorted() {
            try run("INSERT OR IGNORE INTO register_owner (owner, row) VALUES (?, ?)", [owner, number])
        }
    }
}

extension Register.Change {
    /// The people and organisations whose rows the change looks at.
    var owners: Set<String> {
        switch self {
        case .organisationAdded(_, let id), .organisationEdited(_, let id): [id]
        case .trustJoined(let organisation, let trust, _): [organisation, trust]
        case .trustLeft(let organisation, _): [organisation]
        case .organisationSucceeded(let organisation, let succession): Set([organisation, succession?.successor].compactMap(\.self))
        case .personAdded(let person), .personEdited(let person): [person.id]
        case .affiliationBegun(let affiliation): [affiliation.person, affiliation.organisation]
        case .affiliationEnded(let key, _): [key.person, key.organisation]
        case .interestDeclared(let key, _, _), .interestEnded(let key, _): [key.one.id, key.other.id]
        case .declarationMade(let declaration): [declaration.person]
        case .credentialGiven(let credential): Set([credential.person, credential.givenBy].compactMap(\.self))
        case .credentialEnded(let key, _): [key.person]
        case .credentialSet(let credential, _): Set([credential.person, credential.givenBy].compactMap(\.self))
        }
    }
}

extension Rows {
    /// The slice of the register that is about these people and organisations.
    func register(of owners: Set<String>) throws -> Register {
        Rows.register(of: try owners.flatMap(registerRows))
    }

    /// The slice about these people and organisations, and the organisations to which those lead: where people have posts,
    /// trusts, and what an organisation has become or has taken in.
    func registerAround(_ owners: Set<String>) throws -> Register {
        guard let remembered else { return try readRegisterAround(owners) }
        let key = Set(owners.lazy.map(ScalarKey.init(text:)))
        if let known = remembered.slices[key] { return known }
        let found = try readRegisterAround(owners)
        remembered.slices[key] = found
        return found
    }

    private func readRegisterAround(_ owners: Set<String>) throws -> Register {
        var (known, waiting) = (owners, Array(owners))
        var rows: [NumberedRow] = []
        // Posts lead to organisations, those to trusts and successors; a chain of mergers is followed to its end.
        while let owner = waiting.popLast() {
            for row in try registerRows(of: owner) {
                rows.append(row)
                for lead in row.leads where known.insert(lead).inserted { waiting.append(lead) }
            }
        }
        try addOtherSides(to: &rows, known)
        return Rows.register(of: rows)
    }

    /// Whoever stands at the other side of an interest: her name alone, so that a sentence about it can say it.
    private func addOtherSides(to rows: inout [NumberedRow], _ known: Set<String>) throws {
        let others = Set(rows.lazy.flatMap(\.row.others)).subtracting(known)
        guard !others.isEmpty else { return }
        let statement = try db.cachedStatement(sql: "SELECT number, kind, id, body FROM register_row WHERE kind = 'person' AND id = ?")
        for person in others { rows += try Row.fetchAll(statement, arguments: [person]).map(NumberedRow.init) }
    }

    /// The whole register.
    func register() throws -> Register {
        Rows.register(of: try Row.fetchAll(db, sql: "SELECT number, kind, id, body FROM register_row").map(NumberedRow.init))
    }

    /// A row that was met twice counts once.
    private static func register(of rows: [NumberedRow]) -> Register {
        var once: [Register.Row] = []
        once.reserveCapacity(rows.count)
        var last: Int64?
        for row in rows.sorted(by: { $0.number < $1.number }) where row.number != last {
            once.append(row.row)
            last = row.number
        }
        return Register(rows: once)
    }

    private func registerRows(of owner: String) throws -> [NumberedRow] {
        if let known = remembered?.rowsOf[ScalarKey(text: owner)] { return known }
        let statement = try db.cachedStatement(
            sql: "SELECT number, kind, id, body FROM register_owner JOIN register_row ON number = row WHERE owner = ?")
        let found = try Row.fetchAll(statement, arguments: [owner]).map(NumberedRow.init)
        remembered?.rowsOf[ScalarKey(text: owner)] = found
        return found
    }

    /// Whether the register has the row.
    func has(_ kind: Register.Row.Kind, _ id: String) throws -> Bool {
        // Whoever was read before is found among her own rows.
        if let known = remembered?.rowsOf[ScalarKey(text: id)] { return known.contains { $0.row.kind == kind && sameScalars($0.row.id, id) } }
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM register_row WHERE kind = ? AND id = ?")
        return try Int.fetchOne(statement, arguments: [kind.rawValue, id]) != nil
    }
}

/// A row of the register with the number under which it is kept; handed on by reference, since rows are large.
final class NumberedRow {
    let number: Int64
    let row: Register.Row
    /// The organisations that must be known to judge it.
    let leads: [String]

    /// - Parameter found: number, kind, id and body.
    init(_ found: Row) throws {
        let (kind, id, body): (String, String, String) = (found[1], found[2], found[3])
        number = found[0]
        row = try Rows.reading("the register's row \(kind) \(id)") {
            guard let kind = Register.Row.Kind(rawValue: kind) else { throw Unreadable("kind", "This word is not known.") }
            return try Register.Row(kind, json: JSON.Value.parse(body))
        }
        leads = row.leads
    }
}

extension Register.Row {
    fileprivate var leads: [String] {
        switch self {
        case .organisation(let organisation):
            [organisation.id] + organisation.trusts.map(\.trust) + [organisation.succession?.successor].compactMap(\.self)
        case .affiliation(let affiliation): [affiliation.organisation]
        case .interest(let interest): [interest.one, interest.other].compactMap { if case .organisation(let id) = $0 { id } else { nil } }
        case .person, .credential, .declaration: []
        }
    }

    /// The people whom an interest names.
    fileprivate var others: [String] {
        guard case .interest(let interest) = self else { return [] }
        return [interest.one, interest.other].compactMap { if case .person(let id) = $0 { id } else { nil } }
    }
}
