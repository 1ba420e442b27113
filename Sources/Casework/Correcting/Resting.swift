import Definitions

/// What rests on what: an entry rests on another if it looked at what the other last changed.
struct Resting {
    let past: [Past]
    let workflow: Workflow
    private let standing: Standing
    /// The entries that stand and last changed each name; of what was only added to, everything since.
    private var changers: [Name: Set<Int>] = [:]

    init(_ past: [Past], _ workflow: Workflow) {
        self.past = past
        self.workflow = workflow
        standing = Standing(past.map { ($0.number, $0.facts) })
    }

    /// The entry and what rests on it, directly or through others, in their order.
    /// - Parameter looksAgain: asked of an entry that only looked at rows as a whole, one of which goes: whether it stands without it.
    mutating func everything(on first: Int, looksAgain: (_ entry: Past, _ without: Set<Int>) -> Bool = { _, _ in false }) -> [Int] {
        changers = [:]
        var found: Set<Int> = [first]
        for entry in past {
            let isStanding = standing.holds(entry.number)
            if isStanding, entry.number != first {
                let on = reads(of: entry).filter { rests($0, on: found) }
                let isOfRowsAlone = on.allSatisfy { $0.isOfRows(workflow) }
                if !on.isEmpty, !isOfRowsAlone || !looksAgain(entry, found) { found.insert(entry.number) }
            }
            if entry.correction != nil { restore(before: entry) }
            if isStanding { note(entry) }
        }
        return found.sorted()
    }

    /// What the entry looked at. What a sealed sheet rests on is not said in the open: it is found in the sheet.
    private func reads(of entry: Past) -> [Name] {
        entry.touched.reads + entry.facts.flatMap { fact -> [Name] in
            guard case .sealed(let sheet, _, let sealed) = fact, let record = workflow.sheets[sheet]?.evidenceFrom else { return [] }
            return sealed.evidenceNamed.compactMap { Int($0) }.map(record.row)
        }
    }

    private func rests(_ name: Name, on found: Set<Int>) -> Bool {
        changers[name].map { !$0.isDisjoint(with: found) } ?? false
    }

    private mutating func note(_ entry: Past) {
        for name in entry.touched.writes {
            if let record = name.appended {
                changers[record, default: []].insert(entry.number)
            } else if entry.correction != nil {
                // What was changed before it counts again, and so does the correction.
                changers[name, default: []].insert(entry.number)
            } else {
                changers[name] = [entry.number]
            }
        }
    }

    /// Who last changed what, as it stood with a correction: without the entries that were set aside by then.
    private mutating func restore(before correction: Past) {
        let known = past.prefix { $0.number <= correction.number }
        let standing = Standing(known.map { ($0.number, $0.facts) })
        changers = [:]
        for entry in known where entry.number < correction.number && standing.holds(entry.number) { note(entry) }
    }
}

extension Name {
    /// Whether it is a record as a whole: how many rows it has, and what stands in them.
    fileprivate func isOfRows(_ workflow: Workflow) -> Bool {
        let parts = split(separator: ".", maxSplits: 1)
        return parts.count == 2 && parts[0] == "records" && workflow.records[String(parts[1])] != nil
    }
}
