import JSON
import Statecharts

/// The algorithm of the SCXML Recommendation, Appendix D, as it is printed there: its procedures, its ordered sets as
/// arrays, nothing worked out beforehand. It is slow, and what the module's own interpreter is held against.
///
/// It differs from the print where the module says that it does: a root may have transitions; a target that contains
/// another target is not entered by default; a transition has the domain in which it left states when it enters them,
/// though a history that it leads to may have recorded others since, and enters nothing outside; a condition is evaluated once in one selection; microsteps are counted.
public struct PlainInterpreter {
    let document: Document
    var configuration: [Element] = []
    var historyValue: [String: [Element]] = [:]
    var internalQueue: [Event] = []
    var externalQueue: [Event] = []
    var running = false
    /// The data model.
    public private(set) var flags: [Bool]
    /// Sends that wait, in the order in which they come due.
    var delayed: [Send] = []
    var now: Int64 = 0
    let microstepLimit: Int
    private var microsteps = 0
    /// What happened in the last step, in the words of `Telling`.
    public private(set) var told: [String] = []

    /// More microsteps than the limit.
    public struct Endless: Error {}

    public init(_ chart: TrialChart, flags: [Bool], microstepLimit: Int) {
        document = Document(chart)
        self.flags = flags
        self.microstepLimit = microstepLimit
    }

    /// https://www.w3.org/TR/scxml/#interpret
    public mutating func interpret(now: Int64) throws(Endless) {
        begin(now: now)
        running = true
        let root = document.root
        for block in root.written.onentry { executeContent(block) }
        try enterStates(document.initial(of: root), domain: root)
        try mainEventLoop()
    }

    /// Delivers what is due by `now`, then an external event.
    public mutating func step(_ event: Event?, now: Int64) throws(Endless) {
        begin(now: min(now, delayed.first?.due ?? now))
        while running, let send = delayed.first, send.due <= now {
            delayed.removeFirst()
            self.now = max(self.now, send.due)
            tell("due \(Telling.word(send.event))")
            enqueue(send)
            try mainEventLoop()
        }
        self.now = now
        guard running, let event else { return }
        externalQueue.append(event)
        try mainEventLoop()
    }

    private mutating func begin(now: Int64) {
        self.now = now
        microsteps = 0
        told = []
    }

    mutating func tell(_ words: String) { told.append(words) }

    /// https://www.w3.org/TR/scxml/#mainEventLoop
    private mutating func mainEventLoop() throws(Endless) {
        while running {
            var macrostepDone = false
            while running, !macrostepDone {
                var enabledTransitions = selectEventlessTransitions()
                if enabledTransitions.isEmpty {
                    if internalQueue.isEmpty {
                        macrostepDone = true
                    } else {
                        let internalEvent = internalQueue.removeFirst()
                        tell("?\(Telling.word(internalEvent))")
                        enabledTransitions = selectTransitions(internalEvent)
                        if enabledTransitions.isEmpty { try count() }
                    }
                }
                if !enabledTransitions.isEmpty { try microstep(enabledTransitions) }
            }
            if !running { break }
            if externalQueue.isEmpty { return }
            let externalEvent = externalQueue.removeFirst()
            tell("?\(Telling.word(externalEvent))")
            let enabledTransitions = selectTransitions(externalEvent)
            if !enabledTransitions.isEmpty { try microstep(enabledTransitions) }
        }
        exitInterpreter()
    }

    /// https://www.w3.org/TR/scxml/#microstep
    private mutating func microstep(_ enabledTransitions: [PlainTransition]) throws(Endless) {
        try count()
        let domains = enabledTransitions.map(getTransitionDomain)
        exitStates(enabledTransitions)
        executeTransitionContent(enabledTransitions)
        enterStates(enabledTransitions, domains)
    }

    private mutating func count() throws(Endless) {
        microsteps += 1
        if microsteps > microstepLimit { throw Endless() }
    }

    /// https://www.w3.org/TR/scxml/#exitInterpreter; the configuration stays as it was.
    private mutating func exitInterpreter() {
        let last = configuration
        for s in configuration.exitOrder {
            for content in s.written.onexit { executeContent(content) }
            configuration.delete(s)
            tell("-\(s.id)")
            if s.isFinal, s.parent === document.root { tell("done \(doneData(of: s)?.text ?? "")") }
        }
        for content in document.root.written.onexit { executeContent(content) }
        configuration = last
        internalQueue = []
        externalQueue = []
        delayed = []
    }
}

// MARK: Content

extension PlainInterpreter {
    /// https://www.w3.org/TR/scxml/#executeContent
    mutating func executeContent(_ block: [TrialModel.Action]) {
        for action in block {
            switch action {
            case .note(let word): tell("note \(word)")
            case .raise(let name): raise(Event(name, kind: .internal))
            case .send(let name, let id, let delay, let isInternal):
                let send = Send(event: Event(name, sendid: id), target: isInternal ? .internal : .external, due: now + delay)
                tell(">\(Telling.word(send.event))@\(send.due)")
                if delay > 0 { wait(send) } else { enqueue(send) }
            case .cancel(let id):
                let waiting = delayed.count
                delayed.removeAll { $0.event.sendid == id }
                if delayed.count < waiting { tell("cancelled \(id)") }
            case .turn(let index): flags[index].toggle()
            case .fails: return raiseError()
            }
        }
    }

    mutating func raise(_ event: Event) {
        internalQueue.append(event)
        tell("!\(Telling.word(event))")
    }

    mutating func raiseError() { raise(Event("error.execution", kind: .platform, data: .string("\(TrialModel.Failure())"))) }

    private mutating func wait(_ send: Send) {
        delayed.append(send)
        let numbered = delayed.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
        delayed = numbered.map(\.element)
    }

    private mutating func enqueue(_ send: Send) {
        switch send.target {
        case .external: externalQueue.append(send.event)
        case .internal: internalQueue.append(send.event)
        case .remote: break
        }
    }

    mutating func doneData(of final: Element) -> Value? {
        switch final.written.donedata {
        case .number(let number)?: return .int(number)
        case .fails?:
            raiseError()
            return nil
        case nil: return nil
        }
    }

    /// The truth of a condition; nil where it fails.
    func truth(of condition: TrialModel.Condition) -> Bool? {
        switch condition {
        case .flag(let index): flags[index]
        case .isIn(let id): configuration.contains { $0.id == id }
        case .not(let condition): truth(of: condition).map { !$0 }
        case .both(let one, let other): truth(of: one).flatMap { $0 ? truth(of: other) : false }
        case .fails: nil
        }
    }
}
