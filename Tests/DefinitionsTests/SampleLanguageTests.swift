import Definitions
import Testing

@Suite("Whom cases are about one after another")
struct SampleLanguageTests {
    private func told(_ rules: String, on: String = "visit_on", apart: String = "profile", of: String = "host") -> String {
        Small.findings(Small.text + "\nsamples:\n  hosts:\n    title: Hosts\n    of: \(of)\n    among: hub_head\n    seen_on: \(on)\n    apart_by: \(apart)\n    rules:\n\(rules)")
    }

    private static let yearly = "      - { title: Once a year, within: 12 months }\n"

    @Test("a sample is read with its rules in the order of the file")
    func read() throws {
        let text = Small.text + "\nsamples:\n  hosts:\n    title: Hosts\n    of: host\n    among: hub_head\n    seen_on: visit_on\n    rules:\n      - { title: New, until_seen: 1, in_first: 6 months, within: 0 days }\n      - { title: Again, after: [checking, finished], within: 20 working days }\n" + Self.yearly
        let sample = try #require(try DefinitionReader(library: Small.library).read(workflow: text, file: "small.yaml").get().value.samples["hosts"])
        #expect((sample.role, sample.credential, sample.seenOn, sample.apartBy) == ("host", "hub_head", "visit_on", nil))
        #expect(sample.rules.map { $0.title.text() } == ["New", "Again", "Once a year"])
        #expect(sample.rules[0].untilSeen == 1 && sample.rules[0].inFirstMonths == 6)
        #expect(sample.rules[1].after == ["checking", "finished"] && sample.rules[1].within == .init(count: 20, unit: .workingDays))
    }

    @Test("names that are not there, days that are none and choices that are none are told at their places")
    func names() {
        #expect(told(Self.yearly) == "")
        #expect(told(Self.yearly, of: "hots").contains("There is no role `hots`."))
        #expect(told(Self.yearly, on: "profile").contains("`profile` is not a date, so that it cannot say when somebody was seen."))
        #expect(told(Self.yearly, apart: "visit_on").contains("`visit_on` is not a choice, so that nothing can be counted apart by it."))
        #expect(told("      - { title: Again, after: checkin, within: 3 months }\n" + Self.yearly).contains("There is no state `checkin`."))
        #expect(told("      - { title: Again, within: 3 weeks }\n").contains("small.yaml:77:33: error:"), "\(told("      - { title: Again, within: 3 weeks }\n"))")
    }

    @Test("which session a case is about is read, and its data are held to their kinds")
    func timetable() throws {
        func told(_ keys: String) -> String { Small.findings(Small.text + "\ntimetable: { \(keys) }\n") }
        #expect(told("session: profile, day: visit_on") == "")
        #expect(told("session: profle, day: visit_on").contains("There is no datum `profle`."))
        #expect(told("session: visit_on, day: visit_on").contains("`visit_on` is no text, so that no name of a timetable can stand there."))
        #expect(told("session: profile, day: profile").contains("`profile` is not a date, so that it cannot be a session's day."))
        #expect(told("session: profile").contains("error:"), "the day is missing")
    }

    @Test("a rule that never asks for anything, and people who are never to be seen, are told")
    func sense() {
        let never = told(Self.yearly + "      - { title: Rarely, after: checking, within: 24 months }\n")
        #expect(never.contains("This rule never asks for anything: `Once a year` (line 77) holds for everybody and asks sooner."), "\(never)")
        let some = told("      - { title: New, until_seen: 1, within: 0 days }\n")
        #expect(some.contains("warning: `hosts` has no rule that holds for everybody: some are never to be seen."), "\(some)")
    }
}
