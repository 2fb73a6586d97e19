package import EngineAPI

/// Turns the messages of a build into events, and remembers what is needed to explain a failure.
///
/// Pure: the messages of a recorded build give the same events whenever they are fed in.
package struct BuildProgressTracker: Sendable {
    /// How many lines of a step's output are kept for ``BuildFailure/logLines``.
    package static let keptLines = 20

    private struct StepRecord: Sendable {
        var step: BuildStep
        var hasStarted = false
        var hasEnded = false
        /// What has come after the last line's end, by stream; a character may be incomplete.
        var partialLines: [LogFrame.Stream: [UInt8]] = [:]
        var lastLines: [String] = []
        /// Why it failed; empty where it did not.
        var error = ""

        mutating func keep(_ text: String) {
            let lines = text.split(whereSeparator: \.isNewline).map(String.init)
            lastLines = (lastLines + lines).suffix(BuildProgressTracker.keptLines)
        }
    }

    private var records: [String: StepRecord] = [:]
    /// The steps that failed, in order; steps that were cancelled because of another one count, too.
    private var failedSteps: [String] = []
    private var remarks: [String] = []

    /// The image, as soon as it is there.
    package private(set) var image: ImageID?
    /// Why the build failed, as soon as it has.
    package private(set) var failure: BuildFailure?

    /// Creates a tracker at the start of a build.
    package init() {}

    /// Takes the next message.
    ///
    /// - Throws: ``ProtobufReader/Malformed`` where BuildKit's report is none.
    package mutating func consume(_ message: JSONProgress) throws(ProtobufReader.Malformed) -> [BuildEvent] {
        if let words = message.failure {
            _ = fail(with: words)
            return []
        }
        switch message.aux {
        case .trace(let bytes): return consume(try BuildKitStatus(protobuf: bytes))
        case .image(let id): return finish(with: id)
        case .other, nil: break
        }
        guard let text = message.stream ?? message.status, !text.allSatisfy(\.isWhitespace) else { return [] }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        remarks = (remarks + lines).suffix(Self.keptLines)
        return lines.map { .remark($0) }
    }

    /// Takes the engine's last words of a build that failed, and gives the reason.
    package mutating func fail(with words: String) -> BuildFailure {
        let failed = failedRecord(of: words)
        let reason = BuildFailure(
            step: failed?.step.name,
            logLines: failed?.lastLines ?? Array(remarks.suffix(Self.keptLines)),
            message: words,
            lacksFrontend: failed?.step.looksForFrontend ?? false
        )
        failure = reason
        return reason
    }

    /// Takes the image of a build that ended well.
    package mutating func finish(with image: ImageID) -> [BuildEvent] {
        self.image = image
        return [.image(image)]
    }

    /// Takes a report of BuildKit's.
    package mutating func consume(_ status: BuildKitStatus) -> [BuildEvent] {
        // Ends come after the output of the same report: BuildKit sends both together when a step is short.
        var events = status.vertices.flatMap { begin($0) }
        for part in status.statuses {
            guard let record = records[part.vertex] else { continue }
            let total = part.total > 0 ? part.total : nil
            let name = part.name.isEmpty ? part.id : part.name
            events.append(.progress(record.step, part: name, current: part.current, total: total))
        }
        events += status.logs.flatMap { output($0) }
        events += status.warnings.map { .warning($0.message) }
        events += status.vertices.flatMap { end($0) }
        return events
    }

    private mutating func begin(_ vertex: BuildKitStatus.Vertex) -> [BuildEvent] {
        let step = BuildStep(digest: vertex.digest, name: vertex.name)
        var record = records[vertex.digest] ?? StepRecord(step: step)
        defer { records[vertex.digest] = record }
        guard vertex.started != nil, !record.hasStarted, !vertex.isCached else { return [] }
        record.hasStarted = true
        return [.started(step)]
    }

    private mutating func end(_ vertex: BuildKitStatus.Vertex) -> [BuildEvent] {
        guard var record = records[vertex.digest], !record.hasEnded, let completed = vertex.completed else { return [] }
        record.hasEnded = true
        var events: [BuildEvent] = []
        for (stream, bytes) in record.partialLines.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard !bytes.isEmpty else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            events.append(.output(record.step, stream, text))
            record.keep(text)
        }
        record.partialLines = [:]
        record.error = vertex.error
        records[vertex.digest] = record
        if vertex.error.isEmpty {
            let took = completed.duration(since: vertex.started ?? completed)
            events.append(.completed(record.step, isCached: vertex.isCached, took: took))
        } else {
            failedSteps.append(vertex.digest)
            events.append(.failed(record.step, message: vertex.error))
        }
        return events
    }

    private mutating func output(_ log: BuildKitStatus.VertexLog) -> [BuildEvent] {
        guard var record = records[log.vertex] else { return [] }
        defer { records[log.vertex] = record }
        let stream = log.stream == 2 ? LogFrame.Stream.stderr : .stdout
        let bytes = (record.partialLines[stream] ?? []) + log.message
        guard let lineEnd = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
            record.partialLines[stream] = bytes
            return []
        }
        record.partialLines[stream] = Array(bytes[(lineEnd + 1)...])
        let text = String(decoding: bytes[...lineEnd], as: UTF8.self)
        record.keep(text)
        return [.output(record.step, stream, text)]
    }

    /// The step that the engine's last words are about: the one that failed with these words, else the first that failed.
    private func failedRecord(of words: String) -> StepRecord? {
        let failed = failedSteps.compactMap { records[$0] }
        return failed.first { $0.error == words } ?? failed.first
    }
}
