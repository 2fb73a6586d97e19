import IgnoreRules
import SystemPackage
import Testing

@testable import TarArchives

@Suite struct TarEncoderTests {
    private static let time = FileMetadata.Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789)

    private static let entries: [TarItem] = [
        TarItem(path: "plain.txt", bytes: Array("hello".utf8)),
        TarItem(path: "empty", bytes: []),
        TarItem(path: "block", bytes: [UInt8](repeating: 7, count: 512), mode: 0o4755),
        TarItem(TarEntry(path: "dir", kind: .directory, mode: 0o700, userID: 1000, groupID: 50)),
        TarItem(TarEntry(path: "link", kind: .symbolicLink(target: Array("../gone".utf8)), mode: 0o777)),
        TarItem(TarEntry(path: "hard", kind: .hardLink(target: "plain.txt"))),
        TarItem(TarEntry(path: "fine", kind: .file(size: 0), modified: time)),
        TarItem(TarEntry(path: "old", kind: .file(size: 0), modified: .init(seconds: -2, nanoseconds: 500_000_000))),
        TarItem(TarEntry(path: "rich", kind: .file(size: 0), userID: 3_000_000_000, groupID: 2_097_152)),
        TarItem(TarEntry(path: "ünï/✓ 日本", kind: .directory)),
        TarItem(TarEntry(path: "-dash 'quote\" new\nline", kind: .directory)),
        TarItem(TarEntry(path: FilePath(String(repeating: "long/", count: 60) + "x"), kind: .directory)),
        TarItem(TarEntry(path: "far", kind: .symbolicLink(target: Array(String(repeating: "é/", count: 90).utf8)))),
        TarItem(TarEntry(path: FilePath(bytes: [0x66, 0xE9, 0x66]), kind: .directory)),
    ]

    @Test(arguments: [TarDialect.pax, .gnu])
    func roundTrips(dialect: TarDialect) throws {
        let archive = try TarEncoder.encode(Self.entries, dialect: dialect)
        #expect(archive.count % 512 == 0)
        let decoded = try TarDecoder.decode(archive)
        #expect(decoded.map(\.entry) == Self.entries.map(\.entry))
        #expect(decoded[0].content == Array("hello".utf8))
        #expect(decoded[2].content == [UInt8](repeating: 7, count: 512))
    }

    @Test func roundTripsHoweverItIsCut() throws {
        let archive = try TarEncoder.encode(Self.entries)
        var whole = TarDecoder()
        let expected = try whole.push(archive).filter { if case .entry = $0 { true } else { false } }
        for size in [1, 7, 511, 513] {
            var decoder = TarDecoder()
            var events: [TarDecoder.Event] = []
            for start in stride(from: 0, to: archive.count, by: size) {
                events += try decoder.push(Array(archive[start..<min(start + size, archive.count)]))
            }
            try decoder.finish()
            #expect(events.filter { if case .entry = $0 { true } else { false } } == expected)
        }
    }

    @Test func encodesSizesBeyondOctal() throws {
        for dialect in [TarDialect.pax, .gnu] {
            let entry = TarEntry(path: "big", kind: .file(size: 9_000_000_000))
            var decoder = TarDecoder()
            #expect(try decoder.push(TarHeader.encode(entry, dialect: dialect)) == [.entry(entry)])
            #expect(throws: TarArchivesError(.truncated)) { try decoder.finish() }
        }
    }

    @Test func refusesWhatIsNoArchive() {
        #expect(throws: TarArchivesError(.malformedHeader(offset: 0))) {
            try TarDecoder.decode([UInt8](repeating: 65, count: 1024))
        }
    }

    @Test func countsItsOwnLengthInRecords() throws {
        for length in [1, 85, 86, 87, 88, 89, 90, 985, 986, 987, 988, 989, 990, 991] {
            var records = PaxRecords()
            records.append("path", [UInt8](repeating: 97, count: length))
            records.append("k", [10, 61, 32])
            #expect(
                PaxRecords.parse(records.bytes) == ["path": [UInt8](repeating: 97, count: length), "k": [10, 61, 32]]
            )
        }
    }
}
