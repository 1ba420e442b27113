import Definitions
import Testing

@Suite("Places inside quoted and block scalars")
struct PlaceTests {
    /// Whether the one mistake in a guard, the unknown field `wrong`, is found where the word stands in the file.
    private func isFoundInPlace(_ guardText: String) -> Bool {
        isFoundInPlace(in: Small.text.replacing(#"- that: "event.visit_on > today""#, with: guardText))
    }

    private func isFoundInPlace(in source: String) -> Bool {
        guard case .failure(let mistakes) = DefinitionReader(library: Small.library).read(workflow: source, file: "f"),
              let word = source.firstRange(of: "event.wrong")?.lowerBound else { return false }
        let before = source.unicodeScalars[..<word].split(separator: "\n", omittingEmptySubsequences: false)
        let place = "f:\(before.count):\((before.last?.count ?? 0) + 7) expression 5"
        return mistakes.findings.map { "\($0.place) \($0.code.rawValue) \($0.length)" } == [place]
    }

    @Test("in a plain scalar")
    func plain() { #expect(isFoundInPlace("- that: today > event.wrong")) }

    @Test("in double quotes, after escapes")
    func doubleQuoted() {
        #expect(isFoundInPlace(#"- that: "'\u00e9\"\x41' == 'a' && event.wrong > today""#))
    }

    @Test("in single quotes, after a doubled quote")
    func singleQuoted() {
        #expect(isFoundInPlace("- that: '''a'' == ''b'' && event.wrong > today'"))
    }

    @Test("in a literal block, indented")
    func literal() {
        let text = "- that: |\n                today > today &&\n                  event.wrong > today"
        #expect(isFoundInPlace(text))
    }

    @Test("in a folded block with a comment on its first line and an empty line within")
    func folded() {
        let text = "- that: >-  # why\n                today > today\n\n                && event.wrong > today"
        #expect(isFoundInPlace(text))
    }

    @Test("in a quoted scalar over two lines, joined by a backslash")
    func joined() {
        let text = "- that: \"today > today && \\\n                event.wrong > today\""
        #expect(isFoundInPlace(text))
    }

    @Test("in a plain scalar over two lines")
    func plainLines() {
        let text = "- that: today > today &&\n              event.wrong > today"
        #expect(isFoundInPlace(text))
    }

    @Test("columns count characters, not bytes, and a file may end its lines as Windows does")
    func characters() {
        #expect(isFoundInPlace("- that: \"'é€😀' == 'a' && event.wrong > today\""))
        let source = Small.text.replacing("event.visit_on > today", with: "event.wrong > today").replacing("\n", with: "\r\n")
        #expect(isFoundInPlace(in: source))
    }
}
