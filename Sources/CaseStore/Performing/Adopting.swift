import Calendars
import Casework
import Definitions
import Rubrics

extension Performing {
    var shelf: Shelf { Shelf(db: db, checked: store.checked, remembered: remembered) }

    /// The workflow under which a new case begins: the newest that there is, taken into use if the file has not used it.
    mutating func adopted(_ name: Name) throws -> Workflow {
        let latest = try shelf.latest(.workflow, name)
        guard let text = store.sources.find(.workflow, name) else {
            guard let latest else { throw unknownWorkflow(name) }
            return try shelf.workflow(latest.hash)
        }
        if let latest, try shelf.source(latest.hash)?.text == text.text { return try shelf.workflow(latest.hash) }
        var adoption = Adoption(shelf: shelf, sources: store.sources)
        let reference = try adoption.workflow(text)
        if let latest, latest.version > reference.version { return try shelf.workflow(latest.hash) }
        try write(adoption)
        return try shelf.workflow(reference.hash)
    }

    /// Takes definitions into use, as an entry of the file.
    mutating func write(_ adoption: Adoption) throws {
        for (hash, source) in adoption.texts { try shelf.keep(source, hash: hash) }
        let decision = Decision(facts: adoption.facts, happened: .instant(now))
        try writing.append(decision, to: Entry.fileStream, .init(actor: "triad", word: "adopt"))
    }

    func unknownWorkflow(_ name: Name) -> Refusal {
        let known = (try? shelf.lines().filter { $0.kind == .workflow }.map(\.name)) ?? []
        let nearest = Nearest.name(to: name, among: known)
        return Refusal(
            .unknownWorkflow, "There is no workflow \(name).", place: name,
            remedy: nearest.map { "Did you mean \($0)?" } ?? "`triad definitions` shows those in use; `triad adopt` takes a file into use.")
    }
}

/// Definitions that are about to be taken into use, with those that they name.
struct Adoption {
    let shelf: Shelf
    let sources: DefinitionSources
    private(set) var facts: [Fact] = []
    private(set) var texts: [(hash: String, source: Source)] = []
    private var names: Set<Name> = []

    init(shelf: Shelf, sources: DefinitionSources) {
        self.shelf = shelf
        self.sources = sources
    }

    /// Reads and checks a workflow, and takes it, its rubrics, its calendar and the workflows that it starts into use.
    ///
    /// - Throws: ``Refusal`` `bad-definition` with every mistake, or where the same version has other content.
    @discardableResult
    mutating func workflow(_ text: DefinitionSources.Text) throws -> Workflow.Reference {
        let found = try read(text) { $0.read(workflow: text.text, file: text.file) }
        let workflow = found.value
        names.insert(workflow.reference.name)
        try take(.workflow, workflow.reference, found.source)
        try beside(.calendar, workflow.calendar)
        for sheet in workflow.sheets.values {
            for rubric in sheet.rubrics { try beside(.rubric, rubric) }
        }
        for rubric in workflow.rubricsOfCriteria { try beside(.rubric, rubric) }
        for link in workflow.links.values where !names.contains(link.workflow) {
            guard let text = sources.find(.workflow, link.workflow) else { continue }
            names.insert(link.workflow)
            try self.workflow(text)
        }
        return workflow.reference
    }

    @discardableResult
    mutating func rubric(_ text: DefinitionSources.Text) throws -> Workflow.Reference {
        let found = try read(text) { $0.read(rubric: text.text, file: text.file) }
        try take(.rubric, found.reference, found.source)
        return found.reference
    }

    @discardableResult
    mutating func calendar(_ text: DefinitionSources.Text) throws -> Checked<SchoolCalendar> {
        let found = try read(text) { $0.read(calendar: text.text, file: text.file) }
        try take(.calendar, found.reference, found.source)
        return found
    }

    /// The same without these facts: what is taken into use beside a definition that somebody named.
    func besides(_ named: [Fact]) -> Adoption {
        var rest = self
        rest.facts.removeAll { named.contains($0) }
        return rest
    }

    /// A definition that a workflow names: the newest there is.
    private mutating func beside(_ kind: Command.DefinitionKind, _ name: Name) throws {
        guard names.insert("\(kind.rawValue) \(name)").inserted else { return }
        let latest = try shelf.latest(kind, name)
        // Clocks run by a calendar in use: another version of it is applied, never come by.
        if kind == .calendar, latest != nil { return }
        guard let text = sources.find(kind, name) else {
            guard latest != nil else {
                throw Refusal(
                    .badDefinition, "The \(kind.rawValue) \(name) is named and is not there.", place: name,
                    remedy: "Put it beside the workflow, or take it into use first.")
            }
            return
        }
        switch kind {
        case .rubric: try rubric(text)
        case .calendar: try calendar(text)
        case .workflow: try workflow(text)
        }
    }

    private mutating func take(_ kind: Command.DefinitionKind, _ reference: Workflow.Reference, _ source: Source) throws {
        if let known = try shelf.line(kind, reference.name, version: reference.version) {
            guard known.hash == reference.hash else {
                throw Refusal(
                    .badDefinition, "\(reference.name) \(reference.version) is in use with other content.", place: source.file,
                    remedy: "Raise its version; what cases run under never changes.")
            }
            return
        }
        facts.append(.defined(kind: kind, name: reference.name, version: reference.version, hash: reference.hash))
        texts.append((reference.hash, source))
    }

    private func read<Value>(
        _ text: DefinitionSources.Text, _ read: (DefinitionReader) -> Result<Checked<Value>, Mistakes>
    ) throws -> Checked<Value> {
        switch read(DefinitionReader(library: Library(templates: sources.templates()))) {
        case .success(let checked): return checked
        case .failure(let mistakes):
            throw Refusal.badDefinition(mistakes.findings)
        }
    }
}

extension Sheet {
    /// The rubrics by which it may be judged.
    var rubrics: [Name] {
        switch rubric {
        case .always(let name): [name]
        case .by(_, let names): Set(names.values).sorted()
        }
    }
}

extension Workflow {
    /// The rubrics whose criteria fields name, or votes give reasons for; each once.
    fileprivate var rubricsOfCriteria: [Name] {
        var names: [Name] = []
        let fields = data.values.map(\.type) + records.values.flatMap { $0.fields.map(\.type) } + rules.flatMap { $0.form.map(\.type) }
        for type in fields {
            switch type {
            case .criterion(let rubric), .list(.criterion(let rubric), _, _): names += rubric.values
            case .text, .whole, .yesNo, .date, .choice, .person, .organisation, .row, .list: break
            }
        }
        for vote in votes.values { if case .each(let rubric, _) = vote.reasons { names.append(rubric) } }
        return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
