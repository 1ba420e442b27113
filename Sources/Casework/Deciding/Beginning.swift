import CivilTime
import Definitions
import JSON
import OrderedCollections

// A case begins: by a coordinator's command, or because another case starts it.

extension Deciding {
    /// Begins a case.
    ///
    /// - Parameter situation: of the case's own workflow, without a case.
    /// - Returns: the facts of its first entry, or why it cannot begin: nobody in a part, a tie, a datum of another type.
    public static func begin(_ beginning: Beginning, in situation: Situation) -> Result<Decision, Refusal> {
        Result { () throws(Refusal) in
            let act = Act(beginning.parent.map { .linkedCase($0) } ?? .person(beginning.by), beginning.happened, in: situation.calendar.zone)
            let workflow = situation.workflow
            let title = beginning.title ?? situation.title(of: beginning.subject, workflow)
            try check(beginning.subject, workflow)
            let began = Fact.began(workflow: workflow.reference, subject: beginning.subject, title: title, on: act.day)
            guard var current = Case.began(id: beginning.id, by: began) else {
                throw Refusal(.unknownCase, "A case begins with its subject.", place: beginning.id)
            }
            current.entry = 0
            let working = Working(current, in: situation, act: act)
            working.emit(began)
            if let parent = beginning.parent, let link = workflow.links.values.first(where: \.isParent) {
                working.emit(.linked(link: link.name, case: parent))
            }
            try cast(beginning, working)
            try fill(beginning, working)
            try askConditions(working)
            guard let reached = beginning.reached else {
                try working.start()
                return working.decision
            }
            working.emit(.amended(because: "It was begun on paper."))
            // Nothing is sent again that was sent then.
            working.isRepairing = true
            try working.start()
            try working.amend(Amendment(state: reached), onPaper: true)
            return working.decision
        }
    }

    static func start(
        _ name: Name, _ subject: Case.Subject, _ title: String?, _ roles: [Command.RoleAssignment], _ data: JSON.Object,
        reached: Name? = nil, _ command: Command, _ situation: Situation
    ) throws(Refusal) -> Decision {
        guard situation.workflow.reference.name.isSame(as: name), let number = situation.nextNumbers[name] else {
            throw Refusal(.unknownWorkflow, "The workflow \(name) is not in use in this file.", place: name)
        }
        guard situation.coordinates(command.as) else {
            throw Refusal(.notYours, "A case is started by one of the file's coordinators.", place: "as")
        }
        try fits(title, most: longestTitle, place: "title")
        let happened = command.on ?? .instant(situation.now)
        guard happened.earliest(in: situation.calendar.zone) <= situation.now else {
            throw Refusal(.dateInFuture, "\(happened) has not come yet.", place: "on", remedy: "Say when it began, or leave it out.")
        }
        let day = happened.day(in: situation.calendar.zone)
        var reading = FormReading(situation)
        let fields = situation.workflow.data.values.map { field in
            var field = field
            field.isOptional = true
            return field
        }
        let values = reading.read(data, as: Array(fields), optional: [])
        if let refusal = reading.refusal { throw refusal }
        for role in roles { try situation.checkThere(role.person, role.organisation) }
        var beginning = Beginning(
            id: "\(name)-\(number)", workflow: name, subject: subject, title: title,
            holders: roles.map { .init(role: $0.role, holder: .init(organisation: $0.organisation, person: $0.person, since: day)) },
            data: values.map { .init($0.key, $0.value, situation.workflow.data[$0.key]?.visibility ?? .triad) },
            by: command.as, happened: happened)
        beginning.reached = reached
        return try begin(beginning, in: situation).get()
    }

    private static func check(_ subject: Case.Subject, _ workflow: Workflow) throws(Refusal) {
        let isRight = switch (workflow.subject, subject) {
        case (.organisation, .organisation), (.person, .person), (.group, .group): true
        case (.organisation, _), (.person, _), (.group, _): false
        }
        guard isRight else {
            throw Refusal(.wrongType, "\(workflow.title.text()) is about \(workflow.subject.rawValue).", place: "subject")
        }
    }

