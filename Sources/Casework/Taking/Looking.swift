import Definitions

// What an act looked at, by name, so that it is known later what it rests on.

extension Working {
    /// A rule that was open: where the case stood, who held the sender's part, and the rows that the form names.
    func look(at opening: Opening) {
        look(at: ["states"])
        if let part = opening.part { look(atDutiesOf: part.role, ties: opening.rule.namesActor) }
        for field in opening.rule.form {
            if let value = opening.form[field.name] { look(atRowsIn: value, field.type) }
        }
        if let (record, number) = opening.form.row { look(at: [record.row(number)]) }
    }

    /// A part, and the other parts that decide who may have it.
    func look(atDutiesOf role: Name, ties: Bool = true) {
        let declared = workflow.roles[role]
        let others = workflow.roles.values.filter { $0.distinct.contains(role) || $0.apartFrom.contains(role) || ties && $0.outside.contains(role) }.map(\.name)
        let named = (declared?.distinct ?? []) + (declared?.apartFrom ?? []) + (ties ? declared?.outside ?? [] : [])
        look(at: ([role] + named + others).map { "holders.\($0)" })
        if ties { look(at: declared?.conditions.flatMap(\.program.names) ?? []) }
    }

    private func look(atRowsIn value: FieldValue, _ type: FieldType) {
        switch (type, value) {
        case (.row(let record), .whole(let number)): look(at: [record.row(Int(number))])
        case (.list(let element, _, _), .list(let values)): for value in values { look(atRowsIn: value, element) }
        default: break
        }
    }
}

extension Name {
    /// What a row of this record is called: `records.evidence.3`.
    func row(_ number: Int) -> Name { "records.\(self).\(number)" }
}
