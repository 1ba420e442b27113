import JSON

/// From deeds, which are nested, to every series of acts that they may come to.
struct DeedReader {
    let classes: EventClasses
    private(set) var unheard: [(event: String, state: StateIndex)] = []
    private(set) var isWhole = true
    private var ids: [ScalarKey: Int] = [:]
    /// Blocks that may come to more series than this are not followed to the end.
    private static let most = 64
    /// How often a repeated series is followed.
    private static let rounds = 2

    private struct Series: Hashable {
        var acts: [Prospect.Act] = []
        var isEnded = false
    }

    init(classes: EventClasses) { self.classes = classes }

    mutating func alternatives(_ deeds: [Deed], at state: StateIndex) -> [[Prospect.Act]] {
        if deeds.isEmpty { return [[]] }
        return unique(follow(deeds, from: [Series()], at: state, depth: 0).map(\.acts))
    }

    private mutating func follow(_ deeds: [Deed], from start: [Series], at state: StateIndex, depth: Int) -> [Series] {
        guard depth < 256 else {
            isWhole = false
            return start
        }
        var all = start
        for deed in deeds {
            all = unique(all.flatMap { $0.isEnded ? [$0] : after($0, deed, at: state, depth: depth) })
            if all.count > Self.most {
                isWhole = false
                all.removeLast(all.count - Self.most)
            }
        }
        return all
    }

    private mutating func after(_ series: Series, _ deed: Deed, at state: StateIndex, depth: Int) -> [Series] {
        func with(_ act: Prospect.Act, isEnded: Bool = false) -> Series { Series(acts: series.acts + [act], isEnded: isEnded) }
        switch deed {
        case .raise(let event): return numbers(event, state).map { $0.map { with(.raise($0)) } ?? series }
        case .send(let event): return numbers(event, state).map { $0.map { with(.send($0)) } ?? series }
        case .delay(let event, let id):
            let id = id.map { number(of: $0) }
            return numbers(event, state).map { $0.map { with(.delay($0, id: id)) } ?? series }
        case .cancel(let id): return [with(.cancel(id: number(of: id)))]
        case .fail(let event): return [classes.number(of: event).map { with(.raise($0), isEnded: true) } ?? Series(acts: series.acts, isEnded: true)]
        case .oneOf(let ways): return ways.flatMap { follow($0, from: [series], at: state, depth: depth + 1) }
        case .repeated(let deeds):
            var all = [series]
            var last = [series]
            for _ in 0..<Self.rounds {
                last = follow(deeds, from: last, at: state, depth: depth + 1)
                all += last
            }
            if unique(follow(deeds, from: last, at: state, depth: depth + 1)) != unique(last) { isWhole = false }
            return unique(all)
        }
    }

    /// The classes that an event may be of; nil among them is one that enables nothing.
    private mutating func numbers(_ event: String?, _ state: StateIndex) -> [EventClasses.Number?] {
        guard let event else { return classes.names.indices.map { $0 } + [nil] }
        let number = classes.number(of: event)
        if number == nil, !EventClasses.isPlatforms(event), !unheard.contains(where: { $0.state == state && sameScalars($0.event, event) }) {
            unheard.append((event, state))
        }
        return [number]
    }

    private mutating func number(of id: String) -> Int {
        let key = ScalarKey(text: id)
        if let known = ids[key] { return known }
        ids[key] = ids.count
        return ids.count - 1
    }
}

/// The same without repetitions, in order.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    guard elements.count > 1 else { return elements }
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}
