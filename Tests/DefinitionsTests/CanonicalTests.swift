import Definitions
import JSON
import Testing

@Suite("The canonical form and its hash")
struct CanonicalTests {
    private func read(_ text: String) throws -> Checked<Workflow> {
        try DefinitionReader(library: Small.library).read(workflow: text, file: "small.yaml").get()
    }

    private func hash(changing old: String, to new: String) throws -> String {
        #expect(Small.text.contains(old))
        return try read(Small.text.replacing(old, with: new, maxReplacements: 1)).reference.hash
    }

    @Test("comments, layout and quotes do not change the hash")
    func layout() throws {
        let hash = try read(Small.text).reference.hash
        #expect(hash.utf8.count == 64)
        #expect(try self.hash(changing: "roles:\n", to: "# who takes part\nroles:   # four of them\n\n") == hash)
        #expect(try self.hash(changing: "title: Small review", to: "title: \"Small review\"") == hash)
        #expect(try self.hash(changing: "managed_by: coordinator", to: "managed_by: [coordinator]") == hash)
        #expect(try self.hash(changing: "outside: [subject] }", to: "outside: subject }") == hash)
        #expect(try self.hash(changing: "form: { visit_on: {} }", to: "form:\n          visit_on: {}") == hash)
        #expect(try self.hash(changing: "after: 5 working days, owed_by: coordinator", to: "after: \"5 working days\", owed_by: [coordinator]") == hash)
        #expect(try read(Small.text.replacing("\n", with: "\r\n")).reference.hash == hash)
    }

    @Test("content and the order of states and keys change the hash")
    func content() throws {
        let hash = try read(Small.text).reference.hash
        #expect(try self.hash(changing: "after: 5 working days, owed_by", to: "after: 6 working days, owed_by") != hash)
        #expect(try self.hash(changing: "title: Small review", to: "title: Little review") != hash)
        #expect(try self.hash(changing: "  coordinator: { title: Coordinator }\n  host: { title: Host, from: subject }\n", to: "  host: { title: Host, from: subject }\n  coordinator: { title: Coordinator }\n") != hash)
        #expect(try self.hash(changing: "The visit lies in the past.", to: "The visit lies in the past!") != hash)
        let accented = try self.hash(changing: "title: Small review", to: "title: Caf\u{E9}")
        #expect(try self.hash(changing: "title: Small review", to: "title: Cafe\u{301}") != accented)
    }

    @Test("the form is JSON in the order of the file, with its own format number")
    func form() throws {
        let value = try JSON.Value.parse(read(Small.text).source.canonical)
        #expect(value.objectValue?.keys == ["format", "kind", "definition"])
        #expect(value["format"] == 1)
        #expect(value["kind"] == "workflow")
        let keys = ["triad", "workflow", "version", "title", "subject", "calendar", "managed_by", "roles", "links", "data", "sheets", "records", "initial", "states", "letters"]
        #expect(value["definition"]?.objectValue?.keys == keys)
        #expect(value["definition"]?["roles"]?["reviewer"]?["outside"] == ["subject"])
        #expect(value["definition"]?["version"] == 1)
    }

    @Test("a workflow read back from its canonical form is the same", arguments: ["triad-review", "triad-cycle", "sle-review"])
    func back(_ name: String) throws {
        let first = try Shipped.workflow(name)
        let again = try DefinitionReader().read(canonicalWorkflow: first.source).get().value
        #expect(again.reference == first.reference)
        #expect(again.source == first.source)
        #expect(again.rules.map { "\($0.id) \($0.event) \($0.targets) \($0.guards.map(\.program.source)) \($0.form.map(\.name))" } == first.rules.map { "\($0.id) \($0.event) \($0.targets) \($0.guards.map(\.program.source)) \($0.form.map(\.name))" })
        #expect(again.machine.fingerprint == first.machine.fingerprint)
    }

    @Test("what is no canonical form is refused")
    func strange() throws {
        let source = try read(Small.text).source
        for text in ["", "{}", source.canonical.replacing("\"format\":1", with: "\"format\":2")] {
            var kept = source
            kept.canonical = text
            guard case .failure(let mistakes) = DefinitionReader().read(canonicalWorkflow: kept) else {
                Issue.record("`\(text.prefix(20))` was read")
                continue
            }
            #expect(mistakes.findings.map(\.code) == [.languageVersion])
        }
    }
}
