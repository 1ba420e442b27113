/// The language of workflow files: every key, what may stand there, and a sentence about it.
enum WorkflowShape {
    typealias Key = MapShape.Key

    static let roles = Shape.oneOrMore(.name)
    static let visibility = Shape.word(Visibility.allCases.map(\.rawValue))
    static let daysUnits = Clock.Unit.allCases.map(\.rawValue)
    static let amount = Shape.amount(units: daysUnits)

    static let workflow = MapShape("a workflow", [
        Key("triad", .whole(1...1_000), "the version of the language: 1.", required: true),
        Key("workflow", .hyphenName, "its name.", required: true),
        Key("version", .whole(1...1_000_000), "a number that is raised with every change once cases have begun.", required: true),
        Key("title", .words, "what people call it.", required: true),
        Key("subject", .word(SubjectWords.all), "what a case is about.", required: true),
        Key("visibility", .word([Visibility.triad, .host, .alliance].map(\.rawValue)), "who may know that a case is there and where it stands: `triad` for whoever takes part alone; `alliance`, everybody in the register, where left out."),
        Key("calendar", .hyphenName, "the calendar whose days count.", required: true),
        Key("managed_by", roles, "the roles that may appoint and replace holders and answer for closed windows."),
        Key("interests", .map(interests), "which interests stand in the way of a part."),
        Key("roles", .table(key: .name, .map(role)), "the parts in a case.", required: true),
        Key("links", .table(key: .name, .map(link)), "other cases that a case knows."),
        Key("data", .table(key: .name, .reference(.field)), "what a case knows about itself."),
        Key("sheets", .table(key: .name, .map(sheet)), "the judgements that are asked of raters."),
        Key("votes", .table(key: .name, .map(vote)), "the votes that panels take."),
        Key("records", .table(key: .name, .map(record)), "the lists of rows that a case gathers."),
        Key("withheld", .table(key: .name, .map(withheld)), "what those who hold a part do not read until the case has come so far."),
        Key("owed", .map(owed), "what organisations owe one another, told from the credits that cases give."),
        Key("initial", .statePath, "the state in which a case begins; the first one where left out."),
        Key("states", .table(key: .hyphenName, .reference(.state)), "the states of a case.", required: true),
        Key("anytime", .table(key: .hyphenName, .repeated(.reference(.anytimeRule), atMost: 20)), "events that do not move the case, taken in the named states, ended ones too."),
        Key("reopens", .table(key: .hyphenName, .map(reopening)), "events that open an ended case again, in the state that they name."),
        Key("letters", .table(key: .name, .map(letter)), "what is sent to people."),
        Key("reports", .table(key: .hyphenName, .map(report)), "what is printed of a case."),
        Key("appointments", .table(key: .name, .map(appointment)), "days of a case that stand in people's calendars."),
        Key("samples", .table(key: .name, .map(sample)), "whom cases are about one after another, and how often: `triad due` tells who is next."),
        Key("timetable", .map(sessionData), "which of a timetable's sessions a case is about: an import lists the running cases whose session it moves."),
        Key("words", .table(key: .text, .text(max: 100)), "an alliance's own words for ours."),
    ])

    static let interests = MapShape("the rules about interests", [
        Key("blocking", .list(.name, atMost: 50), "kinds of interest that stand in the way."),
        Key("disclosed", .list(.name, atMost: 50), "kinds of interest that are only disclosed."),
        Key("employed_within", .amount(units: ["years", "year"]), "how long past employment stands in the way; present employment only where left out."),
        Key("declared_within", .amount(units: ["months", "month"]), "how long a declaration holds; twelve months where left out."),
    ])

