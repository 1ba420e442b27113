/// What a page template may name and the program makes: tables, charts and lists of facts.
///
/// Names are of letters, digits and `_ - .`
public struct Supplies: Sendable {
    public var tables: [String: Table]
    public var charts: [String: Chart]
    public var facts: [String: [Fact]]

    public init(tables: [String: Table] = [:], charts: [String: Chart] = [:], facts: [String: [Fact]] = [:]) {
        self.tables = tables
        self.charts = charts
        self.facts = facts
    }
}
