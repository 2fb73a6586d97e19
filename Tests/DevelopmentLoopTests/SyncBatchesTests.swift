import Foundation
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// How operations are cut into frames; the files are real.
@Suite struct SyncBatchesTests {
    private func file(_ path: FilePath) -> SyncOperation {
        let metadata = FileMetadata(kind: .file, size: 0)
        return .file(path, .init(source: path, metadata: metadata, owner: .root))
    }

    /// The batches as words: the names of what is in each.
    private func words(_ operations: [SyncOperation]) -> (words: [String], result: SyncResult) {
        var batches = SyncBatches(operations)
        var unfinished = UnfinishedFiles()
        var words: [String] = []
        while let batch = batches.next(&unfinished) {
            switch batch {
            case .frame(let operations, let contents):
                let names = operations.map { $0.path.lastComponent?.string ?? "/" }.joined(separator: " ")
                words.append(names + (contents.isEmpty ? "" : " (\(contents.count))"))
            case .large(let file):
                try? file.descriptor.close()
                words.append("large \(file.path.lastComponent?.string ?? "/") \(file.content.metadata.size)")
            }
        }
        batches.close()
        return (words, batches.result)
    }

    /// Writes a large file whose last write was then.
    private func writeLarge(_ path: FilePath, at time: Date = Date(timeIntervalSince1970: 1e9)) throws {
        try path.write([UInt8](repeating: 0, count: 600_000))
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path.string)
    }

    @Test func aLargeFileComesAloneAndInItsTurn() async throws {
        try await withTemporaryDirectory { root in
            for name in ["a", "b", "c"] { try root.appending(name).write(name) }
            try writeLarge(root.appending("large"))
            try writeLarge(root.appending("larger"))
            let names = ["a", "b", "large", "larger", "c"]
            let (words, result) = words([.delete("/gone")] + names.map { file(root.appending($0)) })
            #expect(words == ["gone a b (2)", "large large 600000", "large larger 600000", "c (1)"])
            #expect(Set(result.read.keys) == Set(names.map { root.appending($0) }))
            #expect(result.failures == [] && result.unsettled == [])
        }
    }

    @Test func whatVanishedIsToBeLookedAtAgain() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("a").write("a")
            let (words, result) = words(["gone", "a"].map { file(root.appending($0)) })
            #expect(words == ["a (1)"])
            #expect(result.unsettled == [root.appending("gone")])
            #expect(Set(result.read.keys) == [root.appending("a")])
        }
    }

    @Test func aLargeFileThatIsBeingWrittenIsToBeLookedAtAgain() async throws {
        try await withTemporaryDirectory { root in
            try writeLarge(root.appending("large"), at: Date(timeIntervalSince1970: 4e9))
            try root.appending("a").write("a")
            let (words, result) = words(["large", "a"].map { file(root.appending($0)) })
            #expect(words == ["a (1)"])
            #expect(result.unsettled == [root.appending("large")])
        }
    }

    @Test func framesHaveABound() async throws {
        let deletions = (0..<4_500).map { SyncOperation.delete(FilePath("/\($0)")) }
        #expect(words(deletions).words.map { $0.split(separator: " ").count } == [2_000, 2_000, 500])
        try await withTemporaryDirectory { root in
            let names = (0..<5).map { "f\($0)" }
            for name in names { try root.appending(name).write([UInt8](repeating: 1, count: 500_000)) }
            #expect(words(names.map { file(root.appending($0)) }).words == ["f0 f1 f2 (3)", "f3 f4 (2)"])
        }
    }
}

@Suite struct ContainerQueryTests {
    @Test func asksInPartsThatFitIntoOneCommand() {
        let paths = (0..<3_000).map { FilePath("/app/\(String(repeating: "x", count: 90))\($0)") }
        let queries = ContainerQuery.files(paths, timeFormat: "%Y")
        #expect(queries.count > 4)
        #expect(queries.flatMap(\.paths) == paths)
        for query in queries { #expect(query.script.bytes.count < 100_000) }
    }

    @Test func quotesEveryName() {
        let query = ContainerQuery.checksums(["/app/it's", "/-x"])[0]
        #expect(
            String(decoding: query.script.bytes, as: UTF8.self)
                == #"prints=1; cksum -- '/app/it'\''s' '/-x' 2>/dev/null || :"# + "\n"
        )
        #expect(query.bound == 1_024 + 9 + 128 + 3 + 128)
    }

    @Test func comparesLinksByNumber() {
        let query = ContainerQuery.differingLinks([("/a", [0x78]), ("/b", Array("it's".utf8))])
        #expect(
            String(decoding: query.script.bytes, as: UTF8.self) == #"""
                prints=1
                [ "$(readlink '/a' 2>/dev/null)" = 'x' ] || echo 0
                [ "$(readlink '/b' 2>/dev/null)" = 'it'\''s' ] || echo 1

                """#
        )
        #expect(query.paths == ["/a", "/b"] && query.bound == 40)
    }
}
