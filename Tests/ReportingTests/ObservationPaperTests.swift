import Casework
import CivilTime
import Foundation
import JSON
import Pages
import Register
import Testing

@testable import Reporting
@testable import TriadKit

@Suite("Paper for the observation of sessions")
struct ObservationPaperTests {
    /// Two observations and a joint one in an invented alliance, each played far enough that every letter is owed once.
    private final class Sessions {
        let folder: String
        let triad: Triad

        init() throws {
            folder = NSTemporaryDirectory() + "/triad-sessions-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let begin = try #require(Instant("2026-09-07T08:00:00Z"))
            triad = try Triad.create(at: folder + "/a.triad", coordinators: ["Ada Marsh"], virtualFrom: begin)
            let since = Day(year: 2020, month: 9, day: 1) ?? .first
            var changes: [Register.Change] = [.organisationAdded(.init(name: "Larkmere Training", kind: .hub), id: "H1"), .organisationAdded(.init(name: "Birch Hill", kind: .hub), id: "H2")]
            for (id, name, hub) in [("P2", "Ben Oduya", "H1"), ("P3", "Cara Lind", "H1"), ("P4", "Dev Rao", "H2")] {
                changes += [
                    .personAdded(Person(id, name: name, email: "\(id.lowercased())@example.org")), .affiliationBegun(Affiliation(id, at: hub, as: "trainer", .starting(since))),
                    .declarationMade(Declaration(person: id, on: Day(year: 2026, month: 8, day: 20) ?? .first)),
                ]
            }
            try did("Ada Marsh", .register(changes))
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        @discardableResult
        func did(_ person: String, _ act: Command.Act) throws -> Reply { try triad.perform(Command(as: person, act)).get() }

        func begin(_ workflow: String, _ roles: KeyValuePairs<String, String>) throws -> Case.ID {
            let parts = roles.map { Command.RoleAssignment(role: $0.key, person: $0.value) }
            return try #require(try did("Ada Marsh", .start(workflow: workflow, subject: .organisation("H1"), title: nil, roles: parts, data: [:])).began.first)
        }

        func sent(_ person: String, _ id: Case.ID, _ event: String, _ form: JSON.Object = [:]) throws { try did(person, .event(case: id, event: event, form: form)) }

        func seals(_ person: String, _ id: Case.ID, _ sheet: String, _ level: String) throws {
            let view: SheetView = try triad.answer(.sheet(case: id, sheet: sheet, role: nil), as: person)
            var judgements: JSON.Object = ["overall": ["level": .string(level), "because": "Most of it."]]
            for criterion in view.criteria { judgements.append(criterion.id, ["level": .string(level), "narrative": "Seen.", "evidence": ["1"]]) }
            try did(person, .draft(case: id, sheet: sheet, role: nil, judgements: judgements))
            try did(person, .seal(case: id, sheet: sheet, role: nil))
        }
    }

    /// Every report that there is, made for whoever manages the case.
    private func reports(_ sessions: Sessions, _ id: Case.ID) throws -> [String: String] {
        let view: CaseView = try sessions.triad.answer(.case(id), as: "Ada Marsh")
        return Dictionary(try view.reports.map { ($0.name, FormTests.text(try sessions.triad.report(id, $0.name, edition: nil, as: "Ada Marsh"))) }, uniquingKeysWith: { $1 })
    }

