import Foundation
import TriadKit

/// Lines in, lines out, one file between: until the input ends, nobody reads the answers any more, or the program is asked to end.
///
/// It takes what has arrived, without waiting for more, and answers it before it takes the next: so one request at a time is answered
/// without delay, many together are committed together, and whoever sends faster than is answered waits in the pipe, not in memory.
public struct Pipe {
    private let triad: Triad
    private let input: Int32
    private let output: Int32
    private var lines = LineBuffer()
    /// When clocks were last looked at.
    private var ticked = ContinuousClock.now
    /// Whether more clocks were due than were struck then.
    private var hasMoreDue = false

    /// Clocks that are struck in one commit, so that whoever asks does not wait for long.
    private static let mostStrikes = 50

    /// The most requests, and about the most bytes, that are taken at once.
    private static let mostLines = 256
    private static let mostBytes = 1 << 20

    public init(_ triad: Triad, input: Int32 = 0, output: Int32 = 1) {
        self.triad = triad
        self.input = input
        self.output = output
    }

    /// Answers until there is nothing more to answer.
    public mutating func run() {
        let ending = EndRequest.watch()
        let conversation = Conversation(triad: triad, mayWait: { !ending.isAsked })
        while true {
            let taken = lines.take(atMost: Pipe.mostLines, bytes: Pipe.mostBytes)
            if !taken.isEmpty {
                guard conversation.answer(taken, write) else { return }
                strikeDue(isIdle: false)
                continue
            }
            if lines.hasEnded || ending.isAsked { return }
            wait(ending)
        }
    }

    /// Reads what has arrived, or strikes clocks while nothing does.
    private mutating func wait(_ ending: EndRequest) {
        var watched = [pollfd(fd: input, events: Int16(POLLIN), revents: 0), pollfd(fd: ending.descriptor, events: Int16(POLLIN), revents: 0)]
        let ready = poll(&watched, 2, hasMoreDue ? 0 : 1_000)
        if ready < 0 { return }
        if watched[0].revents != 0 { lines.read(from: input) }
        if ready == 0 { strikeDue(isIdle: true) }
    }

    /// Strikes what is due, in one small commit, about once a second; while nobody asks for anything, at once as long as more is due.
    ///
    /// Where the file cannot be written just now, whoever asks for something is told, and clocks strike later.
    private mutating func strikeDue(isIdle: Bool) {
        guard isIdle && hasMoreDue || ContinuousClock.now - ticked >= .seconds(1) else { return }
        ticked = .now
        let struck = (try? triad.hasDueClocks()) == true ? (try? triad.tick(most: Pipe.mostStrikes)) ?? 0 : 0
        hasMoreDue = struck == Pipe.mostStrikes
    }

    /// - Returns: whether somebody still reads.
    private func write(_ bytes: [UInt8]) -> Bool {
        CrashPoint.reached(.beforeAnswer)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(output, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                waitUntilRead()
            } else if errno != EINTR {
                return false
            }
        }
        CrashPoint.reached(.afterAnswer)
        return true
    }

    /// Whoever started the program may have made its output one that does not wait by itself.
    private func waitUntilRead() {
        var watched = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        _ = poll(&watched, 1, -1)
    }
}

/// Bytes as they arrive, given out by lines.
struct LineBuffer {
    private(set) var hasEnded = false
    private var bytes: [UInt8] = []
    /// Where the first line begins that has not been given out.
    private var start = 0
    /// Up to here there is no line's end.
    private var looked = 0
    /// Whether the rest of a line that is too long is being passed over.
    private var isPassingOver = false

    /// Whole lines, as many as are there; the last one, too, once the input has ended.
    mutating func take(atMost count: Int, bytes most: Int) -> [Line] {
        var taken: [Line] = []
        var size = 0
        while taken.count < count, size < most, let line = next() {
            if case .text(let text) = line { size += text.count }
            taken.append(line)
        }
        return taken
    }

    private mutating func next() -> Line? {
        while true {
            guard let end = bytes[looked...].firstIndex(of: UInt8(ascii: "\n")) else {
                looked = bytes.count
                return rest()
            }
            let line = bytes[start..<end]
            (start, looked) = (end + 1, end + 1)
            if isPassingOver {
                isPassingOver = false
                return .tooLong
            }
            if let text = LineBuffer.text(line) { return text }
        }
    }

    /// What is there of a line that has no end yet.
    private mutating func rest() -> Line? {
        bytes.removeFirst(start)
        looked -= start
        start = 0
        if bytes.count > Message.longestLine || isPassingOver {
            isPassingOver = true
            bytes.removeAll(keepingCapacity: false)
            looked = 0
        }
        guard hasEnded else { return nil }
        defer { (bytes, looked) = ([], 0) }
        if isPassingOver {
            isPassingOver = false
            return .tooLong
        }
        return LineBuffer.text(bytes[...])
    }

    /// An empty line is none.
    private static func text(_ line: ArraySlice<UInt8>) -> Line? {
        let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        return text.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ? nil : .text(Array(text))
    }

    /// Waits for the next bytes, and takes them.
    mutating func read(from descriptor: Int32) {
        let most = 1 << 16
        let old = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: most))
        let count = bytes.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress?.advanced(by: old), most) }
        bytes.removeLast(most - max(count, 0))
        if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { hasEnded = true }
    }
}

/// That the system asks the program to end: SIGTERM or SIGINT. What has been taken is finished first.
private struct EndRequest {
    /// Readable once it is asked.
    let descriptor: Int32

    var isAsked: Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    /// The writing end, for the handlers: nothing but a write may be done in one.
    ///
    /// Unsafe to the compiler, safe as it is used: the one pipe of a process writes it, before the handlers that read it are set, and
    /// nobody writes it afterwards; a handler could take no lock.
    nonisolated(unsafe) private static var writing: Int32 = -1

    /// Whoever stops reading ends the program by an error of writing, not by a signal.
    static func watch() -> EndRequest {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        writing = ends[1]
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in
                var byte: UInt8 = 1
                _ = Foundation.write(EndRequest.writing, &byte, 1)
            }
        }
        return EndRequest(descriptor: ends[0])
    }
}
