import Casework
import CivilTime
import Foundation
import JSON
import Pages
import Testing

@testable import Reporting
@testable import TriadKit

@Suite("Paper for everyone in a review")
struct FormTests {
    /// The page as plain text, without the head of the log, which changes with every word of a definition.
    static func text(_ page: Page) -> String {
        let lines = page.plainText().split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("Log head: ") }
        return lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    /// Every report of the workflow, for everybody: made for whom it is, refused to the others.
    private func makeAll(_ larkmere: Larkmere) throws -> Int {
        let parts = [Larkmere.host: "host", Larkmere.lead: "lead", Larkmere.second: "reviewer"]
        var made = 0
        for report in try larkmere.view.reports {
            for person in [Larkmere.coordinator] + parts.keys.sorted() {
                let isFor = report.audience.isEmpty || person == Larkmere.coordinator || report.audience.contains { $0.name == parts[person] }
                if isFor {
                    #expect(try !larkmere.triad.report(larkmere.review, report.name, edition: nil, as: person).html().isEmpty)
                    made += 1
                } else {
                    let refusal = #expect(throws: Refusal.self) { try larkmere.triad.report(larkmere.review, report.name, edition: nil, as: person) }
                    #expect(refusal?.code == .notYours)
                }
            }
        }
        return made
    }

    @Test("each form is made for those for whom it is, and for nobody else: when dates are set, while sheets are sealed, and when all is closed")
    func everyForm() throws {
        let early = try Larkmere(), middle = try Larkmere(), late = try Larkmere()
        try early.toPreparing()
        try middle.toJudging()
        try late.toEnd()
        #expect(try late.view.hasEnded)
        let counts = try [early, middle, late].map(makeAll)
        #expect(counts[0] == counts[1] && counts[1] == counts[2] && counts[0] > 40)
    }

