/// A mark that can be told from the others without colour, in print and in plain text.
public enum Shape: String, Sendable, CaseIterable {
    case disc, square, triangle, diamond, ring, box, lozenge, cross, plus

    /// The same mark as a character.
    public var character: String {
        switch self {
        case .disc: "●"
        case .square: "■"
        case .triangle: "▲"
        case .diamond: "◆"
        case .ring: "○"
        case .box: "□"
        case .lozenge: "◇"
        case .cross: "✕"
        case .plus: "✚"
        }
    }

    /// The mark of the series at `index`; filled and open ones take turns, so that neighbours differ most.
    static func ofSeries(_ index: Int) -> Shape {
        let turn: [Shape] = [.disc, .box, .triangle, .cross, .diamond, .plus, .square, .lozenge, .ring]
        return turn[index % turn.count]
    }
}
