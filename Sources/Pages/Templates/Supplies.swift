/// What a page template may name and the program makes: tables, charts, lists of facts and documents.
///
/// Names are of letters, digits and `_ - .`
public struct Supplies: Sendable {
    public var tables: [String: Table]
    public var charts: [String: Chart]
    public var facts: [String: [Fact]]
    public var enclosures: [String: [Enclosure]]

    public init(
        tables: [String: Table] = [:], charts: [String: Chart] = [:], facts: [String: [Fact]] = [:], enclosures: [String: [Enclosure]] = [:]
    ) {
        self.tables = tables
        self.charts = charts
        self.facts = facts
        self.enclosures = enclosures
    }
}
