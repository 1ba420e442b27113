import CivilTime
import Definitions
import JSON
import Register
import Timetables

/// Everything that a command to the file may look at.
public struct FileSituation: Sendable {
    public var state: FileState
    /// The people and organisations that the changes name, with what belongs to them.
    public var register: Register
    public var isVirtual: Bool
    /// The recorded time.
    public var now: Instant
    /// For `adoptDefinition` and `applyCalendar`: the source as it was read, or its mistakes.
    public var definition: Result<Adopted, Refusal>?
    /// For `erase`: what it would come to.
    public var emptied = Emptied()
    /// For `timetable`: the sessions that are kept, by their numbers.
    public var sessions: [Int: Session] = [:]
    /// For `accept`: the number that the next case of each workflow gets.
    public var nextNumbers: [Name: Int]

    public init(
        state: FileState, register: Register, isVirtual: Bool, now: Instant, definition: Result<Adopted, Refusal>? = nil,
        nextNumbers: [Name: Int] = [:]
    ) {
        self.state = state
        self.register = register
        self.isVirtual = isVirtual
        self.now = now
        self.definition = definition
        self.nextNumbers = nextNumbers
    }

    /// A definition without mistakes.
    public struct Adopted: Sendable, Hashable {
        public var kind: Command.DefinitionKind
        public var reference: Workflow.Reference

        public init(kind: Command.DefinitionKind, reference: Workflow.Reference) {
            self.kind = kind
            self.reference = reference
        }
    }
}

extension Deciding {
    /// What a command to the file comes to, or why it is not accepted.
    public static func decide(_ command: Command, on file: FileSituation) -> Result<Decision, Refusal> {
        Result { () throws(Refusal) in
            let happened = command.on ?? .instant(file.now)
            // A bare date has come when it has come anywhere on Earth: 14 hours east of UTC it comes first.
            guard happened.earliest(in: .utc) <= file.now.adding(milliseconds: 14 * 3_600_000) else {
                throw Refusal(.dateInFuture, "\(happened) has not come yet.", place: "on")
            }
            switch command.act {
            case .register(let changes): return Decision(facts: try register(changes, command, file), happened: happened)
            case .coordinate(let person, let isOn): return Decision(facts: try coordinate(person, isOn, command, file), happened: happened)
            case .adoptDefinition: return Decision(facts: try adopt(command, file), happened: happened)
            case .applyCalendar(_, _, let because, _): return Decision(facts: try apply(because, command, file), happened: happened)
            case .timetable(let timetable): return Decision(facts: try change(to: timetable, command, file), happened: happened)
            case .propose(let proposal): return Decision(facts: try propose(proposal, command, file), happened: happened)
            case .accept(let number, let workflow, let role, let title):
                try mustCoordinate(command, file)
                let begun = try file.state.forming(number)
                return try begin(begun, as: workflow ?? begun.workflow, role, title, number, command, file, happened)
            case .erase(_, _, let because): return Decision(facts: try erase(because, command, file), happened: happened)
            case .confide(let confidence): return Decision(facts: try confide(confidence, on: happened.day(in: .london), command, file), happened: happened)
            case .setClock(let instant): return Decision(facts: try move(to: instant, command, file), happened: happened)
            case .event, .seal, .vote, .confirmClosed, .confirmTyped, .appoint, .carryOn, .amend, .adopt, .waive, .release, .draft, .letterSent, .undo, .correct, .start:
                throw Refusal(.unknownCase, "This command is for a case, not for the file.")
            }
        }
    }

    private static func erase(_ because: String, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        try reason(because, isNeeded: true)
        var emptied = file.emptied
        guard !emptied.isNothing else {
            let left = emptied.left.isEmpty ? "" : " Nothing could take its place in a sealed sheet: \(emptied.left.joined(separator: ", "))."
            throw Refusal(
                .alreadySo, "Nothing of it is kept that could be erased.", place: "person",
                remedy: "What stands open (keys, dates of clocks, names of events) is never erased.\(left)")
        }
        emptied.because = because
        return [.erased(emptied)]
    }

    static func mustCoordinate(_ command: Command, _ file: FileSituation) throws(Refusal) {
        guard file.state.coordinators.isEmpty || file.state.coordinators.contains(where: { $0.isSame(as: command.as) }) else {
            throw Refusal(.notYours, "This is for the file's coordinators: \(file.state.coordinators.joined(separator: ", ")).", place: "as")
        }
    }