    /// Gives out the parts: those named, the subject's own, and the managing part to whoever begins.
    private static func cast(_ beginning: Beginning, _ working: Working) throws(Refusal) {
        let workflow = working.workflow
        for appointment in beginning.holders {
            guard let role = workflow.roles[appointment.role] else { throw Refusal.unknownRole(appointment.role, workflow) }
            guard (working.case.holders[role.name]?.count ?? 0) < max(role.maximum, 1) else {
                throw Refusal(.tooMany, "\(role.title.text()) has one holder too many.", place: role.name)
            }
            if let refusal = working.situation.unmetDuty(of: appointment.holder, in: role.name, on: working.act.day, asksConditions: false) { throw refusal }
            working.emit(.appointed(role: role.name, appointment.holder, because: nil))
        }
        for role in workflow.roles.values where working.case.holders[role.name] == nil {
            if role.heldBy == .subject, case .organisation(let id) = beginning.subject {
                working.emit(.appointed(role: role.name, .init(organisation: id, since: working.act.day), because: nil))
            } else if role.heldBy == .subject, case .person(let id) = beginning.subject {
                working.emit(.appointed(role: role.name, .init(person: id, since: working.act.day), because: nil))
            } else if role.heldBy == .home, case .person(let id) = beginning.subject {
                guard let home = working.situation.home(of: id, posts: role.posts, on: working.act.day) else { continue }
                working.emit(.appointed(role: role.name, home, because: nil))
            } else if case .group(let ids) = beginning.subject, role.heldBy == .organisation, role.isMany, !role.isOptional {
                for id in ids { working.emit(.appointed(role: role.name, .init(organisation: id, since: working.act.day), because: nil)) }
            } else if workflow.managedBy.contains(role.name), working.situation.coordinates(beginning.by) {
                let holder = Case.Holder(person: beginning.by, since: working.act.day)
                if let refusal = working.situation.unmetDuty(of: holder, in: role.name, on: working.act.day, asksConditions: false) { throw refusal }
                working.emit(.appointed(role: role.name, holder, because: nil))
            }
        }
        for role in workflow.roles.values where !role.isOptional {
            let count = working.case.holders[role.name]?.count ?? 0
            guard count >= max(role.minimum, 1) else {
                throw Refusal(
                    .castIncomplete, count == 0 ? "Nobody is named as \(role.title.text())." : "\(role.title.text()) needs \(role.minimum).",
                    place: role.name, remedy: "Name somebody for \(role.name).")
            }
        }
    }

    /// What the roles' own conditions say of the whole cast, once it is known with the data.
    private static func askConditions(_ working: Working) throws(Refusal) {
        for role in working.workflow.roles.values where !role.conditions.isEmpty {
            for person in (working.case.holders[role.name] ?? []).flatMap({ [$0.person].compactMap(\.self) + $0.team }) {
                if let refusal = working.situation.unmetCondition(of: person, in: role, on: working.act.day) { throw refusal }
            }
        }
    }

    private static func fill(_ beginning: Beginning, _ working: Working) throws(Refusal) {
        for field in working.workflow.data.values {
            guard let given = beginning.data.first(where: { $0.name == field.name }) else {
                if let initial = field.initial { working.emit(.set(.init(field.name, initial, field.visibility))) }
                continue
            }
            var reading = FormReading(working.situation)
            let value = reading.read([field.name: given.value.json], as: [field])[field.name]
            if let refusal = reading.refusal { throw refusal }
            if let value { working.emit(.set(.init(field.name, value, field.visibility))) }
        }
    }
}

extension Situation {
    /// What a case is called where nobody gave it a title.
    func title(of subject: Case.Subject, _ workflow: Workflow) -> String {
        let whose = switch subject {
        case .organisation(let id): self.name(organisation: id)
        case .person(let id): name(person: id)
        case .group(let ids): ids.map { name(organisation: $0) }.joined(separator: ", ")
        }
        return "\(workflow.title.text()): \(whose)"
    }
}
