import CEL

/// Comparisons of a choice with a word that is none of its choices: `event.decision == 'acepted'` would type, and be false
/// for ever.
///
/// Types do not tell choices apart from texts, so that the comparison is looked for in the text: `OWNER.FIELD == 'WORD'`,
/// either way round. Where the owner is the variable of a macro, a field of that name in any record that the expression
/// reads may be meant, and the word must be a choice of none of them to be a mistake.
struct ChoiceLiterals {
    let data: [Field]
    let event: [Field]
    let row: [Field]
    /// The fields of the records that the expression reads.
    let rows: [Field]
    let votes: [Vote]

    struct Mistake {
        var word: String
        var choices: [Name]
        /// Unicode scalars before the word's quote.
        var offset: Int
    }

    func mistakes(in text: String) -> [Mistake] {
        let scalars = Array(text.unicodeScalars)
        return Tokens(scalars).comparisons().compactMap { comparison in
            guard let choices = choices(owner: comparison.owner, field: comparison.field), !choices.contains(where: { $0.sameScalars(as: comparison.word) }) else { return nil }
            return Mistake(word: comparison.word, choices: choices, offset: comparison.offset)
        }
    }

    /// Every choice that the field may have; nil where it may be something else.
    private func choices(owner: String, field: String) -> [Name]? {
        if let vote = votes.first(where: { "votes.\($0.name)".sameScalars(as: owner) }) { return vote.choices }
        let fields: [Field] = switch owner {
        case "data": data
        case "event": event
        case "row": row
        case "roles", "sheets", "votes", "records", "clocks", "links", "actor", "subject": []
        default: rows
        }
        let named = fields.filter { $0.name.sameScalars(as: field) }
        var choices: [Name] = []
        for field in named {
            guard case .choice(let own) = field.type else { return nil }
            choices += own
        }
        return named.isEmpty ? nil : choices
    }
}

/// As much of the guard language's words as finding a comparison takes.
private struct Tokens {
    enum Token: Equatable { case word(String), text(String, offset: Int), equals, dot, other }

    private(set) var all: [Token] = []

    init(_ scalars: [Unicode.Scalar]) {
        var index = 0
        func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || (scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)) }
        while index < scalars.count {
            let start = index
            let scalar = scalars[index]
            if scalar == "'" || scalar == "\"" {
                index += 1
                while index < scalars.count, scalars[index] != scalar { index += scalars[index] == "\\" ? 2 : 1 }
                index = min(index + 1, scalars.count)
                let inner = scalars[min(start + 1, index)..<max(start + 1, index - 1)]
                all.append(inner.contains("\\") ? .other : .text(Tokens.string(inner), offset: start))
            } else if isWord(scalar) {
                while index < scalars.count, isWord(scalars[index]) { index += 1 }
                all.append(.word(Tokens.string(scalars[start..<index])))
            } else if scalar == "=" || scalar == "!", index + 1 < scalars.count, scalars[index + 1] == "=" {
                index += 2
                all.append(.equals)
            } else {
                index += 1
                if !scalar.isBlank, !scalar.isLineBreak { all.append(scalar == "." ? .dot : .other) }
            }
        }
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    func comparisons() -> [(owner: String, field: String, word: String, offset: Int)] {
        all.indices.compactMap { index in
            guard index >= 1, index + 1 < all.count, all[index] == .equals else { return nil }
            if case .text(let word, let offset) = all[index + 1], let path = path(endingAt: index - 1) { return (path.owner, path.field, word, offset) }
            if case .text(let word, let offset) = all[index - 1], let path = path(beginningAt: index + 1) { return (path.owner, path.field, word, offset) }
            return nil
        }
    }

    private func path(endingAt last: Int) -> (owner: String, field: String)? {
        guard last >= 2 else { return nil }
        if last >= 4, all[last - 3] == .dot { return outcome(beginningAt: last - 4) }
        return path(beginningAt: last - 2)
    }

    /// `votes.NAME.outcome`, the one longer path that has choices.
    private func outcome(beginningAt first: Int) -> (owner: String, field: String)? {
        guard first + 4 < all.count, all[first] == .word("votes"), all[first + 1] == .dot, case .word(let name) = all[first + 2], all[first + 3] == .dot,
              all[first + 4] == .word("outcome"), first == 0 || all[first - 1] != .dot
        else { return nil }
        return ("votes.\(name)", "outcome")
    }

    private func path(beginningAt first: Int) -> (owner: String, field: String)? {
        if let outcome = outcome(beginningAt: first) { return outcome }
        guard first + 2 < all.count, case .word(let owner) = all[first], all[first + 1] == .dot, case .word(let field) = all[first + 2],
              first + 3 >= all.count || all[first + 3] != .dot else { return nil }
        return (owner, field)
    }
}
