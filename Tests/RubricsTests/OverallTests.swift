import Testing
import Rubrics

@Suite("What judgements add up to") struct OverallTests {
    private func overall(_ aggregation: Rubric.Aggregation, _ leadership: Judgement.Answer, _ itt: Judgement.Answer, _ cpd: Judgement.Answer?) -> Overall {
        var rubric = Example.graded
        rubric.aggregation = aggregation
        rubric.criteria[1].floor = "embedding"
        var answers = ["leadership": leadership, "itt": itt]
        answers["cpd"] = cpd
        return rubric.overall(answers)
    }
    private let notOffered = Judgement.Answer.absent(.notApplicable, because: "Not offered.")
    private let notSeen = Judgement.Answer.absent(.notSeen, because: "No time.")

    @Test("Nothing adds up unless the rubric says so")
    func none() { #expect(overall(.none, .level("leading"), .level("leading"), .level("leading")) == .notAdded) }

    @Test("The floor is the lowest level; what is not applicable is left out, what was not seen leaves it open")
    func floor() {
        #expect(overall(.floor, .level("leading"), .level("embedding"), .level("leading")) == .level("embedding"))
        #expect(overall(.floor, .level("leading"), .level("embedding"), notOffered) == .level("embedding"))
        #expect(overall(.floor, .level("leading"), .level("embedding"), notSeen) == .open(["cpd"]))
        #expect(overall(.floor, .level("beginning"), .level("embedding"), notSeen) == .level("beginning"))
        #expect(overall(.floor, notOffered, notOffered, notOffered) == .open(["leadership", "itt", "cpd"]))
    }

    @Test("A sum passes with its points and without a criterion below its floor, and no absence is a zero")
    func sum() {
        let rule = Rubric.Aggregation.sumWithFloor(pass: 8, floor: "developing")
        #expect(overall(rule, .level("leading"), .level("embedding"), .level("beginning"))
            == .sum(points: 8, most: 12, passes: false, belowFloor: ["cpd"]))
        #expect(overall(rule, .level("leading"), .level("developing"), .level("developing"))
            == .sum(points: 8, most: 12, passes: false, belowFloor: ["itt"]), "its own floor goes over the common one")
        #expect(overall(rule, .level("embedding"), .level("embedding"), .level("developing"))
            == .sum(points: 8, most: 12, passes: true, belowFloor: []))
        #expect(overall(rule, .level("leading"), .level("leading"), notOffered) == .open(["cpd"]))
        #expect(overall(rule, .level("leading"), .level("leading"), nil) == .open(["cpd"]))
    }

    @Test("Any one is met by one criterion, whatever the others are")
    func anyOne() {
        let rule = Rubric.Aggregation.anyOne("leading")
        #expect(overall(rule, .level("leading"), notSeen, notSeen) == .anyOne(met: true))
        #expect(overall(rule, .level("beginning"), .level("embedding"), notOffered) == .anyOne(met: false))
        #expect(overall(rule, .level("beginning"), .level("embedding"), notSeen) == .open(["cpd"]))
    }

    @Test("89.6% does not reach 90%, and 90% does")
    func percentages() throws {
        let ninety = try #require(Share.Threshold("90%"))
        #expect(try !#require(Share(896, of: 1000)).reaches(ninety))
        #expect(try !#require(Share(43, of: 48)).reaches(ninety))
        #expect(try #require(Share(9, of: 10)).reaches(ninety))
        #expect(try #require(Share(.max, of: .max)).reaches(#require(Share.Threshold("100%"))))
        #expect(try !#require(Share(.max - 1, of: .max)).reaches(#require(Share.Threshold("100%"))))
        #expect(try #require(Share(896, of: 1000)).reaches(#require(Share.Threshold("89.6%"))))
        #expect(Share(1, of: 0) == nil && Share(-1, of: 3) == nil)
        for bad in ["90", "%", "90.%", ".5%", "9 0%", "-1%", "90,5%", "12345%"] { #expect(Share.Threshold(bad) == nil, "\(bad)") }
    }
}
