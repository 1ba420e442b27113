import CivilTime

/// One pass over the rows of a table: what they change, or what is wrong with them.
struct ImportReading {
    typealias Line = Register.Import.Line

    let table: Register.Import.Table
    /// With the changes of the rows so far.
    var register: Register
    var added: [Line] = []
    /// The rows of ``added``.
    private(set) var addedRows: Set<Int> = []
    var changed: [Line] = []
    var changes: [Register.Change] = []
    var mistakes: [Register.Import.Mistake] = []
    /// Keys of the rows so far, by their bytes: `String` would hold "é" and "e\u{301}" the same.
    private var seen: Set<[UInt8]> = []

    init(table: Register.Import.Table, register: Register) {
        self.table = table
        self.register = register
    }

    mutating func read(_ rows: [[String: String]]) {
        guard rows.count <= Register.Import.mostRows else {
            mistakes.append(.init(row: 0, column: "", code: .badValue, sentence: "The table has more than \(Register.Import.mostRows) rows.",
                                  remedy: "Divide it."))
            return
        }
        checkColumns(rows)
        for (index, cells) in rows.enumerated() { read(Cells(row: index + 1, texts: cells)) }
        // Once every organisation of the table is known: a school may stand above its trust.
        if table == .organisations {
            for (index, cells) in rows.enumerated() { readTrust(Cells(row: index + 1, texts: cells)) }
            for (index, cells) in rows.enumerated() { readSuccession(Cells(row: index + 1, texts: cells)) }
        }
        mistakes.sort { $0.row < $1.row }
    }

    private mutating func checkColumns(_ rows: [[String: String]]) {
        var unknown: Set<String> = []
        for (index, row) in rows.enumerated() {
            for column in row.keys.sorted() where !table.columns.contains(where: { $0.isSame(as: column) }) && unknown.insert(column).inserted {
                mistakes.append(.init(
                    row: index + 1, column: column, code: .unknownColumn, sentence: "The table \(table.rawValue) has no such column.",
                    remedy: "Use \(table.columns.joined(separator: ", "))."))
            }
        }
    }

    private mutating func read(_ cells: Cells) {
        switch table {
        case .organisations: readOrganisation(cells)
        case .people: readPerson(cells)
        case .affiliations: readAffiliation(cells)
        case .interests: readInterest(cells)
        case .credentials: readCredential(cells)
        }
    }

    // MARK: Taking changes

    /// Applies the change if nothing stands in its way and the row had no mistake.
    mutating func take(_ change: Register.Change, _ cells: Cells, _ what: String, columns: [String] = []) {
        guard cells.mistakes.isEmpty else { return mistakes += cells.mistakes }
        let problems = register.check(change)
        guard problems.isEmpty else {
            mistakes += problems.map { cells.mistake($0.field, $0.code, $0.sentence, $0.remedy) }
            return
        }
        register.apply(change)
        changes.append(change)
        let line = Line(row: cells.row, what: what, columns: columns)
        guard columns.isEmpty else { return changed.append(line) }
        added.append(line)
        addedRows.insert(cells.row)
    }

    /// Notes the mistakes of a row that changes nothing.
    mutating func leave(_ cells: Cells) { mistakes += cells.mistakes }

    /// Whether the row is the first of its key; says so otherwise. A row whose cells are wrong has no key that could be told.
    mutating func isFirst(_ key: String, _ cells: inout Cells, _ column: String) -> Bool {
        guard cells.mistakes.isEmpty, !seen.insert(Array(key.utf8)).inserted else { return true }
        cells.add(column, .rowTwice, "A row above says the same.", "Keep one of them.")
        leave(cells)
        return false
    }
}

/// The cells of one row, with what is wrong in them.
struct Cells {
    let row: Int
    private let texts: [String: String]
    var mistakes: [Register.Import.Mistake] = []

    init(row: Int, texts: [String: String]) {
        self.row = row
        self.texts = texts
    }

    func mistake(_ column: String, _ code: Register.Problem.Code, _ sentence: String, _ remedy: String) -> Register.Import.Mistake {
        .init(row: row, column: column, code: code, sentence: sentence, remedy: remedy)
    }

    mutating func add(_ column: String, _ code: Register.Problem.Code, _ sentence: String, _ remedy: String) {
        mistakes.append(mistake(column, code, sentence, remedy))
    }

    func has(_ column: String) -> Bool { texts[column] != nil }

    /// What stands in the cell, without spaces around it; nil where nothing does.
    func text(_ column: String) -> String? {
        guard let cell = texts[column] else { return nil }
        let scalars = cell.unicodeScalars
        let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar.value == 0xA0 }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) }) else { return nil }
        return String(scalars[first...last])
    }

    mutating func required(_ column: String) -> String {
        guard let text = text(column) else {
            add(column, .missing, "The cell is empty.", "Fill it in.")
            return ""
        }
        return text
    }

    mutating func day(_ column: String) -> Day? {
        guard let text = text(column) else { return nil }
        guard let day = Day(text) else {
            add(column, .badValue, "This is not a date.", "Write it as 2027-01-12.")
            return nil
        }
        return day
    }

    mutating func days() -> DayRange {
        guard let days = DayRange(from: day("from"), through: day("until")) else {
            add("until", .datesBackwards, "The last day lies before the first.", "Correct one of them.")
            return .always
        }
        return days
    }

    mutating func word<Word: CaseIterable & RawRepresentable<String>>(_ column: String, of type: Word.Type) -> Word? {
        guard let text = text(column) else { return nil }
        guard let word = Word.allCases.first(where: { $0.rawValue.isSame(as: text) }) else {
            add(column, .badValue, "This word is not known.", "Use one of: \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
            return nil
        }
        return word
    }

    mutating func degrees(_ column: String) -> Double? {
        guard let text = text(column) else { return nil }
        guard text.utf8.count <= 24, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }), let number = Double(text) else {
            add(column, .badValue, "This is not a number of degrees.", "Write it as 51.7654.")
            return nil
        }
        return number
    }
}
