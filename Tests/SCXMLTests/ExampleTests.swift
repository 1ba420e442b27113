import JSON
import SCXML
import Statecharts
import Testing

/// What the pages of the modules show, as it is shown there.
@Suite("The examples of the documentation")
struct ExampleTests {
    private let review = """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="cel" initial="draft">
          <datamodel><data id="reminders" expr="0"/></datamodel>
          <state id="draft"><transition event="submit" target="waiting"/></state>
          <state id="waiting">
            <onentry><send event="remind" id="reminder" delay="2s"/></onentry>
            <onexit><cancel sendid="reminder"/></onexit>
            <transition event="remind" cond="reminders &lt; 3" target="waiting">
              <assign location="reminders" expr="reminders + 1"/>
            </transition>
            <transition event="decide" target="decided"/>
          </state>
          <final id="decided"/>
        </scxml>
        """

    @Test("a session is run, kept as JSON, read back, and woken for its delayed sends")
    func session() throws {
        let chart = try CompiledStatechart(StatechartDocument(scxml: Array(review.utf8)))
        var session = try Session(chart, now: 0)
        try session.send(Event("submit"), now: 5)
        #expect(session.configuration == ["waiting"])
        #expect(session.nextDue == 2_005)

        let text = session.json.serialized()
        var later = try Session(chart, json: try JSON.Value.parse(text))
        while let due = later.nextDue, due <= 5_000 { try later.advance(to: due) }
        #expect(later.model.evaluator.variables["reminders"] == .int(2))
        try later.send(Event("decide"), now: 5_000)
        #expect(!later.isRunning && later.nextDue == nil)
    }

    @Test("a machine is explored before it is run")
    func exploration() throws {
        let document = try StatechartDocument(scxml: Array(review.utf8))
        let exploration = try document.machine().explored(with: ExecutableForesight(of: document.model(session: "any")))
        #expect(exploration.extent == .complete)
        #expect(exploration.findings.map(\.description) == [])
        #expect(exploration.way(to: 3)?.text == "submit, then decide")
    }

    @Test("a machine is put together in Swift and written as SCXML")
    func swift() throws {
        let language = CELLanguage(variables: ["tries"])
        let description = MachineDescription<CELModel>(
            name: "door",
            states: [
                .init("closed", transitions: [
                    .init(on: ["open"], if: try language.expression("tries < 3"), to: ["opened"],
                          actions: [.assign(location: "tries", try language.expression("tries + 1"))]),
                ]),
                .init("opened", transitions: [.init(on: ["close"], to: ["closed"])]),
            ])
        let document = StatechartDocument(description: description, data: [Datum("tries", try language.expression("0"))])
        var session = try Session(CompiledStatechart(document), now: 0)
        try session.send(Event("open"), now: 1)
        #expect(session.configuration == ["opened"])
        #expect(try StatechartDocument(scxml: Array(document.scxml().utf8)).json() == document.json())
    }
}
