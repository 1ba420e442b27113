extension Schema {
    /// The tables that the entries fill, and that can be made again from them at any time.
    ///
    /// `body` is JSON. The names of these tables stand in ``factTables``: `verify` compares them whole.
    static let factsOfVersion1 = """
        CREATE TABLE file (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            id TEXT NOT NULL,
            is_virtual INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE cases (
            id TEXT PRIMARY KEY,
            workflow TEXT NOT NULL,
            definition TEXT NOT NULL,
            entry INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            title TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE numbering (workflow TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE holding (
            case_id TEXT NOT NULL,
            role TEXT NOT NULL,
            who TEXT NOT NULL,
            PRIMARY KEY (case_id, role, who)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX holding_by_who ON holding (who, case_id);

        CREATE TABLE record_row (
            case_id TEXT NOT NULL,
            record TEXT NOT NULL,
            number INTEGER NOT NULL,
            author TEXT NOT NULL,
            day TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (case_id, record, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sheet (
            case_id TEXT NOT NULL,
            sheet TEXT NOT NULL,
            role TEXT NOT NULL,
            holder TEXT NOT NULL,
            person TEXT,
            entry INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (case_id, sheet, entry, role, holder)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE settlement (
            case_id TEXT NOT NULL,
            sheet TEXT NOT NULL,
            criterion TEXT NOT NULL,
            entry INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (case_id, sheet, criterion)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE clock (
            case_id TEXT NOT NULL,
            name TEXT NOT NULL,
            due INTEGER NOT NULL,
            next_at INTEGER,
            PRIMARY KEY (case_id, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX clock_by_time ON clock (next_at, case_id) WHERE next_at IS NOT NULL;

        CREATE TABLE link (
            case_id TEXT NOT NULL,
            link TEXT NOT NULL,
            other TEXT NOT NULL,
            ended INTEGER NOT NULL,
            PRIMARY KEY (case_id, link, other)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX link_by_other ON link (other);

        CREATE TABLE letter (
            number INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL,
            entry INTEGER NOT NULL,
            letter TEXT NOT NULL,
            recipient TEXT NOT NULL,
            about TEXT,
            due TEXT,
            sent TEXT,
            how TEXT
        ) STRICT;
        CREATE INDEX letter_by_case ON letter (case_id);
        CREATE INDEX letter_unsent ON letter (number) WHERE sent IS NULL;

        CREATE TABLE credit (
            organisation TEXT NOT NULL,
            workflow TEXT NOT NULL,
            word TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (organisation, workflow, word)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE incident (
            case_id TEXT NOT NULL,
            entry INTEGER NOT NULL,
            number INTEGER NOT NULL,
            what TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (case_id, entry, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE register_row (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (kind, id)
        ) STRICT;
        CREATE INDEX register_by_name ON register_row (kind, json_extract(body, '$.name'));

        CREATE TABLE register_owner (
            owner TEXT NOT NULL,
            row INTEGER NOT NULL REFERENCES register_row (number),
            PRIMARY KEY (owner, row)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE definition (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (kind, name, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE forming (
            number INTEGER PRIMARY KEY,
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE key (
            client TEXT NOT NULL,
            text TEXT NOT NULL,
            request BLOB NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (client, text)
        ) STRICT, WITHOUT ROWID;
        """

    /// Rows that are no facts: work not handed in yet, and texts known by their own hash. Each carries a checksum.
    static let besideOfVersion1 = """
        CREATE TABLE draft (
            case_id TEXT NOT NULL,
            sheet TEXT NOT NULL,
            role TEXT NOT NULL,
            holder TEXT NOT NULL,
            author TEXT NOT NULL,
            saved INTEGER NOT NULL,
            body TEXT NOT NULL,
            checksum BLOB NOT NULL,
            PRIMARY KEY (case_id, sheet, role, holder)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE definition_text (
            hash TEXT PRIMARY KEY,
            file TEXT NOT NULL,
            source TEXT NOT NULL,
            canonical TEXT NOT NULL,
            checksum BLOB NOT NULL
        ) STRICT;
        """
}
