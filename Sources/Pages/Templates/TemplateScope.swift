import JSON
import Mustache

/// What one rendering has found: the values to fill in, and the mistakes.
///
/// One rendering, on one thread, owns it.
final class RenderingRecord {
    let tags: [TemplateSource.Tag]
    let strict: Bool
    private(set) var values: [String] = []
    private(set) var mistakes: [Mistake] = []
    private var left = 1_000_000

    init(tags: [TemplateSource.Tag], strict: Bool) {
        self.tags = tags
        self.strict = strict
    }

    /// Takes `count` steps of what a rendering may do; false when they are used up, which stops every
    /// section: lists within lists over the same data would run for hours.
    func spend(_ count: Int, at place: TemplateSource.Place) -> Bool {
        guard left >= 0 else { return false }
        left -= count
        if left < 0 {
            add(.tooLarge, place, "Filling in this template takes more than a million steps.", "Use fewer lists within lists.")
        }
        return left >= 0
    }

    func add(_ code: Mistake.Code, _ place: TemplateSource.Place, _ sentence: String, _ fix: String) {
        // A mistake in a list's section comes with every element; its first is enough.
        let known = mistakes.contains { $0.line == place.line && $0.template == place.template && $0.sentence == sentence }
        guard !known, mistakes.count < 200 else { return }
        mistakes.append(Mistake(code: code, template: place.template, line: place.line, sentence: sentence, fix: fix))
    }

    /// Puts a value aside and gives what stands for it in the rendered text.
    func keep(_ value: String, tag: Int) -> ValueMark {
        values.append(value)
        return ValueMark(renderText: "\(TemplateSource.Sentinel.value)\(values.count - 1):\(tag)\(TemplateSource.Sentinel.end)")
    }
}

/// What the renderer prints for a value: a mark with its number. The value itself never passes through it.
struct ValueMark: MustacheCustomRenderable {
    var renderText: String
    var isNull: Bool { false }
}

/// A value of the data as the renderer sees it, with the scopes around it.
struct TemplateScope: MustacheParent {
    let value: JSON.Value
    private let outer: [JSON.Value]
    private let record: RenderingRecord

    init(_ value: JSON.Value, outer: [JSON.Value] = [], _ record: RenderingRecord) {
        self.value = value
        self.outer = outer
        self.record = record
    }

    /// Answers a numbered tag. It always answers, so that the renderer never looks further by itself.
    func child(named name: String) -> Any? {
        guard let number = Int(name.dropFirst()), record.tags.indices.contains(number) else { return false }
        let tag = record.tags[number]
        guard record.spend(1, at: tag.place) else { return tag.isSection ? false : ValueMark(renderText: "") }
        let found = find(tag.path)
        if found == nil, record.strict {
            record.add(.unknownName, tag.place, "The data has no \"\(tag.name)\".", namesHere)
        }
        return tag.isSection ? section(found ?? .null, tag) : variable(found, tag, number)
    }

    /// By mustache's rule: the first part in the nearest scope that has it, the others from there.
    private func find(_ path: [String]) -> JSON.Value? {
        guard let first = path.first else { return value }
        guard var found = ([value] + outer.reversed()).lazy.compactMap({ $0[first] }).first else { return nil }
        for part in path.dropFirst() {
            guard let next = found[part] else { return nil }
            found = next
        }
        return found
    }

    private var namesHere: String {
        let keys = ([value] + outer.reversed()).lazy.compactMap(\.objectValue?.keys).first ?? []
        let shown = keys.prefix(12).joined(separator: ", ") + (keys.count > 12 ? ", …" : "")
        return keys.isEmpty ? "There are no names here." : "Names here: \(shown)."
    }

    private func section(_ found: JSON.Value, _ tag: TemplateSource.Tag) -> Any {
        switch found {
        case .null: return false
        case .bool(let truth): return truth
        case .string(let text) where text.isEmpty: return false
        case .array(let items):
            guard !items.isEmpty, record.spend(items.count, at: tag.place) else { return false }
            return items.map(inner)
        case .int, .double, .string, .object: return inner(found)
        }
    }

    private func inner(_ found: JSON.Value) -> TemplateScope {
        TemplateScope(found, outer: outer + [value], record)
    }

    private func variable(_ found: JSON.Value?, _ tag: TemplateSource.Tag, _ number: Int) -> ValueMark {
        switch found {
        case .string(let text):
            if record.strict, text.allSatisfy(\.isWhitespace) { empty(tag) }
            return record.keep(text, tag: number)
        case .int, .double: return record.keep(found?.text ?? "", tag: number)
        case .null:
            if record.strict { empty(tag) }
        case .bool, .array, .object:
            record.add(
                .notText, tag.place, "\"\(tag.name)\" is not a text or a number.",
                "Open a section with it, {{#\(tag.name)}}, or name a part of it.")
        case .none: break
        }
        return record.keep("", tag: number)
    }

    private func empty(_ tag: TemplateSource.Tag) {
        record.add(
            .emptyValue, tag.place, "\"\(tag.name)\" is empty.",
            "Give it a value, or put what needs it between {{#\(tag.name)}} and {{/\(tag.name)}}.")
    }
}
