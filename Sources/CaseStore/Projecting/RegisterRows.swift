import Casework
import CivilTime
internal import GRDB
import JSON
import Register

extension Projection {
    /// Applies a change to the slice of the register that it is about, and writes the one row that it makes or alters.
    func register(_ change: Register.Change) throws {
        let rows = Rows(db: db)
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
        case .organisationSucceeded(let organisation, let succession): Set([organisation, succession.successor].compactMap(\.self))
        case .personAdded(let person), .personEdited(let person): [person.id]
        case .affiliationBegun(let affiliation): [affiliation.person, affiliation.organisation]
        case .affiliationEnded(let key, _): [key.person, key.organisation]
        case .interestDeclared(let key, _, _), .interestEnded(let key, _): [key.one.id, key.other.id]
        case .declarationMade(let declaration): [declaration.person]
        case .credentialGiven(let credential): Set([credential.person, credential.givenBy].compactMap(\.self))
        case .credentialEnded(let key, _): [key.person]
        }
    }
}

extension Rows {
    /// The slice of the register that is about these people and organisations.
    func register(of owners: Set<String>) throws -> Register {
        try register(rows: registerRows(of: owners))
    }

    /// The slice about these people and organisations, and the organisations to which those lead: where people have posts,
    /// trusts, and what an organisation has become or has taken in.
    func registerAround(_ owners: Set<String>) throws -> Register {
        var (known, next) = (owners, owners)
        var rows: [Int64: Register.Row] = [:]
        // Posts lead to organisations, those to trusts and successors; a chain of mergers is followed to its end.
        while !next.isEmpty {
            let found = try registerRows(of: next)
            rows.merge(found) { first, _ in first }
            next = Set(found.values.flatMap(\.leads)).subtracting(known)
            known.formUnion(next)
        }
        try addOtherSides(to: &rows, known)
        return try register(rows: rows)
    }

    /// Whoever stands at the other side of an interest: her name alone, so that a sentence about it can say it.
    private func addOtherSides(to rows: inout [Int64: Register.Row], _ known: Set<String>) throws {
        let statement = try db.cachedStatement(sql: "SELECT number, kind, id, body FROM register_row WHERE kind = 'person' AND id = ?")
        for person in Set(rows.values.flatMap(\.others)).subtracting(known) {
            for found in try Row.fetchAll(statement, arguments: [person]) {
                let (number, row) = try Rows.registerRow(found)
                rows[number] = row
            }
        }
    }

    /// The whole register.
    func register() throws -> Register {
        let all = try Row.fetchAll(db, sql: "SELECT number, kind, id, body FROM register_row ORDER BY number")
        return Register(rows: try all.map { try Rows.registerRow($0).row })
    }

    private func register(rows: [Int64: Register.Row]) throws -> Register {
        Register(rows: rows.sorted { $0.key < $1.key }.map(\.value))
    }

    private func registerRows(of owners: Set<String>) throws -> [Int64: Register.Row] {
        let statement = try db.cachedStatement(
            sql: "SELECT number, kind, id, body FROM register_owner JOIN register_row ON number = row WHERE owner = ?")
        var rows: [Int64: Register.Row] = [:]
        for owner in owners {
            for found in try Row.fetchAll(statement, arguments: [owner]) {
                let (number, row) = try Rows.registerRow(found)
                rows[number] = row
            }
        }
        return rows
    }

    private static func registerRow(_ found: Row) throws -> (number: Int64, row: Register.Row) {
        let (kind, id, body): (String, String, String) = (found["kind"], found["id"], found["body"])
        let row = try reading("the register's row \(kind) \(id)") {
            guard let kind = Register.Row.Kind(rawValue: kind) else { throw Unreadable("kind", "This word is not known.") }
            return try Register.Row(kind, json: JSON.Value.parse(body))
        }
        return (found["number"], row)
    }
}

extension Register.Row {
    /// The organisations that must be known to judge this row.
    var leads: [String] {
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
