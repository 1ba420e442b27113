import Casework
import Definitions

/// Where definitions are found by name that a file has not used yet.
public struct DefinitionSources: Sendable {
    /// A definition as it was written.
    public struct Text: Sendable, Hashable {
        /// The name that mistakes show.
        public var file: String
        public var text: String

        public init(file: String, text: String) {
            self.file = file
            self.text = text
        }
    }

    public var find: @Sendable (Command.DefinitionKind, Name) -> Text?
    /// The names of the templates beside them, as workflows say them; nil where that is not known.
    public var templates: @Sendable () -> Set<String>?

    public init(
        find: @escaping @Sendable (Command.DefinitionKind, Name) -> Text?, templates: @escaping @Sendable () -> Set<String>? = { nil }
    ) {
        self.find = find
        self.templates = templates
    }

    /// Nothing beside what the file has used.
    public static let none = DefinitionSources(find: { _, _ in nil })
}
