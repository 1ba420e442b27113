import Casework
import CaseStore
import CivilTime
import Definitions
import Register

/// The file at the moment at which a request's turn has come: what a command is made from that names people, rows and proposals.
public struct Glance {
    let reading: Reading
    let shelf: DefinitionShelf
    let zone: Zone

    /// The identifier of a person.
    ///
    /// - Throws: `Refusal` `unknown-person` with the nearest names, or with all that share the name.
    public func person(_ text: String) throws -> String { try reading.find(.person, text) }

    /// The full name of a person, by her identifier.
    public func name(ofPerson id: String) throws -> String { try reading.names(.person, [id])[id] ?? id }

    /// The identifier of a person or an organisation: whoever holds a part.
    public func holder(_ text: String) throws -> String { try reading.holder(text).id }

    /// A part and who is to hold it.
    public func assignment(of role: Name, to text: String) throws -> Command.RoleAssignment {
        let (kind, id) = try reading.holder(text)
        return kind == .person
            ? Command.RoleAssignment(role: role, person: id) : Command.RoleAssignment(role: role, organisation: id)
    }

    /// Whom a new case is about: an organisation, a person, or organisations together, as its workflow says.
    public func subject(_ texts: [String], of name: Name) throws -> Case.Subject {
        switch try workflow(name).subject {
        case .group: return .group(try texts.map { try reading.find(.organisation, $0) })
        case .organisation: return .organisation(try reading.find(.organisation, only(texts)))
        case .person: return .person(try reading.find(.person, only(texts)))
        }
    }

    private func only(_ texts: [String]) throws(Refusal) -> String {
        guard texts.count == 1, let text = texts.first else {
            throw Refusal(.wrongType, "The case is about one.", place: "subject", remedy: "Name one only.")
        }
        return text
    }

    /// The whole register.
    ///
    /// - Throws: `Refusal` `not-yours` to everybody but the file's coordinators.
    public func register(as person: String) throws -> Register {
        guard reading.file.coordinators.contains(try reading.find(.person, person, orCoordinator: true)) else {
            throw Refusal(.notYours, "The whole register is for the file's coordinators.", place: "as")
        }
        return try reading.register()
    }

    /// The register as somebody may see it, to add to it: everybody's posts and credentials, and of addresses and interests her own alone.
    ///
    /// Coordinators see all of it.
    public func register(seenBy person: String) throws -> Register {
        let asker = try reading.find(.person, person, orCoordinator: true)
        let whole = try reading.register()
        return reading.file.coordinators.contains(asker) ? whole : whole.seen(by: asker)
    }
}
