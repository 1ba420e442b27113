import Calendars
import CivilTime
import Definitions

/// The clocks that run in a simulation, by the days on whose end they strike.
struct SimulatedClocks: Sendable {
    private var running: [Running] = []
    /// Clocks that were to be set just now and could not be, with the reason.
    private var unset: [(clock: Clock, because: String)] = []

    private struct Running: Sendable {
        var clock: Clock
        var day: Day
        var next: Step
    }

    private enum Step { case due, grace }

    /// What a clock does.
    struct Strike {
        var clock: Clock
        var sentence: String
        var sends: Name?
    }

    /// The clock that strikes next, and on the end of which day.
    var first: (name: Name, day: Day)? { running.first.map { ($0.clock.name, $0.day) } }

    mutating func set(_ clocks: [Clock], on today: Day, _ dates: [Name: Day], _ schedule: Schedule) {
        for clock in clocks {
            guard let base = base(of: clock, today, dates) else {
                unset.append((clock, "its date is not known"))
                continue
            }
            guard let day = try? schedule.add(clock.amount.count, clock.amount.unit.day, after: base) else {
                unset.append((clock, "the calendar ends before it"))
                continue
            }
            insert(Running(clock: clock, day: max(day, today), next: .due))
        }
    }

    mutating func stop(in state: Name) {
        running.removeAll { $0.clock.state == state }
        unset.removeAll { $0.clock.state == state }
    }

    /// What is to be told of clocks that could not be set, once.
    mutating func toldUnset() -> [String] {
        defer { unset = [] }
        return unset.map { "the clock \($0.clock.name) is not set: \($0.because)" }
    }

    /// The next strike; the clock goes on to its next step.
    mutating func strike(_ schedule: Schedule) throws(Refusal) -> Strike {
        let current = running.removeFirst()
        let clock = current.clock
        switch (current.next, clock.kind) {
        case (.due, .window(_, _, let grace)):
            do throws(SchoolCalendar.Failure) {
                insert(Running(clock: clock, day: try schedule.endOfGrace(grace.count, grace.unit.day, after: current.day), next: .grace))
            } catch {
                throw Refusal(error)
            }
            return Strike(clock: clock, sentence: "the window \(clock.name) is over and asks")
        case (.grace, _): return Strike(clock: clock, sentence: "the window \(clock.name) closes", sends: clock.sends)
        case (.due, .event): return Strike(clock: clock, sentence: "the clock \(clock.name) is due", sends: clock.sends)
        case (.due, .deadline): return Strike(clock: clock, sentence: "the clock \(clock.name) is due")
        }
    }

    private mutating func insert(_ clock: Running) {
        running.insert(clock, at: running.firstIndex { clock.day < $0.day } ?? running.endIndex)
    }

    /// A date of the case that a form gave; other expressions need the case's data.
    private func base(of clock: Clock, _ today: Day, _ dates: [Name: Day]) -> Day? {
        switch clock.base {
        case .entry: return today
        case .date(let expression):
            let paths = expression.program.references.paths
            guard paths.count == 1, paths[0].names.count == 2, expression.program.source.isSame(as: paths[0].names.joined(separator: "."))
            else { return nil }
            return dates[paths[0].names[1]]
        }
    }
}
