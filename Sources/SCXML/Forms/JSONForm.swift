import JSON
import Statecharts

extension StatechartDocument {
    /// Reads the JSON form.
    /// - Throws: `DocumentError` with the first mistake.
    public init(json: JSON.Value) throws(DocumentError) {
        do throws(DocumentError) {
            self = try FormReader.document(FormNode(value: json, pointer: ""))
        } catch {
            var placed = error
            placed.path = StatePath.of(error.pointer, in: json)
            throw placed
        }
    }
}

/// The ids of the states that a JSON pointer goes through, such as `open/visiting`.
enum StatePath {
    static func of(_ pointer: String, in root: JSON.Value) -> String {
        var ids: [String] = []
        var value: JSON.Value? = root
        let steps = pointer.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        for (index, step) in steps.enumerated() {
            value = value?[step] ?? Int(step).flatMap { value?[$0] }
            let isState = index % 2 == 1 && sameScalars(steps[index - 1], "states")
            if !isState, index % 2 == 1 { break }
            if isState { ids.append(value?["id"]?.stringValue ?? step) }
        }
        return ids.joined(separator: "/")
    }
}
