import CaseStore
import JSON

extension Reply: Answer {
    /// `{"entries": [{"stream", "number", "place", "recorded", "command", "facts": […]}], "began": […], "marks": […]}`.
    public var json: JSON.Value {
        .view([
            "entries": .list(entries) {
                .view([
                    "stream": .text($0.stream), "number": .number($0.number), "place": .int($0.place),
                    "recorded": .text($0.recorded.description), "command": .text($0.word), "facts": .texts($0.sentences),
                ])
            },
            "began": .texts(began), "marks": .texts(marks),
        ])
    }
}
