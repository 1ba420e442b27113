import Casework
import CivilTime
import Foundation
import JSON
import Testing

@testable import Automation
import TriadKit

/// A virtual file with three hubs, spoken to by lines.
final class Talk {
    let folder: URL
    let triad: Triad

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("triad-talk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        triad = try Triad.create(
            at: folder.appendingPathComponent("a.triad").path, coordinators: ["Ada Marsh"], virtualFrom: Instant("2026-09-01T08:00:00Z"))
        let imported = try one(Talk.hubs)
        try #require(imported["error"] == nil, "\(imported)")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let hubs = #"""
        {"jsonrpc": "2.0", "id": 0, "method": "import", "params": {"as": "Ada Marsh", "tables": {
        "organisations": [{"id": "alder", "name": "Alder Bank", "kind": "hub"}, {"id": "birch", "name": "Birch Hill", "kind": "hub"}, {"id": "cedar", "name": "Cedar Vale", "kind": "hub"}],
        "people": [{"id": "P2", "name": "Ben Oduya", "email": "ben@example.org"}, {"id": "P3", "name": "Cara Lind", "email": ""}, {"id": "P4", "name": "Dev Rao", "email": ""}],
        "affiliations": [{"person": "P2", "organisation": "alder", "post": "headteacher", "from": "2020-09-01"}, {"person": "P3", "organisation": "birch", "post": "headteacher", "from": "2020-09-01"}, {"person": "P4", "organisation": "cedar", "post": "headteacher", "from": "2020-09-01"}],
        "credentials": [{"person": "P3", "kind": "trained_reviewer", "from": "2025-09-01"}, {"person": "P4", "kind": "trained_reviewer", "from": "2025-09-01"}]}}}
        """#.replacing("\n", with: " ")

    /// The answers, a value for each line.
    func say(_ lines: String...) throws -> [JSON.Value] {
        let out = parts(of: lines).joined()
        #expect(out.isEmpty || out.hasSuffix("\n"))
        return try out.split(separator: "\n").map { try JSON.Value.parse(String($0)) }
    }

    /// What is written for these lines, as it is written.
    func parts(of lines: [String], while mayWait: @escaping () -> Bool = { true }) -> [String] {
        var parts: [String] = []
        let isRead = Conversation(triad: triad, mayWait: mayWait).answer(lines.map { .text(Array($0.utf8)) }) {
            parts.append(String(decoding: $0, as: UTF8.self))
            return true
        }
        #expect(isRead)
        return parts
    }

    func one(_ line: String) throws -> JSON.Value {
        let answers = try say(line)
        return try #require(answers.count == 1 ? answers[0] : nil)
    }

    static func call(_ id: Int, _ method: String, _ parameters: String = "{}") -> String {
        #"{"jsonrpc": "2.0", "id": \#(id), "method": "\#(method)", "params": \#(parameters)}"#
    }

    static let start = #"{"as": "Ada Marsh", "workflow": "triad-review", "subject": "Alder Bank", "roles": {"coordinator": "Ada Marsh", "host": "Alder Bank", "lead": "birch", "reviewer": "Cedar Vale"}}"#

    static func adding(_ id: String, more: String = "") -> String {
        #"{"as": "Ada Marsh", "part": "people", "row": {"id": "\#(id)", "name": "Person \#(id)"}\#(more)}"#
    }

    func head() throws -> Int64? { try one(Talk.call(99, "head"))["result"]?["size"]?.intValue }
}

@Suite("Lines in, lines out")
struct ConversationTests {
    @Test("each request with an id gets one line, in the order of the requests; a notification gets none, and is done")
    func order() throws {
        let talk = try Talk()
        let answers = try talk.say(
            Talk.call(1, "register.add", Talk.adding("P10")), Talk.call(2, "register.list", #"{"as": "Ada Marsh", "part": "people", "find": "Person"}"#),
            #"{"jsonrpc": "2.0", "method": "register.add", "params": \#(Talk.adding("P11"))}"#, Talk.call(3, "register.add", Talk.adding("P10")),
            Talk.call(4, "register.list", #"{"as": "Ada Marsh", "part": "people", "find": "Person"}"#))
        #expect(answers.map { $0["id"] } == [1, 2, 3, 4])
        // A query sees the commands before it, and none after it.
        #expect(answers[1]["result"]?["rows"]?.arrayValue?.count == 1)
        #expect(answers[2]["error"]?["data"]?["code"] == "already-so")
        #expect(answers[3]["result"]?["rows"]?.arrayValue?.count == 2)
    }

    @Test("an id of every kind that JSON-RPC has comes back as it was sent", arguments: ["1", "-9223372036854775808", "1.5", #""x""#, #""\u0000""#, "null"])
    func ids(id: String) throws {
        let answer = try Talk().one(#"{"jsonrpc": "2.0", "id": \#(id), "method": "head"}"#)
        #expect(answer["id"] == (try JSON.Value.parse(id)))
        #expect(answer["result"] != nil)
    }

    @Test("what is no request is answered with the number of its kind, and the next line is read", arguments: [
        ("{", -32_700), ("", -32_700), (#"{"jsonrpc": "2.0", "id": 1, "id": 2, "method": "head"}"#, -32_700), ("[]", -32_600), ("1", -32_600),
        (#"{"id": 1, "method": "head"}"#, -32_600), (#"{"jsonrpc": "2.0", "id": [1], "method": "head"}"#, -32_600),
        (#"{"jsonrpc": "2.0", "id": true, "method": "head"}"#, -32_600), (#"{"jsonrpc": "2.0", "id": 1, "method": 7}"#, -32_600),
        (#"{"jsonrpc": "2.0", "id": 1, "method": "head", "key": "a:1"}"#, -32_600), (#"{"jsonrpc": "2.0", "id": 1, "method": "haed"}"#, -32_601),
        (#"{"jsonrpc": "2.0", "id": 1, "method": "head", "params": []}"#, -32_602), (#"{"jsonrpc": "2.0", "id": 1, "method": "log", "params": {"limit": 1.5}}"#, -32_602),
        (#"{"jsonrpc": "2.0", "id": 1, "method": "log", "params": {"limit": 99999999999999999999}}"#, -32_700),
        (#"{"jsonrpc": "2.0", "id": 1, "method": "log", "params": {"limit": 1e300}}"#, -32_602),
        (#"{"jsonrpc": "2.0", "id": 1, "method": "rpc.discover", "params": {"as": "Ada Marsh"}}"#, -32_602),
        (String(repeating: "[", count: 100_000), -32_700),
    ] as [(String, Int64)])
    func wrong(line: String, number: Int64) throws {
        let answers = try Talk().say(line, Talk.call(7, "head"))
        #expect(answers.count == 2)
        #expect(answers[0]["error"]?["code"]?.intValue == number)
        #expect(answers[0]["error"]?["message"]?.stringValue?.isEmpty == false)
        #expect(answers[1]["id"] == 7 && answers[1]["result"] != nil)
    }

    @Test("every parameter that does not fit is named at once, with the nearest name")
    func parameters() throws {
        let answer = try Talk().one(Talk.call(1, "do", #"{"as": 5, "case": "x", "evnt": "leave", "form": [], "on": "soon", "key": "nokey", "came": "emial"}"#))
        let error = try #require(answer["error"])
        #expect(error["code"] == -32_602)
        #expect(error["message"] == "There is no parameter evnt.")
        #expect(error["data"]?["what_now"] == "Did you mean event?")
        let details = error["data"]?["details"]?.arrayValue ?? []
        #expect(details.compactMap { $0["where"]?.stringValue } == ["evnt", "event", "form", "as", "on", "came", "key"])
    }

    @Test("a whole number is one with a point, too, as the schema has it", arguments: ["2", "2.0", "2e0", "0.2e1"])
    func whole(limit: String) throws {
        #expect(try Talk().one(Talk.call(1, "log", #"{"as": "Ada Marsh", "limit": \#(limit)}"#))["result"]?["entries"]?.arrayValue?.count == 2)
        #expect(try Talk().one(Talk.call(1, "form-triads", #"{"as": "Ada Marsh", "seed": \#(limit)}"#))["result"]?["forming"]?["seed"] == "2")
    }

    @Test("a batch is answered as one array, whatever is in it; one of notifications not at all")
    func batch() throws {
        let talk = try Talk()
        let notification = #"{"jsonrpc": "2.0", "method": "register.add", "params": \#(Talk.adding("P12"))}"#
        let answer = try talk.one("[\(Talk.call(1, "register.add", Talk.adding("P11"))), 5, \(notification), \(Talk.call(2, "head"))]")
        #expect(answer.arrayValue?.map { $0["id"] } == [1, .null, 2])
        #expect(answer[2]?["result"]?["size"] == 4)
        #expect(try talk.say("[\(notification)]").isEmpty)
        let many = "[" + (0..<10_001).map { _ in "1" }.joined(separator: ",") + "]"
        #expect(try talk.one(many)["error"]?["code"] == -32_600)
    }

    @Test("an answer is written once it is there: whoever asks for more at once does not wait for that, and a batch is not gathered")
    func asTheyCome() throws {
        let talk = try Talk()
        var writes = 0
        let adding = Talk.call(1, "register.add", Talk.adding("P11")), following = Talk.call(2, "changes", "{\"after\": 2, \"wait_ms\": 1000}")
        let parts = talk.parts(of: [adding, following, Talk.call(3, "head")]) {
            writes += 1
            return false
        }
        #expect(parts.count == 3 && parts.allSatisfy { $0.hasSuffix("}\n") })
        // The program is to end: what is there is the answer.
        #expect(writes == 1)
        let documents = (0..<20).map { Talk.call($0, "docs.methods") }
        let page = try talk.one(documents[0]).text.utf8.count
        let batch = talk.parts(of: ["[" + documents.joined(separator: ",") + "]"])
        #expect(batch.count > 20 && batch.allSatisfy { $0.utf8.count < page + 10 })
        let answers = try JSON.Value.parse(batch.joined()).arrayValue
        #expect(answers?.map { $0["id"] } == (0..<20).map { .int($0) })
    }

    @Test("lines, batches and notifications that wait together keep their order, and a query sees what stands before it")
    func mixed() throws {
        let talk = try Talk()
        var count = 0
        func adding(_ id: Int?) -> String {
            count += 1
            let call = Talk.call(id ?? 0, "register.add", Talk.adding("Z\(count)"))
            return id == nil ? call.replacing("\"id\": 0, ", with: "") : call
        }
        let lines = [
            adding(1), "[\(adding(2)), \(adding(nil))]", "[\(adding(nil))]", adding(3), "[\(Talk.call(4, "head")), \(adding(5))]",
            "[\(adding(6)), \(Talk.call(7, "head")), \(adding(8))]", "[5]", "[]", adding(9), "[\(adding(10))]", Talk.call(11, "head"),
        ]
        let answers = try talk.parts(of: lines).joined().split(separator: "\n").map { try JSON.Value.parse(String($0)) }
        #expect(answers.map { $0.arrayValue?.map { $0["id"] } ?? [$0["id"]] } == [[1], [2], [3], [4, 5], [6, 7, 8], [.null], [.null], [9], [10], [11]])
        #expect([answers[3][0], answers[4][1], answers[9]].map { $0?["result"]?["size"] } == [7, 9, 12])
        #expect([answers[0], answers[3], answers[5]].map { $0.arrayValue == nil } == [true, false, false])
    }

    @Test("where nobody reads the answers any more, what is left is not begun")
    func unread() throws {
        let talk = try Talk()
        let size = try talk.head()
        let lines = [Talk.call(1, "head"), Talk.call(2, "register.add", Talk.adding("P11"))]
        #expect(!Conversation(triad: talk.triad).answer(lines.map { .text(Array($0.utf8)) }) { _ in false })
        #expect(try talk.head() == size)
    }

    @Test("what was sent may be of any length and wrong in any number of places: the answer is short")
    func shortAnswers() throws {
        let talk = try Talk()
        let long = String(repeating: "x", count: 1 << 20)
        for call in [
            Talk.call(1, long), Talk.call(1, "head", "{\"\(long)\": 1}"), Talk.call(1, "do", "{\"as\": \"Ada Marsh\", \"case\": \"\(long)\", \"event\": \"leave\"}"),
            Talk.call(1, "head", "{\"as\": \"\(long)\"}"),
        ] {
            let error = try #require(try talk.one(call)["error"])
            #expect(error.text.utf8.count < 20_000)
        }
        let wrong = try talk.one(Talk.call(1, "start", "{\"as\": 1, \"workflow\": \"x\", \"data\": {}, \"subject\": 1, \"roles\": {\((0..<1_000).map { "\"r\($0)\": 0" }.joined(separator: ", "))}}"))
        #expect(wrong["error"]?["data"]?["details"]?.arrayValue?.count == 100)
    }

    @Test("one that is refused leaves the others of its commit as they are")
    func refusedAmongOthers() throws {
        let talk = try Talk()
        let answers = try talk.say(
            Talk.call(1, "start", Talk.start), Talk.call(2, "do", #"{"as": "Ada Marsh", "case": "triad-review-1", "event": "leave"}"#),
            Talk.call(3, "do", #"{"as": "Ada Marsh", "case": "triad-review-1", "event": "withdraw", "form": {"reason": "It cannot be."}}"#),
            Talk.call(4, "do", #"{"as": "Nobody Known", "case": "triad-review-1", "event": "withdraw"}"#))
        #expect(answers[0]["result"]?["began"] == ["triad-review-1"])
        #expect(answers[1]["error"]?["data"]?["code"] == "not-now")
        #expect(answers[1]["error"]?["code"] == 101)
        #expect(answers[2]["result"] != nil)
        #expect(answers[3]["error"]?["data"]?["code"] == "unknown-person")
        #expect(try talk.one(Talk.call(5, "verify"))["result"]?["clean"] == true)
    }

    @Test("a repeated key gives the first answer again, and is refused with another request; a refusal is decided anew")
    func keys() throws {
        let talk = try Talk()
        let adding = Talk.call(1, "register.add", Talk.adding("P10", more: #", "key": "robot:1""#))
        let first = try talk.one(adding)
        #expect(first["result"] != nil)
        let size = try talk.head()
        #expect(try talk.one(adding) == first)
        // The order of members says nothing.
        #expect(try talk.one(#"{"params": {"key": "robot:1", "row": {"name": "Person P10", "id": "P10"}, "part": "people", "as": "Ada Marsh"}, "method": "register.add", "id": 1, "jsonrpc": "2.0"}"#) == first)
        #expect(try talk.head() == size)
        let other = try talk.one(Talk.call(2, "register.add", Talk.adding("P11", more: #", "key": "robot:1""#)))
        #expect(other["error"]?["data"]?["code"] == "key-reused")
        let refused = Talk.call(3, "coordinator", #"{"as": "Ada Marsh", "who": "P11", "key": "robot:2"}"#)
        #expect(try talk.one(refused)["error"]?["data"]?["code"] == "unknown-person")
        #expect(try talk.one(Talk.call(4, "register.add", Talk.adding("P11")))["result"] != nil)
        #expect(try talk.one(refused)["result"] != nil)
    }

    @Test("a repeated key gives the first answer again though the name that it was asked under is somebody else's too by now")
    func keyOfANamesake() throws {
        let talk = try Talk()
        _ = try talk.one(Talk.call(1, "start", Talk.start))
        let dates = #"{"papers_on": "2026-11-10", "visit_on": "2026-12-08", "visit_until": "2026-12-09", "workshop_on": "2027-01-20", "impact_on": "2027-06-15"}"#
        _ = try talk.one(Talk.call(1, "do", "{\"as\": \"Ada Marsh\", \"case\": \"triad-review-1\", \"event\": \"schedule\", \"form\": \(dates)}"))
        let accepting = Talk.call(2, "do", #"{"as": "Cara Lind", "case": "triad-review-1", "event": "accept-role", "form": {"confidentiality": true}, "key": "robot:1"}"#)
        let first = try talk.one(accepting)
        #expect(first["result"]?["entries"]?[0]?["facts"]?[0] == "accept-role by P3 as lead")
        _ = try talk.one(Talk.call(3, "register.add", #"{"as": "Ada Marsh", "part": "people", "row": {"id": "P33", "name": "Cara Lind"}}"#))
        #expect(try talk.one(accepting) == first)
    }

    @Test("a key has a client and a text, parted at the first colon, and no two are taken for one")
    func writtenKeys() throws {
        for wrong in ["", ":", "a", "a:", ":a", ":a:b", "::a:b"] { #expect(Command.Key(wrong) == nil, "\(wrong)") }
        for (written, client, text) in [("a:b", "a", "b"), ("a:b:c", "a", "b:c"), ("a::b", "a", ":b"), ("a:\u{301}", "a", "\u{301}")] {
            #expect(Command.Key(written).map { [$0.client.unicodeScalars.elementsEqual(client.unicodeScalars), $0.text.unicodeScalars.elementsEqual(text.unicodeScalars)] } == [true, true])
        }
    }

    @Test("a command that does not depend on how a case stands has no seen, that it would pass over")
    func seenOfACase() throws {
        let answer = try Talk().one(Talk.call(1, "register.add", Talk.adding("P10", more: #", "seen": 1"#)))
        #expect(answer["error"]?["message"] == "There is no parameter seen.")
    }

    @Test("a proposal of triads whose key is repeated is the first one, though nothing can be formed any more")
    func repeatedProposal() throws {
        let talk = try Talk()
        let forming = Talk.call(1, "form-triads", #"{"as": "Ada Marsh", "key": "robot:1", "seed": 7}"#)
        let first = try talk.one(forming)
        #expect(first["result"]?["forming"]?["groups"]?.arrayValue?.count == 1)
        #expect(try talk.one(Talk.call(2, "forming.invite", #"{"as": "Ada Marsh", "number": 1}"#))["result"]?["began"] == ["triad-cycle-1"])
        let again = try talk.one(forming)
        #expect(again["result"]?["reply"] == first["result"]?["reply"])
        #expect(try talk.one(Talk.call(1, "form-triads", #"{"as": "Ada Marsh", "seed": 7}"#))["error"]?["code"] == 190)
    }

    @Test("a dry run says what would come, between others too, and changes nothing")
    func dryRun() throws {
        let talk = try Talk()
        let size = try talk.head() ?? 0
        let answers = try talk.say(
            Talk.call(1, "register.add", Talk.adding("P10", more: #", "dry_run": true"#)), Talk.call(2, "register.add", Talk.adding("P11")),
            Talk.call(3, "register.add", Talk.adding("P11", more: #", "dry_run": true"#)), Talk.call(4, "register.add", Talk.adding("P10")))
        #expect(answers.map { $0["result"] != nil } == [true, true, false, true])
        #expect(try talk.head() == size + 2)
    }

    @Test("apply does commands each for itself, or all or none, or none and says what would come")
    func apply() throws {
        let talk = try Talk()
        func applying(_ more: String, _ people: String...) throws -> JSON.Value? {
            let requests = people.map { #"{"method": "register.add", "params": \#(Talk.adding($0))}"# }.joined(separator: ", ")
            return try talk.one(Talk.call(1, "apply", "{\"requests\": [\(requests)]\(more)}"))["result"]
        }
        let size = try talk.head() ?? 0
        let undone = try applying(", \"atomic\": true", "P10", "P10", "P11")
        #expect(undone?["kept"] == false && undone?["answers"]?.arrayValue?.count == 2)
        #expect(undone?["answers"]?[1]?["error"]?["data"]?["code"] == "already-so")
        let rehearsed = try applying(", \"dry_run\": true", "P10", "P10", "P11")
        #expect(rehearsed?["kept"] == false && rehearsed?["answers"]?.arrayValue?.map { $0["result"] != nil } == [true, false, true])
        #expect(try talk.head() == size)
        #expect(try applying(", \"atomic\": true", "P10", "P11")?["kept"] == true)
        #expect(try applying("", "P12", "P12", "P13")?["answers"]?.arrayValue?.map { $0["result"] != nil } == [true, false, true])
        #expect(try talk.head() == size + 4)
        let both = try applying(", \"atomic\": true, \"dry_run\": true", "P14", "P14", "P15")
        #expect(both?["kept"] == false && both?["answers"]?.arrayValue?.map { $0["result"] != nil } == [true, false])
        #expect(try talk.head() == size + 4)
        let mixed = try talk.one(Talk.call(1, "apply", #"{"requests": [{"method": "head"}]}"#))
        #expect(mixed["error"]?["data"]?["where"] == "requests[0].method")
    }

    @Test("what is wrong with one of several commands is said with which of them it is; more than are taken are none", arguments: [
        (#"{"method": "coordinator", "params": {"as": "Ada Marsh", "who": 3}}"#, "requests[1].who"),
        (#"{"method": "coordinato", "params": {}}"#, "requests[1].method"), (#"{"method": "coordinator"}"#, "requests[1].who"),
    ])
    func applyWrong(request: String, place: String) throws {
        let talk = try Talk()
        let good = #"{"method": "register.add", "params": \#(Talk.adding("P10"))}"#
        let call = Talk.call(1, "apply", "{\"requests\": [\(good), \(request)]}")
        let error = try talk.one(call)["error"]
        #expect(error?["code"] == -32_602 && error?["data"]?["where"]?.stringValue == place)
        // It is a notification, whatever is wrong with its parameters.
        #expect(try talk.say(call.replacing("\"id\": 1, ", with: "")).isEmpty)
        let many = Array(repeating: good, count: 10_001).joined(separator: ", ")
        #expect(try talk.one(Talk.call(1, "apply", "{\"requests\": [\(many)]}"))["error"]?["data"]?["where"] == "requests")
    }

    @Test("a script ends its lines as its editor does, and is read whole before anything is done", arguments: ["\n", "\r\n"])
    func script(end: String) throws {
        let talk = try Talk()
        let lines = ["P10", "P10", "P11"].map { #"{"method": "register.add", "params": \#(Talk.adding($0))}"# } + [""]
        let script = try Script(lines.joined(separator: end), from: "a.jsonl", isAtomic: false, isForGood: true)
        #expect(try script.answers(from: talk.triad) { _ in } == Script.Answers(count: 3, refused: 1, isUndone: false))
        let failure = #expect(throws: CallFailure.self) {
            try Script((lines + ["{"]).joined(separator: end), from: "a.jsonl", isAtomic: false, isForGood: true)
        }
        #expect(failure?.place == "a.jsonl, line 5")
    }
}

@Suite("Lists for programs")
struct ListTests {
    private func started(_ count: Int) throws -> Talk {
        let talk = try Talk()
        for _ in 0..<count { _ = try talk.one(Talk.call(1, "start", Talk.start)) }
        return talk
    }

    private func pages(_ talk: Talk, _ more: String, between: (Int) throws -> Void = { _ in }) throws -> [String] {
        var ids: [String] = [], after: String?
        repeat {
            let cursor = after.map { ", \"after\": \(JSON.Value.string($0).text)" } ?? ""
            let answer = try talk.one(Talk.call(1, "cases", "{\"as\": \"Ada Marsh\", \"limit\": 2\(more)\(cursor)}"))
            let result = try #require(answer["result"], "\(answer)")
            ids += result["cases"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
            after = result["next"]?.stringValue
            try between(ids.count)
        } while after != nil
        return ids
    }

    @Test("pages hold each case once, in order, though cases begin in between", arguments: ["", ", \"sort\": \"title\"", ", \"sort\": \"due\""])
    func paged(more: String) throws {
        let talk = try started(12)
        var begun = false
        let ids = try pages(talk, more) { count in
            if count >= 4, !begun {
                begun = true
                _ = try talk.one(Talk.call(1, "start", Talk.start))
            }
        }
        #expect(Set(ids).count == ids.count)
        let all = (1...12).map { "triad-review-\($0)" }
        #expect(Set(ids).isSuperset(of: all))
        if more.isEmpty { #expect(ids == all + ["triad-review-13"]) }
    }

    @Test("cases are found by who holds a part, by what falls due, and by a text in their data")
    func found() throws {
        let talk = try started(2)
        func count(_ more: String, as person: String = "Ada Marsh") throws -> Int? {
            try talk.one(Talk.call(1, "cases", "{\"as\": \"\(person)\"\(more)}"))["result"]?["cases"]?.arrayValue?.count
        }
        #expect(try count(", \"holder\": \"Birch Hill\"") == 2)
        #expect(try count(", \"holder\": \"Ben Oduya\"") == 0)
        #expect(try count(", \"due_by\": \"2026-09-02\"") == 0)
        #expect(try count(", \"due_by\": \"2030-01-01\"") == 2)
        #expect(try count(", \"data\": {\"profile\": \"zzz\"}") == 0)
        #expect(try count(", \"subject\": \"alder\", \"workflow\": \"triad-review\"") == 2)
    }

    @Test("whoever is not known finds nothing, and no nearest name tells who is in the register")
    func stranger() throws {
        let talk = try started(1)
        for wish in [#"{"holder": "Ben Odu"}"#, #"{"holder": "Ben Oduya"}"#, #"{"subject": "Alder Ban"}"#, "{}"] {
            #expect(try talk.one(Talk.call(1, "cases", wish))["result"] == ["cases": []])
        }
    }

    @Test("a list of at most none is refused: it would look like the end", arguments: ["cases", "log", "changes"])
    func none(method: String) throws {
        let answer = try Talk().one(Talk.call(1, method, #"{"as": "Ada Marsh", "limit": 0}"#))
        #expect(answer["error"]?["data"]?["code"] == "out-of-range" && answer["error"]?["data"]?["where"] == "limit")
    }

    @Test("a year planner may begin on any day that there is", arguments: ["0001-01-01", "9999-06-01", "9999-12-31"])
    func planner(from: String) throws {
        let answer = try started(1).one(Talk.call(1, "planner", "{\"as\": \"Ada Marsh\", \"from\": \"\(from)\"}"))
        #expect(answer["result"]?["text"]?.stringValue?.hasPrefix("<!DOCTYPE html>") == true)
    }

    @Test("a cursor of another order, or none of ours, is refused", arguments: ["x", "[]", #"["title","a","b"]"#, #"["id",5,"b"]"#, #"["id","a","b","c"]"#])
    func cursors(cursor: String) throws {
        let answer = try Talk().one(Talk.call(1, "cases", "{\"after\": \(JSON.Value.string(cursor).text)}"))
        #expect(answer["error"]?["data"]?["code"] == "out-of-range")
    }

    @Test("changes are a stream: each entry once, none missed, with its facts and no value that is not public")
    func changes() throws {
        let talk = try started(3)
        var places: [Int64] = [], after: Int64 = -1
        while true {
            let result = try #require(try talk.one(Talk.call(1, "changes", "{\"as\": \"Ada Marsh\", \"after\": \(after), \"limit\": 2}"))["result"])
            let changes = result["changes"]?.arrayValue ?? []
            for change in changes {
                places.append(try #require(change["entry"]?["place"]?.intValue))
                #expect(change["facts"]?.arrayValue?.isEmpty == false)
                #expect(!change.text.contains("ben@example.org"))
            }
            after = try #require(result["next"]?.intValue)
            if changes.isEmpty { break }
        }
        #expect(places == Array(0..<(try talk.head() ?? 0)))
        // A place that the log has not come to belongs to another copy of the file: its entries would be missed.
        for beyond in [after + 1, .max] {
            let answer = try talk.one(Talk.call(1, "changes", "{\"as\": \"Ada Marsh\", \"after\": \(beyond)}"))
            #expect(answer["error"]?["data"]?["code"] == "out-of-range" && answer["error"]?["data"]?["where"] == "after")
            #expect(try talk.one(Talk.call(1, "log", "{\"as\": \"Ada Marsh\", \"after\": \(beyond)}"))["result"]?["entries"] == [])
        }
        // Who may see none of it still learns up to where she has looked.
        let stranger = try talk.one(Talk.call(1, "changes", "{}"))["result"]
        #expect(stranger?["changes"] == [] && stranger?["next"]?.intValue == after)
    }
}

@Suite("Bytes by lines")
struct LineBufferTests {
    private func lines(_ chunks: [String], ends: Bool = true) -> [String] {
        var pair: [Int32] = [0, 0]
        pipe(&pair)
        var buffer = LineBuffer(), taken: [String] = []
        for chunk in chunks {
            let bytes = Array(chunk.utf8)
            _ = bytes.withUnsafeBytes { write(pair[1], $0.baseAddress, $0.count) }
            buffer.read(from: pair[0])
            taken += buffer.take(atMost: 100, bytes: 1 << 20).map { line in
                switch line {
                case .text(let text): String(decoding: text, as: UTF8.self)
                case .tooLong: "too long"
                }
            }
        }
        close(pair[1])
        if ends {
            buffer.read(from: pair[0])
            #expect(buffer.hasEnded)
            taken += buffer.take(atMost: 100, bytes: 1 << 20).map { if case .text(let text) = $0 { String(decoding: text, as: UTF8.self) } else { "too long" } }
        }
        close(pair[0])
        return taken
    }

    @Test("lines come whole, however they arrive; empty ones are none; the last needs no end", arguments: [
        (["a\nb\n"], ["a", "b"]), (["a", "b", "c\nd"], ["abc", "d"]), (["\n\n", " \t\r\n", "a\r\n"], ["a"]), (["a\n", "\n", "b"], ["a", "b"]), ([], []),
    ] as [([String], [String])])
    func whole(chunks: [String], expected: [String]) { #expect(lines(chunks) == expected) }

    @Test("a line that is too long is passed over without being kept, and the next is read")
    func long() {
        let chunk = String(repeating: "x", count: 1 << 16)
        #expect(lines(Array(repeating: chunk, count: Message.longestLine >> 16) + [chunk, "x\nnext\n"]) == ["too long", "next"])
        #expect(lines(Array(repeating: chunk, count: Message.longestLine >> 16) + [chunk]) == ["too long"])
    }
}
