import Foundation
import JSON
import ProgramRunning
import Testing

/// A workflow of a kind that no source knows: four files in a folder, and no line of Swift.
@Suite("A workflow of another kind")
struct OtherKindTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let kitchens = root.appendingPathComponent("Kitchens").path
    private static let tables = ["organisations", "people", "affiliations"].map {
        root.appendingPathComponent("../../Tools/story/larkmere/\($0).csv").standardizedFileURL.path
    }

    private let program: Program

    init() throws {
        program = try Program()
        try done(["new", "a.triad", "--coordinator", "Ada Marsh", "--virtual", "2026-06-08"])
        try done(["import"] + Self.tables + ["--apply"])
    }

    @discardableResult
    private func done(_ words: [String], as person: String = "Ada Marsh", input: String? = nil) throws -> String {
        let ended = try program.run(words, as: person, input: input)
        try #require(ended.code == 0, "\(words): \(ended.err)")
        return ended.out
    }

    @Test("is sound")
    func sound() throws {
        let files = ["kitchen-badge", "kitchen-rubric"].map { "\(Self.kitchens)/\($0).yaml" }
        #expect(try program.run(["check", "--definitions", Self.kitchens] + files).code == 0)
    }

    @Test("goes its whole way at the command line: deadline, sealed sheets, a rubric's rule, a vote, letters, a report")
    func typed() throws {
        try done(["start", "kitchen-badge", "--definitions", Self.kitchens, "--subject", "alder-bank", "steward=Ada Marsh", "cook=Tom Sedgley",
                  "tasters=Grace Tolland", "tasters=Joan Kettle"])
        let early = try program.run(["do", "kitchen-badge-1", "name-day", "tasting_on=2026-06-08"])
        #expect(early.code == 1 && early.err.contains("A tasting is announced beforehand."))
        try done(["do", "kitchen-badge-1", "name-day", "tasting_on=2026-06-16"])
        try done(["clock", "set", "2026-06-17"])
        let inbox = try done(["inbox"], as: "Grace Tolland")
        #expect(inbox == """
            Grace Tolland, Wednesday 17 June 2026
            By           What                         Case                                     With
            16 Jun 2026  Taste and look round (late)  Kitchen badge: Alder Bank School         sheet look, taste
                                                      (kitchen-badge-1)

            """)
        try done(["do", "kitchen-badge-1", "taste", "dish=Leek pie", "liked=yes"], as: "Joan Kettle")
        for taster in ["Grace Tolland", "Joan Kettle"] {
            let sheet = try program.write("larder: {level: fine, narrative: Dated.}\nstove: {level: sound, narrative: Wiped.}\noverall: {level: sound, because: So it was.}\n", to: "look.yaml")
            try done(["sheet", "draft", "kitchen-badge-1", "look", "--from", sheet], as: taster)
            try done(["sheet", "seal", "kitchen-badge-1", "look"], as: taster)
        }
        for taster in ["Grace Tolland", "Joan Kettle"] { try done(["vote", "cast", "kitchen-badge-1", "badge", "badge"], as: taster) }
        #expect(try done(["show", "kitchen-badge-1"]).contains("Badge given"))
        #expect(try done(["report", "kitchen-badge-1", "tasting", "--kind", "markdown", "--definitions", Self.kitchens]) == """
            # The tasting

            *Alder Bank School*

            - **Where it stands:** Badge given

            **Dishes tasted**

            | No. | Dish | Liked |
            | ---: | --- | --- |
            | 1 | Leek pie | yes |


            """)
        #expect(try done(["letters"]).contains("Your badge"))
        #expect(try done(["verify"]).contains("everything is as the ledger says"))
    }

    @Test("goes its whole way by JSON, and one bad kitchen gets no badge")
    func asked() throws {
        var lines: [JSON.Value] = []
        func ask(_ method: String, as person: String = "Ada Marsh", _ parameters: JSON.Object) {
            var parameters = parameters
            parameters.append("as", .string(person))
            lines.append(["jsonrpc": "2.0", "id": .int(Int64(lines.count)), "method": .string(method), "params": .object(parameters)])
        }
        let id: JSON.Value = "kitchen-badge-1"
        ask("start", ["workflow": "kitchen-badge", "subject": "alder-bank", "roles": ["steward": "Ada Marsh", "cook": "Tom Sedgley", "tasters": ["Grace Tolland", "Joan Kettle"]]])
        ask("do", ["case": id, "event": "name-day", "form": ["tasting_on": "2026-06-16"]])
        ask("do", as: "Grace Tolland", ["case": id, "event": "taste", "form": ["dish": "Grey soup", "liked": false]])
        for taster in ["Grace Tolland", "Joan Kettle"] {
            ask("sheet.draft", as: taster, ["case": id, "sheet": "look", "judgements": [
                "larder": ["level": "poor", "narrative": "Nothing had a date."], "stove": ["level": "fine", "narrative": "It shone."], "overall": ["level": "sound", "because": "The stove."],
            ]])
            ask("sheet.seal", as: taster, ["case": id, "sheet": "look"])
        }
        ask("show", ["case": id])
        let answers = try done(["rpc", "--definitions", Self.kitchens], input: lines.map(\.text).joined(separator: "\n") + "\n").split(separator: "\n").map { try JSON.Value.parse(String($0)) }
        #expect(answers.allSatisfy { $0["error"] == nil }, "\(answers.filter { $0["error"] != nil })")
        #expect(answers.last?["result"]?["states"]?.arrayValue?.first?["title"] == "Not this year")
        try done(["verify"])
    }
}
