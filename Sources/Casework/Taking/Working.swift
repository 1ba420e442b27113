import CivilTime
import Definitions
import OrderedCollections
import Statecharts

/// The working copy of a case while one act is taken: effects become facts, and each fact is folded at once, so that what is
/// judged later sees what was done before.
///
/// A class, since the machine and the effects change the same copy. It never leaves the function that makes it.
final class Working {
    var situation: Situation
    var act: Act
    private(set) var `case`: Case
    private(set) var facts: [Fact] = []
    private(set) var messages: [Message] = []
    private var reads: Set<Name> = []
    /// The rules that are open to the sender, with what she sent; conditions of the machine look them up.
    var openings: [EventRule.ID: Opening] = [:]
    /// The rule that the machine last found open: the one whose effects it carries out.
    var taken: EventRule.ID?
    /// Whether the case goes on that had ended: then it leaves the state in which it did.
    var isOpenedAgain = false
    /// Whether the case is put into a state by hand: nothing is sent, credited or told then.
    var isRepairing = false
    /// Whether the case goes back to a window that had closed upon silence: the register is as it was then, and is not told anew.
    var isReturning = false
    /// What the machine itself says after it moved; tests hold the folded case to it.
    var snapshot: Snapshot?
    /// The number that the next case of each workflow gets, counting those begun by this act.
    var nextNumbers: [Name: Int]

    init(_ case: Case, in situation: Situation, act: Act) {
        self.case = `case`
        self.situation = situation
        self.act = act
        nextNumbers = situation.nextNumbers
        // Facts of this act belong to the entry after the case's last.
        self.case.entry += 1
        self.situation.case = self.case
    }

    var workflow: Workflow { situation.workflow }
    var zone: Zone { situation.calendar.zone }

    /// Does what the fact says.
    func emit(_ fact: Fact) {
        facts.append(fact)
        `case`.apply(fact)
        situation.case = `case`
        keepRows(of: fact)
    }

    /// Says what histories remember in front of the first state that was left: the machine records it before it leaves any.
    func remember(_ remembered: [Fact], since before: Int) {
        guard !remembered.isEmpty else { return }
        let left = facts[before...].firstIndex { if case .left = $0 { true } else { false } }
        facts.insert(contentsOf: remembered, at: left ?? facts.endIndex)
        for fact in remembered { `case`.apply(fact) }
        situation.case = `case`
    }

    /// What guards and expressions see now.
    func judge(_ opening: Opening? = nil) -> Judge {
        let opening = opening ?? taken.flatMap { openings[$0] }
        return Judge(situation: situation, act: act, part: opening?.part, form: opening?.form ?? Form())
    }

    func post(_ message: Message) { messages.append(message) }

    func look(at names: some Sequence<Name>) { reads.formUnion(names) }

    var decision: Decision {
        Decision(facts: timed, messages: messages, touched: Touched(reads: reads, writes: facts.flatMap(\.writes)), happened: act.happened)
    }

    /// The facts, a letter that asks for something with the clock that began in the same act: it says by when.
    private var timed: [Fact] {
        let begun = facts.lazy.compactMap { if case .clockSet(let clock) = $0 { clock } else { nil } }.last
        guard let begun else { return facts }
        return facts.map { fact in
            guard case .letter(var letter) = fact, letter.about == nil, case .roles = workflow.letters[letter.letter]?.to else { return fact }
            (letter.about, letter.due) = (begun.name, begun.dueDay)
            return .letter(letter)
        }
    }

    /// Rows that guards look at later in the same act; where the record was not loaded no guard names it.
    private func keepRows(of fact: Fact) {
        switch fact {
        case .added(let record, let number, let values, let person, let day):
            let named = OrderedDictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            situation.records[record]?.append(.init(number: number, values: named, by: person, on: day))
        case .updated(let record, let number, let values, _, _):
            guard let place = situation.records[record]?.firstIndex(where: { $0.number == number }) else { return }
            for named in values { situation.records[record]?[place].values[named.name] = named.value }
        case .began, .entered, .left, .remembered, .ended, .reopened, .silenceUndone, .returned, .givenBack, .waived, .waiversUsed, .sent, .signed, .signaturesCleared, .set, .marked, .appointed, .released,
            .named, .collecting, .sealed, .opened, .settled, .voting, .voted, .stoodAside, .counted, .voteVoid, .designated, .clockSet, .clockStruck, .clockAsking, .clockStopped, .recounted, .letter, .letterSent,
            .told, .linked, .linkEnded, .linkReopened, .credited, .incident, .corrected, .slipFound, .slipAnswered, .typed, .typedConfirmed, .compared, .doubted, .undoubted, .carriedOn, .amended, .teamed, .attached, .registered, .coordinating, .confided, .confidenceAnswered, .defined, .sessionSet, .sessionCancelled, .proposed, .accepted, .clockMoved, .erased:
            break
        }
    }
}
