import CivilTime
import Definitions
import JSON
import OrderedCollections

/// What is put right by hand where no event of the workflow can do it.
public struct Amendment: Sendable, Hashable {
    /// The path of the state in which the case is to stand.
    public var state: Name?
    public var data: JSON.Object
    /// The day on which each of these clocks is to fall due.
    public var clocks: OrderedDictionary<Name, Day>

    public init(state: Name? = nil, data: JSON.Object = JSON.Object(), clocks: OrderedDictionary<Name, Day> = [:]) {
        self.state = state
        self.data = data
        self.clocks = clocks
    }
}

// The way out of what nobody foresaw: a case that nobody can move, or one that was carried on on paper. Nothing is sent, credited or told by
// it: only where the case stands, what it knows and by when something is due.

extension Deciding {
    static func amend(_ amendment: Amendment, _ because: String, _ attachments: [Command.Attachment], _ working: Working) throws(Refusal) -> Decision {
        try reason(because, isNeeded: true)
        guard amendment != Amendment() else {
            throw Refusal(.missingField, "Say what is to be put right.", place: "state", remedy: "Give a state, data or clocks; holders are appointed and released.")
        }
        working.emit(.amended(because: because))
        try working.amend(amendment, onPaper: !attachments.isEmpty)
        return working.decision
    }
}

extension Working {
    /// - Parameter isOnPaper: whether a document goes with it: without one no protected window ends sooner.
    func amend(_ amendment: Amendment, onPaper isOnPaper: Bool) throws(Refusal) {
        let protected = self.case.clocks.values.filter { workflow.clock($0.name)?.protects != nil && $0.dueDay >= act.day }
        try set(amendment.data)
        if let state = amendment.state { try stand(in: state) } else { try followDates() }
        for window in protected where !isOnPaper && self.case.clocks[window.name] == nil {
            throw Refusal(
                .shortensWindows, "\(window.name) ends on \(window.dueDay.spelled), and it belongs to whoever it protects.", place: "state",
                remedy: "Where she agrees in writing, attach what she wrote (--attach).")
        }
        for (name, day) in amendment.clocks { try set(name, dueOn: day, onPaper: isOnPaper) }
    }

    private func set(_ data: JSON.Object) throws(Refusal) {
        var reading = FormReading(situation)
        let fields = Array(workflow.data.values)
        let values = reading.read(data, as: fields, optional: fields.map(\.name))
        if let refusal = reading.refusal { throw refusal }
        for (name, value) in values { emit(.set(.init(name, value, workflow.data[name]?.visibility ?? .triad))) }
    }

    private func stand(in name: Name) throws(Refusal) {
        let paths = workflow.states.keys.filter { $0 == name || $0.hasSuffix(".\(name)") }
        guard let path = paths.first, paths.count == 1 else {
            let nearest = Nearest.name(to: name, among: workflow.states.values.map(\.name) + Array(workflow.states.keys))
            throw Refusal(
                .unknownState, paths.isEmpty ? "There is no state \(name)." : "\(name) could be \(paths.joined(separator: " or ")).", place: "state",
                remedy: paths.isEmpty ? nearest.map { "Did you mean \($0)?" } : "Write the whole path.")
        }
        look(at: ["states"])
        openAgain()
        isRepairing = true
        defer { isRepairing = false }
        try move(on: Workflow.repairing(path))
    }

    private func set(_ name: Name, dueOn day: Day, onPaper isOnPaper: Bool) throws(Refusal) {
        guard let clock = workflow.clock(name), self.case.configuration.contains(clock.state) else {
            throw Refusal(.unknownClock, "No clock \(name) belongs to where the case stands.", place: name, remedy: "Its clocks are: \(clocksHere.joined(separator: ", ")).")
        }
        if let known = self.case.clocks[name], clock.protects != nil, day < known.dueDay, !isOnPaper {
            throw Refusal(
                .shortensWindows, "\(name) would end on \(day.spelled), not on \(known.dueDay.spelled), and it belongs to whoever it protects.", place: name,
                remedy: "Where she agrees in writing, attach what she wrote (--attach).")
        }
        guard day >= self.case.began else {
            throw Refusal(.beforeAsked, "The case began on \(self.case.began.spelled), after \(day.spelled).", place: name, remedy: "Say a day since then.")
        }
        let due = zone.end(of: day)
        // Counted from the day itself: no calendar moves what was set by hand.
        emit(.clockSet(.init(name: name, base: day, amount: .init(count: 0, unit: clock.amount.unit), due: due, dueDay: day, next: .due, nextAt: due)))
    }

    private var clocksHere: [Name] { self.case.configuration.flatMap { workflow.states[$0]?.clocks.map(\.name) ?? [] } }
}
