// swift-tools-version: 6.1
import PackageDescription

// The floors of the house: a module may use any module on a lower floor, never one on its own or above.
// Every line below names only lower floors; `Tests/HouseTests` holds the sources to it.

let json: Target.Dependency = "JSON"
let civilTime: Target.Dependency = "CivilTime"
let chance: Target.Dependency = "Chance"
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func floor(
    _ name: String, _ dependencies: [Target.Dependency] = [], forTests: [Target.Dependency] = [], plugins: [Target.PluginUsage] = [],
    fixtures: [String] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, plugins: plugins),
        .testTarget(name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies + forTests, exclude: fixtures),
    ]
}

let package = Package(
    name: "triad",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "triad", targets: ["triad"]),
        .library(name: "CEL", targets: ["CEL"]),
        .library(name: "JSON", targets: ["JSON"]),
        .library(name: "SCXML", targets: ["SCXML"]),
        .library(name: "Statecharts", targets: ["Statecharts"]),
        .library(name: "TriadKit", targets: ["TriadKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        [
            .target(name: "Chance"),
            .target(name: "JSON"),
            .testTarget(name: "JSONTests", dependencies: ["JSON", chance]),
        ],
        floor("CivilTime"),

        [
            .target(name: "CEL"),
            // Conformance cases, random expressions and what is to hold of them, for the tests and the workbench.
            .target(name: "CELTrial", dependencies: [json, chance, "CEL"], path: "Tests/CELTrial"),
            .testTarget(name: "CELTests", dependencies: ["CEL", json, "CELTrial"]),
        ],
        [
            .target(name: "Statecharts", dependencies: [json], swiftSettings: [
                // The interpreter is generic over the host's data model; it is made to measure in the host's module.
                .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
            ]),
            // Random machines and the plain interpreter that they are held against, for the tests and the workbench.
            .target(name: "StatechartsTrial", dependencies: [json, chance, "Statecharts"], path: "Tests/StatechartsTrial"),
            .testTarget(name: "StatechartsTests", dependencies: ["Statecharts", json, chance, "StatechartsTrial"], exclude: ["Fixtures"]),
        ],

        floor("Pages", [json, mustache]),
        floor("Rubrics", [json, civilTime]),
        floor("RaterAgreement"),
        floor("Matching", [json, chance]),
        floor("Calendars", [json, civilTime]),
        floor("Register", [json, civilTime]),
        floor("Timetables", [json, civilTime]),
        floor("SCXML", [json, "CEL", "Statecharts"]),

        floor("Definitions", [json, civilTime, "CEL", "Statecharts", "Rubrics", "Calendars", yams, collections, crypto]),

        floor("Casework", [json, civilTime, chance, "CEL", "Statecharts", "Rubrics", "Matching", "Calendars", "Register", "Timetables", "Definitions", collections]),

        floor("CaseStore", [json, civilTime, "Rubrics", "Calendars", "Register", "Timetables", "Definitions", "Casework", grdb, crypto, collections], fixtures: ["Fixtures"]),

        floor(
            "TriadKit",
            [json, civilTime, "CEL", "Statecharts", "Rubrics", "RaterAgreement", "Matching", "Calendars", "Register", "Timetables", "Definitions", "Casework", "CaseStore", mustache],
            forTests: ["triad", "ProgramRunning"], plugins: ["EmbedDefinitions"]),

        floor("Reporting", [json, civilTime, "Rubrics", "Pages", "Definitions", "Casework", "TriadKit", crypto], forTests: ["Register"]),

        floor("Automation", [json, civilTime, "Register", "Matching", "Timetables", "Pages", "Definitions", "Casework", "TriadKit", "Reporting"]),

        [
            .executableTarget(name: "triad", dependencies: [json, civilTime, "Register", "Matching", "Pages", "Definitions", "Casework", "TriadKit", "Reporting", "Automation", arguments, csv], linkerSettings: [
                // What is done at each start counts: a fixed address needs no relocations, nobody asks the program for
                // symbols, and lld's order of sections touches fewer pages than gold's.
                .unsafeFlags(
                    ["-use-ld=lld", "-Xlinker", "-no-pie", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-s"],
                    .when(platforms: [.linux], configuration: .release)),
            ]),
            .target(name: "AllocationCount", path: "Tools/AllocationCount"),
            .executableTarget(name: "workbench", dependencies: [json, chance, "CEL", "CELTrial", "Statecharts", "SCXML", "Definitions", "StatechartsTrial", "AllocationCount"], path: "Tools/Workbench"),
            .testTarget(name: "HouseTests"),
            // The program run as people and scripts run it, for the tests.
            .target(name: "ProgramRunning", path: "Tests/ProgramRunning"),
            .testTarget(name: "CommandLineTests", dependencies: ["triad", "Automation", json, grdb, "ProgramRunning"], exclude: ["Pipe", "Episodes", "Kitchens"]),
            .plugin(
                name: "EmbedDefinitions", capability: .buildTool(), dependencies: ["EmbedDefinitionsGenerator"],
                path: "Tools/EmbedDefinitions/Plugin"),
            .executableTarget(name: "EmbedDefinitionsGenerator", path: "Tools/EmbedDefinitions/Generator"),
        ],
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)
