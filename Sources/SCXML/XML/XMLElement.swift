import Foundation
import FoundationXML
import JSON

/// An element of an XML file, with the places of its tag and of its attributes.
final class XMLNode {
    let name: String
    let attributes: [String: String]
    let place: TagPlace
    var children: [XMLNode] = []
    /// The text directly inside, all of it together.
    var text = ""

    init(name: String, attributes: [String: String], place: TagPlace) {
        self.name = name
        self.attributes = attributes
        self.place = place
    }
}

/// Reads XML 1.0 in UTF-8, without a document type: so nothing is fetched and no entity grows.
enum XMLReading {
    /// How deep elements may be nested.
    static let depthLimit = 1_024
    /// How many attributes an element may have: the parser holds each against every other.
    static let attributeLimit = 1_024
    /// How long a file may be.
    static let byteLimit = 1 << 24

    /// - Throws: `DocumentError` at the first mistake.
    static func root(of bytes: [UInt8]) throws(DocumentError) -> XMLNode {
        guard bytes.count <= byteLimit else {
            throw DocumentError(.tooLong, "", "The file has more than \(byteLimit) bytes; make it shorter.")
        }
        try XMLProlog.check(bytes)
        let places = TagScanner.places(in: bytes)
        if let tag = places.first(where: { $0.attributes.count > attributeLimit }) {
            throw DocumentError(
                .tooLong, "", "An element has more than \(attributeLimit) attributes; leave out those that SCXML has not.",
                position: tag.start)
        }
        let builder = XMLBuilder(places: places)
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.shouldProcessNamespaces = false
        parser.delegate = builder
        let isWhole = parser.parse()
        if let mistake = builder.mistake { throw mistake }
        guard isWhole, builder.isClosed, let root = builder.root else { throw notWellFormed(parser) }
        return root
    }

    fileprivate static func notWellFormed(_ parser: XMLParser) -> DocumentError {
        DocumentError(
            .notXML, "", "This is no well-formed XML; mend what stands here or before.",
            position: .init(line: max(1, parser.lineNumber), column: max(1, parser.columnNumber)))
    }
}

/// Puts elements together as they are met.
private final class XMLBuilder: NSObject, XMLParserDelegate {
    private(set) var root: XMLNode?
    private(set) var mistake: DocumentError?
    private var open: [XMLNode] = []
    private var places: ArraySlice<TagPlace>

    init(places: [TagPlace]) { self.places = places[...] }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard mistake == nil else { return }
        let place = places.popFirst() ?? TagPlace(start: .init(line: 1, column: 1), attributes: [:])
        guard open.count < XMLReading.depthLimit else {
            mistake = DocumentError(
                .tooDeep, "", "Elements are nested deeper than \(XMLReading.depthLimit) levels; make the file flatter.",
                position: place.start)
            return parser.abortParsing()
        }
        let node = XMLNode(name: name, attributes: attributes, place: place)
        if let parent = open.last { parent.children.append(node) } else { root = node }
        open.append(node)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if !open.isEmpty { open.removeLast() }
    }

    /// Whether every element that was begun was ended.
    var isClosed: Bool { open.isEmpty }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        mistake = mistake ?? XMLReading.notWellFormed(parser)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { open.last?.text += String(decoding: block, as: UTF8.self) }
}
