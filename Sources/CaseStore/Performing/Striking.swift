import Casework
import CivilTime
import Definitions
internal import GRDB

extension Performing {
    /// Strikes what is due in a case and in those linked with it, so that a command finds them as they should stand.
    ///
    /// Strikes stay when the command after them is refused.
    mutating func strikeDue(around id: Case.ID) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT other FROM link WHERE case_id = ?1 UNION ALL SELECT case_id FROM link WHERE other = ?1")
        let found = try String.fetchCursor(statement, arguments: [id])
        var linked: Set<Case.ID> = []
        while let one = try found.next() { linked.insert(one) }
        for one in [id] + linked.sorted() {
            do {
                // A clock has few steps; more than this in one case is a circle that the next command or tick goes on with.
                for _ in 0..<100 {
                    guard let due = try nextClock(of: one, loads: one == id), try strike(due, of: one) else { break }
                }
            } catch is StoreFailure where one != id {
                // A linked case that cannot be read holds up no other; `verify` names it.
                continue
            }
        }
    }

    /// The clock of a case that has been due for longest.
    ///
    /// - Parameter loads: whether the case is needed anyway; of another, its rows alone are looked at.
    private func nextClock(of id: Case.ID, loads: Bool) throws -> Name? {
        if loads { return try rows.case(id)?.nextClock(by: now) }
        let sql = "SELECT name FROM clock WHERE case_id = ? AND next_at <= ? ORDER BY next_at, name LIMIT 1"
        return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [id, now.milliseconds])
    }

    /// Strikes what is due in the whole file, the longest overdue first.
    mutating func strikeDue(most: Int) throws -> Int {
        var struck = 0
        // A clock that cannot go on, or whose case cannot be read, holds up no other.
        var passedOver: Set<[String]> = []
        while struck < most, let (id, clock) = try firstDue(but: passedOver) {
            do {
                if try strike(clock, of: id) { struck += 1 } else { passedOver.insert([id, clock]) }
            } catch is StoreFailure {
                passedOver.insert([id, clock])
            }
        }
        return struck
    }

    private func firstDue(but passedOver: Set<[String]>) throws -> (Case.ID, Name)? {
        let statement = try db.cachedStatement(
            sql: "SELECT case_id, name FROM clock WHERE next_at <= ? ORDER BY next_at, case_id, name LIMIT ?")
        let rows = try Row.fetchAll(statement, arguments: [now.milliseconds, passedOver.count + 1])
        return rows.lazy.map { ($0["case_id"] as String, $0["name"] as String) }.first { !passedOver.contains([$0.0, $0.1]) }
    }

    /// One step of one clock, as an entry of its own and a command of its own.
    ///
    /// - Returns: whether the clock went on; where it did not, striking again would never end.
    private mutating func strike(_ clock: Name, of id: Case.ID) throws -> Bool {
        guard let state = try rows.case(id), let running = state.clocks[clock] else { return false }
        writing.beginCommand()
        try db.markPlace()
        do {
            let situation = try situation(forStrike: clock, of: state)
            try append(Deciding.strike(clock: clock, in: situation), clock, of: state)
            try db.keepPlace()
        } catch let failure as StoreFailure {
            try db.goBack()
            writing.undo()
            throw failure
        } catch let refusal as Refusal {
            try db.goBack()
            writing.undo()
            let step = Fact.clockStruck(clock: clock, step: running.next, next: .done, at: nil)
            let incident = Fact.incident(what: "clock \(clock)", refusal: refusal)
            try append(Decision(facts: [step, incident], happened: .instant(running.nextAt ?? now)), clock, of: state)
        }
        let after = try rows.case(id)?.clocks[clock]
        return after?.nextAt != running.nextAt || after?.next != running.next
    }

    private mutating func append(_ decision: Decision, _ clock: Name, of state: Case) throws {
        let header = Writing.Header(actor: "clock:\(clock)", word: "strike \(clock)", definition: state.workflow.hash)
        try writing.append(decision, to: state.id, header)
        try deliver(decision.messages)
    }
}

extension Case {
    /// The clock that has been due for longest by a moment.
    fileprivate func nextClock(by now: Instant) -> Name? {
        clocks.values.lazy.compactMap { clock in clock.nextAt.map { (at: $0, name: clock.name) } }
            .filter { $0.at <= now }.min { ($0.at, $0.name) < ($1.at, $1.name) }?.name
    }
}
