import CivilTime
import Definitions
import Matching
import OrderedCollections
import Statecharts

// What an accepted event does besides moving the case. Each effect becomes facts, in the order of writing.

extension Working {
    /// A state is entered: its clocks are set, its sheets are gathered.
    func entered(_ path: Name, in context: inout Context) throws(Refusal) {
        emit(.entered(state: path))
        guard let state = workflow.states[path] else { return }
        try setClocks(of: state)
        for sheet in state.collects { try collect(sheet) }
        for vote in state.votes { try ask(vote) }
        // Sheets that were all sealed before, by whoever is still due, are not waited for.
        if try openWhatIsComplete(of: state) { context.raise("done.collect.\(path)") }
    }

    /// A state is left: its clocks stop, signatures on its events count no longer. Where the case ends its last states stay on
    /// record, so that one sees where it ended.
    func left(_ path: Name) {
        guard let state = workflow.states[path] else { return }
        stopClocks(of: state)
        for id in state.events {
            guard let event = workflow.rule(id)?.event, self.case.signatures[event] != nil else { continue }
            emit(.signaturesCleared(event: event))
        }
        if isOpenedAgain || !isEnding { emit(.left(state: path)) }
        // It may come to an end again.
        if state.kind == .final { isOpenedAgain = false }
    }

    /// Whether the machine has reached a final state of the whole case: it leaves every state, and the case keeps them.
    private var isEnding: Bool {
        self.case.configuration.contains { !$0.utf8.contains(UInt8(ascii: ".")) && workflow.states[$0]?.kind == .final }
    }

    func carryOut(_ effect: Effect, of opening: Opening?) throws(Refusal) {
        let judge = judge(opening)
        switch effect {
        case .entered, .left: break
        case .set(let datum, let expression): try set(datum, expression, judge)
        case .add(let record, let with): try add(to: record, with, opening)
        case .update(let record, let fields): try update(record, fields, opening)
        case .settle(let sheet): try settle(sheet, opening)
        case .settleNearest(let sheet, let other, let most): try settleNearest(sheet, to: other, within: most)
        case .collect(let sheet): try collect(sheet)
        case .leaves(let vote, let person): _ = try leave(vote, person, opening)
        case .nameActor: try nameActor(opening)
        case .vacate(let vacancy): try vacate(vacancy, opening)
        case .appoint(let role, let person, let organisation):
            try appoint(to: role, person: person.map { expression throws(Refusal) in try judge.text(expression) },
                        organisation: organisation.map { expression throws(Refusal) in try judge.text(expression) }, instead: nil, because: nil)
        case .extend(let clock, let by): try extend(clock, by: try whole(by, judge))
        case .designation(let designation): try self.designate(designation, judge)
        case .letter(let name): write(name)
        case .tell(let link, let about, let event, let with): try tell(link, about, event, with, judge)
        case .allocate(let allocation): try allocate(allocation, opening)
        case .start(let start): try self.start(start, judge)
        case .credit(let credits): for credit in credits { self.credit(credit.word, to: credit.role) }
        }
    }

    private func whole(_ expression: Definitions.Expression, _ judge: Judge) throws(Refusal) -> Int {
        if case .whole(let number) = try judge.value(expression, as: .whole(min: .min, max: .max)) { return Int(number) }
        return 0
    }

    private func set(_ datum: Name, _ expression: Definitions.Expression, _ judge: Judge) throws(Refusal) {
        guard let field = workflow.data[datum] else { return }
        look(at: expression.program.names)
        emit(.set(.init(datum, try judge.value(expression, as: field.type), field.visibility)))
    }

    // MARK: - Rows

