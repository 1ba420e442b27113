import CEL

extension Environment {
    /// The program of an expression that was found right when its definition was taken into use.
    ///
    /// What an engine of another version no longer takes errs when it is judged, and is never taken for true or false.
    func program(kept source: String, expecting type: CEL.`Type`?) -> Program {
        if case .success(let program) = compile(source, expecting: type) { return program }
        for text in [source, "no_longer_understood()"] {
            if case .success(let program) = compileUnchecked(text) { return program }
        }
        // Cannot be reached: unchecked, a call without arguments has nothing that the parser or a limit could object to.
        preconditionFailure("a call without arguments parses")
    }
}
