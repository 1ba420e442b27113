/// Civil days and instants: the two kinds of time that everything above speaks of.
///
/// - ``Day``: a date of the Gregorian calendar, without a zone ("2027-01-12").
/// - ``Instant``: a moment, in milliseconds since 1970 UTC ("2027-01-12T09:30:00.000Z").
/// - ``Zone``: where a moment becomes a date and a wall-clock time, and back.
/// - ``DayRange``: from a date to a date, either end left open or not.
/// - ``When``: what a person says about when something happened: a date, or a moment.
///
/// It knows the Gregorian calendar and UTC, not which days count: that is `Calendars`.
/// Nothing here reads the clock of the machine.
///
/// Floor 0 (the footing).