    func add(to record: Name, _ with: [(field: Name, value: Definitions.Expression)], _ opening: Opening?) throws(Refusal) {
        guard let declared = workflow.records[record] else { return }
        let row = (self.case.rows[record] ?? 0) + 1
        guard self.case.count(of: record) < declared.maximum else {
            throw Refusal(.tooMany, "\(declared.title.text()) has \(declared.maximum) rows, which is all it holds.", place: record)
        }
        let judge = judge(opening)
        var values: [Fact.NamedValue] = []
        for field in declared.fields where !field.isLater {
            let given = with.first { $0.field == field.name }
            if let given { look(at: given.value.program.names) }
            let value = try given.map { given throws(Refusal) in try judge.value(given.value, as: field.type) } ?? opening?.form[field.name]
            if let value { values.append(.init(field.name, value, min(field.visibility, declared.visibility))) }
        }
        emit(.added(record: record, row: row, values: values, by: act.by.id, on: act.day))
    }

    private func update(_ record: Name, _ fields: [Name], _ opening: Opening?) throws(Refusal) {
        guard let declared = workflow.records[record], let (_, number) = opening?.form.row else { return }
        let values = fields.compactMap { name -> Fact.NamedValue? in
            guard let value = opening?.form[name], let field = declared.fields.first(where: { $0.name == name }) else { return nil }
            return .init(name, value, min(field.visibility, declared.visibility))
        }
        emit(.updated(record: record, row: number, values: values, by: act.by.id, on: act.day))
    }

    // MARK: - Letters, credits, other cases

    private func write(_ name: Name) {
        guard let letter = workflow.letters[name], case .roles(let roles) = letter.to else { return }
        var written: [String] = []
        for addressee in roles.flatMap(addressees) where !written.contains(addressee) {
            written.append(addressee)
            emit(.letter(Fact.Letter(name, to: addressee)))
        }
    }

    private func credit(_ word: Name, to role: Name) {
        for holder in self.case.holders[role] ?? [] {
            for organisation in situation.organisations(of: holder, on: act.day).prefix(1) {
                emit(.credited(organisation: organisation, word: word))
            }
        }
    }

    private func tell(
        _ link: Name, _ about: Definitions.Expression?, _ event: Name, _ with: [(field: Name, value: Definitions.Expression)], _ judge: Judge
    ) throws(Refusal) {
        var values: [Fact.NamedValue] = []
        for (field, expression) in with {
            look(at: expression.program.names)
            values.append(.init(field, try judge.anyValue(expression), .triad))
        }
        var running = (self.case.links[link] ?? []).filter { !$0.hasEnded }
        if let about {
            look(at: about.program.names + ["links.\(link)"])
            let one = try judge.text(about)
            running = running.filter { situation.subjects[$0.id]?.one?.isSame(as: one) == true }
            guard !running.isEmpty else {
                let title = workflow.links[link]?.title.text() ?? link
                let name = situation.knows(person: one) ? situation.name(person: one) : situation.name(organisation: one)
                throw Refusal(.unknownCase, "\(title): none that runs is about \(name).", place: link, remedy: "Name somebody whom one is about.")
            }
        }
        for linked in running { tell(linked.id, by: link, event, values) }
    }

    func tell(_ id: Case.ID, by link: Name, _ event: Name, _ values: [Fact.NamedValue]) {
        emit(.told(link: link, case: id, event: event, values: values))
        post(.event(to: id, from: self.case.id, event: event, values: values, happened: act.happened))
    }
}

extension Judge {
    /// The value of an expression whose field belongs to another case; the receiver holds it to the field's type.
    func anyValue(_ expression: Definitions.Expression) throws(Refusal) -> FieldValue {
        switch expression.program.evaluate(activation) {
        case .success(let value):
            if let field = value.plainField { return field }
            throw Refusal.unjudged(expression.program, "Its value cannot be sent.", expression.place)
        case .failure(let error): throw Refusal.unjudged(expression.program, error.message, expression.place)
        }
    }
}

extension EventRule {
    /// Whether several holders sign it.
    var isSigned: Bool {
        switch by {
        case .allOf: true
        case .anyOf, .clock, .linkedCase, .itself: false
        }
    }
}
