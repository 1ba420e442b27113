import Casework
import TriadKit

/// The forms of answers, as `TriadKit` writes them; members are only ever added.
extension Shape {
    static let named: Shape = .object([.init("id", .text), .init("name", .text)])
    static let head: Shape = .object([.init("size", .whole), .init("root", .text)])

    static let reply: Shape = .object([
        .init("entries", .list(.object([
            .init("stream", .text), .init("number", .whole), .init("place", .whole), .init("recorded", .moment), .init("command", .text),
            .init("facts", .list(.text)),
        ]))),
        .init("began", .list(.text)), .init("marks", .list(.text)), .init("unfinished?", .yesNo),
        .init("moves?", .list(.object([
            .init("case", .text), .init("clock", .text), .init("from", .day), .init("to", .day), .init("why", .text),
        ]))),
    ])

    static let entry: Shape = .object([
        .init("stream", .text), .init("number", .whole), .init("place", .whole), .init("recorded", .moment), .init("happened", .day),
        .init("came", .text), .init("by", .named), .init("typed_by?", .named), .init("title", .text), .init("sentences", .list(.text)), .init("set_aside_by?", .whole),
        .init("corrected_by?", .whole), .init("documents?", .list(.object([.init("number", .whole), .init("name", .text)]))),
    ])

    static let document: Shape = .object([
        .init("number", .whole), .init("name", .text), .init("kind", .word(Document.Kind.allCases.map(\.rawValue))), .init("size", .whole),
        .init("received", .day), .init("by", .named), .init("entry", .whole), .init("record?", .text), .init("row?", .whole), .init("sheet?", .text), .init("vote?", .text),
        .init("visibility", .text), .init("sha256", .text), .init("set_aside_by?", .whole),
    ])

    static let documents: Shape = .object([.init("case", .text), .init("documents", .list(.document))])

    static let documentContent: Shape = .object([.init("document", .document), .init("content", .text)])

    static let difference: Shape = .object([.init("case", .text), .init("changes", .list(.text))])

    static let log: Shape = .object([.init("entries", .list(.entry)), .init("head", .head)])

    static let caseList: Shape = .object([
        .init("cases", .list(.object([
            .init("id", .text), .init("title", .text), .init("workflow", .text), .init("subject", .list(.named)), .init("state", .text),
            .init("ended", .yesNo), .init("next_due?", .day), .init("entry", .whole),
        ]))),
        .init("next?", .text),
    ])

    static let changes: Shape = .object([
        .init("changes", .list(.object([.init("entry", .entry), .init("command", .text), .init("facts", .list(.map(.any)))]))),
        .init("next", .whole), .init("head", .head),
    ])

    static let inbox: Shape = .object([
        .init("person", .named), .init("today", .day),
        .init("items", .list(.object([
            .init("kind", .word(Inbox.Item.Kind.allCases.map(\.rawValue))), .init("case", .text), .init("case_title", .text),
            .init("text", .text), .init("due?", .day), .init("late", .yesNo), .init("events", .list(.text)), .init("about?", .text),
        ]))),
    ])

    static let confidences: Shape = .object([
        .init("confidences", .list(.object([.init("number", .whole), .init("by", .named), .init("on", .day), .init("text", .text)]))),
    ])

    private static let session: Shape = .object([.init("session", .text), .init("on", .day), .init("hours", .text), .init("place", .text)])
    static let due: Shape = .object([
        .init("today", .day),
        .init("lines", .list(.object([
            .init("case", .text), .init("case_title", .text), .init("clock", .text), .init("title", .text), .init("due", .day),
            .init("late", .yesNo), .init("asking", .yesNo), .init("owed_by", .list(.text)),
        ]))),
        .init("samples", .list(.object([
            .init("workflow", .text), .init("sample", .text), .init("title", .text), .init("person", .named), .init("apart?", .text), .init("apart_title?", .text), .init("why", .text),
            .init("due", .day), .init("late", .yesNo), .init("seen", .whole), .init("last?", .day), .init("planned?", .text),
            .init("missed?", session), .init("next", .list(session)),
        ]))),
    ])

