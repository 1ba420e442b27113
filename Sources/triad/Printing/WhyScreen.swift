import TriadKit

/// A refusal or an open way, explained: each condition, and the values that its parts had.
enum WhyScreen {
    static func screen(_ why: WhyView) -> Screen {
        var blocks: [Screen.Block] = [.title("\(why.title) (\(why.event)): \(why.isOpen ? "can be sent" : "not yet")")]
        for condition in why.conditions {
            blocks.append(.line("  \(condition.holds ? "[x]" : "[ ]") \(condition.text)"))
            guard !condition.holds else { continue }
            if let source = condition.source { blocks.append(.line("        \(source)")) }
            for part in condition.parts where part.decides {
                blocks.append(.line("        \(String(repeating: "  ", count: part.depth))\(part.source) = \(part.value)"))
            }
            if let remedy = condition.remedy { blocks.append(.line("        what now: \(remedy)")) }
        }
        return Screen(blocks)
    }
}