    static let role = MapShape("a role", [
        Key("title", .words, "what people call it.", required: true),
        Key("from", .word(["subject", "home"]), "`subject`: held by the case's subject; `home`: by the organisation where the person whom it is about has her post."),
        Key("post", .oneOrMore(.text(max: 120)), "for `from: home`: the posts there, as the register names them, whose holder acts in it; the first that is held."),
        Key("of", .word(["organisation", "person"]), "whether organisations' teams or persons hold it."),
        Key("needs", .oneOrMore(.name), "credentials that one must hold to act in it."),
        Key("outside", roles, "roles, or `subject`, from whose organisations a holder must be apart."),
        Key("distinct", roles, "roles that the same person may not hold as well."),
        Key("apart_from", roles, "roles that whoever holds it may never have held, in the case or in one that it is linked to."),
        Key("when", .repeated(.reference(.guardEntry), atMost: 50), "what must hold of `holder`, the person who is named for it, when she is."),
        Key("optional", .truth, "whether a case can be without a holder."),
        Key("many", .truth, "whether several hold it at once."),
        Key("min", .whole(0...100), "the fewest holders."),
        Key("max", .whole(1...100), "the most holders."),
    ])

    static let withheld = MapShape("something withheld", [
        Key("from", roles, "the roles whose holders do not read it yet; whoever holds another part as well does.", required: true),
        Key("sheets", .oneOrMore(.name), "sheets: that they are sealed may be known, their judgements not."),
        Key("records", .oneOrMore(.name), "records: no row of them is shown."),
        Key("data", .oneOrMore(.name), "data: what they say is not shown."),
        Key("until", .oneOrMore(.statePath), "the states in which they read it.", required: true),
    ])

    static let link = MapShape("a link", [
        Key("title", .words, "what people call it.", required: true),
        Key("workflow", .hyphenName, "the workflow of the other cases.", required: true),
        Key("parent", .truth, "whether it is the case that started this one."),
    ])

    static let fieldKeys = [
        Key("title", .words, "what people call it.", required: true),
        Key("type", .scalar, "text, whole, yes_no, date, choice, person, organisation, criterion, row, or list(…) of one of them.", required: true),
        Key("of", .either([.hyphenName, .list(.name, atMost: 100)]), "the choices; the rubric of a criterion; the record of a row."),
        Key("min", .whole(-1_000_000_000...1_000_000_000), "the smallest number, or the fewest entries of a list."),
        Key("max", .whole(-1_000_000_000...1_000_000_000), "the largest number, the most characters, or the most entries of a list."),
        Key("words", .whole(1...10_000), "the most words of a text."),
        Key("visibility", visibility, "who may see it; `triad` where left out."),
    ]

    static let field = MapShape("a field", fieldKeys + [
        Key("optional", .truth, "whether it may be left out."),
        Key("default", .scalar, "its value when a case begins."),
    ])

    static let formField = MapShape("a form's field", [
        Key("optional", .truth, "whether it may be left out."),
    ] + fieldKeys.map { Key($0.name, $0.shape, $0.about) })

    static let recordField = MapShape("a record's field", fieldKeys + [
        Key("optional", .truth, "whether it may be left out."),
        Key("later", .truth, "filled by a later event, never when the row is added."),
    ])

    static let record = MapShape("a record", [
        Key("title", .words, "what people call it.", required: true),
        Key("fields", .table(key: .name, .map(recordField)), "the fields of each row.", required: true),
        Key("max", .whole(1...10_000), "the most rows; 100 where left out."),
        Key("visibility", visibility, "who may see its rows; `triad` where left out."),
        Key("seen_by", roles, "for restricted records: the roles whose holders see it."),
    ])

    static let sheet = MapShape("a sheet", [
        Key("title", .words, "what people call it.", required: true),
        Key("rubric", byChoice("the rubric for each choice", .hyphenName), "the rubric that is filled in, or one for each value of a choice.", required: true),
        Key("by", roles, "who fills it in.", required: true),
        Key("sealed", .word(["until-all"]), "`until-all`: seen by nobody but its rater until all are sealed."),
        Key("tolerance", byChoice("the tolerance for each choice", .whole(0...20)), "the largest difference in levels that is not yet a difference."),
        Key("evidence", .word(["required", "optional"]), "whether each judgement needs its evidence."),
        Key("evidence_from", .name, "the record whose rows the evidence names, by their numbers; left out: it is named freely."),
        Key("settled_by", roles, "who may choose one of two judgements."),
        Key("blind_to", roles, "roles whose holders see no judgement of it before they have sealed their own sheets of the case."),
        Key("watch", .map(MapShape("what is watched", [
            Key("exact", .text(max: 12), "the share of judgements that should be the same, such as `60%`."),
            Key("within_one", .text(max: 12), "the share that should lie one level apart at most, such as `90%`."),
            Key("bias", .text(max: 12), "by how much of a level one rater may lie above another on average, such as `30%`."),
        ])), "from when the agreement of its raters over many cases is marked; it forbids nothing."),
        Key("optional", .truth, "whether a case goes on without it."),
        Key("visibility", visibility, "who may see it once it is open; `triad` where left out."),
        Key("seen_by", roles, "for restricted sheets: the roles whose holders see them once they are open; nobody but the rater where left out."),
    ])

