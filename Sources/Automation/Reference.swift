import Casework
import Definitions

/// Reference pages in Markdown, made from the program's own tables.
public enum Reference {
    public static var functions: String {
        page("What guards can call", ["Function", "What it gives"], rows(GuardFunctions.table)) + "\n\n"
            + page("What the language itself has", ["Function", "What it gives"], rows(GuardFunctions.language))
    }

    public static var refusals: String {
        page("Why something is not accepted", ["Code", "Exit", "JSON-RPC", "What it means"], Refusal.Code.allCases.map {
            ["`\($0.rawValue)`", "\($0.exit)", "\($0.number)", "\($0.title). \($0.documentation)"]
        })
    }

    /// Every method of the pipe with its parameters, from the list that answers by them.
    public static var methods: String {
        let sections = Methods.described.map { method in
            let rows = method.parameters.map { ["`\($0.name)`", $0.isRequired ? "yes" : "", $0.shape.words, $0.text] }
            let heading = "## \(method.name)\n\n\(method.summary)"
            return rows.isEmpty ? heading : heading + "\n\n" + table(["Parameter", "Needed", "What it is", ""], rows)
        }
        return (["# What can be asked through the pipe"] + sections).joined(separator: "\n\n")
    }

    public static var findings: String {
        page("What `triad check` finds", ["Code", "", "What it means", "For example", "Mended"], Finding.Code.table.map {
            ["`\($0.code)`", $0.severity.rawValue, $0.meaning, code($0.example), code($0.fix)]
        })
    }

    private static func rows(_ functions: [GuardFunctions.Row]) -> [[String]] { functions.map { ["`\($0.signature)`", $0.documentation] } }

    private static func code(_ text: String) -> String { text.isEmpty ? "" : "`\(text.replacing("\n", with: " ⏎ "))`" }

    private static func page(_ title: String, _ columns: [String], _ rows: [[String]]) -> String { "# \(title)\n\n" + table(columns, rows) }

    private static func table(_ columns: [String], _ rows: [[String]]) -> String {
        let lines = ([columns, columns.map { _ in "---" }] + rows).map { row in
            "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }
        return lines.joined(separator: "\n")
    }
}
