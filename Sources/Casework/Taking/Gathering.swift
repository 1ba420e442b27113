import Definitions
import OrderedCollections
import Rubrics

// Sheets: asked of raters, sealed apart, opened together in the deciding of the last seal, settled where they differ.

extension Working {
    /// Asks each holder of the sheet's roles for a sheet; what is sealed already stays.
    func collect(_ name: Name) throws(Refusal) {
        guard let sheet = workflow.sheets[name] else { return }
        if sheet.isOptional, self.case.collections[name] != nil { return }
        let due = sheet.by.flatMap { role in
            (self.case.holders[role] ?? []).map { Case.Collection.Rater(role: role, holder: $0.id) }
        }
        look(at: sheet.by.map { "holders.\($0)" })
        if let known = self.case.collections[name], !known.isOpen {
            look(at: ["sheets.\(name)", "sheets.\(name).sealed"])
            // A sheet that a leaver sealed stays hers, and counts for the part.
            let stay = known.sealed.filter { sealed in !due.contains { $0.role == sealed.role && $0.holder == sealed.holder } }
            let open = due.filter { rater in !stay.contains { $0.role == rater.role && workflow.roles[rater.role]?.isMany != true } }
            let asked = stay.map { Case.Collection.Rater(role: $0.role, holder: $0.holder) } + open
            if asked != known.due { emit(.collecting(sheet: name, rubric: known.rubric, hash: known.hash, due: asked)) }
        } else {
            look(at: ["sheets.\(name)"])
            let rubric = try situation.chosen(sheet.rubric)
            emit(.collecting(sheet: name, rubric: rubric, hash: situation.rubricHashes[rubric], due: due))
        }
    }

    /// Whoever owes sheets has changed: collections that are not open yet ask anew.
    func collectAnew() throws(Refusal) {
        for (name, collection) in self.case.collections where !collection.isOpen { try collect(name) }
        try askAnew()
    }

    /// Opens the sheets of a state that are all sealed, and counts its votes that are all cast.
    ///
    /// - Returns: whether everything that the state collects is open now, and decided.
    func openWhatIsComplete(of state: State) throws(Refusal) -> Bool {
        for name in state.collects where self.case.collections[name]?.isOpen == false {
            if isComplete(name) { try open(name) }
        }
        let isDecided = countWhatIsComplete(of: state)
        return isDecided && (!state.collects.isEmpty || !state.votes.isEmpty) && state.collects.allSatisfy { name in
            workflow.sheets[name]?.isOptional == true || self.case.collections[name]?.isOpen == true
        }
    }

    /// The states where the case stands in which everything that they collect is open, and decided.
    var decidedStates: Set<Name> {
        Set(collectingStates.filter { state in
            state.collects.allSatisfy { workflow.sheets[$0]?.isOptional == true || self.case.collections[$0]?.isOpen == true } && isDecided(state)
        }.map(\.path))
    }

    private var collectingStates: [State] {
        self.case.configuration.compactMap { workflow.states[$0] }.filter { !$0.collects.isEmpty || !$0.votes.isEmpty }
    }

    /// After something that no rule of a state did: opens and counts what nobody is waited for any more, moves the case on where that
    /// decides a state, and lets the machine take what it takes without an event.
    ///
    /// Where a part has fewer holders than it must have its sheets stay sealed: somebody may be appointed yet.
    /// - Parameter decided: states that were decided before.
    func goOn(but decided: Set<Name>) throws(Refusal) {
        for state in collectingStates where !decided.contains(state.path) && self.case.configuration.contains(state.path) {
            let isShort = state.collects.flatMap { workflow.sheets[$0]?.by ?? [] }.contains { role in
                workflow.roles[role].map { !$0.isOptional && self.case.holders[role]?.count ?? 0 < $0.minimum } ?? false
            }
            if !isShort, try openWhatIsComplete(of: state) { try move(on: "done.collect.\(state.path)") }
        }
        try settle()
    }

    /// Everybody who owes the sheet has sealed it, and no part that must be filled is empty.
    private func isComplete(_ name: Name) -> Bool {
        guard let sheet = workflow.sheets[name], let collection = self.case.collections[name] else { return false }
        let isCast = sheet.by.allSatisfy { role in
            workflow.roles[role]?.isOptional == true || collection.due.contains { $0.role == role }
        }
        return isCast && !collection.due.isEmpty && collection.due.allSatisfy { collection.hasSealed($0) }
    }

    private func open(_ name: Name) throws(Refusal) {
        guard let collection = self.case.collections[name] else { return }
        look(at: ["sheets.\(name)", "sheets.\(name).sealed"])
        let opened = try situation.openedSheets(name, collection)
        emit(.opened(sheet: name, unsettled: opened.unsettled()))
    }

