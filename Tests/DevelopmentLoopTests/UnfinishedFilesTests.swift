import IgnoreRules
import SystemPackage
import Testing

@testable import DevelopmentLoop

/// When a large file that is being written is taken for complete.
@Suite struct UnfinishedFilesTests {
    private let start = ContinuousClock.now

    /// The file is looked at every 20 ms from its first write on; when it is complete, in milliseconds.
    ///
    /// - Parameters:
    ///   - size: the file's size at a time.
    ///   - lastWrite: the last write before a time.
    private func completion(
        within limit: Int,
        size: (Int) -> Int64,
        lastWrite: (Int) -> Int
    ) -> Int? {
        var files = UnfinishedFiles()
        return stride(from: 0, through: limit, by: 20).first { time in
            let modified = lastWrite(time)
            let metadata = FileMetadata(kind: .file, size: size(time), modified: timestamp(modified))
            return !files.contains(
                "/large",
                metadata,
                at: .init(instant: start + .milliseconds(time), time: timestamp(time))
            )
        }
    }

    private func timestamp(_ milliseconds: Int) -> FileMetadata.Timestamp {
        let total = 1_000_000 + milliseconds
        return .init(seconds: Int64(total / 1000), nanoseconds: Int32(total % 1000 * 1_000_000))
    }

    @Test(arguments: [(0, 100), (400, 500), (8_000, 8_800), (30_000, 31_000), (100_000, 101_000)])
    func aCopyIsCompleteWhenItRests(length: Int, complete: Int) {
        let found = completion(
            within: 200_000,
            size: { Int64(min($0, length)) * 10_000 },
            lastWrite: { min($0, length) }
        )
        #expect(found == complete)
    }

    @Test func aPauseOfALongCopyIsNoEnd() {
        let found = completion(
            within: 200_000,
            size: { time in Int64(min(time < 8_000 ? time : max(8_000, time - 500), 9_000)) },
            lastWrite: { time in time < 8_000 ? time : time < 8_500 ? 8_000 : min(time, 9_500) }
        )
        #expect(found == 10_460)
    }

    @Test func aFileThatIsWrittenToForEverIsComplete() {
        #expect(completion(within: 200_000, size: { _ in 1 << 20 }, lastWrite: { $0 }) == 5_000)
        #expect(completion(within: 200_000, size: { Int64($0) }, lastWrite: { $0 }) == 120_000)
    }

    @Test func whatWasWrittenLongAgoIsComplete() {
        var files = UnfinishedFiles()
        let old = FileMetadata(kind: .file, size: 1 << 20, modified: timestamp(-3_600_000))
        let isUnfinished = files.contains("/large", old, at: .init(instant: start, time: timestamp(0)))
        #expect(!isUnfinished)
    }

    @Test func anEarlierUnrestDoesNotCountForALaterOne() {
        var files = UnfinishedFiles()
        func isUnfinished(_ time: Int) -> Bool {
            let metadata = FileMetadata(kind: .file, size: 1 << 20, modified: timestamp(time))
            return files.contains(
                "/large",
                metadata,
                at: .init(instant: start + .milliseconds(time), time: timestamp(time))
            )
        }
        #expect(isUnfinished(0))
        #expect(isUnfinished(60_000))
        #expect(isUnfinished(64_000))
        #expect(!isUnfinished(65_000))
    }
}