    static let waiver: Shape = .object([
        .init("case", .text), .init("case_title", .text), .init("entry", .whole), .init("event", .text), .init("event_title", .text),
        .init("condition", .text), .init("by", .named), .init("role_title", .text), .init("on", .day), .init("because", .text), .init("waiting", .yesNo),
    ])
    static let waivers: Shape = .object([.init("lines", .list(.waiver))])

    private static let fraction: Shape = .object([.init("fraction", .text), .init("decimal", .text)])
    static let agreement: Shape = .object([
        .init("workflow", .text), .init("sheet", .text), .init("title", .text),
        .init("pairs", .list(.object([
            .init("first", .named), .init("second", .named), .init("rubric", .text), .init("cases", .whole), .init("judged", .whole), .init("unpaired", .whole),
            .init("exact?", fraction), .init("within_one?", fraction), .init("bias?", fraction), .init("kappa?", fraction),
            .init("unsettled", .whole), .init("unvaried", .whole), .init("marks", .list(.text)),
        ]))),
    ])

    static let why: Shape = .object([
        .init("event", .text), .init("title", .text), .init("open", .yesNo),
        .init("conditions", .list(.object([
            .init("holds", .yesNo), .init("text", .text), .init("source?", .text),
            .init("parts", .list(.object([.init("source", .text), .init("value", .text), .init("depth", .whole), .init("decides", .yesNo)]))),
            .init("needs", .list(.text)), .init("remedy?", .text),
        ]))),
    ])

    static let proof: Shape = .object([
        .init("stream", .text), .init("number", .whole), .init("place", .whole), .init("leaf", .text), .init("path", .list(.text)),
        .init("head", .head),
    ])

    static let registerRows: Shape = .object([
        .init("part", .text), .init("columns", .list(.text)), .init("rows", .list(.list(.text))),
    ])

    static let letters: Shape = .object([
        .init("letters", .list(.object([
            .init("number", .whole), .init("case", .text), .init("entry", .whole), .init("title", .text), .init("to", .named), .init("since", .day),
            .init("sent?", .day), .init("how?", .text), .init("overtaken", .yesNo),
        ]))),
    ])

    static let papers: Shape = .object([
        .init("letters", .list(.object([
            .init("number", .whole), .init("title", .text), .init("to", .named), .init("mailbox?", .text), .init("html", .text),
            .init("text", .text), .init("eml?", .text),
        ]))),
    ])

    static let page: Shape = .object([.init("kind", .word(["html", "markdown", "csv", "json"])), .init("text", .text)])

    static let monday: Shape = .object([
        .init("kind", .word(["html", "markdown", "csv", "json"])), .init("text", .text),
        .init("chasers", .list(.object([.init("case", .text), .init("text", .text), .init("to?", .named), .init("eml?", .text)]))),
    ])

    static let appointment: Shape = .object([
        .init("uid", .text), .init("case", .text), .init("case_title", .text), .init("subject", .list(.named)), .init("name", .text), .init("title", .text),
        .init("from", .day), .init("until", .day), .init("sequence", .whole), .init("stamp", .moment), .init("cancelled", .yesNo), .init("who", .list(.text)),
    ])

    static let appointments: Shape = .object([.init("appointments", .list(.appointment)), .init("calendar?", .text)])

    private static let part: Shape = .object([
        .init("role", .text), .init("title", .text), .init("organisation?", .named), .init("person?", .named), .init("since?", .day), .init("until?", .day),
        .init("was_in", .list(.text)),
    ])

    static let owed: Shape = .object([
        .init("title", .text), .init("words", .list(.text)),
        .init("lines", .list(.object([.init("organisation", .named), .init("counts", .list(.whole)), .init("owed", .whole), .init("includes", .list(.named))]))),
    ])

