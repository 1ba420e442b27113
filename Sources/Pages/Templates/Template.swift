import JSON
import Mustache

/// A mustache template, read once and filled in as often as wanted.
///
/// Taken are variables, sections, inverted sections, comments and partials, and inside a list
/// `{{#first()}}`, `{{#last()}}`, `{{#odd()}}`, `{{#even()}}` and `{{number()}}`. In a section false, null,
/// an empty text and an empty list count as nothing.
///
/// The rendering is swift-mustache's, but it never sees a value: it lays out marks, and the values are put
/// in their place afterwards, each escaped for where it goes. So a text from a person can be neither a tag
/// nor markup of the page language.
///
/// ```swift
/// let template = try Template(name: "hello", text: "Dear {{name}},")
/// try template.text(["name": "Ada & Bob"])   // Dear Ada & Bob,
/// try template.html(["name": "Ada & Bob"])   // Dear Ada &amp; Bob,
/// try template.text([:])                     // throws hello:1: The data has no "name". …
/// ```
public struct Template: Sendable {
    public let name: String
    private let tags: [TemplateSource.Tag]
    private let names: [String]
    private let library: MustacheLibrary
    private let root: MustacheTemplate

    /// Reads a template and the partials that it may name.
    ///
    /// - Parameters:
    ///   - name: what mistakes call it, such as its file's name.
    ///   - partials: texts by the names that `{{>name}}` uses.
    /// - Throws: ``Mistakes``, with the line of each, in the partials too.
    public init(name: String, text: String, partials: [String: String] = [:]) throws {
        var tags: [TemplateSource.Tag] = []
        var mistakes: [Mistake] = []
        let texts = [(name, text)] + partials.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let sources = texts.enumerated().map { number, source in
            TemplateSource(name: source.0, text: source.1, number: number, tags: &tags)
        }
        mistakes += sources.flatMap(\.mistakes)
        mistakes += PartialTree(names: texts.map(\.0), uses: sources.map(\.partials)).mistakes()
        if tags.count > TemplateSource.Limit.tags {
            mistakes.append(Mistake(
                code: .tooLarge, template: name, line: 1,
                sentence: "The template and its partials have more than \(TemplateSource.Limit.tags) tags.", fix: "Use fewer."))
        }
        guard mistakes.isEmpty else { throw Mistakes(all: mistakes) }
        let compiled = try zip(texts, sources).map { try Self.compile($1.rewritten, named: $0.0) }
        self.name = name
        self.tags = tags
        names = texts.map(\.0)
        root = compiled[0]
        library = MustacheLibrary(templates: Dictionary(zip(names, compiled).dropFirst().map { ($0, $1) }) { first, _ in first })
    }

    private static func compile(_ text: String, named name: String) throws -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: text)
        } catch let error as MustacheTemplate.ParserError {
            throw Mistakes(all: [Mistake(
                code: .badTag, template: name, line: error.context.lineNumber,
                sentence: "The tag cannot be read.", fix: "Look for a letter with an accent or mark just before or after it.")])
        }
    }

    /// The template filled in as plain text: values as they are, with control characters made visible.
    ///
    /// - Parameter strict: whether a name that the data lacks, and an empty value where text is printed,
    ///   are mistakes. Otherwise they print nothing.
    /// - Throws: ``Mistakes``.
    public func text(_ data: JSON.Value, strict: Bool = true) throws -> String {
        try pieces(data, strict: strict).joined(Escaping.visible)
    }

    /// The template, itself HTML, filled in with values escaped for element content and quoted attributes.
    ///
    /// - Throws: ``Mistakes``.
    public func html(_ data: JSON.Value, strict: Bool = true) throws -> String {
        try pieces(data, strict: strict).joined(Escaping.html)
    }

    /// The template, written in the page language, as a page.
    ///
    /// - Parameter supplies: the tables, charts and facts that it may name.
    /// - Throws: ``Mistakes``.
    public func page(_ data: JSON.Value, supplies: Supplies = Supplies(), strict: Bool = true) throws -> Page {
        var reader = PageReader(lines: try pieces(data, strict: strict).lines(), supplies: supplies, template: name)
        return try reader.read()
    }

    private func pieces(_ data: JSON.Value, strict: Bool) throws -> RenderedText {
        let record = RenderingRecord(tags: tags, strict: strict)
        let rendered = root.render(TemplateScope(data, record), library: library)
        guard record.mistakes.isEmpty else { throw Mistakes(all: record.mistakes) }
        return RenderedText(rendered, values: record.values, tags: tags, names: names)
    }
}

/// Which partial uses which: each must be there, none may come round to itself, and all must end.
struct PartialTree {
    let names: [String]
    let uses: [[(name: String, place: TemplateSource.Place)]]

    func mistakes() -> [Mistake] {
        var found: [Mistake] = []
        for use in uses.flatMap(\.self) where index(use.name) == nil {
            found.append(Mistake(
                code: .unknownPartial, template: use.place.template, line: use.place.line,
                sentence: "There is no partial \"\(use.name)\".",
                fix: names.count > 1 ? "There are: \(names.dropFirst().joined(separator: ", "))." : "No partials were given."))
        }
        var sizes: [Int: Int] = [:]
        for start in names.indices { _ = size(start, trail: [], &sizes, &found) }
        return found
    }

    private func index(_ name: String) -> Int? {
        names.indices.dropFirst().first { names[$0].unicodeScalars.elementsEqual(name.unicodeScalars) }
    }

    /// How many texts are laid out for a template, partials of partials included.
    private func size(_ start: Int, trail: [Int], _ sizes: inout [Int: Int], _ found: inout [Mistake]) -> Int {
        if let known = sizes[start] { return known }
        var sum = 1
        for use in uses[start] {
            guard let next = index(use.name) else { continue }
            let isRing = next == start || trail.contains(next)
            if isRing || trail.count >= TemplateSource.Limit.depth {
                found.append(Mistake(
                    code: isRing ? .partialRing : .tooLarge, template: use.place.template, line: use.place.line,
                    sentence: isRing ? "The partial \"\(use.name)\" comes round to itself." : "Partials stand too deep in each other.",
                    fix: "Take this one out."))
                continue
            }
            sum += size(next, trail: trail + [start], &sizes, &found)
            if sum > TemplateSource.Limit.tags {
                found.append(Mistake(
                    code: .tooLarge, template: use.place.template, line: use.place.line,
                    sentence: "The partials come to more than \(TemplateSource.Limit.tags) texts.", fix: "Use fewer partials within partials."))
                sum = 1
            }
        }
        sizes[start] = sum
        return sum
    }
}
