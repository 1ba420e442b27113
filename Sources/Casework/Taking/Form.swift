import Definitions
import OrderedCollections

/// The typed values that came with an event.
struct Form: Sendable, Hashable {
    private(set) var values: OrderedDictionary<Name, FieldValue> = [:]
    /// For a rule that fills in a row: of which record, and its number.
    var row: (record: Name, number: Int)? { rowRecord.flatMap { record in rowNumber.map { (record, $0) } } }
    private var rowRecord: Name?
    private var rowNumber: Int?

    init() {}

    init(_ values: OrderedDictionary<Name, FieldValue>, updating record: Name? = nil) {
        self.values = values
        rowRecord = record
        if case .whole(let number)? = values["row"] { rowNumber = Int(exactly: number) }
    }

    subscript(name: Name) -> FieldValue? { values[name] }

    /// The text of a field, nil where it is not there.
    func text(_ name: Name) -> String? {
        if case .text(let text)? = values[name] { text } else { nil }
    }

    /// The same with what was left out taken from terms that were signed before.
    func filling(from terms: OrderedDictionary<Name, FieldValue>) -> Form {
        var filled = self
        for (name, value) in terms where filled.values[name] == nil { filled.values[name] = value }
        return filled
    }
}

extension EventRule {
    /// The record whose row it fills in.
    var updatedRecord: Name? {
        for effect in effects { if case .update(let record, _) = effect { return record } }
        return nil
    }

    var settledSheet: Name? {
        for effect in effects { if case .settle(let sheet) = effect { return sheet } }
        return nil
    }

    var addedRecords: [(record: Name, given: [Name])] {
        effects.compactMap { effect in
            if case .add(let record, let with) = effect { (record, with.map(\.field)) } else { nil }
        }
    }

    var namesActor: Bool {
        effects.contains { if case .nameActor = $0 { true } else { false } }
    }

    /// The fields that are set as data: the terms of a signature.
    var terms: [Name] { form.filter(\.setsDatum).map(\.name) }

    /// Fields that no other fact says.
    func unsaid(_ workflow: Workflow) -> [Field] {
        let inRows = addedRecords.flatMap { added in workflow.records[added.record]?.fields.map(\.name) ?? [] }
        let inUpdate = updatedRecord.flatMap { workflow.records[$0]?.fields.map(\.name) } ?? []
        let inSettlement = settledSheet == nil ? [] : ["criterion", "chosen", "reason"]
        let inReturn = returns == nil ? [] : ["reason", "points"]
        let said = Set(inRows + inUpdate + inSettlement + inReturn + (updatedRecord == nil ? [] : ["row"]))
        return form.filter { !$0.setsDatum && !said.contains($0.name) }
    }
}
