import JSON
import SCXML
import Statecharts

/// A machine in SCXML, without the wrapping that is always the same.
func scxml(_ inside: String, _ attributes: String = "") -> String {
    "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" datamodel=\"cel\" \(attributes)>\n\(inside)\n</scxml>"
}

func document(_ inside: String, _ attributes: String = "") throws -> StatechartDocument {
    try StatechartDocument(scxml: Array(scxml(inside, attributes).utf8))
}

/// A machine on its way: what it logs, where it is.
struct Walk {
    let machine: Machine<CELModel>
    private(set) var step: Step<CELModel>

    init(_ inside: String, _ attributes: String = "") throws {
        let document = try document(inside, attributes)
        machine = try document.machine()
        step = try machine.start(now: 0, model: document.model(session: "s1"))
    }

    mutating func send(_ event: String, data: JSON.Value? = nil, at now: Int64 = 0) throws {
        step = try machine.step(step.snapshot, Event(event, data: data), now: now, model: step.model)
    }

    mutating func advance(to now: Int64) throws {
        step = try machine.advance(step.snapshot, to: now, model: step.model)
    }

    var active: String { machine.atomicConfiguration(of: step.snapshot).joined(separator: " ") }

    /// What the last step logged, and the error events it raised, with the send they are about.
    var told: [String] {
        step.trace.compactMap { entry in
            switch entry {
            case .logged(let label, let value): [label, value?.text].compactMap { $0 }.joined(separator: " ")
            case .error(let event): event.name + (event.sendid.map { " \($0)" } ?? "")
            default: nil
            }
        }
    }
}
