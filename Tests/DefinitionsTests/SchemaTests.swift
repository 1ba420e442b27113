import Definitions
import JSON
import Testing

@Suite("The JSON Schemas of the files")
struct SchemaTests {
    @Test("every shipped file fits its schema")
    func shipped() throws {
        for (folder, schema, kind) in [("Workflows", Schema.workflow, "workflow"), ("Rubrics", Schema.rubric, "rubric"), ("Workflows/calendars", Schema.calendar, "calendar")] {
            for file in Shipped.files(in: folder) {
                let content = try #require(try Plain.json(Shipped.text("\(folder)/\(file)")), "\(file)")
                #expect(content[kind] != nil)
                #expect(SchemaCheck(root: schema).mistakes(content) == [], "\(file)")
            }
        }
    }

    @Test("what the reader refuses for its shape, the schema refuses", arguments: [
        ("title: Small review", "titel: Small review", "/: titel is not allowed"),
        ("version: 1", "version: one", "/version: not an integer"),
        ("after: 5 working days", "after: 5", "/states/planning/clock/after: not a string"),
        ("subject: organisation", "subject: school", "/subject: none of the words"),
        ("  reader: {", "  Reader: {", "/roles: Reader is no name here"),
        ("form: { visit_on: {} }", "form: { visit_on: { colour: red } }", "/states/planning/events/plan: fits none of the forms"),
    ])
    func refused(_ old: String, _ new: String, _ mistake: String) throws {
        let content = try #require(Plain.json(Small.text.replacing(old, with: new)))
        #expect(SchemaCheck(root: Schema.workflow).mistakes(content).contains(mistake), "\(SchemaCheck(root: Schema.workflow).mistakes(content))")
        guard case .failure = DefinitionReader(library: Small.library).read(workflow: Small.text.replacing(old, with: new), file: "f") else {
            Issue.record("the reader took it")
            return
        }
    }

    @Test("every key of the schema has a sentence for editors, and every reference leads somewhere")
    func whole() {
        let schema = Schema.workflow
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["properties"]?["roles"]?["description"] == "The parts in a case.")
        var (references, silent): (Set<String>, [String]) = ([], [])
        func walk(_ value: JSON.Value) {
            if let array = value.arrayValue { array.forEach(walk) }
            guard let object = value.objectValue else { return }
            if let reference = object["$ref"]?.stringValue { references.insert(reference) }
            for (key, property) in object["properties"]?.objectValue ?? [:] where property["description"] == nil { silent.append(key) }
            for (_, member) in object { walk(member) }
        }
        walk(schema)
        #expect(silent == [])
        #expect(references.allSatisfy { schema["$defs"]?[String($0.dropFirst("#/$defs/".count))] != nil })
    }
}
