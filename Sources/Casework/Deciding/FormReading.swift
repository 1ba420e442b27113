import CivilTime
import Definitions
import JSON
import OrderedCollections
import Register

/// Reads what was typed into a form's types, gathering every mistake.
///
/// JSON's own types are taken as they are; a text is also read as people type it on a command line (`3`, `yes`, `2027-01-12`).
struct FormReading {
    let situation: Situation
    private(set) var mistakes: [(code: Refusal.Code, detail: Refusal.Detail)] = []

    init(_ situation: Situation) { self.situation = situation }

    /// - Parameter optional: names of fields that may be left out besides those that are optional by themselves.
    mutating func read(_ object: JSON.Object, as fields: [Field], optional: [Name] = []) -> OrderedDictionary<Name, FieldValue> {
        var values: OrderedDictionary<Name, FieldValue> = [:]
        for key in object.keys where !fields.contains(where: { $0.name.isSame(as: key) }) {
            let meant = Nearest.name(to: key, among: fields.map(\.name)).map { "; did you mean \($0)?" } ?? "; \(known(fields))."
            add(.unknownField, key, "There is no field \(key) here\(meant)")
        }
        for field in fields {
            guard let json = object[field.name], !json.isNull else {
                if !field.isOptional, !optional.contains(field.name) { missing(field) }
                continue
            }
            values[field.name] = read(json, as: field.type, in: field)
        }
        return values
    }

    /// All mistakes as one refusal; the first gives the code.
    var refusal: Refusal? {
        guard let first = mistakes.first else { return nil }
        let sentence = mistakes.count == 1 ? first.detail.sentence : "\(mistakes.count) fields need another value."
        return Refusal(first.code, sentence, place: first.detail.place, remedy: "Give these fields as the form asks.", details: mistakes.map(\.detail))
    }

    private func known(_ fields: [Field]) -> String {
        fields.isEmpty ? "the event has no form" : "the form has \(fields.map(\.name).joined(separator: ", "))"
    }

    private mutating func missing(_ field: Field) {
        add(.missingField, field.name, "\(field.title.text()) (\(field.name)) is missing.")
    }

    private mutating func add(_ code: Refusal.Code, _ place: String, _ sentence: String) {
        mistakes.append((code, .init(place: place, code: code.rawValue, sentence: sentence)))
    }

    private mutating func wrong(_ field: Field, _ what: String) -> FieldValue? {
        add(.wrongType, field.name, "\(field.title.text()) (\(field.name)) must be \(what).")
        return nil
    }

    private mutating func outOfRange(_ field: Field, _ what: String) -> FieldValue? {
        add(.outOfRange, field.name, "\(field.title.text()) (\(field.name)) \(what).")
        return nil
    }

    // MARK: One value

    private mutating func read(_ json: JSON.Value, as type: FieldType, in field: Field) -> FieldValue? {
        if let word = json["absent"]?.stringValue, let absence = FieldValue.Absence(rawValue: word) {
            if field.isOptional { return .absent(absence) }
            missing(field)
            return nil
        }
        switch type {
        case .text(let max, let words): return text(json, max, words, field)
        case .whole(let min, let max): return whole(json, min...Swift.max(min, max), field)
        case .yesNo: return yesNo(json, field)
        case .date: return date(json, field)
        case .choice(let choices): return word(json, of: choices, "one of \(choices.joined(separator: ", "))", field)
        case .person: return person(json, field)
        case .organisation: return organisation(json, field)
        case .criterion(let rubric): return criterion(json, rubric, field)
        case .row(let record): return row(json, record, field)
        case .list(let element, let min, let max): return list(json, element, min, max, field)
        }
    }

