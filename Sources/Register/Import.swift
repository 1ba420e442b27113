import CivilTime

extension Register {
    /// The rows of a table as changes, shown before they are applied, and applied all or not at all.
    ///
    /// ```swift
    /// let plan = try Register.Import(rows, of: .people, into: register)   // or every mistake at once
    /// show(plan.added, plan.changed, plan.unchanged)
    /// register = register.applying(plan.changes)
    /// ```
    public struct Import: Sendable, Hashable {
        /// Which table, and its columns; `*` marks what each row must fill in.
        public enum Table: String, Sendable, Hashable, CaseIterable {
            /// `id*, name*, kind, phase, region, area, partnership, latitude, longitude, trust, trust_from, succession, successor, succeeded_on`.
            case organisations
            /// `id*, name*, email`.
            case people
            /// `person*, organisation*, post*, from, until`.
            case affiliations
            /// `person` or `organisation`, `with_person` or `with_organisation`, `kind*, declared_on*, note`.
            case interests
            /// `person*, kind*, from*, until, given_by, area, conditions`.
            case credentials

            /// The columns that the table knows; there is none for a pupil's name or a date of birth.
            public var columns: [String] {
                switch self {
                case .organisations:
                    ["id", "name", "kind", "phase", "region", "area", "partnership", "latitude", "longitude", "trust", "trust_from", "succession", "successor", "succeeded_on"]
                case .people: ["id", "name", "email"]
                case .affiliations: ["person", "organisation", "post", "from", "until"]
                case .interests: ["person", "organisation", "with_person", "with_organisation", "kind", "declared_on", "note"]
                case .credentials: ["person", "kind", "from", "until", "given_by", "area", "conditions"]
                }
            }
        }

        /// A row that adds or changes something.
        public struct Line: Sendable, Hashable {
            /// Counted from 1, the first row below the header.
            public let row: Int
            /// What it is about: "oakfield", "p17 headteacher at oakfield".
            public let what: String
            /// The columns that change; empty where the row adds something.
            public let columns: [String]
        }

        /// Something wrong in a cell.
        public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
            /// Counted from 1, the first row below the header; 0 for the table as a whole.
            public let row: Int
            public let column: String
            public let code: Problem.Code
            public let sentence: String
            public let remedy: String

            public var description: String { "row \(row), \(column): \(sentence) \(remedy)" }
        }

        /// Every mistake of the table at once.
        public struct Mistakes: Error, Sendable, Hashable, CustomStringConvertible {
            public let all: [Mistake]
            public var description: String { all.map(\.description).joined(separator: "\n") }
        }

        public let table: Table
        public let added: [Line]
        public let changed: [Line]
        /// How many rows say what the register says already.
        public let unchanged: Int
        /// In the order in which they must be applied.
        public let changes: [Change]

        /// At most so many rows in one table.
        public static let mostRows = 20_000

        /// Reads rows (a text for each column) against the register.
        ///
        /// A column that the table leaves out keeps what the register has; an empty cell clears it, except that nothing ends by being left
        /// empty: posts, memberships and credentials end by a date. Rows above are known to rows below.
        /// - Throws: ``Mistakes``, all of them at once; nothing is then to be applied.
        public init(_ rows: [[String: String]], of table: Table, into register: Register) throws(Mistakes) {
            var reading = ImportReading(table: table, register: register)
            reading.read(rows)
            guard reading.mistakes.isEmpty else { throw Mistakes(all: reading.mistakes) }
            self.table = table
            added = reading.added
            changed = reading.changed
            unchanged = rows.count - Set(reading.added.map(\.row)).union(reading.changed.map(\.row)).count
            changes = reading.changes
        }
    }
}
