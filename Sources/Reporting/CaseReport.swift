import CivilTime
import JSON
import Pages
import TriadKit

/// A case laid out by a template.
///
/// What a template may say:
///
/// | name | what it is |
/// | --- | --- |
/// | `case.id`, `case.title`, `case.state`, `subject.name`, `today`, `log.head` | texts |
/// | `edition.title`, `edition.number`, `edition.NAME` | the edition; true under its own name |
/// | `data.FIELD` | each datum in words; null where unset |
/// | `parts.ROLE` | `name`, `organisation` of its first holder; null where nobody holds it |
/// | `holders.ROLE` | all of them |
/// | `any.RECORD`, `rows.RECORD` | whether there are rows; the rows, a text a field |
/// | `sheets.SHEET.criteria` | for an open sheet: `title`, `looks_at`, `agreed`, `reason`, `chosen_by`, `judgements` (`who`, `answer`, `level`, `narrative`, `evidence`), `own.SHEET`, `rows.RECORD` of the criterion |
/// | `sheets.SHEET.overall`, `.suffices` | the level that each rater chose for the whole (`who`, `answer`, `because`); whether it suffices, by the rubric's `passes` |
/// | | what the workflow declares and the view does not hold is null, false or an empty list |
/// | `votes.VOTE` | an open vote: `title`, `outcome`, `tied`, `counts` (`choice`, `votes`), `votes` (`who`, `choice`, `reason`, `reasons`, `casting`), `left` |
/// | `rubrics.SHEET` | what a sheet asks, sealed or not: `title`, `about`, `levels` (`name`), `criteria` with `title`, `looks_at`, `questions`, `levels` (`name`, `text`), `judgements` (those that the asker may see, her own drafts too), `own.SHEET`, `last.SHEET` (what the case before said), `rows.RECORD` |
/// | `copies` | for whom the report is, one page each: `title`, `name`, `organisation`, `is.ROLE`, `rows.RECORD` that she added; all of them for who manages the case, else the asker's own |
/// | `takers.STATE` | the same for each who held one of these roles while the case was in the state, though she has left it since |
/// | `been.STATE` | whether the case is or has been in the state |
/// | `entered.STATE`, `due.STATE` | the last day on which it came to the state; the last day of the deadline or the window that runs there; else null |
/// | `appointments.NAME` | `days` (one, or from when to when), `from`, `until`, `is_one_day`; null without a date, and where it is called off |
/// | `previous` | the same names, of the last case of this kind about the same subject; null where there is none that the asker may look into |
/// | `typed` | sentences: of each sheet that one person has typed for another, whether she has confirmed it |
/// | `cases.LINK` | the same names but `previous` and `cases`, of each linked case that the asker may look into, in the order in which they were linked |
/// | `marks`, `corrections`, `disclosures`, `earlier_holders`, `any_links` | sentences; whether other cases are linked |
/// | tables `rows.RECORD`, `previous.rows.RECORD`, `parts.ROLE`, `parts`, `links`, `history`, `owed`; charts `sheet.SHEET`, `compare.ONE.OTHER`, `deadlines` | what is drawn |
public struct CaseReport {
    public struct Edition: Sendable, Hashable {
        public var name: String
        public var number: Int
        public init(name: String, number: Int) {
            self.name = name
            self.number = number
        }
    }

    let view: CaseView
    let owed: OwedView?
    let edition: Edition
    /// Every edition that the report can have, so that a template may ask for each.
    let editions: [String]
    let today: Day
    /// The roles for whose holders it is.
    let audience: [CaseView.ReportView.Role]
    /// The last case of this kind about the same subject, as the asker may see it.
    let previous: CaseView?
    /// Linked cases that the asker may look into, by link.
    let linked: [(link: String, view: CaseView)]

    public init(
        _ view: CaseView, previous: CaseView? = nil, linked: [(link: String, view: CaseView)] = [], owed: OwedView? = nil, edition: Edition, editions: [String], audience: [CaseView.ReportView.Role] = [],
        today: Day
    ) {
        self.view = view
        self.previous = previous
        self.linked = linked
        self.audience = audience
        self.owed = owed
        self.edition = edition
        self.editions = editions
        self.today = today
    }

