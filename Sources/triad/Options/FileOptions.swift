import ArgumentParser
import Automation
import Casework
import CivilTime
import Foundation
import JSON
import Synchronization
import TriadKit

/// Which file, and who asks: the same words for every command.
struct FileOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The file. Else TRIAD_FILE.", valueName: "file"), completion: .file(extensions: ["triad"]))
    var file: String?

    @Option(name: .customLong("as"), help: ArgumentHelp("Who asks or acts: an id or a full name. Else TRIAD_AS.", valueName: "person"))
    var asker: String?

    @Option(name: .long, help: ArgumentHelp("A folder with workflows and rubrics that come before the built-in ones.", valueName: "folder"), completion: .directory)
    var definitions: String?

    @Option(name: .long, help: "How to print: table, json or csv.")
    var format: OutputFormat = .table

    @Option(name: .customLong("as-of"), help: ArgumentHelp("For questions: how it was after an entry (CASE/17), at a time, or at the end of a day.", valueName: "moment"))
    var asOf: String?

    @Flag(name: .long, help: "With --as-of: by what is known now, with every correction since.")
    var corrected = false

    var person: String? { asker ?? Variable.named("TRIAD_AS") }

    func path() throws -> String {
        if let path = file ?? Variable.named("TRIAD_FILE") { return path }
        throw Stop(.mistyped, "Which file?", remedy: "Add --file FILE, or set TRIAD_FILE.")
    }

    /// The file, opened for reading: nothing in it changes.
    func reading() throws -> Triad {
        let triad = try OpenFile.keep(Triad.open(at: path(), for: .reading, definitions: definitions))
        return try triad.at(asOf.map { try AsOf($0, isCorrected: corrected, in: triad.zone) })
    }

    /// The same for what has no past: the file itself.
    func present() throws -> Triad {
        if asOf != nil { throw Stop(.mistyped, "This is of the file as it is.", remedy: "Leave out --as-of.") }
        return try reading()
    }

    /// The file, opened for one or more commands.
    func writing() throws -> Triad {
        if asOf != nil { throw Stop(.mistyped, "Nothing is done in the past.", remedy: "Leave out --as-of; --on says when something happened.") }
        return try OpenFile.keep(Triad.open(at: path(), for: .writing, definitions: definitions))
    }

    func whoActs() throws -> String {
        if let person { return person }
        throw Stop(.mistyped, "Who does this?", remedy: "Add --as PERSON, or set TRIAD_AS.")
    }

    /// Requests of several people come through one pipe: each says whose act it is, and nothing stands in for what one leaves out.
    func leaveActorsToRequests() throws {
        guard asker == nil else { throw Stop(.mistyped, "--as is not for this: each request says itself whose act it is.", remedy: "Write \"as\" into its params.") }
    }

    /// Does what a method of the pipe does, and says what came of it. Parameters that are nil are left out.
    @discardableResult
    func perform(_ method: String, _ parameters: [(String, JSON.Value?)], _ act: ActOptions) throws -> Reply {
        let reply = try reply(method, parameters, act)
        Output.reply(reply, format)
        return reply
    }

    /// Does it once for each list of parameters: all, or none.
    func performAll(_ method: String, _ parameters: [[(String, JSON.Value?)]], _ act: ActOptions) throws {
        guard let named = Methods.named(method) else { preconditionFailure("there is no method \(method)") }
        let asked = try parameters.map { try act.parameters(own($0), as: whoActs()) }
        for reply in try named.performAll(asked, in: writing()) { Output.reply(reply, format) }
    }

    private func own(_ parameters: [(String, JSON.Value?)]) -> JSON.Object {
        var own = JSON.Object()
        for (name, value) in parameters { if let value { own.append(name, value) } }
        return own
    }

    /// The same without a word.
    func reply(_ method: String, _ parameters: [(String, JSON.Value?)], _ act: ActOptions) throws -> Reply {
        guard let method = Methods.named(method) else { preconditionFailure("there is no method \(method)") }
        return try method.perform(act.parameters(own(parameters), as: whoActs()), in: writing())
    }

    /// The same with parameters in JSON, beside which the options stand; the reply is JSON too.
    ///
    /// Nothing that is said in one place is passed over for the other; the environment's `TRIAD_AS` alone gives way to the JSON.
    func performJSON(_ method: String, _ text: String, _ act: ActOptions, _ options: [(String, JSON.Value?)]) throws {
        var parameters = try Parameters.read(text), beside = JSON.Object()
        for (name, value) in options { if let value { beside.append(name, value) } }
        for (name, value) in try act.parameters(beside, as: parameters["as"] == nil || asker != nil ? whoActs() : nil) {
            guard parameters[name] == nil || parameters[name] == value else {
                throw Stop(.mistyped, "`\(name)` is said in the JSON and beside it, and not the same.", remedy: "Say it in one place.")
            }
            parameters[name] = value
        }
        guard let method = Methods.named(method) else { preconditionFailure("there is no method \(method)") }
        Output.plain(try method.perform(parameters, in: writing()).json.text)
    }

    /// Prints an answer in the format asked for; `table` says how people read it.
    func print<A: Answer>(_ answer: A, table: (A) -> Screen) {
        Output.print(answer, as: format, table: table)
    }
}

