extension Schema {
    /// What the members of panels have voted.
    static let votesOfVersion5 = """
        CREATE TABLE vote (
            case_id TEXT NOT NULL,
            vote TEXT NOT NULL,
            entry INTEGER NOT NULL,
            role TEXT NOT NULL,
            holder TEXT NOT NULL,
            person TEXT,
            body TEXT NOT NULL,
            PRIMARY KEY (case_id, vote, entry, role, holder)
        ) STRICT, WITHOUT ROWID;
        """
}
