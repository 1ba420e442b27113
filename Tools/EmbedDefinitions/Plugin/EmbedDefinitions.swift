import Foundation
import PackagePlugin

/// Has the definitions that ship written into one Swift file, so that one copied binary works.
@main
struct EmbedDefinitions: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let files = ["Workflows", "Rubrics"].flatMap { texts(below: root.appending(path: $0)) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedDefinitions.swift")
        return [
            .buildCommand(
                displayName: "Embedding workflows and rubrics", executable: try context.tool(named: "EmbedDefinitionsGenerator").url,
                arguments: [root.path(), output.path()] + files.map { $0.path() }, inputFiles: files, outputFiles: [output])
        ]
    }

    /// Every definition and template below a folder, in the order of their paths.
    private func texts(below folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return found.filter { ["yaml", "mustache", "csv"].contains($0.pathExtension) }.sorted { $0.path() < $1.path() }
    }
}
