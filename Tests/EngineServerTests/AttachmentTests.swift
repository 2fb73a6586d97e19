import EngineAPI
import EngineClient
import EngineServer
import TestSupport
import Testing

/// Connections to main processes of containers, from the client to the backend and back.
@Suite(.timeLimit(.minutes(5))) struct AttachmentTests {
    /// A process that says what it reads, and ends with its input.
    private static let cat = ScriptedProcess.answers { happening in
        switch happening {
        case .begins: [.writes("$ ")]
        case .reads(let bytes): [.writes(String(decoding: bytes, as: UTF8.self)), .writes("oh\n", .stderr)]
        case .readsEnd: [.writes("end"), .exits(5)]
        }
    }

    /// Runs `body` with an engine that has the created container `box`, which takes input.
    private func withBox(
        _ main: ScriptedProcess?,
        isTerminal: Bool = false,
        endsWithInput: Bool = true,
        removed isRemoved: Bool = false,
        body: @Sendable (EngineClient, ScriptedStore) async throws -> Void
    ) async throws {
        let store = ScriptedStore(images: ["img"])
        store.script("box") { $0.main = main }
        try await ServedEngine.with(store) { engine in
            var definition = ContainerCreateRequest(image: "img")
            definition.config.tty = isTerminal
            definition.config.openStdin = true
            definition.config.stdinOnce = endsWithInput
            definition.hostConfig.autoRemove = isRemoved
            _ = try await engine.client.createContainer(definition, name: "box")
            try await body(engine.client, store)
        }
    }

    /// What comes of a connection to its end: `out text`, `err text`, those of one stream that follow each other as one.
    private static func read(_ output: OutputFrames) async throws -> [String] {
        var read: [(stream: LogFrame.Stream, bytes: [UInt8])] = []
        for try await frame in output {
            if let last = read.last, last.stream == frame.stream {
                read[read.count - 1].bytes += frame.bytes
            } else {
                read.append((frame.stream, frame.bytes))
            }
        }
        return read.map { "\($0.stream == .stderr ? "err" : "out") \(String(decoding: $0.bytes, as: UTF8.self))" }
    }

    @Test func streamsComeApart() async throws {
        try await withBox(Self.cat) { client, store in
            let options = EngineClient.AttachOptions(stdin: true, isTerminal: false)
            try await client.withAttachment(to: "box", options) { process in
                try await client.startContainer("box")
                try await process.write(Array("one\n".utf8))
                try await process.endInput()
                let output = try await Self.read(process.output)
                #expect(output == ["out $ one\n", "err oh\n", "out end"])
            }
            #expect(try await client.waitForContainer("box") == 5)
            #expect(store.attachQueries == [AttachQuery(stdin: true, stdout: true, stderr: true)])
        }
    }

    @Test func aTerminalHasNoFrames() async throws {
        try await withBox(.exits(0, output: "one\r\n", errors: "two\r\n"), isTerminal: true) { client, store in
            let options = EngineClient.AttachOptions(stdin: true, isTerminal: true, detachKeys: "ctrl-x")
            try await client.withAttachment(to: "box", options) { process in
                try await client.startContainer("box")
                let output = try await Self.read(process.output)
                #expect(output == ["out one\r\ntwo\r\n"])
            }
            #expect(store.attachQueries.map(\.detachKeys) == ["ctrl-x"])
        }
    }

    @Test func aSizeIsForATerminalThatIsThere() async throws {
        try await withBox(nil, isTerminal: true) { client, store in
            await #expect(throws: EngineError.self) { try await client.resizeContainer("box", rows: 1, columns: 2) }
            try await client.startContainer("box")
            try await client.resizeContainer("box", rows: 33, columns: 101)
            #expect(store.terminalSizes == ["33x101"])
        }
    }

    @Test func whatIsSentBeforeTheStartIsReadAfterIt() async throws {
        try await withBox(Self.cat) { client, store in
            let options = EngineClient.AttachOptions(stdin: true, isTerminal: false)
            try await client.withAttachment(to: "box", options) { process in
                try await process.write(Array("early\n".utf8))
                try await process.endInput()
                try await client.startContainer("box")
                let output = try await Self.read(process.output)
                #expect(output == ["out $ early\n", "err oh\n", "out end"])
            }
        }
    }

    /// Of input that stays open for others, the engine tells the process no end: it ends the connection.
    @Test func inputThatIsForManyDoesNotEnd() async throws {
        try await withBox(Self.cat, endsWithInput: false) { client, store in
            let options = EngineClient.AttachOptions(stdin: true, isTerminal: false)
            try await client.withAttachment(to: "box", options) { process in
                try await client.startContainer("box")
                try await process.endInput()
                let output = try await Self.read(process.output)
                #expect(output == ["out $ "])
            }
            #expect(store.running == ["box"])
        }
    }

    @Test func whoGoesAwayIsConnectedNoMore() async throws {
        try await withBox(nil) { client, store in
            try await client.startContainer("box")
            let options = EngineClient.AttachOptions(stdin: true, isTerminal: false)
            try await client.withAttachment(to: "box", options) { _ in
                #expect(store.attachmentCount(of: "box") == 1)
            }
            #expect(try await eventually { store.attachmentCount(of: "box") == 0 })
            #expect(store.running == ["box"])
        }
    }

    @Test func nobodyConnectsToWhatIsPaused() async throws {
        try await withBox(nil) { client, _ in
            try await client.startContainer("box")
            try await client.pauseContainer("box")
            let options = EngineClient.AttachOptions(stdin: false, isTerminal: false)
            let error = await #expect(throws: EngineError.self) {
                try await client.withAttachment(to: "box", options) { _ in }
            }
            guard case .conflict? = error else {
                Issue.record("\(error.map { "\($0)" } ?? "no error")")
                return
            }
        }
    }

    /// A wait that was begun before the start hears of an end that comes at once.
    @Test(arguments: [false, true]) func anEndIsNotMissed(isRemoved: Bool) async throws {
        try await withBox(.exits(9), removed: isRemoved) { client, store in
            let end = try await client.beginWaiting(for: "box", until: isRemoved ? .removed : .nextExit)
            try await client.startContainer("box")
            #expect(try await end.exitCode() == 9)
            #expect(store.containerNames == (isRemoved ? [] : ["box"]))
        }
    }

    @Test func whatCannotBeRunDoesNotStart() async throws {
        try await withBox(.cannotRun) { client, store in
            let error = await #expect(throws: EngineError.self) { try await client.startContainer("box") }
            #expect(error.map { "\($0)" }?.contains("executable file not found") ?? false)
            #expect(store.running == [])
        }
    }
}