    /// - Throws: `Pages.Mistakes`, each with the template's name and line.
    public func page(template text: String, named name: String) throws -> Page {
        try Template(name: name, text: text).page(data, supplies: supplies)
    }

    /// What the template prints.
    var data: JSON.Value {
        var data = own
        data.append("cases", object((view.links.map(\.link) + view.absent.links).map { link in
            (link, .array(linked.filter { $0.link == link }.map { .object(CaseReport($0.view, edition: edition, editions: editions, audience: audience, today: today).own) }))
        }))
        data.append("previous", previous.map { .object(CaseReport($0, edition: edition, editions: editions, audience: audience, today: today).own) } ?? .null)
        return .object(data)
    }

    /// What there is nothing of; of a report that is made for some parts, what the asker does not see of it, too: the file has said for whom it is.
    var absentRecords: [String] { view.absent.records + (audience.isEmpty ? [] : view.absent.hidden.records) }
    private var absentVotes: [String] { view.absent.votes + (audience.isEmpty ? [] : view.absent.hidden.votes) }

    /// What it prints of this case.
    private var own: JSON.Object {
        var editionWords: JSON.Object = ["title": .string(Words.spaced(edition.name)), "number": .string("\(edition.number)")]
        for name in editions { editionWords[name] = .bool(name == edition.name) }
        return [
            "case": ["id": .string(view.id), "title": .string(view.title), "state": .string(view.states.map(\.title).joined(separator: ", "))],
            "subject": ["name": .string(view.subject.map(\.name).joined(separator: ", "))],
            "today": .string(today.spelled),
            "log": ["head": .string("\(view.head.size) entries, \(view.head.root)")],
            "edition": .object(editionWords),
            "data": object(view.data.map { ($0.name, Words.orNull($0.text)) } + view.absent.data.map { ($0, .null) }),
            "parts": object(firstHolders), "holders": holders,
            "any": object(view.records.map { ($0.name, .bool(!$0.rows.isEmpty)) } + absentRecords.map { ($0, .bool(false)) }),
            "rows": object(view.records.map { ($0.name, .array(rows($0, of: nil))) } + absentRecords.map { ($0, .array([])) }),
            "sheets": object(view.sheets.map { ($0.sheet, $0.isOpen ? sheet($0) : .null) } + view.absent.sheets.map { ($0, .null) }),
            "votes": object(view.votes.map { ($0.vote, vote($0)) } + absentVotes.map { ($0, .null) }),
            "rubrics": object(view.rubrics.map { ($0.sheet, rubric($0)) } + view.absentRubrics.map { ($0, .null) }),
            "copies": .array(copies), "takers": takers, "been": been, "entered": entered, "due": due,
            "appointments": object(view.appointments.map { ($0.name, appointment($0)) } + view.absent.appointments.map { ($0, .null) }),
            "corrections": .array(view.corrections.map { .string($0.sentence) }),
            "typed": .array(view.typed.filter { $0.sheet != nil }.map { .string($0.sentence) }),
            "marks": .array(view.marks.map { .string($0) }),
            "disclosures": .array(view.disclosures.map { .string($0) }),
            "earlier_holders": .array(view.earlierHolders.map { .string($0) }),
            "any_links": .bool(!view.links.isEmpty),
        ]
    }

    private var firstHolders: [(String, JSON.Value)] {
        var seen: Set<String> = []
        return view.parts.filter { seen.insert($0.role).inserted }.map { part in
            guard let name = part.person?.name ?? part.organisation?.name else { return (part.role, .null) }
            return (part.role, ["name": .string(name), "organisation": Words.orNull(part.organisation?.name ?? "")])
        }
    }

    private var holders: JSON.Value {
        let roles = Set(view.parts.map(\.role)).sorted()
        return object(roles.map { role in
            (role, .array(view.parts.filter { $0.role == role }.compactMap { part in
                (part.person ?? part.organisation).map { ["name": .string($0.name), "organisation": Words.orNull(part.organisation?.name ?? "")] }
            }))
        })
    }

    private func rows(_ record: CaseView.RecordView, of criterion: String?, by person: String? = nil) -> [JSON.Value] {
        record.rows.filter { row in
            (criterion.map { Words.is(record, row, about: $0) } ?? true) && (person == nil || row.by.id == person)
        }.map { row in
            object([("row", .string("\(row.number)")), ("by", .string(row.by.name)), ("on", .string(row.on.spelled))]
                + zip(record.columns, row.values).map { ($0.name, Words.orNull($1?.text ?? "")) })
        }
    }

