import Casework
import CivilTime
import JSON
import TriadKit

extension Methods {
    static let theCase = Shape.Member("case", .text, "The case.")

    static let cases: [Method] = [
        .command("start", "Start a case.", [
            .init("workflow", .text, "The workflow's name."),
            .init("subject", .either(.text, .list(.text)), "Whom it is about: an organisation or a person, or each of a group."),
            .init("title?", .text, "The case's title; else the workflow's and the subject's."),
            .init("roles?", .map(.either(.text, .list(.text))), "Who holds which part: persons or organisations, by id or name."),
            .init("data?", .map(.any), "What is known already, by the names of the workflow's data."), .attachments,
        ]) { given, glance in
            let roles = try given.members("roles").flatMap { role, holders in
                try Arguments(object: ["holders": holders]).texts("holders").map { try glance.assignment(of: role, to: $0) }
            }
            return .start(
                workflow: given.required("workflow"), subject: try glance.subject(given.texts("subject"), of: given.required("workflow")),
                title: given.text("title"), roles: roles, data: given.members("data"))
        },
        .command("adopt", "Take over a case that was begun on paper, in the state that it has reached. Nothing is sent, credited or told by that.", [
            .init("workflow", .text, "The workflow's name."), .init("state", .text, "The state that it has reached."),
            .init("subject", .either(.text, .list(.text)), "Whom it is about: an organisation or a person, or each of a group."),
            .init("title?", .text, "The case's title; else the workflow's and the subject's."),
            .init("roles?", .map(.either(.text, .list(.text))), "Who holds which part: persons or organisations, by id or name."),
            .init("data?", .map(.any), "What is known, by the names of the workflow's data."), .attachments,
        ]) { given, glance in
            let roles = try given.members("roles").flatMap { role, holders in
                try Arguments(object: ["holders": holders]).texts("holders").map { try glance.assignment(of: role, to: $0) }
            }
            return .adopt(
                workflow: given.required("workflow"), subject: try glance.subject(given.texts("subject"), of: given.required("workflow")),
                title: given.text("title"), roles: roles, data: given.members("data"), state: given.required("state"))
        },
        .command("amend", "Put right by hand what no event can: the state in which a case stands, what it knows, the day on which a clock falls due. Nothing is sent, credited or told by that.", [
            theCase, .init("state?", .text, "The state in which it is to stand."), .init("data?", .map(.any), "Data that are to be otherwise."),
            .init("clocks?", .map(.day), "The day on which each of these clocks is to fall due."), .init("because", .text, "Why."), Method.seen, .attachments,
        ]) { given, _ in
            let clocks = given.members("clocks").compactMap { name, day in day.stringValue.flatMap { Day($0) }.map { (name, $0) } }
            return .amend(
                case: given.required("case"),
                Amendment(state: given.text("state"), data: given.members("data"), clocks: .init(clocks, uniquingKeysWith: { $1 })), because: given.required("because"))
        },
        .query("cases", "List cases.", [
            .init("workflow?", .text, "Only cases of this workflow."), .init("state?", .text, "Only cases in this state."),
            .init("subject?", .text, "Only cases about this organisation or person."),
            .init("holder?", .text, "Only cases in which this person or organisation holds a part."),
            .init("due_by?", .day, "Only cases in which something falls due by then."),
            .init("data?", .map(.text), "Only cases in whose data such a text stands, by the data's names."),
            .init("all?", .yesNo, "Ended cases too."),
            .init("sort?", .word(CaseWish.Order.allCases.map(\.rawValue)), "By workflow and number, else by title, or by when something is next due."),
            .init("limit?", .whole, "At most so many; else all."), .init("after?", .text, "`next` of the answer before."),
        ], .caseList) { given, _ in
            .cases(CaseWish(
                workflow: given.text("workflow"), state: given.text("state"), subject: given.text("subject"), holder: given.text("holder"),
                dueBy: given.day("due_by"), data: given.texts(of: "data"), includesEnded: given.isSet("all"),
                order: given.text("sort").flatMap { CaseWish.Order(rawValue: $0) } ?? .id, limit: given.whole("limit"), after: given.text("after")))
        },
        .query("inbox", "What waits for somebody, and by when.", [
            .init("of?", .text, "Somebody else's, where the asker may see it."),
        ], .inbox) { given, _ in .inbox(person: given.text("of")) },
        .command("confide", "Say something to the file's coordinators alone, which stands in no case; or, as one of them, that it is dealt with.", [
            .init("text?", .text, "What they are to know, in at most 2000 characters."), .init("answered?", .whole, "Instead: the number of the one that is dealt with."),
        ]) { given, _ in .confide(given.whole("answered").map { .answered($0) } ?? .says(given.text("text") ?? "")) },
        .query("confidences", "What was said to the coordinators and waits for an answer: all of it to a coordinator, to anybody else her own.", [], .confidences) { _, _ in
            .confidences
        },
        .query("show", "A case as the asker may see it: where it stands, what it waits for, what she can do.", [theCase], .case) { given, _ in
            .case(given.required("case"))
        },
        .lookingBack("rows", "The rows of the records of a case: evidence, findings, comments, actions …", [
            theCase, .init("record?", .text, "The record; else all."),
        ], .object([.init("records", .list(.record))])) { given, triad in
            let view: CaseView = try triad.answer(.case(given.required("case")), as: given.text("as"))
            return ["records": .array(try view.records(named: given.text("record")).map(\.json))]
        },
        .command("do", "Do something in a case: send it an event.", [
            theCase, .init("event", .text, "The event; `show` lists those that are open to her."),
            .init("form?", .map(.any), "The fields of its form."), Method.seen, .attachments,
        ]) { given, _ in .event(case: given.required("case"), event: given.required("event"), form: given.members("form")) },
        .query("why", "What would have to be so for an event to be accepted, each part with its value.", [
            theCase, .init("event", .text, "The event."), .init("form?", .map(.any), "Fields of its form, as far as they are known."),
            .init("on?", .moment, "As if it happened then."),
        ], .why) { given, _ in
            .why(case: given.required("case"), event: given.required("event"), form: given.members("form"), on: given.moment("on"))
        },
        .command("confirm", "Confirm that nothing arrived before a window closed, so that it takes effect; or that what somebody else has typed in an entry is as one gave it.", [
            .init("case?", .text, "The case whose window it is."), .init("clock?", .text, "The window's clock, as the inbox names it."),
            .init("entry?", .text, "Instead of both: the entry that was typed, as the inbox names it: `triad-review-3/21`."), Method.seen, .attachments,
        ]) { given, _ in
            switch (given.text("case"), given.text("clock"), given.text("entry")) {
            case (let id?, let clock?, nil): return .confirmClosed(case: id, clock: clock)
            case (nil, nil, let entry?):
                let (id, number) = try EntryName.parse(entry)
                return .confirmTyped(case: id, entry: number)
            default:
                throw Refusal(.missingField, "Say what is confirmed.", place: "case", remedy: "Give case and clock of a window, or the entry that was typed.")
            }
        },
        .command("appoint", "Put somebody into a part of a case, from a date; whoever held it leaves it.", [
            theCase, .init("role", .text, "The part."), .init("holder", .text, "A person or an organisation."),
            .init("instead?", .text, "Which of several holders leaves."), .init("because?", .text, "Why."),
            .init("team?", .list(.text), "Of an organisation: the people who act in the part besides whoever is named."), Method.seen, .attachments,
        ]) { given, glance in
            let assignment = try glance.assignment(of: given.required("role"), to: given.required("holder"))
            return .appoint(
                case: given.required("case"), role: assignment.role, person: assignment.person, organisation: assignment.organisation,
                instead: try given.text("instead").map(glance.holder), because: given.text("because"), team: try given.texts("team").map(glance.person))
        },
        .command("waive", "Let an event pass, once, though a condition of it does not hold: for whoever the workflow names for that.", [
            theCase, .init("event", .text, "The event."),
            .init("condition?", .text, "The beginning of the condition's sentence, where several can be waived."), .init("because", .text, "Why."), Method.seen, .attachments,
        ]) { given, _ in
            .waive(case: given.required("case"), event: given.required("event"), condition: given.text("condition"), because: given.required("because"))
        },
        .query("waivers", "Conditions that were let pass, of one case or of all that the asker sees: who, why, and whether the event has been sent.", [
            .init("case?", .text, "The case; else all."),
        ], .waivers) { given, _ in .waivers(case: given.text("case")) },
        .query("agreement", "How well those agree who have judged together on a sheet, pair by pair over the cases of a workflow: of cases that the asker manages, or whose rater she is.", [
            .init("workflow", .text, "The workflow."), .init("sheet", .text, "The sheet."), .init("of?", .text, "Somebody: only pairs that she is one of."),
        ], .agreement) { given, _ in
            .agreement(workflow: given.required("workflow"), sheet: given.required("sheet"), of: given.text("of"))
        },
        .command("carry-on", "Let whoever holds a part go on, though a change in the register would not let her have it now; that is disclosed.", [
            theCase, .init("role", .text, "The part, as the inbox names it."), .init("because", .text, "Why."), Method.seen, .attachments,
        ]) { given, _ in .carryOn(case: given.required("case"), role: given.required("role"), because: given.required("because")) },
        .command("release", "Take somebody out of a part of a case, from a date.", [
            theCase, .init("role", .text, "The part."), .init("holder", .text, "Who leaves it."), .init("because", .text, "Why."), Method.seen, .attachments,
        ]) { given, glance in
            .release(
                case: given.required("case"), role: given.required("role"), holder: try glance.holder(given.required("holder")),
                because: given.required("because"))
        },
        .command("undo", "Take back what one did last in a case, as long as nothing rests on it and no letter has gone out.", [theCase, Method.seen, .attachments]) { given, _ in
            .undo(case: given.required("case"))
        },
        .command("correct", "An entry of a case was mistaken. A slip is mended: it says from now on what it should have said. What should not have been done is set aside, with what rested on it. Both stay in the log.", [
            .init("entry", .text, "The entry: the case and its number, as `triad-review-3/17`."),
            .init("kind", .word([Correction.Kind.clerical.rawValue, Correction.Kind.inError.rawValue]), "`clerical`: a slip, said by the person whose act it was; from whoever manages the case she is asked first; `in-error`: what it did should not have been done."),
            .init("because", .text, "Why."),
            .init("form?", .map(.any), "Of a slip: fields of the form, or criteria of the sheet, with what they should have said."),
            .init("happened?", .moment, "Of a slip: when it happened in truth."),
            .init("by?", .text, "Of a slip: whose act it was in truth; said by the one whose act it is held to be, or by whoever manages the case."),
            .init("elsewhere?", .yesNo, "What other cases did on it is set aside too; else it is refused where they did."), Method.seen, .attachments,
        ]) { given, glance in
            let (id, number) = try EntryName.parse(given.required("entry"))
            let isSlip = given.required("kind") == Correction.Kind.clerical.rawValue
            guard isSlip || given.members("form").isEmpty && given.text("happened") == nil && given.text("by") == nil else {
                throw Refusal(
                    .unknownField, "What should not have been done is set aside as a whole.", place: "kind", remedy: "`form`, `happened` and `by` are of slips (`clerical`).")
            }
            let slip = Correction.Asked.clerical(given.members("form"), on: given.moment("happened"), by: try given.text("by").map { try glance.person($0) })
            return .correct(
                case: id, entry: number, isSlip ? slip : .setAside,
                because: given.required("because"), elsewhere: given.isSet("elsewhere"))
        },
        .command("slip", "Say whether a slip that somebody else has found in one's own act was one: it is mended, or left as it is. Whoever found it may take that back.", [
            .init("entry", .text, "The entry in which it was found, as the inbox names it: `triad-review-3/21`."),
            .init("agrees", .yesNo, "Whether it was a slip."), Method.seen, .attachments,
        ]) { given, _ in
            let (id, number) = try EntryName.parse(given.required("entry"))
            return .correct(case: id, entry: number, .answer(agrees: given.isSet("agrees")), because: "")
        },
        .answer("diff", "What changed in a case between two moments, in words.", [
            theCase, .init("from", .text, "An entry (`triad-review-3/17`), a time, or a day."), .init("to?", .text, "The same; else now."),
            .init("corrected?", .yesNo, "Both moments by what is known now; else as recorded by then."),
        ], .difference) { given, triad in
            func moment(_ text: String) throws -> AsOf { try AsOf(text, isCorrected: given.isSet("corrected"), in: .london) }
            return try triad.difference(
                of: given.required("case"), from: moment(given.required("from")), to: given.text("to").map(moment), as: given.text("as")).json
        },
        .query("log", "What happened: the entries of a case, or of the whole file.", [
            .init("stream?", .text, "A case, or `file` for register and definitions; else all."),
            .init("after?", .whole, "Only entries after this number, or place where all are asked for."),
            .init("limit?", .whole, "At most so many; else 200."),
        ], .log) { given, _ in .log(stream: given.text("stream"), after: given.whole("after"), limit: given.whole("limit") ?? 200) },
        .awaited("changes", "What was entered after a place, in order: whoever asks again with `next` misses none and gets none twice.", [
            .init("after?", .whole, "The place up to which everything is known; else from the beginning."),
            .init("limit?", .whole, "At most so many; else 200."),
            .init("wait_ms?", .whole, "Where nothing is there yet, wait for so long, at most 1,000."),
        ], .changes) { given, triad, mayWait in
            try triad.changes(
                after: given.whole("after"), limit: given.whole("limit") ?? 200, waiting: given.whole("wait_ms") ?? 0, while: mayWait,
                as: given.text("as")).json
        },
        .query("due", "What is due, late ones first.", [
            .init("until?", .day, "Up to this day."),
        ], .due) { given, _ in .due(until: given.day("until")) },
        .answer("tick", "Let every clock strike that is due: reminders, windows that begin to ask, what follows.", [
            .init("dry_run?", .yesNo, "Say how many would strike, and change nothing."),
        ], .object([.init("struck", .whole)])) { given, triad in
            ["struck": .int(Int64(given.isSet("dry_run") ? try triad.rehearseTick() : try triad.tick()))]
        },
    ]

