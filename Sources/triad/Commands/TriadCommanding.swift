import ArgumentParser
import Automation
import Casework
import Foundation
import Pages
import TriadKit

/// A command that ends with a sentence and an exit code of the one table, whatever went wrong.
protocol TriadCommanding: ParsableCommand {
    func carryOut() throws
}

extension TriadCommanding {
    func run() throws {
        do {
            try carryOut()
        } catch let failure as CallFailure {
            try end(Stop(failure))
        } catch let refusal as Refusal {
            try end(Stop(refusal))
        } catch let stop as Stop {
            try end(stop)
        } catch let failure as FileFailure {
            try end(Stop(.file, failure.sentence, remedy: failure.remedy))
        } catch let mistakes as Pages.Mistakes {
            try end(Stop(.definition, "The template cannot be filled:\n\(mistakes)", remedy: "Mend the template, or ask as somebody who sees more of the case."))
        } catch let fault as EmailLetter.Fault {
            try end(Stop(.mistyped, "The letter cannot be written as e-mail: \(fault)", remedy: "Mend the address in the register."))
        }
    }

    private func end(_ stop: Stop) throws {
        Output.say(stop.text)
        throw ExitCode(stop.exit)
    }
}
