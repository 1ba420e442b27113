import Testing
@testable import TriadKit