/// The file that this process has opened, let go of once, at its end.
///
/// What stands in memory is not taken apart before a process ends: letting go of the database's queue alone begins two threads.
enum OpenFile {
    private static let opened = Mutex<[Triad]>([])

    static func keep(_ triad: Triad) -> Triad {
        opened.withLock { $0.append(triad) }
        return triad
    }

    static func close() {
        for triad in opened.withLock({ $0 }) { try? triad.close() }
    }
}

/// One word out of a few.
///
/// What the parser says of such a type by itself is worked out by reflection, at each start.
protocol Choice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }
    public static var allValueDescriptions: [String: String] { [:] }
    public var defaultValueDescription: String { rawValue }
}

enum OutputFormat: String, Choice { case table, json, csv }

/// What goes with whatever somebody does: when it happened, how it came, who typed it.
struct ActOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("When it happened: 2027-01-12 or \"2027-01-12 07:10\". Else now.", valueName: "date"))
    var on: String?

    @Option(name: .long, help: "How it came: system, email, post, telephone or meeting.")
    var came: Arrival = .system

    @Option(name: .customLong("typed-by"), help: ArgumentHelp("Who enters it, where that is another person.", valueName: "person"))
    var typedBy: String?

    @Option(name: .long, help: ArgumentHelp("CLIENT:TEXT: the same key again gives the first answer again.", valueName: "key"))
    var key: String?

    @Flag(name: .customLong("dry-run"), help: "Say what would happen, and change nothing.")
    var dryRun = false

    enum Arrival: String, Choice { case system, email, post, telephone, meeting }

    /// The same as parameters of a method, beside its own.
    func parameters(_ own: JSON.Object, as person: String?) throws -> JSON.Object {
        var parameters = own
        if let person { parameters.append("as", .string(person)) }
        if let typedBy { parameters.append("typed_by", .string(typedBy)) }
        if let on {
            _ = try Reading.moment(on, in: .london)
            parameters.append("on", .string(on))
        }
        if came != .system { parameters.append("came", .string(came.rawValue)) }
        if let key {
            _ = try Reading.key(key)
            parameters.append("key", .string(key))
        }
        if dryRun { parameters.append("dry_run", true) }
        return parameters
    }
}

/// What goes with what is decided by how a case stands.
struct SeenOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The number of the last entry that you looked at: nothing is done if something that matters has changed since.", valueName: "entry"))
    var seen: Int?

    /// The same as a parameter of a method.
    var parameter: (String, JSON.Value?) { ("seen", seen.map { .int(Int64($0)) }) }
}

/// The variables of the environment, one at a time: `ProcessInfo` copies all of them first.
enum Variable {
    static func named(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Small texts of the command line, read.
enum Reading {
    static func moment(_ text: String, in zone: Zone) throws -> When {
        if let moment = When(text, in: zone) { return moment }
        throw Stop(.mistyped, "`\(text)` is no date.", remedy: "Write 2027-01-12, or \"2027-01-12 07:10\".")
    }

    static func day(_ text: String) throws -> Day {
        if let day = Day(text) { return day }
        throw Stop(.mistyped, "`\(text)` is no date.", remedy: "Write 2027-01-12.")
    }

    static func key(_ text: String) throws -> Command.Key {
        if let key = Command.Key(text) { return key }
        throw Stop(.mistyped, "`\(text)` is no key.", remedy: "Write --key CLIENT:TEXT.")
    }

    /// `name=value` words, each name once unless it may come again.
    static func pairs(_ texts: [String], again mayComeAgain: (String) -> Bool = { _ in false }) throws -> [(name: String, value: String)] {
        var names: Set<[UInt8]> = []
        return try texts.map { text in
            let pair = try pair(text)
            guard names.insert(Array(pair.name.utf8)).inserted || mayComeAgain(pair.name) else {
                throw Stop(.mistyped, "`\(pair.name)` is given twice.", remedy: "Give it once; a list is written with | between its items.")
            }
            return pair
        }
    }

    /// `name=value`, split at the first `=`.
    static func pair(_ text: String) throws -> (name: String, value: String) {
        guard let equals = text.unicodeScalars.firstIndex(of: "="), equals != text.startIndex else {
            throw Stop(.mistyped, "`\(text)` is not of the form name=value.", remedy: "Write, say, visit_on=2027-01-12.")
        }
        return (String(text[..<equals]), String(text[text.unicodeScalars.index(after: equals)...]))
    }
}
