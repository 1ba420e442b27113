import JSON
import Rubrics

extension CaseView {
    public var json: JSON.Value {
        .view([
            "id": .text(id), "title": .text(title),
            "workflow": .view(["name": .text(workflow.name), "version": .number(workflow.version), "hash": .text(workflow.hash)]),
            "workflow_title": .text(workflowTitle), "subject": .list(subject, \.json), "began": .day(began), "entry": .number(entry),
            "states": .list(states) { .view(["path": .text($0.path), "title": .text($0.title)]) }, "ended": .yes(hasEnded),
            "data": .list(data, \.json), "parts": .list(parts, \.json), "former_parts": .list(formerParts, \.json), "records": .list(records, \.json),
            "sheets": .list(sheets, \.json), "votes": .list(votes, \.json), "deadlines": .list(deadlines, \.json), "waiting": .list(waiting, \.json),
            "events": .list(events, \.json), "links": .list(links, \.json), "marks": .texts(marks),
            "waivers": .list(waivers, \.json), "corrections": .list(corrections, \.json), "typed": .list(typed, \.json), "returned": .list(returned, \.json), "disclosures": .texts(disclosures), "register": .texts(register), "earlier_holders": .texts(earlierHolders),
            "incidents": .texts(incidents), "history": .list(history, \.json), "documents": .list(documents, \.json),
            "reports": .list(reports, \.json), "appointments": .list(appointments, \.json), "rubrics": .list(rubrics, \.json), "been": .texts(been),
            "you": .view(["id": .text(you.id), "roles": .texts(you.roles), "manages": .yes(you.isManaging)]), "absent": absent.json, "head": head.json,
        ])
    }
}

extension CaseView.Absent {
    var json: JSON.Value {
        .view([
            "data": .texts(data), "records": .texts(records), "sheets": .texts(sheets), "votes": .texts(votes), "states": .texts(states), "appointments": .texts(appointments),
            "links": .texts(links),
        ])
    }
}

extension CaseView.ReturnedView {
    var json: JSON.Value {
        .view([
            "state": .text(state), "title": .text(title), "by": by.json, "on": .day(on), "reason": .text(reason), "points": .texts(points),
        ])
    }
}

extension CaseView.Value {
    var json: JSON.Value { .view(["name": .text(name), "title": .text(title), "value": value.json, "text": .text(text)]) }
}

extension CaseView.Part {
    var json: JSON.Value {
        .view([
            "role": .text(role), "title": .text(title), "organisation": organisation?.json, "person": person?.json,
            "since": .day(since), "until": .day(until), "was_in": .texts(wasIn),
        ])
    }
}

extension CaseView.RecordView {
    public var json: JSON.Value {
        .view([
            "name": .text(name), "title": .text(title),
            "columns": .list(columns) { .view(["name": .text($0.name), "title": .text($0.title), "kind": .text($0.kind.rawValue)]) },
            "rows": .list(rows, \.json),
        ])
    }
}

extension CaseView.RecordView.Row {
    var json: JSON.Value {
        .view([
            "number": .number(number), "by": by.json, "on": .day(on), "values": .list(values) { $0?.json ?? .null },
        ])
    }
}

extension CaseView.Deadline {
    var json: JSON.Value {
        .view([
            "clock": .text(clock), "title": .text(title), "state": .text(state), "set": .day(set), "due": .day(due),
            "done": .day(done), "broken_off": .yes(isBrokenOff), "late": .yes(isLate), "asking": .yes(isAsking), "owed_by": .texts(owedBy),
        ])
    }
}

extension CaseView.TypedView {
    var json: JSON.Value {
        .view([
            "entry": .number(entry), "what": .text(what), "sheet": .text(sheet), "owner": owner.json, "by": by.json, "on": .day(on), "confirmed": .day(confirmed),
            "sentence": .text(sentence),
        ])
    }
}

extension CaseView.WaitingView {
    var json: JSON.Value {
        .view([
            "role": .text(role), "role_title": .text(roleTitle), "text": .text(text), "due": .day(due), "late": .yes(isLate),
        ])
    }
}

extension CaseView.EventView {
    var json: JSON.Value { .view(["name": .text(name), "title": .text(title), "form": .list(form, \.json)]) }
}

extension CaseView.FormField {
    var json: JSON.Value {
        .view(["name": .text(name), "title": .text(title), "expects": .text(expects), "optional": .yes(isOptional)])
    }
}

extension CaseView.LinkView {
    var json: JSON.Value {
        .view([
            "link": .text(link), "title": .text(title), "id": .text(id), "case_title": .text(caseTitle), "state": .text(state),
            "ended": .yes(hasEnded),
        ])
    }
}

extension CaseView.ReportView {
    var json: JSON.Value {
        .view([
            "name": .text(name), "title": .text(title), "template": .text(template), "editions": .texts(editions), "number": .number(number),
            "for": .list(audience) { .view(["role": .text($0.name), "title": .text($0.title)]) }, "yours": .yes(isYours),
        ])
    }
}

extension CaseView.RubricView {
    var json: JSON.Value {
        .view([
            "sheet": .text(sheet), "sheet_title": .text(sheetTitle), "name": .text(name), "title": .text(title), "about": .text(about),
            "levels": .list(levels, \.json), "criteria": .list(criteria, \.json),
        ])
    }
}

extension SheetView {
    public var json: JSON.Value {
        .view([
            "sheet": .text(sheet), "title": .text(title), "rubric": .text(rubric), "rubric_title": .text(rubricTitle),
            "levels": .list(levels, \.json), "criteria": .list(criteria, \.json), "open": .yes(isOpen),
            "raters": .list(raters, \.json), "judgements": .list(judgements, \.json), "agreed": .list(agreed, \.json),
            "unsettled": .texts(unsettled), "passes": passing.json, "asks_overall": asksForWhole ? .yes(true) : nil,
        ])
    }
}

extension Passing {
    /// Nil where nothing is asked.
    fileprivate var json: JSON.Value? {
        let (word, criteria): (String, [String]) = switch self {
        case .notAsked: ("", [])
        case .passes: ("yes", [])
        case .fails(let criteria): ("no", criteria)
        case .open(let criteria): ("not_seen", criteria)
        }
        return word.isEmpty ? nil : .view(["answer": .text(word), "criteria": .texts(criteria)])
    }
}

extension SheetView.Criterion {
    var json: JSON.Value {
        .view([
            "id": .text(id), "title": .text(title), "looks_at": .text(looksAt), "descriptors": .texts(descriptors),
            "questions": .texts(questions),
        ])
    }
}

extension SheetView.Rater {
    var json: JSON.Value {
        .view([
            "role": .text(role), "role_title": .text(roleTitle), "holder": holder.json, "person": person?.json, "sealed": .yes(hasSealed),
        ])
    }
}

extension SheetView.RaterJudgements {
    var json: JSON.Value {
        .view(["role": .text(role), "state": .text(state.rawValue), "judgements": .list(judgements, \.json), "overall": overall?.json])
    }
}

extension SheetView.Agreed {
    var json: JSON.Value {
        .view([
            "criterion": .text(criterion), "answer": answer.map { Rubrics.Judgement(criterion, $0).json }, "differed": .yes(differed), "chosen": .text(chosenRole),
            "by": by?.json, "reason": .text(reason),
        ])
    }
}
