import Casework
import CaseStore
import CivilTime
import Foundation
import JSON
import Testing

@testable import TriadKit

@Suite("How it was")
struct AsOfTests {
    /// What the coordinator is shown of a case, without the head of the whole file's log.
    private func shown(_ triad: Triad, _ id: Case.ID, as person: String = "Ada Marsh") throws -> JSON.Object {
        let view: CaseView = try triad.answer(.case(id), as: person)
        var object = try #require(view.json.objectValue)
        object["head"] = nil
        return object
    }

    private func lastEntry(_ door: Door, _ id: Case.ID) throws -> Int { try #require(door.triad.reading { try $0.case(id) }).entry }

    /// A review up to its opened sheets; after each step what is shown then is kept.
    private func played() throws -> (door: Door, id: Case.ID, then: [(entry: Int, shown: JSON.Object)], lead: String, host: String) {
        let door = try Door()
        let id = try door.beginCycle()
        let story = Story(door, id)
        let parts = try story.view.parts
        func head(_ role: String) throws -> String {
            let hub = try #require(parts.first { $0.role == role }?.organisation?.id)
            return try #require(WalkTests.hosts[hub])
        }
        let (host, lead, second) = (try head("host"), try head("lead"), try head("reviewer"))
        var then: [(Int, JSON.Object)] = []
        func kept(_ step: () throws -> Void) throws {
            try step()
            then.append((try lastEntry(door, id), try shown(door.triad, id)))
        }
        try kept { try story.does("schedule", WalkTests.dates) }
        for reviewer in [lead, second] { try kept { try story.as(reviewer).does("accept-role", ["confidentiality": true]) } }
        try kept { try story.as(host).seals("self", "embedding") }
        for who in [lead, host] { try kept { try story.as(who).does("agree-scope", ["focus": ["Reading"], "development": true]) } }
        try story.at("2027-01-19")
        try kept { try story.as(lead).does("open-visit", ["reviewers_present": 2, "timetable": true]) }
        for who in [lead, second] {
            try kept { try story.as(who).does("record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": .string("Seen by \(who).")]) }
        }
        try kept { try story.as(lead).does("leave") }
        try kept { try story.as(lead).seals("peer", "in_line") }
        try kept { try story.as(second).seals("peer", "above") }
        return (door, id, then, lead, host)
    }

    @Test("for every entry what is shown as of it equals what was shown when it was the last")
    func everyEntry() throws {
        let (door, id, then, _, _) = try played()
        for (entry, before) in then {
            let now = try shown(door.triad.at(AsOf(.entry(stream: id, number: entry))), id)
            #expect(now == before, "entry \(entry): \(Self.difference(now, before))")
        }
        // A correction since then does not change how it was.
        try door.did("Ada Marsh", .correct(case: id, entry: then[7].entry, .setAside, because: "It was another school's lesson.", elsewhere: false))
        for (entry, before) in then {
            let now = try shown(door.triad.at(AsOf(.entry(stream: id, number: entry))), id)
            #expect(now["records"] == before["records"] && now["states"] == before["states"], "entry \(entry)")
        }
        let corrected = try shown(door.triad.at(AsOf(.entry(stream: id, number: then[8].entry), isCorrected: true)), id)
        let rows = corrected["records"]?.arrayValue?.first { $0["name"] == "evidence" }?["rows"]?.arrayValue ?? []
        #expect(rows.count == 1 && then[8].shown["records"] != corrected["records"])
    }

    private static func difference(_ one: JSON.Object, _ other: JSON.Object) -> String {
        one.keys.filter { one[$0] != other[$0] }.map { "\($0): \(one[$0]?.text ?? "") was \(other[$0]?.text ?? "")" }.joined(separator: "\n")
    }

