/// Which days count: bank holidays, school terms, working days.
///
/// - ``SchoolCalendar``: the dates as a calendar file gives them, in layers: nations, areas, schools. `mistakes()` checks them.
/// - ``Schedule``: the days of one addressee, or of several together, resolved from the layers.
/// - ``DayUnit`` and ``DayCount``: calendar days, working days, school days, and a number of them.
/// - ``Explanation``: which days were counted, which were left out, and why.
///
/// It knows nothing of YAML, of who belongs to which school, or of clocks.
///
/// Floor 2 (the craft).
