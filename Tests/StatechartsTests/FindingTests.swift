import Statecharts
import StatechartsTrial
import Testing

@Suite("What going through a machine finds")
struct FindingTests {
    typealias State = TrialChart.State
    typealias Transition = TrialChart.Transition

    private func explored(
        _ states: [State], _ transitions: [Transition] = [], events: [String]? = nil, limit: Int = 1_000_000
    ) throws -> Exploration {
        try Machine(compiling: TrialChart(name: "test", states: states, transitions: transitions))
            .explored(with: TrialForesight(), events: events, limit: limit)
    }

    private func found(_ states: State..., transitions: [Transition] = [], events: [String]? = nil) throws -> [String] {
        try explored(states, transitions, events: events).findings.map(\.description)
    }

    private let end = State("end", kind: .final)
    private let go = Transition(on: ["go"], to: ["end"])

    @Test("nothing where there is nothing")
    func nothing() throws {
        let exploration = try explored([State("a", transitions: [go]), end])
        #expect(exploration.findings == [])
        #expect(exploration.extent == .complete)
        #expect(exploration.situationCount == 2)
    }

    @Test("a state that no transition leads to, with all that is in it")
    func unreachable() throws {
        #expect(try found(State("a", transitions: [go]), State("b", transitions: [Transition(on: ["x"], to: ["c"])], children: [State("b1")]), State("c"), end) == [
            "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "c cannot be reached; add a transition to it or take it out. (unreachable-state)",
        ])
    }

    @Test("a state that only conditions on other states keep from being reached")
    func unreachableByIn() throws {
        let apart = Transition(on: ["x"], if: .both(.isIn("a"), .isIn("b")), to: ["c"])
        #expect(try found(State("a", transitions: [apart, Transition(on: ["y"], to: ["b"]), go]), State("b", transitions: [apart, go]), State("c", transitions: [go]), end) == [
            "c cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "a never takes its transition on x, for its condition never holds there, or another is always taken first; take it out or change what stands before it. (transition-never-taken)",
            "b never takes its transition on x, for its condition never holds there, or another is always taken first; take it out or change what stands before it. (transition-never-taken)",
        ])
        let beside = Transition(on: ["x"], if: .isIn("q2"), to: ["p2"])
        let regions = State("p", kind: .parallel, transitions: [go], children: [
            State("r", children: [State("p1", transitions: [beside]), State("p2")]),
            State("q", children: [State("q1", transitions: [Transition(on: ["y"], if: .flag(0), to: ["q2"])]), State("q2")]),
        ])
        let exploration = try explored([regions, end])
        #expect(exploration.findings == [])
        #expect(exploration.way(to: 4)?.text == "y, then x")
    }

    @Test("a state from which no end can be reached, with the shortest way there")
    func noEnd() throws {
        let long = [Transition(on: ["x"], to: ["c"]), Transition(on: ["z"], to: ["b"])]
        #expect(try found(
            State("a", transitions: [go] + long), State("c", transitions: [Transition(on: ["y"], to: ["b"]), go]),
            State("b", children: [State("b1", transitions: [Transition(on: ["y"], to: ["b2"])]), State("b2")]), end) == [
                "From b no final state of the machine can be reached; add a way out. (no-way-to-end: z)"
            ])
        #expect(try found(State("a")) == ["The machine cannot come to an end; add a final state at the top that can be reached. (no-way-to-end)"])
    }

    @Test("a configuration from which no end can be reached, though each of its states has a way out elsewhere")
    func deadConfiguration() throws {
        // Each region waits for the other, and both may come to wait.
        func region(_ name: String, _ other: String) -> State {
            State(name, children: [
                State("\(name)1", transitions: [Transition(on: ["wait-\(name)"], to: ["\(name)2"])]),
                State("\(name)2", transitions: [Transition(on: ["on"], if: .isIn("\(other)1"), to: ["\(name)3"])]),
                State("\(name)3", kind: .final),
            ])
        }
        let both = State("p", kind: .parallel, transitions: [Transition(on: ["done.state.p"], to: ["end"]), Transition(on: ["stop"], if: .both(.not(.isIn("x2")), .not(.isIn("y2"))), to: ["end"])], children: [region("x", "y"), region("y", "x")])
        #expect(try found(both, end) == [
            "With x2, y2 active no final state of the machine can be reached any more; add a way out. (dead-configuration: wait-x, then wait-y)",
            "p never takes its transition on done.state.p, for no such event ever comes there; send it, or take the transition out. (transition-never-taken)",
        ])
    }

    @Test("a way out by another region or by an ancestor is a way out")
    func otherWaysOut() throws {
        #expect(try found(
            State("p", kind: .parallel, children: [State("x", children: [State("x1")]), State("y", children: [State("y1", transitions: [go])])]), end) == [])
        #expect(try found(State("p", transitions: [go], children: [State("x1")]), end) == [])
        #expect(try found(State("a"), end, transitions: [go]) == [])
    }

    @Test("a way out that only a history knows of")
    func history() throws {
        // Away and back again is back where it was left, so that the end is in reach from there.
        let work = State("work", transitions: [Transition(on: ["away"], to: ["out"])], children: [
            State("w1", transitions: [Transition(on: ["next"], to: ["w2"])]), State("w2", transitions: [go]), State("back", kind: .history(.deep)),
        ])
        let exploration = try explored([work, State("out", transitions: [Transition(on: ["return"], to: ["back"])]), end])
        #expect(exploration.findings == [])
        // Each of the two at work with nothing remembered, each remembered outside, what may follow from there, and the end.
        #expect(exploration.situationCount == 8)
    }

    @Test("a transition behind one without condition that has all its events, and what it alone leads to")
    func shadowed() throws {
        #expect(try found(
            State("a", transitions: [
                go, Transition(on: ["go.far"], if: .flag(0), to: ["b"]), Transition(on: ["go", "other"], to: ["end"]),
                Transition(on: ["*"], to: ["end"]), Transition(on: ["late"], to: ["end"]),
            ]), State("b", transitions: [Transition(on: ["x"], to: ["end"])]), end) == [
                "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
                "a never takes its transition on go.far, for an earlier one without condition comes first; change their order or give that one a condition. (shadowed-transition)",
                "a never takes its transition on late, for an earlier one without condition comes first; change their order or give that one a condition. (shadowed-transition)",
            ])
    }

    @Test("a transition whose event never comes, or comes to something inside first")
    func neverTaken() throws {
        #expect(try found(
            State("a", transitions: [go, Transition(on: ["stop"], to: ["end"]), Transition(on: ["done.state.a"], to: ["end"])], children: [State("a1", transitions: [Transition(on: ["stop"], to: ["a1"])])]), end) == [
                "a never takes its transition on stop, for its condition never holds there, or another is always taken first; take it out or change what stands before it. (transition-never-taken)",
                "a never takes its transition on done.state.a, for no such event ever comes there; send it, or take the transition out. (transition-never-taken)",
            ])
    }

    @Test("transitions of two regions that exclude each other, with the way to where both can react")
    func orderDecides() throws {
        func regions(_ first: Transition, _ second: Transition) -> State {
            State("p", kind: .parallel, children: [
                State("a", children: [State("a1", transitions: [first]), State("a2")]),
                State("b", initial: ["b0"], children: [State("b0", transitions: [Transition(on: ["begin"], to: ["b1"])]), State("b1", transitions: [second]), State("b2")]),
            ])
        }
        func conflicts(_ first: Transition, _ second: Transition) throws -> [String] {
            try found(regions(first, second), end).filter { $0.contains("order-decides") }
        }
        let sentence = "b1 and a1 can both react to one event and exclude each other; a1 wins only because it stands first. Use different events, or conditions of which one holds."
        #expect(try conflicts(go, Transition(on: ["go.far"], to: ["b2"])) == ["\(sentence) (order-decides: begin, then go.far)"])
        #expect(try conflicts(go, go) == ["\(sentence) (order-decides: begin, then go)"])
        #expect(try conflicts(go, Transition(on: ["other"], to: ["end"])) == [])
        #expect(try conflicts(Transition(on: ["go"], to: ["a2"]), Transition(on: ["go"], to: ["b2"])) == [])
        #expect(try conflicts(go, Transition(on: ["go"])) == [])
        #expect(try conflicts(Transition(on: ["go"], if: .isIn("b0"), to: ["end"]), Transition(on: ["go"], if: .not(.isIn("b0")), to: ["end"])) == [])
    }

    @Test("of transitions that hide or exclude one another no more is told than the limit, the first in the document, however many there are")
    func most() throws {
        let hidden = (0..<3_000).map { _ in go }
        let shadows = try explored([State("a", transitions: hidden), end]).findings
        #expect(shadows.count == Finding.most)
        #expect(shadows.map(\.transition) == (1...Finding.most).map { $0 })
        #expect(shadows.allSatisfy { $0.code == .shadowedTransition && $0.other == 0 })

        let perhaps = (0..<200).map { _ in Transition(on: ["go"], if: .flag(0), to: ["end"]) }
        let regions = ["x", "y", "z"].map { State($0, transitions: perhaps) }
        // So many ways to choose are not followed to the end, and the structure alone is looked at.
        let exploration = try explored([State("p", kind: .parallel, children: regions), end], limit: 100)
        #expect(exploration.extent != .complete)
        let conflicts = exploration.findings.filter { $0.code == .orderDecides }
        #expect(conflicts.count == Finding.most)
        #expect(conflicts.prefix(201).map(\.transition) == [Int](repeating: 200, count: 200) + [201])
    }

    @Test("of transitions that the structure alone is looked at for, those exclude each other that one event enables and of which one leaves both regions")
    func conflicts() throws {
        func region(_ name: String, _ transitions: [Transition]) -> State {
            State(name, children: [State("\(name)1", transitions: transitions), State("\(name)2", transitions: [Transition(on: ["a.b.c"], if: .flag(0), to: ["end"])])])
        }
        let many = (0..<6_000).map { Transition(on: ["many.\($0)"], if: .flag(0), to: ["y2"]) }
        let chart = [
            State("p", kind: .parallel, children: [
                region("x", [Transition(on: ["a"], if: .flag(0), to: ["end"]), Transition(if: .flag(0), to: ["x2"])]),
                region("y", [Transition(on: ["a.b"], if: .flag(0), to: ["y2"]), Transition(on: ["*"], if: .flag(0), to: ["y2"]), Transition(if: .flag(0), to: ["end"])]),
                State("z", transitions: [Transition(on: ["many"], if: .flag(0))] + many),
            ]), end,
        ]
        let exploration = try explored(chart, limit: 3)
        #expect(exploration.extent != .complete)
        let pairs = exploration.findings.filter { $0.code == .orderDecides }.map { [$0.other, $0.transition] }
        // x: 0 and 1, then 2 of x2; y: 3 to 5, then 6 of y2; z: from 7 on.
        #expect(pairs.prefix(8) == [[0, 3], [2, 3], [0, 4], [2, 4], [1, 5], [0, 6], [2, 6], [4, 8]])
    }

    @Test("events from outside that no transition takes")
    func eventsNotTaken() throws {
        #expect(try found(State("a", transitions: [go]), end, events: ["go.far", "stop"]) == [
            "No transition takes stop, which may come from outside; add one. (event-not-taken)"
        ])
        #expect(try found(State("a", transitions: [Transition(on: ["x"], to: ["b"]), go]), State("b", transitions: [go]), end, events: ["go"]) == [
            "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "a never takes its transition on x, for no such event ever comes there; send it, or take the transition out. (transition-never-taken)",
        ])
    }

    @Test("events that the machine sends and nothing takes, ever or when they come")
    func sendsNotTaken() throws {
        #expect(try found(State("a", onentry: [[.raise("hello"), .send("late", id: nil, delay: 5, isInternal: false)]], transitions: [go]), end) == [
            "a sends hello, which no transition takes; add one, or do not send it. (send-not-taken)",
            "a sends late, which no transition takes; add one, or do not send it. (send-not-taken)",
        ])
        #expect(try found(
            State("a", onentry: [[.raise("hello")]], transitions: [Transition(on: ["go"], to: ["b"])]), State("b", transitions: [Transition(on: ["hello"], to: ["end"])]), end) == [
                "Whenever hello comes from the machine itself, nothing active takes it; take it there, or do not send it. (send-not-taken)"
            ])
    }

    @Test("delayed sends come due or do not, and are taken back")
    func delays() throws {
        let late = TrialModel.Action.send("late", id: "s", delay: 5, isInternal: false)
        let onLate = Transition(on: ["late"], to: ["b"])
        let exploration = try explored([State("a", onentry: [[late]], transitions: [onLate, go]), State("b", transitions: [go]), end], events: ["go"])
        #expect(exploration.findings == [])
        #expect(exploration.way(to: 2)?.steps.map(\.cause) == [.start, .due("late"), .sent("late")])
        #expect(exploration.situationCount == 3)
        #expect(try found(State("a", onentry: [[late, .cancel("s")]], transitions: [onLate, go]), State("b", transitions: [go]), end, events: ["go"]) == [
            "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "a never takes its transition on late, for no such event ever comes there; send it, or take the transition out. (transition-never-taken)",
        ])
    }

    @Test("states whose every way out has a condition that may fail for ever, the outermost of those with the same ways")
    func guardedWithoutElse() throws {
        let perhaps = Transition(on: ["go"], if: .flag(0), to: ["end"])
        let sentence = "has a condition, and if none of them ever holds the machine stays there; give one no condition."
        #expect(try found(State("a", transitions: [perhaps]), end) == ["Every way out of a \(sentence) (guarded-without-else: the start alone)"])
        #expect(try found(State("a", transitions: [perhaps, go]), end) == [])
        #expect(try found(State("a", transitions: [perhaps], children: [State("a1", children: [State("a2")])]), end) == [
            "Every way out of a \(sentence) (guarded-without-else: the start alone)"
        ])
        #expect(try found(State("a", transitions: [Transition(on: ["stop"], to: ["end"])], children: [State("a1", transitions: [Transition(on: ["x"], to: ["a2"])]), State("a2", transitions: [perhaps])]), end) == [])
        #expect(try found(State("a", transitions: [Transition(on: ["x"], to: ["b"]), perhaps]), State("b", transitions: [perhaps, Transition(on: ["y"])]), end) == [
            "Every way out of b \(sentence) (guarded-without-else: x)"
        ])
    }

    @Test("where there are more situations than the limit and nothing to reduce, what the structure alone shows is told")
    func stopped() throws {
        func counter(_ name: String) -> State {
            let steps = (0..<4).map { State("\(name)\($0)", transitions: [Transition(on: ["\(name).on"], to: ["\(name)\($0 == 3 ? 0 : $0 + 1)"])]) }
            return State(name, children: steps + [State("\(name)-past", kind: .history(.deep))])
        }
        let way = Transition(on: ["off"], to: ["x-past"])
        let chart = [State("p", kind: .parallel, transitions: [way], children: [counter("x"), counter("y")]), State("b"), end]
        let exploration = try explored(chart, limit: 10)
        #expect(exploration.extent == .stopped(.situations(10)))
        #expect(exploration.findings.map(\.description) == [
            "b cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "end cannot be reached; add a transition to it or take it out. (unreachable-state)",
            "The machine cannot come to an end; add a final state at the top that can be reached. (no-way-to-end)",
        ])
    }

    @Test("where there are more situations than the limit, regions that meddle with nothing are gone through one after the other")
    func reduced() throws {
        func region(_ name: String) -> State {
            State(name, children: [
                State("\(name)1", transitions: [Transition(on: ["\(name).on"], to: ["\(name)2"]), Transition(on: ["\(name).off"], to: ["\(name)4"])]),
                State("\(name)2", transitions: [Transition(on: ["\(name).on"], to: ["\(name)3"])]), State("\(name)3", kind: .final), State("\(name)4"),
            ])
        }
        let regions = (1...12).map { region("r\($0)-") }
        let chart = [State("p", kind: .parallel, transitions: [Transition(on: ["done.state.p"], to: ["end"])], children: regions), end]
        // 4 to the power of 12 situations are sixteen millions.
        let exploration = try explored(chart, limit: 20_000)
        #expect(exploration.extent == .reduced)
        #expect(exploration.findings.map(\.code) == .init(repeating: .noWayToEnd, count: 12))
        #expect(exploration.findings.first?.description == "From r1-4 no final state of the machine can be reached; add a way out. (no-way-to-end: r1-.off)")
        #expect(exploration.reaches(1))
        #expect(exploration.situationCount < 15_000)
    }

    @Test("where few situations have very many moves between them, going through them is stopped as well")
    func moves() throws {
        let regions = (1...10).map { number in
            State("r\(number)", transitions: [Transition(on: ["x", "y"], if: .flag(0), actions: [.turn(0)])])
        }
        let chart = [State("p", kind: .parallel, transitions: [Transition(on: ["off"], to: ["end"])], children: regions), end]
        let exploration = try explored(chart, limit: 10)
        #expect(exploration.extent == .stopped(.moves(320)))
        #expect(try explored(chart, limit: 100).extent == .complete)
    }

    @Test("content without a bound that can be followed proves nothing")
    func unbounded() throws {
        let again = Transition(on: ["x"], to: ["a"], actions: [.raise("x"), .raise("x")])
        let exploration = try explored([State("a", transitions: [again, go]), end])
        #expect(exploration.extent == .stopped(.content))
    }
}
