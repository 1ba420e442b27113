import Casework
import Definitions
import Matching

/// Triads of the rows of a table, without a file: an example of what is formed, in which nobody has been asked.
///
/// The columns are `area, hub, region, operator, latitude, longitude`; `principal_town` may stand beside them.
public struct WorkedExample: Sendable {
    /// What stands above it wherever it is printed.
    public static let notice = "Worked example, not an arrangement of these hubs"
    /// Whose data the built-in table holds.
    public static let attribution = """
        Contains public sector information licensed under the Open Government Licence v3.0. Distances are great circles between the hubs' \
        principal towns. No hub has been asked, and none has agreed to anything shown here.
        """
    private static let columns = ["area", "hub", "region", "operator", "latitude", "longitude"]

    private let organisations: [Forming.Organisation]
    private let names: [String: String]
    private let meant: [(text: String, label: Label)]

    /// - Parameter file: named in what is refused.
    /// - Throws: `Refusal` where a column, an area's code or a place is missing, with every such row.
    public init(rows: [[String: String]], file: String) throws(Refusal) {
        let missing = WorkedExample.columns.filter { rows.first?[$0] == nil }
        guard missing.isEmpty else {
            throw Refusal(
                .missingField, "\(file) lacks the column\(missing.count == 1 ? "" : "s") \(missing.joined(separator: ", ")).", place: file,
                remedy: "The columns are \(WorkedExample.columns.joined(separator: ", ")).")
        }
        var (organisations, names, meant, details) = ([Forming.Organisation](), [String: String](), [(text: String, label: Label)](), [Refusal.Detail]())
        for (number, row) in rows.enumerated() {
            let area = row["area"] ?? ""
            guard !area.isEmpty, let latitude = row["latitude"].flatMap(Double.init), let longitude = row["longitude"].flatMap(Double.init) else {
                let lack = area.isEmpty ? "no code of the area" : "no coordinates"
                details.append(.init(place: "row \(number + 2)", code: "missing-field", sentence: "\(area.isEmpty ? "There is" : "\(area) has") \(lack)."))
                continue
            }
            let hub = row["hub"].flatMap { $0.isEmpty ? nil : $0 } ?? area
            names[area] = row["principal_town"].map { "\(hub) (\($0))" } ?? hub
            meant += [(area, Label(area)), (hub, Label(area))]
            func label(_ column: String) -> Label? { row[column].flatMap { $0.isEmpty ? nil : Label($0) } }
            organisations.append(Forming.Organisation(
                id: Label(area), place: .init(latitude: latitude, longitude: longitude), operatedBy: label("operator"), partnership: label("partnership"),
                phase: label("phase"), region: label("region")))
        }
        guard details.isEmpty else {
            throw Refusal(
                .missingField, details.count == 1 ? details[0].sentence : "\(details.count) rows lack something.", place: file,
                remedy: "Give each row an area, a latitude and a longitude in degrees.", details: details.count == 1 ? [] : details)
        }
        self.organisations = organisations
        self.names = names
        self.meant = meant
    }

    /// - Throws: `Refusal` `unknown-organisation`, and what a table cannot say; `Forming.Failure`.
    public func form(_ wish: Triad.FormingWish) throws -> FormedTriads {
        if wish.leadCredential != nil {
            throw Refusal(.unknownField, "A table says of nobody what she may lead.", place: "lead-credential", remedy: "Form from a file with a register.")
        }
        let only = try wish.only.map(find)
        let without = try wish.without.map(find)
        var forming = Forming(organisations: organisations.filter {
            (only.isEmpty || only.contains($0.id)) && !without.contains($0.id)
        })
        try wish.choose(in: &forming, find)
        let proposal = try forming.proposal(seed: wish.seed)
        return FormedTriads(
            proposal: proposal, prices: try proposal.wishPrices(), workflow: "", after: nil, standing: [:], names: names)
    }

    private func find(_ text: String) throws(Refusal) -> Label {
        let found = meant.filter { Label($0.text) == Label(text) }.map(\.label)
        if let label = found.first, found.allSatisfy({ $0 == label }) { return label }
        let nearest = Nearest.name(to: text, among: meant.map(\.text))
        throw Refusal(
            .unknownOrganisation, "The table has no row for \(text).", place: text,
            remedy: nearest.map { "Did you mean \($0)?" } ?? "Name an area by its code.")
    }
}
