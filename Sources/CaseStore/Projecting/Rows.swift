import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON
import OrderedCollections
import Rubrics
import Timetables

/// Reads the rows that the projection wrote.
struct Rows {
    let db: Database
    var remembered: Remembered?

    func `case`(_ id: Case.ID) throws -> Case? {
        if let known = remembered?.cases[ScalarKey(text: id)] { return known }
        guard let found = try readCase(id) else { return nil }
        remembered?.cases[ScalarKey(text: id)] = found
        return found
    }

    private func readCase(_ id: Case.ID) throws -> Case? {
        let statement = try db.cachedStatement(sql: "SELECT body FROM cases WHERE id = ?")
        guard let body = try String.fetchOne(statement, arguments: [id]) else { return nil }
        return try Rows.reading("the case \(id)") { try Case(json: JSON.Value.parse(body)) }
    }

    /// The rows of a record, in their order.
    func records(_ record: Name, of id: Case.ID) throws -> [Situation.Row] {
        let statement = try db.cachedStatement(
            sql: "SELECT number, author, day, body FROM record_row WHERE case_id = ? AND record = ? ORDER BY number")
        return try Row.fetchAll(statement, arguments: [id, record]).map { row in
            try Rows.reading("a row of \(record) in \(id)") {
                var values = OrderedDictionary<Name, FieldValue>()
                for (name, value) in try JSON.Value.parse(row["body"] as String).objectValue ?? JSON.Object() {
                    values[name] = try FieldValue(json: value)
                }
                guard let day = Day(row["day"] as String) else { throw Unreadable("day", "A date is needed here.") }
                return Situation.Row(number: row["number"], values: values, by: row["author"], on: day)
            }
        }
    }

    /// The sealed sheets of a collection as it stands, in the order in which they were sealed.
    func sealed(_ sheet: Name, of state: Case) throws -> [Situation.Sealed] {
        guard let collection = state.collections[sheet] else { return [] }
        let statement = try db.cachedStatement(
            sql: "SELECT role, holder, person, body FROM sheet WHERE case_id = ? AND sheet = ? ORDER BY entry DESC")
        var found: [Situation.Sealed] = []
        for row in try Row.fetchAll(statement, arguments: [state.id, sheet]) {
            let rater = Case.Collection.Rater(role: row["role"], holder: row["holder"], person: row["person"])
            // Sheets of an earlier round stay; the latest of each rater is the one that counts.
            guard collection.sealed.contains(rater), !found.contains(where: { $0.rater.role == rater.role && $0.rater.holder == rater.holder })
            else { continue }
            let body: String = row["body"]
            found.append(try Rows.reading("a sheet of \(state.id)") {
                Situation.Sealed(rater: rater, sheet: try SealedSheet(json: JSON.Value.parse(body)))
            })
        }
        return found.reversed()
    }

    /// The votes that count in a ballot as it stands, in the order in which they were cast.
    func votes(_ vote: Name, of state: Case) throws -> [Situation.Cast] {
        guard let ballot = state.ballots[vote] else { return [] }
        let statement = try db.cachedStatement(sql: "SELECT role, holder, person, body FROM vote WHERE case_id = ? AND vote = ? ORDER BY entry")
        return ballot.counting(try Row.fetchAll(statement, arguments: [state.id, vote]).map { row in
            let body: String = row["body"]
            return try Rows.reading("a vote of \(state.id)") {
                Situation.Cast(member: .init(role: row["role"], holder: row["holder"], person: row["person"]), vote: try CastVote(json: JSON.Value.parse(body)))
            }
        })
    }

    /// Coordinators, definitions in use, formings, the virtual clock.
    func fileState() throws -> FileState {
        if let known = remembered?.file { return known }
        let found = try readFileState()
        remembered?.file = found
        return found
    }

    private func readFileState() throws -> FileState {
        guard let body = try String.fetchOne(db.cachedStatement(sql: "SELECT body FROM file")) else {
            throw StoreFailure.damaged("it has no first entry")
        }
        return try Rows.reading("the file's own row") { try FileState(json: JSON.Value.parse(body)) }
    }

    /// The sessions of timetables, by their numbers.
    func sessions() throws -> [Int: Session] {
        let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT number, body FROM session"))
        return try Dictionary(rows.map { row in
            let body: String = row["body"]
            return try Rows.reading("a session") {
                guard let session = Session(json: try JSON.Value.parse(body)) else { throw Unreadable("session", "A session is needed here.") }
                return (row["number"], session)
            }
        }) { $1 }
    }

    /// The file's random id, and whether its clock is set by hand.
    func identity() throws -> (file: String, isVirtual: Bool) {
        if let known = remembered?.identity { return known }
        guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT id, is_virtual FROM file")) else {
            throw StoreFailure.damaged("it has no first entry")
        }
        let found: (file: String, isVirtual: Bool) = (row["id"], row["is_virtual"])
        remembered?.identity = found
        return found
    }

    /// The number that the next case of a workflow gets.
    func nextNumber(of workflow: Name) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT last FROM numbering WHERE workflow = ?")
        return (try Int.fetchOne(statement, arguments: [workflow]) ?? 0) &+ 1
    }

    /// Says which row it was that could not be read.
    static func reading<Value>(_ what: String, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let failure as StoreFailure {
            throw failure
        } catch {
            throw StoreFailure.damaged("\(what) cannot be read (\(error))")
        }
    }
}
