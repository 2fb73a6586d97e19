import EngineAPI
import EngineClient
import IgnoreRules
import SystemPackage

extension ShellChannel {
    /// Sends a frame and takes its answer, both in the time that the frame's size allows for.
    ///
    /// - Parameters:
    ///   - size: how many bytes the program takes, reads or writes for it.
    ///   - seal: what the answer has to repeat.
    ///   - bound: how many bytes an answer of success may have.
    ///   - send: writes the frame.
    ///
    /// **Throws:** `Failure`.
    func exchange(
        about size: Int64,
        seal: String,
        bound: Int,
        _ send: () async throws -> Void
    ) async throws -> SyncAnswer {
        guard buffer.count == 0 else { throw Failure.untrustworthy(reason: Self.surprise(buffer.excerpt)) }
        complaintSize = 0
        return try await limited(about: size) {
            try await send()
            return try await nextAnswer(seal: seal, bound: bound, complaints: SyncLimits.complaints + Int(size))
        }
    }

    /// Does something that may take as long as the program needs at most for so many bytes.
    func limited<Value>(about size: Int64, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await stream.within(limits.duration(for: size), body)
        } catch EngineError.timedOut(_, let limit) {
            throw Failure.untrustworthy(reason: "gave no answer within \(limit.components.seconds) s")
        }
    }

    /// Sends bytes.
    func write(_ bytes: [UInt8]) async throws {
        do {
            try await stream.write(bytes)
        } catch EngineError.connectionClosed {
            throw Failure.lost
        }
    }

    /// The next line that the program writes, without its end.
    func nextLine() async throws -> String {
        while true {
            if let line = buffer.takeLine() { return line }
            guard buffer.count <= SyncLimits.line else {
                throw Failure.untrustworthy(reason: Self.surprise(buffer.excerpt))
            }
            try await receive()
        }
    }

    private func nextAnswer(seal: String, bound: Int, complaints: Int) async throws -> SyncAnswer {
        let line = try await nextLine()
        let words = line.split(separator: " ")
        guard words.count == 2 || words.count == 3, let length = Int(words[1]), length >= 0,
            words[0] == "ok" || words[0] == "err"
        else {
            throw Failure.untrustworthy(reason: Self.surprise(SyncReplyBuffer.excerpt(line)))
        }
        let isSuccess = words[0] == "ok"
        // An archive that could not be unpacked has brought no seal.
        guard words.count == 3 ? words[2] == seal : !isSuccess else {
            throw Failure.untrustworthy(reason: "confirmed what it did not get")
        }
        guard length <= (isSuccess ? bound : complaints) else {
            throw Failure.untrustworthy(reason: "answered \(length) bytes, which nobody asked for")
        }
        while true {
            if let body = buffer.take(length) { return (isSuccess, body) }
            try await receive()
        }
    }

    private func receive() async throws {
        do {
            guard let frame = try await output.next() else { throw Failure.lost }
            if frame.stream == .stdout { buffer.append(frame.bytes) } else { complaintSize += frame.bytes.count }
            if complaints.count < 4096 { complaints += frame.bytes.prefix(4096) }
        } catch EngineError.connectionClosed {
            throw Failure.lost
        }
        guard complaintSize <= SyncLimits.complaints else {
            throw Failure.untrustworthy(reason: "complained without end")
        }
    }

    private static func surprise(_ words: String) -> String { "answered '\(words)', which nobody asked for" }

    /// Eight characters that nobody can know beforehand.
    static func newSeal() -> String {
        let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// A script that makes the seal known when it runs.
    static func sealed(_ script: [UInt8], by seal: String) -> [UInt8] { Array("seal=\(seal)\n".utf8) + script }
}

extension ExecStream {
    /// Whether the engine could not start the program: its exit code is then one of the two that shells use for that.
    func wasNeverRun(by engine: EngineClient) async throws -> Bool {
        for _ in 0..<10 {
            let state = try await engine.inspectExec(id)
            if !state.isRunning { return state.exitCode == 126 || state.exitCode == 127 }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