    static let forming: Shape = .object([
        .init("number", .whole),
        .init("groups", .list(.object([
            .init("members", .list(.named)),
            .init("places", .list(.either(.object([.init("latitude", .number), .init("longitude", .number)]), .null))),
            .init("travel", .number), .init("cost", .number), .init("notes", .list(.text)), .init("case?", .text), .init("state?", .text),
        ]))),
        .init("travel", .number), .init("total", .number), .init("bound", .number), .init("gap?", .number),
        .init("options", .list(.object([.init("name", .text), .init("text", .text), .init("cost", .text)]))),
        .init("seed", .text), .init("accepted", .yesNo), .init("after?", .whole),
    ])

    static let proposal: Shape = .object([.init("forming", .forming), .init("reply", .reply)])

    static let verification: Shape = .object([
        .init("clean", .yesNo), .init("entries", .whole), .init("head", .head),
        .init("differences", .list(.object([
            .init("table", .text), .init("row", .text), .init("column?", .text), .init("sentence", .text),
        ]))),
        .init("more", .whole),
    ])

    static let diagnosis: Shape = .object([
        .init("well", .yesNo),
        .init("lines", .list(.object([
            .init("well", .yesNo), .init("what", .text), .init("found", .text), .init("remedy?", .text),
        ]))),
    ])
}

// MARK: - Cases and sheets

extension Shape {
    private static let value: Shape = .object([.init("name", .text), .init("title", .text), .init("value", .any), .init("text", .text)])

    static let record: Shape = .object([
        .init("name", .text), .init("title", .text),
        .init("columns", .list(.object([
            .init("name", .text), .init("title", .text), .init("kind", .word(["text", "number", "date", "criterion", "rows"])),
        ]))),
        .init("rows", .list(.object([
            .init("number", .whole), .init("by", .named), .init("on", .day), .init("values", .list(.either(value, .null))),
        ]))),
    ])

    private static let criterion: Shape = .object([
        .init("id", .text), .init("title", .text), .init("looks_at", .text), .init("descriptors", .list(.text)), .init("questions", .list(.text)),
    ])

    static let sheet: Shape = .object([
        .init("sheet", .text), .init("title", .text), .init("rubric", .text), .init("rubric_title", .text), .init("levels", .list(.named)),
        .init("criteria", .list(criterion)),
        .init("open", .yesNo),
        .init("raters", .list(.object([
            .init("role", .text), .init("role_title", .text), .init("holder", .named), .init("person?", .named), .init("sealed", .yesNo),
        ]))),
        .init("judgements", .list(.object([
            .init("role", .text), .init("state", .word(["draft", "sealed", "opened"])), .init("judgements", .list(.map(.any))),
            .init("overall?", .object([.init("level", .text), .init("because", .text)])),
        ]))),
        .init("agreed", .list(.object([
            .init("criterion", .text), .init("answer?", .map(.any)), .init("differed", .yesNo), .init("chosen?", .text), .init("by?", .named),
            .init("reason?", .text),
        ]))),
        .init("unsettled", .list(.text)),
        .init("passes?", .object([.init("answer", .word(["yes", "no", "not_seen"])), .init("criteria", .list(.text))])),
        .init("asks_overall?", .yesNo),
    ])

    static let vote: Shape = .object([
        .init("vote", .text), .init("title", .text), .init("choices", .list(.text)), .init("titles", .list(.text)), .init("rule", .text), .init("quorum", .whole), .init("present", .whole),
        .init("quorate", .yesNo), .init("open", .yesNo),
        .init("members", .list(.object([
            .init("role", .text), .init("role_title", .text), .init("holder", .named), .init("state", .word(["waited-for", "voted", "left"])),
        ]))),
        .init("reasons_for", .list(.named)),
        .init("votes", .list(.object([
            .init("role", .text), .init("person?", .named), .init("choice", .text), .init("reason?", .text),
            .init("reasons", .list(.object([.init("criterion", .named), .init("text", .text)]))), .init("casting", .yesNo),
        ]))),
        .init("counts", .list(.object([.init("choice", .text), .init("votes", .whole)]))), .init("outcome?", .text), .init("tied", .list(.text)),
    ])

