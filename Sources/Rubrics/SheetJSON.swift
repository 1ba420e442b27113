import JSON

extension Judgement {
    private static let keys = ["criterion", "level", "absent", "because", "narrative", "evidence"]

    /// `{ criterion, level | absent and because, narrative, evidence }`; what is empty is left out.
    public var json: JSON.Value {
        var object: JSON.Object = ["criterion": .string(criterion)]
        switch answer {
        case .level(let level): object["level"] = .string(level)
        case .words: break
        case .absent(let absence, let because):
            object["absent"] = .string(absence.rawValue)
            if !because.isEmpty { object["because"] = .string(because) }
        }
        if !narrative.isEmpty { object["narrative"] = .string(narrative) }
        if !evidence.isEmpty { object["evidence"] = .array(evidence.map(JSON.Value.string)) }
        return .object(object)
    }

    /// - Throws: ``SheetShapeError``.
    public init(json: JSON.Value) throws(SheetShapeError) { try self.init(json: json, at: "") }

    init(json: JSON.Value, at place: String) throws(SheetShapeError) {
        let members = try Members(json, at: place, knows: Judgement.keys)
        self.init(try members.text("criterion"), try Judgement.answer(members), narrative: try members.optionalText("narrative") ?? "",
                  evidence: try Judgement.evidence(members))
    }

    /// A judgement under the key of its criterion, as forms and command lines give it: a level alone (`"leading"`), or an object without `criterion`.
    init(criterion: String, json: JSON.Value) throws(SheetShapeError) {
        if let level = json.stringValue {
            self.init(criterion, .level(level))
            return
        }
        let members = try Members(json, at: criterion, knows: Judgement.keys.filter { $0 != "criterion" })
        self.init(criterion, try Judgement.answer(members), narrative: try members.optionalText("narrative") ?? "",
                  evidence: try Judgement.evidence(members))
    }

    private static func answer(_ members: Members) throws(SheetShapeError) -> Answer {
        let level = try members.optionalText("level"), absent = try members.optionalText("absent"), because = try members.optionalText("because")
        if let absent {
            guard level == nil else { throw .init(place: members.path("level"), sentence: "There is a level and an absence; only one can hold.") }
            guard let absence = Absence.allCases.first(where: { $0.rawValue.isSame(as: absent) }) else {
                let names = Absence.allCases.map(\.rawValue).joined(separator: ", ")
                throw .init(place: members.path("absent"), sentence: "\"\(absent)\" is none of \(names).")
            }
            return .absent(absence, because: because ?? "")
        }
        if because != nil { throw .init(place: members.path("because"), sentence: "A reason goes with an absence, and none is given.") }
        return level.map { .level($0) } ?? .words
    }

    private static func evidence(_ members: Members) throws(SheetShapeError) -> [String] {
        var items: [String] = []
        for (index, item) in try members.list("evidence").enumerated() {
            // Rows of evidence are numbers to people; both forms name the same row.
            guard let text = item.stringValue ?? item.intValue.map({ String($0) }) else {
                throw .init(place: members.path("evidence/\(index)"), sentence: "A reference is expected here.")
            }
            items.append(text)
        }
        return items
    }
}

extension DraftSheet.BestFit {
    /// `{ level, because }`.
    public var json: JSON.Value { ["level": .string(level), "because": .string(because)] }

    init(json: JSON.Value, at place: String) throws(SheetShapeError) {
        let members = try Members(json, at: place, knows: ["level", "because"])
        self.init(try members.text("level"), because: try members.optionalText("because") ?? "")
    }
}

/// The common form of a draft and a sealed sheet.
private struct SheetForm {
    let rubric: DraftSheet.Reference
    let rater: String
    let judgements: [Judgement]
    let overall: DraftSheet.BestFit?

    var json: JSON.Value {
        var object: JSON.Object = [
            "rubric": .string(rubric.name), "version": .int(Int64(rubric.version)), "rater": .string(rater),
            "judgements": .array(judgements.map(\.json)),
        ]
        if let overall { object["overall"] = overall.json }
        return .object(object)
    }

    init(rubric: DraftSheet.Reference, rater: String, judgements: [Judgement], overall: DraftSheet.BestFit?) {
        self.rubric = rubric
        self.rater = rater
        self.judgements = judgements
        self.overall = overall
    }

    init(json: JSON.Value) throws(SheetShapeError) {
        let members = try Members(json, at: "", knows: ["rubric", "version", "rater", "judgements", "overall"])
        rubric = .init(name: try members.text("rubric"), version: try members.whole("version"))
        rater = try members.text("rater")
        var read: [Judgement] = []
        for (index, value) in try members.list("judgements").enumerated() {
            let judgement = try Judgement(json: value, at: "judgements/\(index)")
            guard !read.contains(where: { $0.criterion.isSame(as: judgement.criterion) }) else {
                throw .init(place: "judgements/\(index)", sentence: "\(judgement.criterion) is judged twice.")
            }
            read.append(judgement)
        }
        judgements = read
        guard let value = members.value("overall") else {
            overall = nil
            return
        }
        overall = try DraftSheet.BestFit(json: value, at: "overall")
    }
}

extension DraftSheet {
    /// `{ rubric, version, rater, judgements, overall }`.
    public var json: JSON.Value { SheetForm(rubric: rubric, rater: rater, judgements: judgements, overall: overall).json }

    /// - Throws: ``SheetShapeError``.
    public init(json: JSON.Value) throws(SheetShapeError) {
        let form = try SheetForm(json: json)
        self.init(rubric: form.rubric, rater: form.rater, judgements: form.judgements, overall: form.overall)
    }

    /// Puts down judgements as forms and command lines give them, by criterion: `{ "itt": "leading", "cpd": { "absent": "not_seen" } }`.
    ///
    /// Where the rubric asks for a level of the whole, `overall` is no criterion: `{ "overall": { "level": "leading", "because": "…" } }`.
    ///
    /// - Throws: ``SheetShapeError``; the sheet is then unchanged.
    public mutating func judge(_ object: JSON.Object, under rubric: Rubric) throws(SheetShapeError) {
        var changed = self
        for (criterion, value) in object {
            if rubric.takesOverall, criterion.isSame(as: Rubric.whole) {
                changed.overall = try BestFit(json: value, at: criterion)
            } else {
                changed.judge(try Judgement(criterion: criterion, json: value))
            }
        }
        self = changed
    }
}

extension SealedSheet {
    /// `{ rubric, version, rater, judgements, overall }`: for the keeping only, never for a reader before the sheets are opened.
    public var json: JSON.Value { SheetForm(rubric: rubric, rater: rater, judgements: judgements, overall: overall).json }

    /// A sheet sealed before, as it was kept.
    ///
    /// - Throws: ``SheetShapeError``.
    public init(json: JSON.Value) throws(SheetShapeError) {
        let form = try SheetForm(json: json)
        self.init(rubric: form.rubric, rater: form.rater, judgements: form.judgements, overall: form.overall)
    }
}

extension Settlement {
    /// `{ criterion, chosen, by, because }`.
    public var json: JSON.Value {
        ["criterion": .string(criterion), "chosen": .string(chosen), "by": .string(by), "because": .string(because)]
    }

    /// A settlement made before, as it was kept.
    ///
    /// - Throws: ``SheetShapeError``.
    public init(json: JSON.Value) throws(SheetShapeError) {
        let members = try Members(json, at: "", knows: ["criterion", "chosen", "by", "because"])
        self.init(criterion: try members.text("criterion"), chosen: try members.text("chosen"), by: try members.text("by"),
                  because: try members.text("because"))
    }
}
