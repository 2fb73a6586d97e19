import EngineAPI
import EngineClient
import Testing

extension RealEngineTests {
    private func context(_ files: [String: String]) -> AsyncStream<[UInt8]> {
        var tar = TarText()
        for (name, text) in files.sorted(by: { $0.key < $1.key }) { tar.addFile(name, Array(text.utf8)) }
        return tar.pieces(of: 1_000)
    }

    private func options(_ tag: ImageReference? = nil) -> BuildOptions {
        var options = BuildOptions(tags: tag.map { [$0] } ?? [])
        options.networkMode = "none"
        return options
    }

    @Test func aBuildTellsItsStepsAndMakesAnImage() async throws {
        let tag = ImageReference(RealEngine.uniqueName("build") + ":x")
        let dockerfile = """
            FROM \(RealEngine.image) AS first
            ARG WORD=none
            COPY file /tmp/file
            RUN echo "word is $WORD"; echo aside >&2; cat /tmp/file
            FROM first AS second
            RUN exit 1
            """
        var options = options(tag)
        options.dockerfile = "other.df"
        options.target = "first"
        options.buildArgs = ["WORD": RealEngine.uniqueName("word")]
        options.labels = ["made-by": "test"]
        var events: [BuildEvent] = []
        let files = ["other.df": dockerfile, "file": "contents\n"]
        let image = try await client.build(options, context: context(files)) { events.append($0) }
        try await RealEngine.cleaningUp {
            let inspection = try await client.inspectImage(tag)
            #expect(inspection.id == image)
            #expect(inspection.config.labels["made-by"] == "test")
            let run = events.compactMap { event -> String? in
                if case .completed(let step, false, _) = event, step.name.contains("RUN echo") {
                    step.name
                } else {
                    nil
                }
            }
            #expect(run.count == 1)
            let output = events.compactMap { event -> String? in
                if case .output(_, _, let text) = event { text } else { nil }
            }
            #expect(output.joined().contains("word is \(options.buildArgs["WORD"]?.flatMap { $0 } ?? "?")\n"))
            #expect(output.joined().contains("contents\n") && output.joined().contains("aside\n"))
            #expect(events.contains(.image(image)))

            var again: [BuildEvent] = []
            let same = try await client.build(options, context: context(files)) { again.append($0) }
            #expect(same == image)
            let isCached = again.contains { event in
                if case .completed(let step, true, _) = event { step.name.contains("RUN echo") } else { false }
            }
            #expect(isCached)
        } finally: {
            try await client.removeImage(tag)
        }
    }

    @Test func aBuildThatFailsNamesTheStep() async throws {
        let word = RealEngine.uniqueName("fail")
        let dockerfile = "FROM \(RealEngine.image)\nRUN echo \(word); echo reason >&2; exit 3\n"
        do {
            _ = try await client.build(options(), context: context(["Dockerfile": dockerfile]))
            Issue.record("the step fails")
        } catch EngineError.buildFailed(let failure) {
            #expect(failure.step == "[2/2] RUN echo \(word); echo reason >&2; exit 3")
            #expect(failure.logLines.sorted() == [word, "reason"].sorted())
            #expect(failure.message.contains("exit code: 3"))
        }
    }

    @Test(
        arguments: [
            (["file": ""], "Dockerfile"), (["Dockerfile": "FROM\n"], "FROM"),
            (["Dockerfile": "FROM engarde-test.invalid/x\n"], "engarde-test.invalid"),
        ] as [([String: String], String)]
    ) func aBuildThatCannotBeginSaysWhy(files: [String: String], word: String) async throws {
        do {
            _ = try await client.build(options(), context: context(files))
            Issue.record("the build cannot begin")
        } catch EngineError.buildFailed(let failure) {
            #expect(failure.message.contains(word))
        }
    }

    private struct Broken: Error {}

    @Test func aContextThatBreaksOffCounts() async throws {
        let broken = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(Array(TarText().archive.prefix(512)))
            continuation.finish(throwing: Broken())
        }
        await #expect(throws: Broken.self) { _ = try await client.build(options(), context: broken) }
    }

    @Test func aListenerThatThrowsEndsTheBuild() async throws {
        let dockerfile = "FROM \(RealEngine.image)\nRUN sleep 120; echo \(RealEngine.uniqueName("x"))\n"
        let start = ContinuousClock.now
        await #expect(throws: Broken.self) {
            _ = try await client.build(options(), context: context(["Dockerfile": dockerfile])) { event in
                if case .started(let step) = event, step.name.contains("RUN sleep") { throw Broken() }
            }
        }
        #expect(ContinuousClock.now - start < .seconds(100))
    }

    @Test func aCancelledBuildEnds() async throws {
        let dockerfile = "FROM \(RealEngine.image)\nRUN sleep 120; echo \(RealEngine.uniqueName("x"))\n"
        let start = ContinuousClock.now
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let options = options()
                _ = try await client.build(options, context: context(["Dockerfile": dockerfile]))
            }
            try? await Task.sleep(for: .milliseconds(500))
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        #expect(ContinuousClock.now - start < .seconds(100))
    }

    @Test func theClassicBuilderWorks() async throws {
        let tag = ImageReference(RealEngine.uniqueName("classic") + ":x")
        var options = options(tag)
        options.builder = .classic
        var remarks: [String] = []
        // An image of its own: what is the same is one image for all that build it at the same time.
        let dockerfile = "FROM \(RealEngine.image)\nLABEL a=\(RealEngine.uniqueName("label"))\n"
        let image = try await client.build(options, context: context(["Dockerfile": dockerfile])) { event in
            if case .remark(let line) = event { remarks.append(line) }
        }
        #expect(try await client.inspectImage(tag).id == image)
        #expect(remarks.contains { $0.hasPrefix("Step 2/2") })
        try await client.removeImage(tag)
        options.tags = []
        let broken = "FROM \(RealEngine.image)\nRUN exit 5\n"
        do {
            _ = try await client.build(options, context: context(["Dockerfile": broken]))
            Issue.record("the step fails")
        } catch EngineError.buildFailed(let failure) {
            #expect(failure.step == nil && failure.message.contains("code: 5"))
        }
    }
}
