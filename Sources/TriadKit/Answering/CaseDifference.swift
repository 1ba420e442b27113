import Casework
import CivilTime
import Definitions
import JSON

/// What changed in a case between two moments, a sentence a change, as far as the asker may see it.
public struct CaseDifference: Answer, Hashable {
    public var id: Case.ID
    public var changes: [String]

    public var json: JSON.Value { .view(["case": .text(id), "changes": .texts(changes)]) }
}

extension Triad {
    /// Compares a case with itself at two moments.
    ///
    /// - Parameter later: nil: now.
    /// - Throws: ``FileFailure``, `Refusal`.
    public func difference(of id: Case.ID, from earlier: AsOf, to later: AsOf?, as person: String?) throws -> CaseDifference {
        let before: CaseView = try at(earlier).answer(.case(id), as: person)
        let after: CaseView = try at(later).answer(.case(id), as: person)
        return CaseDifference(id: id, changes: CaseComparison(before: before, after: after).sentences)
    }
}

private struct CaseComparison {
    let before, after: CaseView

    var sentences: [String] { stands + title + parts + data + records + sheets + votes + documents + deadlines }

    private var documents: [String] {
        after.documents.compactMap { document in
            guard let known = before.documents.first(where: { $0.number == document.number }) else {
                return "Document \(document.number) came: \(document.name), from \(document.by.name), \(document.received.short)."
            }
            guard (known.setAsideBy == nil) != (document.setAsideBy == nil) else { return nil }
            return "Document \(document.number) \(document.setAsideBy == nil ? "stands again" : "is set aside")."
        }
    }

    private var title: [String] { before.title == after.title ? [] : ["It is called \(after.title) instead of \(before.title)."] }

    private var stands: [String] {
        func places(_ view: CaseView) -> String { view.states.map(\.title).joined(separator: ", ") }
        guard places(before) != places(after) || before.hasEnded != after.hasEnded else { return [] }
        return ["It \(after.hasEnded ? "ended" : "stands") at \(places(after)) instead of \(places(before))."]
    }

    private var parts: [String] {
        func holders(_ view: CaseView, _ role: Name) -> String {
            view.parts.filter { $0.role == role }
                .map { [$0.person?.name, $0.organisation?.name].compactMap(\.self).joined(separator: ", ") }.filter { !$0.isEmpty }.joined(separator: "; ")
        }
        return names(before.parts.map { ($0.role, $0.title) } + after.parts.map { ($0.role, $0.title) }).compactMap { role, title in
            change(title, holders(before, role), holders(after, role))
        }
    }

    private var data: [String] {
        func text(_ view: CaseView, _ name: Name) -> String { view.data.first { $0.name == name }?.text ?? "" }
        return names(before.data.map { ($0.name, $0.title) } + after.data.map { ($0.name, $0.title) }).compactMap { name, title in
            change(title, text(before, name), text(after, name))
        }
    }

    private var records: [String] {
        after.records.flatMap { record -> [String] in
            let earlier = before.records.first { $0.name == record.name }?.rows ?? []
            let gone = earlier.filter { row in !record.rows.contains { $0.number == row.number } }
            return record.rows.flatMap { row -> [String] in
                guard let known = earlier.first(where: { $0.number == row.number }) else {
                    return ["\(record.title): row \(row.number) was added by \(row.by.name), \(row.on.short)."]
                }
                return zip(record.columns, zip(known.values, row.values)).compactMap { column, values in
                    change("\(record.title), row \(row.number), \(column.title)", values.0?.text ?? "", values.1?.text ?? "")
                }
            } + gone.map { "\(record.title): row \($0.number) does not stand any more." }
        }
    }

    private var sheets: [String] {
        before.sheets.flatMap { sheet -> [String] in
            let later = after.sheets.first { $0.sheet == sheet.sheet }
            let unsealed = sheet.raters.filter { rater in rater.hasSealed && later?.raters.contains { $0.role == rater.role && $0.holder == rater.holder && $0.hasSealed } != true }
            return unsealed.map { "\(sheet.title): \($0.roleTitle) (\($0.holder.name)) has not sealed any more." }
                + (sheet.isOpen && later?.isOpen != true ? ["\(sheet.title): the sheets are not open any more."] : [])
        } + after.sheets.flatMap { sheet -> [String] in
            let earlier = before.sheets.first { $0.sheet == sheet.sheet }
            let sealed = sheet.raters.filter { rater in rater.hasSealed && earlier?.raters.contains { $0.role == rater.role && $0.holder == rater.holder && $0.hasSealed } != true }
            return sealed.map { "\(sheet.title): \($0.roleTitle) (\($0.holder.name)) has sealed." }
                + (sheet.isOpen && earlier?.isOpen != true ? ["\(sheet.title): the sheets were opened."] : [])
        }
    }

    private var votes: [String] {
        func state(_ view: CaseView, _ vote: VoteView, _ member: VoteView.Member) -> VoteView.Member.State? {
            view.votes.first { $0.vote == vote.vote }?.members.first { $0.role == member.role && $0.holder == member.holder }?.state
        }
        return before.votes.flatMap { vote -> [String] in
            let gone = vote.members.filter { $0.state == .voted && state(after, vote, $0) != .voted }
            let isOpen = after.votes.first { $0.vote == vote.vote }?.isOpen == true
            return gone.map { "\(vote.title): \($0.roleTitle) (\($0.holder.name)) has not voted any more." } + (vote.isOpen && !isOpen ? ["\(vote.title): the votes are not open any more."] : [])
        } + after.votes.flatMap { vote -> [String] in
            let moved = vote.members.filter { $0.state != .waited && state(before, vote, $0) != $0.state }
            let earlier = before.votes.first { $0.vote == vote.vote }
            let opened = vote.isOpen && earlier?.isOpen != true ? ["\(vote.title): the votes were opened."] : []
            return moved.map { "\(vote.title): \($0.roleTitle) (\($0.holder.name)) has \($0.state == .voted ? "voted" : "left the vote")." } + opened
                + [change("\(vote.title), outcome", earlier?.outcome ?? "", vote.outcome ?? "")].compactMap(\.self)
        }
    }

    private var deadlines: [String] {
        after.deadlines.compactMap { deadline in
            let earlier = before.deadlines.first { $0.clock == deadline.clock && $0.set == deadline.set }
            guard let earlier else { return "\(deadline.title): due \(deadline.due.short)." }
            if earlier.due != deadline.due { return "\(deadline.title): due \(deadline.due.short) instead of \(earlier.due.short)." }
            return earlier.done == nil ? deadline.done.map { "\(deadline.title): done \($0.short)." } : nil
        } + before.deadlines.filter { earlier in !after.deadlines.contains { $0.clock == earlier.clock && $0.set == earlier.set } }
            .map { "\($0.title): no longer due \($0.due.short)." }
    }

    /// Names with their titles, each once, in their order.
    private func names(_ pairs: [(Name, String)]) -> [(Name, String)] {
        var seen: Set<Name> = []
        return pairs.filter { seen.insert($0.0).inserted }
    }

    private func change(_ what: String, _ old: String, _ new: String) -> String? {
        if old == new { return nil }
        if old.isEmpty { return "\(what): \(new)." }
        return new.isEmpty ? "\(what): no longer \(old)." : "\(what): \(new) instead of \(old)."
    }
}
