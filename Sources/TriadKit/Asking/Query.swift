import Casework
import CaseStore
import CivilTime
import Definitions
import JSON
import Timetables

/// A question to the file; answered as the asker may see it, and nothing is written.
///
/// Each has one answer type, named beside it; every answer has a form in JSON, and every face is made from these.
public enum Query: Sendable, Hashable {
    /// ``CaseList``
    case cases(CaseWish)
    /// ``CaseView``
    case `case`(Case.ID)
    /// ``LogView``: the entries of one case, of the stream `file`, or (nil) of all.
    case log(stream: String?, after: Int?, limit: Int)
    /// ``Changes``: what was entered after a place, for a system that keeps itself in step.
    case changes(after: Int?, limit: Int)
    /// ``DueList``: running clocks up to a day, late ones first.
    case due(until: Day?)
    /// ``WaiverList``: conditions that somebody let pass, of one case or (nil) of all.
    case waivers(case: Case.ID?)
    /// ``AgreementView``: how well those agree who have judged together on a sheet of a workflow, pair by pair, over its cases.
    case agreement(workflow: Name, sheet: Name, of: String?)
    /// ``Inbox`` of the asker, or of another person where the asker may see it.
    case inbox(person: String?)
    /// ``WhyView``
    case why(case: Case.ID, event: Name, form: JSON.Object, on: When?)
    /// ``SheetView``: the asker's draft or sealed sheet; any opened one.
    case sheet(case: Case.ID, sheet: Name, role: Name?)
    /// ``VoteView``: who has voted; the asker's own vote, and once it is open all.
    case vote(case: Case.ID, vote: Name)
    /// ``RegisterView``
    case register(RegisterPart, find: String?)
    /// ``DocumentList``
    case documents(case: Case.ID)
    /// ``DocumentContent``
    case document(case: Case.ID, number: Int)
    /// ``LetterList``
    case letters(waitingOnly: Bool)
    /// ``RenderedLetter``
    case letter(number: Int)
    /// ``FormingView`` of one forming; nil: the last.
    case forming(Int?)
    /// ``TimetableView``: sessions, to those who coordinate the file or manage a case about one; to anybody else her own.
    case timetable(TimetableWish)
    /// ``TimetableComparison``: what a term's timetable would change.
    case comparison(Timetable)
    /// ``ConfidenceList``: words for the coordinators that wait for an answer; for anybody else, her own.
    case confidences
    /// ``OwedView``
    case owed
    /// ``DefinitionList``
    case definitions
    /// ``CalendarView``: a calendar in use; nil: the only one.
    case calendar(Name?)
    /// ``HeadView``: the log's size and root.
    case head
    /// ``ProofView`` that an entry stands in the log.
    case proof(stream: String, number: Int)
    /// ``PlannerView``: what is due and done in a year, a row an organisation.
    case planner(from: Day, months: Int)
    /// ``TermView``: who was and is to be seen in some months, and who has not heard of it yet.
    case term(from: Day, months: Int)
    /// ``HistoryView``: what was seen of somebody, time after time.
    case history(person: String)
    /// ``AppointmentList``: the asker's, in one case or (nil) in all.
    case appointments(case: Case.ID?)
    /// ``MondayList``: what is late or falls due within so many days in the cases that the asker manages, with whom it waits for.
    case monday(days: Int)
    /// ``SummaryView``: how many cases stand where, and what they have counted; names nobody.
    case summary
    /// ``DigestView``: what opened sheets of a school year's cases have come to, in rounded counts; the year in which it begins.
    case digest(year: Int)

    public enum RegisterPart: String, Sendable, CaseIterable { case organisations, people, affiliations, interests, credentials }
}

/// Which sessions are listed.
public struct TimetableWish: Sendable, Hashable {
    public var from: Day?
    public var until: Day?
    /// Who gives them.
    public var person: String?
    public var programme: String?
    public var term: String?

    public init(from: Day? = nil, until: Day? = nil, person: String? = nil, programme: String? = nil, term: String? = nil) {
        self.from = from
        self.until = until
        self.person = person
        self.programme = programme
        self.term = term
    }
}

/// Which cases are listed, in which order, and how many at once. What the asker may not see finds nothing.
public struct CaseWish: Sendable, Hashable {
    public var workflow: Name?
    /// Its name, or its path.
    public var state: Name?
    /// An organisation or a person.
    public var subject: String?
    /// Somebody who holds a part.
    public var holder: String?
    /// Something falls due by then.
    public var dueBy: Day?
    /// Texts that stand in data, by the data's names.
    public var data: [Name: String]
    public var includesEnded: Bool
    public var order: Order
    public typealias Order = CaseSearch.Order
    /// At most so many; nil: all.
    public var limit: Int?
    /// Where the answer before this one ended.
    public var after: String?

    public init(
        workflow: Name? = nil, state: Name? = nil, subject: String? = nil, holder: String? = nil, dueBy: Day? = nil, data: [Name: String] = [:],
        includesEnded: Bool = false, order: Order = .id, limit: Int? = nil, after: String? = nil
    ) {
        self.workflow = workflow
        self.state = state
        self.subject = subject
        self.holder = holder
        self.dueBy = dueBy
        self.data = data
        self.includesEnded = includesEnded
        self.order = order
        self.limit = limit
        self.after = after
    }
}

/// An answer, and its form in JSON.
public protocol Answer: Sendable {
    var json: JSON.Value { get }
}
