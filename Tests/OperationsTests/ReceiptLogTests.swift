import SessionEvents
import SystemPackage
import TestSupport
import Testing

@testable import Operations

@Suite struct ReceiptLogTests {
    @Test func timesAreCountedFromWhatTheReceiptSays() throws {
        var receipt = DeliveryReceipt(
            action: .syncAndRestart,
            paths: (0..<30).map { "f\($0)" },
            count: 30,
            applied: .milliseconds(5)
        )
        receipt.restarted = Seconds(.milliseconds(250))
        receipt.ready = Seconds(.seconds(2))
        let logged = LoggedReceipt(receipt, of: "web", at: .seconds(1_000))
        #expect(logged.detected == 998)
        #expect(logged.applied == 998.005)
        #expect(logged.restarted == 998.25)
        #expect(logged.ready == 1_000)
        #expect(logged.paths.count == 20 && logged.count == 30)
    }

    @Test func whatIsWrittenIsReadAndWhatIsNoneIsLeftOut() async throws {
        try await withTemporaryDirectory { root in
            let path = root.appending("sync.log").string
            let log = ReceiptLog(path: path, wallClock: WallClock { .seconds(1_000) })
            #expect(log.receipts == [])
            let receipt = DeliveryReceipt(action: .sync, paths: ["a"], count: 1, applied: .zero)
            log.append(receipt, of: "web")
            WatchLog(path: path, wallClock: WallClock { .seconds(1_000) })?.append("no receipt")
            log.append(receipt, of: "db")
            #expect(log.receipts.map(\.service) == ["web", "db"])
            #expect(log.receipts.map(\.identifier) == [receipt.identifier, receipt.identifier])
        }
    }
}
