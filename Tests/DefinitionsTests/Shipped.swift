import Definitions
import Foundation

/// The definitions that ship, read from the folders of the package.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func files(in folder: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return all.filter { $0.hasSuffix(".yaml") }.sorted()
    }

    /// The workflows beside each other; rubrics, calendars and templates are checked where they are given.
    static func library() throws -> Library {
        var workflows: [String: WorkflowOutline] = [:]
        for file in files(in: "Workflows") {
            if let outline = WorkflowOutline(workflow: try text("Workflows/" + file), file: file) { workflows[outline.name] = outline }
        }
        return Library(workflows: workflows)
    }

    static func workflow(_ name: String) throws -> Workflow {
        let file = name + ".yaml"
        return try DefinitionReader(library: library()).read(workflow: text("Workflows/" + file), file: file).get().value
    }
}
