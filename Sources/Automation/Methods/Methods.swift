import Definitions

/// The one list of everything that can be asked of an open file: each is a method of the pipe and a command of the command line.
public enum Methods {
    public static let all: [Method] = cases + sheets + register + forming + papers + file + definitions

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    public static func named(_ name: String) -> Method? { byName[name] }

    static func nearest(to name: String) -> String? { Nearest.name(to: name, among: all.map(\.name) + ["rpc.discover", "apply"]) }
}
