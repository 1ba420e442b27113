/// Selecting transitions where conditions are open: every set that may come of it.
///
/// It goes the way of `selectTransitions` (https://www.w3.org/TR/scxml/#selectTransitions): for each active atomic state
/// in document order the first transition outwards that is a candidate and whose condition holds, each condition asked
/// once. Where a condition may turn out both ways, both are followed.
struct Choosing {
    let prospect: Prospect
    /// Whether the answers of conditions are kept.
    let keepsAnswers: Bool
    /// Whether all outcomes were followed.
    private(set) var isWhole = true
    /// More outcomes of one selection are not followed.
    private static let most = 4_096

    /// What a selection may come to, before conflicts are removed.
    struct Outcome {
        var enabled: [TransitionIndex] = []
        /// How many conditions raised an error.
        var errors = 0
        var answers: [Way.Answer] = []
    }

    /// A selection on its way.
    private struct Course {
        var outcome = Outcome()
        var settled = BitSet()
        var atomic = 0
        /// Where to go on: a state on the way outwards from the atomic one; nil at its root.
        var state: StateIndex?
        /// The first of its transitions that has not been looked at.
        var transition: TransitionIndex?
    }

    init(_ prospect: Prospect, keepsAnswers: Bool) {
        self.prospect = prospect
        self.keepsAnswers = keepsAnswers
    }

    private var structure: Structure { prospect.structure }

    mutating func outcomes(of candidates: BitSet, in configuration: BitSet) -> [Outcome] {
        guard !candidates.isEmpty else { return [Outcome()] }
        let atomics = configuration.filter(structure.isAtomic)
        var found: [Outcome] = []
        var open = [Course(state: atomics.first)]
        while var course = open.popLast() {
            guard found.count + open.count < Self.most else {
                isWhole = false
                break
            }
            if let other = follow(&course, candidates, atomics, configuration) {
                open += other
                open.append(course)
            } else {
                found.append(course.outcome)
            }
        }
        return found
    }

    /// Goes on as far as it is plain how; where it is not, gives the other courses and goes on with this one later.
    private func follow(
        _ course: inout Course, _ candidates: BitSet, _ atomics: [StateIndex], _ configuration: BitSet
    ) -> [Course]? {
        while course.atomic < atomics.count {
            guard let state = course.state else {
                next(&course, atomics)
                continue
            }
            let own = structure.states[state].transitions
            guard candidates.intersects(own) else {
                outwards(&course, state)
                continue
            }
            var isTaken = false
            for transition in max(own.lowerBound, course.transition ?? own.lowerBound)..<own.upperBound where candidates.contains(transition) {
                if course.settled.contains(transition) {
                    isTaken = course.outcome.enabled.contains(transition)
                    if isTaken { break }
                    continue
                }
                course.settled.insert(transition)
                switch prospect.outlook(of: transition, in: configuration) {
                case .holds:
                    course.outcome.enabled.append(transition)
                    isTaken = true
                case .fails: continue
                case .open(let mayErr): return fork(&course, transition, atomics, mayErr: mayErr && prospect.hearsErrors)
                case .inTime: return fork(&course, transition, atomics, mayErr: false)
                }
                break
            }
            if isTaken { next(&course, atomics) } else { outwards(&course, state) }
        }
        return nil
    }

    /// This course goes on with a condition that holds; those given, with one that fails or errs.
    private func fork(_ course: inout Course, _ transition: TransitionIndex, _ atomics: [StateIndex], mayErr: Bool) -> [Course] {
        var failing = course
        failing.transition = transition + 1
        var erring = failing
        if keepsAnswers {
            failing.outcome.answers.append(Way.Answer(transition: transition, turn: .fails))
            erring.outcome.answers.append(Way.Answer(transition: transition, turn: .errs))
            course.outcome.answers.append(Way.Answer(transition: transition, turn: .holds))
        }
        course.outcome.enabled.append(transition)
        next(&course, atomics)
        guard mayErr else { return [failing] }
        erring.outcome.errors += 1
        return [failing, erring]
    }

    private func next(_ course: inout Course, _ atomics: [StateIndex]) {
        course.atomic += 1
        course.state = course.atomic < atomics.count ? atomics[course.atomic] : nil
        course.transition = nil
    }

    private func outwards(_ course: inout Course, _ state: StateIndex) {
        course.state = structure.states[state].parent
        course.transition = nil
    }
}
