import JSON

extension Compiler {
    /// What a state may have by its kind.
    mutating func checkKind(_ state: Description.State, isRoot: Bool, _ place: Place) {
        if isRoot, state.kind != .compound {
            report(.wrongKind, place, "The root is \(state.kind.word); it can only be compound.")
        }
        let inner = state.children.filter { !$0.kind.isHistory }
        switch state.kind {
        case .compound, .parallel:
            if inner.isEmpty, !state.isCutOff {
                report(.wrongKind, place, "\(state.id) is \(state.kind.word) but has no child state; give it one or make it atomic.")
            }
        case .atomic, .final, .history:
            if !inner.isEmpty {
                report(.wrongKind, place, "\(state.id) is \(state.kind.word) and can have no child states; make it compound or parallel.")
            }
            checkHistoryPlaces(state, place)
        }
        checkFeatures(state, isRoot: isRoot, place)
    }

    private mutating func checkHistoryPlaces(_ state: Description.State, _ place: Place) {
        for (index, child) in state.children.enumerated() where child.kind.isHistory {
            report(
                .historyPlace, place.appending(.child(index)),
                "The history \(child.id) stands in \(state.id), which is \(state.kind.word) and has nothing to remember; put it in a compound or parallel state.")
        }
    }

    private mutating func checkFeatures(_ state: Description.State, isRoot: Bool, _ place: Place) {
        let isHistory = state.kind.isHistory
        let misplaced: [(isThere: Bool, isAllowed: Bool, what: String, home: String)] = [
            (!state.initial.isEmpty || !state.initialActions.isEmpty, state.kind == .compound, "an initial transition", "a compound state"),
            (state.historyDefault != nil, isHistory, "a default transition", "a history"),
            (!state.invocations.isEmpty, !isHistory && state.kind != .final && !isRoot, "invocations", "an atomic, compound or parallel state"),
            (state.donedata != nil, state.kind == .final, "done data", "a final state"),
            (!state.transitions.isEmpty, !isHistory && state.kind != .final, "transitions", "an atomic, compound or parallel state"),
            (!state.onentry.isEmpty || !state.onexit.isEmpty, !isHistory, "entry or exit blocks", "a state that is no history"),
        ]
        for feature in misplaced where feature.isThere && !feature.isAllowed {
            report(.wrongKind, place, "\(state.id) is \(state.kind.word) and cannot have \(feature.what); only \(feature.home) can.")
        }
    }
}

extension Compiler {
    /// No two invocations can have the same id: it is by that that their events are told apart.
    mutating func checkInvocations() {
        var first: [ScalarKey: Int] = [:]
        for number in states.indices {
            for id in written[number].invocations.compactMap(\.id) {
                if let other = first.updateValue(number, forKey: ScalarKey(text: id)) {
                    report(.duplicateID, places[number], "\(states[number].id) invokes as \(id), and so does \(states[other].id); give one another id.")
                }
            }
        }
    }
}
