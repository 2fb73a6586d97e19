/// One side of an HTTP/2 connection, without any I/O: bytes in, events out; commands in, bytes out.
///
/// - Source: RFC 9113. Priorities and pushes are not used; of the settings of the other side, its windows and the length of
///   its frames count.
package struct HTTP2Connection: Sendable {
    /// Which side this is.
    package enum Role: Sendable {
        /// The one that opens streams.
        case client
        /// The one that answers.
        case server
    }

    /// What the other side did.
    package enum Event: Hashable, Sendable {
        /// It sent a head, the first one or the last; whether this ends its side of the stream.
        case head(stream: UInt32, [HeaderField], isLast: Bool)
        /// It sent data; whether this ends its side of the stream.
        case data(stream: UInt32, [UInt8], isLast: Bool)
        /// It gave a stream up.
        case reset(stream: UInt32, code: UInt32)
        /// It will take no further streams, and gives up those after the last one that it names.
        case goAway(lastStream: UInt32)
    }

    struct Stream: Sendable {
        var sending: StreamSending
        /// Whether this side has ended its part.
        var isSentWhole = false
        /// Whether the other side has ended its part.
        var isReceivedWhole = false
        /// How many bytes the other side may still send.
        var receiveWindow: Int
        /// How many have come for which it has not been let send others.
        var uncredited = 0
    }

    /// What clients begin with.
    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// What both sides may send at first.
    static let initialWindow = 65_535
    /// How many streams the other side may have open.
    static let streamLimit = 1_000
    /// How much output is made before it is taken: so that many streams share the connection.
    static let outputTarget = 65_536

    let role: Role
    var parser = FrameParser()
    var isPrefaceDue: Bool
    var decoder = HeaderDecoder()
    /// The head that further frames go on with.
    var openHead: (stream: UInt32, block: [UInt8], isLast: Bool)?
    var streams: [UInt32: Stream] = [:]
    /// The highest number of a stream that the other side has opened.
    var lastOpened: UInt32 = 0
    var nextStream: UInt32 = 1
    /// How many bytes of all streams may be sent.
    var sendWindow = HTTP2Connection.initialWindow
    var peerInitialWindow = HTTP2Connection.initialWindow
    var peerLongestPayload = Frame.longestPayload
    /// Bytes of all streams that have come for which no others have been let come.
    var uncredited = 0
    var output: [UInt8] = []
    /// The stream that was served last, so that all have their turn.
    var lastServed: UInt32 = 0

    /// Begins a connection; what has to be said first is in the output.
    package init(role: Role) {
        self.role = role
        isPrefaceDue = role == .server
        if role == .client { output = Self.preface }
        let settings: [UInt8] = [0, 3] + UInt32(Self.streamLimit).bigEndianBytes
        Frame(.settings, payload: settings).append(to: &output)
    }

    /// Takes the next bytes from the other side.
    ///
    /// - Throws: ``HTTP2Violation``; what is said about it is in the output.
    package mutating func receive(_ bytes: [UInt8]) throws(HTTP2Violation) -> [Event] {
        parser.append(bytes)
        var events: [Event] = []
        do throws(HTTP2Violation) {
            if isPrefaceDue {
                guard let beginning = parser.take(Self.preface.count) else { return [] }
                guard beginning.elementsEqual(Self.preface) else { throw HTTP2Violation.noPreface }
                isPrefaceDue = false
            }
            while let frame = try parser.next() {
                if let event = try handle(frame) { events.append(event) }
            }
        } catch {
            // 1 is a violation of the protocol.
            Frame(.goAway, payload: lastOpened.bigEndianBytes + UInt32(1).bigEndianBytes).append(to: &output)
            throw error
        }
        return events
    }
}
