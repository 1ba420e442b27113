import Casework
import CivilTime
import JSON
import Pages
import TriadKit

/// A case's documents with an index, numbered, as one page: what goes out to a panel, or to whoever is under review.
///
/// What a template may say: `case.id`, `case.title`, `case.state`, `subject.name`, `today`, `log.head`, `reader` (null for nobody in
/// particular), `count`, `any_documents`, `any_letters`; the tables `documents`, `history`, `letters`; the enclosures `documents`.
public struct CaseBundle {
    public let page: Page
    /// The documents in the order of their sheets: the first is enclosure 1.
    public let documents: [DocumentView]

    /// Bytes of all of them.
    public var size: Int { documents.reduce(0) { $0 + $1.size } }

    /// - Parameters:
    ///   - texts: of the documents that are text, by their numbers in the case.
    ///   - reader: for whom it is.
    init(
        _ view: CaseView, letters: [LetterList.Line], texts: [Int: String], reader: String?, today: Day, template: String, named name: String
    ) throws {
        documents = CaseBundle.ordered(view.documents)
        let history = view.history.filter { $0.setAsideBy == nil }
        let data: JSON.Value = [
            "case": ["id": .string(view.id), "title": .string(view.title), "state": .string(view.states.map(\.title).joined(separator: ", "))],
            "subject": ["name": .string(view.subject.map(\.name).joined(separator: ", "))],
            "today": .string(today.spelled), "log": ["head": .string("\(view.head.size) entries, \(view.head.root)")],
            "reader": reader.map { .string($0) } ?? .null, "count": .string("\(documents.count)"), "any_documents": .bool(!documents.isEmpty),
            "any_letters": .bool(!letters.isEmpty),
        ]
        let supplies = Supplies(
            tables: ["documents": CaseBundle.index(documents), "history": CaseBundle.history(history), "letters": CaseBundle.letters(letters)],
            enclosures: ["documents": documents.enumerated().map { CaseBundle.enclosure($0 + 1, $1, of: view.id, texts[$1.number]) }])
        page = try Template(name: name, text: template).page(data, supplies: supplies)
    }

    /// Those that stand, in the order in which they were received.
    static func ordered(_ documents: [DocumentView]) -> [DocumentView] {
        documents.filter { $0.setAsideBy == nil }.sorted { ($0.received, $0.number) < ($1.received, $1.number) }
    }

    private static func index(_ documents: [DocumentView]) -> Pages.Table {
        Pages.Table(
            columns: [.init("No.", kind: .number), .init("Received", kind: .date), "What", "From", "Kind"],
            rows: documents.enumerated().map { place, document in
                [
                    .init("\(place + 1)", enclosure: place + 1), .init(document.received.short), .init(document.name, enclosure: place + 1),
                    .init(document.by.name), .init(document.kind.rawValue),
                ]
            })
    }

    private static func history(_ entries: [EntryView]) -> Pages.Table {
        Pages.Table(columns: [.init("On", kind: .date), "By", "What"], rows: entries.map {
            [.init($0.happened.short), .init($0.by.name), .init($0.title)]
        })
    }

    private static func letters(_ letters: [LetterList.Line]) -> Pages.Table {
        Pages.Table(columns: [.init("No.", kind: .number), "Letter", "To", .init("Sent", kind: .date)], rows: letters.map {
            [.init("\($0.number)"), .init($0.title), .init($0.to.name), .init($0.sent?.short ?? "not yet")]
        })
    }

    private static func enclosure(_ number: Int, _ document: DocumentView, of id: Case.ID, _ text: String?) -> Enclosure {
        let facts: [Pages.Fact] = [
            .init("Received", .init(document.received.spelled)), .init("From", .init(document.by.name)),
            .init("Came with", .init("entry \(id)/\(document.entry)")), .init("File", .init("\(document.name), \(document.size) bytes")),
            .init("SHA-256", .init(document.sha256)),
        ]
        return Enclosure(
            number: number, title: document.name, facts: facts, body: text.map { .text($0) } ?? (document.kind.isPicture ? .picture : .insert),
            fileName: document.name, mediaType: document.kind.mediaType)
    }
}

extension Document.Kind {
    var isPicture: Bool { self == .png || self == .jpeg }
    /// Whether it is read as it is. What an e-mail message holds is not taken apart: it is shown as it came.
    var isText: Bool { self == .txt || self == .eml }

    var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .eml: "message/rfc822"
        case .txt: "text/plain;charset=utf-8"
        }
    }
}

extension Triad {
    /// A case's documents as one page, with all that the asker may see and nothing else.
    ///
    /// - Throws: ``FileFailure``; `Pages.Mistakes`; `Refusal` `not-yours` where she sees no more than what is public, `document-lost`.
    public func bundle(_ id: Case.ID, as person: String?) throws -> CaseBundle {
        let view: CaseView = try answer(.case(id), as: person)
        try view.refuseUnlessInside(person, "a bundle")
        let letters: LetterList = try answer(.letters(waitingOnly: false), as: person)
        var texts: [Int: String] = [:]
        for document in CaseBundle.ordered(view.documents) where document.kind.isText {
            let content: DocumentContent = try answer(.document(case: id, number: document.number), as: person)
            texts[document.number] = String(decoding: content.content, as: UTF8.self)
        }
        let reader = try person.map { person in try glance { try $0.name(ofPerson: $0.person(person)) } }
        let template = "reports/bundle"
        return try CaseBundle(
            view, letters: letters.letters.filter { $0.case == id }, texts: texts, reader: reader, today: zone.day(of: now()),
            template: self.template(template), named: template)
    }

    /// Writes a bundle as one HTML file with every document in it, piece by piece.
    ///
    /// - Throws: ``FileFailure``; `Refusal` `document-lost` where one is not what was attached; whatever `write` throws.
    public func write(_ bundle: CaseBundle, of id: Case.ID, as person: String?, _ write: ([UInt8]) throws -> Void) throws {
        try bundle.page.writeHTML(write) { number, give in
            try eachPiece(of: bundle.documents[number - 1].number, of: id, as: person, give)
        }
    }
}