    static let `case`: Shape = .object([
        .init("id", .text), .init("title", .text),
        .init("workflow", .object([.init("name", .text), .init("version", .whole), .init("hash", .text)])), .init("workflow_title", .text),
        .init("subject", .list(.named)), .init("began", .day), .init("entry", .whole),
        .init("states", .list(.object([.init("path", .text), .init("title", .text)]))), .init("ended", .yesNo),
        .init("data", .list(value)),
        .init("parts", .list(part)), .init("former_parts", .list(part)),
        .init("records", .list(.record)), .init("sheets", .list(.sheet)), .init("votes", .list(.vote)),
        .init("deadlines", .list(.object([
            .init("clock", .text), .init("title", .text), .init("state", .text), .init("set", .day), .init("due", .day), .init("done?", .day),
            .init("broken_off", .yesNo), .init("late", .yesNo), .init("asking", .yesNo), .init("owed_by", .list(.text)),
        ]))),
        .init("waiting", .list(.object([
            .init("role", .text), .init("role_title", .text), .init("text", .text), .init("due?", .day), .init("late", .yesNo),
        ]))),
        .init("events", .list(.object([
            .init("name", .text), .init("title", .text),
            .init("form", .list(.object([.init("name", .text), .init("title", .text), .init("expects", .text), .init("optional", .yesNo)]))),
        ]))),
        .init("links", .list(.object([
            .init("link", .text), .init("title", .text), .init("id", .text), .init("case_title", .text), .init("state", .text), .init("ended", .yesNo),
        ]))),
        .init("marks", .list(.text)), .init("waivers", .list(.waiver)),
        .init("corrections", .list(.object([
            .init("number", .whole), .init("entry", .whole), .init("kind", .word(Correction.Kind.allCases.map(\.rawValue))), .init("on", .day), .init("what", .text),
            .init("by", .named), .init("because", .text), .init("also", .whole), .init("changes", .list(.text)), .init("sentence", .text),
        ]))),
        .init("typed", .list(.object([
            .init("entry", .whole), .init("what", .text), .init("sheet?", .text), .init("owner", .named), .init("by", .named), .init("on", .day),
            .init("confirmed?", .day), .init("sentence", .text),
        ]))),
        .init("returned", .list(.object([
            .init("state", .text), .init("title", .text), .init("by", .named), .init("on", .day), .init("reason", .text), .init("points", .list(.text)),
        ]))),
        .init("disclosures", .list(.text)), .init("register", .list(.text)), .init("earlier_holders", .list(.text)), .init("incidents", .list(.text)), .init("history", .list(.entry)), .init("documents", .list(.document)),
        .init("reports", .list(.object([
            .init("name", .text), .init("title", .text), .init("template", .text), .init("editions", .list(.text)), .init("number", .whole),
            .init("for", .list(.object([.init("role", .text), .init("title", .text)]))), .init("yours", .yesNo),
        ]))),
        .init("appointments", .list(.appointment)),
        .init("rubrics", .list(.object([
            .init("sheet", .text), .init("sheet_title", .text), .init("name", .text), .init("title", .text), .init("about", .text),
            .init("levels", .list(.named)), .init("criteria", .list(criterion)),
        ]))),
        .init("been", .list(.text)), .init("you", .object([.init("id?", .text), .init("roles", .list(.text)), .init("manages", .yesNo)])),
        .init("absent", .object([.init("data", .list(.text)), .init("records", .list(.text)), .init("sheets", .list(.text)), .init("votes", .list(.text)), .init("states", .list(.text)), .init("appointments", .list(.text)), .init("links", .list(.text))])),
        .init("head", .head),
    ])
}
