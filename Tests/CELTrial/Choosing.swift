import Chance

extension SplitMix64 {
    /// One of a list that is not empty.
    mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}
