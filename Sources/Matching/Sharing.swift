/// Tasks shared out among people, each taking those for which she is free, as evenly as can be.
///
/// ```swift
/// // Two readers for each of three applications; the third reader is tied to the first applicant.
/// Sharing(people: 3, tasks: [.init(needs: 2, free: [0, 1]), .init(needs: 2, free: [0, 1, 2]), .init(needs: 2, free: [0, 1, 2])]).taken
/// // [[0, 1], [0, 2], [1, 2]]
/// ```
///
/// Each place goes, by way of those who can pass one on, to whoever has the fewest; so the loads are as even as any way of sharing makes
/// them (a flow of least cost, where each further task of a person costs more than the one before). The same tasks give the same answer.
public struct Sharing: Sendable, Hashable {
    public struct Task: Sendable, Hashable {
        /// How many people it needs.
        public var needs: Int
        /// Who may take it, by their numbers, each once.
        public var free: [Int]

        public init(needs: Int, free: [Int]) {
            self.needs = needs
            self.free = free
        }
    }

    /// Of each task, in their order, who takes it, by their numbers; fewer than it needs where fewer are free.
    public let taken: [[Int]]

    /// - Parameters:
    ///   - people: how many there are; they are numbered from 0.
    ///   - held: how much each has already; nothing where left out.
    public init(people: Int, tasks: [Task], held: [Int] = []) {
        var sharing = Making(tasks: tasks, load: (0..<people).map { held.indices.contains($0) ? held[$0] : 0 })
        for task in tasks.indices { for _ in 0..<max(0, tasks[task].needs) { sharing.fill(task) } }
        taken = sharing.taken.map { $0.sorted() }
    }

    private struct Making {
        let tasks: [Task]
        var load: [Int]
        var taken: [[Int]]

        init(tasks: [Task], load: [Int]) {
            self.tasks = tasks
            self.load = load
            taken = tasks.map { _ in [] }
        }

        /// Gives a task one more person: whoever has the fewest of those whom it reaches, directly or by others who pass one of theirs on.
        mutating func fill(_ task: Int) {
            // How a person is reached: the task that she would take, and whom she would take it from.
            var reached: [Int: (task: Int, instead: Int?)] = [:]
            var waiting: [Int] = []
            func open(_ task: Int, instead: Int?) {
                for person in tasks[task].free where load.indices.contains(person) && !taken[task].contains(person) && reached[person] == nil {
                    reached[person] = (task, instead)
                    waiting.append(person)
                }
            }
            open(task, instead: nil)
            var next = 0
            while next < waiting.count {
                let person = waiting[next]
                next += 1
                for other in tasks.indices where other != task && taken[other].contains(person) { open(other, instead: person) }
            }
            guard var person = waiting.min(by: { (load[$0], $0) < (load[$1], $1) }) else { return }
            load[person] += 1
            while let way = reached[person] {
                taken[way.task].append(person)
                guard let instead = way.instead else { return }
                taken[way.task].removeAll { $0 == instead }
                person = instead
            }
        }
    }
}
