import AllocationCount

/// What a piece of work costs: the median of several runs, and the allocations of one.
struct Measure {
    let nanoseconds: Double
    let allocations: Double
    /// The sizes in bytes of what one piece of work allocates; empty where that is not counted.
    let sizes: [Int]

    var perSecond: Double { 1e9 / nanoseconds }

    /// - Parameters:
    ///   - count: pieces of work in a run.
    ///   - work: does one piece; what it gives back keeps the compiler from leaving it out.
    init(count: Int, runs: Int = 9, _ work: () throws -> Void) rethrows {
        // The first pieces fill caches and buffers.
        for _ in 0..<max(count / 10, 10) { try work() }
        let clock = ContinuousClock()
        var times: [Double] = []
        var allocated = 0
        for _ in 0..<runs {
            let before = allocation_count()
            let took = try clock.measure { for _ in 0..<count { try work() } }
            allocated = allocation_count() - before
            let (seconds, attoseconds) = took.components
            times.append((Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(count))
        }
        nanoseconds = times.sorted()[times.count / 2]
        allocations = Double(allocated) / Double(count)
        sizes = try Self.sizes(work)
    }

    private static func sizes(_ work: () throws -> Void) rethrows -> [Int] {
        try withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { sizes in
            allocation_record(sizes.baseAddress, sizes.count)
            defer { allocation_record(nil, 0) }
            try work()
            return (0..<allocation_recorded()).map { sizes[$0] }
        }
    }
}
