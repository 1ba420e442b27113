import ArgumentParser
import Automation
import Definitions
import Foundation
import JSON
import TriadKit

struct Check: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "check",
        abstract: "Check workflow, rubric and calendar files: every mistake at once, with its place.")
    @Argument(help: "The files.", completion: .file(extensions: ["yaml", "yml"])) var files: [String] = []
    @Flag(name: .long, help: "Every definition that Triad ships, or that stands in --definitions.") var all = false
    @Option(name: .long, help: "A folder with definitions.", completion: .directory) var definitions: String?
    @Option(name: .long, help: "table or json.") var format: OutputFormat = .table

    func carryOut() throws {
        let shelf = try DefinitionShelf(folder: definitions)
        guard all || !files.isEmpty else { throw Stop(.mistyped, "Which files?", remedy: "Name them, or add --all.") }
        let texts = try files.map { (file: $0, text: try FileText.read($0, atMost: FileText.limitByHand)) } + (all ? shelf.sources() : [])
        // A file by itself may name what its reader does not have; a folder must hold together.
        let checked = all || definitions != nil ? shelf.check(together: texts) : texts.map { shelf.check($0.text, file: $0.file) }
        switch format {
        case .json: Output.data(JSON.Value.array(checked.map(\.json)).text)
        case .table, .csv: checked.forEach { Output.data(Clean.text($0.text)) }
        }
        let faulty = checked.count { $0.hasMistakes }
        if faulty > 0 { throw Stop(.definition, "\(faulty) of \(checked.count) file\(checked.count == 1 ? "" : "s") must be mended.") }
    }
}

struct SchemaCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema of workflow, rubric or calendar files, for editors.")
    @Argument(help: "workflow, rubric or calendar.") var kind: Kind

    enum Kind: String, Choice { case workflow, rubric, calendar }

    func carryOut() throws {
        let schema = switch kind {
        case .workflow: Schema.workflow
        case .rubric: Schema.rubric
        case .calendar: Schema.calendar
        }
        Output.data(schema.pretty)
    }
}

struct Diagram: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "diagram", abstract: "A workflow as a diagram: Mermaid, DOT, or SVG through Graphviz.")
    @Argument(help: "The workflow's name, or a file.") var workflow: String
    @Option(name: .customLong("case"), help: "Mark where this case stands; needs --file.") var `case`: String?
    @Option(name: .long, help: "mermaid, dot or svg.") var kind: Kind = .mermaid
    @Option(name: .long, help: "Write it here.", completion: .file()) var out: String?
    @OptionGroup var options: FileOptions

    enum Kind: String, Choice { case mermaid, dot, svg }

    func carryOut() throws {
        var active: Set<String> = []
        if let id = `case` {
            let view: CaseView = try options.reading().answer(.case(id), as: options.person)
            active = Set(view.states.map(\.path))
        }
        let found = try DefinitionShelf(folder: options.definitions).workflow(namedOrIn: workflow)
        let text = switch kind {
        case .mermaid: found.mermaid(active: active)
        case .dot: found.dot(active: active)
        case .svg: try Graphviz.svg(found.dot(active: active))
        }
        if let out { try FileText.write(text, to: out) } else { Output.data(text) }
    }
}

extension DefinitionShelf {
    /// The workflow of that name, or in that file.
    func workflow(namedOrIn text: String) throws -> Workflow {
        guard text.hasSuffix(".yaml") || text.hasSuffix(".yml") else { return try workflow(text) }
        return try workflow(FileText.read(text, atMost: FileText.limitByHand), file: text)
    }
}

/// Graphviz as a neighbour: it lays out what we describe.
enum Graphviz {
    static func svg(_ dot: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["dot", "-Tsvg"]
        let input = Pipe(), output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { throw missing }
        DispatchQueue.global().async {
            input.fileHandleForWriting.write(Data(dot.utf8))
            try? input.fileHandleForWriting.close()
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw missing }
        return String(decoding: data, as: UTF8.self)
    }

    private static var missing: Stop {
        Stop(.file, "SVG is drawn by Graphviz, and `dot` was not found.", remedy: "apt-get install graphviz; or ask for --kind mermaid.")
    }
}

struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "docs",
        abstract: "Reference pages made from the program's own tables.", subcommands: [Functions.self, MethodsPage.self, Codes.self, FindingCodes.self])

    struct Functions: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "functions", abstract: "What guards can call.")
        func carryOut() throws { Output.data(Reference.functions) }
    }

    struct MethodsPage: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "methods", abstract: "What can be asked through `triad rpc`: every method with its parameters.")
        func carryOut() throws { Output.data(Reference.methods) }
    }

    struct Codes: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "codes", abstract: "Why something is not accepted: codes, exit codes, JSON-RPC numbers.")
        func carryOut() throws { Output.data(Reference.refusals) }
    }

    struct FindingCodes: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "findings", abstract: "What `triad check` finds, with an example each.")
        func carryOut() throws { Output.data(Reference.findings) }
    }
}
