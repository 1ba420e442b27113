/// A type of the host with named fields, so that a misspelt field is found when an expression is compiled.
///
/// ```swift
/// let event = RecordType("event", fields: [.init("visit_on", .abstract("date")), .init("note", .wrapper(.string))])
/// ```
public struct RecordType: Sendable {
    /// One field. It may be absent at run time, which `has(x.f)` tests; one of type `.wrapper` may be `null`.
    public struct Field: Sendable, Hashable {
        public let name: String
        public let type: Type
        /// A sentence for editors and error messages.
        public let documentation: String

        public init(_ name: String, _ type: Type, documentation: String = "") {
            self.name = name
            self.type = type
            self.documentation = documentation
        }
    }

    public let name: String
    public let fields: [Field]
    private let places: [String: Int]

    /// - Parameter fields: in the order in which they are to be shown; of two with the same name the first counts.
    public init(_ name: String, fields: [Field]) {
        self.name = name
        self.fields = fields
        places = Dictionary(zip(fields.map(\.name), fields.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The field called `name`.
    public subscript(name: String) -> Field? { places[name].map { fields[$0] } }
}

extension RecordType: Hashable {
    public static func == (a: RecordType, b: RecordType) -> Bool { a.name == b.name && a.fields == b.fields }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
