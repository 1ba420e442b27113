import Casework
import CivilTime
import JSON
import Register
import Testing
import Timetables

@testable import TriadKit

@Suite("The term's timetable in the file")
struct TimetableTests {
    private static let term = [
        "Questioning | 2026-09-15 | 09:00 to 12:00 | Ben Oduya | Room 4 | ITT",
        "Feedback | 2026-09-22 | 09:00 to 12:00 | Dev Rao; Eve Stone | Room 4 | ITT",
        "Planning | 2026-09-29 | 09:00 to 12:00 | Ben Oduya | Room 4 | ITT",
        "Leading a team | 2026-10-06 | 16:00 to 18:00 | Ben Oduya | | NPQ",
    ]

    /// Rows as a table holds them, from lines with a bar between the cells.
    private func rows(_ lines: [String]) -> [[String: String]] {
        lines.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.split(separator: " ").joined(separator: " ") }
            return Dictionary(zip(TimetableTable.columns, cells), uniquingKeysWith: { $1 })
        }
    }

    private func timetable(_ door: Door, _ lines: [String], term: String = "Autumn 2026") throws -> Timetable {
        try door.triad.glance { try $0.timetable(rows(lines), term: term) }
    }

    private func keeps(_ door: Door, _ lines: [String], term: String = "Autumn 2026") throws {
        try door.did("Ada Marsh", .timetable(timetable(door, lines, term: term)))
    }

    private func listed(_ door: Door, _ wish: TimetableWish = TimetableWish(), as person: String = "Ada Marsh") throws -> [String] {
        let view: TimetableView = try door.answer(.timetable(wish), as: person)
        return view.sessions.map { "\($0.on) \($0.programme) \($0.session): \($0.trainers.map(\.name).joined(separator: ", "))\($0.cases.map { " [\($0)]" }.joined())" }
    }

    private func compared(_ door: Door, _ lines: [String]) throws -> [String] {
        let view: TimetableComparison = try door.answer(.comparison(timetable(door, lines)), as: "Ada Marsh")
        return view.changes.map { change in change.sentence + change.cases.map { " [\($0.case): \($0.state), \($0.on?.description ?? "no day")]" }.joined() }
    }

    @Test("A term is kept, changed by a later table, and shown as it was; verify and a backup hold it")
    func kept() throws {
        let door = try Sessions.door()
        try keeps(door, Self.term)
        #expect(try listed(door) == [
            "2026-09-15 ITT Questioning: Ben Oduya", "2026-09-22 ITT Feedback: Dev Rao, Eve Stone", "2026-09-29 ITT Planning: Ben Oduya", "2026-10-06 NPQ Leading a team: Ben Oduya",
        ])
        #expect(try listed(door, TimetableWish(from: Day("2026-09-16"), person: "Ben Oduya", programme: "itt")) == ["2026-09-29 ITT Planning: Ben Oduya"])
        let before = try door.triad.now()
        try door.did("Ada Marsh", .setClock(try #require(Instant("2026-09-05T08:00:00Z"))))
        var next = Self.term
        next[0] = next[0].replacing("2026-09-15", with: "2026-09-22")
        next[1] = next[1].replacing("2026-09-22", with: "2026-09-15")
        next.remove(at: 2)
        #expect(try compared(door, next) == [
            "Feedback and Questioning change places: it is on 15 Sep 2026, 09:00 to 12:00 instead of 22 Sep 2026, 09:00 to 12:00.",
            "Questioning and Feedback change places: it is on 22 Sep 2026, 09:00 to 12:00 instead of 15 Sep 2026, 09:00 to 12:00.",
            "Planning on 29 Sep 2026, 09:00 to 12:00 is cancelled.",
        ])
        try keeps(door, next)
        #expect(try compared(door, next) == [])
        #expect(try listed(door).map { String($0.prefix(22)) } == ["2026-09-15 ITT Feedbac", "2026-09-22 ITT Questio", "2026-10-06 NPQ Leading"])
        let past = door.triad.at(AsOf(.time(.instant(before))))
        let then: TimetableView = try past.answer(.timetable(TimetableWish()), as: "Ada Marsh")
        #expect(then.sessions.map(\.session) == ["Questioning", "Feedback", "Planning", "Leading a team"])
        #expect(try door.triad.verify().differences == [])
        _ = try door.triad.backup(to: door.folder + "/backup.triad")
        let copy = try Triad.open(at: door.folder + "/backup.triad", for: .reading)
        let kept: TimetableView = try copy.answer(.timetable(TimetableWish()), as: "Ada Marsh")
        let now: TimetableView = try door.answer(.timetable(TimetableWish()), as: "Ada Marsh")
        #expect(kept == now)
    }

    private func running(_ story: Story) throws -> [String] { try story.view.deadlines.filter { $0.done == nil }.map { "\($0.clock) \($0.due)" } }

    @Test("Running cases about a session that moves or is cancelled are named, on its day alone")
    func touched() throws {
        let door = try Sessions.door()
        try keeps(door, Self.term)
        let one = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "itt", "session": "Questioning", "session_on": "2026-09-15"])
        let open = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "itt", "session": "Planning"])
        _ = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "npq", "session": "Planning", "session_on": "2026-09-29"])
        _ = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "itt", "session": "Planning", "session_on": "2026-09-30"])
        let ended = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "itt", "session": "Planning", "session_on": "2026-09-29"])
        try ended.does("cancel", ["reason": "It is not needed."])
        var next = Self.term
        next[0] = next[0].replacing("2026-09-15", with: "2026-09-16")
        next.remove(at: 2)
        #expect(try compared(door, next) == [
            "Questioning moves from 15 Sep 2026, 09:00 to 12:00 to 16 Sep 2026, 09:00 to 12:00. [\(one.id): Planned, 2026-09-15]",
            "Planning on 29 Sep 2026, 09:00 to 12:00 is cancelled. [\(open.id): Planned, no day]",
        ])
        #expect(try listed(door)[2] == "2026-09-29 ITT Planning: Ben Oduya [\(open.id)] [\(ended.id)]")
        #expect(try running(open) == ["announcement 2026-09-25"])
        #expect(try running(one) == ["announcement 2026-09-08"])
        try one.does("set-session", ["session_on": "2026-09-16"])
        #expect(try running(one) == ["announcement 2026-09-09"], "notice is counted back from the day of the session")
    }

    @Test("A programme that no workflow in use knows of is not taken; a session on a Saturday, or when the schools of those who give it are closed, is marked")
    func programmesAndClosedDays() throws {
        let door = try Sessions.door()
        try keeps(door, ["Reading | 2026-09-15 | 9 to 12 | Ben Oduya | Room 4 | PGCE"], term: "Summer 2026")
        _ = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"])
        do {
            try keeps(door, ["Reading | 2026-09-15 | 9 to 12 | Ben Oduya | Room 4 | PGCE"])
            Issue.record("it was kept")
        } catch let refusal as Refusal {
            #expect(refusal.details.map { "\($0.place): \($0.sentence)" } == ["row 1, programme: There is no programme PGCE; there are ITT, CPLD, NPQ."])
        }
        #expect(try compared(door, [
            "Reading | 2026-09-19 | 9 to 12 | Ben Oduya | Room 4 | itt", "Writing | 2026-10-27 | 9 to 12 | Ben Oduya | Room 4 | ITT", "Maths | 2026-10-20 | 9 to 12 | Ben Oduya | Room 4 | ITT",
        ]) == [
            "Reading is new: 19 Sep 2026, 9 to 12, Ben Oduya, Room 4. That is a Saturday.",
            "Maths is new: 20 Oct 2026, 9 to 12, Ben Oduya, Room 4.",
            "Writing is new: 27 Oct 2026, 9 to 12, Ben Oduya, Room 4. No school of theirs is open on that day.",
        ])
    }

    @Test("A table with mistakes is told with every row, and nothing of it is kept; nor is what changes nothing")
    func mistakes() throws {
        let door = try Sessions.door()
        do {
            try keeps(door, Self.term + ["Reading | 31 September | 9 to 12 | Ben Odoya | Room 4 | ITT"])
            Issue.record("it was kept")
        } catch let refusal as Refusal {
            #expect(refusal.code == .wrongType)
            #expect(refusal.details.map { "\($0.place): \($0.sentence)" } == [
                "row 5, on: `31 September` is not a date such as 2027-01-12.",
                "row 5, trainers: There is nobody called Ben Odoya in the register, or more than one; an identifier says who.",
            ])
        }
        #expect(try listed(door) == [])
        try keeps(door, Self.term)
        let again = try door.triad.perform(Command(as: "Ada Marsh", .timetable(timetable(door, Self.term))))
        guard case .failure(let refusal) = again else { return #expect(Bool(false), "it was kept again") }
        #expect("\(refusal.code.rawValue): \(refusal.sentence)" == "already-so: Nothing would change: the timetable says so already.")
    }

    @Test("A coordinator keeps it; whoever manages observations sees all of it, a trainer her own sessions, and nobody who is not known any")
    func sight() throws {
        let door = try Sessions.door()
        let term = try timetable(door, Self.term)
        guard case .failure(let refusal) = try door.triad.perform(Command(as: "Ben Oduya", .timetable(term))) else { return #expect(Bool(false), "anybody may") }
        #expect(refusal.code == .notYours)
        try keeps(door, Self.term)
        #expect(try listed(door, as: "Eve Stone") == ["2026-09-22 ITT Feedback: Dev Rao, Eve Stone"])
        #expect(try listed(door, as: "Cara Lind") == [])
        _ = try Sessions.begin("session-observation", in: door, ["director": "P3", "observer": "P4", "trainer": "P2"])
        #expect(try listed(door, as: "Cara Lind").count == 4)
        #expect(try door.refusal(.timetable(TimetableWish()), as: nil)?.code == .notYours)
        #expect(try door.refusal(.comparison(term), as: "Cara Lind")?.code == .notYours)
    }

    private func due(_ door: Door) throws -> [String] {
        let list: DueList = try door.answer(.due(until: nil), as: "Ada Marsh")
        return list.samples.map { line in
            "\(line.due)\(line.isLate ? " late" : "") \(line.person.name) (\(line.apart ?? "")): \(line.why)\(line.missed.map { "; missed \($0.session)" } ?? ""); \(line.next.map { "\($0.on) \($0.session)" })"
        }
    }

    @Test("Somebody new is to be seen at her first session in each programme; where she gave it unseen, that is told")
    func first() throws {
        let door = try Sessions.door()
        _ = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P4"])
        try door.did("Ada Marsh", .register([.credentialGiven(Credential("P2", "session_trainer", .starting(try #require(Day("2026-09-01")))))]))
        try keeps(door, Self.term)
        #expect(try due(door) == [
            #"2026-09-15 Ben Oduya (itt): The first session of somebody new is seen; ["2026-09-15 Questioning", "2026-09-29 Planning"]"#,
            #"2026-10-06 Ben Oduya (npq): The first session of somebody new is seen; ["2026-10-06 Leading a team"]"#,
        ])
        try door.did("Ada Marsh", .setClock(try #require(Instant("2026-09-16T08:00:00Z"))))
        #expect(try due(door)[0] == #"2026-09-15 late Ben Oduya (itt): The first session of somebody new is seen; missed Questioning; ["2026-09-29 Planning"]"#)
    }

    @Test("One letter tells a trainer all her sessions of the term; another session needs no second letter")
    func letter() throws {
        let door = try Sessions.door()
        try keeps(door, Self.term)
        let one = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "itt", "session": "Questioning", "session_on": "2026-09-15"])
        try one.as("Cara Lind").does("notify")
        let letter: RenderedLetter = try door.answer(.letter(number: 1), as: "Ben Oduya")
        #expect((letter.data["sessions"]?.arrayValue ?? []).map { "\($0["on"]?.stringValue ?? ""): \($0["session"]?.stringValue ?? "")" } == [
            "Tuesday 15 September 2026: Questioning", "Tuesday 29 September 2026: Planning", "Tuesday 6 October 2026: Leading a team",
        ])
        let other = try Sessions.begin("session-observation", in: door, ["observer": "P3", "trainer": "P2"], ["programme": "itt", "session": "Planning", "session_on": "2026-09-29"])
        try other.as("Cara Lind").does("announced-before", ["letter_on": "2026-09-04"])
        let letters: LetterList = try door.answer(.letters(waitingOnly: false), as: "Ada Marsh")
        #expect(letters.letters.map(\.case) == [one.id])
    }

    @Test("What is erased of a session leaves its day and whose it is")
    func erased() throws {
        let door = try Sessions.door()
        try keeps(door, [Self.term[0].replacing("Room 4", with: "At Ben's, 4 Elm Row")])
        try door.did("Ada Marsh", .erase(person: nil, text: "4 Elm Row", because: "An address."))
        let view: TimetableView = try door.answer(.timetable(TimetableWish()), as: "Ada Marsh")
        #expect(view.sessions.map { "\($0.on) \($0.session) \($0.place)" } == ["2026-09-15 Questioning (erased)"])
        #expect(try door.triad.verify().differences == [])
    }
}
