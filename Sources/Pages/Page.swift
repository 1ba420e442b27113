/// A document: what is said at its head and foot, and its blocks in reading order.
public struct Page: Sendable {
    /// How a printed sheet lies.
    public enum Orientation: Sendable { case portrait, landscape }

    /// How large a printed page is set: as a report, as a form that is to fit its sheet, or as a notice on a wall.
    public enum Size: Sendable { case ordinary, compact, large }

    /// The title, also the running head of printed pages.
    public var title: String
    public var subtitle: String?
    /// The language of the text, as a BCP 47 tag.
    public var language: String
    /// Short labelled notes under the title, such as edition and audience.
    public var notes: [Fact]
    /// One line at the foot of each printed page.
    public var footer: String?
    /// The head of the log's hash tree, printed at the end so that paper in other hands anchors the log.
    public var treeHead: String?
    /// Whether a list of the chapters stands after the head.
    public var contents: Bool
    public var orientation: Orientation
    public var size: Size
    /// The words that the page itself adds.
    public var words: Wording
    public var blocks: [Block]

    public init(
        title: String, subtitle: String? = nil, language: String = "en-GB", notes: [Fact] = [],
        footer: String? = nil, treeHead: String? = nil, contents: Bool = false,
        orientation: Orientation = .portrait, size: Size = .ordinary, words: Wording = .english, blocks: [Block] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.language = language
        self.notes = notes
        self.footer = footer
        self.treeHead = treeHead
        self.contents = contents
        self.orientation = orientation
        self.size = size
        self.words = words
        self.blocks = blocks
    }
}

/// One part of a page.
public enum Block: Sendable {
    /// A heading of level 1 to 3 below the title; other levels count as the nearest.
    case heading(Int, Text)
    case paragraph(Text)
    case facts([Fact])
    case table(Table)
    case chart(Chart, figures: FiguresPlace = .folded)
    case quotation(Quotation)
    case list(List)
    case callout(Callout)
    /// Ruled lines to write on by hand, under a label.
    case writingLines(String, count: Int)
    /// A line to write on over each label, side by side: name, signature, date.
    case signature([String])
    /// Where a slip is cut off, and what is said there.
    case cut(String)
    /// A document on a sheet of its own.
    case enclosure(Enclosure)
    /// A new sheet, with the title at its head once more where each sheet goes to somebody else.
    case pageBreak(withTitle: Bool = false)
}

/// Where the table behind a chart stands in HTML. The other formats always give the table.
public enum FiguresPlace: Sendable {
    /// Behind a line to open on screen, and not on paper.
    case folded
    /// Under the picture, on screen and on paper.
    case beneath
}

/// A label and what it says.
public struct Fact: Sendable {
    public var label: String
    public var value: Text

    public init(_ label: String, _ value: Text) {
        self.label = label
        self.value = value
    }
}

/// A person's own text, printed unedited, and whose it is.
public struct Quotation: Sendable {
    public var text: String
    public var source: String?

    public init(_ text: String, source: String? = nil) {
        self.text = text
        self.source = source
    }
}

/// Items with bullets or numbers.
public struct List: Sendable {
    public var ordered: Bool
    public var items: [Text]

    public init(ordered: Bool = false, _ items: [Text]) {
        self.ordered = ordered
        self.items = items
    }
}

/// A note set apart from the text around it.
public struct Callout: Sendable {
    public var title: String?
    public var paragraphs: [Text]

    public init(title: String? = nil, _ paragraphs: [Text]) {
        self.title = title
        self.paragraphs = paragraphs
    }
}

/// A text in runs of one weight each.
public struct Text: Sendable, ExpressibleByStringInterpolation {
    /// How a run is set.
    public enum Style: Sendable { case plain, strong, emphasis }

    /// A stretch of text of one style.
    public struct Run: Sendable {
        public var text: String
        public var style: Style

        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    public var runs: [Run]

    public init(_ plain: String) { runs = [Run(plain)] }
    public init(runs: [Run]) { self.runs = runs }
    public init(stringLiteral value: String) { self.init(value) }

    /// The text without its styles.
    public var plain: String { runs.map(\.text).joined() }
}
