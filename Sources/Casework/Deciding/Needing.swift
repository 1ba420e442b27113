import CEL
import Definitions
import JSON
import OrderedCollections

extension Deciding {
    /// What must be loaded before a command to a case can be decided: the records and sheets that the guards in question name, and
    /// the people and organisations of the command and the cast.
    ///
    /// Of each organisation the register's slice holds everybody with a post there, of each person all posts, interests and
    /// credentials, since ties go through them.
    /// - Parameter current: nil while the case begins.
    public static func needs(for act: Command.Act, as person: String, case current: Case?, workflow: Workflow) -> Needs {
        var needing = Needing(workflow: workflow, case: current)
        needing.needs.people.insert(person)
        switch act {
        case .event(_, let event, let form):
            needing.add(event: event, form: form)
            for rule in workflow.rules(of: event) { needing.add(acting: rule.by.roles, person) }
        case .seal(_, let sheet, _):
            needing.add(sealing: sheet)
            needing.add(acting: workflow.sheets[sheet]?.by ?? [], person)
        case .vote(_, let vote, _, _, _, _):
            needing.add(vote: vote)
            needing.add(acting: workflow.votes[vote]?.by ?? [], person)
            needing.addStanding()
        case .draft(_, let sheet, _, _):
            needing.addRubrics(of: sheet)
            needing.add(acting: workflow.sheets[sheet]?.by ?? [], person)
        case .confirmClosed(_, let clock): needing.add(clock: clock)
        case .carryOn: break
        // What a paper that comes with it belongs to.
        case .confirmTyped: needing.needs.past = true
        case .amend(_, let amendment, _):
            needing.add(amendment.data, as: Array(workflow.data.values))
            needing.addAnywhere()
        case .adopt(let name, let subject, _, let roles, let data, _):
            needing.addStart(name, subject, roles, data)
            needing.addAnywhere()
        case .appoint(_, let role, let person, let organisation, _, _, let team):
            needing.add(appointing: role)
            needing.needs.people.formUnion([person].compactMap { $0 } + team)
            needing.needs.organisations.formUnion([organisation].compactMap { $0 })
            needing.addCast()
        case .release: needing.addCast()
        case .start(let name, let subject, _, let roles, let data): needing.addStart(name, subject, roles, data)
        case .undo: needing.addPast()
        case .correct(_, _, let asked, _, _):
            needing.addPast()
            switch asked {
            case .clerical(let form, _, let by):
                needing.add(slipIn: form, by: by)
                for role in workflow.roles.keys { needing.add(appointing: role) }
            case .answer: for slip in current?.slips ?? [] { needing.add(slipIn: slip.form, by: nil) }
            case .setAside: break
            }
        case .waive(_, let event, _, _): needing.add(event: event, form: [:])
        case .letterSent, .register, .coordinate, .adoptDefinition, .applyCalendar, .timetable, .propose, .accept, .confide, .setClock, .erase: break
        }
        return needing.needs
    }

    /// What must be loaded to say why an event can or cannot be sent, wherever the case stands: what all its rules look at.
    public static func needs(toExplain event: Name, _ form: JSON.Object, as person: String, case current: Case, workflow: Workflow) -> Needs {
        var needing = Needing(workflow: workflow, case: current)
        needing.needs.people.insert(person)
        needing.add(event: event, form: form)
        for rule in workflow.rules(of: event) {
            needing.add(rule)
            needing.add(form, as: rule.form)
            needing.add(acting: rule.by.roles, person)
        }
        return needing.needs
    }

    /// The same for a clock's strike.
    public static func needs(forStrike clock: Name, case current: Case, workflow: Workflow) -> Needs {
        var needing = Needing(workflow: workflow, case: current)
        needing.add(clock: clock)
        return needing.needs
    }

    /// What says whether people may have parts in a case: its cast, and who held a part before where a role asks for that.
    public static func needs(toGive roles: Set<Name>, among people: Set<String>, case current: Case, workflow: Workflow) -> Needs {
        var needing = Needing(workflow: workflow, case: current)
        for role in roles { needing.add(appointing: role) }
        needing.needs.people.formUnion(people)
        return needing.needs
    }

