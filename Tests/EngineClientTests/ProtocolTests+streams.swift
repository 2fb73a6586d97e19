import EngineAPI
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import EngineClient

/// Answers that go on: events, logs, attached commands, and how they end.
extension ProtocolTests {
    @Test func cancellationClosesTheConnection() async throws {
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.pause(.seconds(600))]
        } body: { engine, client in
            _ = try await client.apiVersion
            await withThrowingTaskGroup { group in
                group.addTask { _ = try await client.waitForContainer("c") }
                _ = try? await eventually { engine.requestLines.count == 1 }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
            #expect(try await eventually { engine.endedConnections == 1 })
        }
    }

    @Test func cancellingAReaderEndsItsStream() async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.send(head)]
        } body: { engine, client in
            let events = try await client.events()
            await withThrowingTaskGroup { group in
                group.addTask { for try await _ in events { Issue.record("there is no event") } }
                try? await Task.sleep(for: .milliseconds(20))
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
            #expect(try await eventually { engine.endedConnections == 1 })
        }
    }

    @Test func aDroppedStreamClosesItsConnection() async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.send(head)]
        } body: { engine, client in
            do { _ = try await client.events() }
            #expect(try await eventually { engine.endedConnections == 1 })
        }
    }

    @Test func eventsMayBeCutAnywhere() async throws {
        let event =
            #"{"Type":"container","Action":"die","Actor":{"ID":"c","Attributes":{"exitCode":"3","x":"}\"{"}},"timeNano":1}"#
        let answer = Self.chunked([event + "\n" + event.prefix(20), event.dropFirst(20) + event + "\r\n"])
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.sendInPieces(answer, length: 7)]
        } body: {
            engine,
            client in
            var codes: [Int?] = []
            let since = EngineTimestamp(seconds: 5)
            for try await event in try await client.events(filters: ["type": ["container"]], since: since) {
                codes.append(event.exitCode)
            }
            #expect(codes == [3, 3, 3])
            #expect(
                engine.requestLines == [
                    "GET /v1.41/events?filters=%7B%22type%22:%5B%22container%22%5D%7D&since=5.000000000 HTTP/1.1"
                ]
            )
        }
    }

    @Test func aStreamThatBreaksOffIsAnError() async throws {
        let steps: [ScriptedEngine.Step] = [
            .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"Type\":\"\r\n"), .close,
        ]
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : steps
        } body: { _, client in
            let events = try await client.events()
            await #expect(throws: EngineError.connectionClosed(request: "GET /events")) {
                for try await _ in events { Issue.record("there is no event") }
            }
        }
    }

    /// The answer ends as it should, in the middle of what it carries.
    @Test func anEndWithinAnObjectOrAFrameIsAnError() async throws {
        let script: ScriptedEngine.Script = { line in
            if line.contains("/events") { return [.send(Self.chunked([#"{"Type":"container","#]))] }
            return line.contains("/logs") ? [.send(Self.chunked(["\u{1}\0\0\0\0\0\0\u{5}abc"]))] : []
        }
        try await ScriptedEngine.with(script) { _, client in
            let events = try await client.events()
            await #expect(throws: EngineError.connectionClosed(request: "GET /events")) {
                for try await _ in events { Issue.record("there is no event") }
            }
            let frames = try await client.logs(of: "c", .init(isTerminal: false))
            var text: [UInt8] = []
            await #expect(throws: EngineError.connectionClosed(request: "GET /containers/c/logs")) {
                for try await frame in frames { text += frame.bytes }
            }
            #expect(text == Array("abc".utf8))
            let garbled = try await client.logs(of: "c", .init(isTerminal: true))
            for try await frame in garbled { #expect(frame.bytes.count == 11) }
        }
    }

    /// The engine may still call a process running whose output has ended.
    @Test func theExitCodeIsWaitedFor() async throws {
        let count = Mutex(0)
        let script: ScriptedEngine.Script = { line in
            guard line.contains("/exec/e/json") else { return [] }
            let number = count.withLock { number in
                number += 1
                return number
            }
            let isRunning = number < 4
            return [.send(Self.json(#"{"ID":"e","Running":\#(isRunning),"ExitCode":\#(isRunning ? "null" : "8")}"#))]
        }
        try await ScriptedEngine.with(script) { engine, client in
            let code = try await client.exitCode(of: "e")
            #expect(code == 8)
            #expect(engine.requestLines.count == 4)
        }
    }

    @Test(arguments: [1, 5, 1_000]) func framesMayBeCutAnywhere(length: Int) async throws {
        let frames = [
            LogFrame(stream: .stdout, bytes: Array("out\n".utf8)), LogFrame(stream: .stderr, bytes: Array("err".utf8)),
        ]
        let text = String(decoding: frames.flatMap(FrameDecoder.encode), as: UTF8.self)
        let answer = Self.chunked([String(text.prefix(3)), String(text.dropFirst(3))])
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : [.sendInPieces(answer, length: length)]
        } body: {
            engine,
            client in
            var texts: [LogFrame.Stream: String] = [:]
            let options = EngineClient.LogOptions(follow: true, tail: 10, isTerminal: false)
            for try await frame in try await client.logs(of: "c", options) {
                texts[frame.stream, default: ""] += String(decoding: frame.bytes, as: UTF8.self)
            }
            #expect(texts == [.stdout: "out\n", .stderr: "err"])
            #expect(
                engine.requestLines == ["GET /v1.41/containers/c/logs?follow=1&stdout=1&stderr=1&tail=10 HTTP/1.1"]
            )
        }
    }

    /// The whole output of a short process, and its end, may come in the same read as the change of protocol.
    @Test func nothingBehindAChangeOfProtocolIsLost() async throws {
        let frame = String(
            decoding: FrameDecoder.encode(LogFrame(stream: .stdout, bytes: Array("all".utf8))),
            as: UTF8.self
        )
        let script: ScriptedEngine.Script = { line in
            if line.contains("/start") { return [.send(Self.upgraded + frame), .close] }
            if line.contains("/json") { return [.send(Self.json(#"{"ID":"e","Running":false,"ExitCode":5}"#))] }
            return line.contains("/exec") ? [.send(Self.json(#"{"Id":"e"}"#))] : []
        }
        try await ScriptedEngine.with(script) { _, client in
            for _ in 0..<200 {
                let outcome = try await client.execute(ExecCreateRequest(command: ["x"]), in: "c")
                #expect(outcome.exitCode == 5 && outcome.stdout == Array("all".utf8))
            }
        }
    }

    @Test func anExecThatCannotStartIsAnError() async throws {
        let script: ScriptedEngine.Script = { line in
            if line.contains("/start") {
                return [.send(Self.json(#"{"message":"container c is not running"}"#, status: "409 Conflict"))]
            }
            return line.contains("/exec") ? [.send(Self.json(#"{"Id":"e"}"#))] : []
        }
        try await ScriptedEngine.with(script) { _, client in
            await #expect(throws: EngineError.conflict(.exec("e"), message: "container c is not running")) {
                try await client.withExec(in: "c", ExecCreateRequest(command: ["x"])) { _ in }
            }
        }
    }

    /// While nobody reads, the engine cannot send more than the two ends of the socket and the client's window hold.
    @Test func aSlowReaderHoldsUpTheEngine() async throws {
        let total = 64 * 1_024 * 1_024
        let steps: [ScriptedEngine.Step] = [
            .send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n"), .sendBytes(total),
        ]
        try await ScriptedEngine.with {
            $0.contains("_ping") ? [] : steps
        } body: { engine, client in
            let chunks = try await client.getArchive(from: "c", at: "/")
            var last = -1
            #expect(
                try await eventually {
                    defer { last = engine.sentBytes }
                    try await Task.sleep(for: .milliseconds(100))
                    return engine.sentBytes == last
                }
            )
            #expect(engine.sentBytes < 8 * 1_024 * 1_024)
            var count = 0
            for try await chunk in chunks { count += chunk.count }
            #expect(count == total)
        }
    }
}
