/// Decides what a command does to a case, and folds the facts. Pure: no clock, no disk, no randomness.
///
/// Floor 4 (deciding).
