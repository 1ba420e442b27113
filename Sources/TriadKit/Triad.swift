import Casework
public import CaseStore
import CivilTime
import Definitions
import Register

/// Why a file could not be opened, made, read or written, and the way out.
public typealias FileFailure = StoreFailure

/// What an accepted command came to.
public typealias Reply = CaseStore.Reply

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
    let shelf: DefinitionShelf

    /// Reading changes no byte of the file.
    public typealias Mode = Store.Mode
    /// The wall clock and chance; tests hold them still.
    public typealias Surroundings = Store.Surroundings

    private init(_ store: Store, _ shelf: DefinitionShelf) {
        self.store = store
        self.shelf = shelf
        path = store.path
    }

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

    /// Does what somebody asks for, in one commit, and answers once it is on the disk.
    ///
    /// People are named by their identifiers or full names.
    /// - Parameter dryRun: says what would come of it, and changes nothing.
    /// - Throws: ``FileFailure``; a command that is not accepted is a `Refusal`.
    public func perform(_ command: Command, dryRun: Bool = false) throws(FileFailure) -> Result<Reply, Refusal> {
        switch try named(command) {
        case .success(let command): try seen(dryRun ? store.rehearse(command) : store.perform(command), by: command.as)
        case .failure(let refusal): .failure(refusal)
        }
    }

    /// Does several commands in one commit, each for itself: one that is refused holds up no other.
    public func perform(_ commands: [Command]) throws(FileFailure) -> [Result<Reply, Refusal>] {
        var outcomes: [Result<Reply, Refusal>] = []
        var waiting: [Command] = []
        for command in commands {
            switch try named(command) {
            case .success(let command): waiting.append(command)
            case .failure(let refusal):
                // Those before it may add the very person that it names.
                outcomes += try performed(waiting)
                waiting = []
                switch try named(command) {
                case .success(let command): waiting.append(command)
                case .failure: outcomes.append(.failure(refusal))
                }
            }
        }
        return try outcomes + performed(waiting)
    }

    /// The outcomes of commands whose people are identifiers, each as its own actor may see it.
    private func performed(_ commands: [Command]) throws(FileFailure) -> [Result<Reply, Refusal>] {
        var outcomes: [Result<Reply, Refusal>] = []
        for (command, outcome) in zip(commands, try store.perform(commands)) { outcomes.append(try seen(outcome, by: command.as)) }
        return outcomes
    }

    /// Strikes clocks that are due, in small commits.
    ///
    /// - Returns: how many were struck.
    @discardableResult
    public func tick(most: Int = .max) throws(FileFailure) -> Int { try store.tick(most: most) }

    // MARK: - The file

    /// Whether the file's clock is set by hand.
    public var isVirtual: Bool { store.isVirtual }

    /// What would be recorded now: the wall's time, or a virtual file's own.
    public func now() throws -> Instant { try reading(\.now) }

    /// The people who coordinate the file.
    public func coordinators() throws -> [Named] {
        try reading { reading in
            let names = try reading.names(.person, Set(reading.file.coordinators))
            return reading.file.coordinators.map { Named(id: $0, name: names[$0] ?? $0) }
        }
    }

    /// The whole register, for an import into it.
    ///
    /// - Throws: `Refusal` `not-yours` to everybody but the file's coordinators.
    public func register(as person: String) throws -> Register {
        try reading { reading in
            guard reading.file.coordinators.contains(try reading.find(.person, person, orCoordinator: true)) else {
                throw Refusal(.notYours, "The whole register is for the file's coordinators.", place: "as")
            }
            return try reading.register()
        }
    }

    /// The register as somebody may see it, to add to it: everybody's posts and credentials, and of addresses and interests her own alone.
    ///
    /// Coordinators see all of it.
    public func register(seenBy person: String) throws -> Register {
        try reading { reading in
            let asker = try reading.find(.person, person, orCoordinator: true)
            let whole = try reading.register()
            return reading.file.coordinators.contains(asker) ? whole : whole.seen(by: asker)
        }
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
