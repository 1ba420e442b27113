import CEL
import Definitions
import Matching
import OrderedCollections

// Linked cases that a case starts: one, or one for each member of a ring.

extension Working {
    func start(_ start: Start, _ judge: Judge) throws(Refusal) {
        var data: [Fact.NamedValue] = []
        for (datum, expression) in start.data {
            look(at: expression.program.names)
            let visibility = situation.workflows[start.workflow]?.data[datum]?.visibility ?? .triad
            data.append(.init(datum, try judge.anyValue(expression), visibility))
        }
        guard let ring = start.each else { return try begin(start, data, rota: nil, judge) }
        let isTurned = try start.turned.map { turned throws(Refusal) in try judge.truth(turned) } ?? false
        for review in try reviews(ring, isTurned: isTurned, outside: start.outside) {
            try begin(start, data, rota: review, judge)
        }
    }

    /// Who hosts, leads and assists in each review of the ring, in the order of the rota.
    private func reviews(_ ring: Name, isTurned: Bool, outside: Name?) throws(Refusal) -> [Rota.Review] {
        look(at: ["holders.\(ring)"])
        let members = (self.case.holders[ring] ?? []).flatMap { situation.organisations(of: $0, on: act.day).prefix(1) }
        // Only a ring of two is led from outside; larger rings lead one another.
        let outside = members.count == 2 ? outside.flatMap { self.case.holders[$0]?.first } : nil
        do {
            return try Rota(members: members.map { Label($0) }, cycle: isTurned ? 1 : 0, outsideLead: outside.map { Label($0.id) }).reviews
        } catch {
            throw Refusal(.castIncomplete, "No rota can be made of \(members.count) members. \(error)", place: ring)
        }
    }

    private func begin(_ start: Start, _ data: [Fact.NamedValue], rota: Rota.Review?, _ judge: Judge) throws(Refusal) {
        guard let number = nextNumbers[start.workflow] else {
            throw Refusal(.unknownWorkflow, "The workflow \(start.workflow) is not in use in this file.", place: start.workflow, remedy: "Add it, then send the event again.")
        }
        nextNumbers[start.workflow] = number + 1
        let id = "\(start.workflow)-\(number)"
        let subject = try self.subject(start, rota, judge, id)
        let holders = start.roles.flatMap { role, from in
            self.holders(from, rota).map { Beginning.Appointment(role: role, holder: $0) }
        }
        emit(.linked(link: start.link, case: id))
        post(.begin(Beginning(
            id: id, workflow: start.workflow, subject: subject, holders: holders, data: data, parent: self.case.id, by: self.case.id,
            happened: act.happened)))
    }

    private func subject(_ start: Start, _ rota: Rota.Review?, _ judge: Judge, _ id: Case.ID) throws(Refusal) -> Case.Subject {
        switch start.subject {
        case .person(let expression):
            look(at: expression.program.names)
            return .person(try judge.text(expression))
        case .organisation(let expression):
            look(at: expression.program.names)
            return .organisation(try judge.text(expression))
        case .holder("subject") where rota == nil: return self.case.subject
        case .holder(let role):
            let holder = holders(role, rota).first
            if let subject = holder?.organisation.map({ Case.Subject.organisation($0) }) ?? holder?.person.map({ .person($0) }) { return subject }
            throw Refusal(.castIncomplete, "Nobody is there to be the subject of \(id).", place: role)
        }
    }

    /// What holds a part of the new case: a place of the rota, or one of our own parts.
    private func holders(_ from: Name, _ rota: Rota.Review?) -> [Case.Holder] {
        func member(_ label: Label) -> [Case.Holder] {
            let held = self.case.holders.values.joined().first { $0.organisation == label.text || $0.id == label.text }
            guard var holder = held else { return [Case.Holder(organisation: label.text, since: act.day)] }
            holder.since = act.day
            return [holder]
        }
        switch (from, rota) {
        case ("host", let review?): return member(review.host)
        case ("assistant", let review?): return member(review.assistant)
        case ("lead", let review?):
            switch review.lead {
            case .member(let label): return member(label)
            case .outside(let label): return member(label)
            }
        case (_, _):
            return (self.case.holders[from] ?? []).map { holder in
                var holder = holder
                holder.since = act.day
                return holder
            }
        }
    }
}

extension CEL.Value {
    /// The value as a field's, by its own kind; nil where no field holds it.
    var plainField: FieldValue? {
        switch self {
        case .string(let text): return .text(text)
        case .int(let number): return .whole(number)
        case .bool(let truth): return .yesNo(truth)
        case .host(let host): return (host as? DateValue).map { .date($0.day) }
        case .list(let values):
            let fields = values.compactMap(\.plainField)
            return fields.count == values.count ? .list(fields) : nil
        case .null, .uint, .double, .bytes, .map, .timestamp, .duration, .type, .record: return nil
        }
    }
}
