import Casework
import Foundation
import Testing

@testable import TriadKit

@Suite("Definitions are checked together")
struct CheckingTogetherTests {
    @Test("What ships holds together")
    func shipped() throws {
        let shelf = try DefinitionShelf(folder: nil)
        let checked = shelf.check(together: shelf.sources())
        #expect(checked.count >= 7)
        #expect(checked.filter { !$0.findings.isEmpty }.map(\.text) == [])
    }

    @Test("A rubric, calendar, workflow or template that a file names and that is not there is a mistake in its place")
    func missing() throws {
        let shelf = try DefinitionShelf(folder: nil)
        let text = try #require(shelf.text(.workflow, "triad-review")).text
        let changed = [
            ("calendar: england-schools", "calendar: england-school"), ("levels: hub-maturity }", "levels: hub-maturit }"),
            ("workflow: triad-cycle, parent", "workflow: triad-cycl, parent"), ("letters/chaser", "letters/chase"),
        ].reduce(text) { $0.replacing($1.0, with: $1.1) }
        let checked = try #require(shelf.check(together: [("mine.yaml", changed)]).first)
        let codes = Set(checked.findings.map(\.code.rawValue))
        #expect(codes.isSuperset(of: ["unknown-calendar", "unknown-rubric", "unknown-workflow", "unknown-template"]), "\(checked.text)")
        #expect(checked.hasMistakes)
        #expect(!shelf.check(text, file: "mine.yaml").hasMistakes)
    }

    @Test("A rubric with mistakes is told once, not again wherever it is named")
    func toldOnce() throws {
        let shelf = try DefinitionShelf(folder: nil)
        let rubric = try #require(shelf.text(.rubric, "hub-maturity")).text.replacing("version: 1", with: "version: one")
        let workflow = try #require(shelf.text(.workflow, "triad-review")).text
        let checked = shelf.check(together: [("hub-maturity.yaml", rubric), ("triad-review.yaml", workflow)])
        #expect(checked.map(\.hasMistakes) == [true, false])
    }

    @Test("A workflow that names a template that is not there is not taken into use")
    func adopting() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "triad-templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "Workflows"), withIntermediateDirectories: true)
        let text = try #require(DefinitionShelf(folder: nil).text(.workflow, "triad-review")).text
        try Data(text.replacing("letters/chaser", with: "letters/chase").utf8).write(to: folder.appending(path: "Workflows/triad-review.yaml"))
        let triad = try Triad.create(
            at: folder.appending(path: "a.triad").path, coordinators: ["Ada Marsh"], virtualFrom: Door.begin, definitions: folder.path)
        _ = try triad.perform(Command(as: "P1", .register(Door.register))).get()
        let command = Command(as: "P1", .start(workflow: "triad-review", subject: .organisation("H1"), title: nil, roles: [.init(role: "lead", organisation: "H2"), .init(role: "reviewer", organisation: "H3")], data: [:]))
        let refusal = try #require(throws: Refusal.self) { try triad.perform(command).get() }
        #expect(refusal.code == .badDefinition)
        #expect(refusal.details.contains { $0.sentence.contains("letters/chase") }, "\(refusal)")
    }
}
