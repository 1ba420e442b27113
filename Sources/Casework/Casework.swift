/// Pure deciding and folding: what a command, a clock's strike or another case's event does to a case.
///
/// ``Deciding`` looks at guards and duties and gives facts and messages, or a ``Refusal``; ``Case/apply(_:)`` folds facts
/// and never fails, never asks a guard. ``Explaining`` says why not, ``Waiting`` what waits for whom, ``Seeing`` what
/// somebody may see. Everything that a decision may look at stands in a ``Situation``, loaded beforehand.
///
/// It knows no clock, no disk and no randomness: the time, the calendar, rows and sheets come in as values.
///
/// Floor 4 (deciding).
public enum Casework {}
