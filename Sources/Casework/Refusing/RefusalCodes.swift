extension Refusal {
    /// Every reason for not accepting something. The words are stable: scripts and pages rely on them.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // what was typed
        case missingField = "missing-field"
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case outOfRange = "out-of-range"
        case dateInFuture = "date-in-future"
        case beforeCase = "before-case"
        case badDefinition = "bad-definition"
        case beforeAsked = "before-asked"
        // what is not there
        case unknownCase = "unknown-case"
        case unknownEvent = "unknown-event"
        case unknownPerson = "unknown-person"
        case unknownOrganisation = "unknown-organisation"
        case unknownRole = "unknown-role"
        case unknownSheet = "unknown-sheet"
        case unknownVote = "unknown-vote"
        case unknownClock = "unknown-clock"
        case unknownRow = "unknown-row"
        case unknownLetter = "unknown-letter"
        case unknownWorkflow = "unknown-workflow"
        case unknownForming = "unknown-forming"
        case unknownReport = "unknown-report"
        case unknownEntry = "unknown-entry"
        case unknownState = "unknown-state"
        case unknownDocument = "unknown-document"
        case unknownCalendar = "unknown-calendar"
        case unknownConfidence = "unknown-confidence"
        // who asks
        case notYours = "not-yours"
        case notEligible = "not-eligible"
        case conflictOfInterest = "conflict-of-interest"
        // how the case stands
        case notNow = "not-now"
        case caseEnded = "case-ended"
        case guardNotMet = "guard-not-met"
        case windowClosed = "window-closed"
        case notAsking = "not-asking"
        case sheetNotAsked = "sheet-not-asked"
        case sheetIncomplete = "sheet-incomplete"
        case alreadySealed = "already-sealed"
        case voteNotAsked = "vote-not-asked"
        case alreadyVoted = "already-voted"
        case notQuorate = "not-quorate"
        case alreadySigned = "already-signed"
        case alreadySo = "already-so"
        case termsDiffer = "terms-differ"
        case castIncomplete = "cast-incomplete"
        case tooMany = "too-many"
        case noDocuments = "no-documents"
        case registerSaysNo = "register-says-no"
        case notCorrectable = "not-correctable"
        case restsElsewhere = "rests-elsewhere"
        case opensSheets = "opens-sheets"
        case documentLost = "document-lost"
        case unwaivable
        case shortensWindows = "shortens-windows"
        case leavesClocks = "leaves-clocks"
        case leavesAreas = "leaves-areas"
        case notInAugust = "not-in-august"
        // what happened in the meantime
        case changedSince = "changed-since"
        case keyReused = "key-reused"
        case liveFile = "live-file"
        case clockBackwards = "clock-backwards"
        // what the definition did
        case guardError = "guard-error"
        case chainTooLong = "chain-too-long"
        case cycleInMachine = "cycle-in-machine"
        case calendarEnds = "calendar-ends"
    }
}

extension Refusal.Code {
    /// How the command line ends. Few, so that a script can tell what to do next.
    public enum Exit: Int, Sendable, CaseIterable {
        /// Not yet, or not any more: the case does not stand so that it could be taken.
        case notNow = 1
        /// What was typed cannot be meant.
        case mistyped = 2
        /// Nothing has that name.
        case notThere = 3
        /// Somebody else may, or nobody with this tie.
        case notYours = 4
        /// Something has changed in the meantime: look again, then send it again.
        case changed = 5
        /// The definition must be mended.
        case definition = 6
    }

    /// What everything about a code is made from.
    public struct Row: Sendable, Hashable {
        public var exit: Exit
        /// The `code` of a JSON-RPC error; outside -32768…-32000, which the specification (section 5.1) keeps for itself.
        public var number: Int
        /// For headings, in words that anybody may read.
        public var title: String
        /// When it is given, and what to do.
        public var documentation: String
    }

    public var exit: Int { row.exit.rawValue }
    public var number: Int { row.number }
    public var title: String { row.title }
    public var documentation: String { row.documentation }

