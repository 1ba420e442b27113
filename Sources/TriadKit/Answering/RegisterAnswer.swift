import Casework
import CaseStore
import CivilTime
import Definitions
import Register

extension Answering {
    /// A part of the register, as the asker may see it; the file's coordinators see all of it.
    func register(_ part: Query.RegisterPart, _ find: String?) throws -> RegisterView {
        let asker = try known()
        let whole = try reading.register()
        let table = table(part, isCoordinator ? whole : whole.seen(by: asker))
        guard let find, !find.isEmpty else { return table }
        let wanted = find.lowercased()
        return RegisterView(
            part: part, columns: table.columns, rows: table.rows.filter { $0.contains { $0.lowercased().contains(wanted) } })
    }

    private func table(_ part: Query.RegisterPart, _ register: Register) -> RegisterView {
        switch part {
        case .organisations:
            RegisterView(
                part: part, columns: ["id", "name", "kind", "phase", "region", "partnership", "trust", "became"],
                rows: register.organisations.map { organisation in
                    let details = organisation.details
                    return [
                        organisation.id, details.name, details.kind.rawValue, details.phase?.rawValue ?? "", details.region ?? "",
                        details.partnership ?? "", register.trust(of: organisation.id, on: today) ?? "", Answering.became(organisation.succession),
                    ]
                })
        case .people:
            RegisterView(
                part: part, columns: isCoordinator ? ["id", "name", "email"] : ["id", "name"],
                rows: register.people.map { isCoordinator ? [$0.id, $0.name, $0.email ?? ""] : [$0.id, $0.name] })
        case .affiliations:
            RegisterView(
                part: part, columns: ["person", "name", "organisation", "post", "from", "until"],
                rows: register.affiliations.map {
                    [$0.person, register.person($0.person)?.name ?? "", $0.organisation, $0.post] + Answering.days($0.days)
                })
        case .interests:
            RegisterView(
                part: part, columns: ["one", "other", "kind", "since", "declared_on", "until"],
                rows: register.interests.map {
                    [$0.one.id, $0.other.id, $0.kind, $0.since.description, $0.declaredOn.description, $0.until?.description ?? ""]
                })
        case .credentials:
            RegisterView(
                part: part, columns: ["person", "name", "kind", "area", "from", "until", "given_by", "conditions", "rests"],
                rows: register.credentials.map {
                    [$0.person, register.person($0.person)?.name ?? "", $0.kind, $0.area ?? ""] + Answering.days($0.days)
                        + [$0.givenBy ?? "", $0.conditions ?? "", $0.isVoid ? "given by mistake" : $0.pauses.map(\.description).joined(separator: ", ")]
                })
        }
    }

    /// "merged_into elm 2027-01-01"
    private static func became(_ succession: Organisation.Succession?) -> String {
        succession.map { [$0.kind.rawValue, $0.successor, $0.on.description].compactMap(\.self).joined(separator: " ") } ?? ""
    }

    private static func days(_ days: DayRange) -> [String] {
        [days.from?.description ?? "", days.through?.description ?? ""]
    }
}
