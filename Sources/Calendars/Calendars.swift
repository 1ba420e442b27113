/// Which days count: bank holidays, school terms, working days.
///
/// Floor 2 (the craft).
