import Definitions

extension Deciding {
    /// Whose sheet a person writes: the rater that owes it, and for whom she may act.
    ///
    /// - Returns: a refusal where the sheet is not asked for now, not of her, or is sealed.
    public static func rater(
        of sheet: Name, as role: Name?, _ command: Command, in situation: Situation
    ) -> Result<Case.Collection.Rater, Refusal> {
        Result { () throws(Refusal) in
            guard let current = situation.case else { throw Refusal(.unknownCase, "There is no such case.") }
            return try rater(sheet, role, command.as, working(command, current.id, situation))
        }
    }
}
