import Casework
import CaseStore
import Definitions
import Foundation
import Register

// People and organisations are named by their identifiers, or by full names that only one of them has.

extension Reading {
    /// The command with everybody in it named by identifier.
    func named(_ command: Command) throws -> Command {
        var command = command
        command.as = try find(.person, command.as, orCoordinator: true)
        command.typedBy = try command.typedBy.map { try find(.person, $0) }
        command.act = try named(command.act)
        return command
    }

    /// The identifier that is meant: an identifier itself, else the one whose full name it is, capitals and small letters alike.
    func find(_ kind: Register.Row.Kind, _ text: String, orCoordinator: Bool = false) throws -> String {
        if try has(kind, text) || (orCoordinator && file.coordinators.contains(text)) { return text }
        // As it is spelled, by an index; only another spelling is looked for among all.
        var meant = try called(text, kind)
        if meant.isEmpty {
            let everything = try everything(kind)
            let folded = Folded(text)
            meant = everything.filter { Folded($0.name) == folded }.map(\.id)
            if meant.isEmpty { throw unknown(kind, text, everything) }
        }
        guard meant.count == 1 else {
            throw Refusal(
                kind == .person ? .unknownPerson : .unknownOrganisation,
                "\(meant.count) are called \(text): \(meant.joined(separator: ", ")).", place: text, remedy: "Say which by the identifier.")
        }
        return meant[0]
    }

    /// A person, else an organisation.
    func holder(_ text: String) throws -> (kind: Register.Row.Kind, id: String) {
        do {
            return (.person, try find(.person, text))
        } catch let person as Refusal {
            do {
                return (.organisation, try find(.organisation, text))
            } catch is Refusal {
                let all = try everything(.person) + everything(.organisation)
                guard let nearest = Nearest.name(to: text, among: all.flatMap { [$0.name, $0.id] }) else { throw person }
                throw Refusal(
                    .unknownPerson, "The register has no person and no organisation called \(text).", place: text,
                    remedy: "Did you mean \(nearest)?")
            }
        }
    }

    private func unknown(_ kind: Register.Row.Kind, _ text: String, _ everything: [Entity]) -> Refusal {
        let nearest = Nearest.name(to: text, among: everything.flatMap { [$0.name, $0.id] })
        let remedy = nearest.map { "Did you mean \($0)?" } ?? "`triad register` shows who is in it."
        return kind == .person
            ? Refusal(.unknownPerson, "There is nobody called \(text) in the register.", place: text, remedy: remedy)
            : Refusal(.unknownOrganisation, "There is no organisation called \(text) in the register.", place: text, remedy: remedy)
    }
}

/// A name for comparing: its scalars in small letters, spaces at the ends left out.
private struct Folded: Equatable {
    let scalars: [Unicode.Scalar]

    init(_ text: String) {
        scalars = text.trimmingCharacters(in: .whitespaces).unicodeScalars.flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    }
}
