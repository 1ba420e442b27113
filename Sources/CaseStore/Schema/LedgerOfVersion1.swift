extension Schema {
    /// The ledger. `place`, `leaf` and `roots` are the log's; what stands after `opened` is copied from `bytes`.
    static let ledgerOfVersion1 = """
        CREATE TABLE entry (
            place INTEGER PRIMARY KEY,
            stream TEXT NOT NULL,
            number INTEGER NOT NULL,
            leaf BLOB NOT NULL,
            roots BLOB NOT NULL,
            bytes BLOB NOT NULL,
            opened TEXT,
            recorded INTEGER NOT NULL,
            happened TEXT NOT NULL,
            came TEXT NOT NULL,
            actor TEXT NOT NULL,
            typed_by TEXT,
            login TEXT,
            word TEXT NOT NULL,
            command TEXT NOT NULL,
            definition TEXT,
            engine TEXT NOT NULL,
            UNIQUE (stream, number)
        ) STRICT;

        CREATE TRIGGER entry_is_never_taken_out BEFORE DELETE ON entry BEGIN
            SELECT raise(ABORT, 'an entry is never taken out');
        END;

        -- INSERT OR REPLACE deletes without asking the trigger above.
        CREATE TRIGGER entry_is_appended BEFORE INSERT ON entry
        WHEN NEW.place IS NOT (SELECT coalesce(max(place), -1) + 1 FROM entry)
            OR EXISTS (SELECT 1 FROM entry WHERE stream = NEW.stream AND number = NEW.number)
        BEGIN
            SELECT raise(ABORT, 'an entry is only ever appended');
        END;

        CREATE TRIGGER entry_is_never_changed
        BEFORE UPDATE OF place, stream, number, leaf, roots, bytes, recorded, happened, came, actor, typed_by, login,
            word, command, definition, engine ON entry
        BEGIN
            SELECT raise(ABORT, 'an entry is never changed');
        END;

        CREATE TRIGGER opened_is_only_emptied BEFORE UPDATE OF opened ON entry
        WHEN OLD.opened IS NULL OR NEW.opened IS NULL
            OR json_array_length(NEW.opened) IS NOT json_array_length(OLD.opened)
            OR EXISTS (
                SELECT 1 FROM json_each(NEW.opened) AS new JOIN json_each(OLD.opened) AS old ON new.key = old.key
                WHERE new.type <> 'null' AND new.value IS NOT old.value)
        BEGIN
            SELECT raise(ABORT, 'what an entry conceals is only ever emptied');
        END;
        """
}
