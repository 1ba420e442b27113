import Definitions
import Rubrics
import Testing

@Suite("What a sheet says of its raters, and what asks for it")
struct SheetLanguageTests {
    private static let sheets = #"  peer: { title: Judgement, rubric: { by: profile, words: plain, levels: graded }, by: reviewer, settled_by: [reviewer] }"#
    private static let second = "\n  third: { title: Third judgement, rubric: { by: profile, words: plain, levels: graded }, by: reader"

    private func told(_ changes: [(String, String)]) -> String {
        var text = Small.text
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return Small.findings(text)
    }

    @Test("a sheet is kept from somebody until she has sealed her own, and settled by the nearest to hers")
    func read() throws {
        let text = Small.text
            .replacing(Self.sheets, with: Self.sheets.replacing("settled_by: [reviewer] }", with: "settled_by: [reviewer], blind_to: reader, watch: { exact: 60%, within_one: 89.5% } }") + Self.second + " }")
            .replacing("      done: checking\n", with: "      done: weighing\n  weighing:\n    title: Weighing\n    collect: third\n    events:\n      done: { settle_nearest: { sheet: peer, to: third, within: 1 }, to: checking }\n")
        let workflow = try DefinitionReader(library: Small.library).read(workflow: text, file: "small.yaml").get().value
        #expect(workflow.sheets["peer"]?.blindTo == ["reader"])
        #expect(workflow.sheets["peer"]?.watch.exact?.description == "60%" && workflow.sheets["peer"]?.watch.withinOne?.numerator == 895)
        #expect(workflow.rules.contains { rule in rule.effects.contains { if case .settleNearest("peer", to: "third", within: 1) = $0 { true } else { false } } })
    }

    @Test("whoever would never see a sheet, or fills it in herself, is told of")
    func blind() {
        let own = told([("settled_by: [reviewer] }", "settled_by: [reviewer], blind_to: reviewer }")])
        #expect(own.contains("small.yaml:23:132: error: `reviewer` fills `peer` in, and sees her own sheet. [contradiction]"), "\(own)")
        let never = told([("settled_by: [reviewer] }", "settled_by: [reviewer], blind_to: reader }")])
        #expect(never.contains("`reader` seals no sheet of her own, and would never see `peer`."), "\(never)")
        let unknown = told([("settled_by: [reviewer] }", "settled_by: [reviewer], blind_to: readr }")])
        #expect(unknown.contains("There is no role `readr`.") && unknown.contains("did you mean `reader`?"), "\(unknown)")
    }

    @Test("a choice by the nearest needs two sheets on one rubric, of which the other is there")
    func nearest() {
        let itself = told([("choose: { title: Choose a judgement, by: reviewer, settle: peer }", "choose: { title: Choose, by: reviewer, settle_nearest: { sheet: peer, to: peer } }")])
        #expect(itself.contains("A sheet is not chosen from by itself."), "\(itself)")
        let missing = told([("choose: { title: Choose a judgement, by: reviewer, settle: peer }", "choose: { title: Choose, by: reviewer, settle_nearest: { sheet: peer, to: pear } }")])
        #expect(missing.contains("There is no sheet `pear`."), "\(missing)")
        let other = told([
            (Self.sheets, Self.sheets + "\n  own: { title: Own, rubric: graded, by: host, optional: true }"),
            ("choose: { title: Choose a judgement, by: reviewer, settle: peer }", "choose: { title: Choose, by: reviewer, settle_nearest: { sheet: peer, to: own } }"),
        ])
        #expect(other.contains("`peer` and `own` are not judged by one rubric, so that none lies nearer."), "\(other)")
        #expect(other.contains("`own` is optional: it may not be there when the nearest to it is looked for."), "\(other)")
    }

    @Test("what is watched is a percentage")
    func watch() {
        let told = told([("settled_by: [reviewer] }", "settled_by: [reviewer], watch: { exact: most } }")])
        #expect(told.contains("`most` is not a percentage.") && told.contains("write it as `60%` or `89.5%`."), "\(told)")
    }

    @Test("what passes is asked of a rubric that says what does, and a level is one that there is")
    func passes() {
        func told(_ condition: String) -> String {
            var library = Small.library
            let plain = Rubric(name: "plain", title: "Plain", profile: .graded, scale: [.init("low", "Low"), .init("high", "High")], passes: PassRule(noneAt: "low"), criteria: [.init("care", "Care")])
            var graded = plain
            (graded.name, graded.passes) = ("graded", nil)
            library.rubrics = ["plain": plain, "graded": graded]
            switch DefinitionReader(library: library).read(workflow: Small.text.replacing("event.visit_on > today", with: condition), file: "small.yaml") {
            case .success: return ""
            case .failure(let mistakes): return mistakes.text
            }
        }
        let never = told("passes('peer')")
        #expect(never.contains("small.yaml:43:27: error: The rubric `graded` does not say what passes. [expression]"), "\(never)")
        let level = told("size(straddling('peer', 'hih')) == 0")
        #expect(level.contains("There is no level `hih`.") && level.contains("did you mean `high`?"), "\(level)")
        let sheet = told("size(unvaried('pear')) == 0")
        #expect(sheet.contains("There is no sheet `pear`."), "\(sheet)")
        #expect(told("size(straddling('peer', 'high')) == 0 && wholeApart('peer') == 0 && size(judged('peer')) >= size(apart('peer', 1))") == "")
    }
}
