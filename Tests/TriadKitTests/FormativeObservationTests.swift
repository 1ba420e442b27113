import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

/// A lesson of somebody who learns to teach is seen in words, with the strands it was about and what to try next: nobody is graded.
@Suite("A formative observation under the profile without grades")
struct FormativeObservationTests {
    private static let workflow = """
        triad: 1
        workflow: lesson-visit
        version: 1
        title: A lesson, seen together
        subject: organisation
        calendar: england-schools
        managed_by: mentor
        roles:
          mentor: { title: Mentor }
          trainee: { title: Trainee, distinct: [mentor] }
        sheets:
          lesson: { title: The lesson in words, rubric: lesson-observation, by: mentor }
        records:
          next_steps:
            title: Next steps
            max: 3
            fields:
              strand: { title: Strand, type: criterion, of: lesson-observation }
              step: { title: What to try next, type: text, max: 300 }
              by_when: { title: By, type: date }
        states:
          seen:
            title: Seen
            waits_for: { mentor: Note what to try next }
            clock: { after: 1 working day, owed_by: mentor }
            events:
              next-step: { title: Note a next step, by: mentor, add: next_steps }
              write:
                title: Write it up
                by: mentor
                when:
                  - { that: "size(records.next_steps) > 0", else: "A lesson that is seen ends in something to try next (next-step)." }
                to: writing
          writing:
            title: Being written
            waits_for: { mentor: Seal the sheet }
            collect: lesson
            clock: { after: 1 working day, owed_by: mentor }
            events:
              done: told
          told: { title: With the trainee, final: true }
        """

    private static let strands = ["behaviour", "pedagogy", "curriculum", "assessment", "professional_behaviours"]

    private func story() throws -> Story {
        let door = try Sessions.door()
        try door.did("Ada Marsh", .adoptDefinition(kind: .workflow, source: Self.workflow, file: "lesson-visit.yaml"))
        return try Sessions.begin("lesson-visit", in: door, ["mentor": "P2", "trainee": "P9"]).as("Ben Oduya")
    }

    @Test("Words, strands and next steps are kept; a level is not taken, nor a strand without words")
    func words() throws {
        let story = try story()
        #expect(try story.refused("write") == "guard-not-met: A lesson that is seen ends in something to try next (next-step).")
        try story.does("next-step", ["strand": "assessment", "step": "Ask three pupils before going on.", "by_when": "2026-09-18"])
        #expect(try story.refused("next-step", ["strand": "expert_content", "step": "Another.", "by_when": "2026-09-18"]) != "accepted", "a tag is one of the five strands")
        try story.does("write")
        let sheet: SheetView = try story.door.answer(.sheet(case: story.id, sheet: "lesson", role: nil), as: "Ben Oduya")
        #expect(sheet.criteria.map(\.id) == Self.strands && sheet.levels.isEmpty)
        func draft(_ behaviour: JSON.Value) -> Command {
            var judgements = JSON.Object(Self.strands.dropLast().map { (key: $0, value: ["narrative": "Pupils began at once."]) })
            judgements["professional_behaviours"] = ["absent": "not_seen"]
            judgements["behaviour"] = behaviour
            return Command(as: "Ben Oduya", .draft(case: story.id, sheet: "lesson", role: nil, judgements: judgements))
        }
        for graded in [["level": "good", "narrative": "Good."], ["level": "2"]] as [JSON.Value] {
            guard case .failure(let refusal) = try story.door.triad.perform(draft(graded)) else { return #expect(Bool(false), "a level was taken") }
            #expect(refusal.details.map { "\($0.place) \($0.code)" } + [refusal.code.rawValue] != [], "\(refusal)")
        }
        _ = try story.door.triad.perform(draft(["narrative": ""]))
        #expect(try story.lacks("lesson").first?.hasPrefix("behaviour ") == true)
        _ = try story.door.triad.perform(draft(["narrative": "Pupils began at once."])).get()
        try story.door.did("Ben Oduya", .seal(case: story.id, sheet: "lesson", role: nil))
        #expect(try story.stands == ["With the trainee"])
        let told: CaseView = try story.door.answer(.case(story.id), as: "Finn Outside")
        #expect(told.records.first?.rows.count == 1, "the trainee reads what to try next")
    }
}
