import CivilTime

// What a field holds, and values that fit it.
extension WorkflowReader {
    static let typeWords = ["text", "whole", "yes_no", "date", "choice", "person", "organisation", "criterion", "row"]
    /// The most characters of a text that says nothing, and of a text in a list.
    static let longestText = 2_000, longestItem = 300
    static let longestList = 100

    /// The type that `type`, `of`, `min`, `max` and `words` say; nil where they cannot be read.
    mutating func fieldType(_ scalar: Tree.Scalar, _ entry: Entry) -> FieldType? {
        if let inner = listElement(scalar.text) {
            guard let element = simpleType(inner, scalar, entry, isItem: true) else { return nil }
            let (least, most) = (entry.whole("min") ?? 0, entry.whole("max") ?? Self.longestList)
            guard least >= 0, most >= 1, least <= most, most <= 10_000 else {
                report(.outOfRange, entry.scalar("max") ?? scalar, "A list has between 0 and 10000 entries, `min` no more than `max`.")
                return nil
            }
            return .list(element, min: least, max: most)
        }
        return simpleType(scalar.text, scalar, entry, isItem: false)
    }

    private func listElement(_ text: String) -> String? {
        guard text.hasPrefix("list("), text.hasSuffix(")") else { return nil }
        return String(text.dropFirst(5).dropLast())
    }

    private mutating func simpleType(_ word: String, _ scalar: Tree.Scalar, _ entry: Entry, isItem: Bool) -> FieldType? {
        switch word {
        case "text": return textType(scalar, entry, isItem: isItem)
        case "whole": return wholeType(scalar, entry, isItem: isItem)
        case "yes_no": return .yesNo
        case "date": return .date
        case "person": return .person
        case "organisation": return .organisation
        case "choice": return choiceType(scalar, entry)
        case "criterion":
            guard let of = needed(entry, scalar, "the rubric") else { return nil }
            return rubric(of).map { .criterion(rubric: .always($0)) }
        case "row":
            guard let of = needed(entry, scalar, "the record") else { return nil }
            return resolve(of, .unknownRecord, "record", among: declared.records.keys.isEmpty ? [] : Array(declared.records.keys)).map { .row(record: $0) }
        default:
            let nearest = Nearest.name(to: word, among: Self.typeWords)
            report(.wrongType, scalar, "There is no type `\(word)`.", fix: nearest.map { "did you mean `\($0)`?" } ?? "write \(Self.typeWords.listed("or")), or `list(…)` of one of them.")
            return nil
        }
    }

    private mutating func textType(_ scalar: Tree.Scalar, _ entry: Entry, isItem: Bool) -> FieldType? {
        if isItem { return .text(max: Self.longestItem, words: nil) }
        let words = entry.whole("words")
        let most = entry.whole("max") ?? words.map { $0 * 12 } ?? Self.longestText
        guard most >= 1, most <= 120_000 else {
            report(.outOfRange, entry.scalar("max") ?? scalar, "A text has between 1 and 120000 characters.")
            return nil
        }
        return .text(max: most, words: words)
    }

    private mutating func wholeType(_ scalar: Tree.Scalar, _ entry: Entry, isItem: Bool) -> FieldType? {
        let (least, most) = isItem ? (0, 1_000_000) : (entry.whole("min") ?? 0, entry.whole("max") ?? 1_000_000)
        guard least <= most else {
            report(.outOfRange, entry.scalar("max") ?? scalar, "`min` is \(least), which is more than `max`, \(most).")
            return nil
        }
        return .whole(min: Int64(least), max: Int64(most))
    }

    private mutating func choiceType(_ scalar: Tree.Scalar, _ entry: Entry) -> FieldType? {
        let choices = entry.scalars("of").map(\.text)
        guard entry["of"]?.items != nil, !choices.isEmpty else {
            if entry["of"]?.mapping != nil { return nil }
            report(.missingKey, scalar, "A choice needs its choices.", fix: "add `of: [one, another]`.")
            return nil
        }
        for (index, choice) in entry.scalars("of").enumerated() where choices[..<index].contains(where: { $0.sameScalars(as: choice.text) }) {
            report(.nameTaken, choice, "The choice `\(choice.text)` is given twice.", fix: "keep one of them.")
        }
        return .choice(choices)
    }

    private mutating func needed(_ entry: Entry, _ scalar: Tree.Scalar, _ what: String) -> Tree.Scalar? {
        if let of = entry.scalar("of") { return of }
        report(.missingKey, scalar, "The type `\(scalar.text)` needs \(what).", fix: "add `of: NAME`.")
        return nil
    }

    // MARK: - Values

    /// A default's value; nil where it does not fit (and has been reported).
    mutating func value(_ scalar: Tree.Scalar, of type: FieldType) -> FieldValue? {
        switch (type, CoreScalar(scalar)) {
        case (.text(let most, _), _) where scalar.text.unicodeScalars.count <= most: return .text(scalar.text)
        case (.whole(let least, let most), .whole(let number)) where number >= least && number <= most: return .whole(number)
        case (.yesNo, .truth(let truth)): return .yesNo(truth)
        case (.date, _):
            if let day = Dates.read(scalar.text) { return .date(day) }
        case (.choice(let choices), _):
            return resolve(scalar, .outOfRange, "choice", among: choices).map { .text($0) }
        case (.text, _), (.whole, _), (.yesNo, _), (.person, _), (.organisation, _), (.criterion, _), (.row, _), (.list, _): break
        }
        report(.wrongType, scalar, "`\(scalar.text)` is not \(type.title), so it cannot be the default.")
        return nil
    }
}

extension FieldType {
    /// "a text of at most 500 characters".
    public var title: String {
        switch self {
        case .text(let most, let words): words.map { "a text of at most \($0) words" } ?? "a text of at most \(most) characters"
        case .whole(let least, let most): "a whole number from \(least) to \(most)"
        case .yesNo: "true or false"
        case .date: "a date such as 2027-01-12"
        case .choice(let choices): choices.listed("or")
        case .person: "a person"
        case .organisation: "an organisation"
        case .criterion: "a criterion of the rubric"
        case .row(let record): "the number of a row of `\(record)`"
        case .list(let element, let least, let most): "a list of \(least) to \(most) entries, each \(element.title)"
        }
    }
}