    static let vote = MapShape("a vote", [
        Key("title", .words, "what people call it.", required: true),
        Key("by", roles, "who votes, each holder once.", required: true),
        Key("of", .list(.name, atMost: 20), "the choices.", required: true),
        Key("quorum", .whole(1...100), "the fewest who must be present; whoever has left the item is not.", required: true),
        Key("rule", .text(max: 20), "what carries a choice, of the votes that were cast: `majority`, `unanimous`, or at least a fraction, such as `2/3`.", required: true),
        Key("tie", .name, "the role whose holder's casting vote settles a tie; left out: a tie stays one."),
        Key("reasons", .either([.word(["required", "optional"]), .map(MapShape("the reasons", [
            Key("rubric", .hyphenName, "a reason for each criterion of this rubric.", required: true),
            Key("among", .name, "a datum that lists criteria of it: a reason for each of those alone."),
        ]))]), "whether each vote needs its reason, or one for each criterion of a rubric; `optional` where left out."),
        Key("visibility", visibility, "who may see it once all have voted; `triad` where left out."),
        Key("seen_by", roles, "for restricted votes: the roles whose holders see it."),
    ])

    private static func byChoice(_ title: String, _ value: Shape) -> Shape {
        .either([value, .map(MapShape(title, [Key("by", .name, "the datum whose value decides.", required: true)], others: value))])
    }

    static let owed = MapShape("what is owed", [
        Key("title", .words, "what people call it.", required: true),
        Key("is", .expression, "a whole number, from `credits.NAME`.", required: true),
    ])

    static let letter = MapShape("a letter", [
        Key("title", .words, "what people call it.", required: true),
        Key("to", roles, "roles; or `owed`: whoever owes what the clock is about; or `corrected`: whoever got a letter by an entry that proved mistaken; or `appointed`, `released`: whoever comes into a part, or leaves it, while the case runs.", required: true),
        Key("in", roles, "for `appointed` and `released`: the parts."),
        Key("template", .text(max: 200), "the template, such as `letters/invitation`.", required: true),
        Key("appointments", .oneOrMore(.name), "the appointments that go with it as a calendar file."),
    ])

    static let report = MapShape("a report", [
        Key("title", .words, "what people call it.", required: true),
        Key("template", .text(max: 200), "the template, such as `reports/review`.", required: true),
        Key("editions", .list(.name, atMost: 20), "the editions that there are."),
        Key("numbered_by", .name, "the record whose rows number the report's issues."),
        Key("for", roles, "the roles whose holders may have it, beside those who manage the case; whoever takes part where left out."),
    ])

    static let appointment = MapShape("an appointment", [
        Key("title", .words, "what people call it.", required: true),
        Key("from", .name, "the datum that is its first day.", required: true),
        Key("until", .name, "the datum that is its last day; one day where left out."),
        Key("who", roles, "the roles whose holders have it in their calendars.", required: true),
        Key("off_in", .oneOrMore(.statePath), "states in which it is called off, whatever the data say."),
    ])

