import Definitions

/// A workflow small enough to be seen whole, which the tests of mistakes change in one place each.
enum Small {
    static let text = """
        triad: 1
        workflow: small-review
        version: 1
        title: Small review
        subject: organisation
        calendar: somewhere
        managed_by: coordinator

        roles:
          coordinator: { title: Coordinator }
          host: { title: Host, from: subject }
          reviewer: { title: Reviewer, outside: [subject] }
          reader: { title: Reader, outside: [subject, reviewer], optional: true }

        links:
          parent: { title: Round, workflow: round, parent: true }

        data:
          visit_on: { title: Day of the visit, type: date }
          profile: { title: Profile, type: choice, of: [words, levels], default: words }

        sheets:
          peer: { title: Judgement, rubric: { by: profile, words: plain, levels: graded }, by: reviewer, settled_by: [reviewer] }

        records:
          notes:
            title: Notes
            fields:
              text: { title: Note, type: text, max: 200 }
              answer: { title: Answer, type: choice, of: [kept, dropped], later: true }

        initial: planning
        states:
          planning:
            title: Planning
            clock: { after: 5 working days, owed_by: coordinator }
            events:
              plan:
                title: Plan the visit
                by: coordinator
                form: { visit_on: {} }
                when:
                  - that: "event.visit_on > today"
                    else: The visit lies in the past.
                to: visiting
                letters: [planned]
          visiting:
            title: Visit
            collect: peer
            events:
              note: { title: Take a note, by: reviewer, add: notes }
              answer: { title: Answer a note, by: host, update: { record: notes, fields: [answer] } }
              choose: { title: Choose a judgement, by: reviewer, settle: peer }
              done: checking
          checking:
            title: Check
            window: { after: 5 school days, of: host, protects: host, grace: 5 working days, send: closed }
            events:
              lengthen:
                title: Lengthen
                by: coordinator
                form: { days: { title: Days, type: whole, min: 1, max: 9 } }
                extend: { clock: window, by: "event.days" }
              closed: { title: The window closes, by: clock, to: finished }
          finished: { title: Finished, final: true, on_entry: { tell: { link: parent, event: finished } } }

        letters:
          planned: { title: The visit, to: [host, reviewer], template: letters/planned }
        """

    static let round = """
        triad: 1
        workflow: round
        version: 1
        title: Round
        subject: group
        calendar: somewhere
        roles: { coordinator: { title: Coordinator } }
        links: { reviews: { title: Reviews, workflow: small-review } }
        states:
          running:
            title: Running
            events:
              finished: { title: A review is finished, by: case }
              end: { title: End the round, by: coordinator, to: ended }
          ended: { title: Ended, final: true }
        """

    static let library: Library = {
        var workflows: [String: WorkflowOutline] = [:]
        for text in [text, round] {
            if let outline = WorkflowOutline(workflow: text, file: "small.yaml") { workflows[outline.name] = outline }
        }
        return Library(workflows: workflows, templates: ["letters/planned"])
    }()

    /// The findings on the small workflow with one text in place of another, as a person reads them; empty where there are none.
    static func findings(changing old: String, to new: String) -> String {
        let source = text.replacing(old, with: new, maxReplacements: 1)
        return findings(source)
    }

    static func findings(_ source: String) -> String {
        switch DefinitionReader(library: library).read(workflow: source, file: "small.yaml") {
        case .success(let checked): checked.warnings.isEmpty ? "" : Mistakes(findings: checked.warnings, source: source).text
        case .failure(let mistakes): mistakes.text
        }
    }
}

/// A change to the small workflow, and everything that is said of it.
struct Mistaken: Sendable, CustomStringConvertible {
    var description: String
    var old: String
    var new: String
    var says: String

    init(_ description: String, old: String, new: String, says: String) {
        self.description = description
        self.old = old
        self.new = new
        self.says = says
    }
}
