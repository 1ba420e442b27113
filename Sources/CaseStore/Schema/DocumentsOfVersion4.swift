extension Schema {
    /// What came with the entries of cases. The contents lie beside the file, each under its hash; in a backup, in a table of its own (``PackedDocuments``).
    static let documentsOfVersion4 = """
        CREATE TABLE document (
            case_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            hash TEXT NOT NULL,
            size INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (case_id, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX document_by_hash ON document (hash);
        """
}