    static let sample = MapShape("a sample", [
        Key("title", .words, "what people call it.", required: true),
        Key("of", .name, "the role whose holders are seen.", required: true),
        Key("among", .name, "the credential in the register of everybody who is to be seen; its first day is when that begins.", required: true),
        Key("seen_on", .name, "the datum that is the day on which somebody was seen.", required: true),
        Key("apart_by", .name, "a choice of the case, for each of whose values is counted apart."),
        Key("judged_by", .name, "the sheet that says what was seen: `triad history` lays those of one person beside each other."),
        Key("told_by", .name, "the letter by which she hears of it: `triad term` lists those to whom it has not gone out yet."),
        Key("rules", .list(.map(MapShape("a rule of a sample", [
            Key("title", .words, "why somebody is to be seen.", required: true),
            Key("until_seen", .whole(1...1_000), "holds for those who have been seen fewer times."),
            Key("in_first", .amount(units: ["months"]), "holds so long from the first day on."),
            Key("after", .oneOrMore(.statePath), "holds where the last case in which she was seen stands, or ended, in one of these states."),
            Key("within", .amount(units: Sample.Within.Unit.allCases.map(\.rawValue)), "how long after she was last seen, or after the first day; `0 days` is at the next opportunity.", required: true),
        ])), atMost: 50), "when somebody is to be seen; of those that hold, the one that asks soonest counts.", required: true),
    ])

    static let sessionData = MapShape("the session of a case", [
        Key("session", .name, "the datum that is the session's name in the timetable.", required: true),
        Key("day", .name, "the datum that is its day.", required: true),
        Key("programme", .name, "the datum that is its programme; the name alone tells where left out."),
    ])

    // MARK: - States

    static let state = MapShape("a state", [
        Key("title", .words, "what people call it.", required: true),
        Key("final", .truth, "whether the case ends here."),
        Key("parallel", .truth, "whether its states are all active together."),
        Key("initial", .statePath, "the state within it where it begins; the first one where left out."),
        Key("on_entry", .reference(.effects), "what is done when it is entered."),
        Key("on_exit", .reference(.effects), "what is done when it is left."),
        Key("waits_for", .table(key: .name, .words), "for each role that the state waits for, what it has to do."),
        Key("waits_until", .table(key: .name, .expression), "for roles that have done their part before the state is left: the condition, asked of each holder as `actor`."),
        Key("collect", .oneOrMore(.name), "the sheets and votes that are gathered here."),
        Key("clock", .reference(.clock), "its deadline."),
        Key("clocks", .table(key: .name, .reference(.clock)), "its deadlines, by name."),
        Key("window", .reference(.window), "a time that belongs to somebody, and takes something away when it ends."),
        Key("always", .list(.map(alwaysRule), atMost: 20), "where the case goes by itself as soon as a condition holds."),
        Key("events", .table(key: .hyphenName, .either([.statePath, .repeated(.reference(.rule), atMost: 20)])), "what can be sent here."),
        Key("states", .table(key: .hyphenName, .reference(.state)), "the states within it."),
    ])

