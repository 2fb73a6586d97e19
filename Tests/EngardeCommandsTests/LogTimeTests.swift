import ArgumentParser
@testable import EngardeCommands
import EngineAPI
import Foundation
import Operations
import Testing

@Suite struct LogTimeTests {
    @Test(
        arguments: [
            ("10m", "1970-01-12T13:36:40Z"), ("1h30m", "1970-01-12T12:16:40Z"), ("1.5s", "1970-01-12T13:46:38.5Z"),
            ("-1m", "1970-01-12T13:47:40Z"), ("2026-01-02T13:23:37Z", "2026-01-02T13:23:37Z"),
            ("2026-01-02T13:23:37.25+02:00", "2026-01-02T11:23:37.25Z"), ("2026-01-02T13:23Z", "2026-01-02T13:23:00Z"),
            ("2026-01-02Z", "2026-01-02T00:00:00Z"), ("1136073600", "2006-01-01T00:00:00Z"),
            ("0", "1970-01-01T00:00:00Z"),
        ]
    )
    func instants(text: String, instant: String) {
        #expect(LogTime.instant(text, now: 1_000_000)?.description == instant)
    }

    @Test(arguments: ["2026-01-02", "2026-01-02T03", "2026-01-02T03:04", "2026-01-02T03:04:05"])
    func withoutAZoneItIsTheMachinesOwn(text: String) throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = String("yyyy-MM-dd'T'HH:mm:ss".prefix(text.count + (text.count > 10 ? 2 : 0)))
        let expected = try #require(formatter.date(from: text))
        #expect(LogTime.instant(text, now: 0)?.seconds == Int64(expected.timeIntervalSince1970))
    }

    @Test func lengthsOfTimeLieBeforeTheClockOnTheWall() throws {
        let command = try LogsCommand.parse(["--since", "10m", "--until", "90s", "web"])
        let options = try command.logOptions(for: nil, at: .milliseconds(1_700_000_000_500))
        #expect(options.since?.description == "2023-11-14T22:03:20.5Z")
        #expect(options.until?.description == "2023-11-14T22:11:50.5Z")
    }

    @Test(arguments: ["soon", "", "10x", "m", "2026-13-02", "2026-01-02T", "-", "1e400"])
    func whatIsNoTime(text: String) {
        #expect(LogTime.instant(text, now: 0) == nil)
    }
}
