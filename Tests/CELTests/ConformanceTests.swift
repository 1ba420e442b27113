import CELTrial
import Foundation
import Testing

/// The folder of the public suite, where there is one.
private func suite() -> ConformanceSuite? {
    let given = ProcessInfo.processInfo.environment["TRIAD_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = (given ?? root.deletingLastPathComponent().appendingPathComponent("shared/conformance")).appendingPathComponent("cel")
    guard FileManager.default.fileExists(atPath: folder.path) else {
        print("The conformance suite is not there; set TRIAD_CONFORMANCE to run it.")
        return nil
    }
    return ConformanceSuite(folder: folder)
}

@Test("every case of the public conformance suite that needs no protocol buffers comes out as it says, and prints back")
func conformance() throws {
    guard let cases = try suite()?.builtCases() else { return }
    let failures = cases.compactMap { found in
        (found.objection() ?? found.printingObjection()).map { "\(found.id): `\(found.source)` \($0)" }
    }
    print("Conformance: \(cases.count) run, \(cases.count - failures.count) passed, \(failures.count) failed")
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    #expect(!cases.isEmpty)
}

@Test("a case is judged by what its line says", arguments: [
    (#"{"id":"a","expr":"1 + 1","expected":{"value":{"int":"2"}}}"#, nil),
    (#"{"id":"a","expr":"1 + 1","expected":{"value":{"uint":"2"}}}"#, "gives 2, not 2u"),
    (#"{"id":"a","expr":"1 / 0","expected":{"error":["no"]}}"#, nil),
    (#"{"id":"a","expr":"1 / 1","expected":{"error":["no"]}}"#, "gives 1 where none is expected"),
    (#"{"id":"a","expr":"x","disable_check":true,"bindings":{"x":{"list":[{"string":"e\u0301"}]}},"expected":{"value":{"list":[{"string":"\u00e9"}]}}}"#, "gives [\"e\u{301}\"], not [\"é\"]"),
    (#"{"id":"a","expr":"x","type_env":[{"name":"x","kind":"variable","type":{"wrapper":"int"}}],"check_only":true,"expected":{"type":{"wrapper":"int"}}}"#, nil),
    (#"{"id":"a","expr":"x || true","type_env":[{"name":"x","kind":"variable","type":"bool"}],"bindings":{"x":{"error":["no"]}},"expected":{"value":{"bool":true}}}"#, nil),
    (#"{"id":"a","expr":"x","type_env":[{"name":"x","kind":"variable","type":"bool"}],"bindings":{"x":{"unknown":[]}},"expected":{"unknown":["1"]}}"#, nil),
    (#"{"id":"a","expr":"1","requires":["ext:magic"],"expected":{"value":{"int":"1"}}}"#, "asks for ext:magic, which is not there"),
    (#"{"id":"a","expr":"[1].map(x, x)","disable_macros":true,"expected":{"error":["no"]}}"#, nil),
    (#"{"id":"a","expr":"{1: 2u}","expected":{"value":{"map":[[{"int":"1"},{"uint":"2"}]]},"type":{"map":["int","uint"]}}}"#, nil),
] as [(String, String?)])
func judged(_ line: String, _ objection: String?) throws {
    #expect(try ConformanceCase(line: line).objection() == objection)
}

@Test("a case is left out by what it needs, and for nothing else", arguments: [
    (#"{"id":"a","expr":"1","needs_proto":true}"#, "needs protocol buffers"), (#"{"id":"a","expr":"1","requires":["ext:network"]}"#, "ext:network"),
    (#"{"id":"a","expr":"1","requires":["ext:proto"]}"#, "ext:proto"), (#"{"id":"a","expr":"1","requires":["ext:math"]}"#, nil), (#"{"id":"a","expr":"1"}"#, nil),
] as [(String, String?)])
func leftOut(_ line: String, _ reason: String?) throws {
    #expect(try ConformanceCase(line: line).reasonToSkip == reason)
}
