import TriadKit

extension Methods {
    static let documents: [Method] = [
        .query("documents", "The documents of a case, by number: what each is, with which entry it came, who sees it.", [theCase], .documents) { given, _ in
            .documents(case: given.required("case"))
        },
        .query("document", "One document, with its content in base64.", [theCase, .init("number", .whole, "Its number in the case.")], .documentContent) { given, _ in
            .document(case: given.required("case"), number: given.whole("number") ?? 0)
        },
    ]
}
