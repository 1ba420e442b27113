/// The version of this program, as `triad --version` prints it.
enum EngineVersion {
    static let text = "0.1.0"
}