    @Test("a sheet that was sealed then stays sealed though it is open now; whoever may not see now sees nothing of then")
    func sealed() throws {
        let (door, id, then, lead, _) = try played()
        let past = door.triad.at(AsOf(.entry(stream: id, number: then[10].entry)))
        let now: SheetView = try door.triad.answer(.sheet(case: id, sheet: "peer", role: nil), as: "Ada Marsh")
        #expect(now.json.text.contains("Seen in itt"))
        let before: SheetView = try past.answer(.sheet(case: id, sheet: "peer", role: nil), as: "Ada Marsh")
        #expect(!before.json.text.contains("Seen in itt"))
        let own: SheetView = try past.answer(.sheet(case: id, sheet: "peer", role: nil), as: lead)
        #expect(own.json.text.contains("Seen in itt"), "her own")
        try door.did("Ada Marsh", .release(case: id, role: "lead", holder: try holder("lead", door, id), because: "She has left."))
        #expect(throws: Refusal.self) { try past.answer(.sheet(case: id, sheet: "peer", role: nil), as: lead) as SheetView }
        func records(_ triad: Triad) throws -> [String] { try shown(triad, id, as: lead)["records"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? [] }
        #expect(try records(past) == records(door.triad) && !records(past).contains("evidence"))
    }

    private func holder(_ role: String, _ door: Door, _ id: Case.ID) throws -> String {
        try #require(door.triad.reading { try $0.case(id) }?.holders[role]?.first?.id)
    }

    @Test("where a seal is set aside with the visit that it rested on, the rater finds her sheet as a draft again, and nobody else does")
    func drafts() throws {
        let (door, id, then, lead, host) = try played()
        try door.did("Ada Marsh", .correct(case: id, entry: then[6].entry, .setAside, because: "Another school's visit was opened.", elsewhere: false))
        let story = Story(door, id)
        try story.as(lead).does("open-visit", ["reviewers_present": 2, "timetable": true])
        try story.as(lead).does("record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Seen again."])
        try story.as(lead).does("leave")
        let own: SheetView = try door.answer(.sheet(case: id, sheet: "peer", role: nil), as: lead)
        #expect(own.judgements.map(\.state) == [.draft] && own.json.text.contains("Seen in itt"))
        for other in [host, "Ada Marsh"] {
            let view: SheetView = try door.answer(.sheet(case: id, sheet: "peer", role: nil), as: other)
            #expect(!view.json.text.contains("Seen in itt"))
        }
        #expect(try door.triad.verify().differences == [])
    }

    @Test("what changed between two moments is said in words, and says nothing that is sealed")
    func difference() throws {
        let (door, id, then, lead, _) = try played()
        func changes(_ from: Int, _ to: Int?, as person: String = "Ada Marsh") throws -> [String] {
            try door.triad.difference(
                of: id, from: AsOf(.entry(stream: id, number: then[from].entry)), to: to.map { AsOf(.entry(stream: id, number: then[$0].entry)) }, as: person).changes
        }
        #expect(try changes(6, 8) == [
            "Evidence: row 1 was added by \(lead), 19 Jan 2027.",
            "Evidence: row 2 was added by \(try story(door, id, "reviewer")), 19 Jan 2027.",
        ])
        let judged = try changes(9, 10)
        #expect(judged.filter { $0.hasSuffix("has sealed.") }.count == 1)
        #expect(judged.allSatisfy { !$0.contains("in_line") && !$0.contains("Seen in") })
        #expect(try changes(10, nil).contains("Reviewers' judgement: the sheets were opened."))
        #expect(try changes(5, 5) == [])
    }

    private func story(_ door: Door, _ id: Case.ID, _ role: String) throws -> String {
        let view: CaseView = try door.answer(.case(id), as: "Ada Marsh")
        return try #require(view.parts.first { $0.role == role }?.person?.name)
    }

    @Test("at a time, and at the end of a day; before the file began there is nothing, and what is no moment is said to be none")
    func moments() throws {
        let (door, id, then, _, _) = try played()
        let day = try #require(Day("2026-12-31"))
        let agreed = try shown(door.triad.at(AsOf(.time(.day(day)))), id)
        #expect(agreed["states"] == then[5].shown["states"])
        #expect(try door.triad.at(AsOf(.time(.day(.first)))).read(.owed, as: "Ada Marsh").refusal?.code == .outOfRange)
        #expect(try door.triad.at(AsOf(.entry(stream: id, number: 999))).read(.case(id), as: "Ada Marsh").refusal?.code == .unknownEntry)
        for text in ["soon", "triad-review-1/x", ""] { #expect(throws: Refusal.self) { try AsOf(text, in: .london) } }
        let head = try #require(try door.triad.at(AsOf(.entry(stream: id, number: 2))).read(.head, as: nil).get() as? HeadView)
        let place = try #require(try door.triad.reading { try $0.entries(of: id) }.first { $0.entry.number == 2 }?.place)
        #expect(head.size == Int(place) + 1)
        let list = try #require(try door.triad.at(AsOf("2026-09-01", in: .london)).read(.cases(CaseWish()), as: "Ada Marsh").get() as? CaseList)
        #expect(list.cases.count == 4, "all of them began that day")
    }
}

extension Result where Failure == Refusal {
    fileprivate var refusal: Refusal? { if case .failure(let refusal) = self { refusal } else { nil } }
}
