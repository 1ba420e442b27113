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
            // What is asked again is not kept again: it may have been erased since.
            kept[place] = try hasAnswered(one) ? .success([]) : keep(one.documents, isForGood: isForGood && one.isForGood)
        }
        return kept
    }

    /// Whether a request's key was used.
    private func hasAnswered(_ asked: Asked) throws(StoreFailure) -> Bool {
        guard let key = asked.key?.key else { return false }
        return try read { db in try Log(db: db).knows(key) }
    }

    /// Takes away what was kept for requests that named nothing of it.
    func removeUnnamed(_ kept: [Int: Result<[Command.Attachment], Refusal>], _ outcomes: [Result<Reply, Refusal>]) {
        let unnamed = kept.flatMap { place, attachments -> [String] in
            let hashes = ((try? attachments.get()) ?? []).map(\.hash)
            guard outcomes.indices.contains(place), case .success(let reply) = outcomes[place] else { return hashes }
            let named = reply.entries.flatMap(\.facts).compactMap { fact in if case .attached(let document) = fact { document.hash } else { nil } }
            return hashes.filter { !named.contains($0) }
        }
        removeUnnamed(unnamed)
    }

    /// What lies there unnamed harms nothing: where it cannot be taken away, it stays.
    private func removeUnnamed(_ hashes: [String]) {
        guard !hashes.isEmpty else { return }
        _ = try? write { db in try remove(hashes, db) }
    }

    /// Keeps documents beside the file, so that commands may name them: on the disk when this returns, before anything is written that
    /// names them. What crashes in between leaves them there, and nothing names them.
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
            case .failure(let refusal):
                if isForGood { removeUnnamed(kept.map(\.hash)) }
                return .failure(refusal)
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

    /// Makes sure, in the transaction that names them, that documents lie there: whoever was refused with the same document, or erased it,
    /// may have taken it away since it was kept. Nobody takes one away during another's transaction.
    ///
    /// - Throws: `Refusal` `document-lost` where the content did not come with the command; ``StoreFailure``.
    func keepAgain(_ attachments: [Command.Attachment], _ offered: [OfferedDocument]) throws {
        let documents = documents
        for (place, attachment) in attachments.enumerated() where !documents.has(attachment.hash, size: attachment.size) {
            guard offered.indices.contains(place), case .success(let (found, bytes)) = offered[place].looked(at: "attachments[\(place)]"), found.hash == attachment.hash else {
                throw Refusal(
                    .documentLost, "The content of \(attachment.name) is not there.", place: "attachments[\(place)]", remedy: "Send it again, with its content.")
            }
            try documents.keep(bytes, hash: attachment.hash)
        }
    }
}
