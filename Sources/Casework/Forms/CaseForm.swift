import Definitions
import JSON
import OrderedCollections

extension Case {
    /// The format number of the row; every engine reads all earlier ones.
    public static let format = 1

    /// The case as its row keeps it, in JSON: exact, with what is empty left out.
    public var text: String {
        var out = JSON.Writer(indent: nil)
        out.write("{\"format\":", Case.format)
        out.write(",\"id\":", id)
        out.write(",\"workflow\":", workflow)
        out.write(",\"subject\":", subject)
        out.write(",\"title\":", title)
        out.write(",\"began\":", began)
        out.write(",\"entry\":", entry)
        out.write(",\"states\":", configuration)
        if hasEnded { out.write(",\"ended\":", true) }
        out.write(",\"history\":", full(history))
        out.write(",\"data\":", full(data))
        out.write(",\"holders\":", full(holders))
        out.write(",\"signatures\":", full(signatures))
        out.write(",\"clocks\":", full(clocks))
        out.write(",\"collections\":", full(collections))
        out.write(",\"ballots\":", full(ballots))
        out.write(",\"rows\":", full(rows))
        out.write(",\"gone\":", full(gone))
        if documents > 0 { out.write(",\"documents\":", documents) }
        out.write(",\"links\":", full(links))
        out.write(",\"senders\":", full(senders))
        out.write(",\"counts\":", full(counts))
        out.write(",\"marks\":", full(marks))
        out.write(",\"incidents\":", full(incidents))
        out.write(",\"returned\":", full(returned))
        out.write(",\"waivers\":", full(waivers))
        out.write(",\"slips\":", full(slips))
        out.write(",\"typed\":", full(typed))
        out.write(",\"former\":", full(former))
        out.write(",\"doubts\":", full(doubts))
        out.write(",\"carried_on\":", full(carriedOn))
        out.put("}")
        return out.text
    }

    /// - Throws: ``Unreadable`` where the row is damaged or of a later format.
    public init(json: JSON.Value) throws {
        let from = try Members(json)
        let format: Int = try from("format")
        guard (1...Case.format).contains(format) else {
            throw Unreadable("format", "The case was written by a later engine (format \(format)); this one reads up to \(Case.format).")
        }
        self.init(
            id: try from("id"), workflow: try from("workflow"), subject: try from("subject"), title: try from("title"),
            began: try from("began"))
        entry = try from("entry")
        configuration = try from("states")
        hasEnded = try from.optional("ended") ?? false
        data = try from.table("data")
        holders = try from.table("holders")
        signatures = try from.table("signatures")
        clocks = try from.table("clocks")
        collections = try from.table("collections")
        rows = try from.table("rows")
        documents = try from.optional("documents") ?? 0
        senders = try from.table("senders")
        counts = try from.table("counts")
        let rare = Rare(
            history: try from.table("history"), ballots: try from.table("ballots"), links: try from.table("links"), marks: try from.list("marks"),
            gone: try from.table("gone"), incidents: try from.list("incidents"), returned: try from.table("returned"), waivers: try from.list("waivers"),
            slips: try from.list("slips"), doubts: try from.list("doubts"), carriedOn: try from.list("carried_on"), typed: try from.list("typed"),
            former: try from.table("former"))
        if rare != Rare() { self.rare = rare }
    }

    private func full<Element>(_ list: [Element]) -> [Element]? { list.isEmpty ? nil : list }
    private func full<Value>(_ table: OrderedDictionary<Name, Value>) -> OrderedDictionary<Name, Value>? { table.isEmpty ? nil : table }
}

extension Members {
    /// An empty table where the member is not there.
    fileprivate func table<Value: Transcribed>(_ key: String) throws -> OrderedDictionary<Name, Value> { try optional(key) ?? [:] }
}
