import CivilTime
import Definitions
import JSON
import Register
import Rubrics
import Timetables

/// One change. What one accepted command, strike or delivered event did is a list of these.
///
/// None carries a snapshot, and an entry's size does not depend on the case's. `Case.apply(_:)` folds them and never
/// fails. Each case below has a stable word in the ledger (``word``) and a form in JSON (``json(concealing:)``).
public enum Fact: Sendable, Hashable {
    case began(workflow: Workflow.Reference, subject: Case.Subject, title: String, on: Day)
    case entered(state: Name)
    case left(state: Name)
    case remembered(history: Name, states: [Name])
    case ended
    /// What follows was put right by hand.
    case amended(because: String)
    /// An ended case goes on.
    case reopened
    /// A window had closed upon silence, in the entry with that number; now it is known that something had come in time.
    case silenceUndone(clock: Name, entry: Int)
    /// What was done before these states was sent back to them.
    case returned(states: [Name], Case.Returned)
    /// The raters of a sheet have it back as a draft.
    case givenBack(sheet: Name)
    /// A condition of an event need not hold for once.
    case waived(Case.Waiver)
    /// The event was taken for which conditions had been waived.
    case waiversUsed(event: Name)
    /// Who sent what: once for each accepted event. Values that other facts say (data, rows) are not said again.
    case sent(event: Name, by: String, role: Name?, form: [NamedValue])
    case signed(event: Name, Case.Signature)
    case signaturesCleared(event: Name)
    case set(NamedValue)
    case marked(event: Name, sentence: String)
    case appointed(role: Name, Case.Holder, because: String?)
    case released(role: Name, holder: String, until: Day, because: String?)
    /// A change in the register has put in question whether somebody may go on with her part.
    case doubted(Case.Doubt)
    /// The register was put right: it is no longer in question.
    case undoubted(Case.Doubt)
    case carriedOn(Case.CarriedOn)
    /// The people who act for a holder, with its named person or instead.
    case teamed(role: Name, holder: String, team: [String])
    /// The named person of a holder, from a day; nil where an earlier engine did not say it.
    case named(role: Name, holder: String, person: String, on: Day?)
    case added(record: Name, row: Int, values: [NamedValue], by: String, on: Day)
    case updated(record: Name, row: Int, values: [NamedValue], by: String, on: Day)
    /// Sheets are gathered from these raters; said again when a holder changes, keeping what is sealed.
    case collecting(sheet: Name, rubric: Name, hash: String?, due: [Case.Collection.Rater])
    case sealed(sheet: Name, rater: Case.Collection.Rater, SealedSheet)
    case opened(sheet: Name, unsettled: [Name])
    case settled(sheet: Name, Settlement)
    /// These vote; said again when a holder changes, keeping the votes that are cast.
    case voting(vote: Name, rubric: Name?, hash: String?, members: [Case.Ballot.Member])
    case voted(vote: Name, member: Case.Ballot.Member, CastVote)
    /// Somebody takes no part in a vote.
    case stoodAside(vote: Name, member: Case.Ballot.Member)
    /// All who are present have voted, or the casting vote was given: the votes are open. Said again where a slip was mended.
    case counted(vote: Name, Case.Tally)
    /// The votes that were cast do not count: what belonged before them had come in time. It is voted on anew.
    case voteVoid(vote: Name)
    /// The register is told of it: an entry of the file says what it says there.
    case designated(DesignationOutcome)
    /// Where opened sheets differ was found anew.
    case compared(sheet: Name, unsettled: [Name])
    /// Also said again when a clock is lengthened, and when another version of its calendar moves it.
    case clockSet(Case.RunningClock)
    /// Why a clock was said again: another version of its calendar counts its days otherwise.
    case recounted(clock: Name, from: Day, to: Day, why: String)
    case clockStruck(clock: Name, step: Case.RunningClock.Step, next: Case.RunningClock.Step, at: Instant?)
    case clockAsking(clock: Name)
    case clockStopped(clock: Name)
    case letter(Letter)
    case letterSent(number: Int, how: Command.Came)
    case told(link: Name, case: Case.ID, event: Name, values: [NamedValue])
    case linked(link: Name, case: Case.ID)
    case linkEnded(link: Name, case: Case.ID)
    /// A linked case that had ended goes on.
    case linkReopened(link: Name, case: Case.ID)
    case credited(organisation: String, word: Name)
    /// A strike or a delivered event that could not be taken: shown to those who manage the case.
    case incident(what: String, refusal: Refusal)
    /// Earlier entries of the case are held not to have been: it is folded anew by what stands.
    case corrected(Correction)
    /// Somebody has found a slip in another's act, and asks her.
    case slipFound(FoundSlip)
    /// She has said whether it was one; or it was taken back.
    case slipAnswered(number: Int, isMended: Bool)
    /// Somebody else has typed what the entry says: it waits for the word of the person whose act it is.
    case typed(Case.Typed)
    /// She has said that it is as she gave it.
    case typedConfirmed(Case.Typed)
    /// A document that came with the entry; its content lies beside the file.
    case attached(Document)
    // of the file
    case registered(Register.Change)
    case coordinating(person: String, isOn: Bool)
    /// Somebody has said something to the coordinators alone.
    case confided(number: Int, FileState.Word)
    case confidenceAnswered(number: Int, by: String)
    /// - because: why another version of a calendar was applied; of everything else nobody is asked.
    case defined(kind: Command.DefinitionKind, name: Name, version: Int, hash: String, because: String? = nil)
    /// A session as it now is; its number is never given to another.
    case sessionSet(number: Int, Session)
    case sessionCancelled(number: Int)
    case proposed(forming: Int, groups: [[String]], JSON.Value)
    case accepted(forming: Int)
    case clockMoved(to: Instant)
    case erased(Emptied)

    /// A value with its name and with who may see it.
    public struct NamedValue: Sendable, Hashable {
        public var name: Name
        public var value: FieldValue
        public var visibility: Visibility

        public init(_ name: Name, _ value: FieldValue, _ visibility: Visibility) {
            self.name = name
            self.value = value
            self.visibility = visibility
        }
    }

    /// A letter that is owed to somebody; it is rendered when it is sent.
    public struct Letter: Sendable, Hashable {
        public var letter: Name
        /// A person, or an organisation whose part nobody is named for.
        public var to: String
        /// The clock that it is about.
        public var about: Name?
        public var due: Day?

        public init(_ letter: Name, to: String, about: Name? = nil, due: Day? = nil) {
            self.letter = letter
            self.to = to
            self.about = about
            self.due = due
        }
    }
}
