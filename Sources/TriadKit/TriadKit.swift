/// The only way in: open a file, perform a command, read a query.
///
/// Floor 6 (the door).
