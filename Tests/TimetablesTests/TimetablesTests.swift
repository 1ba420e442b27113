import CivilTime
import Testing
import Timetables

@Suite("A term's timetable")
struct TimetablesTests {
    private let people = ["Ben Oduya": "P2", "Cara Lind": "P3", "Dev Rao": "P4"]

    private func table(_ rows: [[String]], term: String = "Spring 2027") throws -> Timetable {
        try TimetableTable.read(rows.map { Dictionary(zip(TimetableTable.columns, $0), uniquingKeysWith: { $1 }) }, term: term) { people[$0] }
    }

    private func told(_ old: [[String]], _ new: [[String]]) throws -> [String] {
        let names = Dictionary(people.map { ($1, $0) }, uniquingKeysWith: { $1 })
        return try table(old).changes(to: table(new)).map { $0.sentence { names[$0] ?? $0 } }
    }

    private static let term = [
        ["Questioning", "2027-01-12", "9 to 12", "Ben Oduya", "Room 4", "itt"],
        ["Feedback", "2027-01-19", "9 to 12", "Cara Lind | Dev Rao", "Room 4", "itt"],
        ["Leading", "2027-01-26", "14 to 16", "Dev Rao", "https://meet.example/7", "npq"],
    ]

    private func term(_ change: (inout [[String]]) -> Void) -> [[String]] {
        var term = Self.term
        change(&term)
        return term
    }

    @Test("What is new, moved, given by others, at another place or cancelled is told before anything changes")
    func changes() throws {
        #expect(try told(Self.term, Self.term) == [])
        #expect(try told([], term { $0.removeLast(2) }) == ["Questioning is new: 12 Jan 2027, 9 to 12, Ben Oduya, Room 4."])
        #expect(try told(Self.term, term { $0[1][1] = "2027-01-20" }) == ["Feedback moves from 19 Jan 2027, 9 to 12 to 20 Jan 2027, 9 to 12."])
        #expect(try told(Self.term, term { $0[0][3] = "" }) == ["Questioning has nobody yet instead of Ben Oduya."])
        #expect(try told(Self.term, term { $0[2][4] = "Room 9" }) == ["Leading is at Room 9 instead of https://meet.example/7."])
        #expect(try told(Self.term, term { $0.remove(at: 1) }) == ["Feedback on 19 Jan 2027, 9 to 12 is cancelled."])
        #expect(try told(Self.term, term { $0[1][3] = "Dev Rao; Cara Lind" }) == ["Feedback: the order of its trainers is another."])
    }

    @Test("Two sessions that take each other's time, or each other's trainers, are told as a swap")
    func swaps() throws {
        #expect(try told(Self.term, term { ($0[0][1], $0[1][1]) = ($0[1][1], $0[0][1]) }) == [
            "Feedback and Questioning change places: it is on 12 Jan 2027, 9 to 12 instead of 19 Jan 2027, 9 to 12.",
            "Questioning and Feedback change places: it is on 19 Jan 2027, 9 to 12 instead of 12 Jan 2027, 9 to 12.",
        ])
        #expect(try told(Self.term, term { ($0[0][3], $0[2][3]) = ($0[2][3], $0[0][3]) }) == [
            "Questioning and Leading change trainers: it has Dev Rao instead of Ben Oduya.",
            "Leading and Questioning change trainers: it has Ben Oduya instead of Dev Rao.",
        ])
    }

    @Test("What lies before the first day of a new timetable stays")
    func before() throws {
        let next = [["Assessment", "2027-01-19", "9 to 12", "Ben Oduya", "Room 4", "itt"], Self.term[1], Self.term[2]]
        #expect(try told(Self.term, next).count == 1)
        let applied = try table(Self.term).applying(table(Self.term).changes(to: table(next)))
        #expect(applied.sessions.map(\.key.name) == ["Questioning", "Assessment", "Feedback", "Leading"])
    }

    @Test("Whatever the new timetable says holds after it has been applied, for every pair of timetables of three sessions")
    func applied() throws {
        let days = ["2027-01-12", "2027-01-19", "2027-01-26"]
        for a in days {
            for b in days {
                for left in 0..<4 {
                    var rows = term { ($0[0][1], $0[1][1]) = (a, b) }
                    if left < 3 { rows.remove(at: left) }
                    let (old, new) = (try table(Self.term), try table(rows))
                    let applied = old.applying(old.changes(to: new))
                    for session in new.sessions { #expect(applied[session.key] == session) }
                    #expect(applied.changes(to: new) == [])
                    #expect(applied.sessions.allSatisfy { session in new[session.key] != nil || session.on < new.sessions[0].on })
                }
            }
        }
    }

    @Test("Another term's sessions stay, though they come later and have the same names")
    func terms() throws {
        let spring = try table(Self.term)
        let autumn = try table([["Questioning", "2026-10-05", "9 to 12", "Ben Oduya", "Room 4", "itt"]], term: "Autumn 2026")
        #expect(spring.changes(to: autumn) == [.added(autumn.sessions[0])])
        #expect(spring.applying(spring.changes(to: autumn)).sessions.map(\.key.term) == ["Autumn 2026", "Spring 2027", "Spring 2027", "Spring 2027"])
    }

    @Test("Somebody's sessions in the order of their days, in a programme however it is written")
    func sessions() throws {
        let timetable = try table(Self.term)
        #expect(timetable.sessions(of: "P4").map(\.key.name) == ["Feedback", "Leading"])
        #expect(timetable.sessions(of: "P4", in: "NPQ").map(\.key.name) == ["Leading"])
        #expect(timetable.sessions(of: "P9").isEmpty)
    }

    @Test("Every mistake of a table is told at once, with its row and column")
    func mistakes() throws {
        let rows = [["", "12 January", "", "Nobody Known; Ben Oduya; Ben Oduya", "", ""], Self.term[0], Self.term[0]]
        let mistakes = #expect(throws: TimetableTable.Mistakes.self) { try table(rows) }
        #expect(mistakes?.all.map(\.description) == [
            "row 1, session: The session has no name.", "row 1, programme: Which programme is it of, such as ITT, CPLD or NPQ?", "row 1, on: `12 January` is not a date such as 2027-01-12.",
            "row 1, trainers: There is nobody called Nobody Known in the register, or more than one; an identifier says who.",
            "row 1, trainers: Somebody is named twice.",
            "row 3, session: Questioning stands in row 2 already; sessions of one programme have names of their own.",
        ])
        #expect(throws: TimetableTable.Mistakes.self) { try TimetableTable.read([["session": "A", "on": "2027-01-12", "room": "4"]], term: "Spring 2027") { _ in nil } }
        let unnamed = #expect(throws: TimetableTable.Mistakes.self) { try table(Self.term, term: " ") }
        #expect(unnamed?.all.map(\.description) == ["term: Say which term it is, in at most 200 characters."])
    }

    @Test("A session comes back from its JSON unchanged")
    func json() throws {
        for session in try table(Self.term).sessions { #expect(Session(json: session.json) == session) }
    }
}
