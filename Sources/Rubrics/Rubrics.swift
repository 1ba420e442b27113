/// How sheets add up: rubrics, judgements, differences.
///
/// Floor 2 (the craft).