    @Test("a form that is not hers is named with whom it is for")
    func notHers() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        let refusal = #expect(throws: Refusal.self) { try larkmere.triad.report(larkmere.review, "draft", edition: nil, as: Larkmere.second) }
        #expect(refusal?.sentence == "`draft` is made for the lead reviewer.")
        #expect(refusal?.remedy?.contains("certificate (Certificate of professional development for the lead reviewer, the second reviewer and the shadow reviewer)") == true)
        #expect(refusal?.remedy?.contains("consent") == false)
        let view: CaseView = try larkmere.triad.answer(.case(larkmere.review), as: Larkmere.host)
        #expect(view.reports.filter(\.isYours).map(\.name).contains("consent"))
        #expect(!view.reports.filter(\.isYours).map(\.name).contains("evidence"))
    }

    @Test("while the sheets are sealed no form holds a judgement of another, for anybody")
    func sealed() throws {
        let larkmere = try Larkmere()
        try larkmere.toJudging()
        for person in [Larkmere.coordinator, Larkmere.host, Larkmere.second] {
            let view: CaseView = try larkmere.triad.answer(.case(larkmere.review), as: person)
            let mine = view.reports.filter(\.isYours)
            #expect(mine.count > 5)
            for report in mine {
                for text in PageKind.allCases.map({ kind in Result { try kind.text(of: larkmere.triad.report(larkmere.review, report.name, edition: nil, as: person)) } }) {
                    #expect(try !text.get().contains("What only the lead knows"), "\(report.name) for \(person)")
                    #expect(try !text.get().contains("Above the host"), "\(report.name) for \(person)")
                }
            }
        }
        // Her own is hers; as soon as both are open they stand in the minutes.
        #expect(try Self.text(larkmere.triad.report(larkmere.review, "draft", edition: nil, as: Larkmere.lead)).contains("What only the lead knows"))
        try larkmere.seals(Larkmere.second, "peer", "above", "The second reviewer's own.")
        #expect(try Self.text(larkmere.triad.report(larkmere.review, "conference", edition: nil, as: Larkmere.second)).contains("Above the host's own judgement"))
    }

    @Test("what the last review came to stands in the next self-evaluation, for whoever may look into it")
    func lastTime() throws {
        let larkmere = try Larkmere()
        try larkmere.toEnd()
        let reply = try larkmere.did(Larkmere.coordinator, .start(workflow: "triad-review", subject: .organisation("H1"), title: nil, roles: [.init(role: "lead", person: "P4"), .init(role: "reviewer", person: "P3")], data: ["cycle": "2027/28"]))
        let next = try #require(reply.began.first)
        try larkmere.clock("2027-09-01")
        let text = Self.text(try larkmere.triad.report(next, "self-evaluation", edition: nil, as: Larkmere.host))
        #expect(text.contains("What the last review led to\n") && text.contains("Mentors meet each term"))
        #expect(text.contains("| Last time: Embedding\n|\n| We say so."))
    }

    @Test("nothing that people read in a template says a word that wounds or belongs to another trade")
    func words() throws {
        let harsh = try Regex(#"\b(debts?|degraded|discrepanc\w+|raters?|refused|rejected|failed|moderators?)\b"#).ignoresCase()
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Workflows")
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".mustache") } ?? []
        #expect(files.count > 30 && files.contains("forms/declaration.mustache"))
        for file in files {
            let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            #expect(text.firstMatch(of: harsh) == nil, "\(file)")
        }
    }

    @Test("the notice for the staffroom, word for word")
    func staffroom() throws {
        let larkmere = try Larkmere()
        try larkmere.toVisit()
        let text = Self.text(try larkmere.triad.report(larkmere.review, "staffroom", edition: nil, as: Larkmere.host))
        #expect(text == """
            Visitors: Tuesday 19 January 2027 to Wednesday 20 January 2027

            A peer review of Alder Bank

            Who comes
            ---------

            Colleagues from two other schools: Cara Lind (Birch Hill) and Dev Rao (Cedar Vale). They look at our work with other schools. We do the same at theirs.

            What they look at
            -----------------

            Reading.

            What it means for you
            ---------------------

            * It is no inspection. No lesson and no person is graded.
            * Nobody prepares anything for it. What is usual is what they would like to see.
            * If they come to you, one of us comes along.
            * No member of staff is named in the report. What you say is not put down with your name.
            * The report belongs to the school. We hear what it says on the last day, before anything is written.

            If you have a question
            ----------------------

            Ask the head. If you would rather not be seen or spoken to, say so; no reason is needed.

            Notice for the staffroom of Alder Bank
            """)
    }

    @Test("a reviewer's declaration, word for word: her own copy alone")
    func declaration() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        let text = Self.text(try larkmere.triad.report(larkmere.review, "declaration", edition: nil, as: Larkmere.second))
        #expect(text == """
            Peer review of Alder Bank

            Declaration and confidentiality

            Reference: triad-review-1
            Visit: Tuesday 19 January 2027 to Wednesday 20 January 2027

            Second reviewer
            ---------------

            Name: Dev Rao
            School: Cedar Vale

            Interests
            ---------

            Please name whatever ties you, or somebody close to you, to Alder Bank: now, or in the last three years. Most ties do not stand in the way; they are printed in the report, and that is all.

            * Family or close friendship with somebody who works there
              No: ☐
              Yes: ☐
            * Paid work for the school, or a post held there
              No: ☐
              Yes: ☐
            * Governor or trustee of the school or its trust
              No: ☐
              Yes: ☐
            * A bid or application in which both schools take part
              No: ☐
              Yes: ☐
            * Former colleague of somebody who leads there
              No: ☐
              Yes: ☐
            * Same partnership, trust or grant
              No: ☐
              Yes: ☐

            Declared on Tuesday 1 September 2026: no interest.

            Confidentiality
            ---------------

            ☑ What I read, see and hear in this review stays within the review team and the host. I name no pupil and no member of staff in anything that I write, keep papers safe, and destroy them when the report is final. If I learn of a concern about a child, I pass it on at once to the school's designated safeguarding lead, and to nobody else.

            Name: ________   Signature: ________   Date: ________

            Declaration and confidentiality: peer review of Alder Bank
            """)
    }

    @Test("where two hold one part, each has her own copy alone, and whoever manages the case has both")
    func copies() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        func names(_ person: String) throws -> [String] {
            var view: CaseView = try larkmere.triad.answer(.case(larkmere.review), as: person)
            var other = try #require(view.parts.first { $0.role == "lead" })
            (other.person, other.isYours) = (Named(id: "p99", name: "Another Lead"), false)
            view.parts.append(other)
            let audience = [CaseView.ReportView.Role(name: "lead", title: "Lead reviewer")]
            let report = try CaseReport(view, edition: .init(name: "declaration", number: 1), editions: [], audience: audience, today: #require(Day("2026-12-01")))
            return report.data["copies"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        }
        #expect(try names(Larkmere.lead) == [Larkmere.lead])
        #expect(try names(Larkmere.coordinator) == [Larkmere.lead, "Another Lead"])
    }

    @Test("the summary for governors, word for word")
    func governors() throws {
        let larkmere = try Larkmere()
        try larkmere.toEnd()
        let text = Self.text(try larkmere.triad.report(larkmere.review, "governors", edition: nil, as: Larkmere.host))
        #expect(text == """
            Peer review: a summary for governors

            Alder Bank, 2026/27

            Reference: triad-review-1
            Date: Tuesday 22 June 2027
            Visit: Tuesday 19 January 2027 to Wednesday 20 January 2027

            Colleagues from Birch Hill and Cedar Vale looked at our work with other schools and compared what they saw with what we say of ourselves. It was no inspection. The report belongs to the school.

            * Leadership
              Our own judgement: Embedding
              The reviewers' conclusion: Above the host's own judgement
            * Infrastructure
              Our own judgement: Embedding
              The reviewers' conclusion: Above the host's own judgement
            * Initial teacher training
              Our own judgement: Embedding
              The reviewers' conclusion: Above the host's own judgement
            * Professional and leadership development
              Our own judgement: Embedding
              The reviewers' conclusion: Above the host's own judgement
            * School-to-school support
              Our own judgement: Embedding
              The reviewers' conclusion: Above the host's own judgement

            What we heard
            -------------

            * Mentoring is strong.

            What we do about it
            -------------------

            * Mentors meet each term
              Owner: Deputy head
              By: Friday 28 May 2027
              Status: done

            Summary for the governors of Alder Bank
            """)
    }
}
