import Rubrics

/// What the tests of this folder share: three small rubrics.
enum Example {
    static let levels = [Rubric.Level("beginning", "Beginning"), .init("developing", "Developing"), .init("embedding", "Embedding"), .init("leading", "Leading")]

    static let graded = Rubric(
        name: "growth", title: "How far a hub has come", profile: .graded, scale: levels,
        judgement: .init(
            narrativeRequired: true, narrativeMaximum: 60, evidence: .required,
            absences: [.init(.notSeen, "Not enough seen"), .init(.notApplicable, "Not offered here")]),
        tolerance: 1, criteria: [.init("leadership", "Leadership"), .init("itt", "Initial teacher training"), .init("cpd", "Development")])

    static let narrative = Rubric(
        name: "audit", title: "Self-audit", profile: .narrative, judgement: .init(narrativeRequired: true, narrativeMaximum: 200),
        criteria: [.init("capacity", "Capacity")])

    static func sheet(_ rater: String, _ answers: (String, Judgement.Answer)..., rubric: Rubric = graded) throws -> SealedSheet {
        let judgements = answers.map { criterion, answer in
            if case .absent = answer { return Judgement(criterion, answer) }
            return Judgement(criterion, answer, narrative: "seen", evidence: ["1"])
        }
        return try DraftSheet(rubric: rubric.reference, rater: rater, judgements: judgements).sealed(under: rubric)
    }
}
