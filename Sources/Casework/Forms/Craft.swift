import JSON
import Register
import Rubrics

// Values of the craft that facts carry; their forms in JSON are their own.

extension SealedSheet: Transcribed {}
extension Settlement: Transcribed {}
extension Register.Change: Transcribed {}
