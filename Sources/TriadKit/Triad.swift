import Casework
public import CaseStore
import CivilTime
import Definitions
import JSON
import Register

/// Why a file could not be opened, made, read or written, and the way out.
public typealias FileFailure = StoreFailure

/// What an accepted command came to.
public typealias Reply = CaseStore.Reply

/// A moment to which questions go back.
public typealias AsOf = CaseStore.AsOf

/// What becomes of what several ask for at once.
public typealias Keeping = CaseStore.Keeping

/// A place at which a debug build can be made to die.
public typealias CrashPoint = CaseStore.CrashPoint

/// One file, and the only way to it: commands are performed, questions are answered.
///
/// ```swift
/// let triad = try Triad.open(at: "alliance.triad", for: .writing)
/// let reply = try triad.perform(Command(as: "Ada Marsh", .event(case: "triad-review-1", event: "postpone", form: form))).get()
/// ```
public final class Triad: Sendable {
    public let path: String
    /// The zone in which days begin and end.
    public let zone = Zone.london
    let store: Store
    /// The definitions at hand: those of a folder before the built-in ones.
    public let shelf: DefinitionShelf

    /// The moment at which the file is looked at; nil: as it is now.
    public let moment: AsOf?

    /// Reading changes no byte of the file.
    public typealias Mode = Store.Mode
    /// The wall clock and chance; tests hold them still.
    public typealias Surroundings = Store.Surroundings

    private init(_ store: Store, _ shelf: DefinitionShelf, _ moment: AsOf? = nil) {
        self.store = store
        self.shelf = shelf
        self.moment = moment
        path = store.path
    }

    /// The same file for questions alone, which are answered as it was at a moment: what stood there then, to whom it may be shown now.
    public func at(_ moment: AsOf?) -> Triad { moment.map { Triad(store, shelf, $0) } ?? self }

    /// Makes a file, its owner's alone.
    ///
    /// - Parameters:
    ///   - coordinators: their full names; they are put into the register as P1, P2, …
    ///   - virtualFrom: for demonstrations and tests: the file's clock begins there and is set by hand. Nil: it is the wall's.
    ///   - definitions: a folder whose workflows and rubrics come before the built-in ones.
    /// - Throws: ``FileFailure``: there already, no such folder, a folder that another program synchronises.
    public static func create(
        at path: String, coordinators: [String], virtualFrom: Instant? = nil, definitions: String? = nil,
        surroundings: Surroundings = .system
    ) throws(FileFailure) -> Triad {
        let shelf = try DefinitionShelf(folder: definitions)
        let people = coordinators.enumerated().map { Person("P\($0.offset + 1)", name: $0.element) }
        let store = try Store.create(
            at: path, coordinators: people, virtualFrom: virtualFrom, sources: shelf.found, surroundings: surroundings)
        return Triad(store, shelf)
    }

    /// Opens a file.
    ///
    /// - Throws: ``FileFailure``: missing, no Triad file, from a newer version, only to be read, locked for long.
    public static func open(
        at path: String, for mode: Mode, definitions: String? = nil, surroundings: Surroundings = .system
    ) throws(FileFailure) -> Triad {
        let shelf = try DefinitionShelf(folder: definitions)
        return Triad(try Store(at: path, mode: mode, sources: shelf.found, surroundings: surroundings), shelf)
    }

    /// Lets go of the file.
    public func close() throws(FileFailure) { try store.close() }

    // MARK: - Commands

    /// One request among several, whose command is made when its turn has come.
    public struct Request {
        /// What it is known by, and everything that its sender says, for which the key stands.
        public var key: (key: Command.Key, request: JSON.Value)?
        /// Whether it is done; else it is said what would come of it.
        public var isForGood: Bool
        /// Documents that go with the entry.
        public var documents: [OfferedDocument]
        public var command: (Glance) throws -> Command

        public init(
            key: (key: Command.Key, request: JSON.Value)? = nil, isForGood: Bool = true, documents: [OfferedDocument] = [],
            _ command: @escaping (Glance) throws -> Command
        ) {
            self.key = key
            self.isForGood = isForGood
            self.documents = documents
            self.command = command
        }

