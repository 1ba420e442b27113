/// Who reviews whom: forming triads, and the rota within one.
///
/// - ``Forming`` holds what is known (organisations, conflicts, history, options, locks);
///   ``Forming/proposal(seed:budget:)`` partitions the organisations into triads at little travel and says how far
///   from the best possible the result can be.
/// - ``Proposal`` is the result: groups, every cost apart, a lower bound that can be checked; it can be changed by hand.
/// - ``Rota`` says who hosts, leads and assists in each term, and ``Balance`` who owes a review.
///
/// Pure values in, values out: no clock, no disk; randomness is a seed and effort is a count, so the same input, seed
/// and budget give the same triads for ever. It knows nothing of workflows, cases or calendars.
///
/// Floor 2 (the craft).
