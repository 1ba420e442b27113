// Votes: who votes on what, and whether that can ever come to a result.
extension WorkflowReader {
    mutating func readVotes() {
        for (key, value) in root.table("votes") {
            declareSayable(.vote, key, "a vote")
            let entry = Entry(value)
            if declared.sheets[key.text] != nil {
                report(.nameTaken, key, "A sheet is called `\(key.text)` already, and a state collects both by name.", fix: "give one of them another name.")
            }
            let vote = Vote(
                name: key.text, title: entry.words("title") ?? Words(key.text), by: roles(entry.scalars("by")), choices: choices(entry, key), quorum: entry.whole("quorum") ?? 1,
                rule: rule(entry), tie: entry.scalar("tie").flatMap { role($0) }, reasons: reasons(entry), visibility: entry.visibility(), seenBy: seenBy(entry))
            declared.votes[key.text] = vote
            checkQuorum(vote, entry)
            checkTie(vote, entry)
        }
    }

    private mutating func choices(_ entry: Entry, _ key: Tree.Scalar) -> [Name] {
        let scalars = entry.scalars("of")
        for (index, choice) in scalars.enumerated() where scalars[..<index].contains(where: { $0.text.sameScalars(as: choice.text) }) {
            report(.nameTaken, choice, "The choice `\(choice.text)` is given twice.", fix: "keep one of them.")
        }
        if entry["of"]?.items != nil, scalars.count < 2 {
            report(.outOfRange, scalars.first ?? key, "Where there is one choice, or none, nothing is voted on.", fix: "give two or more.")
        }
        return scalars.map(\.text)
    }

    private mutating func rule(_ entry: Entry) -> Vote.Rule {
        guard let scalar = entry.scalar("rule") else { return .majority }
        if let rule = Vote.Rule(scalar.text) { return rule }
        report(.outOfRange, scalar, "`\(scalar.text)` is no rule by which one choice carries.", fix: "write `majority`, `unanimous`, or a fraction of more than a half, such as `2/3`.")
        return .majority
    }

    private mutating func reasons(_ entry: Entry) -> Vote.Reasons {
        guard let reasons = entry.entry("reasons") else { return entry.text("reasons") == "required" ? .required : .optional }
        let rubric = reasons.scalar("rubric").flatMap { self.rubric($0) } ?? ""
        return .each(rubric: rubric, among: reasons.scalar("among").flatMap { criteria($0, of: rubric) })
    }

    /// A datum that lists criteria of the rubric.
    private mutating func criteria(_ scalar: Tree.Scalar, of rubric: Name) -> Name? {
        guard let name = resolve(scalar, .unknownDatum, "datum", among: declared.data.keys) else { return nil }
        readData.insert(name)
        if case .list(.criterion(.always(rubric)), _, _)? = declared.data[name]?.type { return name }
        report(.wrongType, scalar, "`\(name)` does not list criteria of `\(rubric)`.", fix: "give it `type: list(criterion), of: \(rubric)`.")
        return name
    }

    /// Whether the quorum can be there: of those who may hold the parts, and of the smallest cast that a case must have.
    private mutating func checkQuorum(_ vote: Vote, _ entry: Entry) {
        let voters = vote.by.compactMap { declared.roles[$0] }
        guard let scalar = entry.scalar("quorum"), voters.count == entry.scalars("by").count, !voters.isEmpty else { return }
        let (most, least) = (voters.reduce(0) { $0 + $1.maximum }, voters.reduce(0) { $0 + $1.minimum })
        if most < vote.quorum {
            report(.unsatisfiableDuty, scalar, "At most \(most) vote on `\(vote.name)`, so that \(vote.quorum) are never present.", fix: "lower the quorum, or write `many: true` for those who vote.")
        } else if least < vote.quorum, !voters.contains(where: \.isOptional) {
            report(.unsatisfiableDuty, scalar, "The smallest cast has \(least) who vote on `\(vote.name)`, fewer than its quorum.", fix: "give the role that votes a `min` with which \(vote.quorum) are there.")
        }
    }

    private mutating func checkTie(_ vote: Vote, _ entry: Entry) {
        guard let scalar = entry.scalar("tie"), let tie = vote.tie else { return }
        if vote.rule != .majority {
            report(.contradiction, scalar, "A casting vote settles a majority; what needs \(vote.rule.sentence) is not carried by one more.", fix: "take `tie` out, or write `rule: majority`.")
        }
        if declared.roles[tie]?.isMany == true {
            report(.contradiction, scalar, "Several may hold `\(tie)`, and a casting vote is one person's.", fix: "name a role that one holds.")
        }
    }
}