    /// Each change is checked against the register after those before it; the problems of all of them are told at once.
    private static func register(_ changes: [Register.Change], _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        if !changes.allSatisfy({ $0.isOwn(of: command.as) }) { try mustCoordinate(command, file) }
        var register = file.register
        var details: [Refusal.Detail] = []
        for (number, change) in changes.enumerated() {
            let problems = register.check(change)
            details += problems.map { .init(place: "\(number + 1).\($0.field)", code: $0.code.rawValue, sentence: "\($0.sentence) \($0.remedy)") }
            if problems.isEmpty { register.apply(change) }
        }
        guard details.isEmpty else {
            throw Refusal(.registerSaysNo, details[0].sentence, place: details[0].place, remedy: "Mend these, then send them again.", details: details)
        }
        return changes.map { .registered($0) }
    }

    private static func coordinate(_ person: String, _ isOn: Bool, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        guard file.register.person(person) != nil else {
            throw Refusal(.unknownPerson, "There is nobody called \(person) in the register.", place: "person", remedy: "Add the person first.")
        }
        guard file.state.coordinators.contains(person) != isOn else {
            throw Refusal(.alreadySo, "\(person) \(isOn ? "coordinates already" : "does not coordinate").", place: "person")
        }
        guard isOn || file.state.coordinators.count > 1 else {
            throw Refusal(.castIncomplete, "Nobody would be left to coordinate the file.", place: "person", remedy: "Name another coordinator first.")
        }
        return [.coordinating(person: person, isOn: isOn)]
    }

    /// Anybody in the register may say something to the coordinators; one of them says that it is dealt with.
    private static func confide(_ confidence: Command.Confidence, on day: Day, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        switch confidence {
        case .says(let text):
            let isKnown = file.register.person(command.as) != nil || file.state.coordinators.contains(command.as)
            guard isKnown else { throw Refusal(.unknownPerson, "There is nobody called \(command.as) in the register.", place: "as") }
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw Refusal(.missingField, "Say what the coordinators are to know.", place: "text", remedy: "Give it as one text.")
            }
            guard text.unicodeScalars.count <= longestConfidence else {
                throw Refusal(
                    .outOfRange, "It has \(text.unicodeScalars.count) characters; at most \(longestConfidence) are kept.", place: "text",
                    remedy: "Say the rest when you speak to one another.")
            }
            return [.confided(number: file.state.confidences + 1, .init(by: command.as, on: day, text: text))]
        case .answered(let number):
            try mustCoordinate(command, file)
            guard file.state.words[number] != nil else {
                throw Refusal(
                    .unknownConfidence, number > 0 && number <= file.state.confidences ? "Word in confidence \(number) is dealt with already." : "There is no word in confidence \(number).",
                    place: "answered", remedy: "`triad confidences` lists those that wait.")
            }
            return [.confidenceAnswered(number: number, by: command.as)]
        }
    }

    /// Characters (Unicode scalars) of a word for the coordinators.
    static let longestConfidence = 2_000

    private static func adopt(_ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        let adopted = try read(file)
        let reference = adopted.reference
        if let known = file.state.definition(adopted.kind, reference.name) {
            if adopted.kind == .calendar {
                throw Refusal(.alreadySo, "The calendar \(reference.name) is in use, and clocks run by it.", place: reference.name, remedy: "Apply the new version (`triad calendar apply`): it says which clocks move.")
            }
            try reference.mustReplace(known)
        }
        return [.defined(kind: adopted.kind, name: reference.name, version: reference.version, hash: reference.hash)]
    }

    static func read(_ file: FileSituation) throws(Refusal) -> FileSituation.Adopted {
        if let adopted = try file.definition?.get() { return adopted }
        throw Refusal(.badDefinition, "The definition was not read.", place: "source")
    }

    // MARK: - Triads

    /// `{"groups": [["EE1", "EE2", "EE3"], …], "workflow": "triad-cycle", "data": {…}, …}`; what else it holds is kept beside.
    private static func propose(_ proposal: JSON.Value, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        guard let groups = try? [[String]](json: proposal["groups"] ?? .null), !groups.isEmpty, groups.allSatisfy({ (2...4).contains($0.count) }) else {
            throw Refusal(.wrongType, "A proposal holds groups of two to four organisations.", place: "groups")
        }
        guard proposal["workflow"]?.stringValue?.isEmpty == false else {
            throw Refusal(.missingField, "Say which workflow is begun for each group.", place: "workflow")
        }
        let members = groups.flatMap { $0 }
        if let stranger = members.first(where: { file.register.organisation($0) == nil }) {
            throw Refusal(.unknownOrganisation, "There is no organisation \(stranger) in the register.", place: "groups")
        }
        guard Set(members).count == members.count else {
            throw Refusal(.tooMany, "An organisation stands in two groups.", place: "groups")
        }
        return [.proposed(forming: (file.state.formings.keys.max() ?? 0) + 1, groups: groups, proposal)]
    }

    /// Begins a case for each group: its first state invites the members.
    private static func begin(
        _ forming: FileState.Forming, as workflow: Name, _ role: Name?, _ title: String?, _ number: Int, _ command: Command,
        _ file: FileSituation, _ happened: When
    ) throws(Refusal) -> Decision {
        guard !forming.isAccepted else { throw Refusal(.alreadySo, "Proposal \(number) was accepted before.", place: "forming") }
        guard let next = file.nextNumbers[workflow], file.state.definition(.workflow, workflow) != nil else {
            throw Refusal(.unknownWorkflow, "The workflow \(workflow) is not in use in this file.", place: workflow, remedy: "Add it first.")
        }
        let day = happened.day(in: .london)
        let messages = forming.groups.enumerated().map { offset, group in
            Message.begin(Beginning(
                id: "\(workflow)-\(next + offset)", workflow: workflow, subject: .group(group), title: title.map { "\($0) \(offset + 1)" },
                holders: role.map { role in group.map { .init(role: role, holder: .init(organisation: $0, since: day)) } } ?? [],
                by: command.as, happened: happened))
        }
        return Decision(facts: [.accepted(forming: number)], messages: messages, happened: happened)
    }

    private static func move(to instant: Instant, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        guard file.isVirtual else {
            throw Refusal(.liveFile, "This file runs on the real clock.", remedy: "Only a virtual file's clock can be set; create one with --virtual.")
        }
        guard instant > file.now else {
            throw Refusal(.clockBackwards, "The clock stands at \(file.now) already.", remedy: "Set it forwards.")
        }
        return [.clockMoved(to: instant)]
    }
}

