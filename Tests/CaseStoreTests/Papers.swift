import Foundation

@testable import CaseStore

/// Small documents of every kind.
enum Papers {
    static let pdf = Array("%PDF-1.4\n%%EOF\n".utf8)
    static let txt = Array("Comments on the draft: none.\n".utf8)
    static let eml = Array("From: Ben Oduya <ben@example.org>\r\nDate: Sat, 12 Dec 2026 09:00:00 +0000\r\nSubject: Comments\r\n\r\nNone.\r\n".utf8)
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10] + Array("JFIF".utf8) + [0xFF, 0xD9]
    /// One white point.
    static let png = Array(Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC") ?? Data())
    static let docx = packed(["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
    static let xlsx = packed(["_rels/.rels", "xl/workbook.xml", "[Content_Types].xml"])

    /// A ZIP file of empty files with these names.
    static func packed(_ names: [String]) -> [UInt8] {
        func number(_ value: Int, _ length: Int) -> [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        var (files, directory): ([UInt8], [UInt8]) = ([], [])
        for name in names {
            let (bytes, place) = (Array(name.utf8), files.count)
            files += [0x50, 0x4B, 0x03, 0x04] + number(20, 2) + number(0, 20) + number(bytes.count, 2) + number(0, 2) + bytes
            directory += [0x50, 0x4B, 0x01, 0x02] + number(20, 2) + number(20, 2) + number(0, 20) + number(bytes.count, 2) + number(0, 12)
                + number(place, 4) + bytes
        }
        return files + directory + [0x50, 0x4B, 0x05, 0x06] + number(0, 4) + number(names.count, 2) + number(names.count, 2)
            + number(directory.count, 4) + number(files.count, 4) + number(0, 2)
    }

    static func text(_ text: String, named name: String = "note.txt") -> OfferedDocument { .init(name: name, content: .bytes(Array(text.utf8))) }
}
