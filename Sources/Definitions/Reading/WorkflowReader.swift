import CEL
import OrderedCollections
import Rubrics

/// Reads a tree whose shape has been checked into a ``Workflow``, resolving every name and typing every expression.
///
/// The steps are in extensions, one a file: declarations, states, rules, effects, clocks, expressions. Each reports what
/// it cannot resolve and goes on with what is left, so that all mistakes come at once.
struct WorkflowReader {
    let source: SourceText
    let library: Library
    let checksUse: Bool
    let root: Entry
    var findings: [Finding] = []

    var declared = Declarations()
    var states: OrderedDictionary<Name, State> = [:]
    /// What the machine needs of each state besides: filled with the states.
    var outlines: OrderedDictionary<Name, StateOutline> = [:]
    var rules: [EventRule] = []
    var anytime: [EventRule.ID] = []
    var environment: GuardEnvironment
    /// Where each name is declared and used, for what is never used.
    var places: [Key: Place] = [:]
    /// Names of use: `letter`, `collect`, `add`, `set`, `send`, … with the name.
    var used: Set<Key> = []
    /// Words under which cases count what organisations did, in the order of the file.
    var credits: OrderedSet<Name> = []
    /// The form of the rule that is being read, and the record that it updates.
    var formInHand: [Field] = []
    var updatedInHand: Record?
    /// Names of fields whose type could not be read: that they are missing elsewhere is no second mistake.
    var broken: Set<Name> = []
    /// How far its cases were gone through; nil before, and where that was not asked.
    var soundness: Soundness?
    /// Data that some expression reads.
    var readData: Set<Name> = []

    /// A name of one kind.
    struct Key: Hashable {
        var kind: Kind
        var name: String
        init(_ kind: Kind, _ name: String) { self.kind = kind; self.name = name }
        enum Kind: Hashable { case role, datum, sheet, vote, record, later, link, letter, state, clock, rule }
    }

    /// A state as it stands in the file, with what the machine needs of it.
    struct StateOutline {
        var entry: Entry
        var initial: Name?
        var onEntry: [Effect] = []
        var onExit: [Effect] = []
        var always: [Always] = []
        var needsHistory = false
    }

    struct Always {
        var guarding: Guard?
        var targets: [Name]
        var effects: [Effect]
        var place: Place
    }

    /// - Parameter checksUse: whether it is asked that everything fits together; of what was kept it was asked before.
    init(source: SourceText, library: Library, root: Entry, checksUse: Bool) {
        self.source = source
        self.checksUse = checksUse
        self.library = library
        self.root = root
        environment = .empty
    }

    /// Reads everything. Whether it can be used depends on ``findings``.
    mutating func read() {
        readDeclarations()
        collectStates(root.table("states"), parent: nil)
        collectClockNames()
        readAppointments()
        readSamples()
        readWithheld()
        environment = GuardEnvironment(declared, names: GuardFunctions.Names(
            roles: Array(declared.roles.keys), sheets: Array(declared.sheets.keys), events: eventNames, votes: Array(declared.votes.values), rubrics: knownRubrics))
        readConditionsOfRoles()
        for path in states.keys { readState(path) }
        readAnytime()
    }

    /// Of each sheet, the rubrics by which it may be judged.
    private var knownRubrics: [Name: [Rubric]]? {
        library.rubrics.map { known in Dictionary(declared.sheets.values.map { ($0.name, $0.rubric.values.compactMap { known[$0] }) }, uniquingKeysWith: { first, _ in first }) }
    }

    /// The name of every event, in the order of the file.
    private var eventNames: [Name] {
        var names: OrderedSet<Name> = []
        for outline in outlines.values { names.append(contentsOf: outline.entry.table("events").map(\.key.text)) }
        for key in ["anytime", "reopens"] { names.append(contentsOf: root.table(key).map(\.key.text)) }
        names.remove(Reserved.done)
        return Array(names)
    }

    // MARK: - Reporting

    mutating func report(_ code: Finding.Code, _ scalar: Tree.Scalar, _ sentence: String, fix: String? = nil) {
        findings.append(Finding(code, scalar, sentence, fix: fix))
    }

    mutating func report(_ code: Finding.Code, _ place: Place, length: Int = 1, _ sentence: String, fix: String? = nil) {
        findings.append(Finding(code, place, length: length, sentence, fix: fix))
    }

    /// The name, if it is one of `known`; otherwise the mistake is reported, and reading goes on with the nearest, so that
    /// one slip is one mistake.
    /// - Parameter owner: where the name was looked for, to be put after it: " in `notes`".
    mutating func resolve(_ scalar: Tree.Scalar, _ code: Finding.Code, _ kind: String, _ owner: String = "", among known: some Sequence<Name>) -> Name? {
        if known.contains(where: { $0.sameScalars(as: scalar.text) }) { return scalar.text }
        if broken.contains(scalar.text) { return nil }
        let nearest = Nearest.name(to: scalar.text, among: known)
        let all = Array(known.prefix(9))
        report(code, scalar, "There is no \(kind) `\(scalar.text)`\(owner).",
            fix: nearest.map { "did you mean `\($0)`?" } ?? (all.isEmpty ? "none is declared." : all.count > 8 ? nil : "declared \(all.count == 1 ? "is" : "are") \(all.listed("and"))."))
        return nearest
    }

    mutating func role(_ scalar: Tree.Scalar) -> Name? { resolve(scalar, .unknownRole, "role", among: declared.roles.keys) }
    mutating func roles(_ scalars: [Tree.Scalar]) -> [Name] { scalars.compactMap { role($0) } }

    mutating func use(_ kind: Key.Kind, _ name: Name) { used.insert(Key(kind, name)) }
    func isUsed(_ kind: Key.Kind, _ name: Name) -> Bool { used.contains(Key(kind, name)) }
    mutating func declare(_ kind: Key.Kind, _ scalar: Tree.Scalar) { places[Key(kind, scalar.text)] = scalar.place }
    func place(of kind: Key.Kind, _ name: Name) -> Place { places[Key(kind, name)] ?? root.map.place }
}
