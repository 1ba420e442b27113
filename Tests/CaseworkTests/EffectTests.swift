@testable import Casework
import CivilTime
import Definitions
import JSON
import Testing

@Suite("Effects and regions")
struct EffectTests {
    static let yaml = """
    triad: 1
    workflow: two-tracks
    version: 1
    title: Two tracks
    subject: organisation
    calendar: test-schools
    managed_by: coordinator
    roles:
      coordinator: { title: Coordinator }
      host: { title: Host, from: subject }
      lead: { title: Lead, of: organisation, outside: [subject] }
      helpers: { title: Helper, of: organisation, many: true, min: 0, max: 2, optional: true }
    data:
      rounds: { title: Rounds, type: whole, min: 0, max: 9, default: 0 }
      ends_on: { title: Ends on, type: date }
    records:
      oaths: { title: Oaths, fields: { words: { title: Words, type: text, max: 50 } } }
      turns: { title: Turns, fields: { what: { title: What, type: text, max: 50 } } }
    initial: promising
    states:
      promising:
        title: Promising
        events:
          promise: { title: Promise, by: { all: [host, lead] }, add: oaths, set: { rounds: "data.rounds + 1" }, to: working }
          end-by: { title: End by, by: host, form: { ends_on: {} } }
      working:
        title: Working
        on_entry: { add: { record: turns, with: { what: "'begun'" } } }
        on_exit: { add: { record: turns, with: { what: "'left'" } } }
        initial: tracks
        events:
          done: over
          break-off: { title: Break off, by: host, to: promising }
        states:
          tracks:
            title: Tracks
            parallel: true
            events: { done: both }
            states:
              first:
                title: First track
                initial: open-first
                states:
                  open-first: { title: First open, clocks: { ending: { at: "data.ends_on", owed_by: lead } }, events: { finish: { title: Finish, by: [lead, helpers], to: done-first } } }
                  done-first: { title: First done, final: true }
              second:
                title: Second track
                initial: open-second
                states:
                  open-second: { title: Second open, events: { finish-second: { title: Finish, by: host, to: done-second } } }
                  done-second: { title: Second done, final: true }
          both: { title: Both done, final: true }
      over:
        title: Over
        events:
          join: { title: Join, by: coordinator, form: { who: { title: Who, type: organisation } }, appoint: { role: helpers, organisation: "event.who" } }
          leave: { title: Leave, by: helpers, vacate: actor }
          clear: { title: Clear, by: coordinator, vacate: { role: helpers } }
          close: { title: Close, by: coordinator, to: closed }
      closed: { title: Closed, final: true }
    """

    private func begun() throws -> Scene {
        let workflow = try Scene.workflow(Self.yaml, file: "two-tracks.yaml"), now = try Scene.noon("2026-09-07")
        let situation = Situation(
            workflow: workflow, case: nil, register: try Scene.people(), calendar: try Scene.calendar(), now: now, coordinators: ["chris"])
        let lead = Beginning.Appointment(role: "lead", holder: .init(organisation: "beech", since: try Scene.day("2026-09-07")))
        let beginning = Beginning(
            id: "two-tracks-1", workflow: "two-tracks", subject: .organisation("ash"), holders: [lead], by: "chris", happened: .instant(now))
        let decision = try Deciding.begin(beginning, in: situation).get()
        var scene = Scene(
            workflow: workflow, state: try #require(Case.began(id: beginning.id, by: decision.facts[0])), register: try Scene.people(), now: now)
        scene.keep(Decision(facts: Array(decision.facts.dropFirst()), happened: decision.happened))
        return scene
    }

    private func working() throws -> Scene {
        var scene = try begun()
        try scene.send("promise", as: "hana", ["words": "I do"])
        try scene.send("promise", as: "ben", ["words": "So do I"])
        return scene
    }

    @Test("each signature adds its own row once; what the state adds as it is entered comes besides")
    func rowsOfSignatures() throws {
        let scene = try working()
        #expect(scene.records["oaths"]?.map { $0.values["words"] } == [.text("I do"), .text("So do I")])
        #expect(scene.records["turns"]?.map { $0.values["what"] } == [.text("begun")])
        #expect(scene.state.data["rounds"] == .whole(1))
    }

    @Test("regions stand side by side in document order, each moves alone, and both done is done")
    func regions() throws {
        var scene = try working()
        #expect(scene.state.configuration == [
            "working", "working.tracks", "working.tracks.first", "working.tracks.first.open-first", "working.tracks.second",
            "working.tracks.second.open-second",
        ])
        try scene.send("finish", as: "ben")
        #expect(scene.state.configuration == [
            "working", "working.tracks", "working.tracks.first", "working.tracks.first.done-first", "working.tracks.second",
            "working.tracks.second.open-second",
        ])
        try scene.send("finish-second", as: "hana")
        #expect(scene.state.configuration == ["over"])
        #expect(scene.records["turns"]?.map { $0.values["what"] } == [.text("begun"), .text("left")])
    }

    @Test("a clock whose date is not agreed yet is not set; once it is, the next time")
    func clockOfADate() throws {
        var scene = try working()
        #expect(scene.state.clocks.isEmpty)
        try scene.send("break-off", as: "hana")
        try scene.send("end-by", as: "hana", ["ends_on": "2026-10-01"])
        try scene.send("promise", as: "hana", ["words": "Again"])
        try scene.send("promise", as: "ben", ["words": "Again"])
        #expect(scene.state.clocks["ending"]?.dueDay == (try Scene.day("2026-10-01")))
    }

    @Test("effects appoint and vacate parts, within their bounds")
    func parts() throws {
        var scene = try working()
        try scene.send("finish", as: "ben")
        try scene.send("finish-second", as: "hana")
        try scene.send("join", as: "chris", ["who": "elm"])
        try scene.send("join", as: "chris", ["who": "oak"])
        #expect(scene.state.holders["helpers"]?.map(\.id) == ["elm", "oak"])
        #expect(try scene.refusal("join", as: "chris", ["who": "fir"])?.code == .tooMany)
        #expect(try scene.refusal("join", as: "chris", ["who": "nowhere"])?.code == .wrongType)
        try scene.send("leave", as: "dee")
        #expect(scene.state.holders["helpers"]?.map(\.id) == ["oak"])
        try scene.send("clear", as: "chris")
        #expect(scene.state.holders["helpers"] == nil)
        try scene.send("close", as: "chris")
        #expect(scene.state.hasEnded)
        #expect(scene.state.configuration == ["closed"])
    }

    @Test("only what an event and what follows from it names is loaded")
    func needs() throws {
        let scene = try working()
        let needs = Deciding.needs(for: .event(case: "two-tracks-1", event: "finish", form: [:]), as: "ben", case: scene.state, workflow: scene.workflow)
        #expect(needs.records == [])
        #expect(needs.sheets == [])
        #expect(needs.people == ["ben", "chris"])
        #expect(needs.organisations == ["ash", "beech"])
    }
}
