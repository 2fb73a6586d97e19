import EngineAPI
import Testing

@testable import EngineClient

/// What Podman answers in another way than Docker comes out in the same way.
@Suite(.timeLimit(.minutes(5))) struct PodmanAnswersTests {
    private static let pong =
        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\nContent-Length: 2\r\n\r\nOK"
    private static let gone =
        #"{"cause":"no such container","message":"c does not exist in database: no such container","response":500}"#

    /// Runs `body` with Podman, which answers requests whose line contains a text.
    private static func with<Value: Sendable>(
        _ answers: [String: String],
        body: (ScriptedEngine, EngineClient) async throws -> Value
    ) async throws -> Value {
        try await ScriptedEngine.with(
            { line in
                if line.contains("/_ping") { return [.send(pong)] }
                guard let answer = answers.first(where: { line.contains($0.key) })?.value else { return [.close] }
                return [.send(answer)]
            },
            body: body
        )
    }

    private static func died(_ seconds: Int64, code: Int) -> String {
        """
        {"Type":"container","Action":"died","Actor":{"ID":"c","Attributes":{"containerExitCode":"\(code)"}},\
        "time":\(seconds),"timeNano":\(seconds)000000000}

        """
    }

    @Test func pausedContainersAreAmongThoseThatRun() async throws {
        let states = ["created", "running", "paused", "stopping", "stopped", "exited"]
        let rows = states.map { #"{"Id":"\#($0)","State":"\#($0)"}"# }.joined(separator: ",")
        let answers = ["/containers/json": ProtocolTests.json("[\(rows)]")]
        let (found, lines) = try await Self.with(answers) { engine, client in
            let found = try await client.containers(all: false).map(\.id.rawValue)
            return (found, engine.requestLines)
        }
        #expect(found == ["running", "paused", "stopping"])
        #expect(lines == ["GET /v1.41/containers/json?all=1 HTTP/1.1"])
    }

    @Test func processesAreListedWithoutAProgramOfTheContainer() async throws {
        let list = #"{"Titles":["USER","COMMAND"],"Processes":[["root","sleep 1"]]}"#
        let (processes, lines) = try await Self.with(["/top": ProtocolTests.json(list)]) { engine, client in
            (try await client.processes(of: "c"), engine.requestLines)
        }
        #expect(processes == ContainerProcesses(titles: ["USER", "COMMAND"], processes: [["root", "sleep 1"]]))
        let names = "user%2Cpid%2Cppid%2Cpcpu%2Cetime%2Ctty%2Ctime%2Cargs"
        #expect(lines == ["GET /v1.41/containers/c/top?ps_args=\(names) HTTP/1.1"])
    }

    @Test func nothingSaidOfProcessesMeansThatNoneRuns() async throws {
        try await Self.with(["/top": ProtocolTests.chunked([])]) { _, client in
            let error = EngineError.conflict(.container("c"), message: "the container does not run")
            await #expect(throws: error) { _ = try await client.processes(of: "c") }
        }
    }

    @Test func anImageIsMadeWithAnEmptyConfiguration() async throws {
        let answers = ["/commit": ProtocolTests.json(#"{"Id":"i"}"#, status: "201 Created")]
        let (image, sent) = try await Self.with(answers) { engine, client in
            (try await client.commit("c", CommitOptions()), String(decoding: engine.received, as: UTF8.self))
        }
        #expect(image == "i")
        #expect(sent.hasSuffix("Content-Length: 2\r\n\r\n{}"))
    }

    @Test func statisticsThatAreAskedForOnceAreCompared() async throws {
        let look = #"{"cpu_stats":{"cpu_usage":{"total_usage":7},"system_cpu_usage":9}}"#
        let found = try await Self.with(["/stats": ProtocolTests.chunked([look])]) { engine, client in
            var found: [ContainerStatistics] = []
            for try await statistics in try await client.statistics(of: "c", once: true) { found.append(statistics) }
            #expect(engine.requestLines.count == 2)
            return found
        }
        #expect(found.map(\.earlierProcessors.system) == [9])
        #expect(found.map(\.earlierProcessors.usage.total) == [7])
    }

    @Test func eventsOfThePastEndWithTheirTime() async throws {
        let told = ProtocolTests.chunked([Self.died(50, code: 1), Self.died(200, code: 2)])
        let (codes, lines) = try await Self.with(["/events": told]) { engine, client in
            var codes: [Int?] = []
            let events = try await client.events(
                since: EngineTimestamp(seconds: 10),
                until: EngineTimestamp(seconds: 100),
                isOver: true
            )
            for try await event in events { codes.append(event.exitCode) }
            return (codes, engine.requestLines)
        }
        #expect(codes == [1])
        #expect(lines == ["GET /v1.41/events?since=10.000000000&stream=0 HTTP/1.1"])
    }

    @Test func theEndOfAContainerThatIsGoneIsToldByItsEvent() async throws {
        let answers = [
            "/events": ProtocolTests.chunked([Self.died(50, code: 3)]),
            "/containers/c/json": ProtocolTests.json(Self.gone, status: "500 Internal Server Error"),
        ]
        let code = try await Self.with(answers) { _, client in
            let end = try await client.beginWaiting(for: "c", until: .removed)
            #expect(!end.isToldAtOnce)
            return try await end.exitCode()
        }
        #expect(code == 3)
    }

    @Test func aContainerThatGoesMeanwhileIsMissingWhateverTheStatus() {
        let request = EngineRequest(.get, "/containers/c/json", about: .container("c"))
        #expect(
            EngineError.answer(status: 500, body: Array(Self.gone.utf8), request: request)
                == .notFound(.container("c"), message: "c does not exist in database: no such container")
        )
        let image = EngineRequest(.get, "/images/i/json", about: .image("i"))
        let rejection = EngineError.rejected(
            request: "GET /images/i/json",
            status: 500,
            message: "c does not exist in database: no such container"
        )
        #expect(EngineError.answer(status: 500, body: Array(Self.gone.utf8), request: image) == rejection)
    }
}
