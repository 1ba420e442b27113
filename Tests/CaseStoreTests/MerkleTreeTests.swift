import Testing

@testable import CaseStore

@Suite("The log is a Merkle tree with the hashes of RFC 9162")
struct MerkleTreeTests {
    /// The eight leaves that every Certificate Transparency library tests with, and the roots over the first 1 to 8.
    static let leaves: [[UInt8]] = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].compactMap { [UInt8](hex: $0) }
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("The roots over the classic leaves are those of RFC 6962 and RFC 9162")
    func classicRoots() throws {
        let log = MemoryLog(Self.leaves)
        #expect(MerkleTree.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for size in 1...8 {
            #expect(try log.root(size).hex == Self.roots[size - 1])
        }
    }

    @Test("A log is taken up with one read for each bit of its size, as it was left, and grows on to the same root")
    func takenUp() throws {
        let entries = (0..<71).map { [UInt8($0)] }
        for size in 0..<entries.count {
            let log = MemoryLog(Array(entries[..<size]))
            var reads = 0
            var frontier = try MerkleTree.Frontier(size: Int64(size)) { (subtree) throws(MemoryLog.Missing) in
                reads += 1
                return try log.find(subtree)
            }
            #expect(reads == size.nonzeroBitCount)
            #expect(frontier == log.frontier)
            #expect(frontier.root == (try log.root(size)))
            _ = frontier.append(MerkleTree.leaf(entries[size]))
            #expect(frontier.root == (try MemoryLog(Array(entries[...size])).root(size + 1)))
        }
    }

    @Test("Every entry of every log of up to 70 entries can be proved, and with another leaf, place, path or root cannot")
    func inclusion() throws {
        let log = MemoryLog((0..<70).map { [UInt8($0)] })
        for size in 1...Int64(70) {
            let root = try log.root(Int(size))
            for place in 0..<size {
                let proof = try #require(try MerkleTree.inclusion(of: place, size: size, find: log.find))
                let leaf = MerkleTree.leaf([UInt8(place)])
                #expect(MerkleTree.verify(proof, leaf: leaf, root: root))
                #expect(!MerkleTree.verify(proof, leaf: MerkleTree.leaf([UInt8(place) ^ 1]), root: root))
                #expect(!MerkleTree.verify(proof, leaf: leaf, root: MerkleTree.emptyRoot))
                var longer = proof
                longer.path.append(leaf)
                #expect(!MerkleTree.verify(longer, leaf: leaf, root: root))
                var shorter = proof
                if shorter.path.popLast() != nil { #expect(!MerkleTree.verify(shorter, leaf: leaf, root: root)) }
            }
            #expect(try MerkleTree.inclusion(of: size, size: size, find: log.find) == nil)
        }
    }

    @Test("Every log is shown to begin with every shorter one, and with no other")
    func consistency() throws {
        let log = MemoryLog((0..<40).map { [UInt8($0)] })
        let other = MemoryLog((0..<40).map { [UInt8($0) ^ 0x80] })
        for size in 1...Int64(40) {
            for earlier in 1...size {
                let proof = try #require(try MerkleTree.consistency(from: earlier, to: size, find: log.find))
                let (old, new) = (try log.root(Int(earlier)), try log.root(Int(size)))
                #expect(MerkleTree.verify(proof, earlier: old, later: new))
                #expect(!MerkleTree.verify(proof, earlier: try other.root(Int(earlier)), later: new))
                #expect(!MerkleTree.verify(proof, earlier: old, later: try other.root(Int(size))))
            }
        }
    }

    @Test("The proofs of the classic log are the published ones")
    func publishedProofs() throws {
        let log = MemoryLog(Self.leaves)
        let first = try #require(try MerkleTree.inclusion(of: 0, size: 8, find: log.find))
        #expect(first.path.map(\.hex) == [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ])
        let grown = try #require(try MerkleTree.consistency(from: 6, to: 8, find: log.find))
        #expect(grown.path.map(\.hex) == [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ])
    }
}

/// A log in memory that keeps what a row of the table keeps.
final class MemoryLog {
    private var rows: [[Hash]] = []
    private(set) var frontier = MerkleTree.Frontier()

    init(_ entries: [[UInt8]]) {
        for entry in entries {
            let leaf = MerkleTree.leaf(entry)
            rows.append([leaf] + frontier.append(leaf))
        }
    }

    struct Missing: Error {}

    func find(_ subtree: MerkleTree.Subtree) throws(Missing) -> Hash {
        guard rows.indices.contains(Int(subtree.last)) else { throw Missing() }
        return rows[Int(subtree.last)][subtree.level]
    }

    func root(_ size: Int) throws -> Hash {
        try MerkleTree.root(size: Int64(size), find: find)
    }
}
