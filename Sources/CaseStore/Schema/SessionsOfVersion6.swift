extension Schema {
    /// The sessions of timetables as they now are.
    static let sessionsOfVersion6 = """
        CREATE TABLE session (
            number INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX session_by_day ON session (day);
        """
}
