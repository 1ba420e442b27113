import Foundation
import Testing

/// The rules of the house, held against the sources themselves.
@Suite("The house")
struct HouseTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Floor of each module, from the ground up.
    static let floors: [String: Int] = [
        "JSON": 0, "CivilTime": 0, "Chance": 0,
        "CEL": 1, "Statecharts": 1,
        "Pages": 2, "Rubrics": 2, "RaterAgreement": 2, "Matching": 2, "Calendars": 2, "Register": 2, "Timetables": 2, "SCXML": 2,
        "Definitions": 3, "Casework": 4, "CaseStore": 5, "TriadKit": 6,
        "Reporting": 7, "Automation": 8,
        "triad": 9,
    ]

    @Test("no module imports one on its own floor or above")
    func importsPointDown() throws {
        var checked = 0
        for (file, module) in try Self.sources() {
            let own = try #require(Self.floors[module], "\(module) has no floor")
            for imported in try Self.imports(of: file) {
                guard let floor = Self.floors[imported] else { continue }
                checked += 1
                #expect(floor < own, "\(file.path) imports \(imported)")
            }
        }
        #expect(checked > 0)
    }

    @Test("the ground could be packages of its own: CEL imports nothing of Triad")
    func celStandsAlone() throws {
        for (file, module) in try Self.sources() where module == "CEL" {
            let own = try Self.imports(of: file).filter { Self.floors[$0] != nil }
            #expect(own.isEmpty, "\(file.path) imports \(own)")
        }
    }

    @Test("the program does without SCXML: nothing but the tools imports it")
    func scxmlStandsAside() throws {
        for (file, module) in try Self.sources() where module != "SCXML" {
            #expect(!(try Self.imports(of: file)).contains("SCXML"), "\(file.path) imports SCXML")
        }
    }

    @Test("state machines could be a package of their own: Statecharts imports JSON alone, SCXML that and what it joins")
    func statechartsStandAlone() throws {
        let allowed: [String: Set<String>] = ["Statecharts": ["JSON"], "SCXML": ["JSON", "CEL", "Statecharts"]]
        for (file, module) in try Self.sources() {
            guard let allowed = allowed[module] else { continue }
            let own = Set(try Self.imports(of: file).filter { Self.floors[$0] != nil })
            #expect(own.isSubset(of: allowed), "\(file.path) imports \(own.subtracting(allowed))")
        }
    }

    @Test("no shipped workflow, state, event, role or rubric is named in the sources")
    func namesStandInFilesOnly() throws {
        let names = try Self.hyphenatedNames()
        #expect(names.count > 20)
        for (file, _) in try Self.sources() {
            let text = try String(contentsOf: file, encoding: .utf8)
            for name in names {
                #expect(!text.contains("\"\(name)\""), "\(file.lastPathComponent) names `\(name)`")
            }
        }
    }

    @Test("what kills the program or spoils its commits is in debug builds alone; in a release build a crash point is a call of nothing")
    func releasesCannotBeSpoilt() throws {
        let words = ["TRIAD_CRASH_AT", "TRIAD_SABOTAGE", "Sabotage", "sabotaged", "SIGKILL", "allowsUnsafeTransactions"]
        var found = 0, isForDebugging = false, released: [String] = []
        for (file, _) in try Self.sources() {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
                if line.hasPrefix("#") { isForDebugging = line == "#if DEBUG" }
                guard !line.hasPrefix("//") else { continue }
                if words.contains(where: line.contains) {
                    found += 1
                    #expect(isForDebugging, "\(file.lastPathComponent): \(line)")
                }
                if !isForDebugging, line.contains("static func reached(") { released.append(line) }
            }
        }
        #expect(found > 5)
        #expect(released == ["public static func reached(_ point: CrashPoint) {}"])
    }

    static func sources() throws -> [(file: URL, module: String)] {
        let sources = root.appendingPathComponent("Sources")
        let all = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        return (all?.allObjects as? [URL] ?? [])
            .filter { $0.pathExtension == "swift" }
            .map { file in
                let inside = file.path.dropFirst(sources.path.count + 1)
                return (file, String(inside.prefix { $0 != "/" }))
            }
    }

    static func imports(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
            guard let verb = words.firstIndex(of: "import"), verb + 1 < words.count, verb <= 1 else { return nil }
            return String(words[verb + 1].prefix { $0 != "." })
        }
    }

    /// Names of states and events that are no ordinary words: those with a hyphen, as keys of the shipped workflows.
    static func hyphenatedNames() throws -> Set<String> {
        let workflows = try FileManager.default.contentsOfDirectory(
            at: root.appendingPathComponent("Workflows"), includingPropertiesForKeys: nil)
        var names: Set<String> = []
        for file in workflows where file.pathExtension == "yaml" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let key = line.drop { $0 == " " }.prefix { $0.isLowercase || $0 == "-" }
                if key.contains("-"), line.contains("\(key):") { names.insert(String(key)) }
            }
        }
        return names
    }
}
