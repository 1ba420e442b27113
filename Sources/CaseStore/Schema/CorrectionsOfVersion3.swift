extension Schema {
    /// The entries of a case that are set aside, or held to have said something else, by its corrections; and a view that showed no state.
    static let correctionsOfVersion3 = """
        CREATE TABLE mended (
            case_id TEXT NOT NULL,
            entry INTEGER NOT NULL,
            correction INTEGER NOT NULL,
            aside INTEGER NOT NULL,
            PRIMARY KEY (case_id, entry)
        ) STRICT, WITHOUT ROWID;

        DROP VIEW v_case;
        CREATE VIEW v_case (id, workflow, title, subject, state, began, ended, last_entry, next_due) AS
        SELECT id, workflow, title, json_extract(body, '$.subject'), json_extract(body, '$.states[#-1]'),
            json_extract(body, '$.began'), ended, entry,
            (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', min(due) / 1000, 'unixepoch') FROM clock WHERE case_id = cases.id)
        FROM cases;
        """
}
