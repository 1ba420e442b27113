extension DraftSheet {
    /// The longest reason, in characters (Unicode scalars).
    public static let longestReason = 1_000

    /// Fixes the sheet: every criterion answered or declared absent with its reason, and evidence where it is asked for.
    ///
    /// - Parameters:
    ///   - evidence: what the workflow asks for in place of the rubric's own rule.
    ///   - isThere: whether a reference names evidence that has been recorded; nil: evidence is named freely.
    /// - Throws: ``SheetMistakes``, all of them at once.
    public func sealed(
        under rubric: Rubric, evidence: Rubric.EvidenceRule? = nil, isThere: ((String) -> Bool)? = nil
    ) throws(SheetMistakes) -> SealedSheet {
        let mistakes = mistakes(under: rubric, evidence: evidence, isThere: isThere)
        guard mistakes.isEmpty else { throw SheetMistakes(all: mistakes) }
        let inOrder = rubric.criteria.compactMap { judgement(on: $0.id) }
        return SealedSheet(rubric: rubric.reference, rater: rater, judgements: inOrder, overall: overall)
    }

    /// What stands in the way of sealing, in the order of the rubric; none where nothing does.
    public func mistakes(
        under rubric: Rubric, evidence: Rubric.EvidenceRule? = nil, isThere: ((String) -> Bool)? = nil
    ) -> [SheetMistake] {
        var checks = SheetChecks(rubric: rubric, evidence: evidence ?? rubric.judgement.evidence, isThere: isThere)
        checks.begun(under: self.rubric)
        for judgement in judgements where rubric.criterion(judgement.criterion) == nil { checks.unknown(judgement) }
        for criterion in rubric.criteria { checks.check(judgement(on: criterion.id), on: criterion) }
        checks.check(overall, beside: judgements)
        return checks.mistakes
    }
}

/// One pass over a sheet, gathering what is wrong.
private struct SheetChecks {
    let rubric: Rubric
    let evidence: Rubric.EvidenceRule
    let isThere: ((String) -> Bool)?
    var mistakes: [SheetMistake] = []

    private mutating func add(_ code: SheetMistake.Code, _ criterion: String?, _ sentence: String, _ remedy: String) {
        mistakes.append(.init(criterion: criterion, code: code, sentence: sentence, remedy: remedy))
    }

    mutating func begun(under reference: DraftSheet.Reference) {
        guard reference != rubric.reference else { return }
        add(.otherRubric, nil, "The sheet was begun under \(reference), and \(rubric.reference) is asked for.", "Begin it anew under \(rubric.reference).")
    }

    mutating func unknown(_ judgement: Judgement) {
        add(.unknownCriterion, judgement.criterion, "\(rubric.title) has no criterion \(judgement.criterion).",
            "Use one of: \(rubric.criteria.map(\.id).joined(separator: ", ")).")
    }

    mutating func check(_ judgement: Judgement?, on criterion: Rubric.Criterion) {
        guard let judgement else {
            add(.notAnswered, criterion.id, "\(criterion.title) has no answer yet.", "Answer it, or say why there is no answer.")
            return
        }
        switch judgement.answer {
        case .level(let level):
            check(level: level, criterion.id)
            checkWords(judgement, criterion)
            checkEvidence(judgement, criterion)
        case .words:
            if rubric.profile != .narrative { add(.levelMissing, criterion.id, "\(criterion.title) has no level.", "Choose one of: \(levels).") }
            checkWords(judgement, criterion)
            checkEvidence(judgement, criterion)
        case .absent(let absence, let because):
            check(absence, because, criterion)
            checkLength(judgement.narrative, criterion)
        }
    }

    mutating func check(_ overall: DraftSheet.BestFit?, beside judgements: [Judgement]) {
        switch (rubric.aggregation, overall) {
        case (.bestFit(_), nil):
            add(.overallMissing, nil, "The level that fits best as a whole is not chosen yet.", "Choose one of: \(levels), and say why.")
        case (.bestFit(let cap), let overall?):
            check(level: overall.level, nil)
            if let cap { check(overall, within: cap, judgements) }
            checkReason(overall.because, needed: true, nil)
        case (.none, nil), (.floor, nil), (.sumWithFloor, nil), (.anyOne, nil): break
        case (.none, _?), (.floor, _?), (.sumWithFloor, _?), (.anyOne, _?):
            add(.overallRefused, nil, "\(rubric.title) takes no level for the whole.", "Leave it out.")
        }
    }

