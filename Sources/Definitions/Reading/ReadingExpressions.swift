import CEL

// Guards and values: compiled against what they may speak of, with each mistake at its place in the file.
extension WorkflowReader {
    /// The compiled expression; nil where it has mistakes (and they have been reported).
    mutating func expression(_ scalar: Tree.Scalar?, in environment: Deferred<Environment>, expecting type: CEL.`Type`?) -> Expression? {
        guard let scalar else { return nil }
        guard checksUse else {
            return Expression(compiled: Deferred { environment.value.program(kept: scalar.text, expecting: type) }, place: scalar.place)
        }
        switch environment.value.compile(scalar.text, expecting: type) {
        case .success(let program):
            noteReads(of: program)
            checkChoices(program, scalar)
            return Expression(compiled: Deferred(made: program), place: scalar.place)
        case .failure(let errors):
            let places = ScalarPlaces(scalar, in: source)
            for error in errors.errors where !isAboutBroken(error, scalar.text) {
                report(.expression, places.place(at: error.offset), length: error.length, ExpressionMessage.sentence(error), fix: error.suggestion.map { "did you mean `\($0)`?" })
            }
            return nil
        }
    }

    /// That words which are compared with a choice are among its choices.
    private mutating func checkChoices(_ program: Program, _ scalar: Tree.Scalar) {
        let records = program.references.paths.filter { $0.names.count > 1 && $0.names[0] == "records" }.compactMap { declared.records[$0.names[1]] }
        let literals = ChoiceLiterals(data: Array(declared.data.values), event: formInHand, row: updatedInHand?.fields ?? [], rows: records.flatMap(\.fields), votes: Array(declared.votes.values))
        for mistake in literals.mistakes(in: scalar.text) {
            let place = ScalarPlaces(scalar, in: source).place(at: mistake.offset)
            report(.expression, place, length: mistake.word.unicodeScalars.count + 2, "`\(mistake.word)` is not one of \(mistake.choices.listed("or")), so that the comparison says the same for ever.",
                fix: Nearest.name(to: mistake.word, among: mistake.choices).map { "did you mean `\($0)`?" })
        }
    }

    /// Whether an expression only misses a field whose own mistake has been told.
    private func isAboutBroken(_ error: CompileError, _ text: String) -> Bool {
        guard error.code == .unknownField else { return false }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text.unicodeScalars.dropFirst(error.offset).prefix(error.length))
        return broken.contains(String(view))
    }

    mutating func guarding(_ scalar: Tree.Scalar?, in environment: Deferred<Environment>, otherwise: Words?, isMust: Bool) -> Guard? {
        expression(scalar, in: environment, expecting: .bool).map {
            Guard(compiled: $0.compiled, otherwise: otherwise, isMust: isMust, place: $0.place)
        }
    }

    /// `when` or `expect`: an expression, a guard with its sentence, or a list of them.
    mutating func guards(_ entry: Entry, _ key: String, isMust: Bool, in environment: Deferred<Environment>) -> [Guard] {
        guard let tree = entry[key] else { return [] }
        return tree.oneOrMore.compactMap { item in
            if let scalar = item.scalar { return guarding(scalar, in: environment, otherwise: nil, isMust: isMust) }
            let entry = Entry(item)
            var condition = guarding(entry.scalar("that"), in: environment, otherwise: entry.words("else"), isMust: isMust)
            condition?.waivedBy = waivers(entry, isMust: isMust)
            return condition
        }
    }

    private mutating func waivers(_ entry: Entry, isMust: Bool) -> [Name] {
        guard let key = entry.map.key("waived_by") else { return [] }
        if !isMust { report(.contradiction, key, "What is only expected is accepted as it is, and needs no waiver.", fix: "take `waived_by` out, or put the condition under `when`.") }
        return roles(entry.scalars("waived_by"))
    }

    /// The expression for a datum or field; a text that is written out is held to the choices.
    mutating func value(_ scalar: Tree.Scalar?, for type: FieldType, in environment: Deferred<Environment>) -> Expression? {
        guard let scalar else { return nil }
        if case .choice(let choices) = type, let word = ExpressionMessage.literal(scalar.text), !choices.contains(where: { $0.sameScalars(as: word) }) {
            report(.expression, scalar, "`\(word)` is not one of \(choices.listed("or")).", fix: Nearest.name(to: word, among: choices).map { "did you mean `\($0)`?" })
            return nil
        }
        return expression(scalar, in: environment, expecting: type.guardType)
    }

    /// Remembers which data an expression reads, for data that are never set.
    private mutating func noteReads(of program: Program) {
        for path in program.references.paths where path.names.count > 1 && path.names[0] == "data" && path.use == .value { readData.insert(path.names[1]) }
    }
}

/// The guard language's messages in the words of the file.
enum ExpressionMessage {
    /// A sentence with a capital letter and a full stop, and without the suggestion, which is shown as the fix.
    static func sentence(_ error: CompileError) -> String {
        var text = error.message
        if let question = text.range(of: "; did you mean") { text = String(text[..<question.lowerBound]) }
        guard let first = text.first else { return "The expression is not right." }
        text = first.uppercased() + text.dropFirst()
        return text.hasSuffix(".") ? text : text + "."
    }

    /// The text of an expression that is nothing but a text in quotes.
    static func literal(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count >= 2, let quote = scalars.first, quote == "'" || quote == "\"", scalars.last == quote else { return nil }
        let inner = scalars.dropFirst().dropLast()
        guard !inner.contains(quote), !inner.contains("\\") else { return nil }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: inner)
        return String(view)
    }
}
