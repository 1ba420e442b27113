/// Civil days and instants: the two kinds of time that everything above speaks of.
///
/// It knows the Gregorian calendar and UTC, not which days count: that is `Calendars`.
///
/// Floor 0 (the footing).