    static let sheets: [Method] = {
        let place: [Shape.Member] = [theCase, .init("sheet", .text, "The sheet."), .init("role?", .text, "Her part, where she holds several.")]
        return [
            .query("sheet.show", "The rubric, the asker's own sheet, and whatever is open.", place, .sheet) { given, _ in
                .sheet(case: given.required("case"), sheet: given.required("sheet"), role: given.text("role"))
            },
            .command("sheet.draft", "Save a draft, whole or in part; it can be changed until it is sealed.", place + [
                .init("judgements", .map(.map(.any)), "By criterion: level or absent and because, narrative, evidence."),
            ]) { given, _ in
                .draft(case: given.required("case"), sheet: given.required("sheet"), role: given.text("role"), judgements: given.members("judgements"))
            },
            .command("sheet.seal", "Seal her sheet: from then on nobody changes it.", place + [Method.seen, .attachments]) { given, _ in
                .seal(case: given.required("case"), sheet: given.required("sheet"), role: given.text("role"))
            },
        ]
    }()

    static let votes: [Method] = {
        let place: [Shape.Member] = [theCase, .init("vote", .text, "The vote.")]
        return [
            .query("vote.show", "Who has voted and who has left; the asker's own vote, and once all have voted every vote and what carried.", place, .vote) { given, _ in
                .vote(case: given.required("case"), vote: given.required("vote"))
            },
            .command("vote.cast", "Vote, or give the casting vote where it is tied. A vote is never undone or changed.", place + [
                .init("role?", .text, "Her part, where she holds several."), .init("choice", .text, "What she votes for."), .init("reason?", .text, "Why."),
                .init("reasons?", .map(.text), "Why, by criterion, where the vote asks for that."), Method.seen, .attachments,
            ]) { given, _ in
                .vote(
                    case: given.required("case"), vote: given.required("vote"), role: given.text("role"), choice: given.required("choice"),
                    reason: given.text("reason"), reasons: given.members("reasons"))
            },
        ]
    }()
}
