import CaseStore
import JSON

extension Reply: Answer {
    /// `{"entries": [{"stream", "number", "place", "recorded", "command", "facts": […]}], "began": […], "marks": […]}`; of a calendar that was
    /// applied `"moves": [{"case", "clock", "from", "to", "why"}]` besides; `"unfinished": true` where what was erased is not gone from the disk yet.
    public var json: JSON.Value {
        .view([
            "entries": .list(entries) {
                .view([
                    "stream": .text($0.stream), "number": .number($0.number), "place": .int($0.place),
                    "recorded": .text($0.recorded.description), "command": .text($0.word), "facts": .texts($0.sentences),
                ])
            },
            "began": .texts(began), "marks": .texts(marks),
            "unfinished": isUnfinished ? .yes(true) : nil,
            "moves": moves.map { .list($0) { .view(["case": .text($0.case), "clock": .text($0.clock), "from": .day($0.from), "to": .day($0.to), "why": .text($0.why)]) } },
        ])
    }
}
