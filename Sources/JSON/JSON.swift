/// One byte-level JSON reader and writer, exact and bounded.
///
/// It knows bytes, numbers and texts, and nothing of Triad.
///
/// Floor 0 (the footing).
