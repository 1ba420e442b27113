import Casework
import JSON
import Reporting
import TriadKit

extension Methods {
    /// The most bytes of documents in a bundle that is one answer; the command line writes any.
    private static let largestBundle = OfferedDocument.most

    static let documents: [Method] = [
        .query("documents", "The documents of a case, by number: what each is, with which entry it came, who sees it.", [theCase], .documents) { given, _ in
            .documents(case: given.required("case"))
        },
        .query("document", "One document, with its content in base64.", [theCase, .init("number", .whole, "Its number in the case.")], .documentContent) { given, _ in
            .document(case: given.required("case"), number: given.whole("number") ?? 0)
        },
        .lookingBack("bundle", "The documents of a case with an index, numbered, as one HTML file that prints; at most 25 MB of them, the command line writes any.", [
            theCase,
        ], .page) { given, triad in
            let (id, asker) = (given.required("case"), given.text("as"))
            let bundle = try triad.bundle(id, as: asker)
            guard bundle.size <= largestBundle else {
                throw Refusal(
                    .outOfRange, "The documents of \(id) have \(bundle.size) bytes; one answer holds \(largestBundle).", place: "case",
                    remedy: "Let the command line write it: `triad bundle \(id) --to FILE`.")
            }
            var file: [UInt8] = []
            try triad.write(bundle, of: id, as: asker) { file += $0 }
            return ["kind": "html", "text": .string(String(decoding: file, as: UTF8.self))]
        },
    ]
}
