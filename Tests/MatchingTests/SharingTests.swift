import Chance
import Matching
import Testing

@Suite("Tasks shared out among people")
struct SharingTests {
    @Test("each task gets whom it needs, nobody takes what she is not free for, and the loads are as even as can be")
    func example() {
        let two = Sharing.Task(needs: 2, free: [0, 1, 2])
        #expect(Sharing(people: 3, tasks: [.init(needs: 2, free: [0, 1]), two, two]).taken == [[0, 1], [0, 2], [1, 2]])
        // The first took whom the last alone could have: he passes one on.
        #expect(Sharing(people: 2, tasks: [.init(needs: 1, free: [0, 1]), .init(needs: 1, free: [0])]).taken == [[1], [0]])
        #expect(Sharing(people: 2, tasks: [.init(needs: 2, free: [1])]).taken == [[1]], "fewer where fewer are free")
        #expect(Sharing(people: 2, tasks: [.init(needs: 1, free: [0, 1])], held: [3, 0]).taken == [[1]], "what she has already counts")
        #expect(Sharing(people: 2, tasks: [.init(needs: -1, free: [0, 1]), .init(needs: 1, free: [7])]).taken == [[], []])
    }

    /// The smallest sum of squares of the loads, by trying every way.
    private func least(_ tasks: ArraySlice<Sharing.Task>, _ load: [Int]) -> Int {
        guard let task = tasks.first else { return load.reduce(0) { $0 + $1 * $1 } }
        func choose(_ free: ArraySlice<Int>, _ needs: Int, _ load: [Int]) -> Int {
            if needs == 0 { return least(tasks.dropFirst(), load) }
            guard free.count >= needs, let first = free.first else { return .max }
            var with = load
            with[first] += 1
            return min(choose(free.dropFirst(), needs - 1, with), choose(free.dropFirst(), needs, load))
        }
        return choose(task.free[...], min(task.needs, task.free.count), load)
    }

    @Test("no way of sharing is more even, among all ways of many small cases")
    func property() {
        var dice = SplitMix64(seed: 7)
        for _ in 0..<300 {
            let people = Int.random(in: 1...5, using: &dice)
            let tasks = (0..<Int.random(in: 1...5, using: &dice)).map { _ in
                Sharing.Task(needs: Int.random(in: 1...3, using: &dice), free: (0..<people).filter { _ in Bool.random(using: &dice) })
            }
            let held = (0..<people).map { _ in Int.random(in: 0...2, using: &dice) }
            let taken = Sharing(people: people, tasks: tasks, held: held).taken
            var load = held
            for (task, own) in zip(tasks, taken) {
                #expect(own.count == min(task.needs, task.free.count) && Set(own).count == own.count && Set(own).isSubset(of: task.free))
                for person in own { load[person] += 1 }
            }
            #expect(load.reduce(0) { $0 + $1 * $1 } == least(tasks[...], held))
        }
    }
}
