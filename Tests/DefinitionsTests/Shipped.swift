import Definitions
import Foundation

/// The definitions that ship, read from the folders of the package.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func files(in folder: String, suffix: String = ".yaml") -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return all.filter { $0.hasSuffix(suffix) }.sorted()
    }

    /// Everything that ships beside each other, as the program has it.
    static func library() throws -> Library {
        var library = Library(rubrics: [:], calendars: [:], workflows: [:], templates: [])
        for file in files(in: "Rubrics") {
            let rubric = try DefinitionReader().read(rubric: text("Rubrics/" + file), file: file).get().value
            library.rubrics?[rubric.name] = rubric
        }
        for file in files(in: "Workflows/calendars") {
            let calendar = try DefinitionReader().read(calendar: text("Workflows/calendars/" + file), file: file).get().value
            library.calendars?[calendar.name] = calendar
        }
        for file in files(in: "Workflows") {
            if let outline = WorkflowOutline(workflow: try text("Workflows/" + file), file: file) { library.workflows?[outline.name] = outline }
        }
        for folder in ["letters", "reports", "forms"] {
            for file in files(in: "Workflows/" + folder, suffix: ".mustache") { library.templates?.insert("\(folder)/\(file.dropLast(".mustache".count))") }
        }
        return library
    }

    static func workflow(_ name: String) throws -> Workflow {
        let file = name + ".yaml"
        return try DefinitionReader(library: library()).read(workflow: text("Workflows/" + file), file: file).get().value
    }
}