    /// The same for a message of another case; for ``Message/begin(_:)`` without a case.
    public static func needs(for message: Message, case current: Case?, workflow: Workflow) -> Needs {
        var needing = Needing(workflow: workflow, case: current)
        switch message {
        case .event(_, _, let event, let values, _):
            var form = JSON.Object()
            for named in values { form.append(named.name, named.value.json) }
            needing.add(event: event, form: form)
        case .ended, .reopened: needing.addStanding()
        case .corrected: needing.addPast()
        case .register: break
        case .begin(let beginning):
            needing.add(beginning.subject)
            for appointment in beginning.holders { needing.add(appointment.holder) }
            if let parent = beginning.parent, workflow.roles.keys.contains(where: workflow.looksBack) { needing.needs.earlier.insert(parent) }
            var data = JSON.Object()
            for named in beginning.data { data.append(named.name, named.value.json) }
            needing.add(data, as: Array(workflow.data.values))
            needing.addBeginning()
        }
        return needing.needs
    }

    /// The people and organisations that hold the parts of a case: whose days its clocks count.
    public static func needs(ofCast current: Case, workflow: Workflow) -> Needs { Needing(workflow: workflow, case: current).needs }

    /// What must be loaded to show a case or its inbox: no guard is judged for that.
    public static func needs(toShow current: Case, as person: String?, workflow: Workflow) -> Needs {
        var needing = Needing(workflow: workflow, case: current)
        needing.needs.people.formUnion([person].compactMap { $0 })
        for id in needing.active.flatMap({ workflow.states[$0]?.events ?? [] }) {
            if let rule = workflow.rule(id) { needing.add(shown: rule) }
        }
        for rule in workflow.anytime { needing.add(shown: rule) }
        for name in needing.active {
            needing.add(collectedBy: name)
            needing.add(waitingIn: name)
        }
        // The titles of criteria that stand in its data and rows.
        needing.add(criteriaOf: workflow.data.values.filter { current.data[$0.name] != nil })
        for record in workflow.records.values where current.rows[record.name] != nil { needing.add(criteriaOf: record.fields) }
        return needing.needs
    }
}

private struct Needing {
    let workflow: Workflow
    let current: Case?
    var needs = Needs()

    init(workflow: Workflow, case current: Case?) {
        self.workflow = workflow
        self.current = current
        guard let current else { return }
        for holders in current.holders.values {
            for holder in holders { add(holder) }
        }
        add(current.subject)
        // Whoever a datum names may be appointed from it.
        for field in workflow.dataNamingSomebody { current.data[field.name].map { add($0.json, as: field) } }
    }

    var active: [Name] { current?.hasEnded == false ? current?.configuration ?? [] : [] }

    // MARK: What is asked

    mutating func add(event: Name, form: JSON.Object) {
        let rules = workflow.rules(of: event).filter { rule in rule.state.map(active.contains) ?? true }
        for rule in rules {
            add(rule)
            add(form, as: rule.form)
            for sheet in rule.returns?.sheets ?? [] { add(sheet: sheet) }
        }
        add(standing: active, entering: rules.flatMap(\.targets))
        if let current { add(late: event, form, workflow.windowsMissed(by: event, current)) }
    }

    /// What came before a window closed upon silence: how it closed is looked up, and the case may go back there.
    private mutating func add(late event: Name, _ form: JSON.Object, _ windows: [Clock]) {
        guard !windows.isEmpty else { return }
        needs.past = true
        for rule in workflow.rules(of: event) where windows.contains(where: { $0.state == rule.state }) {
            add(rule)
            add(form, as: rule.form)
            add(standing: windows.map(\.state), entering: rule.targets + windows.map(\.state))
        }
    }

    mutating func add(clock name: Name) {
        let clock = workflow.clock(name)
        if let event = clock?.sends { add(event: event, form: [:]) } else { addStanding() }
        // Its reminder is not written to whoever has done her part.
        if let clock, clock.reminder != nil { add(waitingIn: clock.state) }
    }

    mutating func add(sealing sheet: Name) {
        add(sheet: sheet)
        addStanding()
    }

    /// What a role's conditions read, and who held a part before, where it asks for somebody who did not.
    mutating func add(appointing role: Name) {
        for condition in workflow.roles[role]?.conditions ?? [] { add(condition.program, row: nil) }
        guard workflow.looksBack(for: role) else { return }
        needs.past = true
        needs.earlier.formUnion((current?.links.values.flatMap(\.self) ?? []).map(\.id))
    }

    /// The same of somebody who acts for an organisation in the role: she came into it without having been named.
    mutating func add(acting roles: [Name], _ person: String) {
        for role in roles where current?.holders[role]?.contains(where: { $0.organisation != nil && $0.person != person }) == true { add(appointing: role) }
    }