    /// A criterion that lies low bounds what the whole may be called.
    private mutating func check(_ overall: DraftSheet.BestFit, within cap: Rubric.Aggregation.Cap, _ judgements: [Judgement]) {
        guard let low = rubric.position(of: cap.any), let best = rubric.position(of: cap.atBest), let chosen = rubric.position(of: overall.level),
              chosen > best
        else { return }
        let weak = rubric.criteria.filter { criterion in
            guard case .level(let level)? = judgements.first(where: { $0.criterion.isSame(as: criterion.id) })?.answer else { return false }
            return rubric.position(of: level).map { $0 <= low } ?? false
        }
        guard !weak.isEmpty else { return }
        add(.overallTooHigh, nil, "\(weak.map(\.title).joined(separator: ", ")): \(rubric.scale[low].title). The whole is then not better than \(rubric.scale[best].title).",
            "Choose \(rubric.scale[best].title) or less, or look at the criterion again.")
    }

    private var levels: String { rubric.scale.map(\.id).joined(separator: ", ") }

    private mutating func check(level: String, _ criterion: String?) {
        if rubric.profile == .narrative {
            add(.levelRefused, criterion, "\(rubric.title) is judged in words, without levels.", "Write what was found and leave the level out.")
        } else if rubric.position(of: level) == nil {
            add(.unknownLevel, criterion, "\"\(level)\" is not a level of \(rubric.title).", "Choose one of: \(levels).")
        }
    }

    private mutating func check(_ absence: Absence, _ because: String, _ criterion: Rubric.Criterion) {
        guard absence != .erased, let allowed = rubric.judgement.absences.first(where: { $0.absence == absence }) else {
            let names = rubric.judgement.absences.map(\.absence.rawValue).joined(separator: ", ")
            add(.absenceNotAllowed, criterion.id, "\(criterion.title) may not stay without an answer as \(absence.rawValue).",
                names.isEmpty ? "Answer it." : "Answer it, or use one of: \(names).")
            return
        }
        checkReason(because, needed: allowed.needsReason, criterion.id)
    }

    private mutating func checkReason(_ reason: String, needed: Bool, _ criterion: String?) {
        if needed, reason.isBlank { add(.reasonMissing, criterion, "The reason is missing.", "Say why, in a sentence.") }
        if reason.unicodeScalars.count > DraftSheet.longestReason {
            add(.reasonTooLong, criterion, "The reason has more than \(DraftSheet.longestReason) characters.", "Shorten it.")
        }
    }

    private mutating func checkWords(_ judgement: Judgement, _ criterion: Rubric.Criterion) {
        if rubric.judgement.narrativeRequired, judgement.narrative.isBlank {
            add(.narrativeMissing, criterion.id, "\(criterion.title) says nothing in words.", "Write what was found.")
        }
        checkLength(judgement.narrative, criterion)
    }

    private mutating func checkLength(_ narrative: String, _ criterion: Rubric.Criterion) {
        let most = rubric.judgement.narrativeMaximum
        // A scalar has a byte at least.
        guard narrative.utf8.count > most else { return }
        let length = narrative.unicodeScalars.count
        if length > most {
            add(.narrativeTooLong, criterion.id, "The text on \(criterion.title) has \(length) characters; \(most) are allowed.", "Shorten it.")
        }
    }

    private mutating func checkEvidence(_ judgement: Judgement, _ criterion: Rubric.Criterion) {
        let items = judgement.evidence
        switch evidence {
        case .required where items.isEmpty:
            add(.evidenceMissing, criterion.id, "\(criterion.title) names no evidence.", "Name at least one item that the judgement rests on.")
        case .none where !items.isEmpty:
            add(.evidenceRefused, criterion.id, "\(rubric.title) takes no evidence.", "Leave it out.")
        case .required, .optional, .none: break
        }
        if items.count > Rubric.mostEvidence {
            add(.evidenceRefused, criterion.id, "More than \(Rubric.mostEvidence) items of evidence are named.", "Name the most telling ones.")
        }
        if Set(items.map { Array($0.utf8) }).count < items.count {
            add(.evidenceTwice, criterion.id, "An item of evidence is named twice.", "Name each once.")
        }
        for item in items where isThere?(item) == false {
            add(.evidenceUnknown, criterion.id, "\(criterion.title) names the evidence \(item), which is not there.", "Name what has been recorded, by its number.")
        }
    }
}

extension String {
    /// Whether there is nothing to read in it.
    var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
