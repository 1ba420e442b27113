import Casework
import Definitions
import Register

/// Tables of register rows, read one after another, each against the register and the tables before it, with every mistake of all of
/// them: one change, made whole or not at all.
public struct RegisterTables {
    /// What each table comes to.
    public private(set) var read: [(place: String, table: Register.Import)] = []
    public private(set) var changes: [Register.Change] = []
    public private(set) var mistakes: [Mistake] = []
    /// With the changes of the tables so far.
    private var register: Register
    /// Identifiers in rows that must be mended: a later table that names one has no mistake of its own.
    private var pending: Set<String> = []

    public struct Mistake: Sendable, Hashable, CustomStringConvertible {
        /// The file or table.
        public var place: String
        public var found: Register.Import.Mistake
        /// An identifier that is near.
        public var nearest: String?

        public var description: String { "\(place), \(found)\(nearest.map { " Did you mean \($0)?" } ?? "")" }
    }

    public init(register: Register) { self.register = register }

    /// Several tables are one change: whichever is named first, people come after their schools, and ties after both.
    public mutating func read(_ tables: [(place: String, table: Register.Import.Table, rows: [[String: String]])]) {
        for table in Register.Import.Table.allCases {
            for given in tables where given.table == table { read(given.rows, of: table, from: given.place) }
        }
    }

    /// - Parameter place: how its mistakes name it.
    public mutating func read(_ rows: [[String: String]], of table: Register.Import.Table, from place: String) {
        do throws(Register.Import.Mistakes) {
            let read = try Register.Import(rows, of: table, into: register)
            self.read.append((place, read))
            register = register.applying(read.changes)
            changes += read.changes
        } catch {
            mistakes += error.all.filter { !isPending($0, rows) }.map { Mistake(place: place, found: $0, nearest: nearest($0, rows)) }
            know(rows, of: table, without: Set(error.all.map(\.row)))
        }
    }

    /// The changes as one act.
    ///
    /// - Throws: `Refusal` `wrong-type` with every mistake; `already-so` where nothing would change.
    public func act() throws(Refusal) -> Command.Act {
        guard mistakes.isEmpty else {
            throw Refusal(
                .wrongType, "Nothing was changed; mend these first.", place: mistakes[0].place, remedy: "Mend them, then send all of it again.",
                details: mistakes.map {
                    .init(place: "\($0.place), row \($0.found.row), \($0.found.column)", code: $0.found.code.rawValue, sentence: "\($0.found.sentence) \($0.nearest.map { "Did you mean \($0)?" } ?? $0.found.remedy)")
                })
        }
        guard !changes.isEmpty else { throw Refusal(.alreadySo, "Nothing would change: the register says so already.") }
        return .register(changes)
    }

    /// Makes the rows that need no mending known to the tables that follow.
    private mutating func know(_ rows: [[String: String]], of table: Register.Import.Table, without wrong: Set<Int>) {
        guard table == .organisations || table == .people else { return }
        let right = rows.enumerated().filter { !wrong.contains($0.offset + 1) }.map(\.element)
        let read = try? Register.Import(right, of: table, into: register)
        if let read { register = register.applying(read.changes) }
        for (index, row) in rows.enumerated() where read == nil || wrong.contains(index + 1) { pending.insert(row["id"] ?? "") }
    }

    private func isPending(_ mistake: Register.Import.Mistake, _ rows: [[String: String]]) -> Bool {
        switch mistake.code {
        case .unknownOrganisation, .unknownPerson: pending.contains(cell(mistake, rows))
        default: false
        }
    }

    private func nearest(_ mistake: Register.Import.Mistake, _ rows: [[String: String]]) -> String? {
        let known: [String] = switch mistake.code {
        case .unknownOrganisation: register.organisations.map(\.id)
        case .unknownPerson: register.people.map(\.id)
        default: []
        }
        return Nearest.name(to: cell(mistake, rows), among: known)
    }

    private func cell(_ mistake: Register.Import.Mistake, _ rows: [[String: String]]) -> String {
        guard rows.indices.contains(mistake.row - 1) else { return "" }
        return rows[mistake.row - 1][mistake.column] ?? ""
    }
}
