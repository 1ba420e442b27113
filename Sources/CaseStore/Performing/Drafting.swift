import Casework
import Definitions
internal import GRDB
import JSON
import Rubrics

extension Performing {
    /// Keeps what a rater has put down so far. It is no fact: nobody but she sees it, and it may be changed until she seals it.
    func save(_ command: Command, _ id: Case.ID, _ sheet: Name, _ role: Name?, _ judgements: JSON.Object) throws {
        guard let state = try rows.case(id) else { throw try unknownCase(id, to: command.as) }
        let situation = try situation(for: state, command)
        let rater = try Deciding.rater(of: sheet, as: role, command, in: situation).get()
        guard let collection = state.collections[sheet], let rubric = situation.rubrics[collection.rubric] else {
            throw Refusal.sheetNotAsked(sheet, situation.workflow)
        }
        var draft = try rows.draft(sheet, rater, of: state, for: command.as) ?? DraftSheet(rubric: rubric.reference, rater: rater.holder)
        do throws(SheetShapeError) {
            try draft.judge(judgements, under: rubric)
        } catch {
            throw Refusal(.wrongType, error.sentence, place: error.place, remedy: "Give a level, or words, evidence and why something is absent.")
        }
        try refuseWrong(judgements, draft.mistakes(under: rubric, evidence: situation.workflow.sheets[sheet]?.evidenceRequired == true ? .required : nil))
        try Checksum.write(
            "draft", [id, sheet, rater.role, rater.holder, command.as, now.milliseconds, draft.json.text], in: db)
    }

    /// A draft may lack what it likes; what can never be sealed is said at once, to the one who still has it before her.
    private func refuseWrong(_ given: JSON.Object, _ mistakes: [SheetMistake]) throws(Refusal) {
        let details = mistakes.compactMap { mistake -> Refusal.Detail? in
            let place = mistake.criterion ?? Rubric.whole
            guard !mistake.code.isLack, given[place] != nil else { return nil }
            return Refusal.Detail(place: place, code: mistake.code.rawValue, sentence: "\(mistake.sentence) \(mistake.remedy)")
        }
        guard let first = details.first else { return }
        throw Refusal(.wrongType, "The draft was not saved.", place: first.place, remedy: "Mend these, then save it again.", details: details)
    }

    /// The draft that a command seals.
    func draft(_ sheet: Name, _ role: Name?, _ command: Command, in situation: Situation) throws -> DraftSheet? {
        guard let state = situation.case, let rater = try? Deciding.rater(of: sheet, as: role, command, in: situation).get() else { return nil }
        return try rows.draft(sheet, rater, of: state, for: command.as)
    }

    /// A sheet whose seal is set aside, or that is given back, is its rater's draft again, unless she has begun another.
    func bringBackDrafts(of decision: Decision, in situation: Situation) throws {
        for fact in decision.facts {
            switch fact {
            case .corrected(let correction):
                for entry in situation.past where correction.setAside.contains(entry.number) {
                    for case .sealed(let sheet, let rater, let sealed) in entry.facts {
                        // As it stood, with every slip that was mended.
                        let stood = situation.sealed[sheet]?.last { $0.rater.role == rater.role && $0.rater.holder == rater.holder }
                        try bringBack(sheet, stood?.rater ?? rater, stood?.sheet ?? sealed, of: situation.case?.id)
                    }
                }
            case .givenBack(let sheet):
                for sealed in situation.sealed[sheet] ?? [] { try bringBack(sheet, sealed.rater, sealed.sheet, of: situation.case?.id) }
            default: break
            }
        }
    }

    private func bringBack(_ sheet: Name, _ rater: Case.Collection.Rater, _ sealed: SealedSheet, of id: Case.ID?) throws {
        let key: [(any DatabaseValueConvertible)?] = [id, sheet, rater.role, rater.holder]
        let known = try db.cachedStatement(sql: "SELECT 1 FROM draft WHERE case_id = ? AND sheet = ? AND role = ? AND holder = ?")
        guard try Int.fetchOne(known, arguments: StatementArguments(key)) == nil else { return }
        try Checksum.write("draft", key + [rater.person ?? rater.holder, now.milliseconds, sealed.draft.json.text], in: db)
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
    /// The draft that a person goes on with: her own, or her team's where nobody is named for the part. One that a leaver left behind is
    /// nobody else's.
    func draft(_ sheet: Name, _ rater: Case.Collection.Rater, of state: Case, for person: String?) throws -> DraftSheet? {
        let statement = try db.cachedStatement(
            sql: "SELECT author, body FROM draft WHERE case_id = ? AND sheet = ? AND role = ? AND holder = ?")
        guard let row = try Row.fetchOne(statement, arguments: [state.id, sheet, rater.role, rater.holder]) else { return nil }
        let holder = state.holders[rater.role]?.first { $0.id == rater.holder }
        let (author, body): (String, String) = (row["author"], row["body"])
        guard author == person || holder?.person == nil else { return nil }
        return try Rows.reading("a draft of \(state.id)") { try DraftSheet(json: JSON.Value.parse(body)) }
    }
}
