import CivilTime

extension Register {
    /// What is known of a person on a day, in sentences: credentials that have not ended, and her ties, whatever their kind.
    ///
    /// Notes are private and said nowhere.
    public func standing(of person: String, on day: Day) -> [String] {
        let credentials = credentials(of: person).filter { !$0.isVoid && $0.days.through.map { $0 >= day } ?? true }.map(sentence)
        let ties = interests(of: .person(person), on: day).map { tie in
            "\(tie.kind.replacing("_", with: " ")): \(name(tie.one == .person(person) ? tie.other : tie.one)), since \(tie.since.spelled)"
        }
        return credentials + ties
    }

    private func sentence(_ credential: Credential) -> String {
        var parts = [credential.kind.replacing("_", with: " ")]
        if let area = credential.area { parts[0] += " (\(area))" }
        if let from = credential.days.from { parts.append("from \(from.spelled)") }
        if let through = credential.days.through { parts.append("until \(through.spelled)") }
        if let givenBy = credential.givenBy { parts.append("given by \(givenBy)") }
        if let conditions = credential.conditions { parts.append("with conditions: \(conditions)") }
        if let pause = credential.pauses.last, pause.through == nil, let from = pause.from { parts.append("resting since \(from.spelled)") }
        return parts.joined(separator: ", ")
    }
}
