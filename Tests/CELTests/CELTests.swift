import Testing
@testable import CEL
