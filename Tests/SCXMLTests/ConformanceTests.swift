import Foundation
import SCXML
import Testing

/// Cases after the W3C's and SCION's tests, in a folder beside this package or where `TRIAD_CONFORMANCE` points.
@Suite("Conformance to the SCXML Recommendation, in CEL")
struct ConformanceTests {
    static let folder: URL =
        ProcessInfo.processInfo.environment["TRIAD_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).appending(path: "../../../../shared/conformance").standardizedFileURL

    @Test("every case goes through the configurations that it names, read from JSON and, written as SCXML, from that")
    func allCases() throws {
        let files = try? FileManager.default.contentsOfDirectory(
            at: Self.folder.appending(path: "statecharts"), includingPropertiesForKeys: nil)
        let cases = (files ?? []).filter { $0.pathExtension == "json" }
        if cases.isEmpty { print("No conformance cases at \(Self.folder.path): nothing was compared.") }
        for file in cases {
            let example = try ConformanceCase(bytes: Array(try Data(contentsOf: file)))
            #expect(try example.run() == [], "\(example.name)")
            let document = try StatechartDocument(json: example.machine)
            let json = try document.json()
            #expect(try StatechartDocument(json: json).json() == json, "\(example.name)")
            let text = try document.scxml()
            let read = try StatechartDocument(scxml: Array(text.utf8))
            #expect(try read.scxml() == text, "\(example.name)")
            #expect(try example.run(read) == [], "\(example.name) as SCXML")
        }
        print("\(cases.count) conformance cases were run.")
    }

    @Test("a case that comes out another way says at which step, what it wanted and what came")
    func failures() throws {
        let text = """
            {"name": "toggle", "machine": {"id": "__root", "type": "compound", "states": [
              {"id": "off", "type": "atomic", "transitions": [{"event": "flip", "target": ["on"], "type": "external"}]},
              {"id": "on", "type": "atomic"}]},
             "script": {"initialConfiguration": ["off"], "events": [{"event": "flip", "nextConfiguration": ["off"]}],
              "finalConfiguration": ["on"]}}
            """
        #expect(try ConformanceCase(bytes: Array(text.utf8)).run() == ["event 1 (flip): expected [off], got [on]"])
    }

    @Test("a case may let a clock tick more often than one event may lead on, and gives what is empty or leaves it out")
    func ticking() throws {
        let text = """
            {"name": "ticking", "machine": {"id": "__root", "type": "compound", "datamodel": [{"id": "n", "expr": "0"}], "states": [
              {"id": "on", "type": "compound", "onentry": [[{"send": {"event": "tick", "delay_ms": 1}}]], "states": [
                {"id": "in", "type": "atomic", "transitions": [{"cond": "n == 3000", "target": ["out"], "type": "external"}]},
                {"id": "out", "type": "final", "donedata": {"params": [], "content_expr": "n"}},
                {"id": "past", "type": "history", "history": "deep", "default": {}}],
               "transitions": [{"event": "tick", "target": ["past"], "type": "external", "actions": [{"assign": {"location": "n", "expr": "n + 1"}}]},
                {"event": "done.state.on", "cond": "_event.data == 3000", "target": ["end"], "type": "external"}]},
              {"id": "end", "type": "final"}]},
             "script": {"initialConfiguration": ["in"], "events": [{"event": "x", "after_ms": 2999, "nextConfiguration": ["in"]},
               {"event": "x", "after_ms": 1, "nextConfiguration": ["end"]}]}}
            """
        #expect(try ConformanceCase(bytes: Array(text.utf8)).run() == [])
    }
}
