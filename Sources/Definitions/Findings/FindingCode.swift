extension Finding {
    /// What can be found in a definition; each has a row in the documentation's table (``Code/row``).
    public enum Code: String, Sendable, CaseIterable {
        // the file
        case tooLarge = "too-large"
        case notUTF8 = "not-utf-8"
        case controlCharacter = "control-character"
        case emptyFile = "empty-file"
        case syntax = "yaml-syntax"
        case severalDocuments = "several-documents"
        case tooDeep = "too-deep"
        case tab
        case tag
        case anchor
        case alias
        case mergeKey = "merge-key"
        case duplicateKey = "duplicate-key"
        case keyNotText = "key-not-text"
        case ambiguousScalar = "ambiguous-scalar"
        // shape
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case wrongType = "wrong-type"
        case outOfRange = "out-of-range"
        case badName = "bad-name"
        case reservedName = "reserved-name"
        case languageVersion = "language-version"
        case contradiction
        // names
        case unknownRole = "unknown-role"
        case unknownState = "unknown-state"
        case ambiguousState = "ambiguous-state"
        case unknownSheet = "unknown-sheet"
        case unknownVote = "unknown-vote"
        case unknownRecord = "unknown-record"
        case unknownField = "unknown-field"
        case unknownDatum = "unknown-datum"
        case unknownLetter = "unknown-letter"
        case unknownAppointment = "unknown-appointment"
        case unknownTemplate = "unknown-template"
        case unknownLink = "unknown-link"
        case unknownWorkflow = "unknown-workflow"
        case unknownRubric = "unknown-rubric"
        case unknownCalendar = "unknown-calendar"
        case unknownClock = "unknown-clock"
        case nameTaken = "name-taken"
        // expressions
        case expression
        // sense
        case unreachableState = "unreachable-state"
        case noWayToEnd = "no-way-to-end"
        case deadEnd = "dead-end"
        case mayWaitForEver = "may-wait-for-ever"
        case neverTaken = "never-taken"
        case endedState = "ended-state"
        case conflictingTransitions = "conflicting-transitions"
        case eventlessCycle = "eventless-cycle"
        case hiddenRule = "hidden-rule"
        case nobodyMaySend = "nobody-may-send"
        case unsatisfiableDuty = "unsatisfiable-duty"
        case clockWithoutEffect = "clock-without-effect"
        case eventNotTaken = "event-not-taken"
        case eventNotSent = "event-not-sent"
        case sheetNotCollected = "sheet-not-collected"
        case voteNotCollected = "vote-not-collected"
        case doneNeverRaised = "done-never-raised"
        case recordNotFilled = "record-not-filled"
        case laterNotFilled = "later-not-filled"
        case choiceNotCovered = "choice-not-covered"
        case datumNeverSet = "datum-never-set"
        case letterNotUsed = "letter-not-used"
        // rubrics and calendars
        case rubric
        case calendar
    }
}

extension Finding.Code {
    /// One row of the documentation's table.
    public struct Row: Sendable, Hashable {
        public var code: String
        public var severity: Finding.Severity
        public var meaning: String
        /// What the file says.
        public var example: String
        /// What it should say.
        public var fix: String
    }

    /// The table of codes, in the order in which the documentation prints it.
    public static var table: [Row] { allCases.map(\.row) }

    public var row: Row { Row(code: rawValue, severity: severity, meaning: explanation.0, example: explanation.1, fix: explanation.2) }

    public var severity: Finding.Severity {
        switch self {
        case .ambiguousScalar, .letterNotUsed, .datumNeverSet, .hiddenRule, .mayWaitForEver, .neverTaken: .warning
        case .tooLarge, .notUTF8, .controlCharacter, .emptyFile, .syntax, .severalDocuments, .tooDeep, .tab, .tag, .anchor, .alias,
             .mergeKey, .duplicateKey, .keyNotText, .unknownKey, .missingKey, .wrongType, .outOfRange, .badName, .reservedName,
             .languageVersion, .contradiction, .unknownRole, .unknownState, .ambiguousState, .unknownSheet, .unknownVote, .unknownRecord, .unknownField,
             .unknownDatum, .unknownLetter, .unknownAppointment, .unknownTemplate, .unknownLink, .unknownWorkflow, .unknownRubric, .unknownCalendar,
             .unknownClock, .nameTaken, .expression, .unreachableState, .noWayToEnd, .deadEnd, .endedState, .conflictingTransitions, .eventlessCycle,
             .nobodyMaySend, .unsatisfiableDuty, .clockWithoutEffect, .eventNotTaken, .eventNotSent, .sheetNotCollected, .voteNotCollected,
             .doneNeverRaised, .recordNotFilled, .laterNotFilled, .choiceNotCovered, .rubric, .calendar: .error
        }
    }

