import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Operations
import SessionEvents
import TestSupport
import Testing

/// What services wrote, shown once.
@Suite(.timeLimit(.minutes(5))) struct LogsTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none}
          db: {image: db, network_mode: none}
        """

    /// Brings the project up, lets containers write, and gives what is shown.
    private func shown(
        _ text: String = Self.shop,
        _ change: @Sendable (inout Logs.Options) -> Void = { _ in },
        after writing: @Sendable (ScriptedStore) throws -> Void
    ) async throws -> [String] {
        let fixture = try OperationsFixture(text)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try writing(fixture.store)
            var options = Logs.Options()
            change(&options)
            try await Logs(fixture.session(engine.client).session, options: options).run()
        }
        return fixture.events.output
    }

    /// Two lines of each container, in turn.
    private static func writeInTurn(_ store: ScriptedStore) throws {
        try store.write("w1", in: "shop-web-1")
        try store.write("d1", to: .stderr, in: "shop-db-1")
        try store.write("w2", to: .stderr, in: "shop-web-1")
        try store.write("d2", in: "shop-db-1")
    }

    @Test func theLinesOfAllAreInTheOrderOfTheirTimes() async throws {
        #expect(
            try await shown(after: Self.writeInTurn) == ["web-1: w1", "db-1! d1", "web-1! w2", "db-1: d2"]
        )
    }

    @Test func aServiceOrAContainerIsShownAlone() async throws {
        #expect(
            try await shown(Self.shop, { $0.services = ["db"] }, after: Self.writeInTurn) == ["db-1! d1", "db-1: d2"]
        )
        let three = "services: {web: {image: web, network_mode: none, scale: 3}}"
        let lines = try await shown(three, { $0.index = 2 }) { store in
            for number in 1...3 { try store.write("from \(number)", in: "shop-web-\(number)") }
        }
        #expect(lines == ["web-2: from 2"])
    }

    @Test func aContainerThatIsNotThereIsAnError() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            var options = Logs.Options()
            options.services = ["web"]
            options.index = 2
            let logs = Logs(fixture.session(engine.client).session, options: options)
            await #expect(throws: Logs.Failure.noSuchIndex(2)) { try await logs.sources() }
            options.index = 1
            #expect(try await Logs(fixture.session(engine.client).session, options: options).sources() == ["web-1"])
        }
    }

    @Test(
        arguments: [
            (0, []), (1, ["web-1! w2", "db-1: d2"]), (5, ["web-1: w1", "db-1! d1", "web-1! w2", "db-1: d2"]),
        ] as [(Int, [String])]
    )
    func theLastLinesOfEachAreCounted(count: Int, lines: [String]) async throws {
        #expect(try await shown(Self.shop, { $0.tail = count }, after: Self.writeInTurn) == lines)
    }

    @Test func linesOfATimeAreShown() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try fixture.store.write("before", in: "shop-web-1")
            var options = Logs.Options()
            options.since = try fixture.store.write("first", in: "shop-web-1")
            options.until = try fixture.store.write("last", to: .stderr, in: "shop-web-1")
            try fixture.store.write("after", in: "shop-web-1")
            options.showsTime = true
            try await Logs(fixture.session(engine.client).session, options: options).run()
            let times = try [options.since, options.until].map { try #require($0) }
            #expect(fixture.events.output == ["web-1: \(times[0]) first", "web-1! \(times[1]) last"])
        }
    }

    @Test func aTerminalHasOneStream() async throws {
        let lines = try await shown("services: {web: {image: web, network_mode: none, tty: true}}") { store in
            try store.write("one", to: .stderr, in: "shop-web-1")
            try store.write("two", in: "shop-web-1")
        }
        #expect(lines == ["web-1: one\r", "web-1: two\r"])
    }

    @Test(arguments: [false, true]) func aLongLineIsOne(hasTerminal: Bool) async throws {
        let long = String(repeating: "0123456789", count: 5_000)
        let text = "services: {web: {image: web, network_mode: none, tty: \(hasTerminal)}}"
        let lines = try await shown(text, { $0.tail = 2 }) { store in
            try store.write("first", long, "last", in: "shop-web-1")
        }
        let end = hasTerminal ? "\r" : ""
        #expect(lines == ["web-1: \(long)\(end)", "web-1: last\(end)"])
    }

    @Test func whatADriverDoesNotKeepIsSaid() async throws {
        let lines = try await shown { store in
            try Self.writeInTurn(store)
            let words = "configured logging driver does not support reading"
            store.fail(.logs, on: "shop-web-1", with: .notImplemented(words))
        }
        #expect(
            lines == [
                "the output of 'web-1' cannot be read: configured logging driver does not support reading",
                "db-1! d1", "db-1: d2",
            ]
        )
    }

    @Test func theEnginesOwnWordsAreNoOutput() async throws {
        let lines = try await shown(Self.shop, { $0.services = ["web"] }) { store in
            try store.write("before", in: "shop-web-1")
            try store.write("Error grabbing logs: unexpected EOF", to: .systemError, in: "shop-web-1")
        }
        #expect(lines.count == 2 && lines.first == "web-1: before", "\(lines)")
        #expect(lines.last?.hasPrefix("the output of 'web-1' cannot be read: ") == true, "\(lines)")
        #expect(lines.last?.hasSuffix("Error grabbing logs: unexpected EOF") == true, "\(lines)")
    }

    @Test func aContainerThatGoesMeanwhileIsLeftOut() async throws {
        let lines = try await shown { store in
            try Self.writeInTurn(store)
            store.fail(.logs, on: "shop-db-1", with: .notFound("No such container: shop-db-1"))
        }
        #expect(lines == ["web-1: w1", "web-1! w2"])
    }

    @Test func anEngineThatFailsIsTheError() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await engine.lose()
            let logs = Logs(fixture.session(engine.client).session, options: Logs.Options())
            let error = await #expect(throws: EngineError.self) { try await logs.run() }
            #expect(error?.isLossOfEngine ?? false)
        }
    }
}