extension FileState {
    fileprivate func forming(_ number: Int) throws(Refusal) -> Forming {
        if let forming = formings[number] { return forming }
        throw Refusal(.unknownForming, "There is no proposal \(number).", place: "forming")
    }
}

extension Register.Change {
    /// Whether a person makes it about herself and may without a coordinator: her own interests.
    fileprivate func isOwn(of person: String) -> Bool {
        switch self {
        case .interestDeclared(let key, _, _): key.one == .person(person) || key.other == .person(person)
        case .declarationMade(let declaration): declaration.person == person
        case .organisationAdded, .organisationEdited, .trustJoined, .trustLeft, .organisationSucceeded, .personAdded, .personEdited,
            .affiliationBegun, .affiliationEnded, .interestEnded, .credentialGiven, .credentialEnded, .credentialSet:
            false
        }
    }

    /// The change in a few words, without names, e-mails or notes.
    var sentence: String {
        let what = kind.rawValue.split(separator: "_").joined(separator: " ")
        if case .credentialSet(let credential, _) = self { return "\(what) \(credential.person)" }
        let ids = ["id", "person", "organisation"].compactMap { json[$0]?.stringValue }
        return ids.isEmpty ? what : "\(what) \(ids.joined(separator: " "))"
    }
}

extension Refusal {
    /// A definition's mistakes, each with its line and column.
    public static func badDefinition(_ findings: [Finding]) -> Refusal {
        let errors = findings.filter { $0.severity == .error }
        return Refusal(
            .badDefinition, errors.count == 1 ? errors[0].sentence : "The definition has \(errors.count) mistakes.", place: errors.first.map(place),
            remedy: errors.count == 1 ? errors[0].fix.map(sentence) : "Mend these, then add it again.",
            details: errors.map { .init(place: place($0), code: $0.code.rawValue, sentence: [$0.sentence, $0.fix.map(sentence) ?? ""].joined(separator: " ")) })
    }

    /// A fix goes on after "fix:" elsewhere; here it stands by itself.
    private static func sentence(_ fix: String) -> String { fix.prefix(1).uppercased() + fix.dropFirst() }

    private static func place(_ finding: Finding) -> String { "\(finding.place.file):\(finding.place.line):\(finding.place.column)" }
}
