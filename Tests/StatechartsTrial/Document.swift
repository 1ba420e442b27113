import Statecharts

/// The document that the plain interpreter walks: an element for each state as it was written.
final class Element: Hashable {
    let written: TrialChart.State
    /// Nil for the root alone.
    unowned let parent: Element?
    /// The place in document order.
    let order: Int
    private(set) var children: [Element] = []
    private(set) var transitions: [PlainTransition] = []
    private(set) var end: Int

    var id: String { written.id }
    var isCompound: Bool { written.kind == .compound }
    var isParallel: Bool { written.kind == .parallel }
    var isFinal: Bool { written.kind == .final }
    var isAtomic: Bool { written.kind == .atomic || written.kind == .final }
    var isHistory: Bool { written.kind == .history(.deep) || written.kind == .history(.shallow) }
    /// https://www.w3.org/TR/scxml/#getChildStates
    var childStates: [Element] { children.filter { !$0.isHistory } }
    var histories: [Element] { children.filter(\.isHistory) }

    init(_ written: TrialChart.State, parent: Element? = nil, order: Int = 0) {
        self.written = written
        self.parent = parent
        self.order = order
        end = order + 1
        for child in written.children {
            let element = Element(child, parent: self, order: end)
            children.append(element)
            end = element.end
        }
        transitions = written.transitions.indices.map { PlainTransition(source: self, index: $0) }
    }

    static func == (one: Element, other: Element) -> Bool { one === other }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A transition as it was written, by its source and its place there.
struct PlainTransition: Hashable {
    unowned let source: Element
    let index: Int

    var written: TrialChart.Transition { source.written.transitions[index] }
    var isEventless: Bool { written.events.isEmpty }

    static func == (one: PlainTransition, other: PlainTransition) -> Bool {
        one.source === other.source && one.index == other.index
    }
    func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

/// A whole document, with its elements by id.
final class Document {
    let name: String
    let root: Element
    private var elements: [String: Element] = [:]

    init(_ chart: TrialChart) {
        name = chart.name
        root = Element(chart.root)
        add(root)
    }

    private func add(_ element: Element) {
        if element !== root { elements[element.id] = element }
        for child in element.children { add(child) }
    }

    /// The elements that ids name, each once; an id that names none is left out.
    func states(_ ids: [String]) -> [Element] {
        ids.compactMap { elements[$0] }.reduce(into: []) { $0.add($1) }
    }

    /// Targets of which none has another inside it: entering the inner one enters the outer one too.
    func innermost(_ targets: [Element]) -> [Element] {
        targets.filter { outer in !targets.contains { isDescendant($0, outer) } }
    }

    /// Where entering a compound state by default leads: `initial`, or else the first child.
    func initial(of compound: Element) -> [Element] {
        compound.written.initial.isEmpty
            ? Array(compound.childStates.prefix(1)) : innermost(states(compound.written.initial))
    }

    /// Where a history leads while it has recorded nothing: as written, or else as by entering its parent by default.
    func defaultTargets(of history: Element) -> [Element] {
        if let written = history.written.historyDefault, !written.targets.isEmpty { return innermost(states(written.targets)) }
        guard let parent = history.parent else { return [] }
        if parent.isParallel { return parent.childStates }
        let initial = initial(of: parent)
        return initial.contains { $0.parent === parent && $0.isHistory } ? Array(parent.childStates.prefix(1)) : initial
    }
}

/// https://www.w3.org/TR/scxml/#isDescendant
func isDescendant(_ state1: Element, _ state2: Element) -> Bool {
    var next = state1.parent
    while let ancestor = next {
        if ancestor === state2 { return true }
        next = ancestor.parent
    }
    return false
}

/// https://www.w3.org/TR/scxml/#getProperAncestors
func getProperAncestors(_ state1: Element, _ state2: Element?) -> [Element] {
    var ancestors: [Element] = []
    var next = state1.parent
    while let ancestor = next, ancestor !== state2 {
        ancestors.append(ancestor)
        next = ancestor.parent
    }
    return ancestors
}

/// The ordered sets of the Recommendation's pseudo-code
/// (https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation).
extension Array where Element: Equatable {
    mutating func add(_ element: Element) { if !contains(element) { append(element) } }
    mutating func delete(_ element: Element) { removeAll { $0 == element } }
    func hasIntersection(_ other: [Element]) -> Bool { contains(where: other.contains) }
}

extension Array where Element == StatechartsTrial.Element {
    /// https://www.w3.org/TR/scxml/#entryOrder
    var entryOrder: [StatechartsTrial.Element] { sorted { $0.order < $1.order } }
    /// https://www.w3.org/TR/scxml/#exitOrder
    var exitOrder: [StatechartsTrial.Element] { sorted { $0.order > $1.order } }
    var documentOrder: [StatechartsTrial.Element] { entryOrder }
}
