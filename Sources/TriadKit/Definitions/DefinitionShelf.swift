import Casework
import CaseStore
import Definitions
import Foundation
import JSON

/// The definitions at hand: those of a folder first, then those that ship in the program.
///
/// A folder is laid out as the shipped ones are (`Workflows/NAME.yaml`, `Workflows/calendars/NAME.yaml`, `Rubrics/NAME.yaml`,
/// templates below `Workflows`), or has the files in it side by side.
public struct DefinitionShelf: Sendable {
    /// The folder that comes first; nil: the shipped ones alone.
    public let folder: String?

    /// - Throws: ``FileFailure`` where there is no such folder.
    public init(folder: String?) throws(FileFailure) {
        if let folder {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw FileFailure.noDefinitions(folder)
            }
        }
        self.folder = folder
    }

    /// Finds definitions by name, for a file that has not used them yet.
    var found: DefinitionSources {
        DefinitionSources(find: { kind, name in self.text(kind, name) }, templates: { self.templates() })
    }

    /// A definition by its kind and name.
    public func text(_ kind: Command.DefinitionKind, _ name: Name) -> DefinitionSources.Text? {
        // A name comes from people; it must not lead out of the folder.
        guard DefinitionShelf.isName(name) else { return nil }
        let paths = switch kind {
        case .workflow: ["Workflows/\(name).yaml", "\(name).yaml"]
        case .rubric: ["Rubrics/\(name).yaml", "\(name).yaml"]
        case .calendar: ["Workflows/calendars/\(name).yaml", "calendars/\(name).yaml", "\(name).yaml"]
        }
        // A workflow and its rubric may share a name, and a file may be called otherwise than what it defines.
        return first(paths) { DefinitionShelf.declaration(in: $0).map { $0.kind == kind } ?? true } orInFolder: { declared(kind, name) }
    }

    /// The file of the folder that says itself that it is this definition.
    private func declared(_ kind: Command.DefinitionKind, _ name: Name) -> DefinitionSources.Text? {
        guard let folder else { return nil }
        for below in ["", "Workflows/", "Workflows/calendars/", "calendars/", "Rubrics/"] {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(below)")) ?? []
            for file in files.sorted() where file.hasSuffix(".yaml") {
                guard let text = read(below + file), let found = DefinitionShelf.declaration(in: text), found.kind == kind, found.name == name
                else { continue }
                return .init(file: below + file, text: text)
            }
        }
        return nil
    }

    /// The text of a template, named as workflows name it: `letters/invitation`.
    ///
    /// - Throws: `Refusal` where there is none.
    public func template(_ name: String) throws(Refusal) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.allSatisfy({ DefinitionShelf.isName(String($0)) }),
           let found = first(["mustache", "page"].flatMap { ["Workflows/\(name).\($0)", "\(name).\($0)"] }) {
            return found.text
        }
        throw Refusal(.badDefinition, "There is no template \(name).", place: name, remedy: "Put it at Workflows/\(name).mustache.")
    }

    /// Every workflow, rubric and calendar, by its path; those of the folder stand for shipped ones of the same path.
    public func sources() -> [(file: String, text: String)] {
        var texts = Dictionary(EmbeddedDefinitions.files.map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
        for path in pathsInFolder where path.hasSuffix(".yaml") { texts[path] = read(path) ?? texts[path] }
        return texts.filter { $0.key.hasSuffix(".yaml") }.sorted { $0.key < $1.key }.map { (file: $0.key, text: $0.value) }
    }

    /// The names of templates, as workflows say them: `letters/invitation`.
    func templates() -> Set<String> {
        Set((EmbeddedDefinitions.files.map(\.path) + pathsInFolder).compactMap { path in
            guard let ending = [".mustache", ".page"].first(where: path.hasSuffix) else { return nil }
            let name = path.dropLast(ending.count)
            return String(name.hasPrefix("Workflows/") ? name.dropFirst("Workflows/".count) : name)
        })
    }

    private var pathsInFolder: [String] {
        folder.flatMap { FileManager.default.enumerator(atPath: $0) }?.compactMap { $0 as? String } ?? []
    }

    /// A table of data that ships, by its name: `teaching-school-hubs`.
    public func data(_ name: Name) -> DefinitionSources.Text? {
        DefinitionShelf.isName(name) ? first(["Workflows/data/\(name).csv"]) : nil
    }

    private func first(
        _ paths: [String], where fits: (String) -> Bool = { _ in true }, orInFolder other: () -> DefinitionSources.Text? = { nil }
    ) -> DefinitionSources.Text? {
        for path in paths { if let text = read(path), fits(text) { return .init(file: path, text: text) } }
        if let found = other() { return found }
        for path in paths {
            if let file = EmbeddedDefinitions.files.first(where: { $0.path == path }) { return .init(file: path, text: file.text) }
        }
        return nil
    }

    /// A file of the folder, unless it is larger than any definition.
    private func read(_ path: String) -> String? {
        guard let folder, let file = FileHandle(forReadingAtPath: "\(folder)/\(path)") else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: DefinitionShelf.largest + 1), data.count <= DefinitionShelf.largest else { return nil }
        return String(validating: data, as: UTF8.self)
    }

    /// Bytes.
    private static let largest = 4 << 20

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100 && text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
    }
}
