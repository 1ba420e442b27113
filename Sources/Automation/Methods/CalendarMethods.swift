import Casework
import JSON
import TriadKit

extension Methods {
    static let calendars: [Method] = [
        .command("calendar.apply", "Put a new version of a calendar in the place of the one in use: running clocks are counted anew, and those that move are named.", [
            .init("text", .text, "The calendar, in YAML."),
            .init("name?", .text, "The file's name, for mistakes; else `calendar`."),
            .init("because", .text, "Why: what was proclaimed or changed."),
            .init("shorten?", .yesNo, "Protected windows may end sooner by it; else it is refused, and they are listed."),
        ]) { given, _ in
            .applyCalendar(
                source: given.required("text"), file: given.text("name") ?? "calendar", because: given.required("because"), shorten: given.isSet("shorten"))
        },
        .query("calendar.show", "A calendar in use, as it was written.", [
            .init("calendar?", .text, "Its name, where several are in use."),
        ], .object([.init("calendar", .text), .init("version", .whole), .init("text", .text)])) { given, _ in .calendar(given.text("calendar")) },
    ]
}