    static let effectKeys = [
        Key("set", .table(key: .name, .expression), "sets data."),
        Key("add", .either([.name, .map(addition)]), "adds a row to a record, from the form."),
        Key("update", .map(MapShape("an update", [
            Key("record", .name, "the record.", required: true),
            Key("fields", .oneOrMore(.name), "the later fields that are filled.", required: true),
        ])), "fills later fields of a row."),
        Key("settle", .name, "chooses one of the judgements of a criterion on this sheet."),
        Key("settle_nearest", .map(MapShape("a choice by a third sheet", [
            Key("sheet", .name, "the sheet on which judgements are chosen.", required: true),
            Key("to", .name, "the sheet to which the nearest is looked for; both on one rubric.", required: true),
            Key("within", .whole(0...20), "so many levels away the nearest may lie; any number where left out."),
        ])), "chooses, where nothing is chosen yet, the judgement that lies nearest to another sheet's; never an average, and nothing where two lie as near."),
        Key("collect", .name, "asks for a sheet, which moves nothing."),
        Key("leaves", .either([.name, .map(MapShape("a leaving", [
            Key("vote", .name, "the vote.", required: true),
            Key("person", .expression, "who leaves it; who sends the event where left out."),
        ]))]), "leaves a vote, for an interest or because of absence: whoever does is not counted towards its quorum."),
        Key("name_actor", .truth, "whether the sender becomes the named person of the holder for which she acts."),
        Key("vacate", .either([.name, .list(.name, atMost: 20), .map(MapShape("a vacancy", [
            Key("role", .name, "the role.", required: true),
            Key("organisation", .expression, "whose part becomes vacant."),
        ]))]), "`actor`, a role or several, whose parts become vacant."),
        Key("appoint", .map(MapShape("an appointment", [
            Key("role", .name, "the role.", required: true),
            Key("person", .expression, "the person."),
            Key("organisation", .expression, "the organisation."),
        ])), "gives somebody a part."),
        Key("extend", .map(MapShape("an extension", [
            Key("clock", .name, "the clock, or `window`.", required: true),
            Key("by", .expression, "by how many of its days.", required: true),
        ])), "lengthens a window."),
        Key("designation", .oneOrMore(.map(designation)), "what becomes of a designation in the register, in the same commit."),
        Key("letters", .oneOrMore(.name), "letters that are sent."),
        Key("tell", .repeated(.map(message), atMost: 10), "sends an event to linked cases."),
        Key("allocate", .repeated(.map(allocation), atMost: 10), "gives linked cases people for a part there, as evenly as can be, away from everybody to whom they are tied."),
        Key("start", .map(start), "starts linked cases."),
        Key("credit", .table(key: .name, .name), "counts, for the organisation that holds a role, what it did."),
    ]

    static let designation = MapShape("a designation", [
        Key("kind", .name, "the credential, as the register names it.", required: true),
        Key("is", .word(Designation.Becomes.allCases.map(\.rawValue)), "`given`; `changed`: other conditions, area or last day; `ended`; `paused`: nobody holds it until it is `resumed`.", required: true),
        Key("person", .expression, "whose it is; the person's whom the case is about where left out."),
        Key("from", .expression, "a date: the first day on which that holds; the day of the event where left out."),
        Key("until", .expression, "a date: the last day of one that is given, changed or resumed."),
        Key("area", .expression, "the field for which it is given."),
        Key("conditions", .expression, "what is asked of whoever holds it; an empty text takes earlier ones away."),
        Key("given_by", .expression, "who gives it."),
    ])

    static let effects = MapShape("what is done", effectKeys)

    static let addition = MapShape("a row to add", [
        Key("record", .name, "the record.", required: true),
        Key("with", .table(key: .name, .expression), "fields that do not come from the form."),
    ])

    static let message = MapShape("a message", [
        Key("link", .name, "the link.", required: true),
        Key("about", .expression, "the person, or the organisation, that the one linked case is about; all that run where left out."),
        Key("event", .hyphenName, "the event that is sent there.", required: true),
        Key("with", .table(key: .name, .expression), "its form."),
    ])

    static let allocation = MapShape("an allocation", [
        Key("link", .name, "the link.", required: true),
        Key("from", .name, "the role here among whose holders they are looked for.", required: true),
        Key("as", .name, "the role in the linked case for which they must be free.", required: true),
        Key("each", .whole(1...20), "how many each case is to have, with those who are there already; all who are free where left out."),
        Key("event", .hyphenName, "the event that the linked case takes once for each of them; its form says who.", required: true),
    ])

    static let start = MapShape("a start", [
        Key("link", .name, "the link under which this case knows the new ones.", required: true),
        Key("workflow", .hyphenName, "the workflow of the new cases; the link's own."),
        Key("each", .name, "a role whose holders form a ring: one case for each of them."),
        Key("turned", .expression, "whether the ring is turned round."),
        Key("outside", .name, "the role whose holder leads where the ring has two members only."),
        Key("subject", .name, "the new case's subject: a role, `subject`, or `host`, `lead`, `assistant` of the ring."),
        Key("person", .expression, "the person whom the new case is about, in place of `subject`."),
        Key("organisation", .expression, "the organisation that the new case is about, in place of `subject`."),
        Key("roles", .table(key: .name, .name), "for each role of the new case, the role here (or of the ring) whose holder holds it."),
        Key("data", .table(key: .name, .expression), "data of the new case."),
    ])