    /// Meaning, example, fix.
    private var explanation: (String, String, String) {
        switch self {
        case .tooLarge: ("The file has more than 2 MB.", "a picture saved under the name of a workflow", "Save the definition alone.")
        case .notUTF8: ("The bytes are not UTF-8.", "a file saved as Windows-1252", "Save the file in UTF-8.")
        case .controlCharacter: ("A character that no text file holds, such as NUL.", "a file saved as UTF-16", "Save the file as plain text in UTF-8.")
        case .emptyFile: ("There is nothing in the file.", "a file of comments", "Begin it with `triad: 1`.")
        case .syntax: ("The file is not YAML.", "title: Areas: all", "title: \"Areas: all\"")
        case .severalDocuments: ("A second document follows.", "---", "One definition in each file.")
        case .tooDeep: ("Lists and maps are nested more than 64 deep.", "[[[[…]]]]", "Write the file flatter.")
        case .tab: ("A line is indented with a tab.", "⇥title: Review", "Indent with spaces.")
        case .tag: ("A YAML tag.", "when: !event.signed", "when: \"!event.signed\"")
        case .anchor: ("A YAML anchor.", "by: &both [lead, reviewer]", "by: [lead, reviewer]")
        case .alias: ("A YAML alias.", "by: *both", "by: [lead, reviewer]")
        case .mergeKey: ("A YAML merge key.", "<<: *common", "Write the keys out.")
        case .duplicateKey: ("A key comes twice in one map.", "to: a … to: b", "Keep one of them.")
        case .keyNotText: ("A key is a list or a map.", "? [a, b]", "key: value")
        case .ambiguousScalar: ("Readers of YAML 1.1 take the value for something else.", "title: no", "title: \"no\"")
        case .unknownKey: ("A key that has no meaning here.", "rols: …", "roles: …")
        case .missingKey: ("A key that is needed is not there.", "a role without a title", "title: Lead reviewer")
        case .wrongType: ("A value of another kind than the key takes.", "version: one", "version: 1")
        case .outOfRange: ("A number, a text or a list that is too small or too large.", "tolerance: 40", "tolerance: 1")
        case .badName: ("A name with other characters than small letters, digits, `_` (and `-` for workflows, states and events).", "Lead:", "lead:")
        case .reservedName: ("A name that the guard language, or the workflow language, keeps for itself.", "data: { in: … }", "data: { inside: … }")
        case .languageVersion: ("The file is written in a version of the language that this engine does not read.", "triad: 2", "triad: 1")
        case .contradiction: ("Two things that are said exclude each other.", "final: true beside events:", "Take one of them out.")
        case .unknownRole: ("A role that is not declared.", "by: reviwer", "by: reviewer")
        case .unknownState: ("A state that is not there.", "to: drafing", "to: drafting")
        case .ambiguousState: ("Several states that could be meant.", "to: waiting", "to: visiting.waiting")
        case .unknownSheet: ("A sheet that is not declared.", "collect: pear", "collect: peer")
        case .unknownVote: ("A vote that is not declared.", "leaves: outcom", "leaves: outcome")
        case .unknownRecord: ("A record that is not declared.", "add: evidense", "add: evidence")
        case .unknownField: ("A field that the record or the form has not.", "fields: [descision]", "fields: [decision]")
        case .unknownDatum: ("A datum that is not declared.", "set: { visit: … }", "set: { visit_on: … }")
        case .unknownLetter: ("A letter that is not declared.", "letters: [postpone]", "letters: [postponed]")
        case .unknownAppointment: ("No such appointment is declared.", "appointments: [vsit]", "appointments: [visit]")
        case .unknownTemplate: ("A template that is not there.", "template: letters/invite", "template: letters/invitation")
        case .unknownLink: ("A link that is not declared.", "tell: { link: cicle, … }", "tell: { link: cycle, … }")
        case .unknownWorkflow: ("A workflow that is not there.", "workflow: triad-revue", "workflow: triad-review")
        case .unknownRubric: ("A rubric, or a criterion's rubric, that is not there.", "rubric: hub-maturty", "rubric: hub-maturity")
        case .unknownCalendar: ("A calendar that is not there.", "calendar: england", "calendar: england-schools")
        case .unknownClock: ("A clock that is not running where it is named.", "extend: { clock: windw, … }", "extend: { clock: window, … }")
        case .nameTaken: ("Two things of one kind have the same name.", "two clocks called `visit`", "Give one another name.")
        case .expression: ("A guard or value that is not written right, or does not fit its types.", "that: \"event.visit_onn > today\"", "that: \"event.visit_on > today\"")
        case .unreachableState: ("A state that nothing leads to.", "a state without an event whose `to` names it", "Lead to it, or take it out.")
        case .noWayToEnd: ("A state from which no final state can be reached.", "a state without events", "Give it a way out.")
        case .deadEnd: ("States of several regions that are active at once and from which together no final state can be reached, with the events that lead there.", "two regions that each wait for the other", "Give one of them a way out.")
        case .mayWaitForEver: ("A state whose every way out has a condition on what nothing changes while the case stands there.", "always: [{ when: \"data.round > 1\", to: b }]", "Write the last of them without `when`.")
        case .neverTaken: ("A way that no case can take: the event never comes there, or something inside always takes it.", "`done` in a state whose inner states include no final one", "Take it out.")
        case .endedState: ("A final state that has more to do.", "final: true with events", "Take `events` out, or `final`.")
        case .conflictingTransitions: ("Regions that are active together take one event to different places, so that only the order of the file decides.", "`stop` in two regions", "Keep the event in one of them, or in the state around them.")
        case .eventlessCycle: ("States that follow one another without an event and without a condition.", "always: [{ to: b }] and back", "Give one of them a `when`.")
        case .hiddenRule: ("A rule that is never reached, because one before it takes the event always.", "two rules without `when`", "Put the rule with a condition first.")
        case .nobodyMaySend: ("An event that nobody may send.", "an event without `by`", "by: coordinator")
        case .unsatisfiableDuty: ("Duties that nobody can fulfil.", "host: { from: subject, outside: [subject] }", "Take one of them out.")
        case .clockWithoutEffect: ("A clock at whose end nothing happens.", "clock: { after: 5 working days }", "Say who owes it (`owed_by`) or what it sends (`send`).")
        case .eventNotTaken: ("A clock or a message sends an event that nothing takes there.", "send: closed without such an event", "Add the event, by: clock.")
        case .eventNotSent: ("An event by a clock or another case that nothing sends.", "by: clock without a clock that sends it", "Add `send` to a clock.")
        case .sheetNotCollected: ("A sheet that no state collects.", "a sheet `self` and no `collect: self`", "collect: self")
        case .voteNotCollected: ("A vote that no state collects.", "a vote `outcome` and no `collect: outcome`", "collect: outcome")
        case .doneNeverRaised: ("A `done` in a state that neither collects sheets nor has states of its own.", "events: { done: next }", "Add `collect`.")
        case .recordNotFilled: ("A record to which no event adds.", "a record `requests` and no `add: requests`", "add: requests")
        case .laterNotFilled: ("A later field that no event fills.", "later: true without an `update`", "update: { record: requests, fields: [answer] }")
        case .choiceNotCovered: ("A value for each choice, with a choice left out.", "{ by: profile, levels: 1 }", "{ by: profile, levels: 1, narrative: 0 }")
        case .datumNeverSet: ("A datum that is read but never set.", "data.visit_on in a guard and in no form", "form: { visit_on: {} }")
        case .letterNotUsed: ("A letter that nothing sends.", "a letter `thanks` and no `letters: [thanks]`", "letters: [thanks]")
        case .rubric: ("Something in a rubric that cannot be meant.", "levels in no order", "See the sentence.")
        case .calendar: ("Something in a calendar that cannot be meant.", "a term that ends before it begins", "See the sentence.")
        }
    }
}
