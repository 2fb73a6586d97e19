package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    /// What the engine keeps of a container's output: a line, or a piece of a long one.
    struct LogRecord {
        /// When the line was begun.
        var time: EngineTimestamp
        var frame: LogFrame

        /// How many bytes of a line are in one record.
        static let length = 16_384

        func isWanted(by query: LogQuery) -> Bool {
            (frame.stream == .stdout ? query.stdout : query.stderr) && query.since.map { time >= $0 } ?? true
                && query.until.map { time <= $0 } ?? true
        }

        func frame(for query: LogQuery) -> LogFrame {
            guard query.timestamps else { return frame }
            return LogFrame(stream: frame.stream, bytes: Array("\(time) ".utf8) + frame.bytes)
        }
    }

    /// Who follows a container's output.
    struct LogFollower {
        var container: ContainerID
        var query: LogQuery
        var continuation: BackendStream<LogFrame>.Continuation
    }

    /// Lets a container write lines.
    ///
    /// - Returns: when the last one was written.
    /// - Throws: `BackendError` where it does not run.
    @discardableResult
    package func write(
        _ lines: String...,
        to stream: LogFrame.Stream = .stdout,
        in container: String
    ) throws -> EngineTimestamp {
        try state.withLock { state in
            let found = try state.container(ContainerID(container)).inspection
            guard found.state.isRunning else { throw BackendError.conflict("Container \(found.id) is not running") }
            for line in lines { state.write(line, to: stream, in: found.id) }
            return state.time
        }
    }

    package func logs(of container: ContainerID, _ query: LogQuery) async throws -> BackendStream<LogFrame> {
        try await reach(.logs, name(of: container))
        let (stream, continuation) = BackendStream<LogFrame>.makeStream()
        let follower: Int? = try state.withLock { state in
            let found = try state.container(container)
            // The engine counts records before it looks at what they are.
            let last = query.tail.map { found.logs.suffix(max(0, $0)) } ?? found.logs[...]
            for record in last where record.isWanted(by: query) { continuation.yield(record.frame(for: query)) }
            guard query.follow, found.inspection.state.isRunning else {
                continuation.finish()
                return nil
            }
            let id = state.nextSerial()
            state.followers[id] = LogFollower(
                container: found.inspection.id,
                query: query,
                continuation: continuation
            )
            return id
        }
        if let follower {
            continuation.onTermination = { [weak self] _ in self?.afterwards { $0.followers[follower] = nil } }
        }
        return stream
    }

    /// How many follow the output of a container now.
    package func followerCount(of container: String) -> Int {
        state.withLock { state in
            guard let id = try? state.container(ContainerID(container)).inspection.id else { return 0 }
            return state.followers.values.count { $0.container == id }
        }
    }
}

extension ScriptedStore.State {
    /// Keeps a line that a container wrote, and shows it to those who follow.
    mutating func write(_ line: String, to stream: LogFrame.Stream, in id: ContainerID) {
        let isTerminal = containers[id]?.inspection.config.tty ?? false
        output(Array((line + (isTerminal ? "\r\n" : "\n")).utf8), to: stream, in: id)
    }

    /// Keeps what a container wrote, line by line, and shows it to those who follow or are connected.
    mutating func output(_ bytes: [UInt8], to stream: LogFrame.Stream, in id: ContainerID) {
        let time = now()
        let isTerminal = containers[id]?.inspection.config.tty ?? false
        let stream = isTerminal ? .stdout : stream
        for attachment in attachments.values where attachment.container == id && attachment.shows(stream) {
            attachment.continuation.yield(LogFrame(stream: stream, bytes: bytes))
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let line = rest.firstIndex(of: UInt8(ascii: "\n")).map { rest[...$0] } ?? rest
            let piece = Array(line.prefix(ScriptedStore.LogRecord.length))
            rest = rest.dropFirst(piece.count)
            let record = ScriptedStore.LogRecord(time: time, frame: LogFrame(stream: stream, bytes: piece))
            containers[id]?.logs.append(record)
            for follower in followers.values where follower.container == id && record.isWanted(by: follower.query) {
                follower.continuation.yield(record.frame(for: follower.query))
            }
        }
    }
}