    @Test("Every form and letter is written, at the beginning and at the end, and says what was seen")
    func everything() throws {
        let sessions = try Sessions()
        let id = try sessions.begin("session-observation", ["observer": "P3", "trainer": "P2"])
        #expect(try reports(sessions, id).count == 6)
        try sessions.sent("Ada Marsh", id, "set-session", ["session": "Questioning 2", "session_on": "2026-09-21", "hours": "9 to 12", "place": "Room 4"])
        try sessions.sent("Cara Lind", id, "notify")
        try sessions.sent("Ben Oduya", id, "postpone", ["reason": "A trip"])
        try sessions.sent("Cara Lind", id, "resume", ["session_on": "2026-09-22"])
        for person in ["Cara Lind", "Ben Oduya"] { try sessions.sent(person, id, "agree-segment", ["segment": "The first half", "segment_minutes": 90]) }
        try sessions.did("Ada Marsh", .setClock(#require(Instant("2026-09-22T12:00:00Z"))))
        try sessions.sent("Cara Lind", id, "note", ["minute": 5, "area": "modelling", "seen": "Everybody tried it."])
        try sessions.sent("Cara Lind", id, "observe", ["seen_minutes": 60])
        try sessions.sent("Cara Lind", id, "point", ["kind": "strength", "text": "Calm and exact."])
        try sessions.sent("Cara Lind", id, "feedback", ["trainer_first": true])
        try sessions.seals("Cara Lind", id, "session", "secure")
        try sessions.sent("Cara Lind", id, "send-form")
        try sessions.sent("Ben Oduya", id, "reply", ["text": "Thank you; the second task was set."])
        try sessions.sent("Ben Oduya", id, "waive-reply", ["signed": true])
        try sessions.sent("Ada Marsh", id, "clear-to-lead")
        let texts = try reports(sessions, id)
        for words in ["Session      | Questioning 2", "60 of 90 minutes", "3 Secure. Seen. (notes 1)", "Calm and exact.", "Thank you; the second task was set."] {
            #expect(texts["form"]?.contains(words.split(separator: "|").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? words) == true, "\(words): \(texts["form"] ?? "")")
        }
        let other = try sessions.begin("session-observation", ["observer": "P3", "trainer": "P2"])
        try sessions.sent("Ada Marsh", other, "cancel", ["reason": "It is not given."])
        let joint = try sessions.begin("joint-observation", ["first": "P3", "second": "P2", "third": "P4"])
        #expect(try reports(sessions, joint).count == 4)
        try sessions.sent("Ada Marsh", joint, "pair", ["session": "Feedback", "session_on": "2026-09-22", "hours": "9 to 12", "place": "Room 4", "trainer": "P1", "segment": "All of it", "segment_minutes": 60, "term_ends_on": "2026-12-18"])
        try sessions.sent("Cara Lind", joint, "note", ["minute": 5, "area": "modelling", "seen": "Everybody tried it."])
        try sessions.sent("Cara Lind", joint, "recording", ["recorded": true])
        for person in ["Cara Lind", "Ben Oduya"] { try sessions.sent(person, joint, "close-watching", ["seen_from": 0, "seen_until": 60]) }
        try sessions.seals("Cara Lind", joint, "joint", "secure")
        let sealed = try reports(sessions, joint)
        #expect(sealed["comparison"]?.contains("Secure") == false && sealed["comparison"]?.contains("they open together when both are sealed") == true)
        try sessions.seals("Ben Oduya", joint, "joint", "weak")
        try sessions.sent("Cara Lind", joint, "call-third")
        #expect(try reports(sessions, joint)["comparison"]?.contains("3 Secure") == true)
        let blank = FormTests.text(try sessions.triad.report(joint, "blank", edition: nil, as: "Dev Rao"))
        #expect(blank.contains("Third observer: Dev Rao") && !blank.contains("Most of it."), "the form of whoever judges without having seen another's holds none")
        let letters = try sessions.triad.letterPapers(as: "Ada Marsh")
        let pairing = try #require(letters.first { $0.title == "Two observers for one session" }).paper.page.plainText()
        #expect(pairing.contains("* day: Tuesday 22 September 2026, 9 to 12\n* place or link: Room 4\n* led by: Ada Marsh\n"), "\(pairing)")
        let appointment = try #require(try reports(sessions, joint)["appointment"])
        for words in ["Tuesday 22 September 2026, 9 to 12", "Room 4", "Led by", "Ada Marsh"] { #expect(appointment.contains(words), "\(words): \(appointment)") }
        #expect(Set(letters.map(\.title)) == [
            "Announcement", "Postponement", "Another day", "The form", "Cleared to lead", "Called off", "Two observers for one session", "A third look",
        ])
        #expect(letters.first.map { FormTests.text($0.paper.page) }?.contains("This term Cara Lind would like to see part of a session of yours") == true)
    }

    /// A drop-in on Ben Oduya by Cara Lind, as far as the form is sealed.
    private func seen(_ sessions: Sessions, _ level: String) throws -> Case.ID {
        let id = try sessions.begin("session-observation", ["observer": "P3", "trainer": "P2"])
        for person in ["Cara Lind", "Ben Oduya"] { try sessions.sent(person, id, "drop-in", ["session": "Questioning", "segment": "All of it", "segment_minutes": 60]) }
        try sessions.sent("Cara Lind", id, "note", ["minute": 5, "area": "modelling", "seen": "Everybody tried it."])
        try sessions.sent("Cara Lind", id, "observe", ["seen_minutes": 60])
        try sessions.sent("Cara Lind", id, "point", ["kind": "strength", "text": "Calm and exact."])
        try sessions.sent("Cara Lind", id, "feedback", ["trainer_first": true])
        try sessions.seals("Cara Lind", id, "session", level)
        return id
    }

    @Test("The trainer reads notes, next steps and what participants said with the form, and not before; that it is sealed but not sent is said to him")
    func unsent() throws {
        let sessions = try Sessions()
        let id = try seen(sessions, "secure")
        func form() throws -> String { FormTests.text(try sessions.triad.report(id, "form", edition: nil, as: "Ben Oduya")) }
        let before = try form()
        #expect(before.contains("The form has not been sent yet.") && !before.contains("Calm and exact.") && !before.contains("Everybody tried it."))
        let view: CaseView = try sessions.triad.answer(.case(id), as: "Ben Oduya")
        #expect(!view.records.contains { ["notes", "points", "heard"].contains($0.name) })
        try sessions.sent("Cara Lind", id, "send-form")
        let after = try form()
        #expect(!after.contains("The form has not been") && after.contains("Calm and exact.") && after.contains("Everybody tried it."))
    }

    @Test("What was seen of somebody stands time beside time, for whoever may read each form")
    func history() throws {
        let sessions = try Sessions()
        let first = try seen(sessions, "developing")
        try sessions.did("Ada Marsh", .setClock(#require(Instant("2026-10-05T08:00:00Z"))))
        let second = try seen(sessions, "secure")
        let view: HistoryView = try sessions.triad.answer(.history(person: "P2"), as: "Ada Marsh")
        #expect(view.parts.map { "\($0.title) \($0.apart ?? "")" } == ["The observer's judgement itt"])
        #expect(view.parts[0].times.map { "\($0.on) \($0.by) \($0.overall?.name ?? "")" } == [#"2026-09-07 ["Cara Lind"] 2 Developing"#, #"2026-10-05 ["Cara Lind"] 3 Secure"#])
        let unsent: HistoryView = try sessions.triad.answer(.history(person: "P2"), as: "Ben Oduya")
        #expect(unsent.parts.isEmpty, "he reads a form when it is sent to him")
        for id in [first, second] { try sessions.sent("Cara Lind", id, "send-form", [:]) }
        let own: HistoryView = try sessions.triad.answer(.history(person: "P2"), as: "Ben Oduya")
        #expect(try own == sessions.triad.answer(.history(person: "P2"), as: "Ada Marsh") as HistoryView)
        let none: HistoryView = try sessions.triad.answer(.history(person: "P2"), as: "Dev Rao")
        #expect(none.parts.isEmpty)
        let text = FormTests.text(try sessions.triad.history(of: "Ben Oduya", as: "Ada Marsh"))
        for words in ["Ben Oduya: what was seen, time by time", "Seen 2 times.", "7 Sep 2026", "5 Oct 2026", "Modelling and rehearsal", "2 Developing"] { #expect(text.contains(words), "\(words): \(text)") }
        #expect(try PageKind.allCases.allSatisfy { try !$0.text(of: sessions.triad.history(of: "Ben Oduya", as: "Ada Marsh")).isEmpty })
    }

    @Test("A term stands at a glance: seen, planned, due, and to whom the form has not gone out")
    func term() throws {
        let sessions = try Sessions()
        let since = try #require(Day("2026-09-01"))
        try sessions.did("Ada Marsh", .register(["P2", "P4"].map { .credentialGiven(Credential($0, "session_trainer", .starting(since))) }))
        let rows = [["session": "Feedback", "on": "2026-10-13", "hours": "9 to 12", "trainers": "Dev Rao", "place": "", "programme": "ITT"]]
        try sessions.did("Ada Marsh", .timetable(sessions.triad.glance { try $0.timetable(rows, term: "Autumn") }))
        let id = try seen(sessions, "secure")
        let planned = try sessions.begin("session-observation", ["observer": "P3", "trainer": "P4"])
        try sessions.sent("Ada Marsh", planned, "set-session", ["session": "Feedback", "session_on": "2026-10-13"])
        let first = try #require(Day("2026-09-01"))
        let view: TermView = try sessions.triad.answer(.term(from: first, months: 4), as: "Ada Marsh")
        #expect(view.rows.map { "\($0.person.name): \($0.seen.map { "seen \($0.on?.description ?? "")" }) \($0.planned.map { "planned \($0.on?.description ?? "")" }) by \($0.due?.description ?? "")" } == [
            #"Ben Oduya: ["seen 2026-09-07"] [] by 2026-09-07"#, #"Dev Rao: [] ["planned 2026-10-13"] by 2026-10-13"#,
        ])
        #expect(view.untold.map { "\($0.case) \($0.person.name): \($0.state)" } == ["\(id) Ben Oduya: Form ready"])
        let text = FormTests.text(try sessions.triad.term(from: first, months: 4, as: "Ada Marsh"))
        for words in ["Feedback not yet sent", "Form ready", "13 Oct 2026 Feedback"] { #expect(text.contains(words), "\(words): \(text)") }
        try sessions.sent("Cara Lind", id, "send-form")
        for letter in try sessions.triad.letterPapers(as: "Ada Marsh") { try sessions.did("Ada Marsh", .letterSent(number: letter.letter.number, how: .email)) }
        let sent: TermView = try sessions.triad.answer(.term(from: first, months: 4), as: "Ada Marsh")
        #expect(sent.untold.isEmpty)
        #expect(throws: Refusal.self) { try sessions.triad.draw(on: Day("2026-09-07"), take: nil, as: "Ada Marsh") }
        try sessions.did("Ada Marsh", .setClock(#require(Instant("2026-09-21T08:00:00Z"))))
        func drawn(_ kind: PageKind) throws -> String { kind.text(of: try sessions.triad.draw(on: Day("2026-09-07"), take: 1, as: "Ada Marsh")) }
        let before = try drawn(.markdown)
        #expect(before.contains("**Drawn:** 1") && before.contains("P4/itt") && before.contains("P2/itt"), "\(before)")
        try sessions.did("Ada Marsh", .setClock(#require(Instant("2026-09-22T08:00:00Z"))))
        #expect(try drawn(.markdown) == before, "what comes later changes no draw")
        let other: TermView = try sessions.triad.answer(.term(from: first, months: 4), as: "Ben Oduya")
        #expect(other.rows.isEmpty && other.untold.isEmpty, "who manages nothing is told nothing")
    }

    @Test("How well two agree is told to them and to whoever manages the case, exactly, and to nobody else")
    func agreement() throws {
        let sessions = try Sessions()
        for (number, levels) in [("secure", "secure"), ("weak", "secure"), ("secure", "developing")].enumerated() {
            // The parts change; the pair does not.
            let (one, other) = number == 1 ? ("P2", "P3") : ("P3", "P2")
            let id = try sessions.begin("joint-observation", ["first": one, "second": other])
            try sessions.sent("Ada Marsh", id, "pair", ["session": "Feedback", "session_on": "2026-09-07", "trainer": "P4", "segment": "All of it", "segment_minutes": 60, "term_ends_on": "2026-12-18"])
            try sessions.sent("Cara Lind", id, "note", ["minute": 5, "area": "modelling", "seen": "Everybody tried it."])
            for person in ["Cara Lind", "Ben Oduya"] { try sessions.sent(person, id, "close-watching", ["seen_from": 0, "seen_until": 60]) }
            try sessions.seals("Cara Lind", id, "joint", levels.0)
            if number == 2 {
                let sealed: AgreementView = try sessions.triad.answer(.agreement(workflow: "joint-observation", sheet: "joint", of: nil), as: "Ada Marsh")
                #expect(sealed.pairs.first?.cases == 2, "what is sealed counts nowhere")
            }
            try sessions.seals("Ben Oduya", id, "joint", levels.1)
        }
        let query = Query.agreement(workflow: "joint-observation", sheet: "joint", of: nil)
        let view: AgreementView = try sessions.triad.answer(query, as: "Ada Marsh")
        let pair = try #require(view.pairs.first)
        #expect(view.pairs.count == 1 && pair.first.name == "Ben Oduya" && pair.second.name == "Cara Lind")
        #expect((pair.cases, pair.judged, pair.unpaired, pair.unvaried) == (3, 27, 0, 6))
        #expect(pair.exact?.description == "1/3" && pair.withinOne?.description == "2/3" && pair.bias?.description == "1/3")
        #expect(pair.kappa?.description == "-2/7")
        #expect(pair.marks == [
            "Fewer than 60% of their judgements are the same.", "Fewer than 90% of their judgements lie one level apart or less.",
            "One lies more than 30% of a level above the other on average.", "6 of their sheets have one level for everything.",
        ])
        let own: AgreementView = try sessions.triad.answer(query, as: "Cara Lind")
        #expect(own == view)
        for other in ["Dev Rao"] {
            let none: AgreementView = try sessions.triad.answer(query, as: other)
            #expect(none.pairs.isEmpty)
        }
    }
}
