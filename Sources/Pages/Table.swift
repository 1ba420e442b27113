/// Rows and columns with a caption.
///
/// Every row is as wide as the table: a short row is filled with empty cells, and a cell too many makes
/// a column without a title, so nothing is lost.
public struct Table: Sendable {
    public var caption: String?
    public private(set) var columns: [Column]
    public private(set) var rows: [[Cell]]
    /// Whether the first cell of a row names the row.
    public var rowHeaders: Bool
    /// A line under the table.
    public var note: String?
    /// How many empty, tall rows come after the others, to be filled in by hand. They are in HTML alone.
    public var blankRows: Int
    /// Whether every row is tall and ruled on all sides, since it is filled in by hand; so where there are empty ones.
    public var isToFill: Bool

    public init(
        caption: String? = nil, columns: [Column], rows: [[Cell]], rowHeaders: Bool = true, note: String? = nil,
        blankRows: Int = 0, isToFill: Bool = false
    ) {
        let width = max(columns.count, rows.map(\.count).max() ?? 0)
        self.caption = caption
        self.columns = columns + Array(repeating: Column(""), count: width - columns.count)
        self.rows = rows.map { $0 + Array(repeating: Cell(""), count: width - $0.count) }
        self.rowHeaders = rowHeaders
        self.note = note
        self.blankRows = min(max(0, blankRows), 200)
        self.isToFill = isToFill || blankRows > 0
    }

    /// A column: its heading, what it holds and how it is set.
    public struct Column: Sendable, ExpressibleByStringLiteral {
        /// What a column holds. It decides the alignment where none is given, and in CSV whether a minus
        /// sign may begin a cell.
        public enum Kind: String, Sendable { case text, number, date }
        public enum Alignment: String, Sendable { case start, centre, end }

        public var title: String
        public var kind: Kind
        public var alignment: Alignment
        /// How many parts of the table's width it takes, where that is said of any column; the others take one.
        public var share: Int?

        public init(_ title: String, kind: Kind = .text, alignment: Alignment? = nil, share: Int? = nil) {
            self.title = title
            self.share = share
            self.kind = kind
            self.alignment = alignment ?? (kind == .number ? .end : .start)
        }

        public init(stringLiteral value: String) { self.init(value) }
    }

    /// A cell: its text, and a shape before it where a state is to be seen at a glance.
    public struct Cell: Sendable, ExpressibleByStringInterpolation {
        public var text: String
        public var shape: Shape?
        /// The number of the enclosure to whose sheet it leads.
        public var enclosure: Int?

        public init(_ text: String, shape: Shape? = nil, enclosure: Int? = nil) {
            self.text = text
            self.shape = shape
            self.enclosure = enclosure
        }

        public init(stringLiteral value: String) { self.init(value) }
    }
}
