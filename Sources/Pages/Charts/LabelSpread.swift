import Foundation

/// Moving marks apart so that each can be read, as little as will do.
enum LabelSpread {
    typealias Point = (x: Double, y: Double)

    /// The points, those nearer to each other than `distance` pushed apart step by step, and each drawn a
    /// little back to its home. The same points give the same places.
    static func apart(_ home: [Point], by distance: Double) -> [Point] {
        var points = home
        guard home.count > 1 else { return points }
        // The work grows with the square of the points; a picture of thousands is dense whatever is done.
        let rounds = max(1, min(400, 4_000_000 / (home.count * home.count)))
        for round in 0..<rounds {
            let settling = round * 10 > rounds * 9
            var moved = false
            for one in points.indices {
                if !settling {
                    points[one].x += (home[one].x - points[one].x) * 0.03
                    points[one].y += (home[one].y - points[one].y) * 0.03
                }
                for other in points.indices where other > one {
                    moved = push(&points, one, other, distance) || moved
                }
            }
            if settling && !moved { break }
        }
        return points
    }

    private static func push(_ points: inout [Point], _ one: Int, _ other: Int, _ distance: Double) -> Bool {
        var dx = points[other].x - points[one].x
        var dy = points[other].y - points[one].y
        guard abs(dx) < distance, abs(dy) < distance else { return false }
        var apart = hypot(dx, dy)
        guard apart < distance else { return false }
        if apart < 0.01 {
            // Two points in one place part in a direction of their own.
            dx = cos(Double(other) * 2.4)
            dy = sin(Double(other) * 2.4)
            apart = 1
        }
        let shift = (distance - min(apart, distance)) / 2 / apart
        points[one].x -= dx * shift
        points[one].y -= dy * shift
        points[other].x += dx * shift
        points[other].y += dy * shift
        return true
    }

    /// The convex hull (Andrew's monotone chain).
    static func hull(_ points: [Point]) -> [Point] {
        let sorted = points.sorted { $0.x == $1.x ? $0.y < $1.y : $0.x < $1.x }
        func half(_ points: [Point]) -> [Point] {
            var chain: [Point] = []
            for point in points {
                while chain.count > 1, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
                    chain.removeLast()
                }
                chain.append(point)
            }
            return chain
        }
        let lower = half(sorted)
        let upper = half(sorted.reversed())
        return Array(lower.dropLast() + upper.dropLast())
    }

    private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }

    /// A rectangle that a label takes.
    struct Box {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        func overlaps(_ other: Box) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }
    }
}
