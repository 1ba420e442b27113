extension Schema {
    /// The order in which cases are listed, and views for people with a SQLite browser.
    ///
    /// The views hold nothing that is sealed or restricted: of an entry they say neither which event it was nor who sent it, since an
    /// event may be for few. Times are UTC, as in RFC 3339.
    static let viewsOfVersion2 = """
        CREATE INDEX cases_in_order ON cases (workflow, CAST(substr(id, length(workflow) + 2) AS INTEGER));

        -- Cases: where each stands, and when something is next due in it.
        CREATE VIEW v_case (id, workflow, title, subject, state, began, ended, last_entry, next_due) AS
        SELECT id, workflow, title, json_extract(body, '$.subject'), json_extract(body, '$.configuration[#-1]'),
            json_extract(body, '$.began'), ended, entry,
            (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', min(due) / 1000, 'unixepoch') FROM clock WHERE case_id = cases.id)
        FROM cases;

        -- Who takes which part in a case that runs, and when something is next due in it.
        CREATE VIEW v_task (who, role, case_id, title, state, next_due) AS
        SELECT who, role, id, title, state, next_due FROM holding JOIN v_case ON id = case_id WHERE ended = 0;

        -- Clocks that run.
        CREATE VIEW v_clock (case_id, title, clock, due, next_strike) AS
        SELECT case_id, title, name, strftime('%Y-%m-%dT%H:%M:%SZ', due / 1000, 'unixepoch'),
            strftime('%Y-%m-%dT%H:%M:%SZ', next_at / 1000, 'unixepoch')
        FROM clock JOIN cases ON id = case_id;

        -- The ledger: what kind of thing happened when, and its hash.
        CREATE VIEW v_ledger (place, stream, number, recorded, happened, came, kind, definition, leaf) AS
        SELECT place, stream, number, strftime('%Y-%m-%dT%H:%M:%fZ', recorded / 1000.0, 'unixepoch'), happened, came,
            substr(word, 1, instr(word || ' ', ' ') - 1), definition, lower(hex(leaf))
        FROM entry;
        """
}
