import Casework
import Definitions
internal import GRDB
import JSON

/// Which cases are looked through, and in which order.
public struct CaseSearch: Sendable, Hashable {
    public var workflow: Name?
    public var includesEnded: Bool
    /// Only cases in which this person or organisation holds a part.
    public var holder: String?
    public var order: Order
    /// After which of them to go on.
    public var after: Place?

    public enum Order: String, Sendable, CaseIterable {
        /// By workflow and number.
        case id
        case title
        /// By when something is next due; cases in which nothing is are left out.
        case due
    }

    /// Where a case stands in an order: what it is ordered by, and its id. It means the same when cases come and go.
    public struct Place: Sendable, Hashable {
        public var key: JSON.Value
        public var id: Case.ID

        public init(key: JSON.Value, id: Case.ID) {
            self.key = key
            self.id = id
        }
    }

    public init(workflow: Name? = nil, includesEnded: Bool = false, holder: String? = nil, order: Order = .id, after: Place? = nil) {
        self.workflow = workflow
        self.includesEnded = includesEnded
        self.holder = holder
        self.order = order
        self.after = after
    }
}

extension Reading {
    /// Looks through cases, one after the other, as long as it is wished.
    ///
    /// - Parameter look: the case and its place; whether to go on.
    public func eachCase(_ search: CaseSearch, _ look: (Case, CaseSearch.Place) throws -> Bool) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: search.sql),
            arguments: ["workflow": search.workflow, "ended": search.includesEnded, "holder": search.holder, "key": search.after?.column, "id": search.after?.id])
        while let row = try rows.next() {
            let body: String = row["body"]
            let state = try Rows.reading("a case") { try Case(json: JSON.Value.parse(body)) }
            if try !look(state, CaseSearch.Place(key: search.key(row), id: row["id"])) { return }
        }
    }
}

extension CaseSearch {
    private static let number = "CAST(substr(id, length(workflow) + 2) AS INTEGER)"

    fileprivate var sql: String {
        let key = switch order {
        case .id: "workflow"
        case .title: "title"
        case .due: "(SELECT min(due) FROM clock WHERE case_id = cases.id)"
        }
        let following = switch order {
        case .id: "(workflow, \(CaseSearch.number)) > (:key, CAST(substr(:id, length(:key) + 2) AS INTEGER))"
        case .title, .due: "(\(key), id) > (:key, :id)"
        }
        return """
            SELECT id, body, \(key) AS key FROM cases
            WHERE (:workflow IS NULL OR workflow = :workflow) AND (:ended OR ended = 0) AND key IS NOT NULL
                AND (:holder IS NULL OR id IN (SELECT case_id FROM holding WHERE who = :holder))
                \(after == nil ? "AND :key IS NULL AND :id IS NULL" : "AND \(following)")
            ORDER BY \(order == .id ? "workflow, \(CaseSearch.number)" : "key, id")
            """
    }

    fileprivate func key(_ row: Row) -> JSON.Value {
        switch order {
        case .id, .title: .string(row["key"])
        case .due: .int(row["key"])
        }
    }
}

extension CaseSearch.Place {
    fileprivate var column: (any DatabaseValueConvertible)? {
        switch key {
        case .string(let text): text
        case .int(let number): number
        case .null, .bool, .double, .array, .object: nil
        }
    }
}
