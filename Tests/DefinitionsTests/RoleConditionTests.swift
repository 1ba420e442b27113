import Testing

@Suite("Conditions of roles")
struct RoleConditionTests {
    private static func findings(_ new: String) -> String {
        Small.findings(Small.text.replacing("reader: { title: Reader, ", with: "reader: { title: Reader, \(new), ", maxReplacements: 1))
    }

    @Test("they may speak of whoever is named and of all that is declared", arguments: [
        "when: { that: \"holder != 'Ada'\", else: Not Ada. }", "when: [{ that: \"!(holder in roles.reviewer.persons)\", else: Somebody else. }]",
        "when: [{ that: \"has(data.visit_on) && today > data.visit_on\", else: Not yet. }]",
    ])
    func right(_ condition: String) { #expect(Self.findings(condition) == "") }

    @Test("each mistake is told at its place", arguments: [
        ("when: { that: \"actor.id != holder\", else: No. }", "`actor` is not declared."),
        ("when: { that: \"holder\", else: No. }", "bool"),
        ("when: \"holder != 'Ada'\"", "small.yaml:13"),
        ("when: [{ that: \"holder != ''\", else: No., waived_by: reviewer }]", "What is asked of whoever is named for a part is not waived."),
    ])
    func told(_ condition: String, _ says: String) { #expect(Self.findings(condition).contains(says), "\(Self.findings(condition))") }

    @Test("nobody is named for what follows from the subject")
    func subject() {
        let found = Small.findings(Small.text.replacing("from: subject }", with: "from: subject, when: { that: \"holder != ''\", else: No. } }", maxReplacements: 1))
        #expect(found.contains("Nobody is named for"), "\(found)")
    }
}
