import IgnoreRules
import SystemPackage
import TarArchives
import Testing

@testable import DevelopmentLoop

@Suite struct SyncProtocolTests {
    @Test func writesAScriptInAFixedOrder() {
        let content = SyncOperation.FileContent(
            source: "/h/a",
            metadata: FileMetadata(kind: .file, size: 1, mode: 0o600),
            owner: FileOwner(userID: 1000, groupID: 50)
        )
        let frame = SyncFrame(
            [
                .delete("/app/it's gone"), .delete("/app/old"), .directory("/app/d", mode: nil),
                .directory("/app/e", mode: 0o700), .file("/app/a", content), .symbolicLink("/app/d/l", target: [0x78]),
                .file("/app/-b", content),
            ],
            contents: ["/app/a": .bytes([1]), "/app/-b": .bytes([2])]
        )
        #expect(
            String(decoding: frame.script.bytes, as: UTF8.self) == #"""
                x '/app/it'\''s gone' '/app/old' || failed="$failed 0"
                k '/app/d' || failed="$failed 1"
                k '/app/e' || failed="$failed 2"
                m d0 '/app' 'a' '-b' || failed="$failed 3"
                m d1 '/app/d' 'l' || failed="$failed 4"
                chmod '700' '/app/e' || failed="$failed 5"

                """#
        )
        #expect(frame.members.map { $0.entry.path.string } == ["d0/a", "d0/-b", "d1/l"])
        #expect(frame.members[0].entry.userID == 1000)
        #expect(frame.members[0].entry.mode == 0o600)
        #expect(frame.numbered[3].map(\.path) == ["/app/a", "/app/-b"])
    }

    @Test func cutsLongListsOfPaths() {
        let operations = (0..<3000).map {
            SyncOperation.delete(FilePath("/app/\(String(repeating: "x", count: 90))\($0)"))
        }
        let frame = SyncFrame(operations, contents: [:])
        #expect(frame.numbered.count > 4)
        #expect(frame.numbered.joined().count == 3000)
        for line in frame.script.bytes.split(separator: UInt8(ascii: "\n")) { #expect(line.count < 100_000) }
    }

    @Test func readsRepliesHoweverTheyAreCut() {
        var buffer = SyncReplyBuffer()
        buffer.append(Array("er".utf8))
        #expect(buffer.takeLine() == nil)
        buffer.append(Array("r 8\n 0 2".utf8))
        #expect(buffer.takeLine() == "err 8")
        #expect(buffer.take(8) == nil)
        buffer.append(Array("\nxy\nok 0\n".utf8))
        let body = buffer.take(8)
        #expect(body.map(SyncReply.init(failure:)) == .failure(numbers: [0, 2], reason: "xy"))
    }

    @Test func readsWhatTheContainerSaysOfOddNames() {
        let paths: [FilePath] = ["/a/missing", "/a/new\nline", "/a/sp ace", "/a/link", "/a/dir"]
        let output =
            "81a4 12 1700000000.500000000 1000 50 /a/new\nline\n81ed 0 1700000001 0 0 /a/sp ace\n"
            + "a1ff 4 1700000002 0 0 /a/link\n41ed 4096 1700000003 5 6 /a/dir\n"
        let files = ContainerFile.parse(Array(output.utf8), asked: paths)
        #expect(files.count == 4)
        #expect(
            files["/a/new\nline"]
                == ContainerFile(
                    kind: .file,
                    mode: 0o644,
                    size: 12,
                    modified: .init(seconds: 1_700_000_000, nanoseconds: 500_000_000),
                    owner: FileOwner(userID: 1000, groupID: 50)
                )
        )
        #expect(files["/a/link"]?.kind == .symbolicLink)
        #expect(files["/a/dir"]?.kind == .directory)
        let sums = ContainerFile.parseChecksums(Array("1 2 /a/sp ace\n77 3 /a/dir\n".utf8), asked: paths)
        #expect(sums == ["/a/sp ace": 1, "/a/dir": 77])
    }

    @Test(arguments: [("", 4_294_967_295), ("hello\n", 3_015_617_425), ("123456789", 930_766_865)])
    func agreesWithCksum(text: String, expected: UInt32) {
        var checksum = POSIXChecksum()
        checksum.update(text.utf8)
        #expect(checksum.value == expected)
    }
}

@Suite struct PerlRecordsTests {
    @Test func encodesRecords() {
        var records = PerlRecords()
        records.append(.delete("/a"))
        records.append(.directory("/d", mode: nil))
        let file = SyncOperation.FileContent(
            source: "/h",
            metadata: FileMetadata(kind: .file, size: 9, modified: .init(seconds: -1, nanoseconds: 5), mode: 0o640),
            owner: FileOwner(userID: 1000, groupID: 50)
        )
        records.append("/f", file, content: [7, 8])
        records.append(.symbolicLink("/l", target: [0x78]))
        #expect(records.count == 4)
        #expect(
            records.bytes == [0x44, 0, 0, 0, 2, 0x2F, 0x61]
                + [0x4B, 0, 0, 0, 2, 0x2F, 0x64, 0xFF, 0xFF, 0xFF, 0xFF]
                + [0x46, 0, 0, 0, 2, 0x2F, 0x66, 0, 0, 0x01, 0xA0, 0, 0, 0x03, 0xE8, 0, 0, 0, 50]
                + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 2, 7, 8, 0x31]
                + [0x4C, 0, 0, 0, 2, 0x2F, 0x6C, 0, 0, 0, 1, 0x78]
        )
    }

    @Test func readsFailures() {
        let body = Array("0 No space left on device\n12 Permission denied\n".utf8)
        #expect(PerlRecords.failures(body) == [0: "No space left on device", 12: "Permission denied"])
    }
}

@Suite struct SyncLimitsTests {
    @Test func anAnswerMayTakeLongerForMoreBytes() {
        let limits = SyncLimits(answer: .seconds(3), bytesPerSecond: 1_000_000)
        #expect(limits.duration(for: 0) == .seconds(3))
        #expect(limits.duration(for: 500_000_000) == .seconds(503))
    }

    @Test func quotesWhatIsFitToBeQuoted() {
        #expect(SyncReplyBuffer.excerpt("one\ntwo") == "one")
        #expect(SyncReplyBuffer.excerpt(String(repeating: "x", count: 100)).count == 80)
        #expect(SyncReplyBuffer.excerpt("") == "")
    }
}
