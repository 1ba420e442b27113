import Foundation
import JSON
import Statecharts
import Testing

@Suite("Snapshot formats")
struct FormatTests {
    private static let chart = Chart(name: "kept", states: [
        State("p", onentry: [[.send(SendContent(.literal("late"), id: "s", delay: .milliseconds(50), payload: Payload(content: "7")))]],
            transitions: [Transition(on: ["pause"], to: ["idle"])], children: [
                State("h", kind: .history(.deep)),
                State("a", transitions: [Transition(on: ["next"], to: ["b2"])]),
                State("b", children: [State("b1"), State("b2")]),
            ]),
        State("idle", transitions: [Transition(on: ["resume"], to: ["h"])]),
    ])

    private static func fixture(_ format: Int) throws -> JSON.Value {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/snapshot-\(format).json")
        return try JSON.Value.parse(try Data(contentsOf: file))
    }

    @Test("a snapshot of every format ever written is read and goes on", arguments: 1...Int(Machine<Model>.snapshotFormat))
    func read(format: Int) throws {
        let machine = try Machine(compiling: Self.chart)
        let kept = try Self.fixture(format)
        #expect(kept["format"] == .int(Int64(format)))
        let snapshot = try machine.snapshot(from: kept)
        let step = try machine.step(snapshot, Event("resume"), now: 60, model: model())
        #expect(tell(step.trace, machine) == "due late ?late ?resume -idle idle.0 +p >late +b +b2")
    }

    @Test("the newest fixture is what is written now")
    func written() throws {
        var journey = try Journey(Self.chart)
        for event in ["next", "pause"] { _ = try journey.send(event) }
        let json = journey.machine.json(of: journey.step.snapshot)
        #expect(json == (try Self.fixture(Int(Machine<Model>.snapshotFormat))))
    }
}