        /// - Parameter command: people in it are named by their identifiers or full names.
        public init(_ command: Command, isForGood: Bool = true, documents: [OfferedDocument] = []) {
            let request: JSON.Value = documents.isEmpty ? command.request : [command.request, .array(documents.map(\.request))]
            self.init(key: command.key.map { ($0, request) }, isForGood: isForGood, documents: documents) { _ in command }
        }
    }

    /// Does what somebody asks for, in one commit, and answers once it is on the disk.
    ///
    /// People are named by their identifiers or full names.
    /// - Parameter dryRun: says what would come of it, and changes nothing.
    /// - Throws: ``FileFailure``; a command that is not accepted is a `Refusal`.
    public func perform(_ command: Command, dryRun: Bool = false) throws(FileFailure) -> Result<Reply, Refusal> {
        try perform([Request(command, isForGood: !dryRun)]).first ?? .success(Reply())
    }

    /// Does what several ask for in one commit. Each sees what those before it did, and each reply is as its own actor may see it.
    ///
    /// - Parameter isForGood: whether it is done; else it is said what would come of all of them, one after the other.
    /// - Throws: ``FileFailure``: then none of them is done.
    public func perform(
        _ requests: [Request], keeping: Keeping = .each, isForGood: Bool = true
    ) throws(FileFailure) -> [Result<Reply, Refusal>] {
        try store.perform(requests.map(asked), keeping: keeping, isForGood: isForGood)
    }

    /// The first answer to a request whose key was used; nil where it was not.
    ///
    /// - Throws: ``FileFailure``; `Refusal` `key-reused`.
    public func answered(_ request: Request) throws -> Reply? {
        guard let key = request.key else { return nil }
        return try reading { reading in try reading.reply(to: key.key, key.request).map { try asked(request).seen($0, reading) } }
    }

    private func asked(_ request: Request) -> Asked {
        var asked = Asked(
            key: request.key, isForGood: request.isForGood,
            command: { reading in try reading.named(request.command(Glance(reading: reading, shelf: self.shelf, zone: self.zone))) },
            seen: { reply, reading in
                guard reply.entries.contains(where: { $0.stream != Entry.fileStream }) else { return reply }
                // By the identifier in its entry: the name that it was asked under may be somebody else's too by now.
                return try Answering(reading, asker: reply.entries.first?.actor, shelf: self.shelf, zone: self.zone).seen(reply)
            })
        asked.documents = request.documents
        return asked
    }

    /// Strikes clocks that are due, in small commits.
    ///
    /// - Returns: how many were struck.
    @discardableResult
    public func tick(most: Int = .max) throws(FileFailure) -> Int { try store.tick(most: most) }

    /// How many clocks a tick would strike now; nothing is kept.
    public func rehearseTick() throws(FileFailure) -> Int { try store.rehearseTick() }

    /// Whether a clock is due that ``tick(most:)`` would strike; nothing is written.
    public func hasDueClocks() throws -> Bool { try reading { try $0.hasDueClocks() } }

    // MARK: - The file

    /// Whether the file's clock is set by hand.
    public var isVirtual: Bool { store.isVirtual }

    /// What would be recorded now: the wall's time, or a virtual file's own; of a moment at which the file is looked at, that one.
    public func now() throws -> Instant { try moment == nil ? reading(\.now) : asking(of: [], as: nil) { $0.reading.now } }

    /// The people who coordinate the file.
    public func coordinators() throws -> [Named] {
        try reading { reading in
            let names = try reading.names(.person, Set(reading.file.coordinators))
            return reading.file.coordinators.map { Named(id: $0, name: names[$0] ?? $0) }
        }
    }

    /// Looks at the file as it stands now.
    ///
    /// - Throws: ``FileFailure``, and what the body throws.
    public func glance<Value>(_ body: (Glance) throws -> Value) throws -> Value {
        try reading { try body(Glance(reading: $0, shelf: shelf, zone: zone)) }
    }

    /// The text of a template, named as workflows name it: `letters/invitation`.
    public func template(_ name: String) throws -> String { try shelf.template(name) }

    /// Asks one moment of the file.
    ///
    /// - Throws: ``FileFailure``, and the `Refusal` that the body throws.
    func reading<Value>(_ body: (Reading) throws -> Value) throws -> Value {
        try store.reading { .success(try body($0)) }.get()
    }
}
