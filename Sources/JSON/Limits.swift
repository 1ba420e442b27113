/// How much a reader takes in.
public struct Limits: Sendable, Hashable {
    /// How many arrays and objects may be open at once.
    public let depth: Int
    /// How many bytes the text may have.
    public let bytes: Int

    /// 512 levels and 1 GiB.
    public static let standard = Limits()
    /// The deepest limit there is, so that whatever was read can be compared, written and let go on any stack.
    public static let deepest = 2_048

    /// - Parameters:
    ///   - depth: at most `deepest`; a higher number means `deepest`.
    ///   - bytes: the longest text.
    public init(depth: Int = 512, bytes: Int = 1 << 30) {
        self.depth = min(max(depth, 0), Self.deepest)
        self.bytes = max(bytes, 0)
    }
}
