import Definitions
import JSON
import OrderedCollections

extension Case {
    /// The format number of the row; every engine reads all earlier ones.
    public static let format = 1

    /// The case as its row keeps it: exact, with what is empty left out.
    public var json: JSON.Value {
        .members([
            "format": Case.format.json, "id": id.json, "workflow": workflow.json, "subject": subject.json, "title": title.json,
            "began": began.json, "entry": entry.json, "states": configuration.json, "ended": hasEnded ? true : nil,
            "history": full(history), "data": full(data), "holders": full(holders), "signatures": full(signatures),
            "clocks": full(clocks), "collections": full(collections), "rows": full(rows), "links": full(links),
            "senders": full(senders), "counts": full(counts), "marks": marks.isEmpty ? nil : marks.json,
            "incidents": incidents.isEmpty ? nil : incidents.json,
        ])
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
        history = try from.table("history")
        data = try from.table("data")
        holders = try from.table("holders")
        signatures = try from.table("signatures")
        clocks = try from.table("clocks")
        collections = try from.table("collections")
        rows = try from.table("rows")
        links = try from.table("links")
        senders = try from.table("senders")
        counts = try from.table("counts")
        marks = try from.list("marks")
        incidents = try from.list("incidents")
    }

    private func full<Value: Transcribed>(_ table: OrderedDictionary<Name, Value>) -> JSON.Value? {
        table.isEmpty ? nil : table.json
    }
}

extension Members {
    /// An empty table where the member is not there.
    fileprivate func table<Value: Transcribed>(_ key: String) throws -> OrderedDictionary<Name, Value> { try optional(key) ?? [:] }
}