    /// A change of holders can open sheets and move the case.
    mutating func addCast() {
        for (name, collection) in current?.collections ?? [:] where !collection.isOpen { add(sheet: name) }
        for (name, ballot) in current?.ballots ?? [:] where !ballot.isOpen { add(vote: name) }
        for event in current?.signatures.keys ?? [] { add(event: event, form: [:]) }
        addStanding()
    }

    mutating func addStanding() { add(standing: active, entering: []) }

    mutating func addStart(_ name: Name, _ subject: Case.Subject, _ roles: [Command.RoleAssignment], _ data: JSON.Object) {
        needs.workflows.insert(name)
        add(subject)
        needs.people.formUnion(roles.compactMap(\.person))
        needs.organisations.formUnion(roles.compactMap(\.organisation))
        add(data, as: Array(workflow.data.values))
        addBeginning()
    }

    /// Whatever a case may come by in any state.
    mutating func addAnywhere() { add(standing: Array(workflow.states.keys), entering: []) }

    mutating func addBeginning() { add(standing: [], entering: workflow.states.values.filter { $0.parent == nil }.map(\.path)) }

    /// What happened so far, and the sheets that may be compared anew.
    mutating func addPast() {
        needs.past = true
        for sheet in current?.collections.keys ?? [] { add(sheet: sheet) }
        for vote in current?.ballots.keys ?? [] { add(vote: vote) }
        needs.subjects.formUnion(current?.links.keys ?? [])
        for rule in workflow.rules { add(criteriaOf: rule.form) }
    }

    /// What a form may name.
    mutating func add(slipIn form: JSON.Object, by person: String?) {
        needs.people.formUnion([person].compactMap(\.self))
        for rule in workflow.rules { add(form, as: rule.form) }
    }

    // MARK: What that rests on

    mutating func add(_ rule: EventRule) {
        for condition in rule.guards { add(condition.program, row: rule.updatedRecord) }
        for effect in rule.effects { add(effect, row: rule.updatedRecord) }
        if rule.namesActor { for role in rule.by.roles { add(appointing: role) } }
        add(shown: rule)
    }

    /// What a rule's form offers to choose from.
    mutating func add(shown rule: EventRule) {
        add(criteriaOf: rule.form)
        if let sheet = rule.settledSheet { add(sheet: sheet) }
    }

    /// Everything that the machine may come by without another event: in the states that are active, in those that are entered, and
    /// in all that they lead to.
    mutating func add(standing: [Name], entering targets: [Name]) {
        var seen = Set<Name>()
        var waiting = targets
        for name in standing where seen.insert(name).inserted { waiting += add(state: name) }
        while let target = waiting.popLast() {
            for name in entered(by: target) where seen.insert(name).inserted { waiting += add(state: name) }
        }
    }

    /// The states that may be entered on the way to a target: it, some of those within, and those around it.
    private func entered(by target: Name) -> [Name] {
        let path = target.hasSuffix(".history") ? target.parentPath : target
        return workflow.states.keys.filter { $0 == path || $0.isPath(within: path) || path.isPath(within: $0) }
    }

    /// - Returns: where the state may lead without another event.
    private mutating func add(state name: Name) -> [Name] {
        guard let state = workflow.states[name] else { return [] }
        add(collectedBy: name)
        for clock in state.clocks { if case .date(let expression) = clock.base { add(expression.program, row: nil) } }
        var targets = addAlways(name)
        for rule in workflow.ownRules(of: name) {
            add(rule)
            targets += rule.targets
        }
        return targets
    }

    mutating func add(collectedBy name: Name) {
        guard let state = workflow.states[name] else { return }
        for sheet in state.collects { addRubrics(of: sheet) }
        for vote in state.votes { add(vote: vote) }
        if state.collects.contains(where: { current?.collections[$0]?.isOpen == false }) {
            for sheet in state.collects { add(sheet: sheet) }
        }
    }

    /// What says who has done her part in a state.
    mutating func add(waitingIn name: Name) {
        for (_, condition) in workflow.states[name]?.waitsUntil ?? [:] { add(condition.program, row: nil) }
    }

    private mutating func addAlways(_ name: Name) -> [Name] {
        guard let index = workflow.machine.state(name) else { return [] }
        var targets: [Name] = []
        for transition in workflow.machine.transitions(of: index) where workflow.machine.shape(of: transition).events.isEmpty {
            if case .when(let condition)? = workflow.machine.condition(of: transition) { add(condition.program, row: nil) }
            for effect in workflow.machine.actions(of: transition) { add(effect, row: nil) }
            targets += workflow.machine.shape(of: transition).targets.map { workflow.machine.id(of: $0) }
        }
        return targets
    }

