import Testing
@testable import Statecharts
