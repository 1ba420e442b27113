import Casework
import Definitions
import Timetables

extension Glance {
    /// A term's timetable from the rows of a table, taken whole or not at all.
    ///
    /// - Throws: `Refusal` `wrong-type` with every mistake.
    public func timetable(_ rows: [[String: String]], term: String) throws -> Timetable {
        let programmes = try programmes
        do throws(TimetableTable.Mistakes) {
            return try TimetableTable.read(rows, term: term, programmes: programmes) { try? person($0) }
        } catch {
            throw Refusal(
                .wrongType, "Nothing was changed; mend these first.", place: error.all.first?.place, remedy: "Mend them, then send all of it again.",
                details: error.all.map { .init(place: $0.place, code: Refusal.Code.wrongType.rawValue, sentence: $0.sentence) })
        }
    }

    /// The programmes that the workflows in use know of cases about sessions; none where none of them lists any.
    private var programmes: [String] {
        get throws {
            var found: [String] = []
            for workflow in try reading.newestWorkflows() {
                guard let datum = workflow.timetable?.programme, case .choice(let words)? = workflow.data[datum]?.type else { continue }
                for word in words {
                    // As people write it, where that is told from others in the same way.
                    let spoken = workflow.spoken(word)
                    let called = spoken.lowercased() == word.lowercased() ? spoken : word
                    if !found.contains(called) { found.append(called) }
                }
            }
            return found
        }
    }
}