    /// A ballot that votes are cast in: those that are, and the rubric of their reasons.
    mutating func add(vote name: Name) {
        if current?.ballots[name] != nil { needs.votes.insert(name) }
        if case .each(let rubric, _) = workflow.votes[name]?.reasons { needs.rubrics.insert(rubric) }
    }

    mutating func add(sheet name: Name) {
        needs.sheets.insert(name)
        addRubrics(of: name)
    }

    /// By which a sheet may be judged, or is judged already.
    mutating func addRubrics(of sheet: Name) {
        if let rubric = current?.collections[sheet]?.rubric { needs.rubrics.insert(rubric) }
        switch workflow.sheets[sheet]?.rubric {
        case .always(let rubric): needs.rubrics.insert(rubric)
        case .by(_, let rubrics): needs.rubrics.formUnion(rubrics.values)
        case nil: break
        }
    }

    mutating func add(_ holder: Case.Holder) {
        if let person = holder.person { needs.people.insert(person) }
        needs.people.formUnion(holder.team)
        if let organisation = holder.organisation { needs.organisations.insert(organisation) }
    }

    mutating func add(_ subject: Case.Subject) {
        switch subject {
        case .organisation(let id): needs.organisations.insert(id)
        case .person(let id): needs.people.insert(id)
        case .group(let ids): needs.organisations.formUnion(ids)
        }
    }

    /// People, organisations and rubrics that values of a form name.
    mutating func add(_ form: JSON.Object, as fields: [Field]) {
        add(criteriaOf: fields)
        for field in fields { form[field.name].map { add($0, as: field) } }
    }

    private mutating func add(_ value: JSON.Value, as field: Field) {
        let texts = (value.arrayValue ?? [value]).compactMap(\.stringValue)
        switch field.type {
        case .person, .list(.person, _, _): needs.people.formUnion(texts)
        case .organisation, .list(.organisation, _, _): needs.organisations.formUnion(texts)
        case .text, .whole, .yesNo, .date, .choice, .criterion, .row, .list: break
        }
    }

    mutating func add(criteriaOf fields: [Field]) {
        for field in fields {
            switch field.type {
            case .criterion(let rubric), .list(.criterion(let rubric), _, _): needs.rubrics.formUnion(rubric.values)
            case .text, .whole, .yesNo, .date, .choice, .person, .organisation, .row, .list: break
            }
        }
    }

    private mutating func add(_ program: CEL.Program, row record: Name?) {
        needs.records.formUnion(program.records(of: workflow, row: record))
        for sheet in program.sheetsRead { add(sheet: sheet) }
        // By which the criteria that it names are called.
        for sheet in program.sheetsAsked { addRubrics(of: sheet) }
        needs.subjects.formUnion(program.linksRead)
    }

    private mutating func add(_ effect: Effect, row record: Name?) {
        switch effect {
        case .set(_, let expression), .extend(_, let expression): add(expression.program, row: record)
        case .add(_, let with): for (_, expression) in with { add(expression.program, row: record) }
        case .tell(let link, let about, _, let with):
            for (_, expression) in with { add(expression.program, row: record) }
            guard let about else { return }
            add(about.program, row: record)
            needs.subjects.insert(link)
        case .allocate(let allocation):
            let holders = current?.holders[allocation.from] ?? []
            needs.shares[allocation.link, default: .init()].roles.insert(allocation.role)
            needs.shares[allocation.link, default: .init()].people.formUnion(holders.compactMap(\.person))
        case .appoint(let role, let person, let organisation):
            add(appointing: role)
            for expression in [person, organisation].compactMap({ $0 }) { add(expression.program, row: record) }
        case .vacate(.role(_, let organisation?)): add(organisation.program, row: record)
        case .start(let start):
            needs.workflows.insert(start.workflow)
            for (_, expression) in start.data { add(expression.program, row: record) }
            if let turned = start.turned { add(turned.program, row: record) }
            switch start.subject {
            case .holder: break
            case .person(let expression), .organisation(let expression): add(expression.program, row: record)
            }
        case .settle(let sheet), .collect(let sheet): add(sheet: sheet)
        case .leaves(let vote, let person):
            add(vote: vote)
            if let person { add(person.program, row: record) }
        case .designation(let designation): for expression in designation.expressions { add(expression.program, row: record) }
        case .settleNearest(let sheet, let other, _):
            add(sheet: sheet)
            add(sheet: other)
        case .update(let record, _): needs.records.insert(record)
        case .entered, .left, .nameActor, .vacate, .letter, .credit: break
        }
    }
}
