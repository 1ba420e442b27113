import Casework
import CaseStore
import Definitions

/// A document that somebody wants kept with an entry, with its content.
public typealias OfferedDocument = CaseStore.OfferedDocument

extension Answering {
    func documents(of state: Case) throws -> DocumentList {
        DocumentList(case: state.id, documents: try visibleDocuments(of: state).map(view))
    }

    /// - Throws: `Refusal` `unknown-document` where there is none of that number that the asker may see; `document-lost`.
    func document(_ number: Int, of state: Case) throws -> DocumentContent {
        let attached = try attached(number, of: state)
        return DocumentContent(document: try view(attached), content: try reading.content(of: attached.document))
    }

    func attached(_ number: Int, of state: Case) throws -> Reading.Attached {
        guard let found = try visibleDocuments(of: state).first(where: { $0.document.number == number }) else {
            throw Refusal(
                .unknownDocument, "There is no document \(number) in \(state.id).", place: String(number), remedy: "`triad documents \(state.id)` shows them.")
        }
        return found
    }

    /// The documents that the asker may see; most cases have none, and nothing is asked of the file then.
    func visibleDocuments(of state: Case) throws -> [Reading.Attached] {
        guard state.documents > 0 else { return [] }
        let situation = try outline(of: state)
        let sight = try sight(in: situation)
        return try reading.documents(of: state.id).filter { sight.sees($0.document, in: state, of: situation.workflow) }
    }

    func view(_ attached: Reading.Attached) throws -> DocumentView {
        let document = attached.document
        var view = DocumentView(
            number: document.number, name: document.name, kind: document.kind, size: document.size, received: document.received,
            by: try names.anybody(document.by), entry: attached.entry, visibility: document.visibility, sha256: document.hash,
            setAsideBy: attached.setAsideBy)
        switch document.part {
        case .row(let record, let number): (view.record, view.row) = (record, number)
        case .sheet(let name, _): view.sheet = name
        case .slip: break
        case .vote(let name, _): view.vote = name
        case nil: break
        }
        return view
    }
}

extension Triad {
    /// Writes a document into a new file, which is there only once all of it is, and is what was attached.
    ///
    /// - Parameter replaces: whether a file that is there is replaced.
    /// - Throws: ``FileFailure``; `Refusal` `unknown-document`, `document-lost`.
    public func write(_ number: Int, of id: Case.ID, to path: String, replacing replaces: Bool, as person: String?) throws -> DocumentView {
        try asking(of: [id], as: person) { answering in
            let attached = try answering.attached(number, of: answering.found(id))
            try answering.reading.write(attached.document, to: path, replacing: replaces)
            return try answering.view(attached)
        }
    }

    /// Writes a new file piece by piece; it is there only once all of it is.
    ///
    /// - Parameters:
    ///   - replaces: whether a file that is there is replaced.
    ///   - body: gets what takes the next bytes.
    /// - Throws: ``FileFailure``, and whatever `body` throws.
    public static func write(to path: String, replacing replaces: Bool, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        try Store.write(to: path, replacing: replaces, body)
    }

    /// Hands over a document in pieces of a megabyte at most.
    ///
    /// - Throws: ``FileFailure``; `Refusal` `unknown-document`, and `document-lost` after the last piece where it is not what was attached.
    public func eachPiece(of number: Int, of id: Case.ID, as person: String?, _ give: ([UInt8]) throws -> Void) throws {
        try asking(of: [id], as: person) { answering in
            try answering.reading.eachPiece(of: answering.attached(number, of: answering.found(id)).document, give)
        }
    }
}
