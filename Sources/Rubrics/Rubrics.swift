/// How sheets add up: rubrics, judgements, differences.
///
/// - ``Rubric``: what is judged, on which scale, in which manner; plain data, checked by `mistakes()`.
/// - ``Judgement``: one answer on one criterion: a level, or a text, or one of five absences.
/// - ``DraftSheet``, ``SealedSheet``, ``OpenedSheets``: one rater's answers while she writes, once they are fixed, and those of all
///   raters together. They are three types, so that a difference cannot be computed from a sheet that is not open.
/// - ``Difference`` and ``Settlement``: how far raters are apart, and which of their judgements a person chose, with a reason.
/// - ``Share``: a percentage compared exactly.
///
/// Nothing here makes an average, and no absence ever counts as a number. It knows nothing of cases, people or files.
///
/// Floor 2 (the craft).
