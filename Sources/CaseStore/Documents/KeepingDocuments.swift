import Casework

extension Store {
    /// Where the documents lie.
    var documents: DocumentFolder { DocumentFolder(of: path) }

    /// Keeps the documents of requests, each for itself: one that is not taken holds up no other.
    ///
    /// - Returns: by the place of each request that has any.
    func keepDocuments(of asked: [Asked], isForGood: Bool) throws(StoreFailure) -> [Int: Result<[Command.Attachment], Refusal>] {
        var kept: [Int: Result<[Command.Attachment], Refusal>] = [:]
        for (place, one) in asked.enumerated() where !one.documents.isEmpty {
            kept[place] = try keep(one.documents, isForGood: isForGood && one.isForGood)
        }
        return kept
    }

    /// Keeps documents beside the file, so that commands may name them: on the disk when this returns, before anything is written that
    /// names them. Where the command is then not accepted they lie there, and nothing names them.
    ///
    /// - Parameter isForGood: else they are looked at, and not kept.
    /// - Returns: what commands say of them; a `Refusal` of the first that is not taken.
    /// - Throws: ``StoreFailure``.
    func keep(_ offered: [OfferedDocument], isForGood: Bool = true) throws(StoreFailure) -> Result<[Command.Attachment], Refusal> {
        guard !offered.isEmpty else { return .success([]) }
        guard mode == .writing else { throw FileChecks.readOnly(path) }
        if let refusal = Deciding.tooMany(attachments: offered.count) { return .failure(refusal) }
        let documents = documents
        var kept: [Command.Attachment] = []
        for (place, document) in offered.enumerated() {
            switch document.looked(at: "attachments[\(place)]") {
            case .failure(let refusal): return .failure(refusal)
            case .success(let (attachment, bytes)):
                if isForGood {
                    try documents.keep(bytes, hash: attachment.hash)
                    CrashPoint.reached(.afterDocument)
                }
                kept.append(attachment)
            }
        }
        return .success(kept)
    }

    /// Whether what a command names lies there still: somebody may have erased it since it was kept.
    ///
    /// - Throws: `Refusal` `document-lost`.
    func refuseUnlessKept(_ attachments: [Command.Attachment]) throws(Refusal) {
        let documents = documents
        for (place, attachment) in attachments.enumerated() where !documents.has(attachment.hash, size: attachment.size) {
            throw Refusal(
                .documentLost, "The content of \(attachment.name) is not there.", place: "attachments[\(place)]", remedy: "Send it again, with its content.")
        }
    }
}
