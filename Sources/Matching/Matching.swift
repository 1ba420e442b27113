/// Who reviews whom: forming triads, and the rota within one.
///
/// Floor 2 (the craft).
