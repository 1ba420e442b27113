import Testing
import Foundation
import Rubrics

@Suite("Checking a rubric") struct RubricChecksTests {
    private func mistakes(_ change: (inout Rubric) -> Void) -> [String] {
        var rubric = Example.graded
        change(&rubric)
        return rubric.mistakes().map { "\($0.code.rawValue) /\($0.path.joined(separator: "/"))" }
    }

    @Test("A sound rubric has no mistakes")
    func sound() {
        #expect(Example.graded.mistakes() == [])
        #expect(Example.narrative.mistakes() == [])
    }

    @Test("What cannot be meant is named with its place")
    func named() {
        #expect(mistakes { $0.name = "Growth" } == ["bad-name /rubric"])
        #expect(mistakes { $0.version = 0; $0.title = "" } == ["bad-version /version", "no-title /title"])
        #expect(mistakes { $0.criteria[2].id = "itt" } == ["name-twice /criteria/2"])
        #expect(mistakes { $0.criteria = [] } == ["no-criteria /criteria"])
        #expect(mistakes { $0.scale = [] } == ["scale-too-short /scale", "bad-tolerance /tolerance"])
        #expect(mistakes { $0.profile = .narrative } == ["scale-not-allowed /scale"])
        #expect(mistakes { $0.tolerance = 4 } == ["bad-tolerance /tolerance"])
        #expect(mistakes { $0.scale[1].points = 9 } == ["points-not-rising /scale"])
        #expect(mistakes { $0.scale[3].points = .max } == ["points-not-rising /scale"])
        #expect(mistakes { $0.judgement.narrativeMaximum = 0 } == ["bad-maximum /judgement/narrative/max"])
        #expect(mistakes { $0.judgement.absences.append(.init(.erased, "Erased")) } == ["erased-is-not-given /judgement/absences/erased"])
        #expect(mistakes { $0.judgement.absences.append(.init(.notSeen, "Unseen")) } == ["absence-twice /judgement/absences/not_seen"])
        #expect(mistakes { $0.criteria[0].descriptors = ["beginning": "x", "developing": "y", "embedding": "z"] } == ["descriptor-missing /criteria/0/levels"])
        #expect(mistakes { $0.criteria[0].floor = "top" } == ["unknown-level /criteria/0/floor"])
        #expect(mistakes { $0.aggregation = .anyOne("top") } == ["unknown-level /aggregation/any_one"])
        #expect(mistakes { $0.aggregation = .sumWithFloor(pass: 13, floor: "beginning") } == ["pass-out-of-reach /aggregation/sum/pass"])
        #expect(mistakes { $0.profile = .narrative; $0.scale = []; $0.aggregation = .floor } == ["nothing-to-add /aggregation"])
    }
}

/// The rubric files that ship, by their layout: this module knows no YAML.
@Suite("The rubrics that ship") struct ShippedRubricTests {
    private func lines(_ name: String) throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("Rubrics/\(name).yaml"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The ids under `criteria`.
    private func criteria(_ name: String) throws -> [String] {
        try lines(name).drop { $0 != "criteria:" }.filter { $0.hasPrefix("  - id: ") }.map { String($0.dropFirst(8)) }
    }

    @Test("Every file begins with the version of the language, its name, its version and its title")
    func heads() throws {
        for name in ["hub-maturity", "relative-conclusion", "process-quality", "ingredients", "training-session", "lesson-observation"] {
            let head = try lines(name).filter { !$0.hasPrefix("#") && !$0.isEmpty }.prefix(4)
            #expect(Array(head.prefix(3)) == ["triad: 1", "rubric: \(name)", "version: 1"])
            #expect(head.last?.hasPrefix("title: ") == true)
        }
    }

    @Test("The five areas are the same in maturity and in the relative conclusion; nine statements and seven ingredients stand")
    func criteriaStand() throws {
        let areas = ["leadership", "infrastructure", "itt", "cpd", "school_support"]
        #expect(try criteria("hub-maturity") == areas)
        #expect(try criteria("relative-conclusion") == areas)
        #expect(try criteria("process-quality").count == 9)
        #expect(try criteria("ingredients") == ["capacity", "sustainability", "relationships", "tailoring", "quality", "adaptivity", "connecting"])
    }

    @Test("Each of the five areas describes each of the four levels, in twenty different texts")
    func descriptors() throws {
        let levels = ["beginning", "developing", "embedding", "leading"]
        var texts: [String] = []
        var levelsSeen: [String] = []
        for line in try lines("hub-maturity").drop(while: { $0 != "criteria:" }) {
            if let level = levels.first(where: { line == "      \($0): >-" }) {
                levelsSeen.append(level)
                texts.append("")
            } else if line.hasPrefix("        "), !texts.isEmpty {
                texts[texts.count - 1] += line.trimmingCharacters(in: .whitespaces) + " "
            }
        }
        #expect(levelsSeen == Array(repeating: levels, count: 5).flatMap { $0 })
        #expect(Set(texts).count == 20)
        #expect(texts.allSatisfy { $0.count > 100 && $0.hasSuffix(". ") })
    }
}
