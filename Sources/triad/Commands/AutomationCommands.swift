import ArgumentParser
import Automation
import Foundation
import JSON
import TriadKit

struct RPC: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "rpc", abstract: "Answer JSON-RPC 2.0 on standard input, a line each, until it ends.",
        discussion: """
            Each request with an id gets one line, in the order of the requests; a batch gets one array, a notification nothing. \
            What waits together is committed together, and answered after the commit. The method rpc.discover tells all the others: \
            they are the commands of this program, with dots for spaces. Example:

              {"jsonrpc": "2.0", "id": 1, "method": "do", "params": {"as": "Ben Oduya", "case": "triad-review-1", "event": "leave"}}
            """)
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        try options.leaveActorsToRequests()
        var pipe = Pipe(try options.writing())
        pipe.run()
    }
}

struct Apply: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Do what a file says, a command on each line: each for itself, or all or none.",
        discussion: """
            Each line is {"method": …, "params": {…}}, as for `triad rpc`; jsonrpc and id may stand in it. Each is answered by one line, \
            {"result": …} or {"error": …}. With --atomic the answers end with the first that is refused, and nothing is done.
            """)
    @OptionGroup var options: FileOptions
    @Argument(help: "The file; - for standard input.", completion: .file(extensions: ["jsonl"])) var path: String
    @Flag(name: .long, help: "All or none.") var atomic = false
    @Flag(name: .customLong("dry-run"), help: "Say what would happen, one after the other, and change nothing.") var dryRun = false

    func carryOut() throws {
        try options.leaveActorsToRequests()
        let script = try Script(FileText.read(path), from: path, isAtomic: atomic, isForGood: !dryRun)
        let answers = try script.answers(from: options.writing()) { Output.plain($0.text) }
        if answers.isUndone { throw Stop(.notNow, "Nothing was done: line \(answers.count) is refused.", remedy: "Mend it, and apply the file again.") }
        if answers.refused > 0 { throw Stop(.notNow, "\(answers.refused) of \(answers.count) were refused.", remedy: "Their answers say why.") }
    }
}