    private mutating func text(_ json: JSON.Value, _ max: Int, _ words: Int?, _ field: Field) -> FieldValue? {
        guard let text = json.stringValue else { return wrong(field, "a text") }
        if !field.isOptional, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            missing(field)
            return nil
        }
        // A scalar has a byte at least.
        guard text.utf8.count <= max || text.unicodeScalars.count <= max else { return outOfRange(field, "has \(text.unicodeScalars.count) characters; \(max) fit") }
        if let words {
            let count = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).count
            guard count <= words else { return outOfRange(field, "has \(count) words; \(words) fit") }
        }
        return .text(text)
    }

    private mutating func whole(_ json: JSON.Value, _ range: ClosedRange<Int64>, _ field: Field) -> FieldValue? {
        guard let number = json.intValue ?? json.stringValue.flatMap({ Int64($0) }) else { return wrong(field, "a whole number") }
        guard range.contains(number) else {
            return outOfRange(field, "is \(number); it lies between \(range.lowerBound) and \(range.upperBound)")
        }
        return .whole(number)
    }

    private mutating func yesNo(_ json: JSON.Value, _ field: Field) -> FieldValue? {
        switch json {
        case .bool(let isYes): return .yesNo(isYes)
        case "yes", "true": return .yesNo(true)
        case "no", "false": return .yesNo(false)
        default: return wrong(field, "yes or no")
        }
    }

    private mutating func date(_ json: JSON.Value, _ field: Field) -> FieldValue? {
        guard let day = (json.stringValue ?? json["date"]?.stringValue).flatMap({ Day($0) }) else { return wrong(field, "a date such as 2027-01-12") }
        return .date(day)
    }

    private mutating func word(_ json: JSON.Value, of words: [Name], _ what: String, _ field: Field) -> FieldValue? {
        guard let text = json.stringValue, words.contains(where: { $0.isSame(as: text) }) else { return wrong(field, what) }
        return .text(text)
    }

    private mutating func person(_ json: JSON.Value, _ field: Field) -> FieldValue? {
        guard let id = json.stringValue, situation.knows(person: id) else { return wrong(field, "somebody in the register") }
        return .text(id)
    }

    private mutating func organisation(_ json: JSON.Value, _ field: Field) -> FieldValue? {
        guard let id = json.stringValue, situation.knows(organisation: id) else { return wrong(field, "an organisation in the register") }
        return .text(id)
    }

    private mutating func criterion(_ json: JSON.Value, _ choice: ByChoice<Name>, _ field: Field) -> FieldValue? {
        guard let name = try? situation.chosen(choice), let rubric = situation.rubrics[name] else {
            return wrong(field, "a criterion of a rubric that is in use")
        }
        let criteria = rubric.criteria.map(\.id)
        return word(json, of: criteria, "one of \(criteria.joined(separator: ", "))", field)
    }

    private mutating func row(_ json: JSON.Value, _ record: Name, _ field: Field) -> FieldValue? {
        guard let number = json.intValue ?? json.stringValue.flatMap({ Int64($0) }) else { return wrong(field, "the number of a row") }
        guard let state = situation.case, let row = Int(exactly: number), state.hasRow(row, in: record) else {
            let last = situation.case?.rows[record] ?? 0
            let isGone = number >= 1 && number <= last
            return outOfRange(
                field, "is \(number); \(isGone ? "that row of \(record) was set aside" : "\(record) has \(last == 0 ? "no row yet" : "the rows 1 to \(last)")")")
        }
        return .whole(number)
    }

    private mutating func list(_ json: JSON.Value, _ element: FieldType, _ min: Int, _ max: Int, _ field: Field) -> FieldValue? {
        let elements = json.arrayValue ?? FormReading.typed(json)
        guard elements.count >= min, elements.count <= max else {
            return outOfRange(field, "has \(elements.count) entries; it takes \(min) to \(max)")
        }
        let values = elements.compactMap { read($0, as: element, in: field) }
        return values.count == elements.count ? .list(values) : nil
    }

    /// A list as people type it: its items with `|` between them. An item that itself has a `|` is given in an array.
    private static func typed(_ json: JSON.Value) -> [JSON.Value] {
        guard let text = json.stringValue else { return [json] }
        return text.unicodeScalars.split(separator: "|").map { .string(trimmed($0)) }
    }

    private static func trimmed(_ item: Substring.UnicodeScalarView) -> String {
        var item = item
        while item.first?.properties.isWhitespace == true { item.removeFirst() }
        while item.last?.properties.isWhitespace == true { item.removeLast() }
        return String(item)
    }
}

extension Situation {
    /// The value that a choice of the data decides.
    ///
    /// - Throws: `guard-error` where the datum is not set, or has a value that decides nothing.
    func chosen<Value>(_ choice: ByChoice<Value>) throws(Refusal) -> Value {
        switch choice {
        case .always(let value): return value
        case .by(let datum, let values):
            if case .text(let word)? = self.case?.data[datum], let value = values[word] { return value }
            throw Refusal(.guardError, "\(datum) is not set, and the rubric depends on it.", place: datum, remedy: "Set \(datum) first.")
        }
    }
}