    /// The one table.
    public var row: Row {
        func row(_ exit: Exit, _ number: Int, _ title: String, _ documentation: String) -> Row {
            Row(exit: exit, number: number, title: title, documentation: documentation)
        }
        return switch self {
        case .missingField: row(.mistyped, 201, "A field is missing", "A field that the form asks for was not given. Every such field is listed.")
        case .unknownField: row(.mistyped, 202, "There is no such field", "A field was given that the form does not have; the nearest name is shown.")
        case .wrongType: row(.mistyped, 203, "Another kind of value is needed", "A value is not of the field's type: a date, a whole number, one of the choices.")
        case .outOfRange: row(.mistyped, 204, "The value is too small, too large or too long", "A value lies outside the bounds that the definition gives.")
        case .dateInFuture: row(.mistyped, 205, "The date has not come yet", "`on` says when something happened; it cannot lie after the recorded time.")
        case .beforeCase: row(.mistyped, 206, "The date is before the case began", "`on` lies before the day on which the case began.")
        case .badDefinition: row(.mistyped, 207, "The definition has mistakes", "Every mistake is listed with its line and column.")

        case .beforeAsked: row(.mistyped, 208, "The date is before it was asked for", "`on` lies before the case came to where this is asked for.")

        case .noDocuments: row(.mistyped, 209, "No documents come with it", "The workflow lets no document come with this event (`without_documents`).")
        case .unknownCase: row(.notThere, 301, "There is no such case", "`triad cases` shows the cases.")
        case .unknownEvent: row(.notThere, 302, "There is no such event", "The workflow has no event of that name; the nearest name is shown.")
        case .unknownPerson: row(.notThere, 303, "There is no such person", "The register has nobody with that identifier.")
        case .unknownOrganisation: row(.notThere, 304, "There is no such organisation", "The register has no organisation with that identifier.")
        case .unknownRole: row(.notThere, 305, "There is no such part", "The workflow has no role of that name.")
        case .unknownSheet: row(.notThere, 306, "There is no such sheet", "The workflow has no sheet of that name.")
        case .unknownVote: row(.notThere, 322, "There is no such vote", "The workflow has no vote of that name.")
        case .unknownClock: row(.notThere, 307, "There is no such clock", "No clock of that name runs in the case.")
        case .unknownRow: row(.notThere, 308, "There is no such row", "The record has no row of that number.")
        case .unknownLetter: row(.notThere, 309, "There is no such letter", "No letter has that number.")
        case .unknownWorkflow: row(.notThere, 310, "There is no such workflow", "The file has no workflow of that name in use.")
        case .unknownForming: row(.notThere, 311, "There is no such proposal", "No proposal of triads has that number.")
        case .unknownReport: row(.notThere, 312, "There is no such report", "The workflow has no report, or the report no edition, of that name.")
        case .unknownEntry: row(.notThere, 313, "There is no such entry", "The case has no entry of that number; `triad log` shows them.")
        case .unknownDocument: row(.notThere, 314, "There is no such document", "The case has no document of that number; `triad documents` shows them.")
        case .unknownCalendar: row(.notThere, 320, "There is no such calendar", "The file has no calendar of that name in use; those that are in use are named.")

        case .unknownConfidence: row(.notThere, 321, "There is no such confidence", "No word for the coordinators of that number waits; `triad confidences` lists those that do.")
        case .unknownState: row(.notThere, 319, "There is no such state", "The workflow has no state of that name; the nearest is shown.")

        case .notYours: row(.notYours, 401, "Somebody else may do this", "The event belongs to other roles; they are named.")
        case .notEligible: row(.notYours, 402, "A condition of the part is not met", "The part asks for a credential, a distance or another person; what is missing is named.")
        case .conflictOfInterest: row(.notYours, 403, "A tie stands in the way", "The register shows an interest that the workflow holds to stand in the way.")

        case .notNow: row(.notNow, 101, "Not now", "The event cannot be sent where the case stands; the states that take it are named.")
        case .caseEnded: row(.notNow, 102, "The case has ended", "The case has ended and takes this no longer.")
        case .guardNotMet: row(.notNow, 103, "Not yet", "A condition of the event does not hold; `triad why` shows each part of it.")
        case .windowClosed: row(.notNow, 104, "The window has closed", "It came after the window's last day. What happened in time is entered with `on`.")
        case .notAsking: row(.notNow, 105, "Nothing waits to be confirmed", "The window still runs, or has taken effect.")
        case .sheetNotAsked: row(.notNow, 106, "The sheet is not asked for now", "No state of the case gathers this sheet at present, or not from you.")
        case .sheetIncomplete: row(.notNow, 107, "The sheet is not complete", "Every criterion that still needs something is listed.")
        case .alreadySealed: row(.notNow, 108, "The sheet is sealed", "A sealed sheet is changed by nobody; a slip is corrected as an entry of its own.")
        case .voteNotAsked: row(.notNow, 129, "This is not voted on now", "No state of the case takes this vote at present, or it is open already.")
        case .alreadyVoted: row(.notNow, 130, "The vote is cast", "A vote is never undone or changed; a slip is corrected as an entry of its own.")
        case .notQuorate: row(.notNow, 131, "Too few are present", "Fewer are present than the quorum; whoever has left the item does not count.")
        case .alreadySigned: row(.notNow, 109, "You have signed already", "The event waits for the others.")
        case .alreadySo: row(.notNow, 110, "It is so already", "The command would change nothing.")
        case .termsDiffer: row(.notNow, 111, "The terms differ", "Somebody has signed other terms; both are shown.")
        case .castIncomplete: row(.notNow, 112, "A part has nobody", "A case needs somebody in each part that is not optional.")
        case .tooMany: row(.notNow, 113, "There is no room for more", "A record, list or part has reached its maximum.")
        case .registerSaysNo: row(.notNow, 114, "The register cannot take this", "Dates overlap, or something named is not there.")
        case .notCorrectable: row(.notNow, 115, "This is not set aside by itself", "Seals, strikes, letters that went out and what another case caused stand by themselves; what to correct instead is said.")
        case .restsElsewhere: row(.notNow, 116, "Other cases have acted on it", "Setting the entry aside reaches other cases; they are listed, and `elsewhere` says that it is meant.")
        case .opensSheets: row(.notNow, 117, "Sheets are opened for good", "What opens sealed sheets is done for good and by itself; tried beforehand, or taken back, it would tell somebody who still judges what the others have sealed.")
        case .documentLost: row(.notNow, 118, "The document's content is not there", "The file beside the database is missing or has been changed; `triad verify` names every such document.")
        case .unwaivable: row(.notNow, 123, "This is waived by nobody", "The workflow names nobody who may let this condition pass.")
        case .shortensWindows: row(.notNow, 125, "A protected window would end sooner", "By this calendar a window would end before the day that was given; each is listed, and `shorten` says that it is meant.")
        case .leavesClocks: row(.notNow, 126, "A running clock could not be counted", "The calendar does not know days that running clocks count; each is listed.")
        case .leavesAreas: row(.notNow, 127, "A school's area is not there", "Organisations of the register keep the terms of an area that the calendar does not have.")
        case .notInAugust: row(.notNow, 128, "Not in August", "Nothing that takes something away is done in August.")

        case .changedSince: row(.changed, 501, "Something has changed since you looked", "Later entries touch what this reads or writes; look at them, then send it again.")
        case .keyReused: row(.changed, 502, "The key was used for something else", "A key names one request for ever.")
        case .liveFile: row(.changed, 503, "This file runs on the real clock", "Only a virtual file's clock can be set.")
        case .clockBackwards: row(.changed, 504, "A clock is never set back", "A virtual file's clock is set forwards only.")

        case .guardError: row(.definition, 601, "A condition of the workflow could not be judged", "The condition divides by zero, or reads what is not there; the workflow must be mended.")
        case .chainTooLong: row(.definition, 602, "Too many cases follow from one another", "More than 100 events between cases follow from one event that a command sends to another case.")
        case .cycleInMachine: row(.definition, 603, "The workflow turns in a circle", "More than 1,000 steps follow from one event; the circle is printed.")
        case .calendarEnds: row(.definition, 604, "The calendar ends too early", "The dates that must be counted lie outside the calendar; add the year.")
        }
    }
}
