import Casework
import Definitions
internal import GRDB
import JSON
import Rubrics

extension Performing {
    /// Keeps what a rater has put down so far. It is no fact: nobody but she sees it, and it may be changed until she seals it.
    func save(_ command: Command, _ id: Case.ID, _ sheet: Name, _ role: Name?, _ judgements: JSON.Object) throws {
        guard let state = try rows.case(id) else { throw try unknownCase(id) }
        let situation = try situation(for: state, command)
        let rater = try Deciding.rater(of: sheet, as: role, command, in: situation).get()
        guard let collection = state.collections[sheet], let rubric = situation.rubrics[collection.rubric] else {
            throw Refusal(.sheetNotAsked, "The sheet \(sheet) is not asked for now.", place: sheet)
        }
        var draft = try rows.draft(sheet, rater, of: id) ?? DraftSheet(rubric: rubric.reference, rater: rater.holder)
        do throws(SheetShapeError) {
            try draft.judge(judgements)
        } catch {
            throw Refusal(.wrongType, error.sentence, place: error.place, remedy: "Give a level, or words, evidence and why something is absent.")
        }
        try Checksum.write(
            "draft", [id, sheet, rater.role, rater.holder, command.as, now.milliseconds, draft.json.text], in: db)
    }

    /// The draft that a command seals.
    func draft(_ sheet: Name, _ role: Name?, _ command: Command, in situation: Situation) throws -> DraftSheet? {
        guard let state = situation.case, let rater = try? Deciding.rater(of: sheet, as: role, command, in: situation).get() else { return nil }
        return try rows.draft(sheet, rater, of: state.id)
    }

    /// A sealed sheet has no draft any more.
    func forgetDrafts(sealedBy decision: Decision, in id: Case.ID) throws {
        for case .sealed(let sheet, let rater, _) in decision.facts {
            try db.cachedStatement(sql: "DELETE FROM draft WHERE case_id = ? AND sheet = ? AND role = ? AND holder = ?")
                .execute(arguments: [id, sheet, rater.role, rater.holder])
        }
    }
}

extension Rows {
    func draft(_ sheet: Name, _ rater: Case.Collection.Rater, of id: Case.ID) throws -> DraftSheet? {
        let statement = try db.cachedStatement(
            sql: "SELECT body FROM draft WHERE case_id = ? AND sheet = ? AND role = ? AND holder = ?")
        guard let body = try String.fetchOne(statement, arguments: [id, sheet, rater.role, rater.holder]) else { return nil }
        return try Rows.reading("a draft of \(id)") { try DraftSheet(json: JSON.Value.parse(body)) }
    }
}
