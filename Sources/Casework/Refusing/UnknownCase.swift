import Definitions

extension Refusal {
    /// There is no such case; in the same words where there is one of which the sender may not know.
    public static func unknownCase(_ id: Case.ID) -> Refusal { unknownCase(id, remedy: "`triad cases` shows the cases.") }

    /// The same, with the nearest among the cases of which she may know.
    ///
    /// - Parameter isSeen: whether she may know of a case.
    public static func unknownCase(_ id: Case.ID, among names: [Case.ID], _ isSeen: (Case.ID) throws -> Bool) rethrows -> Refusal {
        var names = names, looked = 0
        while looked < mostLooked, let nearest = Nearest.name(to: id, among: names) {
            if try isSeen(nearest) { return unknownCase(id, remedy: "Did you mean \(nearest)?") }
            names.removeAll { $0 == nearest }
            looked += 1
        }
        return unknownCase(id)
    }

    /// So many near names are looked at, so that a file full of hidden cases holds up nobody.
    private static let mostLooked = 20

    private static func unknownCase(_ id: Case.ID, remedy: String) -> Refusal {
        Refusal(.unknownCase, "There is no case \(id).", place: id, remedy: remedy)
    }
}
