import Definitions
import Foundation
import JSON
import SwiftCSV

/// What is read from paths: only the command line opens files.
enum FileText {
    /// The most that a file given by hand may hold, in bytes.
    static let limit = 32 * 1024 * 1024

    static func read(_ path: String) throws -> String {
        let data: Data
        do {
            let file = path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try file.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw Stop(.file, "\(path) cannot be read.", remedy: "Look whether it is there, a file, and yours to read.")
        }
        guard data.count <= limit else { throw Stop(.file, "\(path) holds more than 32 MB.", remedy: "Give a smaller file.") }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Stop(.file, "\(path) is not text in UTF-8.", remedy: "Save it as UTF-8; a spreadsheet offers \"CSV UTF-8\".")
        }
        return text
    }

    /// A map in YAML, as JSON.
    static func map(_ text: String, from path: String) throws -> JSON.Object {
        switch YAMLText.value(text, file: path) {
        case .failure(let mistakes): throw Stop(.mistyped, mistakes.text)
        case .success(.object(let object)): return object
        case .success: throw Stop(.mistyped, "\(path) holds no map of names to values.", remedy: "Write one criterion a line, as `triad help sheet` shows.")
        }
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try FileManager.default.createDirectory(at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Stop(.file, "\(path) cannot be written: \(error.localizedDescription)", remedy: "Look whether the folder is yours to write in.")
        }
    }
}

/// Rows of a file of comma-separated values, by the names in its first line.
enum CSVText {
    static func rows(_ text: String, from path: String) throws -> [[String: String]] {
        do {
            return try NamedCSV(string: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, delimiter: .comma, loadColumns: false).rows
        } catch {
            throw Stop(.mistyped, "\(path) cannot be read as comma-separated values: \(error).", remedy: "Save it as \"CSV UTF-8\" from the spreadsheet.")
        }
    }
}
