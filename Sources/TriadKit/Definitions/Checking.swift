import Casework
import Definitions
import Foundation
import JSON

extension DefinitionShelf {
    /// What the checker says of one file.
    public struct CheckedFile: Answer {
        public var file: String
        /// `triad-review 1`; nil where it has mistakes.
        public var what: String?
        public var findings: [Finding]
        /// Of a workflow without mistakes: how far its cases were gone through.
        public var soundness: Soundness?
        let source: String

        public var hasMistakes: Bool { findings.contains { $0.severity == .error } }

        /// As people read it: `FILE: triad-review 1, no mistakes; 71 configurations, each with a way to an end`, after every
        /// finding with its line.
        public var text: String {
            let told = findings.isEmpty ? [] : [Mistakes(findings: findings, source: source).text]
            guard let what else { return told.joined() }
            return (told + ["\(file): \(what), no mistakes\(soundness.map { "; \($0.sentence)" } ?? "")"]).joined(separator: "\n\n")
        }

        public var json: JSON.Value {
            .view(["file": .text(file), "what": .text(what), "findings": .list(findings, \.json),
                   "configurations": .number(soundness?.configurations), "gone_through": .text(soundness?.word)])
        }
    }

    /// Checks a workflow, rubric or calendar by itself; which of them it is, its first keys say.
    public func check(_ text: String, file: String) -> CheckedFile { check(text, file: file, beside: .unknown) }

    /// Checks files together with what is at hand: each name that crosses from one to another must be there.
    ///
    /// A file stands for the one of its kind and name that is at hand.
    public func check(together texts: [(file: String, text: String)]) -> [CheckedFile] {
        let library = library(with: texts)
        return texts.map { check($0.text, file: $0.file, beside: library) }
    }

    private func check(_ text: String, file: String, beside library: Library) -> CheckedFile {
        let reader = DefinitionReader(library: library)
        return switch DefinitionShelf.kind(of: text) {
        case .workflow: CheckedFile(reader.read(workflow: text, file: file), file, text)
        case .rubric: CheckedFile(reader.read(rubric: text, file: file), file, text)
        case .calendar: CheckedFile(reader.read(calendar: text, file: file), file, text)
        }
    }

    /// Everything at hand, and these files over it.
    ///
    /// Where a rubric or calendar has mistakes they are told where it is read itself, and nothing that names one of its kind is faulted.
    private func library(with texts: [(file: String, text: String)]) -> Library {
        var library = Library(rubrics: [:], calendars: [:], workflows: [:], templates: templates())
        let reader = DefinitionReader()
        for (file, text) in sources() + texts {
            switch DefinitionShelf.kind(of: text) {
            case .workflow: if let outline = WorkflowOutline(workflow: text, file: file) { library.workflows?[outline.name] = outline }
            case .rubric:
                switch reader.read(rubric: text, file: file) {
                case .success(let read): library.rubrics?[read.reference.name] = read.value
                case .failure: library.rubrics = nil
                }
            case .calendar:
                switch reader.read(calendar: text, file: file) {
                case .success(let read): library.calendars?[read.reference.name] = read.value
                case .failure: library.calendars = nil
                }
            }
        }
        return library
    }

    /// The workflow of that name.
    ///
    /// - Throws: `Refusal` `unknown-workflow`, `bad-definition`.
    public func workflow(_ name: Name) throws(Refusal) -> Workflow {
        guard let found = text(.workflow, name) else {
            throw Refusal(.unknownWorkflow, "There is no workflow \(name).", place: name, remedy: "`triad check --all` names those at hand.")
        }
        return try workflow(found.text, file: found.file)
    }

    /// The workflow that a text holds.
    ///
    /// - Throws: `Refusal` `bad-definition`.
    public func workflow(_ text: String, file: String) throws(Refusal) -> Workflow {
        switch DefinitionReader().read(workflow: text, file: file) {
        case .success(let checked): return checked.value
        case .failure(let mistakes): throw Refusal.badDefinition(mistakes.findings)
        }
    }

    /// The first line that begins with one of the kinds; a file without any is read as a workflow, whose checker says what is missing.
    private static func kind(of text: String) -> Command.DefinitionKind { declaration(in: text)?.kind ?? .workflow }

    /// What a file says that it defines: its first line `workflow: NAME`, `rubric: NAME` or `calendar: NAME`.
    static func declaration(in text: String) -> (kind: Command.DefinitionKind, name: Name)? {
        let kinds: [(key: String, kind: Command.DefinitionKind)] = [("workflow:", .workflow), ("rubric:", .rubric), ("calendar:", .calendar)]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let (key, kind) = kinds.first(where: { line.hasPrefix($0.key) }) else { continue }
            let name = line.dropFirst(key.count).split(separator: "#", omittingEmptySubsequences: false)[0]
            return (kind, name.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'")))
        }
        return nil
    }
}

extension DefinitionShelf.CheckedFile {
    fileprivate init<Value>(_ outcome: Result<Checked<Value>, Mistakes>, _ file: String, _ source: String) {
        switch outcome {
        case .success(let checked):
            self.init(file: file, what: "\(checked.reference.name) \(checked.reference.version)", findings: checked.warnings, soundness: checked.soundness, source: source)
        case .failure(let mistakes): self.init(file: file, what: nil, findings: mistakes.findings, source: source)
        }
    }
}