    /// Of each criterion, the rows of every record that speak of it.
    private func rows(of criterion: String) -> JSON.Value {
        object(view.records.map { ($0.name, .array(rows($0, of: criterion))) } + absentRecords.map { ($0, .array([])) })
    }

    /// What was said of a criterion on each open sheet by its first rater.
    private func own(_ criterion: String) -> JSON.Value {
        object(view.sheets.map { other in (other.sheet, other.isOpen ? judgements(other, criterion).first ?? .null : .null) } + view.absent.sheets.map { ($0, .null) })
    }

    /// The same of the case before; null where there is none.
    private func last(_ criterion: String) -> JSON.Value {
        let before = previous.map { CaseReport($0, edition: edition, editions: editions, audience: audience, today: today).own(criterion) }
        return before ?? object((view.sheets.map(\.sheet) + view.absent.sheets).map { ($0, .null) })
    }

    /// An open vote: what carried, how many for each choice, and who voted how; null until it is open.
    private func vote(_ vote: VoteView) -> JSON.Value {
        guard vote.isOpen else { return .null }
        return [
            "title": .string(vote.title), "outcome": Words.orNull(vote.outcome.map(vote.title(of:)) ?? ""), "tied": .bool(!vote.tied.isEmpty),
            "counts": .array(vote.counts.map { ["choice": .string(vote.title(of: $0.choice)), "votes": .string("\($0.votes)")] }),
            "votes": .array(vote.votes.map { cast in
                [
                    "who": .string(cast.person?.name ?? cast.role), "choice": .string(vote.title(of: cast.choice)), "reason": Words.orNull(cast.reason ?? ""),
                    "casting": .bool(cast.isCasting), "reasons": .array(cast.reasons.map { ["criterion": .string($0.criterion.name), "text": .string($0.text)] }),
                ]
            }),
            "left": .array(vote.members.filter { $0.state == .left }.map { .string($0.holder.name) }),
        ]
    }

    private func sheet(_ sheet: SheetView) -> JSON.Value {
        ["title": .string(sheet.title), "criteria": .array(sheet.criteria.map { criterion in
            let agreed = sheet.agreed.first { $0.criterion == criterion.id }
            return [
                "id": .string(criterion.id),
                "title": .string(criterion.title),
                "looks_at": Words.orNull(criterion.looksAt),
                "agreed": agreed?.answer.map { .string(Words.answer($0, sheet)) } ?? .null,
                "reason": Words.orNull(agreed?.reason ?? ""),
                "chosen_by": Words.orNull(agreed?.by?.name ?? ""),
                "judgements": .array(judgements(sheet, criterion.id)),
                "own": own(criterion.id),
                "rows": rows(of: criterion.id),
            ]
        }), "overall": .array(sheet.judgements.filter { $0.state == .opened }.compactMap { rater in
            rater.overall.map { whole in
                [
                    "who": .string(Words.rater(rater.role, sheet)), "because": Words.orNull(whole.because),
                    "answer": .string(sheet.levels.first { $0.id == whole.level }?.name ?? whole.level),
                ]
            }
        }), "suffices": .bool(sheet.passing == .passes)]
    }

    private func judgements(_ sheet: SheetView, _ criterion: String, drafts: Bool = false) -> [JSON.Value] {
        sheet.judgements.compactMap { rater in
            guard drafts || rater.state == .opened, let judgement = rater.judgements.first(where: { $0.criterion == criterion }) else { return nil }
            return [
                "who": .string(Words.rater(rater.role, sheet)),
                "answer": .string(Words.answer(judgement.answer, sheet)),
                "level": Words.level(judgement.answer, sheet),
                "narrative": Words.orNull(judgement.narrative),
                "evidence": Words.orNull(judgement.evidence.joined(separator: ", ")),
            ]
        }
    }

