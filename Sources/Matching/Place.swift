import Foundation

extension Forming {
    /// A point on the Earth, in WGS 84 degrees.
    public struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
        public var latitude: Double
        public var longitude: Double

        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }

        public var description: String { "latitude \(latitude), longitude \(longitude)" }

        var isOnEarth: Bool { (-90.0...90).contains(latitude) && (-180.0...180).contains(longitude) }

        /// The great circle by the haversine formula, with the mean radius of the Earth 6,371.0088 km (IUGG), rounded
        /// to 0.1 km.
        public func distance(to other: Place) -> Kilometres {
            let radians = Double.pi / 180
            let north = sin((other.latitude - latitude) * radians / 2)
            let east = sin((other.longitude - longitude) * radians / 2)
            let haversine = north * north + cos(latitude * radians) * cos(other.latitude * radians) * east * east
            return Kilometres(2 * 6371.0088 * asin(min(1, haversine.squareRoot()))) ?? .zero
        }
    }
}