    static let rule = MapShape("an event", ruleKeys + [Key("to", .oneOrMore(.statePath), "the state it leads to.")] + effectKeys)
    static let anytimeRule = MapShape("an event taken at any time", [Key("in", .oneOrMore(.statePath), "the states in which it is taken.", required: true)] + ruleKeys + effectKeys)

    static let reopening = MapShape("an event that opens a case again", [
        Key("in", .oneOrMore(.statePath), "the final states from which it does; all of them where left out."),
        Key("to", .oneOrMore(.statePath), "the state in which the case goes on, with the data that it has.", required: true),
    ] + ruleKeys + effectKeys)

    private static let ruleKeys = [
        Key("title", .words, "what people call it."),
        Key("by", .either([.repeated(.name, atMost: 20), .map(MapShape("the senders", [
            Key("all", .list(.name, atMost: 20), "one signature from each holder of each of these roles.", required: true),
        ]))]), "the roles that may send it, `{ all: […] }`, `clock` or `case`."),
        Key("form", .table(key: .name, .reference(.formField)), "the fields that go with it; `{}` is the datum of the same name."),
        Key("when", .either([.expression, .repeated(.reference(.guardEntry), atMost: 50)]), "what must hold."),
        Key("expect", .either([.expression, .repeated(.reference(.guardEntry), atMost: 50)]), "what should hold; what falls short is accepted, marked and shown."),
        Key("visibility", visibility, "who may see that it was sent; `triad` where left out."),
        Key("seen_by", roles, "for restricted events: the roles whose holders see it."),
        Key("without_documents", .truth, "whether no document may come with it: what is kept elsewhere has no copy here."),
        Key("returns", .map(returning), "sends a step back to whoever did it, with a reason and the points to mend; what was right is kept."),
    ]

    static let returning = MapShape("a sending back", [
        Key("sheets", .oneOrMore(.name), "sheets that their raters get back as drafts; none that is sealed until all are."),
        Key("clocks", amount, "how long the clocks of the state then run, counted from the return; their own time again where left out."),
    ])

    static let guardEntry = MapShape("a guard", [
        Key("that", .expression, "the condition.", required: true),
        Key("else", .words, "the sentence that says why not.", required: true),
        Key("waived_by", roles, "who may let the event pass all the same, with a reason; nobody where left out. Not for what is only expected."),
    ])

    static let alwaysRule = MapShape("a way that the case goes by itself", [
        Key("when", .expression, "the condition."),
        Key("to", .oneOrMore(.statePath), "the state it leads to.", required: true),
    ] + effectKeys)

    // MARK: - Clocks

    static let clock = MapShape("a clock", clockKeys + [
        Key("owed_by", roles, "who owes what it is about."),
        Key("later", .list(.map(MapShape("a step", [
            Key("after", amount, "how long after the due time.", required: true),
            Key("notify", roles, "whose inbox shows it.", required: true),
        ])), atMost: 10), "what happens when it has passed."),
    ])

    static let window = MapShape("a window", clockKeys + [
        Key("protects", .name, "the role to which it belongs."),
        Key("asks", roles, "who is asked whether anything arrived; those who manage the case where left out."),
        Key("grace", amount, "how long it asks before it takes effect.", required: true),
        Key("stays_in", .oneOrMore(.statePath), "states, ended ones too, in which what is entered late, though it came in time, is added and moves nothing; from others the case goes back to where it was asked."),
    ])

    private static let clockKeys = [
        Key("after", amount, "how long after the state is entered."),
        Key("at", .expression, "a date from which, or on which, it falls due."),
        Key("before", amount, "how long before the date."),
        Key("of", roles, "whose school days count."),
        Key("remind", amount, "how long before the due time those who owe it are reminded."),
        Key("letter", .name, "the letter of the reminder."),
        Key("met_by", .oneOrMore(.hyphenName), "the events by which what it waits for is done; by any other it is broken off. Any that the state declares where left out."),
        Key("send", .hyphenName, "the event that it sends."),
    ]
}

private enum SubjectWords {
    static let all = Workflow.SubjectKind.allCases.map(\.rawValue)
}