    /// Seals the draft as the sheet of a rater; with the last one all are opened, and what follows is done.
    func seal(_ name: Name, by rater: Case.Collection.Rater, _ sealed: SealedSheet) throws(Refusal) {
        emit(.sealed(sheet: name, rater: rater, sealed))
        situation.sealed[name, default: []].append(.init(rater: rater, sheet: sealed))
        let gathering = workflow.states.values.filter { self.case.configuration.contains($0.path) && $0.collects.contains(name) }
        if gathering.isEmpty {
            if isComplete(name) { try open(name) }
            return try settle()
        }
        for state in gathering where try openWhatIsComplete(of: state) { try move(on: "done.collect.\(state.path)") }
    }

    /// One of the judgements on a criterion is chosen.
    func settle(_ name: Name, _ opening: Opening?) throws(Refusal) {
        guard let form = opening?.form, let criterion = form.text("criterion"), let role = form.text("chosen"),
              let collection = self.case.collections[name], collection.isOpen
        else { throw Refusal(.sheetNotAsked, "The sheets are not open yet, so there is nothing to settle.", place: name) }
        if let part = opening?.part, let settlers = workflow.sheets[name]?.settledBy, !settlers.contains(part.role) {
            throw Refusal(.notYours, "\(workflow.title(of: part.role)) does not choose between judgements on this sheet.", place: name)
        }
        look(at: ["sheets.\(name)"])
        let opened = try situation.openedSheets(name, collection)
        let rater = collection.sealed.first { $0.role == role }.map { collection.label(of: $0) } ?? role
        do throws(Settlement.Failure) {
            let settlement = try opened.settle(criterion, choosing: .rater(rater), by: act.by.id, because: form.text("reason") ?? "")
            emit(.settled(sheet: name, settlement))
        } catch {
            throw Refusal(.guardNotMet, error.sentence, place: criterion, remedy: error.remedy)
        }
    }
}

extension Working {
    /// Where nothing is chosen yet, the judgement nearest to another sheet's is; of several other sheets the first in their order decides.
    func settleNearest(_ name: Name, to other: Name, within most: Int?) throws(Refusal) {
        guard let collection = self.case.collections[name], collection.isOpen, self.case.collections[other]?.isOpen == true else {
            throw Refusal(.sheetNotAsked, "The sheets are not open yet, so there is nothing to settle.", place: name)
        }
        look(at: ["sheets.\(name)", "sheets.\(other)", "sheets.\(other).sealed"])
        guard let third = situation.sealed[other]?.first else { return }
        let opened = try situation.openedSheets(name, collection)
        let because = "It lies nearest to the judgement of \(workflow.title(of: third.rater.role))."
        for settlement in opened.nearest(to: third.sheet, on: collection.unsettled, within: most, by: act.by.id, because: because) {
            emit(.settled(sheet: name, settlement))
        }
    }
}

extension Case.Collection {
    /// Who a rater is on the opened sheets: her role, with the holder where several hold it.
    public func label(of rater: Rater) -> String {
        let alone = due.filter { $0.role == rater.role }.count < 2
        return alone ? rater.role : "\(rater.role):\(rater.holder)"
    }

    /// Sheets under what their raters are called now: that depends on who else is due, and may have changed since they sealed.
    public func labelled(_ sealed: [Situation.Sealed]) -> [SealedSheet] { sealed.map { $0.sheet.named(label(of: $0.rater)) } }

    func hasSealed(_ rater: Rater) -> Bool { sealed.contains { $0.role == rater.role && $0.holder == rater.holder } }
}

extension Situation {
    /// A collection's sheets, opened together.
    ///
    /// - Throws: `guard-error` where a sheet or the rubric is not at hand.
    func openedSheets(_ name: Name, _ collection: Case.Collection) throws(Refusal) -> OpenedSheets {
        guard let rubric = rubrics[collection.rubric] else {
            throw Refusal(.guardError, "The rubric \(collection.rubric) is not at hand.", place: name)
        }
        let tolerance = try workflow.sheets[name].map { sheet throws(Refusal) in try chosen(sheet.tolerance) }
        do throws(OpenedSheets.Failure) {
            return try OpenedSheets(
                collection.labelled(sealed[name] ?? []), due: collection.due.map(collection.label), under: rubric, tolerance: tolerance)
        } catch {
            throw Refusal(.guardError, error.description, place: name)
        }
    }
}

extension Refusal {
    /// A sheet is not asked for where the case stands; its remedy says where it is.
    public static func sheetNotAsked(_ name: Name, _ workflow: Workflow) -> Refusal {
        Refusal(.sheetNotAsked, "\(workflow.sheets[name]?.title.text() ?? name) is not asked for now.", place: name, remedy: workflow.whenAsked(name))
    }
}

extension Workflow {
    /// Where a sheet or a vote is asked for: "It is asked for at Judging apart."
    func whenAsked(_ name: Name) -> String? {
        let titles = states.values.filter { $0.collects.contains(name) || $0.votes.contains(name) }.map { $0.title.text() }
        return titles.isEmpty ? nil : "It is asked for at \(titles.joined(separator: ", "))."
    }
}
