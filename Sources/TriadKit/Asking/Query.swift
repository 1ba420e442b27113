import Casework
import CivilTime
import Definitions
import JSON

/// A question to the file; answered as the asker may see it, and nothing is written.
///
/// Each has one answer type, named beside it; every answer has a form in JSON, and every face is made from these.
public enum Query: Sendable, Hashable {
    /// ``CaseList``
    case cases(workflow: Name?, state: Name?, subject: String?, includesEnded: Bool)
    /// ``CaseView``
    case `case`(Case.ID)
    /// ``LogView``: the entries of one case, of the stream `file`, or (nil) of all.
    case log(stream: String?, after: Int?, limit: Int)
    /// ``DueList``: running clocks up to a day, late ones first.
    case due(until: Day?)
    /// ``Inbox`` of the asker, or of another person where the asker may see it.
    case inbox(person: String?)
    /// ``WhyView``
    case why(case: Case.ID, event: Name, form: JSON.Object, on: When?)
    /// ``SheetView``: the asker's draft or sealed sheet; any opened one.
    case sheet(case: Case.ID, sheet: Name, role: Name?)
    /// ``RegisterView``
    case register(RegisterPart, find: String?)
    /// ``LetterList``
    case letters(waitingOnly: Bool)
    /// ``RenderedLetter``
    case letter(number: Int)
    /// ``FormingView`` of one forming; nil: the last.
    case forming(Int?)
    /// ``OwedView``
    case owed
    /// ``DefinitionList``
    case definitions
    /// ``HeadView``: the log's size and root.
    case head
    /// ``ProofView`` that an entry stands in the log.
    case proof(stream: String, number: Int)
    /// ``PlannerView``: what is due and done in a year, a row an organisation.
    case planner(from: Day, months: Int)

    public enum RegisterPart: String, Sendable, CaseIterable { case organisations, people, affiliations, interests, credentials }
}

/// An answer, and its form in JSON.
public protocol Answer: Sendable {
    var json: JSON.Value { get }
}
