import Calendars
import CivilTime
import Definitions
import Register

extension Deciding {
    /// Another version of a calendar in use.
    static func apply(_ because: String, _ command: Command, _ file: FileSituation) throws(Refusal) -> [Fact] {
        try mustCoordinate(command, file)
        try reason(because, isNeeded: true)
        let reference = try read(file).reference
        guard let known = file.state.definition(.calendar, reference.name) else {
            let names = file.state.calendars
            throw Refusal(
                .unknownCalendar, "No calendar \(reference.name) is in use in this file.", place: reference.name,
                remedy: names.isEmpty ? "The first case that starts takes its workflow's calendar into use." : "In use: \(names.joined(separator: ", ")). The key `calendar` says which one a file is a version of.")
        }
        try reference.mustReplace(known)
        return [.defined(kind: .calendar, name: reference.name, version: reference.version, hash: reference.hash, because: because)]
    }

    /// What is to be noted of a calendar that is to stand in the place of another.
    ///
    /// - Throws: ``Refusal``: where its days begin and end elsewhere, or a school's area is missing in it.
    public static func notes(on calendar: SchoolCalendar, insteadOf old: SchoolCalendar, _ register: Register) throws(Refusal) -> [Fact] {
        guard calendar.zone == old.zone else {
            throw Refusal(
                .badDefinition, "The days of \(calendar.name) begin and end in \(old.zone.name).", place: "zone",
                remedy: "A calendar of another zone needs a name of its own; workflows say which they use.")
        }
        try refuseMissingAreas(calendar, old, register)
        let strangers = calendar.schools.map(\.id).filter { register.organisation($0) == nil }
        guard !strangers.isEmpty else { return [] }
        let known = register.organisations.map(\.id)
        let meant = strangers.compactMap { Nearest.name(to: $0, among: known) }
        let question = meant.isEmpty ? "" : " Did you mean \(meant.joined(separator: ", "))?"
        return [.marked(event: "calendar", sentence: "The register has no \(strangers.joined(separator: ", ")): dates of theirs count for nobody.\(question)")]
    }

    /// Agreed days of a running case on which its school would not be open any more: nothing moves them, so somebody must.
    public static func closedDays(of current: Case, in situation: Situation, under calendar: SchoolCalendar) -> [Fact] {
        guard case .organisation(let school) = current.subject else { return [] }
        var later = situation
        later.calendar = calendar
        let today = situation.calendar.zone.day(of: situation.now)
        return situation.workflow.appointments.values.flatMap { appointment -> [Fact] in
            guard !appointment.offIn.contains(where: current.configuration.contains), case .date(let from)? = current.data[appointment.from] else { return [] }
            var until = from
            if case .date(let last)? = appointment.until.flatMap({ current.data[$0] }) { until = min(last, from + longestAppointment) }
            guard until >= today, until >= from else { return [] }
            return (max(from, today)...until).compactMap { day in
                guard let was = try? situation.schedule(ofOrganisation: school).isSchoolDay(day), was,
                      let isOpen = try? later.schedule(ofOrganisation: school).isSchoolDay(day), !isOpen
                else { return nil }
                let title = appointment.title.text()
                return .marked(event: "calendar", sentence: "\(current.id): \(title) on \(day.spelled), when \(situation.name(organisation: school)) is not open any more.")
            }
        }
    }

    /// In days: of a longer one the first days are looked at.
    private static let longestAppointment = 30

    private static func refuseMissingAreas(_ calendar: SchoolCalendar, _ old: SchoolCalendar, _ register: Register) throws(Refusal) {
        let (areas, before) = (Set(calendar.areas.map(\.name)), Set(old.areas.map(\.name)))
        let left = register.organisations.filter { organisation in
            organisation.details.area.map { before.contains($0) && !areas.contains($0) } ?? false
        }
        guard !left.isEmpty else { return }
        throw Refusal(
            .leavesAreas, "Organisations keep the terms of an area that is not in this calendar.", place: "areas",
            remedy: "Keep the area, or give them another one in the register first.",
            details: left.map { .init(place: $0.id, code: Refusal.Code.leavesAreas.rawValue, sentence: "\($0.name) keeps the terms of \($0.details.area ?? "").") })
    }
}

extension Workflow.Reference {
    /// Whether it may stand in the place of what is in use.
    func mustReplace(_ known: Workflow.Reference) throws(Refusal) {
        if known.hash == hash { throw Refusal(.alreadySo, "\(name) \(version) is in use already.", place: name) }
        guard version > known.version else {
            throw Refusal(
                .badDefinition, "\(name) \(known.version) is in use with another content.", place: "version", remedy: "Raise the version to \(known.version + 1) or more.")
        }
    }
}
