import JSON
import Statecharts

extension StatechartDocument {
    /// Reads an SCXML file whose data model is CEL: `datamodel="cel"`, or none named.
    /// - Throws: `DocumentError` with the first mistake, its line and its column; for a machine whose states do not fit
    ///   together, too.
    public init(scxml bytes: [UInt8]) throws(DocumentError) {
        let root = try XMLReading.root(of: bytes)
        var form = SCXMLForm(root: root)
        let json = try form.machine(root, "")
        do throws(DocumentError) {
            try self.init(json: json)
        } catch {
            var placed = error
            placed.position = form.position(of: error.pointer)
            throw placed
        }
        do throws(MachineErrors) {
            _ = try machine()
        } catch {
            guard let first = error.errors.first else { return }
            throw DocumentError(
                .badMachine, first.place.description, first.sentence, path: StatePath.of(first.place.description, in: json),
                position: form.position(of: first.place.description))
        }
    }
}
