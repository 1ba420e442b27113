import JSON
import Statecharts

/// A machine's trace and standing in words, so that two interpreters can be compared.
enum Telling {
    static func word(_ event: Event) -> String {
        let parts = [event.kind.rawValue, event.sendid.map { "#\($0)" }, event.data?.text].compactMap { $0 }
        return "\(event.name)(\(parts.joined(separator: " ")))"
    }

    static func words(_ trace: [TraceEntry], _ machine: TrialMachine) -> [String] {
        trace.map { entry in
            switch entry {
            case .event(let event): "?\(word(event))"
            case .unmatched(let event): "unmatched \(word(event))"
            case .exited(let state): "-\(machine.id(of: state))"
            case .recorded(let history, let states): "\(machine.id(of: history))=\(states.map(machine.id).joined(separator: "+"))"
            case .took(let transition, let source): "\(machine.id(of: source)).\(transition - machine.transitions(of: source).lowerBound)"
            case .entered(let state): "+\(machine.id(of: state))"
            case .raised(let event), .error(let event): "!\(word(event))"
            case .sent(let send): ">\(word(send.event))@\(send.due)"
            case .delivered(let send): "due \(word(send.event))"
            case .cancelled(let sendid): "cancelled \(sendid)"
            case .invoked(let session, _): "invoke \(session.id)"
            case .cancelledInvoke(let id): "uninvoke \(id)"
            case .forwarded(let event, let id): "\(word(event))>\(id)"
            case .logged(let label, _): "note \(label ?? "")"
            case .done(let data): "done \(data?.text ?? "")"
            }
        }
    }

    /// Where a machine stands: running, configuration, histories, what waits, and its data.
    static func standing(_ snapshot: Snapshot, _ flags: [Bool], _ machine: TrialMachine) -> [String] {
        let histories = machine.states.filter { $0 > 0 }.map(machine.id).compactMap { id in
            let recorded = machine.recorded(by: id, in: snapshot)
            return recorded.isEmpty ? nil : "\(id)=\(recorded.joined(separator: "+"))"
        }
        return [snapshot.isRunning ? "runs" : "stopped", machine.configuration(of: snapshot).joined(separator: " ")]
            + histories + snapshot.delayed.map { "\(word($0.event))@\($0.due)" } + ["\(flags)"]
    }
}

extension PlainInterpreter {
    var standing: [String] {
        let histories = historyValue.keys.compactMap { id in document.states([id]).first }.documentOrder.map { history in
            "\(history.id)=\((historyValue[history.id] ?? []).map(\.id).joined(separator: "+"))"
        }
        return [running ? "runs" : "stopped", configuration.documentOrder.map(\.id).joined(separator: " ")]
            + histories + delayed.map { "\(Telling.word($0.event))@\($0.due)" } + ["\(flags)"]
    }
}
