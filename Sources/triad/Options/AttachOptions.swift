import ArgumentParser
import Automation
import Casework
import Foundation
import JSON
import TriadKit

/// Documents that go with whatever makes an entry in a case.
struct AttachOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("A document that goes with it: pdf, docx, xlsx, jpg, png, eml or txt, at most 25 MB; may be given again.", valueName: "file"), completion: .file())
    var attach: [String] = []

    @Option(name: .long, help: ArgumentHelp("When the documents were received. Else the day on which it happened.", valueName: "date"))
    var received: String?

    @Option(name: .customLong("seen-by"), help: ArgumentHelp("Who sees the documents, where fewer than what they go with: restricted, triad, host or alliance.", valueName: "class"))
    var seenBy: String?

    func validate() throws {
        guard !attach.isEmpty || received == nil && seenBy == nil else { throw ValidationError("--received and --seen-by are for documents: add --attach FILE.") }
    }

    /// The same as a parameter of a method.
    var parameter: (String, JSON.Value?) {
        get throws {
            guard !attach.isEmpty else { return ("attachments", nil) }
            let day = try received.map(Reading.day)
            return ("attachments", .array(try attach.enumerated().map { place, path in
                var document: JSON.Object = ["name": .string(Self.name(of: path)), "content": .string(try Self.content(of: path, "attachments[\(place)]"))]
                if let day { document.append("received", .string(day.description)) }
                if let seenBy { document.append("visibility", .string(seenBy)) }
                return .object(document)
            }))
        }
    }

    /// The last part of a path.
    private static func name(of path: String) -> String {
        path.unicodeScalars.lastIndex(of: "/").map { String(path.unicodeScalars[$0...].dropFirst()) } ?? path
    }

    /// A file's bytes in base64; one that is too large is not read.
    private static func content(of path: String, _ place: String) throws -> String {
        let unreadable = Stop(.file, "\(path) cannot be read.", remedy: "Look whether it is there, a file, and yours to read.")
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = FileHandle(forReadingAtPath: path) else { throw unreadable }
        try OfferedDocument.refuseIfTooLarge(Int(status.st_size), path, at: place)
        do {
            return try (file.read(upToCount: OfferedDocument.most + 1) ?? Data()).base64EncodedString()
        } catch {
            throw unreadable
        }
    }
}