    /// A rubric to fill in, with what the asker may see of the sheets that are being filled in.
    private func rubric(_ rubric: CaseView.RubricView) -> JSON.Value {
        let sheet = view.sheets.first { $0.sheet == rubric.sheet }
        return [
            "title": .string(rubric.title), "about": Words.orNull(rubric.about),
            "levels": .array(rubric.levels.map { ["name": .string($0.name)] }),
            "criteria": .array(rubric.criteria.map { criterion in
                [
                    "id": .string(criterion.id), "title": .string(criterion.title), "looks_at": Words.orNull(criterion.looksAt),
                    "questions": .array(criterion.questions.map { .string($0) }),
                    "levels": .array(zip(rubric.levels, criterion.descriptors).map { ["name": .string($0.name), "text": .string($1)] }),
                    "judgements": .array(sheet.map { judgements($0, criterion.id, drafts: true) } ?? []),
                    "own": own(criterion.id), "last": last(criterion.id), "rows": rows(of: criterion.id),
                ]
            }),
        ]
    }

    /// For whom the report is: one copy for each holder of its roles, for the asker only her own unless she manages the case.
    private var copies: [JSON.Value] {
        let parts = parts(among: view.parts)
        let held = parts.filter { $0.person != nil || $0.organisation != nil }
        // Before anybody holds one, they are made to be filled in.
        return (held.isEmpty ? parts : held).map(copy)
    }

    /// By state, whoever held one of the report's roles while the case was in it: what she took part in is hers, though she has left.
    private var takers: JSON.Value {
        let parts = parts(among: view.parts + (view.you.isManaging ? view.formerParts : [])).filter { ($0.person ?? $0.organisation) != nil }
        return object(Set((view.been + view.absent.states).map(Self.ownName)).sorted().map { state in
            (state, .array(parts.filter { $0.wasIn.contains { Self.ownName($0) == state } }.map(copy)))
        })
    }

    /// The parts for which the report is made, role by role: the asker's own, all of them where she manages the case.
    private func parts(among parts: [CaseView.Part]) -> [CaseView.Part] {
        audience.flatMap { role in parts.filter { $0.role == role.name && (view.you.isManaging || $0.isYours) } }
    }

    private func copy(for part: CaseView.Part) -> JSON.Value {
        let who = part.person ?? part.organisation
        let added = view.records.map { record in
            (record.name, JSON.Value.array(who.map { rows(record, of: nil, by: $0.id) } ?? []))
        }
        return [
            "title": .string(part.title), "name": Words.orNull(part.person?.name ?? ""), "organisation": Words.orNull(part.organisation?.name ?? ""),
            "is": object(audience.map { ($0.name, .bool($0.name == part.role)) }),
            "rows": object(added + absentRecords.map { ($0, .array([])) }),
        ]
    }

    /// Every state by its own name: where several bear it, whether the case has been in any of them.
    private var been: JSON.Value {
        let passed = Set(view.been.map(Self.ownName))
        return object(Set((view.been + view.absent.states).map(Self.ownName)).sorted().map { ($0, .bool(passed.contains($0))) })
    }

    private var entered: JSON.Value {
        byState { name in view.entered.filter { Self.ownName($0.key) == name }.map(\.value).max() }
    }

    private var due: JSON.Value {
        byState { name in view.deadlines.filter { $0.done == nil && Self.ownName($0.state) == name }.map(\.due).min() }
    }

    /// A day for every state by its own name.
    private func byState(_ day: (String) -> Day?) -> JSON.Value {
        object(Set((view.been + view.absent.states).map(Self.ownName)).sorted().map { ($0, day($0).map { .string($0.spelled) } ?? .null) })
    }

    private static func ownName(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }

    private func appointment(_ appointment: AppointmentList.Line) -> JSON.Value {
        guard !appointment.isCancelled else { return .null }
        return [
            "days": .string(appointment.from == appointment.until ? appointment.from.spelled : "\(appointment.from.spelled) to \(appointment.until.spelled)"),
            "from": .string(appointment.from.spelled), "until": .string(appointment.until.spelled), "is_one_day": .bool(appointment.from == appointment.until),
        ]
    }

    private func object(_ members: [(String, JSON.Value)]) -> JSON.Value {
        var object = JSON.Object()
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}

extension CaseView {
    /// Sheets whose rubric is not settled yet, or is not the asker's to see.
    fileprivate var absentRubrics: [String] {
        (sheets.map(\.sheet) + absent.sheets).filter { name in !rubrics.contains { $0.sheet == name } }
    }
}
