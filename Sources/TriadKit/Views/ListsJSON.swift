import JSON

extension CaseList {
    public var json: JSON.Value { .view(["cases": .list(cases, \.json), "next": .text(next)]) }
}

extension CaseList.Line {
    var json: JSON.Value {
        .view([
            "id": .text(id), "title": .text(title), "workflow": .text(workflow), "subject": .list(subject, \.json),
            "state": .text(state), "ended": .yes(hasEnded), "next_due": .day(nextDue), "entry": .number(entry),
        ])
    }
}

extension Inbox {
    public var json: JSON.Value { .view(["person": person.json, "today": .day(today), "items": .list(items, \.json)]) }
}

extension Inbox.Item {
    var json: JSON.Value {
        .view([
            "kind": .text(kind.rawValue), "case": .text(`case`), "case_title": .text(caseTitle), "text": .text(text), "due": .day(due),
            "late": .yes(isLate), "events": .texts(events), "about": .text(about),
        ])
    }
}

extension ConfidenceList {
    public var json: JSON.Value { .view(["confidences": .list(lines, \.json)]) }
}

extension ConfidenceList.Line {
    var json: JSON.Value { .view(["number": .number(number), "by": by.json, "on": .day(on), "text": .string(text)]) }
}

extension DueList {
    public var json: JSON.Value { .view(["today": .day(today), "lines": .list(lines, \.json), "samples": .list(samples, \.json)]) }
}

extension DueList.Line {
    var json: JSON.Value {
        .view([
            "case": .text(`case`), "case_title": .text(caseTitle), "clock": .text(clock), "title": .text(title), "due": .day(due),
            "late": .yes(isLate), "asking": .yes(isAsking), "owed_by": .texts(owedBy),
        ])
    }
}

extension DueList.Sampled {
    var json: JSON.Value {
        .view([
            "workflow": .text(workflow), "sample": .text(sample), "title": .text(title), "person": person.json, "apart": .text(apart), "apart_title": .text(apartTitle), "why": .text(why),
            "due": .day(due), "late": .yes(isLate), "seen": .number(seen), "last": .day(last), "planned": .text(planned),
            "missed": missed?.json, "next": .list(next, \.json),
        ])
    }
}

extension DueList.Next {
    var json: JSON.Value { .view(["session": .text(session), "on": .day(on), "hours": .text(hours), "place": .text(place)]) }
}

extension WaiverList {
    public var json: JSON.Value { .view(["lines": .list(lines, \.json)]) }
}

extension WaiverList.Line {
    var json: JSON.Value {
        .view([
            "case": .text(`case`), "case_title": .text(caseTitle), "entry": .number(entry), "event": .text(event), "event_title": .text(eventTitle),
            "condition": .text(condition), "by": by.json, "role_title": .text(roleTitle), "on": .day(on), "because": .text(because),
            "waiting": .yes(isWaiting),
        ])
    }
}

extension Changes {
    public var json: JSON.Value {
        .view([
            "changes": .list(changes, \.json), "next": .number(next), "head": head.json,
        ])
    }
}

extension Changes.Change {
    public var json: JSON.Value { .view(["entry": entry.json, "command": .text(command), "facts": .array(facts)]) }
}

extension LogView {
    public var json: JSON.Value { .view(["entries": .list(entries, \.json), "head": head.json]) }
}

extension ProofView {
    public var json: JSON.Value {
        .view([
            "stream": .text(stream), "number": .number(number), "place": .number(place), "leaf": .text(leaf), "path": .texts(path),
            "head": head.json,
        ])
    }
}

extension WhyView {
    public var json: JSON.Value {
        .view(["event": .text(event), "title": .text(title), "open": .yes(isOpen), "conditions": .list(conditions, \.json)])
    }
}

extension WhyView.Condition {
    var json: JSON.Value {
        .view([
            "holds": .yes(holds), "text": .text(text), "source": .text(source), "parts": .list(parts, \.json),
            "needs": .texts(needs), "remedy": .text(remedy),
        ])
    }
}

extension WhyView.Part {
    var json: JSON.Value {
        .view(["source": .text(source), "value": .text(value), "depth": .number(depth), "decides": .yes(decides)])
    }
}

extension RegisterView {
    public var json: JSON.Value {
        .view(["part": .text(part.rawValue), "columns": .texts(columns), "rows": .list(rows) { .texts($0) }])
    }
}

extension LetterList {
    public var json: JSON.Value { .view(["letters": .list(letters, \.json)]) }
}

extension LetterList.Line {
    var json: JSON.Value {
        .view([
            "number": .number(number), "case": .text(`case`), "entry": .number(entry), "title": .text(title), "to": to.json, "since": .day(since),
            "sent": .day(sent), "how": .text(how?.rawValue), "overtaken": .yes(isOvertaken),
        ])
    }
}

extension RenderedLetter {
    public var json: JSON.Value {
        .view([
            "number": .number(number), "to": to.json, "mailbox": .text(mailbox), "from": from.json, "from_mailbox": .text(fromMailbox),
            "template": .text(template), "text": .text(text), "data": data,
            "appointments": appointments.isEmpty ? nil : .list(appointments, \.json),
        ])
    }
}

extension DefinitionList {
    public var json: JSON.Value { .view(["definitions": .list(lines, \.json)]) }
}

extension DefinitionList.Line {
    var json: JSON.Value {
        .view(["kind": .text(kind), "name": .text(name), "version": .number(version), "hash": .text(hash), "cases": .number(cases)])
    }
}

extension CalendarView {
    public var json: JSON.Value { .view(["calendar": .text(calendar), "version": .number(version), "text": .text(text)]) }
}

extension OwedView {
    public var json: JSON.Value { .view(["title": .text(title), "words": .texts(words), "lines": .list(lines, \.json)]) }
}

extension OwedView.Line {
    var json: JSON.Value {
        .view(["organisation": organisation.json, "counts": .list(counts) { .int(Int64($0)) }, "owed": .number(owed), "includes": .list(includes, \.json)])
    }
}

extension PlannerView {
    public var json: JSON.Value { .view(["from": .day(from), "months": .number(months), "rows": .list(rows, \.json)]) }
}

extension PlannerView.Row {
    var json: JSON.Value { .view(["organisation": organisation.json, "entries": .list(entries, \.json)]) }
}

extension PlannerView.Entry {
    var json: JSON.Value {
        .view([
            "day": .day(day), "title": .text(title), "role": .text(role), "who": .text(who), "status": .text(status.rawValue),
            "case": .text(`case`),
        ])
    }
}

extension FormingView {
    public var json: JSON.Value {
        .view([
            "number": .number(number), "groups": .list(groups, \.json), "travel": .double(travel), "total": .double(total),
            "bound": .double(bound), "gap": gap.map { .double($0) },
            "options": .list(options) { .view(["name": .text($0.name), "text": .text($0.text), "cost": .text($0.cost)]) },
            // A seed can be larger than JSON's whole numbers.
            "seed": .text(String(seed)), "accepted": .yes(accepted), "after": .number(after),
        ])
    }
}

extension FormingView.Group {
    var json: JSON.Value {
        .view([
            "members": .list(members, \.json),
            "places": .list(places) { place in
                place.map { ["latitude": .double($0.latitude), "longitude": .double($0.longitude)] } ?? .null
            },
            "travel": .double(travel), "cost": .double(cost), "notes": .texts(notes), "case": .text(`case`), "state": .text(state),
        ])
    }
}
