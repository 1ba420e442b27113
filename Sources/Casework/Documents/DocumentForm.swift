import Definitions
import JSON

extension Document.Kind: Transcribed {}

extension Document {
    /// The document as its row keeps it, and as the fact that says so does.
    ///
    /// - Parameter conceal: gets what tells whose paper it is: its name, and its hash, by which whoever has the same paper knows it.
    func members(_ conceal: (JSON.Value) -> JSON.Value) -> KeyValuePairs<String, JSON.Value?> {
        var row: (record: Name, number: Int)?, sheet: (name: Name, rater: Case.Collection.Rater)?, vote: (name: Name, member: Case.Ballot.Member)?, owner: String?
        switch part {
        case .row(let record, let number): row = (record, number)
        case .sheet(let name, let rater): sheet = (name, rater)
        case .vote(let name, let member): vote = (name, member)
        case .slip(let known): owner = known
        case nil: break
        }
        return [
            "number": number.json, "name": conceal(name.json), "kind": kind.json, "size": size.json, "hash": conceal(hash.json),
            "received": received.json, "by": by.json, "visibility": .string(visibility.rawValue), "seen_by": seenBy?.json,
            "record": row?.record.json, "row": row?.number.json, "sheet": sheet?.name.json, "rater": sheet?.rater.json,
            "owner": owner?.json,
            "vote": vote?.name.json, "member": vote?.member.json,
        ]
    }

    public var json: JSON.Value { .members(members { $0 }) }

    /// - Throws: ``Unreadable``.
    public init(json: JSON.Value) throws { try self.init(Members(json)) }

    init(_ from: Members) throws {
        guard let visibility = Visibility(rawValue: try from("visibility")) else { throw Unreadable("visibility", "This word is not known.") }
        var part: Part?
        if let record: Name = try from.optional("record") { part = .row(record: record, number: try from("row")) }
        if let sheet: Name = try from.optional("sheet") { part = .sheet(sheet, try from("rater")) }
        if let owner: String = try from.optional("owner") { part = .slip(owner: owner) }
        if let vote: Name = try from.optional("vote") { part = .vote(vote, try from("member")) }
        self.init(
            number: try from("number"), name: try from.secret("name"), kind: try from("kind"), size: try from("size"),
            hash: try from.secret("hash"), received: try from("received"), by: try from("by"), visibility: visibility,
            seenBy: try from.optional("seen_by"), part: part)
    }
}
