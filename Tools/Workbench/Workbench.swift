import Foundation

/// What is run beside the program: conformance suites, and what else weighs or shakes the modules on the ground.
///
/// Each subcommand is one file with one `Subcommand`, named in `subcommands`.
@main
enum Workbench {
    static let subcommands: [any Subcommand.Type] = [Conformance.self, Convert.self, Bench.self, Fuzz.self, Differential.self, Docs.self]

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        guard let subcommand = subcommands.first(where: { $0.name == words.first }) else {
            complain("Usage:\n" + subcommands.map { "  workbench \($0.usage)\n" }.joined())
            exit(2)
        }
        do {
            exit(try subcommand.run(Array(words.dropFirst())))
        } catch let misuse as Misuse {
            complain("\(misuse.sentence)\nUsage: workbench \(subcommand.usage)\n")
            exit(2)
        } catch {
            complain("\(error)\n")
            exit(1)
        }
    }

    static func complain(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// One thing that the workbench does.
protocol Subcommand: SendableMetatype {
    static var name: String { get }
    /// The words after `workbench`, and in a few more what comes of them.
    static var usage: String { get }
    /// - Parameter words: those after the subcommand's name.
    /// - Returns: the exit status.
    static func run(_ words: [String]) throws -> Int32
}

/// Words that a subcommand does not understand.
struct Misuse: Error {
    let sentence: String
}
