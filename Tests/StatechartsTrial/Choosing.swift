import Chance

extension SplitMix64 {
    package mutating func one<Element>(of list: [Element]) -> Element? { list.randomElement(using: &self) }
}
