import EngineAPI
import Testing

@testable import DevelopmentLoop

/// What counts as an answer, however it is cut.
@Suite struct ReceiverExchangeTests {
    private let seal = ReceiverSeal(text: "0badcafe")

    /// An exchange that waits for an answer.
    private func awaiting(bound: Int = 0, size: Int64 = 100) throws -> ReceiverExchange {
        var exchange = ReceiverExchange()
        try exchange.begin(.init(seal: seal, size: size, bound: bound))
        return exchange
    }

    private func output(_ text: String, _ stream: LogFrame.Stream = .stdout) -> LogFrame {
        LogFrame(stream: stream, bytes: Array(text.utf8))
    }

    @Test func anAnswerIsTakenWhenItIsWhole() throws {
        var exchange = try awaiting(bound: 5)
        #expect(try exchange.takeAnswer() == nil)
        try exchange.take(output("ok 5 0bad"))
        #expect(try exchange.takeAnswer() == nil)
        try exchange.take(output("cafe\nab"))
        #expect(try exchange.takeAnswer() == nil)
        #expect(exchange.phase == .reading(isSuccess: true, length: 5))
        try exchange.take(output("c\nd"))
        #expect(try exchange.takeAnswer() == .init(isSuccess: true, body: Array("abc\nd".utf8)))
        #expect(exchange.phase == .idle)
        #expect(try exchange.takeAnswer() == nil, "an answer is taken once")
        try exchange.begin(.init(seal: seal, size: 0, bound: 0))
        try exchange.take(output("ok 0 0badcafe\n"))
        #expect(try exchange.takeAnswer() == .init(isSuccess: true, body: []))
    }

    @Test func aFailureHasABodyThatNobodyAskedFor() throws {
        var exchange = try awaiting()
        try exchange.take(output("err 8 0badcafe\n 0 2\nxyz"))
        #expect(try exchange.takeAnswer() == .init(isSuccess: false, body: Array(" 0 2\nxyz".utf8)))
    }

    @Test func onlyAnArchiveThatCouldNotBeUnpackedBringsNoSeal() throws {
        var exchange = try awaiting()
        try exchange.take(output("err 4\n tar"))
        #expect(try exchange.takeAnswer() == .init(isSuccess: false, body: Array(" tar".utf8)))
    }

    @Test(arguments: [
        ("ok 0\n", "confirmed what it did not get"),
        ("ok 0 deadbeef\n", "confirmed what it did not get"),
        ("err 0 deadbeef\n", "confirmed what it did not get"),
        ("ok 1 0badcafe\nx", "answered 1 bytes, which nobody asked for"),
        ("err 1048677 0badcafe\n", "answered 1048677 bytes, which nobody asked for"),
        ("ok -1 0badcafe\n", "answered 'ok -1 0badcafe', which nobody asked for"),
        ("ok 99999999999999999999 0badcafe\n", "answered 'ok 99999999999999999999 0badcafe', which nobody asked for"),
        ("flood\nflood\n", "answered 'flood', which nobody asked for"),
        ("\n", "answered '', which nobody asked for"),
    ])
    func whatIsNoAnswerIsNotTrusted(text: String, reason: String) throws {
        var exchange = try awaiting()
        try exchange.take(output(text))
        #expect(throws: ReceiverFault.untrustworthy(reason: reason)) { try exchange.takeAnswer() }
    }

    @Test func aLineHasAnEnd() throws {
        var exchange = try awaiting()
        try exchange.take(output(String(repeating: "x", count: SyncLimits.line)))
        #expect(try exchange.takeAnswer() == nil)
        try exchange.take(output("x"))
        let reason = "answered '\(String(repeating: "x", count: 79))…', which nobody asked for"
        #expect(throws: ReceiverFault.untrustworthy(reason: reason)) { try exchange.takeAnswer() }
    }

    @Test func whoSpeaksWithoutBeingAskedIsNotTrusted() throws {
        var exchange = try awaiting()
        try exchange.take(output("ok 0 0badcafe\nok 0\n"))
        _ = try exchange.takeAnswer()
        #expect(throws: ReceiverFault.untrustworthy(reason: "answered 'ok 0', which nobody asked for")) {
            try exchange.begin(.init(seal: seal, size: 0, bound: 0))
        }
    }

    @Test func complaintsEndWithEachAnswer() throws {
        var exchange = try awaiting()
        let complaint = output(String(repeating: "x", count: SyncLimits.complaints), .stderr)
        try exchange.take(complaint)
        try exchange.take(output("ok 0 0badcafe\n"))
        #expect(try exchange.takeAnswer() == .init(isSuccess: true, body: []))
        try exchange.begin(.init(seal: seal, size: 0, bound: 0))
        try exchange.take(complaint)
        #expect(throws: ReceiverFault.untrustworthy(reason: "complained without end")) {
            try exchange.take(output("x", .stderr))
        }
    }

    @Test func keepsTheBeginningOfWhatWasSaid() throws {
        var exchange = ReceiverExchange()
        try exchange.take(output("sh: not ", .stderr))
        try exchange.take(output("found"))
        #expect(String(decoding: exchange.beginning, as: UTF8.self) == "sh: not found")
        for _ in 0..<3 { try exchange.take(output(String(repeating: "x", count: 10_000))) }
        #expect(exchange.beginning.count == 13 + 4096)
    }
}

@Suite struct ReceiverGreetingTests {
    private static let owner = FileOwner(userID: 1000, groupID: 50)

    static let lines: [(String, ReceiverGreeting)] = [
        (
            "ready 1000 50 %.9Y cksum perl",
            .ready(.init(owner: owner, timeFormat: "%.9Y", hasChecksums: true, hasPerl: true))
        ),
        (
            "ready 1000 50 none none tar",
            .ready(.init(owner: owner, timeFormat: nil, hasChecksums: false, hasPerl: false))
        ),
        ("missing tar", .missing(command: "tar")),
        ("refused /app/with space", .refused(path: "/app/with space")),
        ("ready -1 50 none none tar", .foreign),
        ("ready 1000 50 none none", .foreign),
        ("missing", .foreign),
        ("ok 0", .foreign),
        ("", .foreign),
    ]

    @Test(arguments: lines)
    func isRead(line: String, greeting: ReceiverGreeting) {
        #expect(ReceiverGreeting(line) == greeting)
    }
}

@Suite struct ReceiverSealTests {
    @Test func aScriptMakesItKnown() {
        let seal = ReceiverSeal(text: "0badcafe")
        #expect(String(decoding: seal.sealing(Array("x".utf8)), as: UTF8.self) == "seal=0badcafe\nx")
    }

    @Test func nobodyKnowsItBeforehand() {
        let seals = (0..<100).map { _ in ReceiverSeal.random().text }
        #expect(seals.allSatisfy { $0.utf8.count == 8 })
        #expect(Set(seals).count > 90)
    }
}
