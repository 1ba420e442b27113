import CivilTime
import JSON
import Pages
import TriadKit

/// A letter as a page, and as an e-mail message that a mail program opens as a draft.
public struct LetterPaper {
    /// As it is printed: with its day.
    public let page: Page
    /// Its words alone: a message has a day of its own.
    let words: Page
    private let letter: RenderedLetter
    private let moment: Instant

    /// - Throws: `Pages.Mistakes` where the template asks for what the letter's data does not have.
    public init(_ letter: RenderedLetter, today: Day, at moment: Instant) throws {
        words = try Template(name: letter.template, text: letter.text).page(letter.data)
        var page = words
        page.notes.append(.init("Date", "\(today.spelled)"))
        self.page = page
        self.letter = letter
        self.moment = moment
    }

    /// The days that it is about, for the addressee's calendar.
    private var attachments: [EmailLetter.Attachment] {
        let calendar = AppointmentList(appointments: letter.appointments).calendar
        return calendar.map { [.init(name: "appointments.ics", mediaType: "text/calendar", bytes: Array($0.utf8))] } ?? []
    }

    /// The message; nil where the addressee or the sender has no address.
    public func mail() throws -> String? {
        guard let to = letter.mailbox, let from = letter.fromMailbox else { return nil }
        return try EmailLetter(
            from: .init(name: letter.from.name, from), to: [.init(name: letter.to.name, to)],
            date: moment.date, messageID: "\(letter.reference).\(moment.milliseconds)@triad.invalid", page: words, attachments: attachments
        ).eml()
    }
}
