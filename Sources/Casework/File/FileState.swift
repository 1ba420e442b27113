import CivilTime
import Definitions
import JSON
import OrderedCollections
import Register

/// What the stream `file` has come to, apart from the register's rows: coordinators, definitions in use, formings, the virtual clock.
///
/// The fold of the file's facts, as a ``Case`` is of its own.
public struct FileState: Sendable, Hashable {
    public static let stream = "file"
    /// The format number of the row; every engine reads all earlier ones.
    public static let format = 1

    /// The number of the stream's last entry.
    public var entry: Int
    /// People who coordinate the file; as long as there is nobody, the first makes herself one.
    public var coordinators: OrderedSet<String>
    /// Definitions in use: each name's latest version.
    public var definitions: OrderedDictionary<String, Workflow.Reference>
    public var formings: OrderedDictionary<Int, Forming>
    /// How many sessions of timetables there have been; numbers are never given twice.
    public var sessions: Int
    /// How many confidences there have been; numbers are never given twice.
    public var confidences: Int
    /// What somebody has said to the coordinators alone, by number, until one of them says that it is dealt with.
    public var words: OrderedDictionary<Int, Word>
    /// The time of a virtual file; nil in a live one, and until it is first set.
    public var clock: Instant?

    public struct Forming: Sendable, Hashable {
        /// Organisations in the order of each ring.
        public var groups: [[String]]
        /// The workflow that is begun for each group.
        public var workflow: Name
        public var isAccepted: Bool

        public init(groups: [[String]], workflow: Name, isAccepted: Bool = false) {
            self.groups = groups
            self.workflow = workflow
            self.isAccepted = isAccepted
        }
    }

    /// A word for the coordinators.
    public struct Word: Sendable, Hashable {
        public var by: String
        public var on: Day
        public var text: String

        public init(by: String, on: Day, text: String) {
            self.by = by
            self.on = on
            self.text = text
        }
    }

    public init() {
        entry = 0
        confidences = 0
        sessions = 0
        words = [:]
        coordinators = []
        definitions = [:]
        formings = [:]
        clock = nil
    }

    /// The latest version of a definition.
    public func definition(_ kind: Command.DefinitionKind, _ name: Name) -> Workflow.Reference? { definitions["\(kind.rawValue) \(name)"] }

    /// The names of the calendars in use.
    var calendars: [Name] {
        let prefix = Command.DefinitionKind.calendar.rawValue + " "
        return definitions.filter { $0.key.hasPrefix(prefix) }.map(\.value.name)
    }

    /// Makes the one change that the fact says. The register's own changes are folded by ``Register/Register``.
    public mutating func apply(_ fact: Fact) {
        switch fact {
        case .coordinating(let person, let isOn):
            if isOn { coordinators.append(person) } else { coordinators.remove(person) }
        case .confided(let number, let word):
            confidences = number
            words[number] = word
        case .confidenceAnswered(let number, _): words[number] = nil
        case .defined(let kind, let name, let version, let hash, _):
            definitions["\(kind.rawValue) \(name)"] = Workflow.Reference(name: name, version: version, hash: hash)
        case .sessionSet(let number, _): sessions = max(sessions, number)
        case .proposed(let number, let groups, let proposal):
            formings[number] = Forming(groups: groups, workflow: proposal["workflow"]?.stringValue ?? "")
        case .accepted(let number): formings[number]?.isAccepted = true
        case .clockMoved(let instant): clock = instant
        case .registered, .sessionCancelled, .began, .entered, .left, .remembered, .ended, .reopened, .silenceUndone, .returned, .givenBack,
            .waived, .waiversUsed, .sent, .signed, .signaturesCleared, .set, .marked, .appointed,
            .released, .named, .added, .updated, .collecting, .sealed, .opened, .settled, .voting, .voted, .stoodAside, .counted, .voteVoid, .designated, .clockSet, .clockStruck, .clockAsking,
            .clockStopped, .recounted, .letter, .letterSent, .told, .linked, .linkEnded, .linkReopened, .credited, .incident, .corrected, .slipFound, .slipAnswered, .typed, .typedConfirmed, .compared, .erased, .doubted, .undoubted, .carriedOn, .amended, .teamed, .attached:
            break
        }
    }

    public var json: JSON.Value {
        .members([
            "format": FileState.format.json, "entry": entry.json, "coordinators": Array(coordinators).json, "definitions": definitions.json,
            "formings": .array(formings.map { [$0.key.json, $0.value.groups.json, $0.value.workflow.json, $0.value.isAccepted.json] }), "clock": clock?.json,
            "sessions": sessions == 0 ? nil : sessions.json,
            "confidences": confidences == 0 ? nil : confidences.json,
            "words": words.isEmpty ? nil : .array(words.map { [$0.key.json, $0.value.by.json, $0.value.on.json, $0.value.text.json] }),
        ])
    }

    /// - Throws: ``Unreadable`` where the row is damaged or of a later format.
    public init(json: JSON.Value) throws {
        let from = try Members(json)
        let format: Int = try from("format")
        guard (1...FileState.format).contains(format) else { throw Unreadable("format", "The file was written by a later engine.") }
        self.init()
        entry = try from("entry")
        coordinators = OrderedSet(try from.list("coordinators") as [String])
        definitions = try from("definitions")
        clock = try from.optional("clock")
        confidences = try from.optional("confidences") ?? 0
        sessions = try from.optional("sessions") ?? 0
        for row in from.object["words"]?.arrayValue ?? [] {
            guard let number = row[0], let by = row[1]?.stringValue, let on = row[2], let text = row[3]?.stringValue else {
                throw Unreadable("words", "A number, who said it, when and what are needed here.")
            }
            words[try Int(json: number)] = Word(by: by, on: try Day(json: on), text: text)
        }
        for row in try from.list("formings") as [JSON.Value] {
            guard let number = row[0], let groups = row[1], let workflow = row[2]?.stringValue, let isAccepted = row[3]?.boolValue else {
                throw Unreadable("formings", "A number, groups and whether they are accepted are needed here.")
            }
            formings[try Int(json: number)] = Forming(groups: try [[String]](json: groups), workflow: workflow, isAccepted: isAccepted)
        }
    }
}
