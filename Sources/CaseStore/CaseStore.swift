/// The database: schema, migrations, ledger, one transaction a command.
///
/// Floor 5 (keeping).
