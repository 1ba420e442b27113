import Definitions

extension Sight {
    /// Whether anything of a record may be shown: what is withheld from her leaves her the rows that she added.
    public func mayShowRows(of record: Record) -> Bool { sees(record.visibility, seenBy: record.seenBy) }

    /// Whether a row is shown: of a record that is withheld from her, her own alone.
    public func sees(rowBy author: String, of record: Record) -> Bool {
        sees(record) || (mayShowRows(of: record) && person != nil && author == person)
    }

    /// The fields of a row that are shown.
    public func fieldsShown(of record: Record) -> [Field] {
        record.fields.filter { sees(min($0.visibility, record.visibility), seenBy: record.seenBy) }
    }
}
