import Casework
import JSON

/// What `rpc.discover` answers (https://spec.open-rpc.org): made from the one list of methods.
public enum OpenRPC {
    public static let document: JSON.Value = [
        "openrpc": "1.3.2",
        "info": [
            "title": "Triad", "version": "1",
            "description": "Everything that can be asked of an open Triad file. Parameters are given by name. Methods and members are only ever added.",
        ],
        "methods": .array(Methods.described.map { method($0.name, $0.summary, $0.parameters, $0.result) }),
        "components": ["errors": .object(JSON.Object(Refusal.Code.allCases.map { (key: $0.rawValue, value: error($0)) }))],
    ]

    /// What is needed comes before what may be left out, as the specification asks of `params`.
    private static func method(_ name: String, _ summary: String, _ parameters: [Shape.Member], _ result: Shape) -> JSON.Value {
        [
            "name": .string(name), "summary": .string(summary), "paramStructure": "by-name",
            "params": .array((parameters.filter(\.isRequired) + parameters.filter { !$0.isRequired }).map { parameter in
                [
                    "name": .string(parameter.name), "summary": .string(parameter.text), "required": .bool(parameter.isRequired),
                    "schema": parameter.shape.schema,
                ]
            }),
            "result": ["name": "result", "schema": result.schema],
        ]
    }

    private static func error(_ code: Refusal.Code) -> JSON.Value {
        ["code": .int(Int64(code.number)), "message": .string(code.title), "data": ["code": .string(code.rawValue), "exit": .int(Int64(code.exit))]]
    }
}
