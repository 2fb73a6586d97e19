import EngineAPI

/// What goes on between this program and that of a receiver: what is expected, and what has come of it.
///
/// Pure: it is told what was sent and what came, and tells what that means.
struct ReceiverExchange {
    /// What is known of the answer to a frame.
    struct Expectation: Equatable, Sendable {
        /// What the answer has to repeat.
        var seal: ReceiverSeal
        /// How many bytes the program takes, reads or writes for the frame.
        var size: Int64
        /// How many bytes an answer of success may have.
        var bound: Int
    }

    /// An answer as it comes: `ok` or `err`, and the body.
    struct Answer: Equatable, Sendable {
        var isSuccess: Bool
        var body: [UInt8]
    }

    /// What the exchange is at.
    enum Phase: Equatable {
        /// The program has nothing to say.
        case idle
        /// The line that begins its answer is expected.
        case awaiting(Expectation)
        /// So many bytes of its answer are expected.
        case reading(isSuccess: Bool, length: Int)
    }

    private(set) var phase = Phase.idle
    /// The beginning of all that the program has written.
    private(set) var beginning: [UInt8] = []
    private var buffer = SyncReplyBuffer()
    private var complaintSize = 0

    /// Notes that a frame is going to be sent.
    ///
    /// - Throws: `untrustworthy` if the program has said something that it was not asked for.
    mutating func begin(_ expectation: Expectation) throws(ReceiverFault) {
        guard buffer.count == 0 else { throw .untrustworthy(reason: Self.surprise(buffer.excerpt)) }
        complaintSize = 0
        phase = .awaiting(expectation)
    }

    /// Takes what the program wrote.
    ///
    /// - Throws: `untrustworthy` if it complains without end.
    mutating func take(_ output: LogFrame) throws(ReceiverFault) {
        if output.stream == .stdout { buffer.append(output.bytes) } else { complaintSize += output.bytes.count }
        if beginning.count < 4096 { beginning += output.bytes.prefix(4096) }
        guard complaintSize <= SyncLimits.complaints else { throw .untrustworthy(reason: "complained without end") }
    }

    /// The next line, without its end; `nil` if more has to come first.
    ///
    /// - Throws: `untrustworthy` if it is too long.
    mutating func takeLine() throws(ReceiverFault) -> String? {
        if let line = buffer.takeLine() { return line }
        guard buffer.count <= SyncLimits.line else { throw .untrustworthy(reason: Self.surprise(buffer.excerpt)) }
        return nil
    }

    /// The answer that is expected; `nil` if more has to come first.
    ///
    /// - Throws: `untrustworthy` if it is none, lacks the seal or is too long.
    mutating func takeAnswer() throws(ReceiverFault) -> Answer? {
        if case .awaiting(let expectation) = phase {
            guard let line = try takeLine() else { return nil }
            phase = try Self.phase(after: line, expectation)
        }
        guard case .reading(let isSuccess, let length) = phase, let body = buffer.take(length) else { return nil }
        phase = .idle
        return Answer(isSuccess: isSuccess, body: body)
    }

    /// Reads the line that begins an answer.
    private static func phase(after line: String, _ expectation: Expectation) throws(ReceiverFault) -> Phase {
        let words = line.split(separator: " ")
        guard words.count == 2 || words.count == 3, let length = Int(words[1]), length >= 0,
            words[0] == "ok" || words[0] == "err"
        else {
            throw .untrustworthy(reason: surprise(SyncReplyBuffer.excerpt(line)))
        }
        let isSuccess = words[0] == "ok"
        // An archive that could not be unpacked has brought no seal.
        guard words.count == 3 ? words[2] == expectation.seal.text : !isSuccess else {
            throw .untrustworthy(reason: "confirmed what it did not get")
        }
        guard length <= (isSuccess ? expectation.bound : SyncLimits.complaints + Int(expectation.size)) else {
            throw .untrustworthy(reason: "answered \(length) bytes, which nobody asked for")
        }
        return .reading(isSuccess: isSuccess, length: length)
    }

    private static func surprise(_ words: String) -> String { "answered '\(words)', which nobody asked for" }
}
