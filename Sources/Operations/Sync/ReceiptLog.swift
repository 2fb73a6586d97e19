package import SessionEvents

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A batch of edits as it is written down.
package struct LoggedReceipt: Sendable, Hashable, Codable {
    /// Tells it from all other batches.
    package var identifier: String
    /// The service.
    package var service: String
    /// What was done, such as `sync+restart`.
    package var action: String
    /// The first paths in order, relative to the project directory where possible.
    package var paths: [String]
    /// How many paths the batch had.
    package var count: Int
    /// When the first change was noticed, in seconds since 1970-01-01T00:00:00Z.
    package var detected: Double
    /// When its files were in the containers.
    package var applied: Double
    /// When the containers were restarted; `nil` if they were not to be.
    package var restarted: Double?
    /// When the restarted containers were ready; `nil` if none was restarted, or they did not become ready.
    package var ready: Double?

    /// Writes down a receipt.
    ///
    /// - Parameter now: when it was told, on the wall clock.
    package init(_ receipt: DeliveryReceipt, of service: String, at now: Duration) {
        let detected = now - receipt.elapsed
        identifier = receipt.identifier
        self.service = service
        action = receipt.action.rawValue
        paths = receipt.paths
        count = receipt.count
        self.detected = Self.seconds(detected)
        applied = Self.seconds(detected + receipt.applied.duration)
        restarted = receipt.restarted.map { Self.seconds(detected + $0.duration) }
        ready = receipt.ready.map { Self.seconds(detected + $0.duration) }
    }

    private static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1_000_000
    }
}

/// What became of the last batches of edits, whoever brought them over: the last megabyte at most.
package struct ReceiptLog: Sendable {
    private let path: String
    private let wallClock: WallClock

    /// Names the log.
    package init(path: String, wallClock: WallClock) {
        self.path = path
        self.wallClock = wallClock
    }

    /// Writes a receipt down. That it cannot be is no error: nothing depends on it.
    func append(_ receipt: DeliveryReceipt, of service: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(LoggedReceipt(receipt, of: service, at: wallClock.now)) else { return }
        WatchLog(path: path, wallClock: wallClock)?.append(String(decoding: data, as: UTF8.self))
    }

    /// The receipts that are there, the oldest first; lines that are none are left out.
    package var receipts: [LoggedReceipt] {
        let decoder = JSONDecoder()
        return WatchLog.lines(of: path).compactMap { line in
            try? decoder.decode(LoggedReceipt.self, from: Data(WatchLog.text(of: line).utf8))
        }
    }
}

/// Writes receipts down as they are told.
struct ReceiptRecorder: SessionEventSink {
    let events: any SessionEventSink
    let log: ReceiptLog?

    func emit(_ event: SessionEvent) {
        if case .delivered(let receipt) = event.action, let service = event.subject?.service {
            log?.append(receipt, of: service)
        }
        events.emit(event)
    }
}
