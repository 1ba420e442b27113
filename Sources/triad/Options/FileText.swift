import Definitions
import Foundation
import JSON
import SwiftCSV
import TriadKit

/// What is read from paths: only the command line opens files.
enum FileText {
    /// The most that a file given by hand may hold, in bytes.
    static let limit = 32 << 20
    /// The same of what is written by hand in YAML: definitions and drafts.
    static let limitByHand = 4 << 20

    /// The same of one request in JSON, which may hold a document: as of a line of the pipe.
    static let limitOfJSON = 36 << 20

    static func read(_ path: String, atMost limit: Int = limit) throws -> String {
        let data: Data
        do {
            let file = path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try file.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw Stop(.file, "\(path) cannot be read.", remedy: "Look whether it is there, a file, and yours to read.")
        }
        guard data.count <= limit else { throw Stop(.file, "\(path) holds more than \(limit >> 20) MB.", remedy: "Give a smaller file.") }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Stop(.file, "\(path) is not text in UTF-8.", remedy: "Save it as UTF-8; a spreadsheet offers \"CSV UTF-8\".")
        }
        return text
    }

    /// A map in YAML, as JSON.
    static func map(_ text: String, from path: String) throws -> JSON.Object {
        guard !text.allSatisfy(\.isWhitespace) else { throw Stop(.mistyped, "\(path) is empty.", remedy: "Write one criterion a line, as `triad help sheet` shows.") }
        switch YAMLText.value(text, file: path) {
        case .failure(let mistakes): throw Stop(.mistyped, mistakes.text)
        case .success(.object(let object)): return object
        case .success: throw Stop(.mistyped, "\(path) holds no map of names to values.", remedy: "Write one criterion a line, as `triad help sheet` shows.")
        }
    }

    /// Writes a paper over an earlier one of that name; its owner's alone, as whatever is written of a case is.
    static func write(_ text: String, to path: String) throws {
        do {
            try FileManager.default.createDirectory(at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw Stop(.file, "\(path) cannot be written: \(error.localizedDescription)", remedy: "Look whether the folder is yours to write in.")
        }
        try Triad.write(to: path, replacing: true) { try $0(Array(text.utf8)) }
    }
}

/// Rows of a file of comma-separated values, by the names in its first line.
enum CSVText {
    /// - Throws: ``Stop`` with every row that cannot be meant; nothing that stands in the file is left out without a word.
    static func rows(_ text: String, from path: String) throws -> [[String: String]] {
        let table: EnumeratedCSV
        do {
            table = try EnumeratedCSV(string: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, delimiter: .comma, loadColumns: false)
        } catch CSVParseError.generic(let message), CSVParseError.quotation(let message) {
            throw Stop(.mistyped, "\(path) cannot be read as comma-separated values: \(message).", remedy: "Look for a quote inside a cell: it is written twice.")
        } catch {
            throw Stop(.mistyped, "\(path) cannot be read as comma-separated values: \(error).", remedy: "Save it as \"CSV UTF-8\" from the spreadsheet.")
        }
        let mistakes = mistakes(in: table, text)
        guard mistakes.isEmpty else {
            throw Stop(.mistyped, "\(path) cannot be read as a table:\n" + mistakes.map { "  \($0)" }.joined(separator: "\n"),
                       remedy: "Mend these; a cell with a comma in it needs quotes around it.")
        }
        return table.rows.map { cells in Dictionary(zip(table.header, cells)) { first, _ in first } }
    }

    private static func mistakes(in table: EnumeratedCSV, _ text: String) -> [String] {
        guard !table.header.isEmpty else { return ["It is empty."] }
        var mistakes: [String] = []
        let names = Dictionary(grouping: table.header) { Array($0.utf8) }
        mistakes += names.values.filter { $0.count > 1 }.compactMap(\.first).sorted().map { "The column `\($0)` is there twice." }
        // The parser takes what follows an open quote as one cell, to the end of the file.
        if !text.utf8.count(where: { $0 == 0x22 }).isMultiple(of: 2) { mistakes.append("A quote is opened and not closed.") }
        for (number, row) in table.rows.enumerated() where row.dropFirst(table.header.count).contains(where: { !$0.isEmpty }) {
            mistakes.append("row \(number + 1) has more cells than there are columns.")
        }
        return mistakes
    }
}
