import Definitions

/// The one list of everything that can be asked of an open file: each is a method of the pipe and a command of the command line.
public enum Methods {
    public static let all: [Method] = cases + sheets + votes + documents + register + forming + calendars + timetables + papers + diaries + file + definitions

    /// What can be called in the pipe, as its documentation lists it: these and what is about calls themselves.
    static let described: [(name: String, summary: String, parameters: [Shape.Member], result: Shape)] =
        all.map { ($0.name, $0.summary, $0.parameters, $0.result) } + [
            ("apply", "Several commands at once: each for itself, or all or none.", Application.parameters, Application.result),
            ("rpc.discover", "All methods with their parameters and results, as an OpenRPC document.", [], .map(.any)),
        ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    public static func named(_ name: String) -> Method? { byName[name] }

    static func nearest(to name: String) -> String? { Nearest.name(to: name, among: described.map(\.name)) }
}
