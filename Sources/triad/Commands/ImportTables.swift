import Definitions
import Register

/// Tables read one after another, each against the register and the tables before it, with every mistake of all of them.
struct ImportTables {
    /// With the changes of the tables so far.
    private var register: Register
    private(set) var changes: [Register.Change] = []
    private(set) var mistakes: [String] = []
    /// Identifiers in rows that must be mended: a later table that names one has no mistake of its own.
    private var pending: Set<String> = []

    init(register: Register) { self.register = register }

    mutating func read(_ path: String) throws {
        let rows = try CSVText.rows(FileText.read(path), from: path)
        let table = try Register.Import.Table.of(rows, in: path)
        do throws(Register.Import.Mistakes) {
            take(try Register.Import(rows, of: table, into: register), path)
        } catch {
            mistakes += error.all.filter { !isPending($0, rows) }.map { "\(path), \($0)\(meant($0, rows))" }
            know(rows, of: table, without: Set(error.all.map(\.row)))
        }
    }

    private mutating func take(_ read: Register.Import, _ path: String) {
        Output.say("\(path): \(read.table.rawValue): \(read.added.count) new, \(read.changed.count) changed, \(read.unchanged) as before")
        for line in read.changed { Output.say("  row \(line.row): \(line.what): \(line.columns.joined(separator: ", "))") }
        register = register.applying(read.changes)
        changes += read.changes
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

    /// " Did you mean alder-bank?", where an identifier that is known is near.
    private func meant(_ mistake: Register.Import.Mistake, _ rows: [[String: String]]) -> String {
        let known: [String] = switch mistake.code {
        case .unknownOrganisation: register.organisations.map(\.id)
        case .unknownPerson: register.people.map(\.id)
        default: []
        }
        return Nearest.name(to: cell(mistake, rows), among: known).map { " Did you mean \($0)?" } ?? ""
    }

    private func cell(_ mistake: Register.Import.Mistake, _ rows: [[String: String]]) -> String {
        guard rows.indices.contains(mistake.row - 1) else { return "" }
        return rows[mistake.row - 1][mistake.column] ?? ""
    }
}
