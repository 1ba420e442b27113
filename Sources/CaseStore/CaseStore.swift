/// The database: one SQLite file, its ledger as a Merkle tree, what the ledger says as rows, one transaction a command.
///
/// ``Store`` is the file. It knows SQL and hashes; what a command means it asks `Casework`, and it never shows a type of
/// the SQL library.
///
/// Floor 5 (keeping).
